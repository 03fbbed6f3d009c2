"""Whatever keys do can be clicked: the key line, what a dialog says of its keys, rail, tabs, rows and choices."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, until, walk_of
from rich.cells import cell_len
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from prep.words import LANGUAGES, Lang, text
from tui.screens.changes import ChangesScreen
from tui.screens.deck import DeckPane
from tui.screens.dialogs import Ask, ImportFile, NewPreparation
from tui.screens.find import FindScreen
from tui.screens.frame import Framed
from tui.screens.goals import GoalsScreen
from tui.screens.help import HelpScreen
from tui.screens.history import HistoryScreen
from tui.screens.library import LibraryScreen
from tui.screens.mining import MiningScreen
from tui.screens.pages import PagesScreen
from tui.screens.people_map import PeopleMapScreen
from tui.screens.walk import WalkScreen
from tui.widgets.bars import KeyLine, Track, UseLine
from tui.widgets.rows import Rows


async def click_key(pilot: Pilot[None], key: str, *, leaves: bool = False) -> None:
    """Click the word of a key in the key line of the screen in front; ``leaves``: nobody is there to answer after."""
    line = pilot.app.screen.query_one(KeyLine)
    at = next(start + cell_len(name) + 1 for start, name, _ in line._placed() if name == key)
    await pilot.click(KeyLine, offset=(at, 0))
    if not leaves:
        await press_all(pilot)


async def click_use(pilot: Pilot[None], word: str) -> None:
    """Click a word of the line that says how a dialog is used."""
    line = pilot.app.screen.query_one(UseLine)
    row, told = next((row, told) for row, told in enumerate(line.lines) if word in told)
    await pilot.click(UseLine, offset=(cell_len(told[: told.index(word)]) + 1, row))
    await press_all(pilot)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_of_the_key_line_does_what_its_key_does(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        async with running(tmp_path, library=library, language=language) as (app, pilot):
            await click_key(pilot, "F1")
            assert isinstance(app.screen, HelpScreen)
            await press_all(pilot, "escape")
            await click_key(pilot, "Ctrl+N")
            assert isinstance(app.screen, NewPreparation)
            await click_use(pilot, "Esc")
            assert isinstance(app.screen, LibraryScreen)
            await click_key(pilot, "Ctrl+O")
            assert isinstance(app.screen, ImportFile)
            await click_use(pilot, "Esc")
            await click_key(pilot, "Enter")
            await until(pilot, lambda: isinstance(app.screen, WalkScreen))
            await click_key(pilot, "F6")
            assert walk_of(app).step == 1

    asyncio.run(scenario())


def test_the_way_back_can_be_clicked(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            await press_all(pilot, "f4")
            assert not isinstance(app.screen, LibraryScreen)
            await click_key(pilot, "Esc")
            assert isinstance(app.screen, LibraryScreen)

    asyncio.run(scenario())


def test_quit_can_be_clicked(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            await click_key(pilot, "Ctrl+Q", leaves=True)
            for _ in range(200):  # a pause of the pilot would wait for what no longer answers
                if app._exit:
                    break
                await asyncio.sleep(0.05)
            assert app._exit

    asyncio.run(scenario())


def test_answers_rail_and_rows_can_be_clicked_without_changing_anything(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library), size=(120, 36)) as (app, pilot):
            before = dossier_of(app)
            await pilot.click("#rail", offset=(4, 2))
            await press_all(pilot)
            assert walk_of(app).step == 1
            await pilot.click("#records", offset=(3, 1))
            await press_all(pilot)
            rows = app.screen.query_one("#records", Rows)
            assert rows.cursor == 1
            await pilot.click("#records", offset=(3, 2), times=2)
            await press_all(pilot)
            assert rows.cursor == 2
            assert not rows.has_focus
            assert dossier_of(app) is before
            app.push_screen(Ask("Shall it stay?", [("keep", "Keep it"), ("erase", "Erase it")]))
            await pilot.pause()
            asked = app.screen
            assert isinstance(asked, Ask)
            await pilot.click(Rows, offset=(3, 1), times=2)
            await press_all(pilot)
            assert isinstance(app.screen, Framed)
            assert text("app.key.help", "en") in on_screen(app)

    asyncio.run(scenario())


def test_the_wheel_scrolls_a_list(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library), size=(80, 24)) as (app, pilot):
            await walk_of(app).go(6)
            await press_all(pilot)
            rows = app.screen.query_one("#failures", Rows)
            assert rows.scroll_y == 0
            await pilot._post_mouse_events([MouseScrollDown], rows, offset=(3, 3))
            await until(pilot, lambda: rows.scroll_y > 0)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("size", "second"), [((120, 36), 2), ((80, 24), 1), ((60, 20), 1)], ids=["120x36", "80x24", "60x20"]
)
def test_the_people_map_its_views_and_its_list_can_be_clicked(
    tmp_path: Path, size: tuple[int, int], second: int
) -> None:
    """``second`` is the line on which the second of the list begins: where there is room, each takes two."""

    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening"), size=size) as (app, pilot):
            await walk_of(app).run_action("visit('people_map')")
            await press_all(pilot)
            screen = app.screen
            assert isinstance(screen, PeopleMapScreen)
            track = screen.query_one(Track)
            at = dict(track.spots())[1] - track.region.offset
            await pilot.click(Track, offset=(at.x + 1, at.y))
            await press_all(pilot)
            assert track.current == 1
            people = screen.query_one(Rows)
            await until(pilot, lambda: len(people.rows) == 2)
            await pilot.pause()
            await pilot.click(people, offset=(3, second))
            await until(pilot, lambda: people.cursor == 1)
            await click_key(pilot, "Enter")
            assert walk_of(app).pane is not None
            assert app.screen is walk_of(app)

    asyncio.run(scenario())


def test_goals_search_and_list_to_choose_from_can_be_clicked(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id, size=(80, 24)) as (app, pilot):
            await press_all(pilot, "ctrl+g")
            await pilot.click(Rows, offset=(4, 2), times=2)
            await press_all(pilot)
            assert walk_of(app).step == 2
            await walk_of(app).run_action("visit('goals')")
            await press_all(pilot)
            goals = app.screen
            assert isinstance(goals, GoalsScreen)
            await pilot.click(Rows, offset=(5, 4), times=2)
            await press_all(pilot)
            assert not goals.is_current
            assert walk_of(app).step == 0
            await press_all(pilot, "ctrl+f")
            await type_text(pilot, "bookkeeper")
            found = app.screen
            assert isinstance(found, FindScreen)
            await until(pilot, lambda: len(found.query_one(Rows).rows) > 1)
            await pilot.click(Rows, offset=(5, 1), times=2)
            await until(pilot, lambda: app.screen is walk_of(app))

    asyncio.run(scenario())


def test_pages_changes_and_notes_can_be_left_and_leafed_through_by_clicks(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id, size=(120, 36)) as (app, pilot):
            await walk_of(app).go(7)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            await until(pilot, lambda: pane.book is not None)
            await press_all(pilot, "enter")
            pages = app.screen
            assert isinstance(pages, PagesScreen)
            await click_key(pilot, "PgDn")
            assert pages.index == 1
            await press_all(pilot, "escape")
            await walk_of(app).run_action("visit('changes')")
            await press_all(pilot)
            assert isinstance(app.screen, ChangesScreen)
            await click_key(pilot, "F4")
            assert isinstance(app.screen, HistoryScreen)
            await press_all(pilot, "escape")
            await until(pilot, lambda: app.screen is walk_of(app))
            await walk_of(app).go(1, "conversations[c1].notes")
            await walk_of(app).run_action("visit('mine')")
            await press_all(pilot)
            mining = app.screen
            assert isinstance(mining, MiningScreen)
            await pilot.click(mining.notes, offset=(6, 0))
            await press_all(pilot)
            assert mining.notes.has_focus
            await click_key(pilot, "Esc")
            assert app.screen is walk_of(app)

    asyncio.run(scenario())
