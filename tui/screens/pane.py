"""What every step of the walk can be asked to do; a step overrides what makes sense for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical

from prep.words import Lang, Message

if TYPE_CHECKING:
    from tui.host import Host
    from tui.keymap import Keymap
    from tui.session import Session


class Pane(Vertical):
    """The work of one step inside the walk's frame."""

    def __init__(self, session: Session, language: Lang) -> None:
        super().__init__(classes="pane")
        self.session = session
        self.language = language

    @property
    def keymap(self) -> Keymap:
        """The keys that hold."""
        return cast("Host", self.app).keymap

    async def open(self, place: str | None) -> None:
        """Show the step, with the cursor on ``place`` if there is one."""

    async def reload(self) -> None:
        """The dossier was changed from outside the step (undo): show it as it is."""

    def assessed(self) -> None:
        """There is a new verdict."""

    def place(self) -> str | None:
        """Where the cursor is."""
        return None

    def flush(self) -> None:
        """Take what was typed a moment ago."""

    def back(self) -> bool:
        """One level back inside the step; False when it is at its first level."""
        return False

    def hints(self) -> Iterable[str]:
        """Actions that matter here ("walk.add"), most important first."""
        return ()

    def extra_hints(self) -> Iterable[tuple[str, str]]:
        """Keys that are no actions, with their message keys."""
        return ()

    async def turn(self, by: int) -> None:
        """The next section."""

    async def add(self) -> None:
        """A new record."""

    async def remove_record(self) -> None:
        """Delete the record in front."""

    async def move_record(self, by: int) -> None:
        """Move the record in front."""

    def choose(self) -> None:
        """Open the list of the field in front."""

    def exporting(self, text: Message, done: bool) -> bool:
        """Tell how the writing of the deck stands; False: this step has no place for it."""
        return False

    def show_message(self) -> None:
        """Show the message to send with the deck; only the deck step can."""

    def write_file(self) -> None:
        """Write the deck; only the deck step can."""
