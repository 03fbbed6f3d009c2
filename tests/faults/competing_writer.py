"""Saves one addition after the other to a preparation, taking up again after every conflict. Run by test_kills.py.

"people" adds a stakeholder a save and reads anew before each, as windows on one preparation must; "goals" adds a goal
of the organisation a save and goes on from what it has in hand, as a window does, so that the goals of other windows
come in by merging alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from doings import opened, with_goal
from msgspec import structs

from prep.errors import Conflict, LockedOut
from prep.library.tiny import TinyLibrary
from prep.model.dossier import Dossier
from prep.model.people import Stakeholder


def _with_person(dossier: Dossier, person_id: str) -> Dossier:
    people = (*dossier.preparation.stakeholders, Stakeholder(id=person_id))
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, stakeholders=people))


def _add_people(library: TinyLibrary, preparation_id: str, name: str, count: int) -> int:
    done = conflicts = 0
    while done < count:
        kept = library.get(preparation_id)
        try:
            library.put(_with_person(kept.dossier, f"{name}{done}"), kept.etag)
            done += 1
        except Conflict:
            conflicts += 1
        except LockedOut:  # as below
            continue
    return conflicts


def _add_goals(library: TinyLibrary, preparation_id: str, name: str, count: int) -> int:
    kept = library.get(preparation_id)
    dossier, etag = kept.dossier, kept.etag
    done = conflicts = 0
    while done < count:
        changed = with_goal(dossier, f"{name}{done}", f"goal {done} of {name}")
        try:
            etag = library.put(changed, etag)
            dossier = changed
            done += 1
        except Conflict:
            conflicts += 1
            kept = library.get(preparation_id)
            dossier, etag = kept.dossier, kept.etag
        except LockedOut:  # the other writer leaves no gap on a busy machine: a window tries again, too
            continue
    return conflicts


def main(home: Path, preparation_id: str, way: str, name: str, count: int) -> None:
    add = _add_people if way == "people" else _add_goals
    print(add(opened(home), preparation_id, name, count))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
