"""The coach of the walk: which field is in front, what is to be said of it, and where there is room to say it.

Sentences and words are read when a panel shows for the first time, never before. What is typed is looked at together
with the verdict, not at every key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from prep.errors import NemawashiError
from prep.words import Message, render
from tui.keys import key_name
from tui.screens.step import StepPane
from tui.steps.form import Fields, Records

if TYPE_CHECKING:
    from textual.widget import Widget

    from prep.coaching import Coaching
    from prep.readiness.rule import Failure
    from prep.tone import Advice, Balance
    from tui.screens.frame import Framed
    from tui.screens.pane import Pane
    from tui.session import Session
    from tui.widgets.coach_panel import CoachPanel, Look, Note
    from tui.widgets.field import FieldView

BESIDE_FROM = 120
"""Columns from which there is room for a panel beside the field; it folds into one below when there are fewer."""

LISTS_BESIDE_FROM = 150
"""Columns from which a list still stands beside its form when the panel does, too."""

SIGNS: dict[Look, str] = {"must": "! ", "warning": "~ ", "advice": "→ "}


class Coach:
    """The coach of the walk on ``screen``, whose open step ``pane`` tells.

    Beside the field it is there until it is put away, in later sessions, too; below, as long as it is wanted there.
    """

    def __init__(self, screen: Framed, session: Session, pane: Callable[[], Pane | None]) -> None:
        self._screen = screen
        self._session = session
        self._pane = pane
        self.panel: CoachPanel | None = None
        self._beside: bool | None = None
        self._below = False
        self._failed: tuple[Failure, ...] = ()
        self._due = False

    @property
    def is_beside(self) -> bool:
        """Whether the terminal is wide enough for a panel beside the field."""
        return self._screen.app.size.width >= BESIDE_FROM

    @property
    def is_shown(self) -> bool:
        """Whether the panel is to be seen: on the steps that have fields, if the user has it open."""
        on_fields = self._pane() is None or isinstance(self._pane(), StepPane)
        return on_fields and (self._wanted() if self.is_beside else self._below)

    def begin(self) -> Iterable[Widget]:
        """The panel, if it is there from the first picture on."""
        if self.is_shown:
            self._make()
        return () if self.panel is None else (self.panel,)

    def fit(self) -> None:
        """Show or put away the panel, beside or below, as the step and the terminal's size ask for."""
        if self.is_shown and self.panel is None:
            self._screen.query_one("#work").mount(self._make())
        self._stand()
        self.follow()

    def _make(self) -> CoachPanel:
        from tui.widgets.coach_panel import CoachPanel

        self.panel = CoachPanel()
        self._stand()
        return self.panel

    def _stand(self) -> None:
        shown, beside = self.is_shown, self.is_beside
        width, height = self._screen.app.size
        self._screen.set_class(shown and beside, "-coach-beside")
        self._screen.set_class(shown and beside and width < LISTS_BESIDE_FROM, "-coach-stacked")
        self._screen.set_class(shown and not beside, "-coach-below")
        if self.panel is not None:
            self.panel.display = shown
            self.panel.lie(beside, height // 2 - 2)

    def stands(self, failed: tuple[Failure, ...]) -> None:
        """There is a new verdict, or another step."""
        self._failed = failed
        if (self.panel is not None and self.panel.display) is not self.is_shown:
            self.fit()
        else:
            self.follow()

    def follow(self) -> None:
        """Speak of the field in front once the screen has been drawn: no key waits for it."""
        if self.panel is not None and self.panel.display and not self._due:
            self._due = True
            self._screen.call_after_refresh(self._speak)

    def toggle(self) -> None:
        """Open the panel, read on where it has more to say, and close it."""
        if not isinstance(self._pane(), StepPane):
            self._screen.notice(Message("app.coach.not_here"))
        elif self.is_shown and self.panel is not None and self.panel.read_on():
            return
        else:
            self._open(not self.is_shown)

    def put_away(self) -> bool:
        """Close the panel that lies below; False: there is none."""
        if self.is_beside or not self.is_shown:
            return False
        self._open(False)
        return True

    def _open(self, wanted: bool) -> None:
        if self.is_beside:
            self._beside = wanted
            self._keep(wanted)
        else:
            self._below = wanted
        if self.panel is not None and not wanted:
            self.panel.forget_height()
        self.fit()

    def _wanted(self) -> bool:
        if self._beside is None:
            from prep.settings import read_settings

            self._beside = read_settings(self._screen.host.home).coach
        return self._beside

    def _keep(self, wanted: bool) -> None:
        from prep.settings import read_settings, write_settings

        home = self._screen.host.home
        try:
            write_settings(home, replace(read_settings(home), coach=wanted))
        except NemawashiError as refused:
            self._screen.notice(refused.message)

    def _speak(self) -> None:
        self._due = False
        pane = self._pane()
        if self.panel is None or not self.panel.display or not isinstance(pane, StepPane):
            return
        view = _view_in_front(pane)
        subject = view.field.label if view is not None else pane.section.title
        heading = self._screen.say("coach.heading")
        self.panel.show(heading, self._screen.say(subject), list(self._notes(pane, view)), self._foot)

    def _foot(self, page: int, pages: int) -> str:
        key = self._screen.keymap.shown("walk.coach")
        if page < pages:
            return self._screen.say("coach.more", press=key, page=page, pages=pages)
        return self._screen.say("coach.close", press=key if self.is_beside else key_name("escape"))

    def _notes(self, pane: StepPane, view: FieldView | None) -> Iterable[Note]:
        """What is missing and how it sounds comes first where room is scarce; beside the field it comes and goes below.

        So nothing that one reads jumps while one types.
        """
        from prep.coaching import coaching

        pattern = _pattern(pane, view)
        steady = list(self._steady(coaching(pattern)))
        live = [*self._missing(pane, view), *self._tone(pattern, view)]
        yield from (*steady, *live) if self.is_beside else (*live, *steady)

    def _steady(self, advice: Coaching | None) -> Iterable[Note]:
        if advice is not None:
            yield self._note("coach.label.good", ("plain", advice.good))
            yield self._note("coach.label.why", ("plain", advice.why))
            yield self._note("coach.label.ask", ("plain", advice.ask))

    def _missing(self, pane: StepPane, view: FieldView | None) -> Iterable[Note]:
        from prep.coaching import missing_here, missing_in_list

        if view is not None:
            found = missing_here(self._failed, view.place)
        else:
            row = pane.rows.current if pane.rows is not None else None
            found = missing_in_list(self._failed, pane.section.place, row.id if row is not None else None)
        if found:
            yield self._note("coach.label.missing", *((one.level, one.why) for one in found))

    def _tone(self, pattern: str, view: FieldView | None) -> Iterable[Note]:
        from prep.tone import BALANCED, OWN_WORDS, advice, balance

        if view is None or pattern not in OWN_WORDS:
            return
        written = view.value if isinstance(view.value, tuple) else (view.value,)
        found: list[Advice | Balance] = [*advice("\n".join(one for one in written if isinstance(one, str)))]
        if pattern in BALANCED and (weighed := balance(self._session.dossier.preparation)).tips:
            found.append(weighed)
        if found:
            yield self._note("coach.label.tone", *(one for each in found for one in _both(each)))

    def _note(self, label: str, *said: tuple[Look, Message]) -> Note:
        from tui.widgets.coach_panel import Note

        language = self._screen.language
        paragraphs = tuple((look, SIGNS.get(look, "") + render(words, language)) for look, words in said)
        return Note(self._screen.say(label), self._screen.say(f"{label}.short"), paragraphs)


def _both(found: Advice | Balance) -> tuple[tuple[Look, Message], tuple[Look, Message]]:
    return ("word", found.why), ("advice", found.instead)


def _view_in_front(pane: StepPane) -> FieldView | None:
    """The focused field; the first of a plain section when none is, and None for a list with its records."""
    views = pane.form.views if pane.form is not None else ()
    focused = pane.screen.focused
    found = next((view for view in views if focused is not None and view.editor is focused), None)
    return found or (views[0] if views and isinstance(pane.section, Fields) else None)


def _pattern(pane: StepPane, view: FieldView | None) -> str:
    """The place of the field with every bracket empty; of a list: that of any of its records."""
    section = pane.section
    within = f"{section.place}[]" if isinstance(section, Records) else section.place
    return ".".join(part for part in (within, view.field.name if view is not None else "") if part)
