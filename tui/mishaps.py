"""What the app does when something in it breaks: it saves, reports, and tells it without a word of the user's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from prep.words import Lang, Message
from tui.ending import FORCED_PATIENCE, LastSave, last_save, set_aside
from tui.report import Reporter, Trail, inner, told

if TYPE_CHECKING:
    from textual.app import App

    from tui.session import Session

T = TypeVar("T")

AT_MOST = 5
"""Reports of one run about what the app went on from: what breaks again and again says nothing new."""


class Breaking(Protocol):
    """The app as one sees it when it breaks."""

    language: Lang
    home: Path
    session: Session | None
    farewell: list[Message]

    def flush(self) -> None:
        """Take what was typed a moment ago."""

    def tell(self, messages: Sequence[Message]) -> None:
        """Say it steadily in the status line."""

    def run_later(self, found: Callable[[], object]) -> None:
        """Call it in the app's thread; may be called in any."""


class Mishaps:
    """``crashed``: the app ends because of one. ``trail`` takes the actions that the report names."""

    def __init__(self, app: App[None], broken: Breaking) -> None:
        self.crashed = False
        self.trail = Trail()
        self._app = app
        self._broken = broken
        self._reported = 0

    def report(self, error: BaseException, key: str) -> Message:
        """Write down what the app goes on from; the message ``key`` about it. May be called in any thread."""
        self._reported += 1
        path = self._write(error) if self._reported <= AT_MOST else None
        return Message(key, dict(told(error, path, self._broken.language)))

    def beside(self, error: BaseException) -> None:
        """Something broke beside the app, which goes on: it is told. May be called in any thread."""
        message = self.report(error, "app.told.trouble")
        self._broken.run_later(lambda: self._broken.tell([message]))

    def crash(self, error: BaseException | None) -> None:
        """Take what was typed, save it or set it aside, write a report, and have one line told at the end.

        What broke may break again here, so each of these is tried on its own.
        """
        if self.crashed:
            return
        self.crashed = True
        error, broken = inner(error), self._broken
        _attempt(broken.flush)
        kept = _attempt(lambda: last_save(broken.session, broken.home, FORCED_PATIENCE))
        if kept is None and broken.session is not None:
            session = broken.session
            kept = _attempt(lambda: set_aside(session, broken.home))
        place = (kept or LastSave("nowhere")).place
        report = _attempt(lambda: self._write(error))
        broken.farewell.append(Message(f"app.farewell.crash.{place}", dict(told(error, report, broken.language))))

    def _write(self, error: BaseException | None) -> Path | None:
        return Reporter(self._broken.home, self._broken.language, self.trail).write(error, _attempt(self._facts))

    def _facts(self) -> dict[str, str]:
        size, session = self._app.size, self._broken.session
        return {
            "terminal": f"{size.width} x {size.height}",
            "screens": " > ".join(type(screen).__name__ for screen in self._app.screen_stack),
            "saving": session.saving if session is not None else "nothing open",
        }


def _attempt(doing: Callable[[], T]) -> T | None:
    try:
        return doing()
    except Exception:  # noqa: BLE001  a part of the outermost handler: there is nobody left to tell
        return None
