"""A text to be read from beginning to end, with the keys that scroll."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from prep.words import Lang, text
from tui.keys import QUIT
from tui.widgets.bars import UseLine
from tui.widgets.prose import Prose


class ReadScreen(ModalScreen[None]):
    """The text under its heading; escape leaves it."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,ctrl+o", "close", show=False), QUIT]

    def __init__(self, heading: str, body: str, language: Lang) -> None:
        super().__init__()
        self.heading = heading
        self.body = body
        self.language = language

    def compose(self) -> ComposeResult:
        """Heading, text, keys."""
        with Vertical(id="reading"):
            yield Static(Content(self.heading), id="reading-heading")
            with VerticalScroll(id="reading-scroll"):
                yield Prose(self.body, id="reading-body")
            yield UseLine(text("app.history.whole_use", self.language), id="reading-use")

    def on_mount(self) -> None:
        """The keys scroll at once."""
        self.query_one("#reading-scroll").focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
