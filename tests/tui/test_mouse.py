"""Whatever keys do can be clicked: the key line, what a dialog says of its keys, rail, tabs, rows and choices."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, until, walk_of
from rich.cells import cell_len
from textual.pilot import Pilot

from prep.words import LANGUAGES, Lang, text
from tui.screens.dialogs import Ask, ImportFile, NewPreparation
from tui.screens.frame import Framed
from tui.screens.help import HelpScreen
from tui.screens.library import LibraryScreen
from tui.screens.walk import WalkScreen
from tui.widgets.bars import KeyLine, UseLine
from tui.widgets.rows import Rows


async def click_key(pilot: Pilot[None], key: str) -> None:
    """Click the word of a key in the key line of the screen in front."""
    line = pilot.app.screen.query_one(KeyLine)
    at = next(start + cell_len(name) + 1 for start, name, _ in line._placed() if name == key)
    await pilot.click(KeyLine, offset=(at, 0))
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
            line = app.screen.query_one(KeyLine)
            at = next(start for start, name, _ in line._placed() if name == "Ctrl+Q")
            await pilot.click(KeyLine, offset=(at, 0))
            await pilot.pause()
            assert app._exit

    asyncio.run(scenario())


def test_answers_rail_tabs_and_rows_can_be_clicked_and_lists_scroll(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library), size=(120, 36)) as (app, pilot):
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
            before = dossier_of(app)
            assert before is dossier_of(app)
            app.push_screen(Ask("Shall it stay?", [("keep", "Keep it"), ("erase", "Erase it")]))
            await pilot.pause()
            asked = app.screen
            assert isinstance(asked, Ask)
            await pilot.click(Rows, offset=(3, 1), times=2)
            await press_all(pilot)
            assert isinstance(app.screen, Framed)
            assert text("app.key.help", "en") in on_screen(app)

    asyncio.run(scenario())
