"""The command on the library: new, list, import, export, sample and doctor, their streams and exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from command import CASE_EN, CASE_JA, SAMPLES, nemawashi
from msgspec import structs

from prep.library.migrations import FORMAT
from prep.library.rescue import save_aside
from prep.library.seal import seal, unseal
from prep.library.tiny import open_library
from prep.words import LANGUAGES, Lang, text

UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")


def rows(home: Path) -> list[dict[str, object]]:
    ran = nemawashi("list", "--json", home=home)
    assert (ran.code, ran.err) == (0, "")
    listed: list[dict[str, object]] = json.loads(ran.out)
    return listed


def test_an_empty_library_lists_nothing_and_says_how_to_begin(tmp_path: Path) -> None:
    ran = nemawashi("list", home=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "nemawashi sample" in ran.err
    assert rows(tmp_path) == []


def test_a_new_preparation_is_listed_under_the_id_that_was_printed(tmp_path: Path) -> None:
    ran = nemawashi("new", "春の新企画", "--lang", "ja", home=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert UUID.fullmatch(ran.out.strip())
    (row,) = rows(tmp_path)
    assert list(row) == ["id", "title", "language", "stage", "updated", "ready", "score"]
    assert (row["id"], row["title"], row["language"], row["stage"]) == (
        ran.out.strip(),
        "春の新企画",
        "ja",
        "preparing",
    )
    assert row["ready"] is False
    assert isinstance(row["score"], int)


def test_a_new_preparation_speaks_the_language_of_the_interface_unless_told(tmp_path: Path) -> None:
    nemawashi("new", "a", home=tmp_path, ui="ja")
    assert [row["language"] for row in rows(tmp_path)] == ["ja"]


def test_a_new_preparation_joins_the_organisation_worked_on_last(tmp_path: Path) -> None:
    nemawashi("import", CASE_EN, home=tmp_path)
    preparation_id = nemawashi("new", "Next", home=tmp_path).out.strip()
    exported = json.loads(nemawashi("export", preparation_id, home=tmp_path).out)
    original = json.loads(CASE_EN.read_text("utf-8"))
    assert exported["organisation"] == original["organisation"]


def test_import_prints_one_id_a_preparation_in_file_order(tmp_path: Path) -> None:
    ran = nemawashi("import", CASE_JA, CASE_EN, home=tmp_path)
    assert ran.code == 0
    titles = {str(row["id"]): row["title"] for row in rows(tmp_path)}
    cases = [json.loads(case.read_text("utf-8")) for case in (CASE_JA, CASE_EN)]
    assert [titles[line] for line in ran.lines] == [p["title"] for case in cases for p in case["preparations"]]


def test_importing_twice_makes_copies_but_no_double_goals(tmp_path: Path) -> None:
    nemawashi("import", CASE_EN, home=tmp_path)
    again = nemawashi("import", CASE_EN, home=tmp_path)
    assert "goals added 0, known 4" in again.err
    assert len(rows(tmp_path)) == 4
    exported = json.loads(nemawashi("export", again.lines[0], home=tmp_path).out)
    assert exported["organisation"] == json.loads(CASE_EN.read_text("utf-8"))["organisation"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_was_imported_is_exported_as_the_same_document(language: str, tmp_path: Path) -> None:
    case = SAMPLES / f"case-{language}.json"
    ids = nemawashi("import", case, home=tmp_path / "home").lines
    ran = nemawashi("export", ids[0], home=tmp_path / "home")
    assert ran.code == 0
    assert "private notes" in ran.err
    assert json.loads(ran.out) == json.loads(case.read_text("utf-8"))
    out = tmp_path / "back.json"
    told = nemawashi("export", ids[0], "-o", out, home=tmp_path / "home")
    assert told.lines == [str(out)]
    assert out.read_text("utf-8") == ran.out
    assert out.stat().st_mode & 0o077 == 0


def test_an_export_replaces_a_file_only_with_force(tmp_path: Path) -> None:
    ids = nemawashi("import", CASE_EN, home=tmp_path / "home").lines
    out = tmp_path / "back.json"
    out.write_text("mine")
    assert nemawashi("export", ids[0], "-o", out, home=tmp_path / "home").code == 2
    assert out.read_text() == "mine"
    assert nemawashi("export", ids[0], "-o", out, "--force", home=tmp_path / "home").code == 0
    assert json.loads(out.read_text("utf-8"))["format"] == "nemawashi-case"


def test_the_sample_is_added_and_its_deck_written_without_a_terminal(tmp_path: Path) -> None:
    out = tmp_path / "sample.pptx"
    ran = nemawashi("sample", "--lang", "ja", "--deck", out, home=tmp_path / "home")
    assert (ran.code, ran.lines, ran.err) == (0, [str(out)], "")
    assert out.read_bytes().startswith(b"PK")
    assert len(rows(tmp_path / "home")) == 2
    assert {row["title"] for row in rows(tmp_path / "home") if row["ready"]} == {"「はじめの3箱」伴走プログラム"}


def test_the_sample_speaks_the_language_of_the_interface_unless_told(tmp_path: Path) -> None:
    ran = nemawashi("sample", "--deck", tmp_path / "en.pptx", home=tmp_path / "home")
    assert ran.code == 0
    assert "DRAFT" in ran.err
    assert {row["language"] for row in rows(tmp_path / "home")} == {"en"}


def test_the_list_shows_each_preparation_with_an_id_that_works(tmp_path: Path) -> None:
    ids = nemawashi("import", CASE_JA, CASE_EN, home=tmp_path).lines
    listed = nemawashi("list", home=tmp_path, ui="ja").lines
    assert len(listed) == 4
    assert sum("準備完了" in line for line in listed) == 1
    for line in listed:
        short, *_, title = line.split("\t")
        exported = json.loads(nemawashi("export", short, home=tmp_path).out)
        assert title in {preparation["title"] for preparation in exported["preparations"]}
        assert sum(name.startswith(short) for name in ids) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preparation_of_a_newer_nemawashi_is_listed_as_such_among_the_others(language: Lang, tmp_path: Path) -> None:
    newer, other = (nemawashi("new", title, home=tmp_path).out.strip() for title in ("Newer", "Ours"))
    path = tmp_path / "preparations" / f"{newer}.json"
    tables = unseal(path.read_bytes())
    tables["meta"]["1"]["format"] = FORMAT + 1
    path.write_bytes(seal(tables))
    ran = nemawashi("list", "--ui", language, home=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    told = {line.split("\t")[0]: line for line in ran.out.splitlines()}
    assert text("command.list.newer", language) in told[newer[:8]]
    assert text("command.list.newer", language) not in told[other[:8]]
    assert {row["id"]: row["stage"] for row in rows(tmp_path)} == {newer: "", other: "preparing"}


def test_a_healthy_library_is_said_to_be_so(tmp_path: Path) -> None:
    nemawashi("import", CASE_EN, home=tmp_path)
    ran = nemawashi("doctor", "--json", home=tmp_path)
    report = json.loads(ran.out)
    assert ran.code == 0
    assert report["ok"] is True
    assert report["checked"] >= 3
    assert (report["quarantined"], report["untouched"]) == ([], [])
    assert nemawashi("doctor", home=tmp_path, ui="ja").code == 0


def test_a_damaged_file_is_quarantined_named_and_its_last_good_version_restored_or_missed(tmp_path: Path) -> None:
    ids = nemawashi("import", CASE_EN, home=tmp_path).lines
    (file,) = tmp_path.rglob(f"{ids[0]}.json")
    file.write_bytes(file.read_bytes()[:-200])
    ran = nemawashi("doctor", "--json", home=tmp_path)
    report = json.loads(ran.out)
    assert [ids[0] in finding["file"] for finding in report["quarantined"]] == [True]
    restored = any(ids[0] in finding["file"] for finding in report["repaired"] if finding["kind"] == "restored")
    assert ran.code == (0 if restored else 3)
    assert all(finding["why"] for finding in report["quarantined"])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_doctor_says_what_was_damaged_where_it_lies_and_what_to_do(tmp_path: Path, language: str) -> None:
    ids = nemawashi("import", CASE_EN, home=tmp_path).lines
    title = next(row["title"] for row in rows(tmp_path) if row["id"] == ids[0])
    (file,) = tmp_path.rglob(f"{ids[0]}.json")
    file.write_bytes(b"")
    shutil.rmtree(tmp_path / "history")  # nothing is left to mend it with
    (tmp_path / "preparations" / f"{ids[1]} (conflicted copy).json").write_bytes(b"{}")
    ran = nemawashi("doctor", home=tmp_path, ui=language)
    assert ran.code == 3
    assert str(tmp_path) in ran.out
    assert str(tmp_path / "quarantine") in ran.out
    assert {"en": "the file is empty", "ja": "ファイルの中身が空です"}[language] in ran.out
    assert "conflicted copy" in ran.out
    assert str(title) in ran.out  # known from the list, though the file is lost
    assert "nemawashi restore" in ran.out
    assert "empty)" not in ran.out.replace("the file is empty)", "")


def test_the_doctor_takes_up_what_could_not_be_saved(tmp_path: Path) -> None:
    (printed, *_) = nemawashi("import", CASE_EN, home=tmp_path).lines
    kept = open_library(tmp_path).get(printed)
    changed = structs.replace(kept.dossier, preparation=structs.replace(kept.dossier.preparation, title="Not lost"))
    assert save_aside(tmp_path, changed, kept.etag) is not None
    ran = nemawashi("doctor", "--json", home=tmp_path)
    assert ran.code == 0
    assert json.loads(ran.out)["rescued"] == [{"title": "Not lost", "where": "current"}]
    assert "Not lost" in {row["title"] for row in rows(tmp_path)}


def test_a_file_with_an_odd_name_does_not_stop_the_doctor(tmp_path: Path) -> None:
    nemawashi("import", CASE_EN, home=tmp_path)
    (tmp_path / "preparations" / os.fsdecode(b"\x83v\x83\x8c \x1b[31m\n.json")).write_bytes(b"{}")
    for arguments in (("doctor",), ("doctor", "--json")):
        ran = nemawashi(*arguments, home=tmp_path)
        assert ran.code == 3
        assert "\x1b" not in ran.out
