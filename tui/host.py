"""What the screens need of the app, so that they need not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from prep.words import Lang, Message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from prep.library.protocol import Kept, Library
    from tui.background import Background
    from tui.found import Goal
    from tui.keymap import Keymap
    from tui.lately import Lately
    from tui.session import Session
    from tui.turns import Turns


class Host(Protocol):
    """The app as its screens see it."""

    library: Library
    home: Path
    language: Lang
    background: Background
    told: tuple[Message, ...]
    on_date: dt.date | None
    turns: Turns
    session: Session | None
    lately: Lately

    def show_preparation(self, kept: Kept, goal: Goal | None = None) -> None:
        """Open the walk on a preparation, with the cursor on ``goal``, else at its beginning."""

    @property
    def keymap(self) -> Keymap:
        """The keys that hold, the user's own among them."""

    def flush(self) -> None:
        """Take what was typed a moment ago."""

    def forget_told(self) -> None:
        """The user has seen what was told of the library's files."""

    def leave_preparation(self, close: Callable[[], object], conflict: Callable[[], object]) -> None:
        """Save and ``close``; ``conflict`` instead when another window saved it, a question when saving fails."""

    def saving_fails(self) -> None:
        """The user wants it saved now, and it cannot be: ask what to do."""

    def report(self, error: BaseException, key: str) -> Message:
        """Write down what the app goes on from; the message ``key`` about it. May be called in any thread."""

    def close_preparation(self) -> None:
        """Forget the open preparation; its screen has saved it."""
