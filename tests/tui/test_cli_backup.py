"""backup and restore as commands: data on stdout, warnings on stderr, one line and an exit code when refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from backups import in_zip, kept_files, names_in, save_title
from command import CASE_EN, nemawashi

from prep.library.tiny import open_library


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert nemawashi("import", CASE_EN, home=tmp_path / "home").code == 0
    (tmp_path / "out").mkdir()
    return tmp_path / "home"


def test_a_backup_prints_where_it_lies_and_says_that_it_is_private(home: Path) -> None:
    ran = nemawashi("backup", home.parent / "out", home=home)
    assert ran.code == 0
    (path,) = (Path(line) for line in ran.lines)
    assert path.parent == home.parent / "out"
    assert in_zip(path) == kept_files(home)
    assert "private notes" in ran.err
    assert "非公開" in nemawashi("backup", home.parent / "out", home=home, ui="ja").err


def test_a_named_file_is_replaced_only_with_force(home: Path) -> None:
    target = home.parent / "out" / "b.zip"
    assert nemawashi("backup", target, home=home).lines == [str(target)]
    before = target.read_bytes()
    ran = nemawashi("backup", target, home=home)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "--force" in ran.err
    assert target.read_bytes() == before
    assert nemawashi("backup", target, "--force", home=home).code == 0


@pytest.mark.parametrize("target", ["nowhere", "home", "out/none/b.zip"])
def test_a_target_that_cannot_be_used_is_one_line(target: str, home: Path) -> None:
    ran = nemawashi("backup", home.parent / target, home=home)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert names_in(home.parent / "out") == []


def test_damage_is_named_and_a_file_that_is_missing_in_the_zip_is_no_success(home: Path) -> None:
    torn, gone = sorted((home / "preparations").glob("*.json"))
    torn.write_bytes(torn.read_bytes()[:-9])
    ran = nemawashi("backup", home.parent / "out", home=home)
    assert ran.code == 0
    assert torn.name in ran.err
    gone.unlink()
    gone.mkdir()
    ran = nemawashi("backup", home.parent / "out" / "b.zip", home=home)
    assert (ran.code, ran.lines) == (3, [str(home.parent / "out" / "b.zip")])
    assert gone.name in ran.err


def test_a_restore_prints_the_ids_that_came_back_and_tells_the_rest(home: Path) -> None:
    target = home.parent / "b.zip"
    nemawashi("backup", target, home=home)
    library = open_library(home)
    changed, deleted = (one.id for one in library.summaries())
    title = library.get(changed).dossier.preparation.title
    save_title(library, changed, "Changed since")
    library.delete(deleted, library.get(deleted).etag)
    ran = nemawashi("restore", target, home=home)
    assert (ran.code, ran.lines) == (0, [deleted])
    assert title in ran.err
    assert "--replace" in ran.err
    ran = nemawashi("restore", target, "--replace", home=home)
    assert (ran.code, ran.lines) == (0, [changed])
    ran = nemawashi("restore", target, home=home, ui="ja")
    assert (ran.code, ran.out) == (0, "")
    assert "2 件は既に同じ内容でした" in ran.err


def test_a_restore_into_an_empty_folder_gives_the_same_library(home: Path) -> None:
    nemawashi("backup", home.parent / "b.zip", home=home)
    other = home.parent / "other"
    ran = nemawashi("restore", home.parent / "b.zip", home=other)
    assert ran.code == 0
    assert len(ran.lines) == 2
    assert kept_files(other) == kept_files(home)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04 and no more"])
def test_what_is_no_backup_is_one_line_and_changes_nothing(content: bytes, home: Path) -> None:
    (home.parent / "b.zip").write_bytes(content)
    before = kept_files(home)
    for ui in ("en", "ja"):
        ran = nemawashi("restore", home.parent / "b.zip", home=home, ui=ui)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert nemawashi("restore", home.parent / "none.zip", home=home).code == 2
    assert kept_files(home) == before


def test_the_folder_of_the_daily_backup_is_set_told_and_turned_off(home: Path) -> None:
    out = home.parent / "out"
    ran = nemawashi("backup", home=home)
    assert (ran.code, ran.out) == (0, "")
    assert "--daily" in ran.err
    ran = nemawashi("backup", "--daily", out, home=home)
    assert (ran.code, ran.lines) == (0, [str(out)])
    for arguments in (("backup",), ("backup", "--daily")):
        assert nemawashi(*arguments, home=home).lines == [str(out)]
    assert "まだ書いていません" in nemawashi("backup", home=home, ui="ja").err
    ran = nemawashi("backup", "--daily", out, home.parent / "b.zip", home=home)
    assert (ran.code, ran.lines) == (0, [str(home.parent / "b.zip")])
    assert str(out) in ran.err
    assert nemawashi("backup", "--daily", "OFF", home=home).out == ""
    assert nemawashi("backup", home=home).out == ""


def test_a_daily_folder_that_cannot_be_used_is_refused(home: Path) -> None:
    ran = nemawashi("backup", "--daily", home.parent / "none", home=home)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert nemawashi("backup", home=home).out == ""
