"""Backups from within the app: the daily one by itself, and everything elsewhere while the disk fails, by keys."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import os
import time
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text
from backups import in_zip, kept_files, names_in, save_title
from file_layer import CHANGING, Operation, Stand, watching
from textual.pilot import Pilot
from textual.widgets import Static

import tui.daily as daily_module
from prep.daily import choose_folder
from prep.intake.case import read_case
from prep.library.copying import Copy
from prep.library.restoring import restore
from prep.library.tiny import open_library
from prep.settings import read_settings
from prep.words import LANGUAGES, Lang, text
from tui.app import NemawashiApp
from tui.daily import DailyBackup
from tui.screens.daily import DailyFolder
from tui.screens.elsewhere import CopyElsewhere
from tui.screens.walk import WalkScreen
from tui.widgets.bars import StatusLine
from tui.widgets.prose import Prose
from tui.widgets.rows import Rows

PATIENCE = 15.0


class FullDisk(Stand):
    """Takes nothing any more."""

    def before(self, operation: Operation) -> None:
        if operation.kind in CHANGING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


async def until_shown(app: NemawashiApp, pilot: Pilot[None], words: str) -> None:
    """Wait until a text of the screen in front, or its status line, has these words."""
    deadline = time.monotonic() + PATIENCE
    while words not in shown(app) and time.monotonic() < deadline:
        await pilot.pause(0.05)
    assert words in shown(app), on_screen(app)


def shown(app: NemawashiApp) -> str:
    """What the texts of the screen in front say, without the breaks of their lines."""
    texts = [str(one.render()) for one in app.screen.query(Static) if one.display]
    texts += [one.text for one in app.screen.query(Prose) if one.display]
    rows = [row.cells[0] for rows in app.screen.query(Rows) for row in rows.rows]
    status = [" ".join(one.lines) for one in app.screen.query(StatusLine)]
    return "\n".join([*texts, *rows, *status])


async def pick(app: NemawashiApp, pilot: Pilot[None], key: str) -> None:
    """Run an action by its name in the palette."""
    await press_all(pilot, "ctrl+p")
    await type_text(pilot, text(key, app.language))
    await press_all(pilot, "enter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_the_disk_fails_everything_is_copied_elsewhere_and_comes_back(tmp_path: Path, language: Lang) -> None:
    home, out = tmp_path / "home", tmp_path / "控え other disk"
    out.mkdir()

    async def scenario() -> None:
        library = a_library(home, sample(language))
        open_id = an_id(library, "Listening" if language == "en" else "はじめの3箱")
        before = kept_files(home)
        async with running(home, library=library, language=language, open_id=open_id) as (app, pilot):
            with watching(home, FullDisk()):
                await press_all(pilot, "end")
                await type_text(pilot, "XYZ")
                await press_all(pilot, "ctrl+s")
                await until_shown(app, pilot, text("app.leaving.copy", language))
                await press_all(pilot, "down", "enter")
                assert isinstance(app.screen, CopyElsewhere)
                assert text("app.copy.private", language) in shown(app)
                await press_all(pilot, "ctrl+u")
                await type_text(pilot, f"'{out}'")
                await press_all(pilot, "enter")
                await until_shown(app, pilot, "nemawashi restore")
                (backup,) = (name for name in names_in(out) if name.endswith(".zip"))
                (case,) = (name for name in names_in(out) if name.endswith(".json"))
                assert backup in shown(app)
                assert kept_files(home) == before
                await press_all(pilot, "enter")
                assert isinstance(app.screen, WalkScreen)
                assert dossier_of(app).preparation.title.endswith("XYZ")
        assert all((out / name).stat().st_mode & 0o077 == 0 for name in (backup, case))
        assert read_case(out / case).preparations[0].title.endswith("XYZ")
        other = tmp_path / "other"
        restore(other, out / backup)
        assert open_library(other).get(open_id).dossier.preparation.title.endswith("XYZ")
        assert set(before) <= set(in_zip(out / backup)) | {"index.json"}

    asyncio.run(scenario())


def test_a_folder_that_cannot_take_the_copy_is_explained_and_another_can_be_named(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()

    async def scenario() -> None:
        library = a_library(home, sample("en"))
        dossier = library.get(an_id(library, "Listening")).dossier
        async with running(home, library=library) as (app, pilot):
            app.push_screen(CopyElsewhere(home, dossier, "en"))
            await pilot.pause()
            for folder in (tmp_path / "none", home):
                await press_all(pilot, "ctrl+u")
                await type_text(pilot, str(folder))
                await press_all(pilot, "enter")
                await until_shown(app, pilot, "!")
                assert names_in(out) == []
            await press_all(pilot, "ctrl+u")
            await type_text(pilot, str(out))
            await press_all(pilot, "enter")
            await until_shown(app, pilot, "nemawashi restore")
            assert "!" not in shown(app)
            await press_all(pilot, "escape")
            assert not isinstance(app.screen, CopyElsewhere)
        assert len(names_in(out)) == 2

    asyncio.run(scenario())


def test_a_copy_that_is_left_half_way_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    real = Copy._take

    def slowly(copy: Copy, name: str) -> None:
        time.sleep(0.2)
        real(copy, name)

    monkeypatch.setattr(Copy, "_take", slowly)

    async def scenario() -> None:
        library = a_library(home, sample("en"))
        dossier = library.get(an_id(library, "Listening")).dossier
        async with running(home, library=library) as (app, pilot):
            app.push_screen(CopyElsewhere(home, dossier, "en"))
            await pilot.pause()
            await press_all(pilot, "ctrl+u")
            await type_text(pilot, str(out))
            await press_all(pilot, "enter")
            assert names_in(out) != []
            await press_all(pilot, "escape")
            assert not isinstance(app.screen, CopyElsewhere)
            deadline = time.monotonic() + PATIENCE
            while names_in(out) and time.monotonic() < deadline:
                await pilot.pause(0.05)
        assert names_in(out) == []

    asyncio.run(scenario())


def test_the_folder_is_chosen_in_the_palette_and_the_backup_of_the_day_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(daily_module, "FIRST_AFTER", 0.0)

    async def scenario() -> None:
        library = a_library(home, sample("en"))
        async with running(home, library=library, open_id=an_id(library)) as (app, pilot):
            await pick(app, pilot, "app.key.daily")
            assert isinstance(app.screen, DailyFolder)
            assert "private notes" in shown(app)
            await type_text(pilot, str(tmp_path / "none"))
            await press_all(pilot, "enter")
            await until_shown(app, pilot, "none”")
            assert read_settings(home).daily == ""
            await press_all(pilot, "ctrl+u")
            await type_text(pilot, f'"{out}"')
            await press_all(pilot, "enter")
            deadline = time.monotonic() + PATIENCE
            while not (zips := list(out.glob("nemawashi-daily-*.zip"))) and time.monotonic() < deadline:
                await pilot.pause(0.05)
            assert [path.name for path in zips] == [f"nemawashi-daily-{dt.date.today()}.zip"]
            await pick(app, pilot, "app.key.daily")
            await until_shown(app, pilot, "Last written:")
            await press_all(pilot, "ctrl+u", "enter")
            assert read_settings(home).daily == ""
            assert not isinstance(app.screen, DailyFolder)

    asyncio.run(scenario())


def test_a_daily_backup_that_fails_stays_in_the_status_line_until_one_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(daily_module, "FIRST_AFTER", 0.0)
    monkeypatch.setattr(daily_module, "RETRY_EVERY", 0.2)

    async def scenario() -> None:
        library = a_library(home, sample("en"))
        choose_folder(home, out)
        out.rename(tmp_path / "unplugged")
        async with running(home, library=library) as (app, pilot):
            words = text("app.daily.failed", "en", why="").strip(" !")[:30]
            await until_shown(app, pilot, words)
            await press_all(pilot, "escape")
            assert words in shown(app)
            (tmp_path / "unplugged").rename(out)
            deadline = time.monotonic() + PATIENCE
            while words in shown(app) and time.monotonic() < deadline:
                await pilot.pause(0.05)
            assert words not in shown(app)
        assert names_in(out) == [f"nemawashi-daily-{dt.date.today()}.zip"]

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_dialogs_fit_the_smallest_terminal_with_an_error_too(tmp_path: Path, language: Lang) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()

    async def scenario() -> None:
        library = a_library(home, sample(language))
        choose_folder(home, out)
        dossier = library.get(an_id(library)).dossier
        dialogs = (
            (DailyFolder(home, language), "app.daily.use"),
            (CopyElsewhere(home, dossier, language), "app.copy.use"),
        )
        async with running(home, library=library, language=language, size=(60, 20)) as (app, pilot):
            for dialog, use in dialogs:
                app.push_screen(dialog)
                await pilot.pause(0.3)
                assert text(use, language) in on_screen(app)
                await press_all(pilot, "ctrl+u")
                await type_text(pilot, "/none")
                await press_all(pilot, "enter")
                await until_shown(app, pilot, "! ")
                await pilot.pause(0.1)
                assert text(use, language) in on_screen(app)
                assert "/none" in on_screen(app)
                await press_all(pilot, "escape")

    asyncio.run(scenario())


def test_an_app_that_stays_open_over_midnight_writes_the_next_day_s(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    library = a_library(home, sample("en"))
    choose_folder(home, out)
    now, day = 100.0, dt.date(2026, 11, 22)
    daily = DailyBackup(home, lambda: now, lambda: day)
    assert not daily.due()  # whoever opens the app wants to see it first
    now += daily_module.FIRST_AFTER
    assert daily.due()
    daily.run()
    assert not daily.due()
    now += 86_400.0
    assert not daily.due()
    day += dt.timedelta(days=1)
    assert daily.due()
    save_title(library, an_id(library), "Saved on the second day")
    daily.run()
    assert names_in(out) == ["nemawashi-daily-2026-11-22.zip", "nemawashi-daily-2026-11-23.zip"]
    assert in_zip(out / "nemawashi-daily-2026-11-23.zip") == kept_files(home)


def test_an_app_that_ends_leaves_no_half_of_a_backup(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    a_library(home, sample("en"))
    choose_folder(home, out)
    daily = DailyBackup(home)
    daily.stop()
    assert daily.run() is False
    assert names_in(out) == []
    assert not daily.due()
