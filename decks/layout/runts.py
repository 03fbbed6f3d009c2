"""Japanese text that does not end in a line of a few characters: a little room is left at its right instead."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from decks.layout.breaking import RUNT, last_line
from decks.layout.items import Item, Para, Row, TableItem, TextBox
from decks.layout.prose import line_count, line_room
from decks.layout.style import Style

STEP = 0.5  # of the size of the text
STEPS = 9
FULLER = 1.025
"""How much more than is estimated a line may hold where a program sets no space between scripts."""


def without_runts(items: tuple[Item, ...], style: Style) -> tuple[Item, ...]:
    """The items of a page with the text of boxes and cells kept from their right edge where that mends a runt."""
    return tuple(_evened(item, style) for item in items) if style.language == "ja" else items


def _evened(item: Item, style: Style) -> Item:
    if isinstance(item, TextBox):
        left, top, right, bottom = item.insets
        free = room_at_right(item.paras, item.box.w - left - right, style)
        return replace(item, insets=(left, top, right + free, bottom)) if free else item
    if isinstance(item, TableItem):
        rows = tuple(_evened_row(row, item, style) for row in item.rows)
        return item if all(a is b for a, b in zip(rows, item.rows, strict=True)) else replace(item, rows=rows)
    return item


def _evened_row(row: Row, table: TableItem, style: Style) -> Row:
    free = [
        room_at_right(cell.paras, width - 2 * table.margins[0], style)
        for cell, width in zip(row.cells, table.widths, strict=True)
    ]
    if not any(free):
        return row
    return replace(row, cells=tuple(replace(cell, right=one) for cell, one in zip(row.cells, free, strict=True)))


def room_at_right(paras: Sequence[Para], width: float, style: Style) -> float:
    """The points to leave free at the right so that no paragraph ends in a runt; 0.0 where nothing is to gain.

    No paragraph takes more lines for it. Only text from the left.
    """
    if not any(_ends_in_runt(para, width, style) for para in paras):
        return 0.0
    if any(para.align != "left" or para.breaks for para in paras):
        return 0.0
    counts = [line_count(para, width, style) for para in paras]
    step = STEP * max(run.size for para in paras for run in para.runs)
    for number in range(1, STEPS):
        free = number * step
        if [line_count(para, width - free, style) for para in paras] != counts:
            return 0.0
        if not any(_ends_in_runt(para, width - free, style) for para in paras):
            return free
    return 0.0


def _ends_in_runt(para: Para, width: float, style: Style) -> bool:
    """Whether the last of several lines holds a few characters only, by the estimate or where lines hold more."""
    if not para.runs or line_count(para, width, style) < 2:
        return False
    room, bold = line_room(para, width), any(run.bold for run in para.runs)
    starts = (last_line(para.text, room * fuller, style.family, bold) for fuller in (1.0, FULLER))
    words = "".join(run.text for run in para.runs if not run.link)  # evidence tags stand after them
    return any(start and 0 < len(words[start:].strip()) <= RUNT for start in starts)
