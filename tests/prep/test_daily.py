"""The backup of the day: one zip a day, fourteen of them, nothing else touched, and two windows do not both write."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from app_driver import a_library, sample
from backups import in_zip, kept_files, names_in

from prep.daily import KEPT, choose_folder, standing, write_daily
from prep.errors import InputError, NemawashiError
from prep.library.backup import back_up
from prep.library.locks import Lock
from prep.settings import Settings, read_settings, write_settings

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    a_library(tmp_path / "home", sample("en")).close()
    (tmp_path / "out").mkdir()
    return tmp_path / "home"


def test_without_a_folder_none_is_made(home: Path) -> None:
    assert write_daily(home, DAY) == "off"
    assert standing(home).folder is None


def test_one_zip_is_written_a_day(home: Path) -> None:
    out = home.parent / "out"
    choose_folder(home, out)
    assert standing(home).last is None
    assert write_daily(home, DAY) == "written"
    assert names_in(out) == ["nemawashi-daily-2026-11-22.zip"]
    assert in_zip(out / "nemawashi-daily-2026-11-22.zip") == kept_files(home)
    assert write_daily(home, DAY) == "there"
    assert write_daily(home, DAY + dt.timedelta(days=1)) == "written"
    last = standing(home).last
    assert last is not None
    assert abs(dt.datetime.now(dt.UTC) - last) < dt.timedelta(minutes=1)


def test_the_newest_fourteen_are_kept_and_no_other_file_is_touched(home: Path) -> None:
    out = home.parent / "out"
    choose_folder(home, out)
    others = [
        "nemawashi-2020-01-01-101010.zip",
        "nemawashi-daily-2020-01-01.zip.bak",
        "nemawashi-daily-2020-1-1.zip",
        "my-nemawashi-daily-2020-01-01.zip",
        "nemawashi-daily-2020-01-01 (1).zip",
        ".nemawashi-other-1a2b3c4d.part",
    ]
    for name in others:
        (out / name).write_text("mine")
    days = [DAY + dt.timedelta(days=number) for number in range(KEPT + 3)]
    for day in days:
        assert write_daily(home, day) == "written"
    kept = [f"nemawashi-daily-{day}.zip" for day in days[-KEPT:]]
    assert names_in(out) == sorted([*others, *kept])
    assert all((out / name).read_text() == "mine" for name in others)


def test_a_clock_that_ran_ahead_costs_no_backup_of_today(home: Path) -> None:
    out = home.parent / "out"
    choose_folder(home, out)
    for number in range(KEPT):
        write_daily(home, dt.date(2031, 1, 1) + dt.timedelta(days=number))
    assert write_daily(home, DAY) == "written"
    assert (out / f"nemawashi-daily-{DAY}.zip").exists()
    assert len(names_in(out)) == KEPT


def test_two_windows_do_not_both_write(home: Path) -> None:
    out = home.parent / "out"
    choose_folder(home, out)
    found: list[str] = []
    original = read_settings(home)

    def other_window(done: int, of: int) -> None:
        if done == 1:
            found.append(write_daily(home, DAY))

    assert write_daily(home, DAY, other_window) == "written"
    assert found == ["busy"]
    assert read_settings(home) == original
    with Lock(home).held():  # a window that saves is none that backs up
        assert write_daily(home, DAY) == "there"


def test_what_a_killed_backup_left_is_swept_by_the_next(home: Path) -> None:
    out = home.parent / "out"
    choose_folder(home, out)
    mark = read_settings(home).library
    (out / f".nemawashi-{mark}-1a2b3c4d.part").write_bytes(b"half")
    write_daily(home, DAY)
    assert names_in(out) == ["nemawashi-daily-2026-11-22.zip"]


def test_the_folder_of_another_library_is_refused(home: Path) -> None:
    out, second = home.parent / "out", home.parent / "second"
    choose_folder(home, out)
    write_daily(home, DAY)
    a_library(second, sample("ja")).close()
    with pytest.raises(InputError) as refused:
        choose_folder(second, out)
    assert refused.value.message.key == "common.error.backup_other_library"
    write_settings(second, Settings(daily=str(out), library="another"))
    with pytest.raises(InputError):
        write_daily(second, DAY + dt.timedelta(days=1))
    assert names_in(out) == ["nemawashi-daily-2026-11-22.zip"]
    choose_folder(home, out)  # its own is welcome again


@pytest.mark.parametrize(
    ("folder", "key"), [("none", "backup_no_folder"), ("home", "backup_inside"), ("file", "backup_not_zip")]
)
def test_a_folder_that_cannot_take_backups_is_refused_and_nothing_is_set(folder: str, key: str, home: Path) -> None:
    (home.parent / "file").write_text("x")
    with pytest.raises(InputError) as refused:
        choose_folder(home, home.parent / folder)
    assert refused.value.message.key == f"common.error.{key}"
    assert read_settings(home) == Settings()


def test_a_folder_that_is_gone_is_told_and_used_again_when_it_is_back(home: Path) -> None:
    out = home.parent / "out"
    choose_folder(home, out)
    out.rename(home.parent / "unplugged")
    with pytest.raises(NemawashiError) as refused:
        write_daily(home, DAY)
    assert refused.value.message.key == "common.error.backup_no_folder"
    assert not out.exists()
    (home.parent / "unplugged").rename(out)
    assert write_daily(home, DAY) == "written"


def test_it_is_turned_off_and_what_was_chosen_besides_stays(home: Path) -> None:
    write_settings(home, Settings(language="ja"))
    choose_folder(home, home.parent / "out")
    mark = read_settings(home).library
    assert mark
    choose_folder(home, None)
    assert read_settings(home) == Settings(language="ja", library=mark)
    assert write_daily(home, DAY) == "off"


def test_a_backup_made_by_hand_is_none_of_the_day(home: Path) -> None:
    out = home.parent / "out"
    choose_folder(home, out)
    back_up(home, out)
    assert standing(home).last is None
    assert write_daily(home, DAY) == "written"
    assert len(names_in(out)) == 2
