"""Every reference in a dossier as it stands: who points to what, which ids are known, which point nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct

from prep.model.dossier import Dossier
from prep.model.references import REFERENCES, Reference
from prep.places import each
from prep.shapes import shapes

Known = Mapping[str, frozenset[str]]
"""The ids in use by target list ("stakeholders", "organisation.goals")."""


@dataclass(frozen=True)
class Use:
    """One id written in one field: ``place`` is the field, or the item of the list, that holds it."""

    place: str
    id: str
    reference: Reference


def known_ids(dossier: Dossier) -> Known:
    """The ids that references may point to, by target list."""
    targets = {target for reference in REFERENCES for target in reference.targets}
    return {target: frozenset(_ids_at(dossier, target)) for target in targets}


def is_known(reference: Reference, one: str, known: Known) -> bool:
    """Whether ``one`` is the id of a record that ``reference`` may point to."""
    return any(one in known[target] for target in reference.targets)


def uses(dossier: Dossier) -> Iterator[Use]:
    """Every id in every reference field of the preparation, known or not, in the order of ``REFERENCES``."""
    for reference in REFERENCES:
        for place, one in _walk(dossier.preparation, "", reference.field.split(".")):
            yield Use(place, one, reference)


def dangling(dossier: Dossier) -> tuple[str, ...]:
    """The places of all ids that are nowhere: references within, ``follows`` and carried lessons from earlier."""
    known = known_ids(dossier)
    places = [use.place for use in uses(dossier) if not is_known(use.reference, use.id, known)]
    return (*places, *_dangling_to_earlier(dossier))


def touches_links(pattern: str) -> bool:
    """Whether a change at a place of this pattern ("asks[].from") can make or break a reference."""
    fields = [reference.field for reference in REFERENCES]
    targets = [target for reference in REFERENCES for target in reference.targets]
    if any(_within(field, pattern) or _within(pattern, field) for field in fields):
        return True
    return any(_within(target, pattern) or pattern in (target + "[]", target + "[].id") for target in targets)


def _within(inner: str, outer: str) -> bool:
    """Whether ``inner`` is ``outer`` or lies below it."""
    return not outer or inner == outer or inner.startswith((outer + ".", outer + "["))


def _dangling_to_earlier(dossier: Dossier) -> Iterator[str]:
    preparation = dossier.preparation
    if preparation.follows is not None and dossier.known_preparation(preparation.follows) is None:
        yield "follows"
    for place, carried in each("carried_lessons", preparation.carried_lessons):
        if dossier.known_preparation(carried.from_preparation) is None:
            yield f"{place}.from_preparation"
        if dossier.lesson(carried) is None:
            yield f"{place}.lesson_id"


def _ids_at(dossier: Dossier, target: str) -> Iterator[str]:
    node: object = dossier.preparation
    names = target.split(".")
    if names[0] == "organisation":
        node, names = dossier.organisation, names[1:]
    for name in names:
        node = getattr(node, name, None)
    if isinstance(node, tuple):
        for record in node:
            yield record.id


def _walk(node: object, place: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    """Ids below ``node`` at the path ``parts`` ("asks[]", "from"), each with its place."""
    if not parts:
        if isinstance(node, str):
            yield place, node
        elif isinstance(node, tuple):
            for index, one in enumerate(node):
                yield f"{place}[{index}]", one
        return
    if not isinstance(node, Struct):
        return  # an optional struct that is absent refers to nothing
    name = parts[0].removesuffix("[]")
    value = getattr(node, shapes(type(node))[name].attribute)
    below = f"{place}.{name}" if place else name
    if not parts[0].endswith("[]"):
        yield from _walk(value, below, parts[1:])
        return
    for item_place, item in each(below, value):
        yield from _walk(item, item_place, parts[1:])
