"""A user at the keyboard: every verb presses keys, every look is at the text on the screen.

Nothing here touches a widget or the preparation behind it. Which field comes after which is read from the
declarations of the steps, as a user reads it from the form.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from app_driver import on_screen
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from prep.words import Lang, Message, render, text
from tui.app import NemawashiApp
from tui.steps.form import Field, Kind, Records, Section
from tui.steps.walk import WALK

PATIENCE = 20.0
TYPED_AT_MOST = 24
"""What is longer is pasted, as a user would bring it from a mail or a document."""


@dataclass(frozen=True)
class Linked:
    """What is looked for in the list of a link field: a few letters of each record wanted."""

    words: tuple[str, ...]


def linked(*words: str) -> Linked:
    """Links to the records that these words find."""
    return Linked(words)


@dataclass(frozen=True)
class Typed:
    """What is typed, and what is kept of it when that is not the text itself: a date, a number, several lines."""

    words: str
    kept: object


Entry = str | bool | int | Enum | Linked | Typed


class Walker:
    """One walk through the running app."""

    def __init__(self, app: NemawashiApp, pilot: Pilot[None], language: Lang) -> None:
        self.app = app
        self.pilot = pilot
        self.language: Lang = language
        self.step = 0
        self.section: Section = WALK[0].sections[0]
        self.at: int | None = 0

    def say(self, key: str) -> str:
        """A text of the interface."""
        return render(Message(key), self.language)

    async def sees(self, *words: str) -> None:
        """All of these stand on the screen, or come to stand there."""
        deadline = time.monotonic() + PATIENCE
        shown = self._shown()
        while not all(one in shown for one in words) and time.monotonic() < deadline:
            await self.pilot.pause(0.05)
            shown = self._shown()
        for one in words:
            assert one in shown, f"{one!r} is not on the screen:\n{shown}"

    def _shown(self) -> str:
        """The text of the screen; nothing while it is being built, when there is nothing to see for a user either."""
        return "" if self.app._batch_count else on_screen(self.app)

    async def press(self, *keys: str) -> None:
        """Press keys quickly one after the other, as a terminal sends them, and wait until all are answered."""
        await self._sends(*(Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)) for key in keys))

    async def types(self, words: str) -> None:
        """Type, key by key."""
        await self._sends(*(Key(_character_to_key(one), one) for one in words))

    async def _sends(self, *keys: Key) -> None:
        for key in keys:
            self.app.post_message(key)
        await self.pilot.pause()

    async def pastes(self, words: str) -> None:
        """Paste, as a terminal delivers it."""
        self.app.post_message(Paste(words))
        await self.pilot.pause()

    async def writes(self, words: str) -> None:
        """Type what is short, paste what is long."""
        await (self.types(words) if len(words) <= TYPED_AT_MOST and "\n" not in words else self.pastes(words))

    async def begins(self, title: str, organisation: str) -> None:
        """A new preparation, from the list; the dialog is answered from top to bottom."""
        await self.press("ctrl+n")
        await self.sees(self.say("app.new.heading"))
        await self.writes(title)
        await self.press("tab", "tab")
        await self.writes(organisation)
        await self.sees(f"[{text(f'common.language.{self.language}', self.language)}]", organisation)
        await self.press("enter")
        await self.sees(self.say(WALK[0].title))
        await self.sees(title)

    async def goes_to(self, step: str) -> None:
        """Choose a step from the list of steps."""
        self.step = next(index for index, one in enumerate(WALK) if one.id == step)
        await self._chooses_step(self.step, WALK[self.step].title)
        self.section, self.at = WALK[self.step].sections[0], 0
        await self.sees(self.say(self.section.title))

    async def goes_to_check(self) -> None:
        """Step 7."""
        await self._chooses_step(len(WALK), "app.check.title")

    async def goes_to_deck(self) -> None:
        """Step 8."""
        await self._chooses_step(len(WALK) + 1, "app.deck.title")

    async def _chooses_step(self, index: int, title: str) -> None:
        await self.press("ctrl+g")
        await self.sees(self.say("app.go.heading"))
        await self.types(str(index + 1))
        await self.sees(self.say(title))
        await self.press("enter")

    async def turns_to(self, section: str) -> None:
        """Press F7 until the section is open."""
        sections = WALK[self.step].sections
        ahead = [*sections[sections.index(self.section) + 1 :], *sections]
        turns = next(number for number, one in enumerate(ahead) if one.id == section) + 1
        if self.section.id != section:
            await self.press(*["f7"] * turns)
            self.section = ahead[turns - 1]
        self.at = 0
        await self.sees(self.say(self.section.title))

    async def adds(self, entries: Mapping[str, Entry]) -> None:
        """A new record, filled in from top to bottom; then back to the list."""
        assert isinstance(self.section, Records)
        await self.press("ctrl+n")
        self.at = 0
        await self.fills(entries)
        await self.press("escape")

    async def fills(self, entries: Mapping[str, Entry]) -> None:
        """Fields of the open form, in any order that goes down."""
        for name, entry in entries.items():
            await self.enters(name, entry)

    async def enters(self, name: str, entry: Entry) -> None:
        """Go on to a field with tab, and give it a value."""
        field = await self._goes_down_to(name)
        if isinstance(entry, Linked):
            await self._links(field, entry)
        elif field.kind is Kind.SCALE:
            await self.press(str(entry))
        elif field.kind in (Kind.CHOICE, Kind.TOGGLE):
            await self._chooses(field, entry)
        else:
            words = entry.words if isinstance(entry, Typed) else str(entry)
            await self.writes(words)
            wrapped = field.kind is Kind.TEXT
            await self.sees(words[:8] if wrapped else words.split("\n")[-1].replace("\t", " ")[-4:])

    async def stands_at(self, name: str) -> None:
        """The cursor was brought to a field by the app."""
        field = self._field(name)
        self.step = next(index for index, one in enumerate(WALK) if self.section in one.sections)
        self.at = self.section.fields.index(field)
        await self.sees(self.say(field.label))

    async def reads(self, step: str, section: str) -> None:
        """The app has led to a section."""
        self.step = next(index for index, one in enumerate(WALK) if one.id == step)
        self.section = next(one for one in WALK[self.step].sections if one.id == section)
        await self.sees(self.say(self.section.title))

    def _field(self, name: str) -> Field:
        return next(one for one in self.section.fields if one.name == name)

    async def _goes_down_to(self, name: str) -> Field:
        field = self._field(name)
        index = self.section.fields.index(field)
        assert self.at is not None
        way = index - self.at
        if way:
            await self.press(*(["tab"] * way if way > 0 else ["shift+tab"] * -way))
        self.at = index
        await self.sees(self.say(field.label))
        return field

    async def _chooses(self, field: Field, entry: Entry) -> None:
        """Home, then to the right until the word wanted stands in brackets."""
        if isinstance(entry, bool):
            index, word = int(entry), self.say("app.yes" if entry else "app.no")
        else:
            assert isinstance(entry, Enum)
            assert field.choices is not None
            index = list(field.choices).index(entry) + field.optional
            word = self.say(f"common.{_group(entry)}.{entry.value}")
        await self.press("home", *["right"] * index)
        await self.sees(f"[{word}]")

    async def _links(self, field: Field, entry: Linked) -> None:
        """Open the list, narrow it by typing, take what is found."""
        await self.press("enter")
        several = field.kind is Kind.LINKS
        await self.sees(self.say("app.picker.toggle" if several else "app.picker.use"))
        for number, word in enumerate(entry.words):
            if number:
                await self.press("ctrl+u")
            await self.writes(word)
            await self.press("enter")
            if several:
                await self.sees("[x]")
        if several:
            await self.press("escape")


def _group(member: Enum) -> str:
    """The catalogue's group of an enum: DecisionRole → decision_role."""
    name = type(member).__name__
    return "".join(("_" if index and letter.isupper() else "") + letter.lower() for index, letter in enumerate(name))
