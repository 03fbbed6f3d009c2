"""The report of a defect: where in the program it was, and nothing of what the user wrote."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from unittest import mock

import pytest
from command import CASE_EN, nemawashi

from prep.errors import SaveFailed, common_error
from tui.cli import import_
from tui.report import KEPT, Reporter, Trail, where

SECRET = "Geheimnis"


def raised() -> BaseException:
    """An error that quotes the user in every way an error can."""
    secret, nothing = SECRET, dict[str, str]()
    try:
        try:
            nothing[secret]
        except KeyError as missing:
            missing.add_note(secret)
            raise SaveFailed(common_error("disk_full", folder=f"/home/{secret}")) from missing
    except SaveFailed as error:
        try:
            raise ExceptionGroup(secret, [OSError(28, secret, secret), ValueError(secret), error])
        except ExceptionGroup as group:
            return group
    return AssertionError("nothing was raised")


def test_a_report_names_types_keys_and_places_and_no_word_of_the_user(tmp_path: Path) -> None:
    trail = Trail()
    trail.note("step(-1)")
    trail.note(f"app.open('{SECRET}')")
    path = Reporter(tmp_path, "ja", trail).write(raised(), {"terminal": "80 x 24"})
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    said = path.read_text("utf-8")
    assert SECRET not in said
    assert str(tmp_path) not in said
    for expected in ("ExceptionGroup", "OSError [ENOSPC]", "SaveFailed [common.error.disk_full]", "KeyError", "raised"):
        assert expected in said, expected
    assert "step(-1)" in said
    assert "app.open" in said


def test_an_endless_recursion_makes_a_short_report(tmp_path: Path) -> None:
    def endless() -> None:
        endless()

    try:
        endless()
    except RecursionError as error:
        path = Reporter(tmp_path, "en", Trail()).write(error)
    assert path is not None
    assert len(path.read_text("utf-8").splitlines()) < 120


def test_the_last_ten_reports_are_kept(tmp_path: Path) -> None:
    reporter = Reporter(tmp_path, "en", Trail())
    for number in range(KEPT + 5):
        assert reporter.keep(f"{number}\n") is not None
    kept = [one.read_text("utf-8").strip() for one in (tmp_path / "reports").iterdir()]
    assert len(kept) == KEPT
    assert str(KEPT + 4) in kept


def test_a_library_that_is_not_there_gets_no_folder_and_the_report_lies_with_the_user(tmp_path: Path) -> None:
    gone, state = tmp_path / "network drive", tmp_path / "state"
    with mock.patch.dict(os.environ, XDG_STATE_HOME=str(state)):
        path = Reporter(gone, "en", Trail()).write(ValueError(SECRET))
    assert path is not None
    assert state in path.parents
    assert not gone.exists()


def test_the_place_told_is_the_innermost_of_ours() -> None:
    assert where(None) == "-"
    assert where(ValueError()) == "-"
    with pytest.raises(TypeError) as caught:
        Trail().note(None)  # type: ignore[arg-type]
    assert where(caught.value).startswith("report.py:")


@pytest.mark.parametrize("ui", ["ja", "en"])
def test_a_defect_in_the_command_is_one_line_a_report_and_seventy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ui: str
) -> None:
    def defect(*arguments: object, **named: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(import_, "import_files", defect)
    home = tmp_path / "home"
    ran = nemawashi("import", CASE_EN, home=home, ui=ui)
    assert ran.code == 70
    assert ran.out == ""
    (line,) = ran.err.splitlines()
    (report,) = (home / "reports").glob("*.txt")
    assert str(report) in line
    assert SECRET not in line + report.read_text("utf-8")
    assert "import" in report.read_text("utf-8")
