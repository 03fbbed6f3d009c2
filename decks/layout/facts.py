"""Labelled lines across the whole width: label left, what it says right, a thin rule between."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Facts
from decks.layout.items import Box, Item, Para, Shape, TextBox
from decks.layout.measure import width as ems
from decks.layout.piece import Piece
from decks.layout.prose import Prose, block_paras, label, paras_of, text_height
from decks.layout.style import SAFETY, Style

LABEL_SHARE = 0.28
LEAST_LABEL = 90.0
GAP = 16.0
ROW_GAP = 9.0
ROW_GROWTH = 14.0


class FactRows(Struct, frozen=True):
    """Rows of label and text, measured."""

    rows: tuple[tuple[tuple[Para, ...], tuple[Para, ...]], ...]
    width: float
    style: Style

    @property
    def _label_width(self) -> float:
        """As wide as the labels need, up to their share of the width."""
        widest = max((ems(name[0].text, self.style.family, True) for name, _ in self.rows if name), default=0.0)
        need = widest * self.style.small / SAFETY + 2
        return min(self.width * LABEL_SHARE, max(LEAST_LABEL, need))

    @property
    def _gap(self) -> float:
        return round(ROW_GAP * self.style.air)

    @property
    def _heights(self) -> list[float]:
        """The height of each row."""
        label_width, drop = self._label_width, self._drop()
        text_width = self.width - label_width - GAP
        return [
            max(
                text_height(name, label_width, self.style) + drop if name else 0.0,
                text_height(body, text_width, self.style) if body else 0.0,
            )
            for name, body in self.rows
        ]

    def _drop(self) -> float:
        """How much lower a label begins so that its baseline meets that of the larger text."""
        return (self.style.pitch(self.style.body) - self.style.pitch(self.style.small)) * 0.75

    @property
    def height(self) -> float:
        """All rows and the gaps between them."""
        return sum(self._heights) + self._gap * (len(self.rows) - 1)

    @property
    def most(self) -> float:
        """With wider gaps."""
        return self.height + ROW_GROWTH * (len(self.rows) - 1)

    def place(self, box: Box) -> tuple[Item, ...]:
        """Two text boxes a row, rules between rows."""
        gaps = len(self.rows) - 1
        gap = self._gap + (min(ROW_GROWTH, max(0.0, box.h - self.height) / gaps) if gaps else 0.0)
        label_width, drop = self._label_width, self._drop()
        items: list[Item] = []
        y = box.y
        for index, ((name, body), high) in enumerate(zip(self.rows, self._heights, strict=True)):
            if index:
                items.append(Shape(Box(box.x, y - gap / 2 - 0.4, self.width, 0.75), "rule", "Row rule"))
            if name:
                place = Box(box.x, y + drop, label_width, high - drop)
                items.append(TextBox(place, name, "Label"))
            if body:
                x = box.x + label_width + GAP
                items.append(TextBox(Box(x, y, self.width - label_width - GAP, high), body, "Fact"))
            y += high + gap
        return tuple(items)

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """Whole rows; one taller than a page goes on as text."""
        heights = self._heights
        used, fit = 0.0, 0
        while fit < len(self.rows) and used + heights[fit] <= room:
            used += heights[fit] + self._gap
            fit += 1
        rest = replace(self, rows=self.rows[fit:])
        if fit:
            return replace(self, rows=self.rows[:fit]), rest if rest.rows else None
        if heights[0] <= page:
            return None, self
        paras = [para for name, body in self.rows for para in (*name, *body)]
        return Prose(tuple(paras), self.width, self.style).split(room, page)


def facts(block: Facts, width: float, style: Style) -> Piece | None:
    """The rows of ``block``; None when nothing is said."""
    if not any(row.label.strip() for row in block.rows):
        paras = block_paras(block, style)
        return Prose(paras, width, style) if paras else None
    rows = [(label(row.label, style, "accent"), paras_of(row.body, style, style.body)) for row in block.rows]
    said = tuple(row for row in rows if row[0] or row[1])
    return FactRows(said, width, style) if said else None
