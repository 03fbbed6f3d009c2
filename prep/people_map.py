"""The map of influence and interest: who stands in which cell, by what short name, and who is next in a direction."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prep.folding import has_text
from prep.relations import Relation

SCALE = (1, 2, 3, 4, 5)
LONGEST = 6
"""Columns of the longest short name."""

_RIGHT_TO_LEFT = ("R", "AL")
"""Letters that would turn their line of the map around: whoever is written so gets a number."""

Cell = tuple[int, int]
"""Influence and interest, 1 to 5."""


@dataclass(frozen=True)
class PeopleMap:
    """The people of each cell, by place, in the order of the list; ``short`` has everyone's short name by place."""

    cells: Mapping[Cell, tuple[str, ...]]
    short: Mapping[str, str]

    def cell_of(self, place: str) -> Cell | None:
        """The cell someone stands in; None: nobody of that place is on the map."""
        return next((cell for cell, places in self.cells.items() if place in places), None)

    def neighbour(self, place: str, across: int, up: int, in_line: int) -> str:
        """Who stands next in a direction, else ``place`` itself: nobody does.

        ``across`` +1 is towards more interest, ``up`` +1 towards more influence; a cell shows ``in_line`` people side
        by side, lines from the top down. Up and down go line by line through a cell and then to the nearest row with
        anybody in it, left and right through a line and then along the row: so everyone is reached.
        """
        cell = self.cell_of(place)
        if cell is None:
            return place
        places = self.cells[cell]
        line, slot = divmod(places.index(place), in_line)
        if up:
            return self._upright(cell, line - up, slot, in_line, up) or place
        beside = slot + across
        index = line * in_line + beside
        if 0 <= beside < in_line and index < len(places):
            return places[index]
        return self._along(cell, line, in_line, across) or place

    def _upright(self, cell: Cell, line: int, slot: int, in_line: int, up: int) -> str | None:
        places = self.cells[cell]
        if 0 <= line < _lines(places, in_line):
            return _at(places, line, slot, in_line)
        rows = {row for row, _ in self.cells if (row - cell[0]) * up > 0}
        if not rows:
            return None
        row = min(rows, key=lambda one: abs(one - cell[0]))
        column = min((one for at, one in self.cells if at == row), key=lambda one: (abs(one - cell[1]), one))
        there = self.cells[row, column]
        return _at(there, _lines(there, in_line) - 1 if up > 0 else 0, slot, in_line)

    def _along(self, cell: Cell, line: int, in_line: int, across: int) -> str | None:
        columns = [one for row, one in self.cells if row == cell[0] and (one - cell[1]) * across > 0]
        if not columns:
            return None
        there = self.cells[cell[0], min(columns, key=lambda one: abs(one - cell[1]))]
        return _at(there, min(line, _lines(there, in_line) - 1), 0 if across > 0 else in_line - 1, in_line)


def people_map(everyone: Sequence[Relation], shown: Sequence[Relation]) -> PeopleMap:
    """The map of ``shown``; short names are told apart among ``everyone``, so that they stay the same in any view."""
    cells: dict[Cell, list[str]] = {}
    for one in shown:
        cells.setdefault((one.person.influence, one.person.interest), []).append(one.place)
    return PeopleMap({cell: tuple(places) for cell, places in cells.items()}, short_names(everyone))


def short_names(everyone: Sequence[Relation]) -> Mapping[str, str]:
    """Short names by place: the family name where it is written first (大友), else initials (HS), else a number (#3).

    Whoever shares a short name gets a number after it: 田中1, 田中2.
    """
    plain = [_short(one.person.name) or f"#{number}" for number, one in enumerate(everyone, start=1)]
    many = Counter(plain)
    given: Counter[str] = Counter()
    names = {}
    for one, short in zip(everyone, plain, strict=True):
        given[short] += 1
        number = str(given[short]) if many[short] > 1 else ""
        names[one.place] = _cut(short, LONGEST - len(number)) + number
    return names


def _short(name: str) -> str:
    words = [word for word in name.split() if has_text(word)]
    if not words or any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in name):
        return ""
    if _is_wide(words[0][0]) and words[0][0].isalpha():
        return _cut(words[0], LONGEST if len(words) > 1 else 4)
    initials = [next((sign for sign in word if sign.isalnum()), "") for word in words]
    return "".join(initials)[:3].upper()


def _cut(text: str, columns: int) -> str:
    taken, width = "", 0
    for sign in text:
        if unicodedata.category(sign)[0] in "CM":
            continue
        width += 2 if _is_wide(sign) else 1
        if width > columns:
            break
        taken += sign
    return taken


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _lines(places: Sequence[str], in_line: int) -> int:
    return -(-len(places) // in_line)


def _at(places: Sequence[str], line: int, slot: int, in_line: int) -> str:
    return places[min(line * in_line + slot, len(places) - 1)]
