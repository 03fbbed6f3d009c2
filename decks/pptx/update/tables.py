"""A table on three sides, row by row and cell by cell."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from msgspec import Struct

from decks.pptx.container import A, P
from decks.pptx.update.canon import digest
from decks.pptx.update.editing import in_look, paragraphs_of, set_paragraphs
from decks.pptx.update.fingerprint import words
from decks.pptx.update.reading import body_of
from decks.pptx.update.report import Desk
from decks.pptx.update.rows import Plan, Row, matched_columns, matched_rows, planned

MERGED = ("gridSpan", "rowSpan", "hMerge", "vMerge")


class Tables(Struct, frozen=True, eq=False):
    """The marks of a table's rows on three sides, and the tables themselves: the edited one, and a copy of the new.

    ``restyled``: a person changed how the table looks, and that stays.
    """

    base: tuple[Row, ...]
    now: tuple[Row, ...]
    new: tuple[Row, ...]
    mine: etree._Element
    theirs: etree._Element
    restyled: bool
    desk: Desk
    name: str


class TableMerged(Struct, frozen=True):
    """The rows to remember, whether an edit by hand stands, and whether anything new is to come in."""

    rows: tuple[Row, ...]
    edited: bool
    updated: bool


class _Cell(Struct, frozen=True):
    """Whether the new text of a cell is taken; ``column`` is that of the edited table."""

    column: int
    takes: bool


class _Line(Struct, frozen=True):
    """A row of the result and what each of its exported cells takes."""

    plan: Plan
    cells: dict[int, _Cell]


def merge_table(tables: Tables, look_taken: bool) -> TableMerged:
    """Merge a table in place; ``look_taken``: the preparation draws it in another look, and that is to come in."""
    columns = matched_columns(tables.base, tables.now)
    rows_now = [tuple(_at(row, columns.get(c)) for c in range(len(tables.base[0]))) for row in tables.now]
    to_hand = matched_rows(tables.base, rows_now)
    to_new = matched_rows(tables.base, tables.new)
    plans = planned(len(tables.now), to_hand, len(tables.new), to_new, len(tables.base))
    decided = _Deciding(tables, columns, rows_now)
    lines = [line for plan in plans if (line := decided.line(plan)) is not None]
    if len(tables.now[0]) != len(tables.base[0]):
        tables.desk.keep("table", _words(tables.mine.find(f"{A}tr")))
        decided.edited = True
    if decided.updated or look_taken:
        _draw(tables, columns, lines, look_taken)
    return TableMerged(decided.remembered(lines), decided.edited, decided.updated or look_taken)


def _at(row: Row, column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


class _Deciding:
    """Settles row after row and gathers what to remember."""

    def __init__(self, tables: Tables, columns: dict[int, int], now: list[Row]) -> None:
        self._tables, self._columns, self._now = tables, columns, now
        self._mine = tables.mine.findall(f"{A}tr")
        self._theirs = tables.theirs.findall(f"{A}tr")
        self._rows: dict[int, Row] = dict(enumerate(tables.new))
        self._open: dict[int, Row] = {}
        self.edited = self.updated = False

    def remembered(self, lines: list[_Line]) -> tuple[Row, ...]:
        """The rows for the deck's memory: the new ones, and of open conflicts what was exported, where they stand."""
        behind: dict[int, list[Row]] = {}
        last = -1
        for line in lines:
            if line.plan.new is not None:
                last = line.plan.new
            elif line.plan.hand in self._open:
                behind.setdefault(last, []).append(self._open[line.plan.hand])
        found = list(behind.get(-1, ()))
        for n, row in self._rows.items():
            found += [row, *behind.get(n, ())]
        return tuple(found)

    def line(self, plan: Plan) -> _Line | None:
        """What becomes of a row; None: it is not in the result."""
        hand, base, new = plan.hand, plan.base, plan.new
        if hand is not None and base is None:
            self.edited = True
            self._tables.desk.keep("row", _words(self._mine[hand]))
            return _Line(plan, {})
        if hand is None and base is None:
            if new is not None and self._tables.new[new] in self._now:  # a person added the very row
                return None
            self.updated = True
            return _Line(plan, {})
        if hand is None:
            return self._deleted(plan)
        if new is None:
            return self._dropped(plan)
        return self._cells(plan)

    def _deleted(self, plan: Plan) -> _Line | None:
        """A row that a person deleted."""
        tables, base, new = self._tables, plan.base, plan.new
        if base is None or new is None:
            return None
        changed = tables.base[base] != tables.new[new]
        what, name = ("dropped", f"{tables.name}.{new}") if changed else ("removed", tables.name)
        text = _words(self._theirs[new])
        outcome = tables.desk.settle(name, what, (True, changed), ("" if changed else text, text))  # type: ignore[arg-type]
        if outcome.takes:
            self.updated = True
            return _Line(plan, {})
        self.edited = True
        if not outcome.advanced:
            self._rows[new] = tables.base[base]
        return None

    def _dropped(self, plan: Plan) -> _Line | None:
        """A row that the preparation no longer has."""
        tables, hand, base = self._tables, plan.hand, plan.base
        if hand is None or base is None:
            return None
        if self._now[hand] != tables.base[base]:
            mark = "".join(letter for letter in digest(" ".join(tables.base[base])).lower() if letter.isalnum())[:4]
            text = _words(self._mine[hand])
            outcome = tables.desk.settle(f"{tables.name}.{mark}", "removed", (True, True), (text, ""))
            if not outcome.takes:
                self.edited = True
                if not outcome.advanced:
                    self._open[hand] = tables.base[base]
                return _Line(Plan(hand, None, None), {})
        self.updated = True
        return None

    def _cells(self, plan: Plan) -> _Line:
        tables, hand, base, new = self._tables, plan.hand or 0, plan.base or 0, plan.new or 0
        cells: dict[int, _Cell] = {}
        row = list(tables.new[new])
        for column, (was, says) in enumerate(zip(tables.base[base], tables.new[new], strict=True)):
            place = self._columns.get(column)
            if place is None:
                continue
            now = self._now[hand][column]
            texts = (_words_of(self._mine[hand], place), _words_of(self._theirs[new], column))
            outcome = tables.desk.settle(
                f"{tables.name}.{new}.{column + 1}", "cell", (now != was, says != was), texts, now == says
            )
            self.edited, self.updated = self.edited or outcome.kept, self.updated or outcome.takes
            cells[column] = _Cell(place, outcome.takes or not outcome.hand)
            if not outcome.advanced:
                row[column] = was
        self._rows[new] = tuple(row)
        return _Line(plan, cells)


