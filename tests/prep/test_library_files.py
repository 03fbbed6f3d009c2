"""Files on systems that are not like ours: no hard links, a busy destination, threads, several processes' locks."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from builders import a_preparation
from prep.errors import LockedOut, SaveFailed
from prep.library.files import link, save_failed, write_atomically
from prep.library.locks import Lock
from prep.library.tiny import TinyLibrary
from prep.model.organisation import Organisation
from prep.words import LANGUAGES, render


def test_a_version_is_copied_where_the_disk_cannot_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links on this disk")

    monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "now").write_bytes(b"bytes")
    (tmp_path / "history").mkdir()
    link(tmp_path / "now", tmp_path / "history" / "then")
    assert (tmp_path / "history" / "then").read_bytes() == b"bytes"


def test_a_destination_that_a_scanner_holds_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = Path.replace, 0

    def busy_twice(self: Path, target: Path) -> Path:
        nonlocal tries
        tries += 1
        if tries < 3:
            error = PermissionError(errno.EACCES, "sharing violation")
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy_twice)
    write_atomically(tmp_path / "file", b"new")
    assert (tries, (tmp_path / "file").read_bytes()) == (3, b"new")


def test_a_failed_write_leaves_the_old_file_and_no_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveFailed, match="disk is full"):
        write_atomically(tmp_path / "file", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_every_failure_of_a_disk_says_where_and_what_to_do(tmp_path: Path, number: int) -> None:
    message = save_failed(tmp_path, OSError(number, os.strerror(number))).message
    for language in LANGUAGES:
        assert str(tmp_path) in render(message, language)


def test_whoever_waits_too_long_for_another_process_is_told(tmp_path: Path) -> None:
    holder = (
        "import sys, pathlib; from prep.library.locks import Lock\n"
        "with Lock(pathlib.Path(sys.argv[1])).held():\n    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LockedOut, match=r"keeps .* busy"), Lock(tmp_path).held(patience=0.05):
            pass
        process.communicate("")
    with Lock(tmp_path).held(patience=5):
        assert not any(tmp_path.iterdir())  # the lock's file lies elsewhere


def test_threads_of_one_window_save_side_by_side(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    ids = library.add(Organisation(name="Kestrel"), [a_preparation(), a_preparation()], None).preparation_ids

    def save(preparation_id: str) -> None:
        kept = library.get(preparation_id)
        etag = kept.etag
        for _ in range(20):
            etag = library.put(kept.dossier, etag)
            library.summaries()

    threads = [threading.Thread(target=save, args=(preparation_id,)) for preparation_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [len(library.history(preparation_id)) for preparation_id in ids] == [20, 20]
    assert library.check().findings == ()
