"""Adds stakeholders to one preparation, one a save, taking up again after every conflict. Run by test_kills.py."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import structs

from prep.errors import Conflict
from prep.library.tiny import TinyLibrary
from prep.model.people import Stakeholder


def main(home: Path, preparation_id: str, name: str, count: int) -> None:
    library = TinyLibrary(home, assess=lambda _: (False, 0))
    done = conflicts = 0
    while done < count:
        kept = library.get(preparation_id)
        people = (*kept.dossier.preparation.stakeholders, Stakeholder(id=f"{name}{done}"))
        preparation = structs.replace(kept.dossier.preparation, stakeholders=people)
        try:
            library.put(structs.replace(kept.dossier, preparation=preparation), kept.etag)
            done += 1
        except Conflict:
            conflicts += 1
    print(conflicts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
