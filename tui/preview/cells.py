"""A sheet of character cells to draw a page on, and what comes of it: lines of words, each of one look."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from rich.cells import split_graphemes

from decks.layout.items import Colour

TAKEN = ""
"""What stands in the second cell of a wide character."""


class Look(NamedTuple):
    """How a cell looks: the deck's colours as roles, ``ground`` None is the page itself; ``under`` draws a rule."""

    ink: Colour = "text"
    ground: Colour | None = None
    bold: bool = False
    under: bool = False


@dataclass(frozen=True)
class Span:
    """Words of one look."""

    text: str
    look: Look


Line = tuple[Span, ...]

PLAIN = Look()


@dataclass(frozen=True)
class Picture:
    """A drawn page, line by line from the top; every line is as wide as the picture."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The picture without its looks, each line without the space at its end."""
        return "\n".join("".join(span.text for span in line).rstrip() for line in self.lines)


class Sheet:
    """Cells to draw on; what would stand outside is left out."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._signs = [[" "] * width for _ in range(height)]
        self._looks = [[PLAIN] * width for _ in range(height)]

    def fill(self, left: int, top: int, right: int, bottom: int, ground: Colour) -> None:
        """Colour the ground of a rectangle; right and bottom are outside it."""
        for row in range(max(0, top), min(self.height, bottom)):
            looks = self._looks[row]
            for column in range(max(0, left), min(self.width, right)):
                looks[column] = looks[column]._replace(ground=ground)

    def put(self, column: int, row: int, text: str, look: Look) -> None:
        """Write ``text`` from a cell on; a look without a ground keeps the one that is there."""
        if not 0 <= row < self.height:
            return
        signs, looks = self._signs[row], self._looks[row]
        for start, end, size in split_graphemes(text)[0]:
            sign = text[start:end]
            if size == 0:
                before = column - 1
                while 0 < before < self.width and signs[before] == TAKEN:
                    before -= 1
                if 0 <= before < self.width:
                    signs[before] += sign
                continue
            if column >= 0 and column + size <= self.width:
                self._clear(signs, column, size)
                signs[column] = sign
                ground = looks[column].ground if look.ground is None else look.ground
                looks[column] = look if ground is look.ground else look._replace(ground=ground)
                if size == 2:
                    signs[column + 1] = TAKEN
                    looks[column + 1] = looks[column]
            column += size

    def rule(self, left: int, right: int, row: int, ink: Colour, alone: bool = False) -> None:
        """A horizontal line in ``row`` where nothing stands there, else above it, else below the words above.

        ``alone``: the row is kept for it.
        """
        for at in (row,) if alone else (row, row - 1):
            if 0 <= at < self.height and self.is_blank(left, right, at):
                self.put(left, at, "╌" * (right - left), Look(ink))
                return
        above = row - 1
        if 0 <= above < self.height:
            looks = self._looks[above]
            for column in range(max(0, left), min(self.width, right)):
                looks[column] = looks[column]._replace(under=True)

    def is_blank(self, left: int, right: int, row: int) -> bool:
        """Whether nothing stands there; outside the sheet nothing can."""
        if left < 0 or right > self.width or not 0 <= row < self.height:
            return False
        return all(sign == " " for sign in self._signs[row][left:right])

    def picture(self) -> Picture:
        """What was drawn."""
        return Picture(tuple(self._line(row) for row in range(self.height)))

    def _line(self, row: int) -> Line:
        cells = zip(self._signs[row], self._looks[row], strict=True)
        return tuple(
            Span("".join(sign for sign, _ in same), look) for look, same in groupby(cells, key=lambda cell: cell[1])
        )

    def _clear(self, signs: list[str], column: int, size: int) -> None:
        """Nothing is left of a wide character of which half is written over."""
        if signs[column] == TAKEN and column:
            signs[column - 1] = " "
        after = column + size
        if after < self.width and signs[after] == TAKEN:
            signs[after] = " "
