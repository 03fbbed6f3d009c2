"""Earlier versions: which are kept and for how long, those of goals, those given up, and what is erased for good."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from properties import examples

from builders import a_dossier, a_preparation
from prep.errors import Conflict, Damaged, NotFound, SaveFailed
from prep.library.protocol import Kept, Library
from prep.library.rescue import save_aside
from prep.library.thinning import BASE, KEPT, beyond
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.organisation import Goal, Organisation

NOW = dt.datetime(2026, 11, 21, 15, 30)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def _kept(library: Library) -> Kept:
    organisation = Organisation(name="Kestrel", goals=(Goal(id="g1", title="one"),))
    return library.get(library.add(organisation, [a_preparation(title="first")], None).preparation_ids[0])


def _titled(dossier: Dossier, title: str) -> Dossier:
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, title=title))


def _with_goal(dossier: Dossier, title: str) -> Dossier:
    return structs.replace(
        dossier, organisation=structs.replace(dossier.organisation, goals=(Goal(id="g1", title=title),))
    )


def _name(back: dt.timedelta, kind: str = "") -> str:
    return f"{round((NOW - back).timestamp() * 1e9):020d}{kind}.json"


def _left(names: list[str]) -> list[str]:
    going = set(beyond(names))
    return [name for name in names if name not in going]


def test_the_newest_fifty_all_stay_however_fast_they_came() -> None:
    names = [_name(dt.timedelta(seconds=2 * number)) for number in range(500)]
    assert _left(names)[:KEPT] == names[:KEPT]
    assert len(_left(names)) <= KEPT + 2


def test_older_ones_stay_by_the_hour_for_a_day_and_by_the_day_for_sixty() -> None:
    typing = [_name(dt.timedelta(seconds=number)) for number in range(KEPT)]
    hours = [_name(dt.timedelta(hours=hour, minutes=minute)) for hour in range(1, 20) for minute in (0, 10, 20)]
    days = [_name(dt.timedelta(days=day, hours=hour)) for day in range(2, 70) for hour in (0, 5)]
    left = _left([*typing, *hours, *days])
    assert [name for name in left if name in hours] == [_name(dt.timedelta(hours=hour)) for hour in range(1, 20)]
    assert [name for name in left if name in days] == [_name(dt.timedelta(days=day)) for day in range(2, 60)]


@examples(50)
@given(st.lists(st.integers(0, 10**7), min_size=0, max_size=400, unique=True), st.data())
def test_what_stays_is_bounded_and_stays_when_asked_again(seconds: list[int], data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(["", "-found", "-kept", "-base"]), min_size=400, max_size=400))
    backs = sorted(seconds)
    names = [_name(dt.timedelta(seconds=back), kind) for back, kind in zip(backs, kinds, strict=False)]
    left = _left(names)
    assert len(left) <= 3 * KEPT + 25 + 61
    assert beyond(left) == []
    versions = [name for name in names if not name.endswith("-base.json")]
    assert [name for name in left if name in versions[:KEPT]] == versions[:KEPT]


def test_a_file_that_is_no_version_is_never_let_go() -> None:
    names = ["notes.json", *[_name(dt.timedelta(seconds=number)) for number in range(200)]]
    assert "notes.json" not in beyond(names)


def test_what_another_window_saved_outlasts_an_hour_of_typing_over_it(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    open_library(tmp_path).put(_titled(kept.dossier, "theirs"), kept.etag)
    etag = library.get(kept.dossier.preparation.id).etag
    for number in range(2 * KEPT + 5):
        etag = library.put(_titled(kept.dossier, f"typed {number}"), etag)
    titles = [version.title for version in library.history(kept.dossier.preparation.id)]
    assert "theirs" in titles
    assert len(titles) < 2 * KEPT


def test_the_etag_on_disk_is_the_one_that_reading_gives(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    preparation_id = kept.dossier.preparation.id
    other = open_library(tmp_path)
    assert other.etag_of(preparation_id) == kept.etag
    etag = library.put(_titled(kept.dossier, "second"), kept.etag)
    assert other.etag_of(preparation_id) == etag == other.get(preparation_id).etag
    library.put(_with_goal(library.get(preparation_id).dossier, "changed"), etag)
    assert other.etag_of(preparation_id) == other.get(preparation_id).etag != etag
    library.delete(preparation_id, other.get(preparation_id).etag)
    assert other.etag_of(preparation_id) is None
    assert other.etag_of("nothing") is None


def test_the_etag_of_a_damaged_file_is_not_told_and_the_file_is_left_to_who_has_it_open(
    library: Library, tmp_path: Path
) -> None:
    kept = _kept(library)
    etag = library.put(_titled(kept.dossier, "second"), kept.etag)
    path = tmp_path / "preparations" / f"{kept.dossier.preparation.id}.json"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(Damaged):
        library.etag_of(kept.dossier.preparation.id)
    library.put(_titled(kept.dossier, "second, still open"), etag)
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "second, still open"


def test_versions_of_goals_are_listed_read_and_restored(library: Library) -> None:
    kept = _kept(library)
    etag = library.put(_with_goal(kept.dossier, "two"), kept.etag)
    library.put(_with_goal(kept.dossier, "three"), etag)
    versions = library.goal_versions(kept.dossier.organisation_id)
    assert [library.goals_of(version).goals[0].title for version in versions] == ["two", "one"]
    assert {(version.kind, version.title, version.id) for version in versions} == {
        ("goals", "Kestrel", kept.dossier.organisation_id)
    }
    assert versions[0].saved_at >= versions[1].saved_at
    library.restore(versions[1])
    assert library.get(kept.dossier.preparation.id).dossier.organisation.goals[0].title == "one"
    assert library.goals_of(library.goal_versions(kept.dossier.organisation_id)[0]).goals[0].title == "three"


def test_a_version_is_read_as_what_it_is(library: Library) -> None:
    kept = _kept(library)
    library.put(_titled(_with_goal(kept.dossier, "two"), "second"), kept.etag)
    (version,) = library.history(kept.dossier.preparation.id)
    (goals,) = library.goal_versions(kept.dossier.organisation_id)
    assert library.preparation_of(version) == kept.dossier.preparation
    for attempt in (lambda: library.preparation_of(goals), lambda: library.goals_of(version)):
        with pytest.raises(NotFound):
            attempt()


def test_a_damaged_version_says_so_when_it_is_read(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    library.put(_titled(kept.dossier, "second"), kept.etag)
    (version,) = library.history(kept.dossier.preparation.id)
    (tmp_path / "history" / version.id / f"{version.name}.json").write_bytes(b"torn")
    with pytest.raises(Damaged):
        library.preparation_of(version)


def test_what_was_given_up_is_in_the_history_with_its_goals_and_nothing_else_changed(library: Library) -> None:
    kept = _kept(library)
    given_up = _titled(_with_goal(kept.dossier, "ours"), "ours")
    version = library.keep(given_up)
    assert (version.title, version.given_up, version.deleted) == ("ours", True, False)
    assert library.history(kept.dossier.preparation.id) == [version]
    assert library.preparation_of(version) == given_up.preparation
    (goals,) = library.goal_versions(kept.dossier.organisation_id)
    assert (goals.given_up, library.goals_of(goals)) == (True, given_up.organisation)
    assert library.get(kept.dossier.preparation.id) == kept


def test_what_is_given_up_after_a_deletion_stays_deleted_and_can_still_be_found(library: Library) -> None:
    kept = _kept(library)
    deleted = library.delete(kept.dossier.preparation.id, kept.etag)
    given_up = library.keep(_titled(kept.dossier, "ours"))
    with pytest.raises(NotFound):
        library.get(kept.dossier.preparation.id)
    assert library.check().findings == ()
    assert library.history() == [deleted]
    assert [version.title for version in library.history(kept.dossier.preparation.id)] == ["ours", "first"]
    library.restore(given_up)
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "ours"


def test_text_given_up_of_a_preparation_that_is_nowhere_is_found_in_the_trash(library: Library) -> None:
    version = library.keep(a_dossier(preparation_id="gone", title="the only copy").build())
    assert [(one.title, one.deleted) for one in library.history()] == [("the only copy", True)]
    library.restore(version)
    assert library.get("gone").dossier.preparation.title == "the only copy"


def test_a_preparation_that_was_restored_and_then_vanished_was_not_deleted(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    version = library.delete(kept.dossier.preparation.id, kept.etag)
    library.restore(version)
    (tmp_path / "preparations" / f"{kept.dossier.preparation.id}.json").unlink()
    assert library.get(kept.dossier.preparation.id).dossier.preparation == kept.dossier.preparation
    library.restore(version)  # still under the name that was told


def test_what_is_erased_is_nowhere_any_more_and_nothing_else_is_touched(library: Library, tmp_path: Path) -> None:
    kept, other = _kept(library), _kept(library)
    preparation_id = kept.dossier.preparation.id
    path = tmp_path / "preparations" / f"{preparation_id}.json"
    etag = library.put(_titled(kept.dossier, "SECRET"), kept.etag)
    path.write_bytes(path.read_bytes()[:-3])
    library.put(_titled(kept.dossier, "SECRET again"), etag)
    other_file = tmp_path / "quarantine" / f"{other.dossier.preparation.id}-1700000000000000000.json"
    other_file.write_bytes(b"another's")
    assert save_aside(tmp_path, kept.dossier, None) is not None
    library.delete(preparation_id, library.get(preparation_id).etag)
    library.erase(preparation_id)
    assert library.history() == []
    assert library.history(preparation_id) == []
    assert library.check().findings == ()
    library.close()
    everything = [found for found in tmp_path.rglob("*") if found.is_file()]
    assert other_file in everything
    assert not [found for found in everything if preparation_id in str(found) or b"SECRET" in found.read_bytes()]
    assert library.get(other.dossier.preparation.id) == other
    with pytest.raises(NotFound):
        library.erase(preparation_id)


def test_nothing_is_erased_that_is_not_deleted(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    library.put(_titled(kept.dossier, "second"), kept.etag)
    preparation_id = kept.dossier.preparation.id
    with pytest.raises(Conflict, match="not deleted"):
        library.erase(preparation_id)
    (tmp_path / "preparations" / f"{preparation_id}.json").unlink()  # vanished: nobody deleted it
    with pytest.raises(Conflict):
        library.erase(preparation_id)
    assert library.get(preparation_id).dossier.preparation.title == "first"


def test_an_erasure_that_was_cut_off_brings_nothing_back(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    preparation_id = kept.dossier.preparation.id
    etag = library.put(_titled(kept.dossier, "second"), kept.etag)
    library.delete(preparation_id, etag)
    folder = tmp_path / "history" / preparation_id
    doomed = folder.rename(folder.with_name(f".tmp-{preparation_id}-0"))
    sorted(doomed.iterdir())[-1].unlink()
    assert [finding.kind for finding in library.check().findings] == ["swept"]
    assert library.history() == []
    assert not doomed.exists()


def test_versions_are_for_their_owner_only(library: Library, tmp_path: Path) -> None:
    library.keep(_kept(library).dossier)
    for path in (tmp_path / "history").rglob("*"):
        assert os.name == "nt" or path.stat().st_mode & 0o077 == 0


def test_a_copy_that_a_sync_service_made_is_found_in_the_history(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    elsewhere = open_library(tmp_path / "elsewhere")
    elsewhere.put(_titled(kept.dossier, "written on the other computer"), None)
    name = f"{kept.dossier.preparation.id}.json"
    copy = tmp_path / "preparations" / name.replace(".json", " (conflicted copy).json")
    (tmp_path / "elsewhere" / "preparations" / name).rename(copy)
    (finding,) = library.check().findings
    assert finding.kind == "copy"
    assert not copy.exists()
    (version,) = library.history(kept.dossier.preparation.id)
    assert (version.title, version.given_up) == ("written on the other computer", True)
    assert f"history/{version.id}/{version.name}.json" == finding.detail
    assert library.get(kept.dossier.preparation.id) == kept


def test_nothing_is_replaced_while_the_history_takes_no_version(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    path = tmp_path / "preparations" / f"{kept.dossier.preparation.id}.json"
    before = path.read_bytes()
    in_the_way = tmp_path / "history" / kept.dossier.preparation.id
    shutil.rmtree(in_the_way)
    in_the_way.write_text("no folder")
    for attempt in (
        lambda: library.put(_titled(kept.dossier, "second"), kept.etag),
        lambda: library.delete(kept.dossier.preparation.id, kept.etag),
        lambda: library.keep(kept.dossier),
    ):
        with pytest.raises(SaveFailed):
            attempt()
    assert path.read_bytes() == before
    in_the_way.unlink()
    library.put(_titled(kept.dossier, "second"), kept.etag)
    assert [version.title for version in library.history(kept.dossier.preparation.id)] == ["first"]


def test_a_history_folder_that_was_removed_is_made_again(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    shutil.rmtree(tmp_path / "history")
    library.put(_titled(kept.dossier, "second"), kept.etag)
    assert [version.title for version in library.history(kept.dossier.preparation.id)] == ["first"]


def test_the_check_reads_every_version_and_tells_how_far_it_is(library: Library, tmp_path: Path) -> None:
    kept = _kept(library)
    etag = library.put(_titled(kept.dossier, "second"), kept.etag)
    library.put(_titled(kept.dossier, "third"), etag)
    folder = tmp_path / "history" / kept.dossier.preparation.id
    oldest, newest = sorted(path for path in folder.iterdir() if BASE not in path.name)
    newest.write_bytes(oldest.read_bytes()[:-1])
    (folder / ".tmp-1-left").write_bytes(b"{")
    told: list[tuple[int, int]] = []
    health = library.check(lambda done, of: told.append((done, of)))
    assert told == [(done, health.checked + health.versions) for done in range(1, health.checked + health.versions + 1)]
    found = {finding.kind: finding for finding in health.findings}
    assert set(found) == {"version", "swept"}
    assert (found["version"].file, found["version"].damage) == (f"history/{folder.name}/{newest.name}", "torn")
    assert (tmp_path / found["version"].detail).read_bytes() == oldest.read_bytes()[:-1]
    assert [version.title for version in library.history(kept.dossier.preparation.id)] == ["first"]
    assert library.check().findings == ()
