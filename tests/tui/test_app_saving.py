"""Saving: by itself, at every leaving, and never silently not."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from app_driver import (
    NARROW,
    a_library,
    an_id,
    dossier_of,
    on_screen,
    press_all,
    running,
    sample,
    shown_by,
    type_text,
    walk_of,
)

from prep import edits
from prep.errors import SaveFailed, common_error
from prep.library.protocol import Etag
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.words import text
from tui.screens.library import LibraryScreen


def kept_title(home: Path, preparation_id: str) -> str:
    return open_library(home).get(preparation_id).dossier.preparation.title


def test_what_is_typed_is_on_disk_within_three_seconds_without_a_key(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("ja"))
        open_id = an_id(library)
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            await press_all(pilot, "end")
            await type_text(pilot, "追記")
            deadline = time.monotonic() + 6
            while not kept_title(tmp_path, open_id).endswith("追記") and time.monotonic() < deadline:
                await pilot.pause(0.1)
            assert kept_title(tmp_path, open_id).endswith("追記")
            await pilot.pause(0.5)
            assert text("app.saving.saved", "en") in on_screen(app)

    asyncio.run(scenario())


def test_quitting_at_once_after_typing_saves_without_a_question(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            await press_all(pilot, "end")
            await pilot.press("Z", "Z", "ctrl+q")
            await pilot.pause()
        assert kept_title(tmp_path, open_id).endswith("ZZ")
        assert app.farewell == []

    asyncio.run(scenario())


def test_a_failed_save_is_told_and_the_text_stays_until_it_can_be_saved(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            real = library.put

            def refuse(dossier: Dossier, expected: Etag | None) -> Etag:
                raise SaveFailed(common_error("disk_full", folder="/full"))

            library.put = refuse  # type: ignore[method-assign]
            await press_all(pilot, "end")
            await type_text(pilot, "kept")
            await press_all(pilot, "ctrl+s")
            assert "/full" in on_screen(app)
            assert text("app.saving.failed", "en") in on_screen(app)
            assert dossier_of(app).preparation.title.endswith("kept")
            library.put = real  # type: ignore[method-assign]
            await press_all(pilot, "escape")
            assert f"Ctrl+S {text('app.key.save', 'en')}" in shown_by(walk_of(app).key_line)
            await press_all(pilot, "ctrl+s")  # try again
            assert "/full" not in on_screen(app)
            assert "Ctrl+S" not in shown_by(walk_of(app).key_line)
        assert kept_title(tmp_path, open_id).endswith("kept")

    asyncio.run(scenario())


def other_window_saves(home: Path, open_id: str) -> None:
    other = open_library(home)
    kept = other.get(open_id)
    other.put(edits.replace(kept.dossier, "title", "From the other window"), kept.etag)


def test_today_that_came_with_an_import_is_shown_and_the_palette_clears_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id, size=NARROW) as (app, pilot):
            await pilot.pause()
            assert "24 Nov 2026" in on_screen(app)  # below what was told on opening, which takes two lines
            assert text("app.key.clear_today", "en") in on_screen(app)  # the palette's word for it
            await press_all(pilot, "ctrl+p")
            await type_text(pilot, text("app.help.clear_today", "en"))
            await press_all(pilot, "enter")
            assert dossier_of(app).evaluate_on is None
            assert text("app.today.cleared", "en") in on_screen(app)
            await press_all(pilot, "f9")
            assert dossier_of(app).evaluate_on is not None

    asyncio.run(scenario())


def test_a_preparation_is_made_deleted_and_brought_back_in_the_list(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            await press_all(pilot, "ctrl+n")
            await type_text(pilot, "A new idea")
            await press_all(pilot, "enter", "tab")
            await type_text(pilot, "Kestrel")
            await press_all(pilot, "enter")
            await pilot.pause()
            assert walk_of(app).session.dossier.organisation.name == "Kestrel"
            await press_all(pilot, "escape")
            assert isinstance(app.screen, LibraryScreen)
            assert "A new idea" in on_screen(app)
            await press_all(pilot, "ctrl+t")
            assert app.library.summaries() == []
            assert "F9" in on_screen(app)
            await press_all(pilot, "f9")
            assert [one.title for one in app.library.summaries()] == ["A new idea"]

    asyncio.run(scenario())


def test_a_case_file_is_imported_and_a_bad_path_is_explained(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path / "home") as (app, pilot):
            await press_all(pilot, "ctrl+o")
            await type_text(pilot, "/no/such/file.json")
            await press_all(pilot, "enter")
            assert "/no/such/file.json" in on_screen(app)
            assert app.library.summaries() == []
            await press_all(pilot, "ctrl+u")
            await type_text(pilot, f"'{sample('ja')}'")
            await press_all(pilot, "enter")
            await pilot.pause()
            assert len(app.library.summaries()) == 2

    asyncio.run(scenario())


def test_another_window_s_change_appears_in_the_list(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library) as (app, pilot):
            other_window_saves(tmp_path, open_id)
            deadline = time.monotonic() + 6
            while "From the other window" not in on_screen(app) and time.monotonic() < deadline:
                await pilot.pause(0.1)
            assert "From the other window" in on_screen(app)

    asyncio.run(scenario())
