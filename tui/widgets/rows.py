"""A list of rows drawn line by line: only what is on the screen is looked at, so ten thousand rows scroll like ten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Literal, overload

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message as Event
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.list_keys import LIST_KEYS
from tui.widgets.plain import fit, folded_lines

Tone = Literal["normal", "muted", "strong", "must", "heading"]
MARK = "▸ "
KEPT_LINES = 400
"""More lines than some screens have: scrolling draws the lines that come, and not all anew."""


class Row(Struct, frozen=True):
    """One row; ``cells`` belong to the columns. A ``heading`` cannot be chosen.

    ``hang`` cells begin a row that is wrapped and stay empty under it: its other lines begin after them. ``marks`` are
    the parts of the first cell that a search found, as first character and the one after the last; unwrapped rows only.
    """

    id: str
    cells: tuple[str, ...]
    tone: Tone = "normal"
    hang: int = 0
    marks: tuple[tuple[int, int], ...] = ()


class Column(Struct, frozen=True):
    """A column of ``width`` cells (0: what is left), shown when the list is at least ``from_width`` wide."""

    width: int = 0
    right: bool = False
    from_width: int = 0


class RowsOnDemand(Sequence[Row]):
    """Rows that are made when they are looked at: those on the screen, and never ten thousand at once."""

    def __init__(self, ids: Sequence[str], make: Callable[[int], Row]) -> None:
        self.ids = ids
        self._make = make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        places = range(len(self.ids))[index]
        return self._row(places) if isinstance(places, int) else [self._row(place) for place in places]

    def _row(self, place: int) -> Row:
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]


class Rows(ScrollView, can_focus=True):
    """The list; the row under the cursor is marked by a sign as well as by colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--normal",
        "rows--muted",
        "rows--strong",
        "rows--must",
        "rows--heading",
        "rows--cursor",
        "rows--cursor-quiet",
        "rows--mark",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *LIST_KEYS,
        Binding("enter,space", "choose", show=False),
    ]

    class Moved(Event):
        """The cursor came to another row, or the rows changed under it."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            """The list it happened in."""
            return self.rows

    class Chosen(Moved):
        """Enter, space or a double click on a row."""

    def __init__(self, columns: Sequence[Column] = (Column(),), wrap: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.wrap = wrap
        self.rows: Sequence[Row] = ()
        self.cursor = 0
        self._drawn: LRUCache[tuple[int, int, int, bool, Style], Strip] = LRUCache(KEPT_LINES)
        self._offsets: list[int] = []
        self._wrapped: list[list[str]] = []
        self._bar: tuple[Size, Size, bool] | None = None

    @property
    def current(self) -> Row | None:
        """The row under the cursor; None when there is none."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def set_rows(self, rows: Sequence[Row], at: str | None = None) -> None:
        """Show ``rows``; the cursor goes to the row ``at``, else stays with its row, else near its place."""
        before = self.current
        wanted = at if at is not None else before.id if before else None
        self.rows = rows if isinstance(rows, RowsOnDemand) else tuple(rows)
        found = self._place_of(wanted)
        self.cursor = found if found is not None else max(0, min(self.cursor, len(self.rows) - 1))
        self._skip_heading(1)
        self._measure()
        self._show_cursor()
        if self.current != before:
            self.post_message(self.Moved(self))

    def move_to(self, id: str) -> None:
        """Put the cursor on the row of that id, if it is there."""
        place = self._place_of(id)
        if place is not None:
            self._to(place, 1)

    def on_resize(self) -> None:
        """Wrapped rows depend on the width."""
        self._measure()
        self._show_cursor()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are, for a list whose height is ``auto``."""
        return max(1, self.virtual_size.height or len(self.rows))

    def _scroll_update(self, virtual_size: Size) -> None:
        """Draw the bar only when it changed: every layout asks for it, and that would be a picture of its own."""
        bar = (virtual_size, self.container_size, self.show_vertical_scrollbar)
        if bar != self._bar:
            super()._scroll_update(virtual_size)
            self._bar = (virtual_size, self.container_size, self.show_vertical_scrollbar)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        index, within = self._row_at(line)
        if index is None:
            return Strip.blank(width, self.rich_style)
        style = self._style(index, self.rows[index])
        drawn = (index, within, width, index == self.cursor, style)
        if drawn not in self._drawn:
            self._drawn[drawn] = Strip(list(self._segments(index, self._text(index, within, width), style)), width)
        return self._drawn[drawn]

    def _segments(self, index: int, line: str, style: Style) -> Iterator[Segment]:
        """The line with what was found in it marked, as far as it is in sight."""
        row = self.rows[index]
        lead, at = len(MARK), 0
        mark = Style(bold=True, underline=True)
        if index != self.cursor:  # on the cursor's ground only one ink can be read
            mark = self.get_component_rich_style("rows--mark", partial=True)
        for start, end in row.marks if not self.wrap else ():
            if not row.cells[0].startswith(line[lead : lead + end]):  # cut off before its end
                break
            yield Segment(line[at : lead + start], style)
            yield Segment(line[lead + start : lead + end], style + mark)
            at = lead + end
        yield Segment(line[at:], style)

    def _text(self, index: int, within: int, width: int) -> str:
        """What stands on one line of a row, in ``width`` cells."""
        row = self.rows[index]
        mark = MARK if index == self.cursor and within == 0 else "  "
        if row.tone == "heading":
            mark = ""
        if self.wrap:
            pieces = self._wrapped[index]
            text = fit(pieces[within], width - len(mark)) if within < len(pieces) else ""
        else:
            text = self._cells(row, width - len(mark))
        return mark + text

    def action_by(self, step: int) -> None:
        """Move by rows."""
        self._to(self.cursor + step, step)

    def action_page(self, step: int) -> None:
        """Move by what fits on the list."""
        self._to(self.cursor + step * max(1, self.size.height - 1), step)

    def action_end(self, step: int) -> None:
        """Move to the first or the last row."""
        self._to(0 if step < 0 else len(self.rows) - 1, -step)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.current is not None and self.current.tone != "heading":
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click chooses."""
        index, _ = self._row_at(event.y + self.scroll_offset.y)
        if index is not None:
            self._to(index, 1)
            if event.chain >= 2:
                self.action_choose()

    def on_focus(self) -> None:
        """The cursor looks different in the focused list."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks different in the focused list."""
        self.refresh()

    def _place_of(self, id: str | None) -> int | None:
        ids = self.rows.ids if isinstance(self.rows, RowsOnDemand) else [row.id for row in self.rows]
        return ids.index(id) if id in ids else None

    def _to(self, index: int, step: int) -> None:
        before = self.cursor
        self.cursor = max(0, min(index, len(self.rows) - 1))
        self._skip_heading(step)
        if self.cursor != before:
            self._refresh_row(before)
            self._refresh_row(self.cursor)
            self.post_message(self.Moved(self))
        self._scroll_to_cursor()

    def _refresh_row(self, index: int) -> None:
        if 0 <= index < len(self.rows):
            self.refresh_lines(*self._lines_of(index))

    def _lines_of(self, index: int) -> tuple[int, int]:
        """The first line of a row and how many it has."""
        if self.wrap and self._offsets:
            return self._offsets[index], len(self._wrapped[index])
        return index, 1

    def _skip_heading(self, step: int) -> None:
        """Leave a heading in the direction of travel, else in the other."""
        for direction in (1 if step > 0 else -1, -1 if step > 0 else 1):
            index = self.cursor
            while 0 <= index < len(self.rows) and self.rows[index].tone == "heading":
                index += direction
            if 0 <= index < len(self.rows):
                self.cursor = index
                return

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self._drawn.clear()  # a wrapped row reads otherwise now, at whatever width it was drawn before
        if self.wrap and width > 4:
            self._wrapped = [_folded(row, width - len(MARK)) for row in self.rows]
            self._offsets, total = [], 0
            for pieces in self._wrapped:
                self._offsets.append(total)
                total += len(pieces)
        else:
            self._wrapped = [[row.cells[0]] for row in self.rows] if self.wrap else []
            self._offsets = list(range(len(self.rows))) if self.wrap else []
            total = len(self.rows)
        if self.styles.auto_dimensions:
            self.virtual_size = Size(width, total)  # which lays the screen out anew
        else:
            self.set_reactive(Rows.virtual_size, Size(width, total))
            self._scroll_update(self.virtual_size)
        self.refresh()

    def _row_at(self, line: int) -> tuple[int | None, int]:
        if not self.wrap:
            return (line, 0) if 0 <= line < len(self.rows) else (None, 0)
        index = bisect_right(self._offsets, line) - 1
        if 0 <= index < len(self.rows) and line < self.virtual_size.height:
            return index, line - self._offsets[index]
        return None, 0

    def _show_cursor(self) -> None:
        self.refresh()
        self._scroll_to_cursor()

    def _scroll_to_cursor(self) -> None:
        if not self.rows or not self.size.height:
            return
        top, height = self._lines_of(self.cursor)
        if self.cursor <= 1 and self.rows[0].tone == "heading":
            top, height = 0, top + height
        self.scroll_to_region(Region(0, top, 1, min(height, self.size.height)), animate=False, force=True)

    def _style(self, index: int, row: Row) -> Style:
        style = self.get_component_rich_style(f"rows--{row.tone}")
        if index == self.cursor and row.tone != "heading":
            style += self.get_component_rich_style("rows--cursor" if self.has_focus else "rows--cursor-quiet")
        return style

    def _cells(self, row: Row, width: int) -> str:
        if row.tone == "heading" or len(row.cells) == 1:
            return fit(row.cells[0] if row.cells else "", width)
        shown = [column for column in self.columns if width >= column.from_width]
        fixed = sum(column.width + 2 for column in shown if column.width)
        flexible = max(1, sum(1 for column in shown if not column.width))
        share = max(4, (width - fixed - 2 * (flexible - 1)) // flexible)
        parts = [
            fit(cell, column.width or share, column.right)
            for column, cell in zip(self.columns, row.cells, strict=False)
            if column in shown
        ]
        return fit("  ".join(parts), width)


def _folded(row: Row, width: int) -> list[str]:
    head, words = row.cells[0][: row.hang], row.cells[0][row.hang :]
    first, *others = folded_lines(words, width - row.hang)
    return [head + first, *(" " * row.hang + line for line in others)]
