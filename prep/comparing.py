"""Two versions of one dossier field by field: what differs, who changed it, and the two made one by choice.

Records are matched by their ids, wherever they stand in their list; a list of anything else is one value, and so is a
list in which ids cannot tell records apart. With a base, from which both versions grew, it is known who changed what.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET, Struct, structs

from prep.apart import apart, by_own_id
from prep.links import Use, is_known, known_ids, uses
from prep.model.dossier import Dossier, named_elsewhere
from prep.model.numbered import given, keeping
from prep.model.preparation import Preparation
from prep.places import ORGANISATION, keys
from prep.shapes import Shape, has_id, shapes

Kind = Literal["changed", "added", "removed", "order"]
Side = Literal["ours", "theirs", "both"]

_UNKNOWN = object()
"""Stands for the base where none is known."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs, on the way from ``ours`` to ``theirs``.

    ``place`` as in ``prep.places``: a field, a record with an id, an optional struct, a text of a mapping, or a list
    ("order": its records stand in another order, and the values are their ids). ``by`` None: no base is known. What
    one side does not have is None there.
    """

    place: str
    kind: Kind
    by: Side | None
    ours: object
    theirs: object


def differences(ours: Dossier, theirs: Dossier, base: Dossier | None = None) -> tuple[Difference, ...]:
    """Everything that differs in the preparation and its organisation, in the order of the model, goals last.

    With a ``base``, a record that both added under one id counts as two: ours is named as ``apart`` numbers it.
    """
    ours = apart(ours, theirs, base)
    was = (base.preparation, base.organisation) if base is not None else (_UNKNOWN, _UNKNOWN)
    return (
        *_of_structs("", ours.preparation, theirs.preparation, was[0]),
        *_of_structs(ORGANISATION, ours.organisation, theirs.organisation, was[1]),
    )


def preselected(found: Sequence[Difference]) -> frozenset[str]:
    """The places at which theirs is taken when nobody chooses: those that only they changed."""
    return frozenset(one.place for one in found if one.by == "theirs")


def combined(ours: Dossier, theirs: Dossier, taking: Collection[str], base: Dossier | None = None) -> Dossier:
    """Theirs at the places of ``taking`` (as ``differences`` names them with the same base), ours everywhere else.

    What is kept brings along what it refers to, so that no reference is lost, whichever side was chosen for that.
    ``today`` stays ours, unless it was the ``evaluate_on`` that only they changed.
    """
    ours = apart(ours, theirs, base)
    chosen = set(taking)
    found = {one.place: one.kind for one in differences(ours, theirs, base) if one.kind in ("added", "removed")}
    left = frozenset((place, one) for side in (ours, theirs) for place, one in _nowhere(side))
    while True:
        made = _made(ours, theirs, chosen)
        known = known_ids(made)
        missing = [use for use in uses(made) if not is_known(use.reference, use.id, known)]
        turned = {
            place for use in missing if (use.place, use.id) not in left for place in _homes(use) if place in found
        }
        turned = {place for place in turned if (found[place] == "removed") == (place in chosen)}
        if not turned:
            return _with_surroundings(made, ours, theirs, base)
        chosen ^= turned


def _nowhere(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """The references that point nowhere in ``dossier`` itself: they may stay as they are."""
    known = known_ids(dossier)
    return ((use.place, use.id) for use in uses(dossier) if not is_known(use.reference, use.id, known))


def _homes(use: Use) -> Iterator[str]:
    return (f"{target}[{use.id}]" for target in use.reference.targets)


def _made(ours: Dossier, theirs: Dossier, taking: Collection[str]) -> Dossier:
    return structs.replace(
        ours,
        preparation=_struct_of_both("", ours.preparation, theirs.preparation, taking),
        organisation=_struct_of_both(ORGANISATION, ours.organisation, theirs.organisation, taking),
    )


def _with_surroundings(made: Dossier, ours: Dossier, theirs: Dossier, base: Dossier | None) -> Dossier:
    """What the dossier knows besides the preparation: earlier attempts, lessons from elsewhere, and today."""
    at_ours = base is None or ours.evaluate_on != base.evaluate_on
    day = ours if at_ours or ours.evaluate_on == theirs.evaluate_on else theirs
    earlier = theirs.earlier if made.preparation.follows == theirs.preparation.follows else ours.earlier
    named = named_elsewhere((made.preparation, *earlier))
    held = {one.id: one for side in (ours, theirs) for one in (*side.earlier, *side.others)}
    others: tuple[Preparation, ...] = tuple(held[one] for one in named if one in held)
    whole = structs.replace(
        made,
        organisation_id=ours.organisation_id or theirs.organisation_id,
        earlier=earlier,
        others=others,
        evaluate_on=day.evaluate_on,
        today=day.today,
        case_ids={**ours.case_ids, **theirs.case_ids},
    )
    return keeping(whole, given(ours), given(theirs))


# What differs


def _of_structs(place: str, ours: Struct, theirs: Struct, base: object) -> Iterator[Difference]:
    for shape in shapes(type(ours)).values():
        if shape.key == "id":
            continue
        mine, other = getattr(ours, shape.attribute), getattr(theirs, shape.attribute)
        if mine == other:
            continue
        was = getattr(base, shape.attribute) if isinstance(base, Struct) else _UNKNOWN
        below = f"{place}.{shape.key}" if place else shape.key
        yield from _of_values(below, shape, mine, other, was)


def _of_values(place: str, shape: Shape, mine: object, other: object, was: object) -> Iterator[Difference]:
    if isinstance(mine, Struct) and isinstance(other, Struct):
        known = isinstance(was, Struct) or was is _UNKNOWN
        yield from _of_structs(place, mine, other, was if known else shape.empty())
    elif isinstance(mine, Mapping) and isinstance(other, Mapping):
        held = {} if was is UNSET else was
        for key in dict.fromkeys([*mine, *other]):
            before = held.get(key) if isinstance(held, Mapping) else _UNKNOWN
            if mine.get(key) != other.get(key):
                yield _difference(f"{place}[{key}]", mine.get(key), other.get(key), before, whole=True)
    elif by_id(shape, mine, other):
        yield from _of_records(place, by_own_id(mine), by_own_id(other), was)
    else:
        yield _difference(place, mine, other, was, whole=shape.struct is not None)


def _of_records(
    place: str, ours: Mapping[str, Struct], theirs: Mapping[str, Struct], base: object
) -> Iterator[Difference]:
    was: Mapping[str, object] = by_own_id(base) if isinstance(base, tuple) else {}
    for one in dict.fromkeys([*ours, *theirs]):
        before = was.get(one) if base is not _UNKNOWN else _UNKNOWN
        mine, other = ours.get(one), theirs.get(one)
        if mine is not None and other is not None:
            # Both hold what the base does not: they hold it alike, or a version from history came back to both.
            yield from _of_structs(f"{place}[{one}]", mine, other, before if before is not None else mine)
        else:
            yield _difference(f"{place}[{one}]", mine, other, before, whole=True)
    here, there = ([one for one in side if one in ours and one in theirs] for side in (ours, theirs))
    if here != there:
        yield Difference(place, "order", _who_moved(here, there, was, base), tuple(here), tuple(there))


def _difference(place: str, mine: object, other: object, was: object, *, whole: bool) -> Difference:
    mine, other = (None if one is UNSET else one for one in (mine, other))
    kind: Kind = "changed"
    if whole and (mine is None or other is None):
        kind = "added" if mine is None else "removed"
    by: Side | None = None
    if was is not _UNKNOWN:
        before = None if was is UNSET else was
        by = "theirs" if mine == before else "ours" if other == before else "both"
    return Difference(place, kind, by, mine, other)


def _who_moved(here: list[str], there: list[str], was: Mapping[str, object], base: object) -> Side | None:
    if base is _UNKNOWN:
        return None
    both = [one for one in was if one in here]
    stayed = [[one for one in side if one in was] == both for side in (here, there)]
    return "theirs" if stayed[0] else "ours" if stayed[1] else "both"


def by_id(shape: Shape, *lists: object) -> bool:
    """Whether the records of these lists can be told apart by their ids."""
    if shape.item_struct is None or not has_id(shape.item_struct):
        return False
    held = [one for one in lists if isinstance(one, tuple)]
    return all(keys(one) == tuple(getattr(record, "id", None) for record in one) for one in held)


# Two made one


def _struct_of_both(place: str, ours: Struct, theirs: Struct, taking: Collection[str]) -> Struct:
    changed: dict[str, object] = {}
    for shape in shapes(type(ours)).values():
        mine, other = getattr(ours, shape.attribute), getattr(theirs, shape.attribute)
        if shape.key != "id" and mine != other:
            below = f"{place}.{shape.key}" if place else shape.key
            changed[shape.attribute] = _value_of_both(below, shape, mine, other, taking)
    return structs.replace(ours, **changed) if changed else ours


def _value_of_both(place: str, shape: Shape, mine: object, other: object, taking: Collection[str]) -> object:
    if isinstance(mine, Struct) and isinstance(other, Struct):
        return _struct_of_both(place, mine, other, taking)
    if isinstance(mine, Mapping) and isinstance(other, Mapping):
        chosen = {key: other.get(key) if f"{place}[{key}]" in taking else mine.get(key) for key in {**mine, **other}}
        return {key: value for key, value in chosen.items() if value is not None}
    if by_id(shape, mine, other):
        return _records_of_both(place, by_own_id(mine), by_own_id(other), taking)
    return other if place in taking else mine


def _records_of_both(
    place: str, ours: Mapping[str, Struct], theirs: Mapping[str, Struct], taking: Collection[str]
) -> tuple[Struct, ...]:
    kept: dict[str, Struct] = {}
    for one in dict.fromkeys([*ours, *theirs]):
        below = f"{place}[{one}]"
        mine, other = ours.get(one), theirs.get(one)
        if mine is not None and other is not None:
            kept[one] = _struct_of_both(below, mine, other, taking)
        elif (held := other if below in taking else mine) is not None:
            kept[one] = held
    leading, following = (theirs, ours) if place in taking else (ours, theirs)
    return tuple(kept[one] for one in _woven(list(leading), list(following)) if one in kept)


def _woven(leading: list[str], following: list[str]) -> list[str]:
    """``leading`` with what only ``following`` holds, each right after the one it follows there."""
    woven = list(leading)
    before: str | None = None
    for one in following:
        if one not in leading:
            woven.insert(woven.index(before) + 1 if before is not None else 0, one)
        before = one
    return woven
