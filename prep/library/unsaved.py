"""The text of an open preparation that never reached the disk, as the files a library would have made of it."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable
from pathlib import PurePosixPath

from prep.library.home import HISTORY, ORGANISATIONS, PREPARATIONS
from prep.library.tables import Meta, Stored, StoredOrganisation, encode_organisation, encode_preparation
from prep.library.tiny import assessed
from prep.model.dossier import Dossier
from prep.model.preparation import Preparation


def files_of(dossier: Dossier, current: Callable[[str], bytes | None], known: frozenset[str]) -> dict[str, bytes]:
    """The files of the library after this dossier was saved, by name: what they replace becomes a version.

    ``current`` gives the bytes of a file of the library (None: there is none); ``known`` names those that are at hand:
    an earlier preparation that the dossier carries along and that is not among them is given, too.
    """
    organisation_id = dossier.organisation_id or str(uuid.uuid4())
    goals = StoredOrganisation(id=organisation_id, organisation=dossier.organisation)
    newest = {
        f"{PREPARATIONS}/{dossier.preparation.id}.json": _encoded(dossier, organisation_id, dossier.preparation),
        f"{ORGANISATIONS}/{organisation_id}.json": encode_organisation(goals),
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
            files[name] = _encoded(dossier, organisation_id, one)
    return files


def _encoded(dossier: Dossier, organisation_id: str, preparation: Preparation) -> bytes:
    """The file of one of the dossier's preparations; only the open one is assessed."""
    ready, score = assessed(dossier) if preparation is dossier.preparation else (False, 0)
    meta = Meta(
        organisation_id=organisation_id,
        case_id=dossier.case_ids.get(preparation.id),
        evaluate_on=dossier.evaluate_on,
        updated=dt.datetime.now(dt.UTC),
        ready=ready,
        score=score,
    )
    return encode_preparation(Stored(meta=meta, preparation=preparation))
