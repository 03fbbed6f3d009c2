"""What the screens need of the app, so that they need not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from prep.words import Lang, Message

if TYPE_CHECKING:
    import datetime as dt

    from prep.library.protocol import Kept, Library
    from tui.turns import Turns


class Host(Protocol):
    """The app as its screens see it."""

    library: Library
    language: Lang
    told: tuple[Message, ...]
    on_date: dt.date | None
    turns: Turns

    def show_preparation(self, kept: Kept) -> None:
        """Open the walk on a preparation."""

    def forget_told(self) -> None:
        """The user has seen what was told of the library's files."""

    def close_preparation(self) -> None:
        """Forget the open preparation; its screen has saved it."""
