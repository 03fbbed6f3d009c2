"""Places: where something stands in a dossier, written as a path ("objections[o2].next_step.what").

A place starts at the preparation, or with "organisation". Names are those of the case format. A record with an id is
``list[id]``, anything else in a list ``list[index]``; where an id cannot tell records apart (two of the same, or a
text that would read as another place) the index stands in for it. ``keys`` writes the part in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec import UNSET, Struct

from prep.errors import EditError
from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from prep.shapes import Shape, shapes, struct_of
from prep.words import Message

ORGANISATION = "organisation"
_INDEX = re.compile(r"#*([0-9]{1,9})\Z")
_NAME_ENDS = re.compile(r"[.\[]")

Record = TypeVar("Record")


@dataclass(frozen=True)
class Spot:
    """A place resolved against a dossier.

    ``steps`` lead from the dossier to it: attributes and mapping keys as text, positions in lists as numbers.
    ``value`` is what stands there (for an absent struct: what it would hold), ``kind`` the declared type,
    ``shape`` the field (None for an item of a list or a mapping), ``pattern`` the place with every bracket empty.
    ``present`` is False below an absent struct.
    """

    place: str
    steps: tuple[str | int, ...]
    value: object
    kind: object
    shape: Shape | None
    pattern: str
    present: bool


def read(dossier: Dossier, place: str) -> object:
    """The value at ``place``; None for what is absent, defaults below an absent struct. EditError: no such place."""
    value = locate(dossier, place).value
    return None if value is UNSET else value


def exists(dossier: Dossier, place: str) -> bool:
    """Whether ``place`` names something that is there; False below an absent struct, too."""
    try:
        spot = locate(dossier, place)
    except EditError:
        return False
    return spot.present


def locate(dossier: Dossier, place: str) -> Spot:
    """Resolve ``place``; EditError when a name, a record or an index in it is unknown."""
    head, _, rest = place.partition(".")
    if head == ORGANISATION:
        root: Struct = dossier.organisation
        spot = Spot(place, (ORGANISATION,), root, Organisation, None, ORGANISATION, True)
        return _below(spot, rest) if rest else spot
    start = Spot(place, ("preparation",), dossier.preparation, Preparation, None, "", True)
    return _below(start, place)


def keys(items: Sequence[object]) -> tuple[str, ...]:
    """What stands in the brackets for each of ``items``: its id, or its index where the id would mislead."""
    ids = [getattr(item, "id", None) for item in items]
    texts = [one for one in ids if isinstance(one, str)]
    known = set(texts)
    if len(known) == len(ids) and not any("]" in one for one in texts):  # as almost always, and asked at every change
        return tuple(texts)
    seen: set[str] = set()
    found = []
    for index, one in enumerate(ids):
        if isinstance(one, str) and one not in seen and not _misleads(one, known, len(items)):
            found.append(one)
        else:
            key = str(index)
            while key in known:
                key = "#" + key
            found.append(key)
        if isinstance(one, str):
            seen.add(one)
    return tuple(found)


def each(list_place: str, items: Sequence[Record]) -> Iterator[tuple[str, Record]]:
    """Every item of the list at ``list_place`` with its own place."""
    for key, item in zip(keys(items), items, strict=True):
        yield f"{list_place}[{key}]", item


def _below(spot: Spot, rest: str) -> Spot:
    """Follow ``rest``, which starts with a field name, from the struct at ``spot``."""
    while rest:
        ends = _NAME_ENDS.search(rest)
        name = rest[: ends.start()] if ends else rest
        rest = rest[len(name) :]
        spot = _field(spot, name)
        if rest.startswith("["):
            spot, rest = _item(spot, rest[1:])
        if rest.startswith(".") and len(rest) > 1:
            rest = rest[1:]
        elif rest:
            raise no_place(spot.place)
    return spot


def _field(spot: Spot, name: str) -> Spot:
    struct = struct_of(spot.kind)
    shape = shapes(struct).get(name) if struct is not None else None
    if struct is None or shape is None:
        raise no_place(spot.place)
    holder, present = spot.value, spot.present
    if not isinstance(holder, Struct):
        holder, present = struct(), False
    value = getattr(holder, shape.attribute)
    if present and shape.struct is not None and not isinstance(value, Struct):
        present = False
    pattern = f"{spot.pattern}.{name}" if spot.pattern else name
    return Spot(spot.place, (*spot.steps, shape.attribute), value, shape.kind, shape, pattern, present)


def _item(spot: Spot, rest: str) -> tuple[Spot, str]:
    """The item that the text after an opening bracket names, and what follows the closing one."""
    shape = spot.shape
    pattern = spot.pattern + "[]"
    if shape is not None and shape.mapping and rest.endswith("]"):
        key = rest[:-1]
        held = spot.value if isinstance(spot.value, Mapping) else {}
        there = key in held
        return Spot(spot.place, (*spot.steps, key), held.get(key), str, None, pattern, there), ""
    if shape is None or not shape.is_list or not isinstance(spot.value, tuple):
        raise no_place(spot.place)
    found = _find(spot.value, rest)
    if found is None:
        raise no_place(spot.place)
    index, length = found
    item = Spot(spot.place, (*spot.steps, index), spot.value[index], shape.item, None, pattern, spot.present)
    return item, rest[length:]


def _find(items: tuple[object, ...], rest: str) -> tuple[int, int] | None:
    """The index named at the start of ``rest`` and the length of its text with the closing bracket."""
    ids: dict[str, int] = {}
    for index, item in enumerate(items):
        one = getattr(item, "id", None)
        if isinstance(one, str):
            ids.setdefault(one, index)
    end = rest.find("]")
    while end >= 0:
        if rest[end + 1 : end + 2] in ("", "."):
            key = rest[:end]
            if key in ids:
                return ids[key], end + 1
            index_key = _INDEX.match(key)
            if index_key and int(index_key[1]) < len(items):
                return int(index_key[1]), end + 1
        end = rest.find("]", end + 1)
    return None


def _misleads(one: str, known: set[str], count: int) -> bool:
    """Whether ``list[one]`` would be read as a shorter id and a field of it."""
    end = one.find("].")
    while end >= 0:
        key = one[:end]
        index_key = _INDEX.match(key)
        if key in known or (index_key and int(index_key[1]) < count):
            return True
        end = one.find("].", end + 1)
    return False


def no_place(place: str) -> EditError:
    """The error for a place that is not there: another window or an undo may have taken it."""
    return EditError(Message("rules.edit.no_place", {"place": place}))
