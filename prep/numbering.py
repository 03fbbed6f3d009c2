"""New ids: the letter of the kind and the next number (design.md, the command)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from prep.links import uses
from prep.model.dossier import Dossier
from prep.shapes import shapes

LETTERS = {
    "stakeholders": "s",
    "conversations": "c",
    "quotes": "q",
    "metrics": "m",
    "objections": "o",
    "asks": "a",
    "hesitations": "h",
    "outcome.lessons": "l",
    "wins": "w",
    "rollout.tactics": "t",
    "rollout.journeys": "j",
    "organisation.goals": "g",
}
_NUMBERED = re.compile(r"([a-z])([0-9]{1,18})\Z")


def next_id(dossier: Dossier, list_pattern: str) -> str:
    """The id of a new record in the list: one more than the highest number in use with its letter.

    In use are the ids of all records and every id that something refers to, earlier attempts included: a new record
    must not become the target of a reference that was meant for another one. For the same reason no number that was
    ever given to a goal or a lesson is given again: preparations that are not at hand may refer to it.
    """
    letter = LETTERS[list_pattern]
    taken = {*_ids(dossier.organisation), *_ids(dossier.preparation), *(use.id for use in uses(dossier))}
    for earlier in dossier.earlier:
        taken.update(earlier.why.goal_ids)
    numbers = [int(found[2]) for one in taken if (found := _NUMBERED.match(one)) and found[1] == letter]
    number = max([*numbers, dossier.numbered.get(letter, 0)]) + 1
    while f"{letter}{number}" in taken:  # beyond the digits that count as a number
        number += 1
    return f"{letter}{number}"


def _ids(value: object) -> Iterator[str]:
    """The ids of all records below ``value``."""
    if not isinstance(value, Struct):
        return
    for shape in shapes(type(value)).values():
        held = getattr(value, shape.attribute)
        if shape.item_struct is not None:
            for item in held:
                one = getattr(item, "id", None)
                if isinstance(one, str):
                    yield one
                yield from _ids(item)
        elif shape.struct is not None:
            yield from _ids(held)
