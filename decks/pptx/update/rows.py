"""Rows and columns of a table on three sides: which is which, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct

Row = tuple[str, ...]
"""The marks of the cells of a row."""


def matched_rows(ones: Sequence[Row], others: Sequence[Row]) -> dict[int, int]:
    """Which row of ``others`` each of ``ones`` is: headers, equal rows in order, equal rows elsewhere, changed ones.

    Changed rows are taken for one another where as many stand on both sides between rows that are known, or where they
    share a cell.
    """
    found: dict[int, int] = {0: 0} if ones and others else {}
    matcher = SequenceMatcher(None, ones[1:], others[1:], False)
    for a, b, size in matcher.get_matching_blocks():
        found.update({a + k + 1: b + k + 1 for k in range(size)})
    taken = set(found.values())
    for i, row in enumerate(ones):
        if i not in found:
            same = next((j for j, other in enumerate(others) if j not in taken and other == row), None)
            if same is not None:
                found[i] = same
                taken.add(same)
    _pair_in_gaps(ones, others, found)
    return found


def _pair_in_gaps(ones: Sequence[Row], others: Sequence[Row], found: dict[int, int]) -> None:
    back = {j: i for i, j in found.items()}
    at = 0
    while at < len(ones):
        if at in found:
            at += 1
            continue
        end = at
        while end < len(ones) and end not in found:
            end += 1
        first = found[at - 1] + 1 if at else 0
        last = first
        while last < len(others) and last not in back:
            last += 1
        left, right = range(at, end), range(first, last)
        pairs = zip(left, right, strict=True) if len(left) == len(right) else _alike(ones, others, left, right)
        found.update(pairs)
        back.update({j: i for i, j in found.items()})
        at = end


def _alike(ones: Sequence[Row], others: Sequence[Row], left: range, right: range) -> list[tuple[int, int]]:
    """In order, the pairs that have a cell in common at the same place."""
    pairs = []
    start = right.start
    for i in left:
        for j in range(start, right.stop):
            if any(a == b for a, b in zip(ones[i], others[j], strict=False)):
                pairs.append((i, j))
                start = j + 1
                break
    return pairs


def matched_columns(base: Sequence[Row], hand: Sequence[Row]) -> dict[int, int]:
    """Which column of the edited table each exported one is; by place when there are as many, else by header."""
    wide, now = (max((len(row) for row in rows), default=0) for rows in (base, hand))
    if wide == now:
        return {column: column for column in range(wide)}
    ones = [row_marks(base, column) for column in range(wide)]
    others = [row_marks(hand, column) for column in range(now)]
    found: dict[int, int] = {}
    for level in (None, 0):
        a = [one if level is None else one[:1] for one in ones]
        b = [one if level is None else one[:1] for one in others]
        left = [i for i in range(wide) if i not in found]
        right = [j for j in range(now) if j not in set(found.values())]
        matcher = SequenceMatcher(None, [a[i] for i in left], [b[j] for j in right], False)
        for x, y, size in matcher.get_matching_blocks():
            found.update({left[x + k]: right[y + k] for k in range(size)})
    return found


def row_marks(rows: Sequence[Row], column: int) -> Row:
    """The marks of a column from top to bottom."""
    return tuple(row[column] if column < len(row) else "" for row in rows)


class Plan(Struct, frozen=True):
    """A row of the result: its index in the edited table, in the last export and in this one; None: not there."""

    hand: int | None
    base: int | None
    new: int | None


def planned(hand: int, to_hand: dict[int, int], new: int, to_new: dict[int, int], base: int) -> list[Plan]:
    """Every row of three tables of so many rows, in the order of the result.

    The edited table's order stands; a row that only the preparation has follows the row it follows there, and so does
    one that a person deleted.
    """
    from_hand = {j: i for i, j in to_hand.items()}
    from_new = {j: i for i, j in to_new.items()}
    found = [Plan(h, from_hand.get(h), to_new.get(from_hand[h]) if h in from_hand else None) for h in range(hand)]
    for n in range(new):
        if not any(plan.new == n for plan in found):
            before = next((at for at, plan in enumerate(found) if n and plan.new == n - 1), -1)
            found.insert(before + 1, Plan(None, from_new.get(n), n))
    gone = [Plan(None, b, None) for b in range(base) if b not in to_hand and b not in to_new]
    return found + gone
