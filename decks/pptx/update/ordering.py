"""The order of slides when a person and the preparation may both have moved them."""

from __future__ import annotations

from collections.abc import Sequence


def ordered(hand: Sequence[str], base: Sequence[str], new: Sequence[str]) -> list[str]:
    """The slides of the result by name: those of ``hand`` and those new in the preparation, none twice.

    ``hand`` are the slides of the edited file, ``base`` and ``new`` the pages of the last export and of this one. A
    person's order stands; where they moved nothing, the preparation's does, and slides of their own follow the slide
    they followed.
    """
    ours = [one for one in hand if one in set(new)]
    before = [one for one in base if one in set(ours)]
    moved = ours != before
    found = list(hand)
    if not moved:
        found = _with_followers(hand, [one for one in new if one in set(ours)])
    previous: str | None = None
    for one in new:
        if one not in found:
            found.insert(found.index(previous) + 1 if previous is not None else _start(found, new), one)
        previous = one
    return found


def _with_followers(hand: Sequence[str], order: Sequence[str]) -> list[str]:
    """``order`` with the other slides of ``hand`` behind the ones they followed."""
    following: dict[str | None, list[str]] = {None: []}
    last: str | None = None
    for one in hand:
        if one in set(order):
            last = one
            following[last] = []
        else:
            following[last].append(one)
    found = list(following[None])
    for one in order:
        found += [one, *following[one]]
    return found


def _start(found: Sequence[str], new: Sequence[str]) -> int:
    """Where a page goes that nothing precedes: before the first page of ours."""
    return next((place for place, one in enumerate(found) if one in set(new)), 0)
