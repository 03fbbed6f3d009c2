"""What the screens need of the app, so that they need not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from prep.words import Lang, Message

if TYPE_CHECKING:
    from prep.errors import NemawashiError
    from prep.library.protocol import Library


class Host(Protocol):
    """The app as its screens see it."""

    library: Library
    language: Lang
    told: tuple[Message, ...]

    def open_preparation(self, preparation_id: str) -> NemawashiError | None:
        """Open the walk on a preparation; the error when the library cannot give it."""

    def forget_told(self) -> None:
        """The user has seen what was told of the library's files."""

    def close_preparation(self) -> None:
        """Forget the open preparation; its screen has saved it."""
