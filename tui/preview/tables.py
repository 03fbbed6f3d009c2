"""Tables in cells: the columns of the slide, rows as high as their words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from decks.layout.items import TableItem
from tui.preview.cells import Sheet
from tui.preview.prose import line_count, write
from tui.preview.scaling import Across, Downwards, Need

ROOMY = 90
"""Cells of a page from which on a column has an empty cell before its words as well."""


def column_edges(table: TableItem, across: Across) -> tuple[int, ...]:
    """The cell at which each column begins, and the one after the last."""
    edges, x = [across.column(table.box.x)], table.box.x
    for wide in table.widths:
        x += wide
        edges.append(max(edges[-1] + 2, across.column(x)))
    return tuple(edges)


def row_needs(table: TableItem, across: Across) -> Iterable[Need]:
    """How many rows of cells each row of the table takes."""
    y = table.box.y
    for row in table.rows:
        rooms = zip(row.cells, _rooms(table, across), strict=False)
        yield Need(
            y, y + row.height, max([1, *(line_count(cell.paras, right - left) for cell, (left, right) in rooms)])
        )
        y += row.height


def write_row(sheet: Sheet, table: TableItem, across: Across, down: Downwards) -> None:
    """The words of every row."""
    y = table.box.y
    for row in table.rows:
        top, bottom = down.row(y), down.row(y + row.height)
        needed = [
            line_count(cell.paras, right - left)
            for cell, (left, right) in zip(row.cells, _rooms(table, across), strict=False)
        ]
        rows = min(bottom - top, max([1, *needed]) + (bottom - top - max([1, *needed])) // 2)
        for cell, (left, right) in zip(row.cells, _rooms(table, across), strict=False):
            write(sheet, cell.paras, left, right, top, rows, cell.anchor)
        y += row.height


def _rooms(table: TableItem, across: Across) -> list[tuple[int, int]]:
    """From where to where the words of each column may stand; at least a cell is empty between two columns."""
    edges = column_edges(table, across)
    inset = 1 if across.width >= ROOMY else 0
    return [(left + min(inset, max(0, right - left - 3)), max(left + 2, right - 1)) for left, right in pairwise(edges)]
