"""The ids of preparations as a case file has them: those they came with, else p and the next free number."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from prep.model.dossier import Dossier
from prep.model.preparation import Preparation


def with_case_ids(dossier: Dossier) -> Dossier:
    """The dossier with ids for the case file; ``follows`` and ``from_preparation`` go with them.

    A dossier that was read from a file keeps its ids.
    """
    if not dossier.organisation_id:
        return dossier
    ids = _chosen_ids(dossier)
    return structs.replace(
        dossier,
        preparation=renamed(dossier.preparation, ids),
        earlier=tuple(renamed(preparation, ids) for preparation in dossier.earlier),
        others=tuple(renamed(preparation, ids) for preparation in dossier.others),
        case_ids={},
    )


def renamed(preparation: Preparation, ids: Mapping[str, str]) -> Preparation:
    """The preparation under its new id, and the preparations it names under theirs; unknown ids stay."""
    return structs.replace(
        preparation,
        id=ids.get(preparation.id, preparation.id),
        follows=ids.get(preparation.follows, preparation.follows) if preparation.follows is not None else None,
        carried_lessons=tuple(
            structs.replace(lesson, from_preparation=ids.get(lesson.from_preparation, lesson.from_preparation))
            for lesson in preparation.carried_lessons
        ),
    )


def _chosen_ids(dossier: Dossier) -> dict[str, str]:
    preparations = (dossier.preparation, *dossier.earlier)
    own = {preparation.id for preparation in preparations}
    # An id that dangles must not begin to point at a preparation only because that one needed a number.
    taken = {name for preparation in preparations for name in _named(preparation)} - own
    ids: dict[str, str] = {}
    for preparation in preparations:
        wanted = dossier.case_ids.get(preparation.id)
        if wanted is not None and wanted not in taken:
            ids[preparation.id] = wanted
            taken.add(wanted)
    for preparation in preparations:
        if preparation.id not in ids:
            ids[preparation.id] = _free(taken)
            taken.add(ids[preparation.id])
    # Preparations named but not exported get their id back where that says nothing wrong.
    for name, case_id in dossier.case_ids.items():
        if name not in own and case_id not in ids.values():
            ids[name] = case_id
    return ids


def _named(preparation: Preparation) -> set[str]:
    named = {lesson.from_preparation for lesson in preparation.carried_lessons}
    return named | {preparation.follows} if preparation.follows is not None else named


def _free(taken: set[str]) -> str:
    number = 1
    while f"p{number}" in taken:
        number += 1
    return f"p{number}"
