"""One page of a deck as a picture of cells: everything where it stands on the slide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import structs
from rich.cells import cell_len

from decks.layout.items import Box, ChartItem, Item, Page, Pages, Para, Shape, TableItem, TextBox
from decks.layout.style import BODY_GAP
from tui.preview.cells import Look, Picture, Sheet
from tui.preview.charts import LEAST_ROWS, draw_chart
from tui.preview.prose import line_count, write
from tui.preview.scaling import ABOVE, Across, Downwards, Need, downwards
from tui.preview.tables import column_edges, row_needs, write_row

NARROWEST = 48
"""Cells below which columns hold no words any more: a page is then told in words alone."""
THIN = 6.0
"""Points up to which a shape is a line and not a ground."""
FIGURE = "Figure"
TITLE_RULE = "Title rule"
OWN_ROW = (TITLE_RULE, "Figure bar")
"""Lines for which a row is kept."""
FOOT_ROW = 12.0
"""Points of height of a line of the foot."""


@dataclass(frozen=True)
class _Place:
    """Where words stand: from ``left`` to ``right`` in cells, below ``lead`` empty rows."""

    left: int
    right: int
    lead: int = 0


def draw_page(pages: Pages, index: int, width: int, height: int | None = None) -> Picture:
    """The page of that index, ``width`` cells wide (at least ``NARROWEST``).

    It is as high as its shape asks for, or as ``height`` allows, and higher where its words need more rows: every word
    of the page is in the picture.
    """
    page = pages.pages[index]
    across = Across(pages.width, max(NARROWEST, width))
    items: list[Item] = [page.heading, *page.items, *_foot(page, index + 1, across)]
    needs = [need for item in items for need in _needs(item, across)]
    down = downwards([*needs, Need(0.0, ABOVE, 0)], across, height)
    sheet = Sheet(across.width, down.height)
    for item in items:
        _ground(item, sheet, across, down)
    for item in items:
        _words(item, sheet, across, down, pages.language)
    for item in items:
        _rules(item, sheet, across, down)
    return sheet.picture()


def _foot(page: Page, number: int, across: Across) -> Iterable[TextBox]:
    """Sources, the ways on, and below them the line at the foot, whose small type needs more cells than points."""
    foot = page.foot
    if foot.sources:
        yield foot.sources
    y, left, right = foot.line.box.y, foot.line.box.x, foot.number.right
    if foot.ways:
        yield structs.replace(foot.ways, box=Box(left, y, right - left, FOOT_ROW))
        y += FOOT_ROW
    digits = structs.replace(foot.line.paras[0].runs[0], text=str(number))
    yield TextBox(Box(foot.number.x, y, foot.number.w, FOOT_ROW), (Para((digits,), FOOT_ROW, align="right"),), "Number")
    right = foot.number.x
    for one in (foot.draft, foot.date):
        if one is not None:
            wide = (cell_len(one.paras[0].text) + 2) / across.cells_a_point
            yield structs.replace(one, box=Box(right - wide, y, wide, FOOT_ROW), insets=(0.0, 0.0, 0.0, 0.0))
            right -= wide
    yield structs.replace(foot.line, box=Box(left, y, max(right - left, foot.line.box.w / 4), FOOT_ROW))


def _place(item: TextBox, across: Across) -> _Place:
    left_inset, _, right_inset, _ = item.insets
    left, right = across.column(item.box.x + left_inset), across.column(item.box.right - right_inset)
    if item.fill is not None:
        left = max(left, across.column(item.box.x) + 1)
        right = min(right, across.column(item.box.right) - 1)
    return _Place(left, max(left + 2, right), 1 if item.name == FIGURE else 0)


def _needs(item: Item, across: Across) -> Iterable[Need]:
    match item:
        case TextBox():
            place = _place(item, across)
            rows = line_count(item.paras, place.right - place.left) + place.lead
            yield Need(item.box.y, item.box.bottom, rows)
        case TableItem():
            yield from row_needs(item, across)
        case ChartItem():
            yield Need(item.box.y, item.box.bottom, LEAST_ROWS)
        case Shape() if item.name == TITLE_RULE:
            yield Need(item.box.y, item.box.y + BODY_GAP, 1)
        case Shape() if item.box.h > THIN:
            yield Need(item.box.y, item.box.bottom, 0)


def _ground(item: Item, sheet: Sheet, across: Across, down: Downwards) -> None:
    if isinstance(item, TableItem):
        columns, top = column_edges(item, across), item.box.y
        for row in item.rows:
            for cell, left, right in zip(row.cells, columns, columns[1:], strict=False):
                if cell.fill is not None:
                    sheet.fill(left, down.row(top), right, down.row(top + row.height), cell.fill)
            top += row.height
        return
    fill = item.fill if isinstance(item, TextBox | Shape) else None
    if fill is None or item.box.h <= THIN or item.box.w <= THIN:
        return
    left, right = across.column(item.box.x), across.column(item.box.right)
    sheet.fill(left, down.row(item.box.y), right, down.row(item.box.bottom), fill)


def _words(item: Item, sheet: Sheet, across: Across, down: Downwards, language: str) -> None:
    top, bottom = down.row(item.box.y), down.row(item.box.bottom)
    match item:
        case TextBox():
            place = _place(item, across)
            rows = bottom - top - place.lead
            write(sheet, item.paras, place.left, place.right, top + place.lead, rows, item.anchor)
        case TableItem():
            write_row(sheet, item, across, down)
        case ChartItem():
            left, right = across.column(item.box.x), across.column(item.box.right)
            draw_chart(sheet, item, (left, top, right, bottom), language)


def _rules(item: Item, sheet: Sheet, across: Across, down: Downwards) -> None:
    """Lines below the rows of a table, lines across, and bars beside what must not be missed."""
    if isinstance(item, TableItem):
        y = item.box.y
        columns = column_edges(item, across)
        for row in item.rows[:-1]:
            y += row.height
            ink = row.cells[0].rule if row.cells else None
            if ink is not None:
                sheet.rule(columns[0], columns[-1], down.row(y) - 1, ink)
        return
    if not isinstance(item, Shape) or min(item.box.h, item.box.w) > THIN:
        return
    left, right = across.column(item.box.x), across.column(item.box.right)
    if item.box.h <= item.box.w:
        sheet.rule(left, right, down.row(item.box.y), item.fill, alone=item.name in OWN_ROW)
        return
    for line in range(down.row(item.box.y), down.row(item.box.bottom)):
        sheet.put(left, line, "▐", Look(item.fill))
