"""The list of preparations: what it asks of the library never stops the keys, and it shows what other windows did."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from app_driver import NARROW, a_library, an_id, dossier_of, on_screen, press_all, running, sample, shown_by, until
from msgspec.structs import replace

from prep.library.locks import Lock
from prep.library.protocol import Library, Progress, Summary
from prep.library.tiny import open_library
from prep.words import text
from tui import turns
from tui.app import NemawashiApp
from tui.errands import BRIEFLY
from tui.screens.dialogs import NewPreparation
from tui.screens.library import LOOK_EVERY, LibraryScreen
from tui.screens.walk import WalkScreen

WAITING = text("app.library.waiting", "en")


async def leaves(app: NemawashiApp, seconds: float) -> bool:
    """Whether the app begins to end in that time; there may be no screen to ask after it."""
    deadline = time.monotonic() + seconds
    while not app._exit and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
    return app._exit


def type_keys(app: NemawashiApp, *keys: str) -> None:
    """Hand keys over without waiting for their answer."""
    from app_driver import key_event

    for key in keys:
        app.post_message(key_event(key))


def is_open(app: NemawashiApp) -> bool:
    """Whether a preparation is open and ready for keys."""
    return isinstance(app.screen, WalkScreen) and app.focused is not None


def titles(home: Path) -> list[str]:
    return [one.title for one in open_library(home).summaries()]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_key_line_names_enter_in_either_language(tmp_path: Path, language: str) -> None:
    other = "en" if language == "ja" else "ja"

    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, language=language) as (app, pilot):  # type: ignore[arg-type]
            assert isinstance(app.screen, LibraryScreen)
            await press_all(pilot, "ctrl+l")
            assert f"Enter {text('app.key.open', other)}" in shown_by(app.screen.key_line)  # type: ignore[arg-type]

    asyncio.run(scenario())


def test_the_way_out_stands_in_the_key_line_of_a_narrow_terminal(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, size=NARROW) as (app, _):
            assert isinstance(app.screen, LibraryScreen)
            assert f"Ctrl+Q {text('app.key.quit', 'en')}" in shown_by(app.screen.key_line)

    asyncio.run(scenario())


def test_what_another_window_saves_begins_or_deletes_appears_by_itself(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            other = open_library(tmp_path)
            kept = other.get(an_id(other, "Listening"))
            changed = replace(kept.dossier, preparation=replace(kept.dossier.preparation, title="Renamed elsewhere"))
            etag = other.put(changed, kept.etag)
            await until(pilot, lambda: "Renamed elsewhere" in on_screen(app), 10 * LOOK_EVERY)
            assert "Listening Desk" not in on_screen(app)
            other.delete(kept.dossier.preparation.id, etag)
            await until(pilot, lambda: "Renamed elsewhere" not in on_screen(app), 10 * LOOK_EVERY)

    asyncio.run(scenario())


def test_two_deletions_typed_at_once_take_two_preparations_and_both_come_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        before = titles(tmp_path)
        async with running(tmp_path, library=library) as (app, pilot):
            await press_all(pilot, "ctrl+t", "ctrl+t")
            assert titles(tmp_path) == []
            assert text("app.library.all_deleted", "en")[:20] in on_screen(app)
            await press_all(pilot, "f9", "f9")
            assert sorted(titles(tmp_path)) == sorted(before)
            await press_all(pilot, "f9")
            assert text("app.undo.nothing", "en") in on_screen(app)

    asyncio.run(scenario())


def test_deleting_waits_for_another_window_says_so_and_answers_the_keys_typed_meanwhile(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            assert isinstance(app.screen, LibraryScreen)
            rows = app.screen.rows
            first, second = rows.rows[0].id, rows.rows[1].id
            with Lock(tmp_path).held():
                type_keys(app, "ctrl+t", "enter")
                await until(pilot, lambda: WAITING in on_screen(app))
                assert isinstance(app.screen, LibraryScreen), "enter is answered after the deletion"
                assert library.get(first), "nothing is deleted behind another window's back"
            await until(pilot, lambda: is_open(app))
            assert dossier_of(app).preparation.id == second, "the row that the deletion left under the cursor"
            assert [one.id for one in library.summaries()] == [second]

    asyncio.run(scenario())


def test_a_new_preparation_waits_for_another_window_and_takes_what_was_typed_for_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            with Lock(tmp_path).held():
                type_keys(app, "ctrl+n", *"Fast", "ctrl+s", "end", *"er")
                await until(pilot, lambda: WAITING in on_screen(app))
                assert isinstance(app.screen, NewPreparation)
                assert app.screen.titled.value == "Fast", "what is meant for the preparation does not go to the dialog"
            await until(pilot, lambda: is_open(app))
            await until(pilot, lambda: dossier_of(app).preparation.title == "Faster")

    asyncio.run(scenario())


def test_an_import_waits_for_another_window(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            with Lock(tmp_path).held():
                type_keys(app, "ctrl+o", *str(sample("en")), "enter", "down", "enter")
                await until(pilot, lambda: WAITING in on_screen(app))
            await until(pilot, lambda: is_open(app))
            assert len(app.library.summaries()) == 2

    asyncio.run(scenario())


def test_bringing_back_waits_for_another_window(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            await press_all(pilot, "ctrl+t")
            with Lock(tmp_path).held():
                type_keys(app, "f9")
                await until(pilot, lambda: WAITING in on_screen(app))
                assert len(titles(tmp_path)) == 1
            await until(pilot, lambda: len(titles(tmp_path)) == 2)
            await until(pilot, lambda: WAITING not in on_screen(app))

    asyncio.run(scenario())


def test_ctrl_q_does_not_wait_for_another_window(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            with Lock(tmp_path).held():
                type_keys(app, "ctrl+t")
                await until(pilot, lambda: WAITING in on_screen(app))
                type_keys(app, "ctrl+q")
                assert await leaves(app, 5.0)

    asyncio.run(scenario())


def test_work_that_seems_stuck_does_not_keep_ctrl_q_behind_other_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "STUCK", 3 * BRIEFLY)

    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            with Lock(tmp_path).held():
                type_keys(app, "ctrl+t", "down")
                await until(pilot, lambda: WAITING in on_screen(app))
                await asyncio.sleep(3 * BRIEFLY)
                type_keys(app, "ctrl+q")
                assert await leaves(app, 5.0)

    asyncio.run(scenario())


class Slow:
    """A library whose list takes until ``go`` is set; all else is the library's own."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.go = threading.Event()
        self.asked = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._library, name)

    def summaries(self, progress: Progress | None = None) -> Sequence[Summary]:
        self.asked += 1
        while not self.go.wait(BRIEFLY):
            if progress is not None:
                progress(3200, 10_000)
        return self._library.summaries()


