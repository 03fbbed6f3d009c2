"""A restore brings back what is missing, loses nothing that is there, and believes no zip before it was read whole."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest
from app_driver import a_library, an_id, sample
from backups import a_backup, in_zip, kept_files, manifest_of, save_title
from msgspec import structs

from prep import edits
from prep.errors import SaveFailed
from prep.library.archive import Archive
from prep.library.backup import back_up
from prep.library.restoring import Restored, restore
from prep.library.thinning import BASE, KEPT
from prep.library.tiny import open_library
from prep.links import dangling


def digests(home: Path) -> set[bytes]:
    return {hashlib.sha256(data).digest() for data in kept_files(home).values()}


def test_into_an_empty_folder_comes_the_same_library_byte_for_byte(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    done = restore(tmp_path / "other", backup)
    assert kept_files(tmp_path / "other") == kept_files(tmp_path / "home")
    here, there = open_library(tmp_path / "home"), open_library(tmp_path / "other")
    assert there.summaries() == here.summaries()
    assert there.history(None) == here.history(None)
    for one in here.summaries():
        assert there.history(one.id) == here.history(one.id)
        assert there.get(one.id) == here.get(one.id)
    assert sorted(done.brought) == sorted(one.id for one in here.summaries())
    assert there.check().findings == ()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "other").rglob("*"))


def test_what_is_there_already_is_left_and_nothing_comes_back(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    before = kept_files(tmp_path / "home")
    done = restore(tmp_path / "home", backup)
    assert (done.brought, done.left, done.goals_left, done.versions) == ([], [], [], 0)
    assert done.equal == 3
    assert kept_files(tmp_path / "home") == before


def test_what_was_deleted_since_comes_back_and_is_in_the_trash_no_more(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    library = open_library(tmp_path / "home")
    gone = an_id(library)
    kept = library.get(gone)
    library.delete(gone, kept.etag)
    done = restore(tmp_path / "home", backup)
    assert done.brought == [gone]
    assert library.get(gone).dossier == kept.dossier
    assert gone not in {version.id for version in library.history(None)}


def test_what_differs_is_left_and_told_and_replaced_only_when_asked(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    library = open_library(tmp_path / "home")
    changed = an_id(library)
    was = library.get(changed).dossier.preparation.title
    save_title(library, changed, "Changed since")
    before = kept_files(tmp_path / "home")
    done = restore(tmp_path / "home", backup)
    assert (done.brought, done.left) == ([], [was])
    assert kept_files(tmp_path / "home") == before
    done = restore(tmp_path / "home", backup, replace=True)
    assert (done.brought, done.replaced, done.left) == ([changed], [changed], [])
    assert library.get(changed).dossier.preparation.title == was
    assert "Changed since" in {version.title for version in library.history(changed)}


def test_goals_are_left_or_replaced_in_the_same_way(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    library = open_library(tmp_path / "home")
    kept = library.get(an_id(library))
    library.put(edits.replace(kept.dossier, "organisation.goals[g1].title", "Changed since"), kept.etag)
    name, organisation_id = kept.dossier.organisation.name, kept.dossier.organisation_id
    assert restore(tmp_path / "home", backup).goals_left == [name]
    assert library.get(kept.dossier.preparation.id).dossier.organisation.goals[0].title == "Changed since"
    assert restore(tmp_path / "home", backup, replace=True).goals_brought == [name]
    assert library.get(kept.dossier.preparation.id).dossier.organisation == kept.dossier.organisation
    assert any(
        goal.title == "Changed since"
        for version in library.goal_versions(organisation_id)
        for goal in library.goals_of(version).goals
    )


def test_no_number_of_a_goal_is_given_twice_after_a_restore(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    library = open_library(tmp_path / "home")
    kept = library.get(an_id(library))
    added, _ = edits.add(kept.dossier, "organisation.goals", {"title": "Given since"})
    library.put(added, kept.etag)
    fresh = {goal.id for goal in added.organisation.goals} - {goal.id for goal in kept.dossier.organisation.goals}
    restore(tmp_path / "home", backup, replace=True)
    found = library.get(kept.dossier.preparation.id).dossier
    assert found.organisation == kept.dossier.organisation
    again, _ = edits.add(found, "organisation.goals", {"title": "Another"})
    assert not fresh & {goal.id for goal in again.organisation.goals}


def test_a_preparation_comes_back_with_the_goals_it_refers_to(tmp_path: Path) -> None:
    library = a_library(tmp_path / "home", sample("en"))
    first, other = an_id(library, "Listening"), an_id(library, "")
    other = next(one.id for one in library.summaries() if one.id != first)
    whole = library.get(first).dossier
    backup = back_up(tmp_path / "home", tmp_path / "b.zip").path
    library.delete(first, library.get(first).etag)
    kept = library.get(other)
    alone = structs.replace(kept.dossier, organisation=structs.replace(kept.dossier.organisation, goals=()))
    library.put(alone, kept.etag)
    done = restore(tmp_path / "home", backup)
    assert done.goals_left == [whole.organisation.name]
    found = library.get(first).dossier
    assert dangling(found) == dangling(whole)
    assert {goal.id for goal in found.organisation.goals} >= set(whole.preparation.why.goal_ids)


@pytest.mark.parametrize("replace", [False, True])
def test_nothing_that_lies_in_the_library_is_lost(replace: bool, tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    library = open_library(tmp_path / "home")
    for one in library.summaries():
        for number in range(3):
            save_title(library, one.id, f"Changed {number}")
    before = digests(tmp_path / "home")
    restore(tmp_path / "home", backup, replace)
    assert before <= digests(tmp_path / "home")
    library.check()
    assert before <= digests(tmp_path / "home")


def test_versions_come_back_only_where_none_has_to_go_for_them(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"))
    preparation_id = an_id(library, "Listening")
    for number in range(4):
        save_title(library, preparation_id, f"Early {number}")
    backup = back_up(home, tmp_path / "b.zip").path
    folder = home / "history" / preparation_id
    early = {path.name for path in folder.iterdir() if BASE not in path.name}
    shutil.rmtree(folder)
    for number in range(KEPT - 2):
        save_title(library, preparation_id, f"Late {number}")
    late = {path.name for path in folder.iterdir()}
    restore(home, backup)
    assert late <= {path.name for path in folder.iterdir()}
    save_title(library, preparation_id, "Once more")
    assert late <= {path.name for path in folder.iterdir()}
    added = {path.name for path in folder.iterdir()} & early
    assert 1 <= len(added) <= 2
    assert added == set(sorted(early)[-len(added) :])


def test_a_damaged_file_of_the_library_is_mended_first(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    library = open_library(tmp_path / "home")
    lone = next(one.id for one in library.summaries() if not library.history(one.id))
    path = tmp_path / "home" / "preparations" / f"{lone}.json"
    shutil.rmtree(tmp_path / "home" / "history" / lone)  # nothing here can mend it
    good = path.read_bytes()
    path.write_bytes(good[:-100])
    done = restore(tmp_path / "home", backup)
    assert done.brought == [lone]
    assert path.read_bytes() == good
    assert [finding.kind for finding in done.findings] == ["damaged"]
    assert good[:-100] in kept_files(tmp_path / "home").values()


def test_a_file_that_was_damaged_already_takes_no_good_one_s_place(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"))
    path = home / "preparations" / f"{an_id(library, 'Listening')}.json"
    good = path.read_bytes()
    path.write_bytes(good[:-100])
    backup = back_up(home, tmp_path / "b.zip").path
    path.write_bytes(good)
    done = restore(home, backup, replace=True)
    assert path.read_bytes() == good
    assert done.damaged == (f"preparations/{path.name}",)
    assert done.brought == []


def test_text_that_could_not_be_saved_becomes_the_current_one_where_nothing_newer_lies(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = a_library(home, sample("en"))
    preparation_id = an_id(library, "Listening")
    kept = library.get(preparation_id)
    dossier = edits.replace(kept.dossier, "title", "Unsaved title")
    backup = back_up(home, tmp_path / "b.zip", unsaved=dossier).path
    again = tmp_path / "again"
    shutil.copytree(home, again)
    done = restore(home, backup)
    assert (done.brought, done.replaced) == ([preparation_id], [preparation_id])
    assert library.get(preparation_id).dossier.preparation == dossier.preparation
    assert kept.dossier.preparation.title in {version.title for version in library.history(preparation_id)}
    newer = open_library(again)
    save_title(newer, preparation_id, "Newer")
    assert restore(again, backup).left == ["Unsaved title"]
    assert newer.get(preparation_id).dossier.preparation.title == "Newer"


class PoweredOffError(BaseException):
    """Nothing catches this."""


@pytest.mark.parametrize("seed", range(12))
def test_a_restore_that_dies_half_way_leaves_every_file_whole_and_can_be_run_again(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = a_backup(tmp_path)
    left = random.Random(seed).randrange(len(in_zip(backup)) + 1)
    read = Archive.read

    def read_a_few(archive: Archive, name: str) -> bytes:
        nonlocal left
        left -= 1
        if left < 0:
            raise PoweredOffError
        return read(archive, name)

    monkeypatch.setattr(Archive, "read", read_a_few)
    other = tmp_path / "other"
    with suppress(PoweredOffError):
        restore(other, backup)
    monkeypatch.undo()
    held = in_zip(backup)
    assert all(held[name] == data for name, data in kept_files(other).items())
    open_library(other).summaries()
    restore(other, backup)
    assert kept_files(other) == kept_files(tmp_path / "home")


def test_without_room_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = a_backup(tmp_path)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=20_000))
    with pytest.raises(SaveFailed) as refused:
        restore(tmp_path / "other", backup)
    assert refused.value.message.key == "common.error.restore_no_room"
    assert kept_files(tmp_path / "other") == {}


def test_progress_counts_up_to_all_files(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    seen: list[tuple[int, int]] = []
    restore(tmp_path / "other", backup, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (len(manifest_of(backup).files),) * 2
    assert {of for _, of in seen} == {len(manifest_of(backup).files)}


def test_a_window_can_save_while_a_restore_is_under_way(tmp_path: Path) -> None:
    backup = a_backup(tmp_path)
    library = open_library(tmp_path / "home")
    preparation_id = an_id(library)
    waited: list[float] = []

    def meanwhile(done: int, of: int) -> None:
        begun = time.monotonic()
        save_title(library, preparation_id, f"Saved {len(waited)}")
        waited.append(time.monotonic() - begun)

    done: Restored = restore(tmp_path / "home", backup, progress=meanwhile)
    assert done.brought == []
    assert max(waited) < 5
    assert library.get(preparation_id).dossier.preparation.title == f"Saved {len(waited) - 1}"