def _draw(tables: Tables, columns: dict[int, int], lines: list[_Line], look_taken: bool) -> None:
    """Put the rows of the result into the edited table."""
    mine, theirs = tables.mine.findall(f"{A}tr"), tables.theirs.findall(f"{A}tr")
    wide = len(tables.now[0])
    shaped = wide != len(tables.new[0]) or any(cell.get(name) for cell in tables.mine.iter(f"{A}tc") for name in MERGED)
    as_new = not tables.restyled and not shaped
    drawn = []
    for line in lines:
        hand, new = line.plan.hand, line.plan.new
        if new is None:
            drawn.append(mine[hand or 0])
        elif hand is None:
            model = mine[min(new, len(mine) - 1)] if tables.restyled or shaped else None
            drawn.append(_fitted(theirs[new], columns, wide, model))
        else:
            drawn.append(_merged(mine[hand], theirs[new], line.cells, as_new))
    for old in mine:
        tables.mine.remove(old)
    place = sum(one.tag in (f"{A}tblPr", f"{A}tblGrid") for one in tables.mine)
    for offset, row in enumerate(drawn):
        tables.mine.insert(place + offset, row)
    if as_new and look_taken:
        for name in ("tblPr", "tblGrid"):
            usual, fresh = tables.mine.find(f"{A}{name}"), tables.theirs.find(f"{A}{name}")
            if usual is not None and fresh is not None:
                tables.mine.replace(usual, deepcopy(fresh))


def _merged(mine: etree._Element, theirs: etree._Element, cells: dict[int, _Cell], as_new: bool) -> etree._Element:
    """A row that both sides have: the new one with the hand's texts in it, or the hand's with the new texts."""
    old, new = mine.findall(f"{A}tc"), theirs.findall(f"{A}tc")
    if as_new:
        row = deepcopy(theirs)
        fresh = row.findall(f"{A}tc")
        for column, cell in cells.items():
            if not cell.takes and cell.column < len(old):
                _set_text(fresh[column], old[cell.column])
        return row
    for column, cell in cells.items():
        if cell.takes and cell.column < len(old) and _text_of(old[cell.column]) != _text_of(new[column]):
            _set_text(old[cell.column], new[column])
    return mine


def _set_text(cell: etree._Element, source: etree._Element) -> None:
    """The words of ``source`` in the look of ``cell``."""
    body, other = cell.find(f"{A}txBody"), source.find(f"{A}txBody")
    if body is not None and other is not None:
        set_paragraphs(body, in_look(paragraphs_of(other), paragraphs_of(body)))


def _fitted(row: etree._Element, columns: dict[int, int], wide: int, model: etree._Element | None) -> etree._Element:
    """A row of the new table for the edited one; ``model``: a row there whose look it takes, with its columns."""
    fresh = deepcopy(row)
    if model is None:
        return fresh
    cells = fresh.findall(f"{A}tc")
    made = deepcopy(model)
    for cell in made.findall(f"{A}tc"):
        for name in MERGED:
            cell.attrib.pop(name, "")
    slots = made.findall(f"{A}tc")
    back = {there: here for here, there in columns.items()}
    for place, slot in enumerate(slots[:wide]):
        if place in back:
            _set_text(slot, cells[back[place]])
        else:
            body = slot.find(f"{A}txBody")
            if body is not None:
                set_paragraphs(body, [etree.Element(f"{A}p")])
    for holder in made.findall(f"{A}extLst"):
        made.remove(holder)
    return made


def set_header(table: etree._Element, like: etree._Element) -> None:
    """Say of the first row and column again that they are headers, where a program left it out."""
    mine, theirs = table.find(f"{A}tblPr"), like.find(f"{A}tblPr")
    for name in ("firstRow", "firstCol"):
        said = theirs.get(name) if theirs is not None else None
        if mine is not None and said is not None:
            mine.set(name, said)


def height_of(table: etree._Element) -> int:
    """The height of all rows in EMU."""
    return sum(int(row.get("h") or "0") for row in table.iterfind(f"{A}tr"))


def set_height(frame: etree._Element, table: etree._Element) -> None:
    """Let the frame be as high as the table's rows."""
    size = frame.find(f"{P}xfrm/{A}ext")
    if size is not None:
        size.set("cy", str(height_of(table)))


def _text_of(cell: etree._Element) -> str:
    body = cell.find(f"{A}txBody")
    return words(body_of(body)) if body is not None else ""


def _words_of(row: etree._Element, column: int) -> str:
    cells = row.findall(f"{A}tc")
    return _text_of(cells[column]) if column < len(cells) else ""


def _words(row: etree._Element | None) -> str:
    return "\t".join(_text_of(cell) for cell in row.iterfind(f"{A}tc")) if row is not None else ""