def test_while_the_list_is_read_the_screen_says_how_far_and_works(tmp_path: Path) -> None:
    async def scenario() -> None:
        slow = Slow(a_library(tmp_path, sample("en")))
        async with running(tmp_path, library=slow) as (app, pilot):  # type: ignore[arg-type]
            reading = text("app.library.reading", "en", done=3200, of=10_000)
            await until(pilot, lambda: reading in on_screen(app))
            assert text("app.library.empty", "en")[:20] not in on_screen(app), "not empty: not read yet"
            await press_all(pilot, "ctrl+n", *"Meanwhile", "ctrl+s")
            assert dossier_of(app).preparation.title == "Meanwhile"
            slow.go.set()
            await press_all(pilot, "escape")
            await until(pilot, lambda: "Listening Desk" in on_screen(app))
            assert "Meanwhile" in on_screen(app)
            assert reading not in on_screen(app)

    asyncio.run(scenario())


def test_the_app_ends_although_the_list_is_still_read(tmp_path: Path) -> None:
    async def scenario() -> float:
        slow = Slow(a_library(tmp_path, sample("en")))
        async with running(tmp_path, library=slow) as (_app, pilot):  # type: ignore[arg-type]
            await pilot.pause()
            assert not slow.go.is_set()
        return time.monotonic()

    asyncio.run(scenario())
    assert not any(thread.name == "list" and thread.is_alive() for thread in _after(2.0)), "the reading goes on"


def _after(seconds: float) -> list[threading.Thread]:
    deadline = time.monotonic() + seconds
    while any(one.name == "list" for one in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return threading.enumerate()


def test_the_list_is_read_once_at_the_start(tmp_path: Path) -> None:
    async def scenario() -> None:
        slow = Slow(a_library(tmp_path, sample("en")))
        slow.go.set()
        async with running(tmp_path, library=slow) as (app, _pilot):  # type: ignore[arg-type]
            assert "Listening Desk" in on_screen(app)
            assert slow.asked == 1

    asyncio.run(scenario())


def test_what_was_typed_before_an_import_does_not_hide_the_imported(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = open_library(tmp_path)
        async with running(tmp_path, library=library) as (app, pilot):
            await press_all(pilot, *"zebra", "ctrl+o", *str(sample("en")), "enter")
            assert isinstance(app.screen, LibraryScreen)
            assert "Listening Desk" in on_screen(app)
            assert app.focused is app.screen.rows

    asyncio.run(scenario())


def test_escape_shows_all_again_wherever_the_cursor_is_when_nothing_was_found(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            screen = app.screen
            assert isinstance(screen, LibraryScreen)
            await press_all(pilot, "ctrl+g", *"zebra")
            assert text("app.library.nothing_found", "en") in on_screen(app)
            screen.rows.focus()
            await press_all(pilot, "escape")
            assert "Listening Desk" in on_screen(app)

    asyncio.run(scenario())
