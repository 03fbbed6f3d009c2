"""A preparation that another window deleted while it is open here: kept as new or left deleted, and no word lost."""

from __future__ import annotations

from pathlib import Path

from app_driver import on_screen, press_all, type_text, until, walk_of
from textual.pilot import Pilot
from two_windows import on_disk, play, saved

from prep.library.protocol import Library
from tui.app import NemawashiApp
from tui.screens.dialogs import Ask
from tui.screens.library import LibraryScreen


def test_what_was_deleted_elsewhere_is_told_and_can_be_kept_as_new(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        other.delete(open_id, other.get(open_id).etag)
        await until(pilot, lambda: walk_of(app).session.conflict)
        assert "Ctrl+S" in on_screen(app)
        await press_all(pilot, "end")
        await type_text(pilot, " kept")
        await press_all(pilot, "ctrl+s")
        assert isinstance(app.screen, Ask)
        await press_all(pilot, "enter")
        await saved(app, pilot)
        assert on_disk(other, open_id).title.endswith(" kept")

    play(tmp_path, scene)


def test_what_was_deleted_elsewhere_can_be_left_deleted_and_loses_no_word(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await press_all(pilot, "end")
        await type_text(pilot, " unsaved")
        other.delete(open_id, other.get(open_id).etag)
        await press_all(pilot, "ctrl+s")
        await until(pilot, lambda: walk_of(app).session.conflict)
        if not isinstance(app.screen, Ask):
            await press_all(pilot, "ctrl+s")
        await press_all(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert open_id not in {one.id for one in other.summaries()}
        assert any(version.title.endswith(" unsaved") for version in other.history(open_id))

    play(tmp_path, scene)


def test_what_was_deleted_elsewhere_and_has_no_change_here_stays_deleted_when_the_app_ends(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        other.delete(open_id, other.get(open_id).etag)
        await until(pilot, lambda: walk_of(app).session.conflict)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert open_id not in {one.id for one in other.summaries()}

    play(tmp_path, scene)
