"""Shown while the terminal is too small for any layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from prep.words import Lang, text
from tui.keys import QUIT

if TYPE_CHECKING:
    from textual.app import App
    from textual.geometry import Size

SMALLEST = (60, 20)
"""Columns and lines that a layout needs."""


class SmallScreen(ModalScreen[None]):
    """One sentence; it goes by itself when the window is larger."""

    BINDINGS: ClassVar[list[BindingType]] = [QUIT]

    def __init__(self, language: Lang) -> None:
        super().__init__(id="small")
        self.language = language

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(Content(text("app.small", self.language)), id="small-text")


def cover(app: App[None], language: Lang, size: Size) -> None:
    """A terminal of a ``size`` too small for any layout gets one sentence instead, until it has grown."""
    small = size.width < SMALLEST[0] or size.height < SMALLEST[1]
    if small and not isinstance(app.screen, SmallScreen):
        app.push_screen(SmallScreen(language))
    elif not small:
        while isinstance(app.screen, SmallScreen):
            app.pop_screen()
