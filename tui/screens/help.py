"""Help: what the keys of the screen in front do, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from prep.words import Lang, text
from tui.keys import BY_ID, QUIT, Where, actions_of
from tui.widgets.plain import fit
from tui.widgets.rows import Row, Rows

KEY_WIDTH = 12
ALWAYS = (
    ("Tab", "app.help.tab"),
    ("Enter", "app.help.enter"),
    ("Esc", "app.help.escape"),
    ("Ctrl+Z", "app.help.ctrl_z"),
)


class HelpScreen(ModalScreen[None]):
    """A list of keys, grouped; escape or F1 leaves it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,space", "close", show=False),
        QUIT,
    ]

    def __init__(self, places: Sequence[Where], language: Lang) -> None:
        super().__init__()
        self.places = places
        self.language = language
        self.rows = Rows(wrap=True)

    def compose(self) -> ComposeResult:
        """Heading, keys, the signs' meaning."""
        with Vertical(id="help"):
            yield Static(Content(text("app.help.heading", self.language)), id="help-heading")
            yield self.rows
            yield Static(Content(text("app.help.signs", self.language)), id="help-signs")

    def on_mount(self) -> None:
        """The screen's own keys first."""
        self.rows.set_rows(list(self._rows()))
        self.rows.focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def _rows(self) -> Iterable[Row]:
        group = ""
        for action in actions_of(*self.places):
            if action.group != group:
                group = action.group
                yield Row(f"group.{group}", (text(f"app.group.{group}", self.language),), "heading")
            key = action.shown_key or BY_ID["app.palette"].shown_key
            yield self._row(f"{action.where.value}.{action.id}", key, action.help)
        yield Row("group.always", (text("app.group.always", self.language),), "heading")
        for key, sentence in ALWAYS:
            yield self._row(key, key, sentence)

    def _row(self, id: str, key: str, sentence: str) -> Row:
        return Row(id, (fit(key, KEY_WIDTH) + text(sentence, self.language),), hang=KEY_WIDTH)
