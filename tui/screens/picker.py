"""A list to choose from with a search above it: links, steps, and the palette of all actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from prep.words import Lang, text
from tui.keys import QUIT
from tui.searching import matches
from tui.widgets.line_edit import LineEdit
from tui.widgets.rows import Column, Row, Rows


@dataclass(frozen=True)
class Option:
    """Something to choose; ``note`` stands at the right (a key, a kind)."""

    id: str
    name: str
    note: str = ""


class Picker(ModalScreen["str | None"]):
    """Gives the id chosen, None when left with escape. With ``toggle`` it stays open and switches marks instead."""

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        QUIT,
        Binding("up", "by(-1)", show=False),
        Binding("down", "by(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(
        self,
        heading: str,
        choices: Sequence[Option],
        language: Lang,
        marked: Sequence[str] = (),
        toggle: Callable[[str], Sequence[str]] | None = None,
        at: str | None = None,
    ) -> None:
        super().__init__()
        self.heading = heading
        self.choices = tuple(choices)
        self.language = language
        self.marked = frozenset(marked)
        self.toggle = toggle
        self.at = at
        self.rows = Rows((Column(), Column(14, right=True, from_width=40)))

    def compose(self) -> ComposeResult:
        """Heading, search, list, and how it is used."""
        with Vertical(id="picker"):
            yield Static(Content(self.heading), id="picker-heading")
            yield LineEdit(placeholder=text("app.picker.search", self.language))
            yield self.rows
            yield Static("", id="picker-empty")
            use = "app.picker.toggle" if self.toggle is not None else "app.picker.use"
            yield Static(Content(text(use, self.language)), id="picker-use")

    def on_mount(self) -> None:
        """Begin with everything."""
        self._fill("", self.at)

    @on(Input.Changed)
    def _searched(self, event: Input.Changed) -> None:
        self._fill(event.value, None)

    @on(Input.Submitted)
    @on(Rows.Chosen)
    def _choose(self) -> None:
        row = self.rows.current
        if row is None:
            return
        if self.toggle is None:
            self.dismiss(row.id)
        else:
            self.marked = frozenset(self.toggle(row.id))
            self._fill(self.query_one(Input).value, row.id)

    def action_close(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    def action_by(self, step: int) -> None:
        """Move in the list while the cursor stays in the search."""
        self.rows.action_by(step)

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self.rows.action_page(step)

    def _fill(self, query: str, at: str | None) -> None:
        found = [one for one in self.choices if matches(query, one.name, one.note)]
        marks = self.toggle is not None or bool(self.marked)
        rows = [
            Row(one.id, (f"[{'x' if one.id in self.marked else ' '}] {one.name}" if marks else one.name, one.note))
            for one in found
        ]
        self.rows.set_rows(rows, at)
        empty = self.query_one("#picker-empty", Static)
        key = "app.picker.nothing_found" if self.choices else "app.picker.nothing_there"
        empty.update(Content("" if rows else text(key, self.language)))
        empty.display = not rows
        self.rows.display = bool(rows)
