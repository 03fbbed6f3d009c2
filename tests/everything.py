"""A dossier in which everything holds something, made by reflection over the model, and every place of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from typing import get_args

from msgspec import Struct, structs

from builders import a_dossier
from prep import places
from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from prep.shapes import Shape, shapes

SOME: dict[type, object] = {
    str: "something",
    int: 3,
    float: 3.5,
    bool: True,
    dt.date: dt.date(2026, 12, 10),
    dt.datetime: dt.datetime(2026, 12, 10, 10, 0, tzinfo=dt.UTC),
}


def filled(struct: type[Struct], id: str = "x1") -> Struct:
    """A struct in which every field holds something, every list one thing."""
    return struct(**{shape.attribute: _some(shape, id) for shape in shapes(struct).values()})


def _some(shape: Shape, id: str) -> object:
    if shape.item_struct is not None:
        return (filled(shape.item_struct, id),)
    if shape.struct is not None:
        return filled(shape.struct, id)
    if shape.is_list:
        return ("something",)
    if shape.mapping:
        return {"slide": "something"}
    return id if shape.key == "id" else _one(shape.kind)


def _one(kind: object) -> object:
    for alternative in (kind, *get_args(kind)):
        if isinstance(alternative, type) and issubclass(alternative, Enum):
            return next(iter(alternative))
        if isinstance(alternative, type) and alternative in SOME:
            return SOME[alternative]
        if get_args(alternative) and alternative is not kind:
            return _one(alternative)
    raise AssertionError(kind)


def full() -> Dossier:
    preparation, organisation = filled(Preparation), filled(Organisation)
    assert isinstance(preparation, Preparation)
    assert isinstance(organisation, Organisation)
    return structs.replace(a_dossier().build(), preparation=preparation, organisation=organisation)


def every_place(value: Struct, prefix: str) -> Iterator[str]:
    """Parts, lists, records, fields and items, down to the last one."""
    for shape in shapes(type(value)).values():
        place = f"{prefix}{shape.key}"
        held = getattr(value, shape.attribute)
        yield place
        if isinstance(held, Struct):
            yield from every_place(held, f"{place}.")
        elif isinstance(held, tuple):
            for item_place, item in places.each(place, held):
                yield item_place
                if isinstance(item, Struct):
                    yield from every_place(item, f"{item_place}.")
        elif isinstance(held, dict):
            yield from (f"{place}[{key}]" for key in held)


def all_places(dossier: Dossier) -> list[str]:
    return [*every_place(dossier.preparation, ""), *every_place(dossier.organisation, "organisation.")]
