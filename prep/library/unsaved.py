"""The text of an open preparation that never reached the disk, as the files a library would have made of it."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable
from pathlib import PurePosixPath

from prep.errors import NewerFormat
from prep.library.home import HISTORY, ORGANISATIONS, PREPARATIONS
from prep.library.tables import (
    Meta,
    Stored,
    StoredOrganisation,
    encode_organisation,
    encode_preparation,
    numbered_in,
)
from prep.library.verdicts import assessed
from prep.model.dossier import Dossier
from prep.model.numbered import Numbers, goals_given_up, lessons_given_up, most
from prep.model.preparation import Preparation


def files_of(dossier: Dossier, current: Callable[[str], bytes | None], known: frozenset[str]) -> dict[str, bytes]:
    """The files of the library after this dossier was saved, by name: what they replace becomes a version.

    ``current`` gives the bytes of a file of the library (None: there is none); ``known`` names those that are at hand:
    an earlier preparation that the dossier carries along and that is not among them is given, too.
    """
    organisation_id = dossier.organisation_id or str(uuid.uuid4())
    name, goals = f"{PREPARATIONS}/{dossier.preparation.id}.json", f"{ORGANISATIONS}/{organisation_id}.json"
    numbered = most(goals_given_up(dossier), _numbered(current(goals)))
    organisation = StoredOrganisation(id=organisation_id, organisation=dossier.organisation, numbered=numbered)
    newest = {
        name: _encoded(dossier, organisation_id, dossier.preparation, current(name)),
        goals: encode_organisation(organisation),
    }
    files: dict[str, bytes] = {}
    for name, data in newest.items():
        replaced = current(name)
        if replaced is not None and replaced != data:
            files[f"{HISTORY}/{PurePosixPath(name).stem}/{time.time_ns():020d}.json"] = replaced
        files[name] = data
    for one in (*dossier.earlier, *dossier.others):
        name = f"{PREPARATIONS}/{one.id}.json"
        if name not in known:
            files[name] = _encoded(dossier, organisation_id, one, current(name))
    return files


def _encoded(dossier: Dossier, organisation_id: str, preparation: Preparation, before: bytes | None) -> bytes:
    """The file of one of the dossier's preparations, ``before`` being what it replaces; only the open one is assessed.

    It forgets no number that was ever given to a lesson.
    """
    is_open = preparation is dossier.preparation
    ready, score = assessed(dossier) if is_open else (False, 0)
    meta = Meta(
        organisation_id=organisation_id,
        case_id=dossier.case_ids.get(preparation.id),
        evaluate_on=dossier.evaluate_on,
        updated=dt.datetime.now(dt.UTC),
        ready=ready,
        score=score,
        numbered=most(lessons_given_up(dossier) if is_open else {}, _numbered(before)),
    )
    return encode_preparation(Stored(meta=meta, preparation=preparation))


def _numbered(data: bytes | None) -> Numbers:
    """The numbers given that a file of the library tells; none where a later nemawashi wrote it."""
    try:
        return numbered_in(data, "")
    except NewerFormat:
        return {}
