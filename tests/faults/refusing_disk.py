"""Saves where the disk refuses: no room left in a file or on a small disk, or a folder not to be written.

Run by test_disks.py, in a process of its own: limits, rights and mounted disks end with it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

# Whoever gives up root's rights may not be able to read modules any more.
import filelock  # noqa: F401
import platformdirs.unix  # noqa: F401
from msgspec import structs

import prep.words
from prep.errors import LibraryError
from prep.intake.case import read_case
from prep.library.tiny import TinyLibrary

NOBODY = 65534


def _bytes(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def main(way: str, root: Path) -> None:
    home = root / "library"
    os.environ["XDG_STATE_HOME"] = str(root.parent / "state")
    if way == "small":
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(root)], check=True)
    library = TinyLibrary(home, assess=lambda _: (False, 0))
    case = read_case(Path(prep.words.__file__).parent / "samples" / "case-ja.json")
    kept = library.get(library.add(case.organisation, case.preparations, case.evaluate_on).preparation_ids[0])
    before = _bytes(home)
    _refuse(way, root)
    changed = structs.replace(kept.dossier, preparation=structs.replace(kept.dossier.preparation, title="new"))
    said = ""
    try:
        library.put(changed, kept.etag)
    except LibraryError as error:
        said = f"{type(error).__name__}: {error}"
    unchanged = _bytes(home) == before
    readable = TinyLibrary(home).get(kept.dossier.preparation.id) == kept
    _accept(way, root)
    library.put(changed, kept.etag)
    saved = library.get(kept.dossier.preparation.id).dossier.preparation.title
    print(json.dumps({"said": said, "unchanged": unchanged, "readable": readable, "saved": saved}))


def _refuse(way: str, root: Path) -> None:
    if way == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    elif way == "small":
        _fill(root / "filler")
    else:
        _give_up_writing(root, root / "library")


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return


def _accept(way: str, root: Path) -> None:
    if way == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    elif way == "small":
        (root / "filler").unlink()
    else:
        home = root / "library"
        for folder in (home, *(path for path in home.rglob("*") if path.is_dir())):
            folder.chmod(0o700)


def _give_up_writing(root: Path, home: Path) -> None:
    """A folder without write permission; root is asked no permission, so root becomes somebody else first."""
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    if os.getuid() == 0:
        state = root.parent / "state"
        for path in (root, *root.rglob("*"), state, *state.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.setuid(NOBODY)
    for folder in folders:
        folder.chmod(0o500)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
