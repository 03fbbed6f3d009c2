"""Tables: columns as wide as their words need, rows that never split, the header repeated on each page."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Align, Pair, Pairs, Table, Text
from decks.layout.breaking import longest_word
from decks.layout.items import Box, Cell, Colour, Item, Para, Row, Run, TableItem
from decks.layout.measure import width as ems
from decks.layout.piece import Piece
from decks.layout.prose import Prose, in_body_size, label, paras_of, text_height
from decks.layout.stack import Stack
from decks.layout.style import SAFETY, TONES, Style

SIDE, TOP, TIGHT_TOP = 7.0, 5.0, 3.5
ORPHANS = 2  # a table that a page holds whole leaves no fewer rows than this behind
GROWTH = 1.7  # a row may grow to this multiple of its height when the page has room
GROWTH_POINTS = 34.0
SHORT_EMS = 12.0  # the cells of a column may claim so much to stay on one line


class Grid(Struct, frozen=True):
    """A table measured for one width: ``header`` and ``rows`` hold cells, ``titles`` name the columns in text form."""

    header: Row
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    titles: tuple[str, ...]
    alt: str
    row_headers: bool
    style: Style
    name: str

    @property
    def height(self) -> float:
        """Header and rows."""
        return self.header.height + sum(row.height for row in self.rows)

    @property
    def most(self) -> float:
        """With airy rows."""
        return self.header.height + sum(_most(row) for row in self.rows)

    def place(self, box: Box) -> tuple[Item, ...]:
        """One native table; spare height goes evenly to the rows, text to their middle."""
        spare = max(0.0, box.h - self.height)
        wishes = [_most(row) - row.height for row in self.rows]
        part = min(1.0, spare / total) if (total := sum(wishes)) else 0.0
        rows = [replace(row, height=row.height + wish * part) for row, wish in zip(self.rows, wishes, strict=True)]
        table = (self.header, *rows)
        area = Box(box.x, box.y, sum(self.widths), sum(row.height for row in table))
        return (TableItem(area, self.widths, table, self.alt, self.row_headers, self.name, (SIDE, _top(self.style))),)

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """As many whole rows as fit below the header; a row taller than a page becomes text."""
        used, fit = self.header.height, 0
        while fit < len(self.rows) and used + self.rows[fit].height <= room:
            used += self.rows[fit].height
            fit += 1
        whole = self.height <= page and room < page - 0.5
        if fit and not (whole and min(fit, len(self.rows) - fit) < ORPHANS):
            return replace(self, rows=self.rows[:fit]), self._from(fit)
        if fit or self.header.height + self.rows[0].height <= page:
            return None, self
        text = self._as_text(self.rows[0])
        head, tail = text.split(room, page)
        rest = [piece for piece in (tail, self._from(1)) if piece]
        return head, Stack(tuple(rest), self.style.body) if rest else None

    def _from(self, first: int) -> Grid | None:
        return replace(self, rows=self.rows[first:]) if first < len(self.rows) else None

    def _as_text(self, row: Row) -> Prose:
        """A row as labelled lines."""
        paras: list[Para] = []
        for title, cell in zip(self.titles, row.cells, strict=True):
            if cell.paras:
                paras += label(title, self.style, "accent", 10.0)
                paras += [replace(para, align="left") for para in in_body_size(cell.paras, self.style)]
        return Prose(tuple(paras), sum(self.widths), self.style)


def _top(style: Style) -> float:
    """The margin above and below the text of a cell."""
    return TIGHT_TOP if style.tight else TOP


def _most(row: Row) -> float:
    return max(row.height, min(row.height * GROWTH, row.height + GROWTH_POINTS))


def _row(cells: tuple[Cell, ...], widths: tuple[float, ...], style: Style, least: float) -> Row:
    heights = [
        text_height(cell.paras, width - 2 * SIDE, style) + 2 * _top(style) + 1
        for cell, width in zip(cells, widths, strict=True)
    ]
    return Row(math.ceil(max([least, *heights])), cells)


def table(block: Table, width: float, style: Style) -> Grid | None:
    """A table in ``width`` points; None without columns."""
    if not block.columns:
        return None
    size = style.cell
    body = [
        tuple(
            _cell(text, style, column.align, bold=block.row_headers and place == 0, marked=index in block.marked)
            for place, (text, column) in enumerate(zip(row, block.columns, strict=True))
        )
        for index, row in enumerate(block.rows)
    ]
    header = tuple(_header_cell(column.label, style, column.align) for column in block.columns)
    weights = [max(0.05, column.weight) for column in block.columns]
    widths = _column_widths([header, *body], weights, width, style)
    least = style.pitch(size) + 2 * _top(style)
    rows = tuple(_row(cells, widths, style, least) for cells in body)
    top = _row(header, widths, style, least)
    titles = tuple(column.label for column in block.columns)
    return Grid(top, rows, widths, titles, block.alt, block.row_headers, style, "Table")


def _cell(text: Text, style: Style, align: Align, bold: bool, marked: bool) -> Cell:
    paras = paras_of(text, style, style.cell, bold=bold or marked, align=align)
    return Cell(paras, "accent_light" if marked else None, "rule", "middle")


def _header_cell(text: str, style: Style, align: Align, colour: Colour = "accent") -> Cell:
    run = Run(" ".join(text.split("\n")), max(12.0, style.cell - 1), colour, True)
    paras = (Para((run,), style.pitch(run.size), align=align),) if text.strip() else ()
    return Cell(paras, None, "accent", "bottom")


def _column_widths(rows: list[tuple[Cell, ...]], weights: list[float], width: float, style: Style) -> tuple[float, ...]:
    """By weight, but no column narrower than its longest word while others have room to give."""
    total = sum(weights)
    widths = [width * weight / total for weight in weights]
    least = _least_widths(rows, width, style, SHORT_EMS)
    if sum(least) > width:
        least = _least_widths(rows, width, style, 0.0)
    short = sum(max(0.0, need - has) for need, has in zip(least, widths, strict=True))
    spare = sum(max(0.0, has - need) for need, has in zip(least, widths, strict=True))
    if short and spare:
        part = min(1.0, short / spare)
        got = min(1.0, spare / short)
        widths = [
            has + (need - has) * got if need > has else has - (has - need) * part
            for need, has in zip(least, widths, strict=True)
        ]
    return tuple(widths)


def _least_widths(rows: list[tuple[Cell, ...]], width: float, style: Style, short: float) -> list[float]:
    return [min(width * 0.4, _least(column, style, short)) for column in zip(*rows, strict=True)]


def _least(column: tuple[Cell, ...], style: Style, short: float) -> float:
    """The width of the longest unbreakable word of a column; of its cells where all are short (dates, names)."""
    paras = [para for cell in column for para in cell.paras]
    whole = 2 * SIDE + 2 + max([_points(para, ems, style) for para in paras], default=0.0)
    if whole <= short * style.cell:
        return whole
    return 2 * SIDE + 2 + max([_points(para, longest_word, style) for para in paras], default=0.0)


def _points(para: Para, measure: Callable[[str, str, bool], float], style: Style) -> float:
    return measure(para.text, style.family, para.bold) * para.runs[0].size / SAFETY


def pairs(block: Pairs, width: float, style: Style) -> Grid | None:
    """Two columns, what worries → our answer; the first text of a side is its main line. None without pairs."""
    if not block.pairs:
        return None
    arrow = 30.0
    widths = ((width - arrow) * 0.42, arrow, (width - arrow) * 0.58)
    rows = []
    for pair in block.pairs:
        left = list(_side(pair.left, style))
        if pair.status.strip():
            left = _with_status(left, pair, style)
        mark = Para(
            (Run("→", style.cell + 4, "warning" if pair.tone == "warning" else "accent", True),),
            style.pitch(style.cell + 4),
            align="center",
        )
        cells = (Cell(tuple(left)), Cell((mark,)), Cell(_side(pair.right, style)))
        rows.append(_row(cells, widths, style, style.pitch(style.cell) + 2 * _top(style)))
    header = (
        _header_cell(block.left_label, style, "left"),
        Cell((), None, "accent"),
        _header_cell(block.right_label, style, "left"),
    )
    top = _row(header, widths, style, style.pitch(style.cell) + 2 * _top(style))
    return Grid(
        top, tuple(rows), widths, (block.left_label, "", block.right_label), block.alt, False, style, "Concerns"
    )


def _with_status(paras: list[Para], pair: Pair, style: Style) -> list[Para]:
    """The status at the end of the last line below the concern, or on a line of its own."""
    colour = TONES[pair.tone] if pair.tone in ("warning", "accent") else "muted"
    words = " ".join(pair.status.split())
    if len(paras) < 2:
        return [*paras, Para((Run(words, max(12.0, style.cell - 1), colour, True),), style.pitch(style.cell), 2.0)]
    last = paras[-1]
    return [*paras[:-1], replace(last, runs=(*last.runs, Run(f"  ·  {words}", last.runs[0].size, colour, True)))]


def _side(texts: tuple[Text, ...], style: Style) -> tuple[Para, ...]:
    paras: list[Para] = []
    for index, text in enumerate(texts):
        paras += paras_of(text, style, style.cell, bold=index == 0, before=3.0 if paras else 0.0)
    return tuple(paras)
