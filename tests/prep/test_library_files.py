"""Files on systems that are not like ours: no hard links, a busy destination, threads, several processes' locks."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec import structs

from builders import a_dossier, a_preparation
from prep.errors import Conflict, LockedOut, NotFound, SaveFailed
from prep.library import history
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
    os.utime(tmp_path / "now", ns=(10**18, 10**18))
    (tmp_path / "history").mkdir()
    then = tmp_path / "history" / "then"
    link(tmp_path / "now", then)
    assert (then.read_bytes(), then.stat().st_mtime_ns, then.stat().st_mode & 0o777) == (b"bytes", 10**18, 0o600)
    with pytest.raises(FileExistsError):  # nothing takes the place of a version
        link(tmp_path / "now", then)


def test_the_version_of_a_file_that_is_a_link_holds_the_bytes_and_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"bytes")
    (tmp_path / "now").symlink_to(tmp_path / "elsewhere")
    link(tmp_path / "now", tmp_path / "then")
    (tmp_path / "elsewhere").write_bytes(b"others")
    assert (tmp_path / "then").read_bytes() == b"bytes"


def test_a_copy_that_is_cut_off_is_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links on this disk")

    def cut_off(*_: object) -> None:
        raise OSError(errno.EIO, "the disk went away")

    monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "now").write_bytes(b"bytes")
    monkeypatch.setattr(os, "fsync", cut_off)
    with pytest.raises(OSError, match="went away"):
        link(tmp_path / "now", tmp_path / "then")
    assert [path.name for path in tmp_path.iterdir()] == ["now"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells what a process has open")
def test_no_handle_is_held_on_a_file_while_it_is_replaced_or_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace or remove a file that anybody has open."""
    held: list[str] = []
    moved: list[str] = []
    for name in ("replace", "rename", "unlink", "link"):
        real = getattr(os, name)

        def watched(*paths: str | Path, _real: Callable[..., None] = real, **options: object) -> None:
            open_now = {os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()}
            moved.extend(str(path) for path in paths)
            held.extend(str(path) for path in paths if os.path.realpath(path) in open_now)
            _real(*paths, **options)

        monkeypatch.setattr(os, name, watched)
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    (preparation_id,) = library.add(Organisation(name="Kestrel"), [a_preparation()], None).preparation_ids
    kept = library.get(preparation_id)
    etag = library.put(kept.dossier, kept.etag)
    path = tmp_path / "preparations" / f"{preparation_id}.json"
    path.write_bytes(b"torn")
    etag = library.get(preparation_id).etag
    library.restore(library.delete(preparation_id, etag))
    library.erase(library.delete(preparation_id, library.get(preparation_id).etag).id)
    assert len(moved) > 10
    assert held == []


def test_two_processes_that_meet_the_same_damage_repair_it_once(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    (preparation_id,) = library.add(Organisation(name="Kestrel"), [a_preparation()], None).preparation_ids
    kept = library.get(preparation_id)
    library.put(kept.dossier, kept.etag)
    (tmp_path / "preparations" / f"{preparation_id}.json").write_bytes(b"torn")
    opener = (
        "import sys, pathlib; from prep.library.tiny import TinyLibrary\n"
        "library = TinyLibrary(pathlib.Path(sys.argv[1]), assess=lambda _: (False, 0)); sys.stdin.readline()\n"
        "print(library.get(sys.argv[2]).dossier.preparation.title)"
    )
    command = [sys.executable, "-c", opener, str(tmp_path), preparation_id]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in processes]
    assert said == [(f"{kept.dossier.preparation.title}\n", "")] * 3
    assert [path.read_bytes() for path in (tmp_path / "quarantine").iterdir()] == [b"torn"]
    assert library.check().findings == ()


