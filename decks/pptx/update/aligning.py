"""Which slide, shape or row of one deck is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from msgspec import Struct

from decks.pptx.update.fingerprint import Print
from decks.pptx.update.identity import mark_of
from decks.pptx.update.memory import TITLE, ShapeMemory, SlideMemory
from decks.pptx.update.reading import Found
from decks.pptx.update.slides import SlideFound

T = TypeVar("T")
KINDS = {"title": TITLE, "ctrTitle": TITLE, "sldNum": "number"}
"""The types of placeholders that tell a shape's role."""


class Pairs(Struct, frozen=True):
    """Indices of one sequence with those of the other that they are; each at most once, not always in order."""

    to_other: dict[int, int]


def align(
    ones: Sequence[Sequence[Hashable]], others: Sequence[Sequence[Hashable]], alike: Callable[[int, int], bool]
) -> Pairs:
    """Pair what is equal in a further key: first by the first key in order, then by the next among what is left.

    ``ones`` and ``others`` hold the keys of each element, the most telling first; ``alike`` forbids a pair.
    """
    found: dict[int, int] = {}
    depth = max((len(keys) for keys in (*ones, *others)), default=0)
    for level in range(depth):
        left = [i for i, keys in enumerate(ones) if i not in found and level < len(keys)]
        taken = set(found.values())
        right = [j for j, keys in enumerate(others) if j not in taken and level < len(keys)]
        matcher = SequenceMatcher(None, [ones[i][level] for i in left], [others[j][level] for j in right], False)
        for a, b, size in matcher.get_matching_blocks():
            for k in range(size):
                if alike(left[a + k], right[b + k]):
                    found[left[a + k]] = right[b + k]
    return Pairs(found)


def shapes_of_exports(base: SlideMemory, new: SlideMemory) -> Pairs:
    """The shapes of a page at the last export and at this one: equal texts first, then the same kind in order."""

    def alike(one: int, other: int) -> bool:
        a, b = base.shapes[one], new.shapes[other]
        return a.role == b.role and a.print.kind == b.print.kind

    return align([_keys(one) for one in base.shapes], [_keys(one) for one in new.shapes], alike)


def _keys(shape: ShapeMemory) -> tuple[Hashable, ...]:
    """A name without its number, "Fact", says what a shape is for."""
    seen = shape.print
    stem = shape.name.rstrip("0123456789").rstrip()
    said = (shape.role, seen.kind, stem)
    return ((*said, seen.text, seen.place), (*said, seen.text), (*said, len(seen.text[:1])), said, said[:2])


def slides_of_hand(base: Sequence[SlideMemory], hand: Sequence[SlideFound], prints: Callable[[int], set[str]]) -> Pairs:
    """The pages of the last export and the slides of the edited file.

    By creation id, then by id in the presentation where a program dropped the creation ids, then by what they say:
    ``prints`` gives the marks of the texts of a slide of ``hand``.
    """
    found: dict[int, int] = {}
    for same in (_itself, _of_that_creation, _of_that_id):
        for i, one in enumerate(base):
            if i not in found:
                free = (j for j, other in enumerate(hand) if j not in set(found.values()) and same(one, other))
                match = next(free, None)
                if match is not None:
                    found[i] = match
    for i, one in enumerate(base):
        if i in found:
            continue
        texts = texts_of(one)
        shares = [
            (len(texts & prints(j)) / max(1, len(texts)), -j) for j in range(len(hand)) if j not in set(found.values())
        ]
        best = max(shares, default=(0.0, 0))
        if best[0] >= 0.5:
            found[i] = -best[1]
    return Pairs(found)


def _itself(one: SlideMemory, other: SlideFound) -> bool:
    return _of_that_creation(one, other) and one.sld_id == other.sld_id


def _of_that_creation(one: SlideMemory, other: SlideFound) -> bool:
    return bool(other.creation) and one.creation == other.creation


def _of_that_id(one: SlideMemory, other: SlideFound) -> bool:
    return one.sld_id == other.sld_id and _kin(one, other)


def _kin(one: SlideMemory, other: SlideFound) -> bool:
    """Whether a slide bears shapes of the page: an id alone may have been given to another slide."""
    marked = [shape for shape in other.shapes if shape.mark and shape.mark[0] == mark_of(one.key)]
    if marked:
        return True
    names = {shape.name for shape in one.shapes}
    return sum(shape.name in names for shape in other.shapes) * 2 >= len(names)


def texts_of(slide: SlideMemory) -> set[str]:
    """The marks of what a page says, its foot left out."""
    return {mark for one in slide.shapes if one.role in ("", TITLE) for row in one.print.text for mark in row}


def shapes_of_hand(base: SlideMemory, hand: Sequence[Found], prints: Callable[[int], Print]) -> Pairs:
    """The shapes of a page as exported and those of the edited slide.

    By creation id, then by id and name, by name, by the type of a placeholder, then by what they say.
    """
    mark = mark_of(base.key)
    found: dict[int, int] = {}
    taken: set[int] = set()
    unique = {one.mark for one in hand if one.mark and one.mark[0] == mark}

    def claim(same: Callable[[ShapeMemory, int], bool]) -> None:
        for i, one in enumerate(base.shapes):
            if i in found:
                continue
            for j in range(len(hand)):
                if j not in taken and same(one, j):
                    found[i] = j
                    taken.add(j)
                    break

    claim(lambda one, j: hand[j].mark == (mark, one.number) and hand[j].id == one.id)
    claim(lambda one, j: hand[j].mark == (mark, one.number))
    if len(unique) * 2 < len(base.shapes):  # a program that drops the marks drops them all
        claim(lambda one, j: hand[j].id == one.id and hand[j].name == one.name)
        claim(lambda one, j: bool(one.name) and hand[j].name == one.name)
        claim(lambda one, j: bool(one.role) and KINDS.get(hand[j].holder or "") == one.role)
        claim(lambda one, j: bool(one.print.text) and prints(j).text == one.print.text)
    return Pairs(found)
