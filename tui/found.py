"""What a search found, and what was done last, as lines of one list: each knows where it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prep.words import Lang, Message, render, text
from tui.widgets.rows import Row, RowsOnDemand

if TYPE_CHECKING:
    from prep.library.protocol import Summary
    from tui.seeking import Found, Group

LATEST = 10
"""Preparations that are offered while nothing is typed."""


@dataclass(frozen=True)
class Goal:
    """Where to go: a preparation, in it a place (None: as it opens), in the text there the character ``at``."""

    preparation_id: str
    place: str | None = None
    at: int = 0


@dataclass(frozen=True)
class Line:
    """One line; ``leads`` is a goal, or words to search for, or None for a heading. ``whole`` is all one may read."""

    id: str
    leads: Goal | str | None
    row: Callable[[], Row]
    whole: Callable[[], str] = str


class Lines:
    """The lines of the list by their ids; rows are made when they are looked at."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self._lines = {line.id: line for line in lines}

    def rows(self) -> RowsOnDemand:
        """The lines as rows."""
        lines = tuple(self._lines.values())
        return RowsOnDemand([line.id for line in lines], lambda index: lines[index].row())

    def first(self) -> str | None:
        """The id of the first line that leads anywhere; None: none does."""
        return next((line.id for line in self._lines.values() if line.leads is not None), None)

    def line(self, id: str) -> Line | None:
        """The line of that id; None: there is none."""
        return self._lines.get(id)


def found_lines(groups: Sequence[Group], language: Lang) -> Lines:
    """The groups with what was found in each: the open preparation first, then those where one text has every word."""
    ordered = sorted(groups, key=lambda group: (not group.is_open, not group.whole))
    return Lines(line for group in ordered for line in _of_group(group, language))


def begin_lines(words: Sequence[str], opened: Sequence[str], latest: Sequence[Summary], language: Lang) -> Lines:
    """While nothing is typed: the words searched for last, then what was opened last, then what was saved last."""
    lines = []
    if words:
        lines.append(_heading("# words", text("find.search.words", language)))
        lines += [_words(one) for one in words]
    known = {one.id: one for one in latest}
    order = list(dict.fromkeys((*(one for one in opened if one in known), *known)))[:LATEST]
    if order:
        lines.append(_heading("# latest", text("find.search.latest", language)))
        lines += [_preparation(known[one], language) for one in order]
    return Lines(lines)


def _of_group(group: Group, language: Lang) -> Iterable[Line]:
    title = group.title or text("app.untitled", language)
    house = f"  ({group.organisation})" if group.organisation else ""
    note = f"  {text('find.search.open', language)}" if group.is_open else ""
    more = f"  {text('find.search.more', language, n=group.more)}" if group.more else ""
    yield _heading(f"# {group.preparation_id}", f"{title}{house}{note}{more}")
    for found in group.found:
        yield _found(group, found, language)


def _found(group: Group, found: Found, language: Lang) -> Line:
    id = f"{group.preparation_id} {found.place}"

    def row() -> Row:
        shown = found.excerpt
        return Row(id, (shown.words, render(found.where, language)), marks=shown.marks)

    def whole() -> str:
        return f"{render(found.where, language)}\n{marked(found)}"

    return Line(id, Goal(group.preparation_id, found.place, found.excerpt.at), row, whole)


def marked(found: Found) -> str:
    """The part of the text with what was found between brackets: it must show without colour, too."""
    said, at = "", 0
    for start, end in found.excerpt.marks:
        said += f"{found.excerpt.words[at:start]}[{found.excerpt.words[start:end]}]"
        at = end
    return said + found.excerpt.words[at:]


def _heading(id: str, words: str) -> Line:
    return Line(id, None, lambda: Row(id, (words,), "heading"))


def _words(words: str) -> Line:
    return Line(f"? {words}", words, lambda: Row(f"? {words}", (words,)))


def _preparation(one: Summary, language: Lang) -> Line:
    title = one.title or text("app.untitled", language)
    stage = Message(f"common.stage.{one.stage}")
    return Line(
        f"p {one.id}", Goal(one.id), lambda: Row(f"p {one.id}", (title, one.organisation or render(stage, language)))
    )
