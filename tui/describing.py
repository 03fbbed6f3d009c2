"""Places and values in the words a marketer sees: "Objection “too expensive” › 1. Acknowledge", "10 Dec 2026".

Labels are those the steps declare; what no step shows yet has texts of its own (``app.place.<place>``), and a record
is called by what a person wrote in it (``app.record.<list>``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from msgspec import Struct

from prep import places
from prep.errors import EditError
from prep.model.dossier import Dossier
from prep.model.evidence import Point
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from prep.shapes import Shape, by_attribute, shapes
from prep.words import Message
from tui.labels import flat, homes, inside, label_of, numbered, record_words, titles
from tui.steps.form import Records
from tui.valued import value_words

__all__ = ["place_words", "value_words"]

_STEP = re.compile(r"([^.\[]+)(?:\[(.*?)\](?=\.|\Z))?(?:\.|\Z)", re.DOTALL)


def place_words(dossier: Dossier, place: str) -> Message:
    """What ``place`` (prep.places) is called; a record that ``dossier`` does not hold is called by its id.

    Every place of the model has words, also one that no step shows. EditError for what is no place at all.
    """
    crumbs = _crumbs(dossier, place)
    said = crumbs[0]
    for crumb in crumbs[1:]:
        said = Message("app.described.in", {"outer": said, "inner": crumb})
    return said


@dataclass(frozen=True)
class _Way:
    """How far a place was followed: the value there (None: unknown), what the field is, and the words so far."""

    value: object
    struct: type[Struct] | None
    pattern: str
    crumbs: tuple[Message, ...]
    shape: Shape | None = None


def _crumbs(dossier: Dossier, place: str) -> tuple[Message, ...]:
    head, _, rest = place.partition(".")
    if head == places.ORGANISATION:
        title = Message(label_of(places.ORGANISATION))
        way = _Way(dossier.organisation, Organisation, places.ORGANISATION, (title,))
    else:
        way, rest = _Way(dossier.preparation, Preparation, "", ()), place
    for name, key in _parts(dossier, place, rest):
        way = _into_field(way, name)
        if key is not None:
            way = _into_item(dossier, way, key)
    if not way.crumbs:
        raise places.no_place(place)
    return way.crumbs


def _parts(dossier: Dossier, place: str, rest: str) -> list[tuple[str, str | int | None]]:
    """The fields of a place with what stands in their brackets: an index where the dossier knows the record."""
    try:
        steps = places.locate(dossier, place).steps[1:]
    except EditError:  # another version has it
        return [(one[1], one[2]) for one in _STEP.finditer(rest)]
    found: list[tuple[str, str | int | None]] = []
    struct: type[Struct] | None = Organisation if place.partition(".")[0] == places.ORGANISATION else Preparation
    shape: Shape | None = None
    for step in steps:
        if isinstance(step, str) and struct is not None:
            shape = by_attribute(struct)[step]
            found.append((shape.key, None))
            struct = shape.struct
        else:
            found[-1] = (found[-1][0], step)
            struct = shape.item_struct if shape is not None else None
    return found


def _into_field(way: _Way, name: str) -> _Way:
    shape = shapes(way.struct).get(name) if way.struct is not None else None
    if shape is None:
        raise places.no_place(f"{way.pattern}.{name}")
    pattern = f"{way.pattern}.{name}" if way.pattern else name
    value = getattr(way.value, shape.attribute) if isinstance(way.value, Struct) else None
    label = Message(label_of(pattern))
    home = homes().get(pattern)
    if pattern in titles():
        crumbs: tuple[Message, ...] = (label,)
    elif home is None:
        crumbs = (*way.crumbs, label)
    else:
        part = inside(pattern)
        outer = way.crumbs[:1] if isinstance(home, Records) else (Message(home.title),)
        crumbs = (*outer, *((Message(part),) if part else ()), label)
    return _Way(value, shape.struct, pattern, crumbs, shape)


def _into_item(dossier: Dossier, way: _Way, key: str | int) -> _Way:
    if way.shape is not None and way.shape.mapping:
        named = Message("app.described.named", {"name": str(key)})
        return _Way(None, None, f"{way.pattern}[]", (*way.crumbs, named))
    items = way.value if isinstance(way.value, tuple) else ()
    index = key if isinstance(key, int) else int(key) if key.isdecimal() else None
    item = items[index] if index is not None and index < len(items) else None
    own = getattr(item, "id", None)
    number = own if isinstance(own, str) and own else str(index + 1) if index is not None else str(key)
    struct = way.shape.item_struct if way.shape is not None else None
    listed = replace(way, value=item, struct=struct, pattern=f"{way.pattern}[]", shape=None)
    if struct is None or struct is Point:  # a text or a number of a list: "Who benefits › no. 2"
        return replace(listed, crumbs=(*way.crumbs, Message("app.described.item", {"key": number})))
    if isinstance(item, Struct):
        words = record_words(dossier, item, way.pattern, number)
    else:
        words = Message(f"app.record.{flat(way.pattern)}", {"name": numbered(number)})
    return replace(listed, crumbs=(*way.crumbs[:-1], words))
