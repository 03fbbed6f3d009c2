"""A backup holds the whole library, fits together while others save, and leaves nothing behind when it fails."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from app_driver import a_library, an_id, sample
from backups import a_lived_in_library, in_zip, kept_files, manifest_of, names_in, save_title
from msgspec import structs

import prep.library.backup as backup_module
import prep.library.copying as copying_module
from prep import edits
from prep.errors import InputError, NemawashiError, SaveFailed, Unusable
from prep.library.archive import MANIFEST, README, open_archive
from prep.library.backup import BackedUp, back_up
from prep.library.locks import Lock
from prep.library.restoring import restore
from prep.library.tiny import open_library
from prep.links import dangling
from prep.model.organisation import Goal


def test_a_backup_holds_every_file_of_the_library_byte_for_byte(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    a_lived_in_library(home).close()
    (home / "preparations" / ".tmp-1-abc").write_bytes(b"half")
    done = back_up(home, out)
    held = in_zip(done.path)
    expected = {name: data for name, data in kept_files(home).items() if ".tmp-" not in name}
    assert held == expected
    assert (done.files, done.damaged, done.unread) == (len(expected), (), ())
    assert {name.partition("/")[0] for name in held} >= {"preparations", "organisations", "history", "rescue"}
    manifest = manifest_of(done.path)
    assert {name: entry.sha256 for name, entry in manifest.files.items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in expected.items()
    }
    assert manifest.counts["preparations"] == 3
    assert sum(manifest.counts.values()) == len(expected)


def test_a_backup_says_in_both_languages_that_it_is_private_and_how_to_restore(tmp_path: Path) -> None:
    a_library(tmp_path / "home", sample("en"))
    done = back_up(tmp_path / "home", tmp_path / "b.zip")
    with zipfile.ZipFile(done.path) as opened:
        said = opened.read(README).decode("utf-8-sig")
        assert opened.namelist() == [README, MANIFEST, *sorted(in_zip(done.path))]
        assert opened.testzip() is None
    for words in ("private notes", "非公開のメモ", "nemawashi restore FILE.zip"):
        assert words in said
    assert done.path.stat().st_mode & 0o077 == 0
    assert names_in(tmp_path) == ["b.zip", "home"]


def test_a_backup_into_a_folder_is_named_after_the_time_and_never_takes_a_name_twice(tmp_path: Path) -> None:
    a_library(tmp_path / "home")
    out = tmp_path / "バックアップ 控え"
    out.mkdir()
    paths = [back_up(tmp_path / "home", out).path for _ in range(3)]
    assert len(set(paths)) == 3
    today = f"{dt.datetime.now():nemawashi-%Y-%m-%d-}"
    assert all(path.parent == out and path.name.startswith(today[:15]) and path.suffix == ".zip" for path in paths)


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("missing", "backup_no_target"),
        ("missing/b.zip", "backup_no_folder"),
        ("file", "backup_not_zip"),
        ("file/b.zip", "backup_not_zip"),
        ("there.zip", "backup_exists"),
        ("home", "backup_inside"),
        ("home/preparations/b.zip", "backup_inside"),
        ("link/b.zip", "backup_inside"),
        pytest.param("x" * 300 + ".zip", "backup_failed", id="a name too long"),
        pytest.param("nul\0.zip", "backup_no_folder", id="a null byte"),
    ],
)
def test_a_target_that_cannot_be_used_is_refused_in_a_sentence_and_nothing_is_left(
    target: str, key: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    a_library(home, sample("en"))
    (tmp_path / "file").write_text("mine")
    (tmp_path / "there.zip").write_text("mine")
    (tmp_path / "link").symlink_to(home / "history")
    before = kept_files(tmp_path)
    with pytest.raises(NemawashiError) as refused:
        back_up(home, tmp_path / target)
    assert refused.value.message.key == f"common.error.{key}"
    assert str(refused.value)
    assert kept_files(tmp_path) == before


def test_an_existing_file_is_replaced_with_force(tmp_path: Path) -> None:
    a_library(tmp_path / "home", sample("en"))
    (tmp_path / "b.zip").write_text("mine")
    done = back_up(tmp_path / "home", tmp_path / "b.zip", force=True)
    assert in_zip(done.path) == kept_files(tmp_path / "home")


def test_damaged_files_go_in_as_they_lie_and_are_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"))
    torn, gone = (f"preparations/{one.id}.json" for one in library.summaries())
    (home / torn).write_bytes((home / torn).read_bytes()[:-50])
    (home / gone).unlink()
    (home / gone).mkdir()  # what nobody can read as a file, not even root
    done = back_up(home, tmp_path / "b.zip")
    assert (done.damaged, done.unread) == ((torn,), (gone,))
    assert in_zip(done.path)[torn] == (home / torn).read_bytes()
    assert manifest_of(done.path).damaged == (torn,)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of POSIX")
def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    import resource

    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    a_library(home, sample("en"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, before[1]))
    try:
        with pytest.raises(SaveFailed) as refused:
            back_up(home, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.message.key == "common.error.backup_full"
    assert names_in(out) == []
    assert back_up(home, out).files == len(kept_files(home))


def test_what_the_disk_gives_back_otherwise_is_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    a_library(home, sample("en"))

    def lying(handle: int) -> None:
        os.pwrite(handle, b"\xff\xff\xff\xff", 3000)

    monkeypatch.setattr(backup_module, "sync", lying)
    with pytest.raises(SaveFailed) as refused:
        back_up(home, out)
    assert refused.value.message.key == "common.error.backup_misread"
    assert names_in(out) == []


def test_a_drive_that_vanishes_while_it_is_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    a_library(home, sample("en"))

    def vanished(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(backup_module, "sync", vanished)
    with pytest.raises(SaveFailed) as refused:
        back_up(home, out)
    assert refused.value.message.key == "common.error.backup_failed"
    assert "Input/output error" in str(refused.value)
    assert names_in(out) == []


def test_whoever_stops_it_finds_nothing_left(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        assert 0 < done <= of
        raise StoppedError

    a_library(tmp_path / "home", sample("en"))
    (tmp_path / "out").mkdir()
    with pytest.raises(StoppedError):
        back_up(tmp_path / "home", tmp_path / "out", stop)
    assert names_in(tmp_path / "out") == []


def test_a_library_that_is_gone_is_no_empty_backup(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    with pytest.raises(Unusable):
        back_up(tmp_path / "home", tmp_path / "b.zip")
    assert names_in(tmp_path) == ["home"]
    assert names_in(tmp_path / "home") == []


def backed_up_while(home: Path, at: int, act: Callable[[], object]) -> BackedUp:
    """A backup during which something happens after ``at`` files were taken."""

    def progress(done: int, of: int) -> None:
        if done == at:
            act()

    return back_up(home, home.parent / "b.zip", progress)


@pytest.mark.parametrize("at", [1, 4, 8])
def test_what_is_saved_made_and_deleted_meanwhile_is_in_it(at: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_lived_in_library(home)
    saved, deleted, _ = (one.id for one in library.summaries())
    made: list[str] = []

    def act() -> None:
        save_title(library, saved, "Saved meanwhile")
        library.delete(deleted, library.get(deleted).etag)
        dossier = library.get(saved).dossier
        made.extend(library.add(dossier.organisation, [dossier.preparation], None).preparation_ids)

    done = backed_up_while(home, at, act)
    assert in_zip(done.path) == kept_files(home)
    assert f"preparations/{made[0]}.json" in in_zip(done.path)
    assert f"preparations/{deleted}.json" not in in_zip(done.path)


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_preparations_and_goals_fit_together_whatever_is_saved_meanwhile(at: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"))
    preparation_id = an_id(library, "Listening")
    kept = library.get(preparation_id)
    used = kept.dossier.preparation.why.goal_ids[0]

    def act() -> None:
        goals = tuple(one for one in kept.dossier.organisation.goals if one.id != used)
        goals = (*goals, Goal(id="g77", title="Entirely new"))
        organisation = structs.replace(kept.dossier.organisation, goals=goals)
        dossier = structs.replace(kept.dossier, organisation=organisation)
        plain = msgspec.json.encode(dossier.preparation).replace(f'"{used}"'.encode(), b'"g77"')
        preparation = msgspec.json.decode(plain, type=type(dossier.preparation))
        library.put(structs.replace(dossier, preparation=preparation), kept.etag)

    done = backed_up_while(home, at, act)
    restore(tmp_path / "other", done.path)
    found = open_library(tmp_path / "other").get(preparation_id).dossier
    assert "g77" in found.preparation.why.goal_ids
    assert dangling(found) == dangling(kept.dossier)


def test_a_library_that_is_locked_for_long_is_backed_up_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_library(tmp_path / "home", sample("en"))
    monkeypatch.setattr(copying_module, "_PATIENCE", 0.05)
    with Lock(tmp_path / "home").held():
        done = back_up(tmp_path / "home", tmp_path / "b.zip")
    assert in_zip(done.path) == kept_files(tmp_path / "home")


def test_unsaved_text_goes_in_as_the_newest_version(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"))
    kept = library.get(an_id(library, "Listening"))
    goals = (Goal(id="g99", title="Unsaved goal"), *kept.dossier.organisation.goals)
    dossier = edits.replace(kept.dossier, "title", "Unsaved title")
    dossier = structs.replace(dossier, organisation=structs.replace(dossier.organisation, goals=goals))
    before = kept_files(home)
    done = back_up(home, tmp_path / "b.zip", unsaved=dossier)
    assert kept_files(home) == before
    assert manifest_of(done.path).unsaved == dossier.preparation.id
    restore(tmp_path / "other", done.path)
    other = open_library(tmp_path / "other")
    found = other.get(dossier.preparation.id).dossier
    assert (found.preparation, found.organisation) == (dossier.preparation, dossier.organisation)
    assert [one.title for one in other.history(dossier.preparation.id)] == [kept.dossier.preparation.title]


def test_unsaved_text_is_saved_even_where_the_library_is_gone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"))
    dossier = edits.replace(library.get(an_id(library, "Listening")).dossier, "title", "Unsaved title")
    home.rename(tmp_path / "unplugged")
    done = back_up(home, tmp_path / "b.zip", unsaved=dossier)
    assert not home.exists()
    restore(tmp_path / "other", done.path)
    found = open_library(tmp_path / "other").get(dossier.preparation.id).dossier
    assert (found.preparation, found.organisation) == (dossier.preparation, dossier.organisation)
    assert found.earlier == dossier.earlier


def test_hundreds_of_files_are_read_one_at_a_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    a_library(home, sample("en"))
    (whole,) = (path for path in (home / "preparations").glob("*.json") if path.stat().st_size > 20_000)
    for number in range(600):
        os.link(whole, home / "preparations" / f"copy{number}.json")
    done = back_up(home, tmp_path / "b.zip")
    assert done.files == len(kept_files(home))
    archive = open_archive(done.path)
    assert archive.read("preparations/copy599.json") == whole.read_bytes()
    archive.close()


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_library(tmp_path / "home", sample("en"))

    def refusing(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refusing)
    with pytest.raises(SaveFailed) as refused:
        back_up(tmp_path / "home", tmp_path)
    monkeypatch.undo()
    assert refused.value.message.key == "common.error.backup_read_only"
    with pytest.raises(InputError):
        back_up(tmp_path / "home", tmp_path / "no" / "folder")


def test_backups_made_while_another_thread_saves_without_pause_are_all_sound(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"), sample("ja"))
    ids = [one.id for one in library.summaries()]
    ended, saved = threading.Event(), 0

    def save_on() -> None:
        nonlocal saved
        while not ended.is_set():
            save_title(library, ids[saved % len(ids)], f"Saved {saved}")
            saved += 1

    saving = threading.Thread(target=save_on)
    saving.start()
    try:
        paths = [back_up(home, tmp_path / f"{number}.zip").path for number in range(4)]
    finally:
        ended.set()
        saving.join()
    assert saved > 4
    for number, path in enumerate(paths):
        restore(tmp_path / f"other{number}", path)
        other = open_library(tmp_path / f"other{number}")
        assert {one.id for one in other.summaries()} == set(ids)
        assert other.check().findings == ()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_backup_that_is_killed_leaves_the_library_alone_and_no_half_zip(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    a_lived_in_library(home).close()
    before = kept_files(home)
    slowly = (
        "import sys, time; from pathlib import Path; from prep.library.backup import back_up; "
        "print('at it', flush=True); "
        "back_up(Path(sys.argv[1]), Path(sys.argv[2]), lambda done, of: time.sleep(0.01))"
    )
    for number in range(4):
        command = [sys.executable, "-c", slowly, str(home), str(out)]
        running = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.03 + 0.05 * number)
        running.kill()
        running.communicate()
    assert kept_files(home) == before
    for name in names_in(out):
        if name.endswith(".zip"):
            assert in_zip(out / name) == before
        else:
            assert name.startswith(".nemawashi-")


def test_what_a_killed_backup_left_is_swept_a_day_later_and_one_under_way_is_left_alone(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    a_lived_in_library(home).close()
    dead, alive = out / ".nemawashi-17-0a0b0c0d.part", out / ".nemawashi-18-0a0b0c0d.part"
    for part in (dead, alive):
        part.write_bytes(b"half a zip")
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(dead, (two_days_ago, two_days_ago))

    done = back_up(home, out)

    assert sorted(out.iterdir()) == sorted([alive, done.path])
