"""Records that two windows added under one id are two records: ours gets another number, its references follow."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, structs

from prep.model.dossier import Dossier
from prep.model.references import REFERENCES
from prep.numbering import LETTERS, next_id
from prep.shapes import shapes

Records = Mapping[str, Struct]


def apart(ours: Dossier, theirs: Dossier, base: Dossier | None) -> Dossier:
    """``ours`` with new ids for what both sides added under one id since ``base``; None: nobody can tell, nothing is.

    A record that both sides hold alike is one record. References within ``ours`` follow.
    """
    if base is None:
        return ours
    changed = True
    while changed:  # a record that refers to one just renumbered differs from theirs from then on
        changed = False
        for pattern in LETTERS:
            names = _renamed_at(pattern, ours, theirs, base)
            if names:
                ours = _renumbered(ours, pattern, names)
                changed = True
    return ours


def renumbered(before: Dossier, after: Dossier) -> Mapping[str, str]:
    """The places of the records that ``apart`` gave other ids, made from ``before``: old place to new."""
    return {
        f"{pattern}[{old}]": f"{pattern}[{new}]"
        for pattern in LETTERS
        for old, new in zip(_records_at(before, pattern), _records_at(after, pattern), strict=False)
        if old != new
    }


def by_own_id(records: object) -> Records:
    """The records of a list by id, in its order, the first where one stands twice; none when there is no list."""
    found: dict[str, Struct] = {}
    for record in records if isinstance(records, tuple) else ():
        found.setdefault(record.id, record)
    return found


def _records_at(dossier: Dossier, pattern: str) -> Records:
    """The records of the list at ``pattern`` ("outcome.lessons") by id."""
    node: object = dossier if pattern.startswith("organisation.") else dossier.preparation
    for name in pattern.split("."):
        node = getattr(node, name, None)
    return by_own_id(node)


def _renamed_at(pattern: str, ours: Dossier, theirs: Dossier, base: Dossier) -> dict[str, str]:
    mine, other, was = (_records_at(one, pattern) for one in (ours, theirs, base))
    both = [one for one in mine if one in other and one not in was and mine[one] != other[one]]
    if not both:
        return {}
    letter = LETTERS[pattern]
    number = max(int(next_id(one, pattern).removeprefix(letter)) for one in (ours, theirs, base))
    return {one: f"{letter}{number + index}" for index, one in enumerate(both)}


def _renumbered(dossier: Dossier, pattern: str, names: Mapping[str, str]) -> Dossier:
    node: object = _with_ids(dossier if pattern.startswith("organisation.") else dossier.preparation, pattern, names)
    dossier = node if isinstance(node, Dossier) else structs.replace(dossier, preparation=node)
    preparation: object = dossier.preparation
    for reference in REFERENCES:
        if pattern in reference.targets:
            preparation = _with_references(preparation, reference.field.split("."), names)
    return structs.replace(dossier, preparation=preparation)


def _with_ids(node: object, pattern: str, names: Mapping[str, str]) -> object:
    """``node`` with new ids in the list that ``pattern`` leads to."""
    name, _, rest = pattern.partition(".")
    held = getattr(node, name, None)
    if not isinstance(node, Struct) or held is None:
        return node
    if rest:
        return structs.replace(node, **{name: _with_ids(held, rest, names)})
    renamed = tuple(structs.replace(one, id=names.get(one.id, one.id)) for one in held)
    return structs.replace(node, **{name: renamed})


def _with_references(node: object, parts: list[str], names: Mapping[str, str]) -> object:
    """``node`` with the new ids wherever the path of a reference ("asks[].from") leads."""
    if not parts:
        if isinstance(node, tuple):
            return tuple(names.get(one, one) for one in node)
        return names.get(node, node) if isinstance(node, str) else node
    if not isinstance(node, Struct):
        return node  # an optional struct that is absent refers to nothing
    attribute = shapes(type(node))[parts[0].removesuffix("[]")].attribute
    value = getattr(node, attribute)
    if parts[0].endswith("[]"):
        new: object = tuple(_with_references(item, parts[1:], names) for item in value)
    else:
        new = _with_references(value, parts[1:], names)
    return node if new == value else structs.replace(node, **{attribute: new})
