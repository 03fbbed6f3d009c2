"""Damage is always seen, never opened as empty; damaged bytes are kept and the newest good version comes back."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs
from properties import examples

import prep.words
from builders import a_preparation
from prep.errors import Conflict, Damaged, NewerFormat, NotFound
from prep.intake.case import read_case
from prep.library.locks import PATIENCE, Lock
from prep.library.migrations import FORMAT
from prep.library.protocol import Kept, Library
from prep.library.seal import UnsoundError, seal, unseal
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.organisation import Goal, Organisation

SAMPLE = Path(prep.words.__file__).parent / "samples" / "case-en.json"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def _twice_saved(library: Library) -> Kept:
    """A preparation with two versions: "first" in its history, "second" as the current one."""
    case = read_case(SAMPLE)
    added = library.add(case.organisation, case.preparations, case.evaluate_on)
    kept = library.get(added.preparation_ids[0])
    etag = library.put(_titled(kept, "first"), kept.etag)
    library.put(_titled(kept, "second"), etag)
    return library.get(added.preparation_ids[0])


def _titled(kept: Kept, title: str) -> Dossier:
    return structs.replace(kept.dossier, preparation=structs.replace(kept.dossier.preparation, title=title))


def _file(home: Path, kept: Kept) -> Path:
    return home / "preparations" / f"{kept.dossier.preparation.id}.json"


_SEALED = seal({"meta": {"1": {"format": 1}}, "quotes": {"1": {"text": "声はここに"}, "2": {"text": "{}"}}})


@examples(100)
@given(st.integers(0, len(_SEALED) - 1), st.integers(1, 255))
def test_no_changed_byte_goes_unseen(place: int, change: int) -> None:
    damaged = bytearray(_SEALED)
    damaged[place] ^= change
    with pytest.raises(UnsoundError):
        unseal(bytes(damaged))


@examples(100)
@given(st.integers(0, len(_SEALED) - 1), st.binary(max_size=3))
def test_no_torn_write_goes_unseen(length: int, tail: bytes) -> None:
    torn = _SEALED[:length] + tail
    assume(torn != _SEALED)
    with pytest.raises(UnsoundError):
        unseal(torn)


def test_what_is_sealed_is_json_and_comes_back() -> None:
    assert list(json.loads(_SEALED)) == ["meta", "quotes", "checksum"]
    assert unseal(_SEALED)["quotes"]["1"] == {"text": "声はここに"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: b"\x00" * len(data),
        lambda data: data.replace(b"second", b"sexond"),
        lambda data: b"{}",
        lambda data: data.replace(b'"format": 2', b'"format": 9'),
    ],
    ids=["empty", "half", "last byte", "zeros", "flipped", "another document", "format number flipped"],
)
def test_a_damaged_file_is_set_aside_and_the_version_before_it_comes_back(
    library: Library, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    kept = _twice_saved(library)
    path = _file(tmp_path, kept)
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "first"
    assert [quarantined.read_bytes() for quarantined in (tmp_path / "quarantine").iterdir()] == [damaged]
    assert [finding.kind for finding in library.findings()] == ["damaged", "restored"]
    assert library.findings() == ()


def test_damage_that_an_earlier_version_is_restored_over_is_set_aside_and_told(
    library: Library, tmp_path: Path
) -> None:
    kept = _twice_saved(library)
    version = library.history(kept.dossier.preparation.id)[0]
    _file(tmp_path, kept).write_bytes(b"damage")
    library.restore(version)
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "first"
    assert [quarantined.read_bytes() for quarantined in (tmp_path / "quarantine").iterdir()] == [b"damage"]
    assert [finding.kind for finding in library.findings()] == ["damaged", "restored"]
    assert library.check().findings == ()


def test_what_cannot_be_read_is_told_once_however_often_the_list_is_drawn_and_by_every_check(
    library: Library, tmp_path: Path
) -> None:
    _twice_saved(library)
    (tmp_path / "preparations" / "folder.json").mkdir()
    kinds = []
    for _ in range(3):
        library.summaries()
        kinds += [finding.kind for finding in library.findings()]
    assert kinds == ["unreadable"]
    for _ in range(2):
        assert [finding.kind for finding in library.check().findings] == ["unreadable"]
    assert library.findings() == ()


def test_the_list_repairs_what_it_meets(library: Library, tmp_path: Path) -> None:
    kept = _twice_saved(library)
    _file(tmp_path, kept).write_bytes(b"")
    titles = [summary.title for summary in open_library(tmp_path).summaries()]
    assert "first" in titles


def test_a_damaged_file_without_a_good_version_is_said_to_be_damaged_and_kept(library: Library, tmp_path: Path) -> None:
    added = library.add(Organisation(name="Kestrel"), [a_preparation()], None)
    path = tmp_path / "preparations" / f"{added.preparation_ids[0]}.json"
    path.write_bytes(b"torn")
    shutil.rmtree(tmp_path / "history")
    with pytest.raises(Damaged, match="quarantine"):
        library.get(added.preparation_ids[0])
    assert [kept.read_bytes() for kept in (tmp_path / "quarantine").iterdir()] == [b"torn"]
    with pytest.raises(NotFound):
        library.get(added.preparation_ids[0])


def test_what_was_imported_and_never_changed_comes_back_whole_when_it_is_damaged(
    library: Library, tmp_path: Path
) -> None:
    case = read_case(SAMPLE)
    added = library.add(case.organisation, case.preparations, case.evaluate_on)
    kept = library.get(added.preparation_ids[0])
    _file(tmp_path, kept).write_bytes(b"torn")

    assert library.get(added.preparation_ids[0]) == kept
    assert [one.kind for one in library.findings()] == ["damaged", "restored"]
    assert not library.history(added.preparation_ids[0]), "it is no version that a user made"
    library.put(_titled(kept, "goes on"), kept.etag)


def test_a_damaged_version_is_passed_over_for_the_one_before(library: Library, tmp_path: Path) -> None:
    kept = _twice_saved(library)
    newest = sorted((tmp_path / "history" / kept.dossier.preparation.id).iterdir())[-1]
    newest.write_bytes(b"")
    _file(tmp_path, kept).write_bytes(b"")
    original = read_case(SAMPLE).preparations[0].title
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == original


def test_a_save_over_damage_keeps_the_damaged_bytes_and_the_text(library: Library, tmp_path: Path) -> None:
    kept = _twice_saved(library)
    _file(tmp_path, kept).write_bytes(b"torn")
    library.put(_titled(kept, "third"), kept.etag)
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "third"
    assert [quarantined.read_bytes() for quarantined in (tmp_path / "quarantine").iterdir()] == [b"torn"]


@pytest.mark.parametrize("damage", [b"torn", None], ids=["torn", "vanished"])
def test_a_stale_window_is_in_conflict_even_when_what_the_other_saved_is_damaged(
    library: Library, tmp_path: Path, damage: bytes | None
) -> None:
    stale = _twice_saved(library)
    theirs = library.put(_titled(stale, "theirs"), stale.etag)
    library.put(_titled(stale, "theirs, later"), theirs)
    if damage is None:
        _file(tmp_path, stale).unlink()
    else:
        _file(tmp_path, stale).write_bytes(damage)
    with pytest.raises(Conflict):
        library.put(_titled(stale, "mine"), stale.etag)
    now = library.get(stale.dossier.preparation.id)
    assert now.dossier.preparation.title == "theirs"
    _file(tmp_path, stale).write_bytes(b"damaged again")
    library.put(_titled(stale, "mine"), now.etag)  # the very version that is put back
    assert library.get(stale.dossier.preparation.id).dossier.preparation.title == "mine"


def test_a_damaged_organisation_comes_back_too(library: Library, tmp_path: Path) -> None:
    kept = _twice_saved(library)
    changed = structs.replace(kept.dossier.organisation, goals=(Goal(id="g1", title="changed"),))
    library.put(structs.replace(kept.dossier, organisation=changed), kept.etag)
    (tmp_path / "organisations" / f"{kept.dossier.organisation_id}.json").write_bytes(b"")
    assert library.get(kept.dossier.preparation.id).dossier.organisation == kept.dossier.organisation


def _newer(path: Path) -> bytes:
    tables = unseal(path.read_bytes())
    tables["meta"]["1"]["format"] = FORMAT + 1
    tables["inventions"] = {"1": {"of": "the future"}}
    return seal(tables)


@pytest.mark.parametrize("sealed_as_today", [True, False])
def test_a_newer_format_is_listed_and_left_untouched(library: Library, tmp_path: Path, sealed_as_today: bool) -> None:
    kept = _twice_saved(library)
    path = _file(tmp_path, kept)
    data = _newer(path)
    if not sealed_as_today:
        data = json.dumps({**json.loads(data), "checksum": "otherwise"}).encode()
    path.write_bytes(data)
    with pytest.raises(NewerFormat, match="newer nemawashi"):
        library.get(kept.dossier.preparation.id)
    with pytest.raises(NewerFormat):
        library.put(_titled(kept, "mine"), kept.etag)
    assert [summary.title for summary in library.summaries() if summary.newer] == ["second"]
    assert [finding.kind for finding in library.check().findings] == ["newer"]
    assert path.read_bytes() == data


def test_an_import_joins_the_organisation_of_its_name_even_when_that_lies_damaged(
    library: Library, tmp_path: Path
) -> None:
    kept = _twice_saved(library)
    changed = structs.replace(kept.dossier.organisation, goals=(Goal(id="g1", title="changed"),))
    library.put(structs.replace(kept.dossier, organisation=changed), kept.etag)
    (tmp_path / "organisations" / f"{kept.dossier.organisation_id}.json").write_bytes(b"")
    added = library.add(Organisation(name=kept.dossier.organisation.name), [a_preparation()], None)
    assert added.organisation_id == kept.dossier.organisation_id
    assert len(library.organisations()) == 1


def test_an_organisation_of_a_newer_format_is_never_saved_over(library: Library, tmp_path: Path) -> None:
    kept = _twice_saved(library)
    path = tmp_path / "organisations" / f"{kept.dossier.organisation_id}.json"
    data = _newer(path)
    path.write_bytes(data)
    with pytest.raises(NewerFormat, match="organisations/"):
        library.get(kept.dossier.preparation.id)
    with pytest.raises(NewerFormat):
        library.put(_titled(kept, "mine"), kept.etag)
    assert next(iter(library.summaries())).title == "second"
    assert path.read_bytes() == data


def test_a_preparation_that_vanished_comes_back_and_a_window_that_holds_it_can_save_it(
    library: Library, tmp_path: Path
) -> None:
    kept = _twice_saved(library)
    _file(tmp_path, kept).unlink()
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "first"
    _file(tmp_path, kept).unlink()
    library.put(kept.dossier, kept.etag)
    assert library.get(kept.dossier.preparation.id).dossier == kept.dossier


def test_the_list_brings_back_what_vanished_and_not_what_was_deleted(library: Library, tmp_path: Path) -> None:
    kept, deleted = _twice_saved(library), _twice_saved(library)
    library.summaries()
    library.delete(deleted.dossier.preparation.id, deleted.etag)
    _file(tmp_path, kept).unlink()
    (tmp_path / "organisations" / f"{kept.dossier.organisation_id}.json").unlink()
    for window in (library, open_library(tmp_path)):
        listed = {summary.id: summary for summary in window.summaries()}
        assert listed[kept.dossier.preparation.id].title == "first"
        assert listed[kept.dossier.preparation.id].organisation == kept.dossier.organisation.name
        assert deleted.dossier.preparation.id not in listed
    assert {finding.file for finding in library.findings() if finding.kind == "restored"} == {
        f"preparations/{kept.dossier.preparation.id}.json",
        f"organisations/{kept.dossier.organisation_id}.json",
    }


def test_goals_whose_file_vanished_come_back(library: Library, tmp_path: Path) -> None:
    kept = _twice_saved(library)
    changed = structs.replace(kept.dossier.organisation, goals=(Goal(id="g1", title="changed"),))
    library.put(structs.replace(kept.dossier, organisation=changed), kept.etag)
    (tmp_path / "organisations" / f"{kept.dossier.organisation_id}.json").unlink()
    assert library.get(kept.dossier.preparation.id).dossier.organisation == kept.dossier.organisation


def test_check_finds_nothing_wrong_with_a_sound_library(library: Library) -> None:
    _twice_saved(library)
    health = library.check()
    assert (health.checked, health.findings) == (3, ())


def test_check_repairs_damage_sweeps_left_overs_and_brings_back_what_vanished(library: Library, tmp_path: Path) -> None:
    kept, other = _twice_saved(library), _twice_saved(library)
    _file(tmp_path, kept).write_bytes(b"")
    _file(tmp_path, other).unlink()
    (tmp_path / "preparations" / ".tmp-1-left").write_bytes(b"{")
    findings = library.check().findings
    assert sorted(finding.kind for finding in findings) == ["damaged", "restored", "restored", "swept"]
    for restored in (kept, other):
        assert library.get(restored.dossier.preparation.id).dossier.preparation.title == "first"
    assert library.check().findings == ()


def test_opening_sweeps_what_a_killed_writer_left(library: Library, tmp_path: Path) -> None:
    _twice_saved(library)
    left = tmp_path / "preparations" / ".tmp-1-left"
    left.write_bytes(b"{")
    open_library(tmp_path)
    assert not left.exists()


def test_opening_does_not_wait_for_a_window_at_work(library: Library, tmp_path: Path) -> None:
    _twice_saved(library)
    (tmp_path / "preparations" / ".tmp-1-being-written").write_bytes(b"{")
    with Lock(tmp_path).held():
        begun = time.monotonic()
        open_library(tmp_path)
        assert time.monotonic() - begun < PATIENCE / 2


def test_the_last_fifty_versions_can_be_restored(library: Library) -> None:
    kept = _twice_saved(library)
    etag = kept.etag
    for number in range(55):
        etag = library.put(_titled(kept, f"number {number}"), etag)
    versions = library.history(kept.dossier.preparation.id)
    assert [version.title for version in versions[:50]] == [f"number {number}" for number in range(53, 3, -1)]
    library.restore(versions[49])
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "number 4"
    assert library.history(kept.dossier.preparation.id)[0].title == "number 54"


def test_a_deleted_preparation_is_listed_and_comes_back_whole(library: Library) -> None:
    kept = _twice_saved(library)
    version = library.delete(kept.dossier.preparation.id, kept.etag)
    assert kept.dossier.preparation.id not in {summary.id for summary in library.summaries()}
    assert library.history() == [version]
    assert (version.title, version.deleted) == ("second", True)
    etag = library.restore(version)
    assert library.get(kept.dossier.preparation.id) == Kept(kept.dossier, etag)
    assert library.history() == []
    with pytest.raises(Conflict):
        library.delete(kept.dossier.preparation.id, kept.etag)


def test_a_version_that_is_gone_is_not_found(library: Library) -> None:
    kept = _twice_saved(library)
    (version, *_) = library.history(kept.dossier.preparation.id)
    for name in ("00000000000000000001", "../../index", ""):
        with pytest.raises(NotFound):
            library.restore(structs.replace(version, name=name))
