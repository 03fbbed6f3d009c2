"""The golden files: a library in every format ever shipped, with what must be read from it (promise 7).

``tests/data/golden/format-<n>/library`` was written by the code that shipped format n and is never written again;
``expected`` holds the case export of every preparation, and of every version as it is when restored; ``rescue`` text
that could not be saved, ``backup-<n>.zip`` the library in the n-th format of backups. When a format changes,
``python tests/golden_files.py`` writes what is missing; it touches nothing that is there.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import asdict

from prep import edits
from prep.intake.case import read_case, write_case
from prep.library.archive import VERSION as BACKUP
from prep.library.backup import back_up
from prep.library.migrations import FORMAT
from prep.library.protocol import Library
from prep.library.rescue import save_aside
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.preparation import Preparation

HERE = Path(__file__).parent
GOLDEN = HERE / "data" / "golden"
SAMPLES = HERE.parent / "prep" / "words" / "samples"
KINDS = ("preparations", "organisations", "history")
PUT_ASIDE = "put aside"
NEVER_FILLED = "c0ffee00-0000-4000-8000-000000000000"


def folder_of(number: int) -> Path:
    """The golden folder of a format."""
    return GOLDEN / f"format-{number}"


def formats() -> list[int]:
    """The formats that have golden files."""
    return sorted(int(path.name.removeprefix("format-")) for path in GOLDEN.glob("format-*"))


def backups(number: int) -> list[Path]:
    """The backups of a golden library, one for each format of backups there was in its time."""
    return sorted(folder_of(number).glob("backup-*.zip"))


def library_of(number: int, home: Path) -> Library:
    """A copy of a golden library, opened."""
    shutil.copytree(folder_of(number) / "library", home)
    return open_library(home)


def listed(library: Library) -> list[dict[str, object]]:
    """What the list of preparations shows, and the trash."""
    rows = [{**asdict(row), "updated": row.updated.isoformat()} for row in library.summaries()]
    buried = [{"id": one.id, "title": one.title, "deleted": one.deleted} for one in library.history()]
    return [*rows, *buried]


def numbers(library: Library) -> dict[str, dict[str, int]]:
    """The numbers of goals and lessons that are never given again, by preparation (since format 2)."""
    return {row.id: dict(library.get(row.id).dossier.numbered) for row in library.summaries()}


def exports(library: Library) -> dict[str, bytes]:
    """The case export of every preparation, then of every version, restored one after the other, by file name."""
    found = {row.id: write_case(library.get(row.id).dossier) for row in library.summaries()}
    owners = [*found, *(version.id for version in library.history())]
    for owner in owners:
        for version in reversed(library.history(owner)):
            library.restore(version)
            found[f"{owner}@{version.name}"] = write_case(library.get(owner).dossier)
    return found


def _fill(library: Library) -> None:
    """Two samples edited and saved over, one preparation deleted; one of hard texts; one of hardly any."""
    for language in ("ja", "en"):
        case = read_case(SAMPLES / f"case-{language}.json")
        first, second = library.add(case.organisation, case.preparations, case.evaluate_on).preparation_ids
        _save(library, first, lambda dossier: edits.replace(dossier, "title", f"{dossier.preparation.title} (2)"))
        _save(library, first, lambda dossier: edits.add(dossier, "organisation.goals", {"title": "Added"})[0])
        _save(library, first, lambda dossier: edits.remove(dossier, "organisation.goals[g4]"))
        _save(library, second, _with_a_lesson_more_and_less)
        if language == "en":
            library.delete(second, library.get(second).etag)
    stress = read_case(HERE / "data" / "case-stress.json")
    library.add(stress.organisation, stress.preparations, stress.evaluate_on)
    library.put(Dossier(preparation=Preparation(id=NEVER_FILLED, title="はじめて"), today=dt.date(2026, 11, 24)), None)


def _with_a_lesson_more_and_less(dossier: Dossier) -> Dossier:
    more, place = edits.add(dossier, "outcome.lessons", {"text": "Added"})
    return edits.remove(more, place)


def _save(library: Library, preparation_id: str, edit: Callable[[Dossier], Dossier]) -> None:
    kept = library.get(preparation_id)
    library.put(edit(kept.dossier), kept.etag)


def _write_library(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "library"
        library = open_library(home)
        _fill(library)
        library.close()
        for kind in KINDS:
            shutil.copytree(home / kind, target / kind, copy_function=shutil.copyfile)
        expected = target.parent / "expected"
        expected.mkdir()
        for name, told in (("list", listed(library)), ("numbers", numbers(library))):
            text = json.dumps(told, ensure_ascii=False, indent=2)
            (expected / f"{name}.json").write_text(text + "\n", "utf-8", newline="\n")
        for name, data in exports(library).items():
            (expected / f"{name}.json").write_bytes(data)


def _write_aside(target: Path) -> None:
    """Text of the first preparation that could not be saved."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "library"
        library = library_of(FORMAT, home)
        kept = library.get(library.summaries()[0].id)
        path = save_aside(home, edits.replace(kept.dossier, "title", PUT_ASIDE), kept.etag)
        assert path is not None
        target.mkdir()
        shutil.copyfile(path, target / path.name)


def _write_backup(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "library"
        library_of(FORMAT, home).close()
        back_up(home, target)


def main() -> int:
    """Write what is missing for today's formats; exit code 1 when nothing is."""
    folder = folder_of(FORMAT)
    parts: dict[Path, Callable[[Path], None]] = {
        folder / "library": _write_library,
        folder / "rescue": _write_aside,
        folder / f"backup-{BACKUP}.zip": _write_backup,
    }
    missing = [path for path in parts if not path.exists()]
    if not missing:
        print("all golden files are there already, and none is ever written again", file=sys.stderr)
        return 1
    for path in missing:
        parts[path](path)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
