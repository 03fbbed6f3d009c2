"""No zip is believed: what is no backup, damaged, or made to do harm is refused before anything is changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import shutil
import zipfile
from pathlib import Path

import msgspec
import pytest
from backups import a_backup, kept_files

import prep.library.archive as archive_module
from prep.errors import InputError, NemawashiError
from prep.library.archive import MANIFEST, Entry, Manifest
from prep.library.restoring import restore

MADE = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def a_zip(path: Path, files: dict[str, bytes], manifest: bytes | None = None) -> Path:
    """A zip with a manifest that fits it, or with another."""
    entries = {name: Entry(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data)) for name, data in files.items()}
    made = Manifest(made=MADE, files=entries)
    with zipfile.ZipFile(path, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
        opened.writestr(MANIFEST, msgspec.json.encode(made) if manifest is None else manifest)
    return path


def refused_key(home: Path, path: Path) -> str:
    """How a restore is refused; nothing may have been made or changed."""
    before = kept_files(home) if home.exists() else None
    with pytest.raises(NemawashiError) as refused:
        restore(home, path)
    assert (kept_files(home) if home.exists() else None) == before
    assert str(refused.value)
    return refused.value.message.key.removeprefix("common.error.")


def test_what_is_no_backup_is_refused_in_a_sentence_and_nothing_is_made(tmp_path: Path) -> None:
    home = tmp_path / "none"
    (tmp_path / "text.zip").write_text("no zip")
    (tmp_path / "empty.zip").write_bytes(b"")
    assert refused_key(home, tmp_path / "text.zip") == "backup_no_zip"
    assert refused_key(home, tmp_path / "empty.zip") == "backup_no_zip"
    assert refused_key(home, tmp_path / "missing.zip") == "file_missing"
    assert refused_key(home, tmp_path) == "file_is_folder"
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as opened:
        opened.writestr("holiday.txt", "sun")
    assert refused_key(home, tmp_path / "other.zip") == "backup_other_zip"
    assert refused_key(home, a_zip(tmp_path / "a.zip", {}, b'{"format": "something"}')) == "backup_other_zip"
    assert refused_key(home, a_zip(tmp_path / "b.zip", {}, b"{")) == "backup_damaged"
    newer = b'{"format": "nemawashi-backup", "version": 2, "files": []}'
    assert refused_key(home, a_zip(tmp_path / "c.zip", {}, newer)) == "backup_newer"
    assert not home.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "/etc/evil.json",
        "preparations/../../evil.json",
        "preparations\\..\\evil.json",
        "preparations/.hidden.json",
        "history/p1/../../evil.json",
        "history/p1/1.json",
        "C:/evil.json",
        "index.json",
        "preparations/p1.json/",
        "rescue/a/b.json",
    ],
)
def test_names_that_a_library_does_not_have_are_refused(name: str, tmp_path: Path) -> None:
    path = a_zip(tmp_path / "b.zip", {name: b"x"})
    assert refused_key(tmp_path / "none", path) == "backup_bad_name"
    assert not (tmp_path / "evil.json").exists()


def test_a_zip_that_says_less_than_it_holds_or_holds_it_twice_is_refused(tmp_path: Path) -> None:
    home, name = tmp_path / "none", "preparations/p1.json"
    small = msgspec.json.encode(
        Manifest(made=MADE, files={name: Entry(sha256=hashlib.sha256(b"x").hexdigest(), bytes=1)})
    )
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, b"x" * 50_000_000)
        opened.writestr(MANIFEST, small)
    assert refused_key(home, bomb) == "backup_damaged"
    lying = bytearray(bomb.read_bytes())
    size = (50_000_000).to_bytes(4, "little")
    while (at := lying.find(size)) >= 0:
        lying[at : at + 4] = (1).to_bytes(4, "little")
    (tmp_path / "lying.zip").write_bytes(lying)
    assert refused_key(home, tmp_path / "lying.zip") == "backup_damaged"
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as opened:
        opened.writestr(name, b"x")
        with pytest.warns(UserWarning, match="Duplicate"):
            opened.writestr(name, b"x")
        opened.writestr(MANIFEST, small)
    assert refused_key(home, tmp_path / "twice.zip") == "backup_damaged"
    assert refused_key(home, a_zip(tmp_path / "more.zip", {name: b"x", "rescue/y": b"y"}, small)) == "backup_damaged"
    assert refused_key(home, a_zip(tmp_path / "less.zip", {}, small)) == "backup_damaged"


def test_a_file_larger_than_any_of_ours_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "LARGEST", 100)
    path = a_zip(tmp_path / "b.zip", {"preparations/p1.json": b"x" * 101})
    assert refused_key(tmp_path / "none", path) == "backup_damaged"


def test_every_cut_and_every_flipped_byte_is_noticed_or_harmless(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    whole, expected = backup.read_bytes(), kept_files(tmp_path / "home")
    chance, noticed = random.Random(20261122), 0
    broken = tmp_path / "broken.zip"
    for trial in range(150):
        data = bytearray(whole)
        if trial % 3 == 0:
            del data[chance.randrange(len(data)) :]
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        broken.write_bytes(data)
        other = tmp_path / f"other{trial}"
        try:
            restore(other, broken)
        except InputError:
            noticed += 1
            assert not other.exists()
        else:
            assert kept_files(other) == expected
            shutil.rmtree(other)
    assert noticed > 120
