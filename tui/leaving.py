"""Leaving a preparation, or the app, while something stands in the way: nothing typed goes without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from prep.words import Lang, Message, text
from tui.ending import FORCED_PATIENCE, LastSave, come_to_rest, set_aside
from tui.screens.frame import Framed
from tui.session import BRIEFLY

if TYPE_CHECKING:
    from textual.app import App

    from tui.session import Session
    from tui.turns import Turns

Go = Callable[[LastSave], object]
"""Leaves, and tells what is to be told of where the text is."""


class Left(Protocol):
    """What is left: the app, with its open preparation."""

    language: Lang
    home: Path
    session: Session | None
    turns: Turns

    def flush(self) -> None:
        """Take what was typed a moment ago."""

    def tell(self, messages: Sequence[Message]) -> None:
        """Say it steadily in the status line."""

    def leave(self, code: int, last: LastSave | None = None, patience: float | None = None) -> None:
        """Save what is unsaved, or set it aside (None: not done yet), and end."""


class Leaving:
    """One wish to leave, from its key to its end: it waits for a save, shows what is not saved, asks when none works.

    Any key typed while it waits takes it back: who types on does not want to leave.
    """

    def __init__(self, app: App[None], left: Left) -> None:
        self._app = app
        self._left = left
        self._waiting: tuple[Go, Callable[[], object]] | None = None
        self._asking = False
        self._shown: dict[str, str] = {}

    def wish(self, go: Go, conflict: Callable[[], object]) -> None:
        """Save and ``go``; ``conflict`` is called instead when another window saved the preparation meanwhile."""
        session = self._left.session
        if session is None:
            go(LastSave("disk"))
            return
        if self._asking:
            return
        self._waiting = None
        self._left.flush()
        if self._shows_unread(session):
            return
        if session.save(BRIEFLY):
            go(LastSave("disk"))
        elif session.conflict:
            conflict()
        elif session.busy:
            self._waiting = go, conflict
            self._notice(Message("app.saving.leaving"))
        else:
            self._ask("app.leaving.question", "leave", session, go, conflict)

    def close(self, close: Callable[[], object], conflict: Callable[[], object]) -> None:
        """As ``wish``, for leaving the preparation only; where the text is stands in the status line then."""

        def go(last: LastSave) -> None:
            close()
            self._left.tell(last.told)

        self.wish(go, conflict)

    def go_on(self) -> None:
        """A save has ended: the wish that waited for it is looked at again."""
        if self._waiting is not None and self._left.session is not None and not self._left.session.busy:
            self.wish(*self._waiting)

    def take_back(self) -> None:
        """Something else was typed."""
        if self._waiting is not None:
            self._waiting = None
            self._notice(None)

    async def from_outside(self, code: int) -> None:
        """End the app in good order: what was typed before is awaited, but nothing for long."""
        try:
            await come_to_rest(self._app, self._left.turns)
            self._left.leave(code, patience=FORCED_PATIENCE)
        except Exception as error:  # noqa: BLE001  no handler of Textual's stands around this
            self._app._handle_exception(error)

    def offer(self) -> None:
        """Saving fails, and one wants it saved now: try again, copy everything to another place, or stay."""
        session = self._left.session
        if session is not None and not self._asking:
            self._ask("app.leaving.question", "stay", session, lambda _: None, lambda: None)

    def _shows_unread(self, session: Session) -> bool:
        """Go once to a field whose text is no value; whether there was one that was not shown before."""
        if not session.unwritten or session.unwritten == self._shown:
            return False
        from tui.screens.walk import WalkScreen

        walk = next((one for one in self._app.screen_stack if isinstance(one, WalkScreen)), None)
        if walk is None:
            return False
        self._shown = dict(session.unwritten)
        while self._app.screen is not walk:  # whatever lies over it
            self._app.pop_screen()

        async def show(place: str) -> None:
            await walk.go_to_place(place)
            walk.notice(Message("app.leaving.unread"))

        self._app.call_later(show, next(iter(session.unwritten)))
        return True

    def _ask(self, question: str, last: str, session: Session, go: Go, conflict: Callable[[], object]) -> None:
        from tui.screens.dialogs import Ask

        language = self._left.language
        why = session.error if session.error is not None else Message("app.saving.failed")
        answers = [(one, text(f"app.leaving.{one}", language)) for one in ("again", "copy", last)]

        def answered(answer: str | None) -> None:
            self._asking = False
            if answer == "again":
                self._try_again(last, session, go, conflict)
            elif answer == "copy":
                self._copy(question, last, session, go, conflict)
            elif answer == "leave":
                self._leave_anyway(session, go, conflict)
            elif answer == "drop":
                go(LastSave("nowhere", (Message("app.farewell.nowhere"),)))

        self._asking = True
        self._notice(None)
        self._app.push_screen(Ask(text(question, language, why=why), answers), answered)

    def _try_again(self, last: str, session: Session, go: Go, conflict: Callable[[], object]) -> None:
        if last != "stay":
            self.wish(go, conflict)
        elif session.save(BRIEFLY):
            self._notice(Message("app.saving.again"))
        elif not session.busy and not session.conflict:
            self.offer()

    def _copy(self, question: str, last: str, session: Session, go: Go, conflict: Callable[[], object]) -> None:
        from tui.screens.elsewhere import CopyElsewhere

        def copied(_: Path | None) -> None:
            self._asking = False
            if last != "stay":
                self._ask(question, last, session, go, conflict)

        self._asking = True
        self._app.push_screen(CopyElsewhere(self._left.home, session.dossier, self._left.language), copied)

    def _leave_anyway(self, session: Session, go: Go, conflict: Callable[[], object]) -> None:
        kept = set_aside(session, self._left.home)
        if kept.place == "nowhere":
            self._ask("app.leaving.nowhere", "drop", session, go, conflict)
        else:
            go(kept)

    def _notice(self, message: Message | None) -> None:
        for screen in self._app.screen_stack:
            if isinstance(screen, Framed):
                screen.notice(message)