def test_what_is_set_aside_never_takes_the_place_of_what_was_set_aside_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    (preparation_id,) = library.add(Organisation(name="Kestrel"), [a_preparation()], None).preparation_ids
    kept = library.get(preparation_id)
    library.put(kept.dossier, kept.etag)
    times = iter([5 * 10**18, 5 * 10**18, 5 * 10**18 + 1, *range(6 * 10**18, 6 * 10**18 + 50)])
    monkeypatch.setattr(history, "time", SimpleNamespace(time_ns=lambda: next(times)))
    for damage in (b"first", b"second"):
        (tmp_path / "preparations" / f"{preparation_id}.json").write_bytes(damage)
        library.get(preparation_id)
    assert {path.read_bytes() for path in (tmp_path / "quarantine").iterdir()} == {b"first", b"second"}


def test_ids_that_differ_only_in_their_capitals_are_not_taken_for_each_other_where_the_disk_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    library.put(a_dossier(preparation_id="one", title="small").build(), None)
    real = Path.read_bytes  # a disk that takes ONE for one
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path.with_name(path.name.lower())))
    with pytest.raises(NotFound):
        library.get("ONE")
    with pytest.raises(Conflict):
        library.put(a_dossier(preparation_id="ONE", title="capitals").build(), None)
    assert library.get("one").dossier.preparation.title == "small"
    assert library.check().findings == ()


def test_files_that_changed_places_are_damage_and_nothing_opens_as_something_else(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    etags = {}
    for name in ("one", "two"):
        etag = library.put(a_dossier(preparation_id=name, title=f"first {name}").build(), None)
        etags[name] = library.put(a_dossier(preparation_id=name, title=f"second {name}").build(), etag)
    paths = [tmp_path / "preparations" / f"{name}.json" for name in etags]
    contents = [path.read_bytes() for path in reversed(paths)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    assert [library.get(name).dossier.preparation.title for name in etags] == ["first one", "first two"]
    assert {finding.damage for finding in library.findings() if finding.kind == "damaged"} == {"swapped"}
    assert {path.read_bytes() for path in (tmp_path / "quarantine").iterdir()} == set(contents)


@pytest.mark.parametrize("kind", ["preparations", "organisations"])
def test_a_copy_that_a_sync_service_names_by_the_computer_becomes_a_version(tmp_path: Path, kind: str) -> None:
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    library.put(structs.replace(a_dossier(preparation_id="one").build(), organisation_id=""), None)
    original = next((tmp_path / kind).iterdir())
    data = original.read_bytes()
    copy = original.with_name(f"{original.stem}-DESKTOP-7QX.json")
    copy.write_bytes(data)
    assert [row.id for row in library.summaries()] == ["one"]
    library.organisations()
    (finding,) = library.findings()
    assert (finding.kind, finding.file) == ("copy", f"{kind}/{copy.name}")
    assert (tmp_path / finding.detail).parent.name == original.stem
    assert (tmp_path / finding.detail).read_bytes() == original.read_bytes() == data
    assert not copy.exists()
    assert library.check().findings == ()


@pytest.mark.parametrize("name", ["o", "id with space (conflicted copy)", "名前", ".hidden", "a" * 200])
def test_files_of_any_name_are_left_alone_and_told(tmp_path: Path, name: str) -> None:
    library = TinyLibrary(tmp_path, assess=lambda _: (False, 0))
    library.put(a_dossier(preparation_id="one").build(), None)
    strange = tmp_path / "preparations" / f"{name}.json"
    strange.write_bytes(b"whatever")
    kinds = [finding.kind for finding in library.check().findings]
    assert kinds == {".hidden": [], "o": ["damaged"]}.get(name, ["stranger"])
    assert strange.exists() == (name != "o")
    assert [summary.id for summary in library.summaries()] == ["one"]


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


@pytest.mark.skipif(os.name == "nt", reason="the folder for temporary files is the user's own")
def test_a_folder_that_others_may_write_to_is_no_place_for_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no folder").write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no folder"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Lock(tmp_path / "library").held():
        own = tmp_path / f"nemawashi-{os.getuid()}"
        assert own.is_dir()

    own.chmod(0o777)
    with pytest.raises(LockedOut) as refused, Lock(tmp_path / "library").held():
        pass
    for language in LANGUAGES:
        assert str(own) in render(refused.value.message, language)


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
