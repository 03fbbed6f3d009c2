"""From the measures of a page to cells: true across, and downwards as true as the words allow.

A cell is about twice as high as it is wide, and letters in cells are wider than on a slide. So a text may need more
rows than its box has: then the page grows there, and gives way first where it is empty. Nothing is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 30.0
"""Points at the left and the right of a page that are not drawn."""
ABOVE = 14.0
TOGETHER = 5.0
"""Points within which edges stand on one row."""
LOWER_THAN_WIDE = 0.5
CLOSER = (1.0, 0.85, 0.7, 0.55, 0.4)
"""How much of its height a page may give up so that it fits the screen; only empty room is given up."""


@dataclass(frozen=True)
class Need:
    """Something between two heights in points that takes ``rows`` rows."""

    top: float
    bottom: float
    rows: int


@dataclass(frozen=True)
class Across:
    """Columns of a page ``page`` points wide, drawn ``width`` cells wide."""

    page: float
    width: int

    def column(self, x: float) -> int:
        """The cell at ``x`` points."""
        return max(0, min(self.width, round((x - MARGIN) * self.cells_a_point)))

    @property
    def cells_a_point(self) -> float:
        """Cells of the width of a point."""
        return self.width / (self.page - 2 * MARGIN)

    @property
    def rows_a_point(self) -> float:
        """Rows of the true height of a point."""
        return self.cells_a_point * LOWER_THAN_WIDE


@dataclass(frozen=True)
class Downwards:
    """Rows of a page: the row that each edge stands on, in order of height."""

    edges: tuple[float, ...]
    rows: tuple[int, ...]

    def row(self, y: float) -> int:
        """The row at ``y`` points, which is one of the edges."""
        return self.rows[max(0, bisect_right(self.edges, y + 0.001) - 1)] if self.edges else 0

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.rows[-1] if self.rows else 0


def downwards(needs: Sequence[Need], across: Across, height: int | None) -> Downwards:
    """The rows that hold all ``needs``; ``height`` is what the screen has, None: as much as is wanted."""
    edges, of = _edges(needs)
    bound: dict[int, list[tuple[int, int]]] = {}
    for need in needs:
        bound.setdefault(of[need.bottom], []).append((of[need.top], need.rows))
    found = Downwards((), ())
    scale = across.rows_a_point
    if height is not None and edges:
        scale = min(scale, height / max(1.0, edges[-1] - ABOVE))
    for closer in CLOSER:
        found = Downwards(edges, _rows(edges, bound, scale * closer))
        if height is None or found.height <= height:
            break
    return found


def _edges(needs: Sequence[Need]) -> tuple[tuple[float, ...], dict[float, int]]:
    """The heights at which something begins or ends, those close together as one; and which is which."""
    edges: list[float] = []
    of: dict[float, int] = {}
    for y in sorted({y for need in needs for y in (need.top, need.bottom)}):
        if not edges or y - edges[-1] > TOGETHER:
            edges.append(y)
        of[y] = len(edges) - 1
    return tuple(edges), of


def _rows(edges: Sequence[float], bound: dict[int, list[tuple[int, int]]], scale: float) -> tuple[int, ...]:
    rows: list[int] = []
    for index, y in enumerate(edges):
        least = max(round((y - ABOVE) * scale), 0, rows[-1] if rows else 0)
        above = [rows[top] + need for top, need in bound.get(index, ()) if top < index]
        rows.append(max([least, *above]))
    return tuple(rows)
