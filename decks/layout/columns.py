"""Blocks side by side: each column is a stack of its own and continues on its own."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from decks.layout.items import Box, Item, Shape
from decks.layout.piece import Piece
from decks.layout.stack import Stack


class SideBySide(Struct, frozen=True):
    """Columns of equal height; None is one that has come to its end on an earlier page."""

    cells: tuple[Piece | None, ...]
    widths: tuple[float, ...]
    gap: float

    @property
    def height(self) -> float:
        """The tallest column."""
        return max((cell.height for cell in self.cells if cell), default=0.0)

    @property
    def most(self) -> float:
        """As far as the column that can grow most."""
        return max((cell.most for cell in self.cells if cell), default=0.0)

    def place(self, box: Box) -> tuple[Item, ...]:
        """Column after column; row by row where a reader of the file would otherwise jump upwards."""
        items: list[Item] = []
        x = box.x
        framed = all(isinstance(cell, Stack) and cell.is_frame for cell in self.cells if cell)
        for cell, width in zip(self.cells, self.widths, strict=True):
            if cell:
                items.extend(
                    cell.place(Box(x, box.y, width, box.h if framed else min(box.h, max(cell.height, cell.most))))
                )
            x += width + self.gap
        return _read_downwards(tuple(items))

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """Each column at the same height; the whole waits for the next page when one cannot begin here."""
        parts = [cell.split(room, page) if cell and cell.height > room else (cell, None) for cell in self.cells]
        begun = all(head or not cell for cell, (head, _) in zip(self.cells, parts, strict=True))
        if not begun and room < page - 0.5:
            return None, self
        heads = replace(self, cells=tuple(head for head, _ in parts))
        tails = replace(self, cells=tuple(tail for _, tail in parts))
        return heads if any(heads.cells) else None, tails._as_rest()

    def _as_rest(self) -> Piece | None:
        """What goes on: text that is left alone takes the whole width."""
        left = [cell for cell in self.cells if cell]
        if len(left) == 1 and isinstance(left[0], Stack) and (wide := left[0].widened(self._width)):
            return wide
        return self if left else None

    @property
    def _width(self) -> float:
        return sum(self.widths) + self.gap * (len(self.widths) - 1)


def _read_downwards(items: tuple[Item, ...]) -> tuple[Item, ...]:
    jumps = any(
        later.box.bottom <= earlier.box.y + 1 for index, earlier in enumerate(items) for later in items[index + 1 :]
    )
    if not jumps:
        return items
    return tuple(sorted(items, key=lambda item: (round(item.box.y), not isinstance(item, Shape))))
