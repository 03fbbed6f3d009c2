"""What goes with a deletion: records that cannot stand without it, and references to it that become empty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import cast

from msgspec import Struct, structs

from prep.links import Known, known_ids
from prep.model.dossier import Dossier
from prep.model.references import REFERENCES, Reference
from prep.shapes import shapes


@dataclass
class Toll:
    """What a deletion took: ``records`` counts those removed by list, ``links`` the records that lost a reference."""

    records: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)


def repair(before: Dossier, after: Dossier) -> tuple[Dossier, Toll]:
    """Remove and empty what ``after`` lost: ids known in ``before`` that are gone; ids never known stay as they are."""
    toll = Toll()
    known = known_ids(before)
    removed = True
    while removed:
        removed = False
        now = known_ids(after)
        for reference in REFERENCES:
            lost = _lost(reference, known, now)
            if reference.required and lost:
                kept = _without_records(after, reference, lost, toll)
                removed = removed or kept is not after
                after = kept
    for reference in REFERENCES:
        lost = _lost(reference, known, now)
        if lost and not reference.required:
            after = _without_links(after, reference, lost, toll)
    return after, toll


def _lost(reference: Reference, known: Known, now: Known) -> frozenset[str]:
    """Ids that ``reference`` could point to and no longer can."""
    then: frozenset[str] = frozenset().union(*(known[target] for target in reference.targets))
    return then.difference(*(now[target] for target in reference.targets))


def _without_records(dossier: Dossier, reference: Reference, lost: frozenset[str], toll: Toll) -> Dossier:
    """Drop the records of a required reference ("conversations[].stakeholder_id") that pointed to what is lost."""
    name, _, target = reference.field.partition("[].")
    records = cast("tuple[Struct, ...]", getattr(dossier.preparation, name))
    kept = tuple(record for record in records if getattr(record, target) not in lost)
    if len(kept) == len(records):
        return dossier
    toll.records[name] += len(records) - len(kept)
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, **{name: kept}))


def _without_links(dossier: Dossier, reference: Reference, lost: frozenset[str], toll: Toll) -> Dossier:
    holders = reference.field.partition(".")[0].removesuffix("[]")
    if reference.field.startswith("rollout."):
        holders = reference.field.split(".")[1].removesuffix("[]")
    preparation, emptied = _emptied(dossier.preparation, reference.field.split("."), lost)
    if not emptied:
        return dossier
    toll.links[holders] += emptied
    return structs.replace(dossier, preparation=cast("Struct", preparation))


def _emptied(node: object, parts: list[str], lost: frozenset[str]) -> tuple[object, int]:
    """``node`` without the lost ids at the path ``parts``, and in how many fields there were any."""
    if not parts:
        if isinstance(node, tuple):
            kept = tuple(one for one in node if one not in lost)
            return (kept, 1) if len(kept) < len(node) else (node, 0)
        return (None, 1) if isinstance(node, str) and node in lost else (node, 0)
    if not isinstance(node, Struct):
        return node, 0
    attribute = shapes(type(node))[parts[0].removesuffix("[]")].attribute
    value = getattr(node, attribute)
    if parts[0].endswith("[]"):
        results = [_emptied(item, parts[1:], lost) for item in value]
        count = sum(one for _, one in results)
        changed: object = tuple(item for item, _ in results)
    else:
        changed, count = _emptied(value, parts[1:], lost)
    return (structs.replace(node, **{attribute: changed}), count) if count else (node, 0)
