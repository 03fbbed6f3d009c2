"""Every format ever shipped opens with what was kept in it; a newer one is left as it is (promise 7)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from golden_files import PUT_ASIDE, backups, exports, folder_of, formats, library_of, listed, numbers
from msgspec import structs

from prep import edits
from prep.errors import NewerFormat
from prep.library.archive import VERSION as BACKUP
from prep.library.migrations import FORMAT, MIGRATIONS
from prep.library.protocol import Finding, Library
from prep.library.rescue import Rescued, take_up
from prep.library.restoring import restore
from prep.library.seal import seal, unseal
from prep.library.tables import decode_organisation, decode_preparation, encode_organisation, encode_preparation
from prep.library.tiny import open_library
from prep.model.dossier import Dossier

OLDER = list(range(1, FORMAT))
EVERY = pytest.mark.parametrize("number", formats())
EVERY_OLDER = pytest.mark.parametrize("number", OLDER)


def _files(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*.json")) if path.name != "index.json"}


def _format_of(path: Path) -> object:
    return unseal(path.read_bytes())["meta"]["1"]["format"]


def _titled(dossier: Dossier, title: str) -> Dossier:
    return edits.replace(dossier, "title", title)


def _expected(number: int, name: str) -> object:
    return json.loads((folder_of(number) / "expected" / f"{name}.json").read_bytes())


def test_every_format_has_golden_files_and_a_migration_to_the_next() -> None:
    assert formats() == list(range(1, FORMAT + 1)), "write them before shipping: python tests/golden_files.py"
    assert sorted(MIGRATIONS) == OLDER


@EVERY
def test_golden_files_are_of_the_format_they_are_kept_for(number: int) -> None:
    files = list((folder_of(number) / "library").rglob("*.json"))
    assert {_format_of(path) for path in files} == {number}
    assert len({path.parent.name for path in files}) > 4  # preparations, organisations, and the history of several


def test_what_is_written_today_is_todays_format_byte_for_byte() -> None:
    """Whoever changes what the tables hold needs another FORMAT, a migration and golden files."""
    home = folder_of(FORMAT) / "library"
    for path in (home / "preparations").iterdir():
        assert encode_preparation(decode_preparation(path.read_bytes(), path.name)) == path.read_bytes()
    for path in (home / "organisations").iterdir():
        assert encode_organisation(decode_organisation(path.read_bytes(), path.name)) == path.read_bytes()


@EVERY
def test_a_library_of_any_format_lists_what_it_listed_then(number: int, tmp_path: Path) -> None:
    library = library_of(number, tmp_path / "library")
    expected = json.loads((folder_of(number) / "expected" / "list.json").read_bytes())
    found = [
        {key: row[key] for key in then} for row, then in zip(listed(library), expected, strict=True)
    ]  # the list may have learnt more since
    assert found == expected
    assert list(library.check().findings) == []


@EVERY
def test_every_file_and_version_of_any_format_holds_exactly_what_was_kept(number: int, tmp_path: Path) -> None:
    found = {name: json.loads(data) for name, data in exports(library_of(number, tmp_path / "library")).items()}
    names = {path.stem for path in (folder_of(number) / "expected").glob("*.json")} - {"list", "numbers"}
    assert sorted(found) == sorted(names)
    assert found == {name: _expected(number, name) for name in names}


@pytest.mark.parametrize("number", [one for one in formats() if one > 1])
def test_numbers_given_up_are_as_they_were_kept(number: int, tmp_path: Path) -> None:
    found = numbers(library_of(number, tmp_path / "library"))
    assert found == _expected(number, "numbers")
    assert any(found.values())


@pytest.mark.parametrize("number", [one for one in formats() if one > 1])
def test_text_put_aside_in_any_format_is_taken_up(number: int, tmp_path: Path) -> None:
    home = tmp_path / "library"
    library = library_of(number, home)
    shutil.copytree(folder_of(number) / "rescue", home / "rescue")
    (home / "rescue").chmod(0o700)
    (path,) = (home / "rescue").iterdir()
    named = next(row.id for row in library.summaries() if path.name.startswith(row.id))
    before = library.get(named).dossier
    assert take_up(library, home) == (Rescued(PUT_ASIDE, "current"),)
    assert library.get(named).dossier == _titled(before, PUT_ASIDE)
    assert list((home / "rescue").iterdir()) == []


def test_every_format_of_backups_has_a_golden_one() -> None:
    found = {path.name for number in formats() for path in folder_of(number).glob("backup-*.zip")}
    assert found == {f"backup-{number}.zip" for number in range(1, BACKUP + 1)}


@pytest.mark.parametrize(("number", "backup"), [(one, path) for one in formats() for path in backups(one)])
def test_a_backup_of_any_format_brings_everything_back(number: int, backup: Path, tmp_path: Path) -> None:
    done = restore(tmp_path / "library", backup)
    assert (done.damaged, done.left, done.goals_left) == ((), [], [])
    found = {name: json.loads(data) for name, data in exports(open_library(tmp_path / "library")).items()}
    assert found == {name: _expected(number, name) for name in found}
    assert len(found) == len(list((folder_of(number) / "expected").iterdir())) - 2  # the list and the numbers


@EVERY
def test_reading_a_library_changes_no_byte_of_it(number: int, tmp_path: Path) -> None:
    library = library_of(number, tmp_path / "library")
    before = _files(tmp_path / "library")
    listed(library)
    numbers(library)
    library.check()
    library.close()
    assert _files(tmp_path / "library") == before


@EVERY_OLDER
def test_an_older_library_is_worked_on_in_place(number: int, tmp_path: Path) -> None:
    home = tmp_path / "library"
    library = library_of(number, home)
    for row in library.summaries():
        kept = library.get(row.id)
        assert library.etag_of(row.id) == kept.etag
        versions = library.history(row.id)
        etag = library.put(_titled(kept.dossier, "after"), kept.etag)
        library.put(_titled(kept.dossier, "after"), etag)
        assert _format_of(home / "preparations" / f"{row.id}.json") == FORMAT
        assert library.history(row.id)[2:] == versions
        again = open_library(home).get(row.id)
        assert again.dossier == structs.replace(
            kept.dossier, preparation=structs.replace(kept.dossier.preparation, title="after")
        )
    assert list(library.check().findings) == []


@EVERY_OLDER
def test_the_first_save_of_goals_after_an_upgrade_is_no_conflict_and_keeps_the_older_file(
    number: int, tmp_path: Path
) -> None:
    home = tmp_path / "library"
    library = library_of(number, home)
    row = next(one for one in library.summaries() if library.get(one.id).dossier.organisation.goals)
    kept = library.get(row.id)
    organisation = home / "organisations" / f"{kept.dossier.organisation_id}.json"
    old = organisation.read_bytes()
    dossier = edits.replace(kept.dossier, "organisation.goals[g1].title", "after")
    etag = library.put(dossier, kept.etag)
    assert _format_of(organisation) == FORMAT
    assert library.etag_of(row.id) == etag == library.get(row.id).etag
    newest = library.goal_versions(kept.dossier.organisation_id)[0]
    assert library.goals_of(newest) == kept.dossier.organisation
    assert old in [path.read_bytes() for path in (home / "history" / organisation.stem).iterdir()]


@EVERY_OLDER
def test_windows_that_met_over_an_older_file_still_bring_their_goals_together(number: int, tmp_path: Path) -> None:
    home = tmp_path / "library"
    library, other = library_of(number, home), open_library(home)
    by_organisation: dict[str, list[str]] = {}
    for row in library.summaries():
        by_organisation.setdefault(library.get(row.id).dossier.organisation_id, []).append(row.id)
    one, two = next(ids for ids in by_organisation.values() if len(ids) > 1)
    mine, theirs = library.get(one), other.get(two)
    library.put(edits.replace(mine.dossier, "organisation.goals[g1].title", "ours"), mine.etag)
    other.put(edits.replace(theirs.dossier, "organisation.goals[g2].title", "theirs"), theirs.etag)
    titles = {goal.id: goal.title for goal in library.get(one).dossier.organisation.goals}
    assert (titles["g1"], titles["g2"]) == ("ours", "theirs")


@EVERY_OLDER
def test_an_older_version_comes_back_from_the_history(number: int, tmp_path: Path) -> None:
    home = tmp_path / "library"
    library = library_of(number, home)
    deleted = library.history()[0]
    etag = library.restore(deleted)
    kept = library.get(deleted.id)
    assert (kept.etag, kept.dossier.preparation) == (etag, library.preparation_of(library.history(deleted.id)[0]))
    assert _format_of(home / "preparations" / f"{deleted.id}.json") == FORMAT


def _sealed_as_we_do(data: bytes) -> bytes:
    tables = unseal(data)
    tables["meta"]["1"]["format"] = FORMAT + 1
    return seal(tables)


def _sealed_in_another_way(data: bytes) -> bytes:
    tables = unseal(data)
    tables["meta"]["1"]["format"] = 99
    return json.dumps({**tables, "signature": "x" * 64}).encode()


@pytest.mark.parametrize(
    ("newer", "version"), [(_sealed_as_we_do, FORMAT + 1), (_sealed_in_another_way, 99)], ids=["next", "unknown seal"]
)
@pytest.mark.parametrize("kind", ["preparations", "organisations"])
def test_a_newer_file_is_named_as_such_and_no_byte_of_it_changes(
    newer: Callable[[bytes], bytes], version: int, kind: str, tmp_path: Path
) -> None:
    home = tmp_path / "library"
    library = library_of(FORMAT, home)
    kept = [library.get(row.id) for row in library.summaries()]
    path = next(one for one in sorted((home / kind).iterdir()) if b'"g1"' in one.read_bytes())
    path.write_bytes(newer(path.read_bytes()))
    before = path.read_bytes()
    opened = open_library(home)
    met = [one for one in kept if path.stem in (one.dossier.preparation.id, one.dossier.organisation_id)]
    assert met
    for one in met:
        _refused(opened, one.dossier, version, path)
    findings = opened.check().findings
    assert Finding("newer", f"{kind}/{path.name}", str(version)) in findings
    assert {finding.kind for finding in findings} == {"newer"}
    assert path.read_bytes() == before
    if kind == "preparations":
        assert [row.newer for row in opened.summaries() if row.id == path.stem] == [True]


def _refused(library: Library, dossier: Dossier, version: int, path: Path) -> None:
    with pytest.raises(NewerFormat, match=f"{path.name}.*{version}|{version}.*{path.name}"):
        library.get(dossier.preparation.id)
