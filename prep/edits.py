"""Pure edits of a dossier: replace, add, remove, move, link. Each takes a value and returns a new one.

Every edit keeps every reference valid: it may not create an id that points nowhere, and what pointed to a removed
record goes with it (required references) or becomes empty. Ids that came in dangling stay as they are. An edit that
cannot be done raises ``EditError`` and changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import cast

from msgspec import UNSET, Struct, structs

from prep.cascade import Toll, repair
from prep.errors import EditError
from prep.fitting import fitted
from prep.links import is_known, known_ids, touches_links, uses
from prep.model.dossier import Dossier
from prep.model.numbered import given, keeping
from prep.naming import called, joined, listed
from prep.numbering import next_id
from prep.places import Spot, keys, locate, no_place
from prep.shapes import by_attribute, has_id, shapes
from prep.words import Message
from prep.words.message import Argument

_GONE = object()
_LASTING = (("organisation", "goals"), ("preparation", "outcome"))
"""Where records stand whose numbers are never given twice."""


def replace(dossier: Dossier, place: str, value: object) -> Dossier:
    """Put ``value`` at ``place``, cleaned and checked against the field's type; None where the field may be absent.

    Below an absent optional struct ("objections[o1].next_step.what") the struct is created with its defaults.
    EditError when the value does not fit, the field is an id, or an id in the value is unknown.
    """
    spot = locate(dossier, place)
    if not spot.steps or len(spot.steps) == 1 or (spot.shape is not None and spot.shape.key == "id"):
        raise EditError(Message("rules.edit.fixed", {"place": place}))
    if value is None and spot.shape is not None and spot.shape.absent is UNSET and spot.shape.optional:
        new: object = UNSET
    else:
        new = fitted(value, spot.kind, place)
    return _checked(dossier, _put(dossier, spot, new), spot.pattern)


def add(
    dossier: Dossier, list_place: str, values: Mapping[str, object] | None = None, at: int | None = None
) -> tuple[Dossier, str]:
    """Put a new item into a list and return its place; ``at`` None: at the end.

    A record starts with its defaults and ``values`` (names of the case format), and with a new id where it has one.
    In a list of texts, ``values`` may hold {"text": …}. EditError as in ``replace``, and when a field without a
    default is missing.
    """
    spot = locate(dossier, list_place)
    if spot.shape is None or not spot.shape.is_list:
        raise no_place(list_place)
    given = dict(values or {})
    struct = spot.shape.item_struct
    if struct is None:
        item = fitted(given.get("text", ""), spot.shape.item, list_place)
    else:
        if "id" in given:
            raise EditError(Message("rules.edit.fixed", {"place": f"{list_place}.id"}))
        if has_id(struct):
            given["id"] = next_id(dossier, spot.pattern)
        missing = [shape.key for shape in shapes(struct).values() if shape.required and shape.key not in given]
        if missing:
            raise EditError(Message("rules.edit.missing", {"place": list_place, "fields": tuple(missing)}))
        item = fitted(given, struct, list_place)
    items = spot.value if isinstance(spot.value, tuple) else ()
    index = len(items) if at is None else max(0, min(at, len(items)))
    changed = (*items[:index], item, *items[index:])
    after = _checked(dossier, _put(dossier, spot, changed), spot.pattern)
    return after, f"{list_place}[{keys(changed)[index]}]"


def remove(dossier: Dossier, place: str) -> Dossier:
    """Take away what is at ``place``: an item of a list, an optional struct, or the content of a field.

    Records that need what was removed go with it, other references to it become empty (``consequences`` says which).
    EditError when it cannot be done without: an id, a required reference.
    """
    return _removed(dossier, place)[0]


def consequences(dossier: Dossier, place: str) -> tuple[Message, ...]:
    """What would go with ``remove(dossier, place)``, for a notice; empty when nothing does."""
    spot = locate(dossier, place)
    _, toll = _removed(dossier, place)
    inside = _records_inside(spot.value)
    name = called(spot.value, dossier) if isinstance(spot.value, Struct) else spot.place
    messages = []
    gone = Counter(toll.records) + inside
    if gone:
        messages.append(Message("rules.edit.goes_with", {"what": _counted(gone), "name": name}))
    if toll.links:
        messages.append(Message("rules.edit.unlinked", {"what": _counted(toll.links), "name": name}))
    return tuple(messages)


def move(dossier: Dossier, place: str, by: int) -> tuple[Dossier, str]:
    """Move an item ``by`` positions within its list, at most to its ends, and return its new place."""
    spot = locate(dossier, place)
    index = spot.steps[-1] if spot.steps else None
    if not isinstance(index, int):
        raise no_place(place)
    list_place = _list_of(place, dossier, spot)
    parent = locate(dossier, list_place)
    items = list(cast("tuple[object, ...]", parent.value))
    target = max(0, min(index + by, len(items) - 1))
    items.insert(target, items.pop(index))
    changed = tuple(items)
    after = dossier if target == index else _put(dossier, parent, changed)
    return after, f"{list_place}[{keys(changed)[target]}]"


def link(dossier: Dossier, list_place: str, one: str) -> Dossier:
    """Add the id ``one`` to a list of ids; the same dossier when it is there already. EditError: unknown id."""
    ids = _ids_at(dossier, list_place)
    return dossier if one in ids else replace(dossier, list_place, (*ids, one))


def unlink(dossier: Dossier, list_place: str, one: str) -> Dossier:
    """Take the id ``one`` out of a list of ids; the same dossier when it is not there."""
    ids = _ids_at(dossier, list_place)
    return replace(dossier, list_place, tuple(other for other in ids if other != one)) if one in ids else dossier


def clear_evaluate_on(dossier: Dossier, real_today: dt.date) -> Dossier:
    """Forget the "today" that came with an import; the rules use ``real_today`` from now on."""
    return structs.replace(dossier, evaluate_on=None, today=real_today)


def _ids_at(dossier: Dossier, list_place: str) -> tuple[str, ...]:
    spot = locate(dossier, list_place)
    if spot.shape is None or spot.shape.item is not str:
        raise no_place(list_place)
    return cast("tuple[str, ...]", spot.value) if isinstance(spot.value, tuple) else ()


def _list_of(place: str, dossier: Dossier, spot: Spot) -> str:
    """The place of the list that the item at ``spot`` stands in: ids may hold brackets, so every cut is tried."""
    end = place.rfind("[")
    while end >= 0:
        try:
            parent = locate(dossier, place[:end])
        except EditError:
            parent = None
        if parent is not None and parent.steps == spot.steps[:-1]:
            return place[:end]
        end = place.rfind("[", 0, end)
    raise no_place(place)


def _removed(dossier: Dossier, place: str) -> tuple[Dossier, Toll]:
    spot = locate(dossier, place)
    shape = spot.shape
    if len(spot.steps) < 2 or (shape is not None and shape.required):
        raise EditError(Message("rules.edit.fixed", {"place": place}))
    if shape is None:
        new: object = _GONE
    elif shape.optional:
        new = shape.absent
    else:
        new = shape.empty()
    after = _put(dossier, spot, new)
    return repair(dossier, after) if touches_links(spot.pattern) else (after, Toll())


def _checked(before: Dossier, after: Dossier, pattern: str) -> Dossier:
    """``after``, unless it has an id that points nowhere and did not in ``before``."""
    if not touches_links(pattern):
        return after
    created = _unknown(after) - _unknown(before)
    if created:
        raise EditError(Message("rules.edit.unknown_id", {"ids": listed(sorted({one for _, one in created}))}))
    return after


def _unknown(dossier: Dossier) -> Counter[tuple[str, str]]:
    known = known_ids(dossier)
    return Counter((use.reference.field, use.id) for use in uses(dossier) if not is_known(use.reference, use.id, known))


def _put(dossier: Dossier, spot: Spot, value: object) -> Dossier:
    after = cast("Dossier", _with(dossier, spot.steps, value))
    return keeping(after, given(dossier)) if spot.steps[:2] in _LASTING else after


def _with(node: object, steps: tuple[str | int, ...], value: object) -> object:
    """``node`` with ``value`` where ``steps`` lead; ``_GONE`` takes an item out of its list or mapping."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        items = cast("tuple[object, ...]", node)
        new = _with(items[step], rest, value)
        return (*items[:step], *(() if new is _GONE else (new,)), *items[step + 1 :])
    if not isinstance(node, Struct):
        held = dict(cast("Mapping[str, object]", node)) if isinstance(node, Mapping) else {}
        held.pop(step, None) if value is _GONE else held.update({step: value})
        return held
    child = getattr(node, step)
    shape = by_attribute(type(node))[step]
    if rest and (child is None or child is UNSET):
        child = shape.empty()
    return structs.replace(node, **{step: _with(child, rest, value)})


def _records_inside(value: object) -> Counter[str]:
    """How many records with ids stand in lists below ``value``, by list."""
    found: Counter[str] = Counter()
    if not isinstance(value, Struct):
        return found
    for shape in shapes(type(value)).values():
        held = getattr(value, shape.attribute)
        if shape.item_struct is not None and has_id(shape.item_struct):
            found[shape.key] += len(held)
        elif shape.struct is not None:
            found += _records_inside(held)
    return +found


def _counted(numbers: Counter[str]) -> Argument:
    """ "2 conversations and 1 hesitation", in the order they were found."""
    return joined(Message(f"rules.count.{name}", {"n": count}) for name, count in numbers.items())
