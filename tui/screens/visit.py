"""What a full screen over the walk tells the walk on return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.frame import Framed

if TYPE_CHECKING:
    from prep.words import Message
    from tui.session import Session


class Visit(Framed):
    """A screen over the walk; ``outcome`` is what the walk tells on return, ``wanted`` the place it then goes to.

    Both None: the walk stands where it stood. ``then`` names the visit that follows this one; "": none.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.outcome: Message | None = None
        self.wanted: str | None = None
        self.then = ""
