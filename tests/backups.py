"""Libraries to back up and what a backup of one holds, for tests."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
from app_driver import a_library, an_id, sample

from prep import edits
from prep.library.archive import MANIFEST, README, Manifest
from prep.library.backup import back_up
from prep.library.protocol import Library


def kept_files(home: Path) -> dict[str, bytes]:
    """Every file of a library by its name; without the index, which is made anew, and reports of crashes."""
    files = (path for path in home.rglob("*") if path.is_file())
    named = {path.relative_to(home).as_posix(): path for path in files}
    return {
        name: path.read_bytes()
        for name, path in named.items()
        if not name.endswith("index.json") and not name.startswith("reports/")
    }


def in_zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name not in (README, MANIFEST)}


def manifest_of(path: Path) -> Manifest:
    with zipfile.ZipFile(path) as opened:
        return msgspec.json.decode(opened.read(MANIFEST), type=Manifest)


def save_title(library: Library, preparation_id: str, title: str) -> None:
    kept = library.get(preparation_id)
    library.put(edits.replace(kept.dossier, "title", title), kept.etag)


def a_lived_in_library(home: Path) -> Library:
    """With versions, a deleted preparation, something in quarantine, a rescued text and settings."""
    library = a_library(home, sample("ja"), sample("en"))
    for title in ("First", "Second", "Third"):
        save_title(library, an_id(library), title)
    deleted = library.summaries()[-1].id
    library.delete(deleted, library.get(deleted).etag)
    for folder, name in (("quarantine", "p1-1795305721708058319.json"), ("rescue", "20261121-x.json")):
        (home / folder).mkdir(exist_ok=True)
        (home / folder / name).write_bytes(b"kept as it is")
    (home / "settings.json").write_bytes(b'{"language": "ja"}\n')
    return library


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, hidden files included, in order."""
    return sorted(path.name for path in folder.iterdir())


def a_backup(tmp_path: Path) -> Path:
    a_lived_in_library(tmp_path / "home").close()
    return back_up(tmp_path / "home", tmp_path / "b.zip").path
