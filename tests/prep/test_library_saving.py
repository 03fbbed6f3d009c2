"""What is saved is on disk, readable, and comes back equal; nothing is overwritten silently."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from case_strategies import cases
from hypothesis import given
from msgspec import structs
from properties import examples
from tinydb import TinyDB

import prep.words
from builders import a_dossier, a_preparation
from prep.errors import Conflict, NotFound, Unusable
from prep.intake.case import Case, encode_case, parse_case, read_case, write_case
from prep.library.protocol import Etag, Kept, Library
from prep.library.tiny import TinyLibrary, open_library
from prep.model.dossier import Dossier
from prep.model.meeting import CarriedLesson, Decision, Lesson, Outcome
from prep.model.organisation import Organisation

SAMPLES = Path(prep.words.__file__).parent / "samples"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


def _add_sample(library: Library, language: str = "ja") -> Kept:
    case = read_case(SAMPLES / f"case-{language}.json")
    return library.get(library.add(case.organisation, case.preparations, case.evaluate_on).preparation_ids[0])


def _titled(dossier: Dossier, title: str) -> Dossier:
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, title=title))


def _files(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*.json")) if path.name != "index.json"}


def test_a_saved_dossier_is_read_back_equal_by_another_window(library: Library, tmp_path: Path) -> None:
    kept = _add_sample(library)
    changed = _titled(kept.dossier, "新しい題名 🍱")
    etag = library.put(changed, kept.etag)
    again = open_library(tmp_path / "library").get(changed.preparation.id)
    assert again == Kept(changed, etag)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_was_imported_is_exported_as_it_came(library: Library, language: str) -> None:
    kept = _add_sample(library, language)
    assert json.loads(write_case(kept.dossier)) == json.loads((SAMPLES / f"case-{language}.json").read_bytes())


@examples(25)
@given(cases(dirty=True))
def test_whatever_the_format_allows_can_be_kept(document: dict[str, Any]) -> None:
    case = parse_case(json.dumps(document).encode(), "case.json")
    home = Path(tempfile.mkdtemp())
    try:
        library = TinyLibrary(home, assess=lambda _: (False, 0))
        added = library.add(case.organisation, case.preparations, case.evaluate_on)
        assert library.organisations() == [(added.organisation_id, case.organisation)]
        for preparation_id, original in zip(added.preparation_ids, case.preparations, strict=True):
            loaded = library.get(preparation_id).dossier.preparation
            assert (
                structs.replace(
                    loaded, id=original.id, follows=original.follows, carried_lessons=original.carried_lessons
                )
                == original
            )
    finally:
        shutil.rmtree(home)


def test_a_number_beyond_64_bits_is_kept_exactly(library: Library) -> None:
    dossier = a_dossier(preparation_id="big").with_metric(baseline={"value": 10**30}, target={"value": -0.1}).build()
    library.put(dossier, None)
    (metric,) = library.get("big").dossier.preparation.metrics
    assert (metric.baseline.value, metric.target.value) == (10**30, -0.1)


def test_the_file_is_readable_json_that_plain_tinydb_opens(library: Library, tmp_path: Path) -> None:
    kept = _add_sample(library)
    path = tmp_path / "library" / "preparations" / f"{kept.dossier.preparation.id}.json"
    text = path.read_text("utf-8")
    assert kept.dossier.preparation.title in text
    assert text.count("\n") > 200
    with TinyDB(path, access_mode="r") as database:
        quotes = database.table("quotes").all()
    assert [quote["text"] for quote in quotes] == [quote.text for quote in kept.dossier.preparation.quotes]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_folders_and_files_are_for_their_owner_only(library: Library, tmp_path: Path) -> None:
    kept = _add_sample(library)
    library.put(kept.dossier, kept.etag)
    library.close()
    for path in [tmp_path / "library", *(tmp_path / "library").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_stale_save_is_a_conflict_and_changes_nothing(library: Library, tmp_path: Path) -> None:
    kept = _add_sample(library)
    library.put(_titled(kept.dossier, "theirs"), kept.etag)
    before = _files(tmp_path / "library")
    with pytest.raises(Conflict, match=r"mine.*saved in another window"):
        library.put(_titled(kept.dossier, "mine"), kept.etag)
    assert _files(tmp_path / "library") == before


def test_after_a_conflict_either_version_can_be_chosen(library: Library) -> None:
    kept = _add_sample(library)
    library.put(_titled(kept.dossier, "theirs"), kept.etag)
    theirs = library.get(kept.dossier.preparation.id)
    library.put(_titled(kept.dossier, "mine"), theirs.etag)
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "mine"
    assert [version.title for version in library.history(kept.dossier.preparation.id)][:1] == ["theirs"]


def test_a_new_preparation_never_replaces_one_that_is_there(library: Library) -> None:
    library.put(a_dossier(preparation_id="same").build(), None)
    with pytest.raises(Conflict):
        library.put(a_dossier(preparation_id="same", title="other").build(), None)


def test_saving_what_another_window_deleted_is_a_conflict(library: Library) -> None:
    kept = _add_sample(library)
    library.delete(kept.dossier.preparation.id, kept.etag)
    with pytest.raises(Conflict, match="deleted in another window"):
        library.put(kept.dossier, kept.etag)


def test_a_stale_deletion_is_a_conflict(library: Library) -> None:
    kept = _add_sample(library)
    library.put(_titled(kept.dossier, "theirs"), kept.etag)
    with pytest.raises(Conflict):
        library.delete(kept.dossier.preparation.id, kept.etag)


@pytest.mark.parametrize("strange", ["nobody", "", "../index", "a/b", ".hidden", "a\x00b", "x" * 500, "名前"])
def test_an_unknown_id_is_not_found_whatever_it_looks_like(library: Library, strange: str) -> None:
    for attempt in (
        lambda: library.get(strange),
        lambda: library.delete(strange, Etag("x.y")),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_preparation_begun_here_goes_out_under_the_next_free_number(library: Library) -> None:
    kept = _add_sample(library)  # p1, which follows p0
    dossier = structs.replace(
        kept.dossier,
        preparation=a_preparation(
            "begun-here",
            follows=kept.dossier.preparation.id,
            carried_lessons=(CarriedLesson(lesson_id="l1", from_preparation=kept.dossier.preparation.id),),
        ),
    )
    library.put(dossier, None)
    exported = json.loads(write_case(library.get("begun-here").dossier))
    assert [one["id"] for one in exported["preparations"]] == ["p2", "p1", "p0"]
    assert exported["preparations"][0]["follows"] == "p1"
    assert exported["preparations"][0]["carried_lessons"][0]["from_preparation"] == "p1"


def test_two_preparations_of_different_files_with_one_case_id_stay_apart_on_export(library: Library) -> None:
    first, second = _add_sample(library), _add_sample(library)
    chained = structs.replace(second.dossier.preparation, follows=first.dossier.preparation.id)
    library.put(structs.replace(second.dossier, preparation=chained), second.etag)
    exported = json.loads(write_case(library.get(chained.id).dossier))
    ids = [one["id"] for one in exported["preparations"]]
    assert ids[0] == "p1"
    assert len(set(ids)) == len(ids) == 3
    assert [one["follows"] for one in exported["preparations"]] == [ids[1], ids[2], None]


def test_a_lesson_of_a_preparation_that_is_not_followed_keeps_its_source(library: Library) -> None:
    lesson = Lesson(id="l1", text="Ask sales first")
    taught_by = a_preparation("p0", outcome=Outcome(decision=Decision.NO, lessons=(lesson,)))
    carrying = a_preparation("p1", carried_lessons=(CarriedLesson(lesson_id="l1", from_preparation="p0"),))
    added = library.add(Organisation(name="Kestrel"), [carrying, taught_by], None)
    dossier = library.get(added.preparation_ids[0]).dossier
    assert dossier.lesson(dossier.preparation.carried_lessons[0]) == lesson
    exported = json.loads(write_case(dossier))
    assert [one["id"] for one in exported["preparations"]] == ["p1"]
    assert exported["preparations"][0]["carried_lessons"][0]["from_preparation"] == "p0"


def test_today_is_the_override_then_the_import_then_the_real_date(library: Library) -> None:
    kept = _add_sample(library)
    assert kept.dossier.today == dt.date(2026, 12, 15) == kept.dossier.evaluate_on
    assert library.get(kept.dossier.preparation.id, dt.date(2027, 1, 1)).dossier.today == dt.date(2027, 1, 1)
    library.put(structs.replace(kept.dossier, evaluate_on=None), kept.etag)
    assert library.get(kept.dossier.preparation.id).dossier.today == dt.date.today()


def test_the_list_shows_the_last_saved_first_with_its_verdict(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path, assess=lambda dossier: (dossier.preparation.title == "ready", 42))
    first = library.add(Organisation(name="Kestrel"), [a_preparation(title="ready")], None).preparation_ids[0]
    library.add(Organisation(name="kestrel "), [a_preparation(title="not yet")], None)
    assert [(row.title, row.ready, row.score) for row in library.summaries()] == [
        ("not yet", False, 42),
        ("ready", True, 42),
    ]
    kept = library.get(first)
    library.put(_titled(kept.dossier, "was ready"), kept.etag)
    assert [row.title for row in library.summaries()] == ["was ready", "not yet"]
    assert {row.organisation for row in library.summaries()} == {"Kestrel"}


def test_another_window_sees_what_changed(library: Library, tmp_path: Path) -> None:
    kept = _add_sample(library)
    other = open_library(tmp_path / "library")
    assert other.changes() == []
    etag = library.put(_titled(kept.dossier, "theirs"), kept.etag)
    assert other.changes() == [kept.dossier.preparation.id]
    assert other.changes() == []
    library.delete(kept.dossier.preparation.id, etag)
    assert other.changes() == [kept.dossier.preparation.id]


def test_deleting_the_index_loses_nothing(library: Library, tmp_path: Path) -> None:
    _add_sample(library)
    before = list(library.summaries())
    library.close()
    index = tmp_path / "library" / "index.json"
    index.unlink()
    assert list(open_library(tmp_path / "library").summaries()) == before


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 50, b'{"rows": {"x": 1}}'])
def test_a_damaged_index_is_made_anew(library: Library, tmp_path: Path, content: bytes) -> None:
    _add_sample(library)
    before = list(library.summaries())
    library.close()
    (tmp_path / "library" / "index.json").write_bytes(content)
    again = open_library(tmp_path / "library")
    assert list(again.summaries()) == before
    assert [finding.kind for finding in again.findings()] == ["index"]


def test_an_index_that_is_true_is_believed_and_only_changed_files_are_read(library: Library, tmp_path: Path) -> None:
    kept = _add_sample(library)
    library.summaries()
    library.close()
    again = open_library(tmp_path / "library")
    read: list[tuple[int, int]] = []
    again.summaries(lambda done, of: read.append((done, of)))
    assert read == []
    again.put(_titled(kept.dossier, "changed"), kept.etag)
    again.summaries(lambda done, of: read.append((done, of)))
    assert read == [(1, 1)]


def test_a_home_that_is_a_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(Unusable, match="NEMAWASHI_HOME"):
            open_library(home)


def test_a_case_is_the_same_whether_read_from_its_file_or_from_the_library(library: Library) -> None:
    case = read_case(SAMPLES / "case-en.json")
    added = library.add(case.organisation, case.preparations, case.evaluate_on)
    alone = library.get(added.preparation_ids[1]).dossier
    exported = parse_case(write_case(alone), "export.json")
    expected = Case(organisation=case.organisation, preparations=case.preparations[1:], evaluate_on=case.evaluate_on)
    assert encode_case(exported) == encode_case(expected)
