"""A stack of pieces under one another: shares out the room of a page, and splits where the page ends."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from decks.layout.items import Box, Item
from decks.layout.piece import Piece
from decks.layout.prose import FramedProse, Prose
from decks.layout.quotes import CardRow


class Stack(Struct, frozen=True):
    """Pieces under one another, ``gap`` points apart."""

    pieces: tuple[Piece, ...]
    gap: float
    loose: float = 14.0

    @property
    def height(self) -> float:
        """The sum of its pieces and the gaps between."""
        return sum(piece.height for piece in self.pieces) + self.gap * max(0, len(self.pieces) - 1)

    @property
    def most(self) -> float:
        """With every piece grown and the gaps loosened."""
        gaps = max(0, len(self.pieces) - 1)
        return sum(piece.most for piece in self.pieces) + (self.gap + self.loose) * gaps

    def widened(self, width: float) -> Stack | None:
        """The same text in another width; None when there is more in it than text."""
        pieces = tuple(replace(piece, width=width) for piece in self.pieces if isinstance(piece, Prose | FramedProse))
        return replace(self, pieces=pieces) if len(pieces) == len(self.pieces) else None

    @property
    def is_frame(self) -> bool:
        """Whether it is a single framed text, which may be drawn as high as its neighbours."""
        return len(self.pieces) == 1 and isinstance(self.pieces[0], FramedProse)

    def place(self, box: Box) -> tuple[Item, ...]:
        """Pieces from the top; what room is left goes to those that can use it, then into the gaps."""
        heights, gap = ([box.h], 0.0) if self.is_frame else self._shares(box.h)
        items: list[Item] = []
        y = box.y
        for piece, height in zip(self.pieces, heights, strict=True):
            items.extend(piece.place(Box(box.x, y, box.w, height)))
            y += height + gap
        return tuple(items)

    def _shares(self, room: float) -> tuple[list[float], float]:
        heights = [piece.height for piece in self.pieces]
        spare = room - self.height
        wishes = [max(0.0, piece.most - piece.height) for piece in self.pieces]
        if spare <= 0:
            return heights, self.gap
        if (wanted := sum(wishes)) > 0:
            part = min(1.0, spare / wanted)
            heights = [height + wish * part for height, wish in zip(heights, wishes, strict=True)]
            spare -= wanted * part
        gaps = len(self.pieces) - 1
        return heights, self.gap + (min(self.loose, spare / gaps) if gaps > 0 else 0.0)

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """Whole pieces while they fit, then the part of the next one that does."""
        taken: list[Piece] = []
        used = 0.0
        for index, piece in enumerate(self.pieces):
            if used + piece.height <= room:
                taken.append(piece)
                used += piece.height + self.gap
                continue
            head, tail = piece.split(room - used, page)
            rest = ([tail] if tail else []) + list(self.pieces[index + 1 :])
            if head:
                taken.append(head)
            elif taken and isinstance(last := taken[-1], Prose) and last.ends_with_heading:
                body, heading = last.without_last_heading()
                if body or len(taken) > 1 or room < page - 0.5:  # else no page would be long enough for both
                    taken[-1:] = [body] if body else []
                    rest.insert(0, heading)
            return self._of(taken), self._of(rest)
        return self, None

    def _of(self, pieces: Sequence[Piece]) -> Stack | None:
        if pieces and isinstance(first := pieces[0], CardRow):
            pieces = (first.continued(), *pieces[1:])
        return Stack(tuple(pieces), self.gap, self.loose) if pieces else None
