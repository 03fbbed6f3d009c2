"""A list to choose from with a search above it: links, steps, and the palette of all actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from prep.words import Lang, Message, render, text
from tui.fuzzy import Names
from tui.keys import QUIT
from tui.widgets.line_edit import LineEdit
from tui.widgets.prose import Prose
from tui.widgets.rows import Column, Row, Rows, RowsOnDemand

FRAME, FRAME_SHORT = 11, 7
"""Lines of the dialog that are neither the list nor the text below it."""
SHORT = 25
"""Lines below which the dialog does without its empty ones."""
MOST_ROWS = 16


@dataclass(frozen=True)
class Option:
    """Something to choose; ``note`` stands at the right (a key, a kind).

    ``also`` are words that find it, too, without being shown; ``whole`` is all there is to read of it, shown below the
    list while it is in front. ``off`` says why it cannot be chosen now (None: it can).
    """

    id: str
    name: str
    note: str = ""
    also: tuple[str, ...] = ()
    whole: str = ""
    off: Message | None = None


@dataclass(frozen=True)
class New:
    """``kinds`` are what can be made: the place of each list with the message key of its name ("common.term.quote").

    ``make`` makes one in the list at a place, with the text, and links it; the picker is then filled anew or closed.
    """

    kinds: Sequence[tuple[str, str]]
    make: Callable[[Picker, str, str], None]

    def told(self, language: Lang) -> str:
        """The line that says so."""
        nouns = tuple(text(noun, language) for _, noun in self.kinds)
        return text("find.picker.new", language, nouns=text("find.picker.or", language).join(nouns))

    def begin(self, picker: Picker, typed: str) -> None:
        """Make one of the only kind, or let the kind be chosen."""
        if len(self.kinds) == 1:
            self.make(picker, self.kinds[0][0], typed)
            return
        options = [Option(place, text(noun, picker.language)) for place, noun in self.kinds]

        def chosen(place: str | None) -> None:
            if place is not None:
                self.make(picker, place, typed)

        picker.app.push_screen(Picker(text("find.picker.kind", picker.language), options, picker.language), chosen)


class Picker(ModalScreen["str | None"]):
    """Gives the id chosen, None when left with escape. With ``toggle`` it stays open and switches marks instead.

    ``new`` makes what is not in the list yet from what was typed; None: nothing can be made here. ``note_width`` is the
    room for notes, in cells.
    """

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        QUIT,
        Binding("up", "by(-1)", show=False),
        Binding("down", "by(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("ctrl+n", "new", show=False, id="picker.new"),
    ]

    def __init__(
        self,
        heading: str,
        choices: Sequence[Option],
        language: Lang,
        marked: Sequence[str] = (),
        toggle: Callable[[str], Sequence[str]] | None = None,
        at: str | None = None,
        new: New | None = None,
        note_width: int = 14,
    ) -> None:
        super().__init__()
        self.heading = heading
        self.language = language
        self.marked = frozenset(marked)
        self.toggle = toggle
        self.at = at
        self.new = new
        self.rows = Rows((Column(), Column(note_width, right=True, from_width=40)))
        self.whole = Prose(id="picker-whole")
        self.search = LineEdit(placeholder=text("app.picker.search", language))
        self._set_choices(choices)

    def compose(self) -> ComposeResult:
        """Heading, search, list, the whole of the one in front, and how it is used."""
        with Vertical(id="picker"):
            yield Static(Content(self.heading), id="picker-heading")
            yield self.search
            yield self.rows
            yield Static("", id="picker-empty")
            with VerticalScroll(id="picker-around", can_focus=False):
                yield self.whole
            yield Static(Content(self._use()), id="picker-use")

    def on_mount(self) -> None:
        """Begin with everything."""
        self.on_resize()
        self._fill("", self.at)

    def on_resize(self) -> None:
        """The list takes what the rest leaves of the screen."""
        height = self.app.size.height
        self.set_class(height < SHORT, "-short")
        around = (FRAME_SHORT, 4) if height < SHORT else (FRAME, 6)
        below = around[1] if any(one.whole or one.off for one in self.choices) else 0
        self.rows.styles.max_height = max(3, min(MOST_ROWS, height * 9 // 10 - around[0] - below))

    def fill(self, choices: Sequence[Option], marked: Sequence[str], at: str) -> None:
        """Other choices, with the cursor on ``at`` and nothing typed."""
        self.marked = frozenset(marked)
        self._set_choices(choices)
        with self.prevent(Input.Changed):
            self.search.value = ""
        self._fill("", at)

    @on(Input.Changed)
    def _searched(self, event: Input.Changed) -> None:
        self._fill(event.value, None)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        if not isinstance(event, Rows.Chosen):
            self._show_whole()

    @on(Input.Submitted)
    @on(Rows.Chosen)
    def _choose(self) -> None:
        option = self._current
        if option is None:
            return
        if option.off is not None:
            self._show_whole()
            self.query_one("#picker-around").set_class(True, "-refused")
        elif self.toggle is None:
            self.dismiss(option.id)
        else:
            self.marked = frozenset(self.toggle(option.id))
            self._fill(self.search.value, option.id)

    def action_close(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    def action_by(self, step: int) -> None:
        """Move in the list while the cursor stays in the search."""
        self.rows.action_by(step)

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self.rows.action_page(step)

    def action_new(self) -> None:
        """Make what is not there yet from what was typed."""
        if self.new is not None:
            self.new.begin(self, self.search.value)

    @property
    def _current(self) -> Option | None:
        row = self.rows.current
        return self._by_id.get(row.id) if row is not None else None

    def _set_choices(self, choices: Sequence[Option]) -> None:
        self.choices = tuple(choices)
        self._by_id = {one.id: one for one in self.choices}
        self._names = Names([one.name for one in choices], [(*one.also, one.note, one.whole) for one in choices])

    def _fill(self, query: str, at: str | None) -> None:
        found = self._names.find(query)
        first = self.choices[found[0]].id if found else None
        rows = RowsOnDemand([self.choices[index].id for index in found], lambda place: self._row(found[place], query))
        self.rows.set_rows(rows, at or (first if query.strip() else None))
        empty = self.query_one("#picker-empty", Static)
        key = "app.picker.nothing_found" if self.choices else "app.picker.nothing_there"
        empty.update(Content("" if rows else text(key, self.language)))
        empty.display = not rows
        self.rows.display = bool(rows)
        self._show_whole()

    def _row(self, index: int, query: str) -> Row:
        option = self.choices[index]
        marks = self.toggle is not None or bool(self.marked)
        lead = f"[{'x' if option.id in self.marked else ' '}] " if marks else ""
        if option.off is not None:
            lead += text("find.picker.off", self.language) + " "
        spans = tuple((start + len(lead), end + len(lead)) for start, end in self._names.marks(index, query))
        cells = (lead + option.name, option.note)
        return Row(option.id, cells, "muted" if option.off is not None else "normal", marks=spans)

    def _show_whole(self) -> None:
        option = self._current
        words = option.whole if option is not None else ""
        if option is not None and option.off is not None:
            words = f"! {render(option.off, self.language)}"
        around = self.query_one("#picker-around")
        around.set_class(False, "-refused")
        around.display = any(one.whole or one.off for one in self.choices) and bool(self.rows.rows)
        around.scroll_home(animate=False)
        self.whole.show(words)

    def _use(self) -> str:
        use = text("app.picker.toggle" if self.toggle is not None else "app.picker.use", self.language)
        return use if self.new is None else f"{use}\n{self.new.told(self.language)}"
