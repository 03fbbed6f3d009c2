"""The people map: everyone by influence and interest, how far each is from where they should be, and the next step."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from prep import edits
from prep.model.people import Stance
from prep.naming import MOST
from prep.people_map import people_map
from prep.places import each
from prep.relation_words import (
    SIGNS,
    missing_signs,
    name_words,
    next_step,
    open_points,
    silo_words,
    stance_signs,
    stance_word,
    team_words,
    update_line,
)
from prep.relations import Relation, Relations, View, relations
from prep.words import Message, render
from prep.words.message import Argument
from tui.errands import run_quietly
from tui.keys import Where, bindings
from tui.screens.visit import Visit
from tui.steps.declare import shown
from tui.widgets.bars import Stop, Track
from tui.widgets.people_grid import PeopleGrid
from tui.widgets.plain import fit
from tui.widgets.prose import Prose
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from tui.session import Session

LOW = 28
"""Lines of a terminal below which the map gives room to the list."""

TEAMS = 3
"""Teams whose support is told one by one."""

TOLD, TOLD_NARROW = 4, 2
"""Lines for what is told of all, beside the list and above it."""


class PeopleMapScreen(Visit):
    """Opened from the walk with the person in front there; private as a whole, written nowhere."""

    CSS_PATH = "people_map.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.PEOPLE_MAP, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.PEOPLE_MAP),
        Binding("escape", "back", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("tab,shift+tab", "other_list", show=False),
    ]

    def __init__(self, session: Session, place: str | None) -> None:
        super().__init__(session)
        self.views = Track(id="views")
        self.told_line = Prose(id="map-told")
        self.grid = PeopleGrid(id="grid")
        self.rows = Rows((Column(), Column(20), Column(14, from_width=70), Column(6)), id="map-list")
        self.person = Prose(id="person")
        self.empty = Static("", id="map-empty")
        self.view = View.ALL
        self.found = Relations((), (), (), ())
        self.front = _person_at(session.dossier, place)
        self._stop_listening = session.workspace.subscribe(lambda _: self._show())

    def work(self) -> Iterable[Widget]:
        """Views, what is told of all, the map, the list beside or below it, and the person in front."""
        yield self.views
        yield self.told_line
        with Container(id="map-work"):
            yield self.grid
            with Container(id="beside"):
                yield self.rows
                yield self.person
        yield self.empty

    def on_mount(self) -> None:
        """Begin on the map."""
        self.set_class(self.app.size.height < LOW, "-low")
        self.speak()
        self.grid.focus()

    def on_resize(self, event: Resize) -> None:
        """A low terminal gives the list more room, a wide one two lines to each person."""
        self.set_class(event.size.height < LOW, "-low")
        self.call_after_refresh(self._show)

    def on_unmount(self) -> None:
        """The workspace lives on."""
        self._stop_listening()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        preparation = self.session.dossier.preparation
        title = self.say("relations.map.title", title=preparation.title or self.say("app.untitled"))
        self.title_line.show(title, "")
        self._show()
        super().speak()

    def hints(self) -> Iterable[str]:
        """What can be done with the person in front."""
        if self.current is not None:
            yield "people_map.open_person"
        if self.found.people:
            yield "people_map.next_view"
        if self.current is not None:
            yield from ("people_map.copy_update", "people_map.run_sheet", "people_map.add_talk")
        yield from ("app.palette", "app.language")

    def calm(self) -> str:
        """Who sees it."""
        return self.say("relations.map.private")

    @property
    def current(self) -> Relation | None:
        """The person in front; None: nobody is in this view."""
        return next((one for one in self.found.seen(self.view) if one.place == self.front), None)

    def action_back(self) -> None:
        """To the walk."""
        self.dismiss(None)

    def action_other_list(self) -> None:
        """From the map to the list and back."""
        if self.current is not None:
            (self.grid if self.rows.has_focus else self.rows).focus()

    def action_open_person(self) -> None:
        """To the record of the person in front."""
        if self.current is not None:
            self.wanted = self.current.place
            self.dismiss(None)

    def action_next_view(self) -> None:
        """All, then those who want attention, one reason after the other."""
        views = list(View)
        self._look(views[(views.index(self.view) + 1) % len(views)])

    def action_add_talk(self) -> None:
        """A conversation with the person in front, to be filled in in the walk."""
        one = self.current
        if one is None:
            return
        new_place = ""

        def change(dossier: Dossier) -> Dossier:
            nonlocal new_place
            dossier, new_place = edits.add(dossier, "conversations", {"stakeholder_id": one.person.id})
            return dossier

        self.session.edit(change, Message("app.change.added", {"noun": Message("common.term.conversation")}))
        self.wanted = f"{new_place}.date"
        self.outcome = Message("relations.talk_added", {"name": name_words(one, self.session.dossier)})
        self.dismiss(None)

    def action_run_sheet(self) -> None:
        """The run sheet of the 1:1 with the person in front (A24); what it leads to in the walk is gone to at once."""
        from tui.screens.run_sheet import RunSheetScreen

        if self.current is None:
            return
        sheet = RunSheetScreen(self.session, self.current.person.id, None)

        def back(_: None) -> None:
            if sheet.wanted is None and not sheet.then:
                self.notice(sheet.outcome)
                return
            self.wanted, self.then, self.outcome = sheet.wanted, sheet.then, sheet.outcome
            self.dismiss(None)

        self.app.push_screen(sheet, back)

    def action_copy_update(self) -> None:
        """A short word to the person in front, in the preparation's language, onto the clipboard (A49)."""
        from tui.screens.reading import ReadScreen

        one = self.current
        if one is None:
            return
        dossier = self.session.dossier
        words = render(update_line(dossier, one), dossier.preparation.language.value)
        run_quietly(self, partial(self._copy, words))
        self.app.push_screen(ReadScreen(self.say("relations.update.heading"), words, self.language))

    async def _copy(self, words: str) -> None:
        from tui.clipboard import copy

        self.notice(await copy(self.app, words))

    def action_undo(self) -> None:
        """Take back the last change of the preparation."""
        label = self.session.workspace.undo()
        self.notice(Message("app.undo.done", {"what": label}) if label else Message("app.undo.nothing"))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        label = self.session.workspace.redo()
        self.notice(Message("app.redo.done", {"what": label}) if label else Message("app.redo.nothing"))

    @on(PeopleGrid.Moved)
    def _moved_on_map(self, event: PeopleGrid.Moved) -> None:
        self.front = event.grid.front
        if self.front is not None:
            self.rows.move_to(self.front)
        self._show_person()

    @on(Rows.Moved)
    def _moved_in_list(self) -> None:
        row = self.rows.current
        if row is not None and row.id != self.front:
            self.front = row.id
            self.grid.move_to(row.id)
            self._show_person()

    @on(PeopleGrid.Chosen)
    @on(Rows.Chosen)
    def _chosen(self) -> None:
        self.action_open_person()

    @on(Track.Wanted)
    def _view_wanted(self, event: Track.Wanted) -> None:
        self._look(list(View)[event.index])

    def on_descendant_focus(self) -> None:
        """Tab leads to the other of the two."""
        self.show_hints([("Tab", "relations.key.other")] if self.current is not None else [("Esc", "app.key.back")])

    def _look(self, view: View) -> None:
        self.view = view
        self._show()
        self.on_descendant_focus()

    def _show(self) -> None:
        if not self.is_attached:
            return
        self.found = relations(self.session.dossier)
        seen = self.found.seen(self.view)
        if self.current is None:
            self.front = seen[0].place if seen else None
        self._show_views()
        self._show_told()
        self.empty.display = not seen
        self.query_one("#map-work").display = bool(seen)
        self.empty.update(Content(self._why_empty()))
        signs = {one.place: stance_signs(one) for one in seen}
        self.grid.show(people_map(self.found.people, seen), signs, self.front, tuple(self._legend()))
        self.rows.wrap = self.has_class("-wide")
        self.rows.set_rows([self._row(one) for one in seen], self.front)
        self._show_person()

    def _show_views(self) -> None:
        stops = [
            Stop(self.tell("relations.view", view=self._view(view), count=len(self.found.seen(view))), numbered=False)
            for view in View
        ]
        self.views.show(stops, list(View).index(self.view))

    def _show_told(self) -> None:
        """As many lines as there is room for; how many more there are stands at the end of the last."""
        lines, width = list(self._told()), self.app.size.width - 2
        room = TOLD if self.has_class("-wide") else 1 if self.has_class("-low") else TOLD_NARROW
        rest = f" +{len(lines) - room}" if len(lines) > room else ""
        shown_lines = [fit(line, width).rstrip() for line in lines[: room - 1]]
        last = [fit(line, width - len(rest)).rstrip() + rest for line in lines[room - 1 : room]]
        self.told_line.show("\n".join([*shown_lines, *last]))
        self.told_line.display = bool(lines)

    def _told(self) -> Iterable[str]:
        """Warnings first: where there is little room the rest goes."""
        if not self.found.people:
            return
        for silo in self.found.silos:
            yield "! " + render(silo_words(silo), self.language)
        if self.found.missing:
            yield "! " + self.tell("relations.map.missing", teams=tuple(self.found.missing))
        met = sum(one.met for one in self.found.people)
        counts = self.say("relations.map.counts", with_us=self.found.with_us, people=len(self.found.people), met=met)
        yield f"{counts} · {self.tell('relations.map.teams', teams=team_words(self.found, TEAMS))}"

    def _why_empty(self) -> str:
        if not self.found.people:
            return self.say("relations.map.empty", key=self.keymap.shown("walk.add"))
        key = self.keymap.shown("people_map.next_view")
        return self.tell("relations.map.nobody", view=self._view(self.view), key=key)

    def _view(self, view: View) -> Message:
        return Message(f"relations.view.{view.value}")

    def _legend(self) -> Iterable[str]:
        for stance in Stance:
            yield f"{SIGNS[stance]} {render(stance_word(stance), self.language)}"

    def _row(self, one: Relation) -> Row:
        name = shown(one.person.name, 24)
        now, desired = stance_word(one.person.stance), stance_word(one.person.desired)
        stances = self.tell("relations.map.stances", now=now, desired=desired) if one.gap else self._word(now)
        short = self.grid.map.short.get(one.place, "")
        known = name if isinstance(name, str) else self._word(name)
        called = known if known.startswith(short) else f"{short} {known}"
        cells: tuple[str, ...] = (called, stances, self._word(_heard(one)), missing_signs(one))
        if self.rows.wrap:
            cells = (f"{called}  {missing_signs(one)}\n  {stances} · {self._word(_heard(one))}",)
        return Row(one.place, cells, "must" if one.must_meet and not one.met else "normal")

    def _show_person(self) -> None:
        one = self.current
        self.person.display = one is not None
        self.person.show("\n".join(self._about(one)) if one is not None else "")

    def _about(self, one: Relation) -> Iterable[str]:
        person = one.person
        yield self.tell(
            "relations.map.who",
            name=name_words(one, self.session.dossier),
            decision_role=Message(f"common.decision_role.{person.decision_role.value}"),
            heard=_heard(one),
        )
        points = open_points(one)
        yield self.tell("relations.map.next", step=next_step(one))
        if not points:
            yield self.say("relations.map.nothing_open")
        elif len(points) <= MOST:
            yield self.tell("relations.map.open", points=points)
        else:
            yield self.tell("relations.map.open_more", points=points[:MOST], n=len(points) - MOST)

    def _word(self, message: Message) -> str:
        return render(message, self.language)

    def tell(self, key: str, /, **args: Argument) -> str:
        """The text of ``key``, with arguments of any kind a message takes."""
        return render(Message(key, dict(args)), self.language)


def _heard(one: Relation) -> Message:
    if one.last_heard is None:
        return Message("relations.map.never")
    return Message("relations.map.heard", {"date": one.last_heard})


def _person_at(dossier: Dossier, place: str | None) -> str | None:
    """The place of the stakeholder that a place lies in, or whose conversation it lies in; None: of nobody."""
    people: dict[str, str] = {}
    for at, person in each("stakeholders", dossier.preparation.stakeholders):
        people.setdefault(person.id, at)
    talks = each("conversations", dossier.preparation.conversations)
    homes = [(at, at) for at in people.values()] + [(at, people.get(one.stakeholder_id, "")) for at, one in talks]
    return next((whose for at, whose in homes if place is not None and (place + ".").startswith(at + ".")), None)
