"""Shown while the terminal is too small for any layout."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from prep.words import Lang, text
from tui.keys import QUIT


class SmallScreen(ModalScreen[None]):
    """One sentence; it goes by itself when the window is larger."""

    BINDINGS: ClassVar[list[BindingType]] = [QUIT]

    def __init__(self, language: Lang) -> None:
        super().__init__(id="small")
        self.language = language

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(Content(text("app.small", self.language)), id="small-text")
