"""The guided sample on the walk: one steady line that says where one is, why, and what to press."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from prep.errors import NemawashiError
from prep.settings import read_settings
from prep.words import Message

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.screens.in_front import InFront
    from tui.session import Session
    from tui.tour import Tour

LINES = 5
"""Both sentences of every stop, at 60 columns, too."""


class Touring:
    """The tour on ``screen``, if its preparation is that of the guided sample; ``leave`` closes the preparation."""

    def __init__(self, screen: InFront, session: Session, leave: Callable[[], object]) -> None:
        self._screen = screen
        self._session = session
        self._leave = leave
        self._line: Widget | None = None
        self.tour: Tour | None = None

    def begin(self) -> Iterable[Widget]:
        """The line, where there is a tour."""
        settings = read_settings(self._screen.host.home)
        if settings.tour and settings.tour == self._session.dossier.preparation.id:
            from tui import tour
            from tui.widgets.bars import StatusLine

            self.tour = tour.begin(self._session.dossier, settings.stop)
            self._line = StatusLine(id="tour", most=LINES)
            yield self._line

    def follow(self) -> None:
        """See what the user did since, and say what comes next."""
        if self.tour is None or not self._screen.is_attached:
            return
        from tui import tour
        from tui.actions.touring import keep_stop
        from tui.widgets.bars import StatusLine

        before = self.tour.stop.id
        pane = self._screen.pane
        place = pane.place() if pane is not None else None
        self.tour = tour.follow(self.tour, self._session.dossier, self._screen.step, place)
        if isinstance(self._line, StatusLine):
            self._line.show(*self._said())
        if self.tour.stop.id != before:
            self._try(lambda: keep_stop(self._screen.host.home, self._stop()))

    def is_ending(self, step: int) -> bool:
        """Whether going to ``step`` leads past the last stop."""
        if self.tour is None or not self.tour.is_last:
            return False
        from tui.tour import STEPS

        return step >= len(STEPS)

    def ends_by(self, step: int) -> bool:
        """As ``is_ending``; then it is asked what becomes of the sample."""
        ends = self.is_ending(step)
        if ends:
            self._ask()
        return ends

    def _said(self) -> Iterable[str]:
        """Where one is and why, then what to do: go there, do it, or go on."""
        from tui.tour import STEPS, STOPS

        if self.tour is None:
            return
        stop, say = self.tour.stop, self._screen.say
        yield say("tour.at", number=self.tour.at + 1, of=len(STOPS), words=say(f"tour.{stop.id}.why"))
        if self._screen.step != stop.step:
            title = say(f"tour.{STEPS[stop.step]}.title")
            way = "on" if self._screen.step < stop.step else "back"
            yield "▸ " + say(f"tour.{way}", step=f"{stop.step + 1} {title}")
        elif self.tour.is_done and not self.tour.is_last:
            yield "▸ " + say(f"tour.{stop.id}.done")
        else:
            yield "▸ " + say(f"tour.{stop.id}.do")

    def _stop(self) -> str:
        return self.tour.stop.id if self.tour is not None else ""

    def _ask(self) -> None:
        from tui.screens.dialogs import Ask

        answers = [(one, self._screen.say(f"tour.{one}")) for one in ("keep", "erase")]
        self._screen.app.push_screen(Ask(self._screen.say("tour.question"), answers), self._answered)

    def _answered(self, answer: str | None) -> None:
        from tui.actions.touring import end_tour

        if answer is None or not self._try(lambda: end_tour(self._screen.host.home)):
            return
        self.tour = None
        if self._line is not None:
            self._line.display = False
        if answer == "keep":
            self._screen.notice(Message("tour.kept"))
            return
        self._screen.host.leave_preparation(self._erase, lambda: None)

    def _erase(self) -> None:
        """Leave the preparation and delete it from the list, where a key brings it back."""
        from tui.screens.library import LibraryScreen

        listed = next(one for one in self._screen.app.screen_stack if isinstance(one, LibraryScreen))
        self._leave()
        listed.throw_away(self._session.dossier.preparation.id)

    def _try(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except NemawashiError as refused:
            self._screen.notice(refused.message)
            return False
        return True
