"""A long text to be read and marked, not changed: a cursor in it, the marking, and what was taken from it already."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message as Event
from textual.scroll_view import ScrollView
from textual.strip import Strip

from prep.sentences import Span, beside, spans_at
from tui.widgets.wrapped import Line, cells, shown, step, wrapped

MARKED, TAKEN = "> ", "# "
"""What stands before a line with a marking in it, and before one with something that was taken already."""

GUTTER = 2


class Passages(ScrollView, can_focus=True):
    """Arrows move, with shift they mark; space sets a mark from which moving marks. ``origin`` None: nothing grows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "passages--marked",
        "passages--taken",
        "passages--cursor",
        "passages--sign",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(prefix + key, f"{action}, {marking})", show=False)
            for prefix, marking in (("", False), ("shift+", True))
            for key, action in (
                ("left", "go('character', -1"),
                ("right", "go('character', 1"),
                ("up", "go('line', -1"),
                ("down", "go('line', 1"),
                ("pageup", "go('page', -1"),
                ("pagedown", "go('page', 1"),
                ("home", "go('edge', -1"),
                ("end", "go('edge', 1"),
            )
        ),
        *(
            Binding(key, f"go('{unit}', {by}, {marking})", show=False)
            for key, unit, by, marking in (
                ("ctrl+left", "sentence", -1, False),
                ("ctrl+right", "sentence", 1, False),
                ("ctrl+shift+left", "sentence", -1, True),
                ("ctrl+shift+right", "sentence", 1, True),
                ("ctrl+home", "whole", -1, False),
                ("ctrl+end", "whole", 1, False),
                ("ctrl+shift+home", "whole", -1, True),
                ("ctrl+shift+end", "whole", 1, True),
            )
        ),
    ]

    class Marked(Event):
        """The marking is another."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.text = ""
        self.at = 0
        self.origin: int | None = None
        self.marked: Span | None = None
        self.taken: tuple[Span, ...] = ()
        self._lines: tuple[Line, ...] = (Line(0, 0),)
        self._folded: tuple[str, int] = ("", 0)
        self._wish: int | None = None
        self._grows = False

    def show(self, text: str, taken: Sequence[Span]) -> None:
        """Another text, or others taken from it; the marking goes when its words are others."""
        if text != self.text:
            self.text, self.at, self.origin, self.marked = text, min(self.at, len(text)), None, None
        self.taken = tuple(taken)
        self._fold()
        self.refresh()

    def mark(self, span: Span | None, at: int | None = None) -> None:
        """Mark ``span`` and nothing else; the cursor goes to ``at`` (None: stays)."""
        self.origin, self._grows, self.marked = None, False, span
        self._to(self.at if at is None else at)
        self.post_message(self.Marked())

    def mark_here(self) -> bool:
        """Mark the nearest that may be meant under the cursor, then the next wider; False: no words there."""
        meant = spans_at(self.text, self.at)
        if not meant:
            return False
        next_one = (meant.index(self.marked) + 1) % len(meant) if self.marked in meant else 0
        self.mark(meant[next_one])
        return True

    def begin(self) -> None:
        """From here on moving marks; once more: the marking stands as it is."""
        if self._grows:
            self.origin, self._grows = None, False
        else:
            self.origin, self._grows, self.marked = self.at, True, None
        self.refresh()
        self.post_message(self.Marked())

    @property
    def growing(self) -> bool:
        """Whether moving marks."""
        return self._grows

    def action_go(self, unit: str, by: int, marking: bool) -> None:
        """Move the cursor by a unit, with the marking behind it or leaving it."""
        if marking and self.origin is None:
            self.origin = self.marked.start if self.marked is not None else self.at
            self.at = self.marked.end if self.marked is not None else self.at
        elif not marking and not self._grows:
            self.origin = None
        had = self.marked
        self._to(self._target(unit, by), keep_wish=unit in ("line", "page"))
        if marking or self._grows:
            low, high = sorted((self.origin or 0, self.at))
            self.marked = Span(low, high) if low < high else None
        else:
            self.marked = None
        if self.marked != had:
            self.refresh()
            self.post_message(self.Marked())

    def on_resize(self) -> None:
        """The lines depend on the width."""
        self._fold()
        self._show_cursor()

    def on_focus(self) -> None:
        """The cursor is drawn in the focused text alone."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn in the focused text alone."""
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The cursor goes there; dragging marks from there."""
        self.capture_mouse()
        self.mark(None, self._under(event))
        self.origin = self.at

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragging marks."""
        if self.app.mouse_captured is self and self.origin is not None:
            self._to(self._under(event))
            low, high = sorted((self.origin, self.at))
            self.marked = Span(low, high) if low < high else None
            self.refresh()
            self.post_message(self.Marked())

    def on_mouse_up(self) -> None:
        """The marking stands."""
        self.release_mouse()
        self.origin = None

    def on_click(self, event: events.Click) -> None:
        """A double click marks what is meant there."""
        if event.chain == 2:
            self.mark_here()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        if row >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[row]
        sign = TAKEN if any(_on(line, one) for one in self._near(line)) else "  "
        sign = MARKED if self.marked is not None and _on(line, self.marked) else sign
        segments = [Segment(sign, self._style("sign"))]
        used = GUTTER
        for start, end, style in self._pieces(line):
            words = shown(self.text[start:end]) if start < end else " "
            segments.append(Segment(words, style))
            used += cells(self.text[start:end]) if start < end else 1
        segments.append(Segment(" " * max(0, width - used), self.rich_style))
        return Strip(segments).crop(0, width)

    def _pieces(self, line: Line) -> Iterator[tuple[int, int, Style]]:
        """The stretches of a line that are drawn alike; an empty one is the cursor after the last character."""
        spans = [one for one in (*self._near(line), self.marked) if one is not None and _on(line, one)]
        cursor = Span(self.at, step(self.text, self.at, 1)) if self._cursor_on(line) else None
        edges = {line.start, line.end}
        for one in (*spans, *((cursor,) if cursor is not None else ())):
            edges |= {min(max(one.start, line.start), line.end), min(max(one.end, line.start), line.end)}
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            yield start, end, self._style_at(start, cursor)
        if cursor is not None and self.at >= line.end:
            yield line.end, line.end, self._style("cursor")

    def _style_at(self, at: int, cursor: Span | None) -> Style:
        style = self.rich_style
        if any(one.start <= at < one.end for one in self.taken):
            style += self._style("taken")
        if self.marked is not None and self.marked.start <= at < self.marked.end:
            style += self._style("marked")
        if cursor is not None and cursor.start <= at < cursor.end:
            style += self._style("cursor")
        return style

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"passages--{name}", partial=name != "sign")

    def _near(self, line: Line) -> Sequence[Span]:
        return [one for one in self.taken if _on(line, one)]

    def _cursor_on(self, line: Line) -> bool:
        return self.has_focus and self._lines[self._row()] is line

    def _row(self) -> int:
        """The line the cursor is on."""
        return max(0, bisect_right(self._lines, self.at, key=lambda line: line.start) - 1)

    def _target(self, unit: str, by: int) -> int:
        row = self._row()
        line = self._lines[row]
        match unit:
            case "character":
                return step(self.text, self.at, by)
            case "edge":
                return line.start if by < 0 else self._last_place(row)
            case "whole":
                return 0 if by < 0 else len(self.text)
            case "sentence":
                return beside(self.text, self.at, by)
        jump = by * (1 if unit == "line" else max(1, self.size.height - 1))
        if self._wish is None:
            self._wish = cells(self.text[line.start : self.at])
        if not 0 <= row + jump < len(self._lines) and unit == "line":
            return self.at
        return self._place_at(max(0, min(row + jump, len(self._lines) - 1)), self._wish)

    def _last_place(self, row: int) -> int:
        """Where the cursor may stand at the end of a line: in one that goes on below, before its last character."""
        line = self._lines[row]
        goes_on = row + 1 < len(self._lines) and self._lines[row + 1].start == line.end
        return step(self.text, line.end, -1) if goes_on and line.end > line.start else line.end

    def _place_at(self, row: int, x: int) -> int:
        at, used = self._lines[row].start, 0
        last = self._last_place(row)
        while at < last:
            following = step(self.text, at, 1)
            used += cells(self.text[at:following])
            if used > x:
                break
            at = following
        return min(at, last)

    def _under(self, event: events.MouseEvent) -> int:
        row = max(0, min(event.y + self.scroll_offset.y, len(self._lines) - 1))
        return self._place_at(row, max(0, event.x - GUTTER))

    def _to(self, at: int, keep_wish: bool = False) -> None:
        before = self._row()
        self.at = max(0, min(at, len(self.text)))
        if not keep_wish:
            self._wish = None
        self.refresh_lines(before, 1)
        self.refresh_lines(self._row(), 1)
        self._show_cursor()

    def _fold(self) -> None:
        width = self.scrollable_content_region.width - GUTTER - 1
        if width < 4 or self._folded == (self.text, width):
            return
        self._folded = (self.text, width)
        self._lines = wrapped(self.text, width)
        self._wish = None
        self.virtual_size = Size(width + GUTTER + 1, len(self._lines))
        self.refresh()

    def _show_cursor(self) -> None:
        if not self.size.height or not self.is_attached:
            return
        row = self._row()
        self.scroll_to_region(Region(0, row, 1, 1), animate=False, force=True)
        if self.has_focus:
            x = GUTTER + cells(self.text[self._lines[row].start : self.at])
            top = self.content_region.offset
            self.app.cursor_position = Offset(top.x + x, top.y + row - self.scroll_offset.y)


def _on(line: Line, span: Span) -> bool:
    """Whether something of ``span`` stands on the line."""
    return span.start < line.end and line.start < span.end
