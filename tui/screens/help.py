"""Help: what the keys of the screen in front do, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from prep.words import Lang, text
from tui.keys import QUIT, Where, actions_of
from tui.screens.frame import Framed
from tui.screens.reasons import reason
from tui.widgets.plain import fit
from tui.widgets.rows import Row, Rows, Tone

if TYPE_CHECKING:
    from tui.host import Host

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
        Binding("escape,enter,space", "close", show=False),
        Binding("f1", "close", show=False, id="app.help"),
        QUIT,
    ]

    def __init__(self, of: Screen[object], language: Lang) -> None:
        super().__init__()
        self.of = of
        self.places = of.places if isinstance(of, Framed) else (Where.APP,)
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
        group, keymap = "", cast("Host", self.app).keymap
        for action in actions_of(*self.places):
            if action.group != group:
                group = action.group
                yield Row(f"group.{group}", (text(f"app.group.{group}", self.language),), "heading")
            id, why = f"{action.where.value}.{action.id}", reason(self.of, action)
            told = keymap.text(action.help, self.language)
            if why is not None:
                told = text("keys.now_not", self.language, what=told, why=keymap.told(why))
            yield self._row(
                id, keymap.shown(id) or keymap.shown("app.palette"), told, "normal" if why is None else "muted"
            )
        yield Row("group.always", (text("app.group.always", self.language),), "heading")
        for key, sentence in ALWAYS:
            yield self._row(key, key, text(sentence, self.language))

    def _row(self, id: str, key: str, sentence: str, tone: Tone = "normal") -> Row:
        return Row(id, (fit(key, KEY_WIDTH) + sentence,), tone, hang=KEY_WIDTH)
