"""The editors of a form on their own: what no test of a whole step would meet for certain."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app_driver import NARROW, a_library, an_id, on_screen, open_section, press_all, running, sample
from textual.events import Paste
from textual.geometry import Region

from prep.words import text
from tui.widgets.editors import Choice, TextEdit


def test_a_text_that_was_removed_can_still_be_painted(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, _pilot):
            editor = app.screen.query(TextEdit).first()
            await editor.remove()
            assert [strip.cell_length for strip in editor.render_lines(Region(0, 0, 10, 2))] == [10, 10]

    asyncio.run(scenario())


def test_the_line_one_writes_is_in_sight_however_tall_the_field_has_become(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, size=NARROW, open_id=open_id) as (app, pilot):
            await open_section(pilot, app, "numbers", "metrics")
            await press_all(pilot, "ctrl+n", *["tab"] * 13)
            app.post_message(Paste("\n".join(f"2026-{month:02}-01\t{month}.25" for month in range(1, 8))))
            for _ in range(3):
                await pilot.pause(0.05)
            assert "7.25" in on_screen(app)
            await press_all(pilot, *["up"] * 6)
            await pilot.pause(0.05)
            assert "1.25" in on_screen(app)

    asyncio.run(scenario())


def test_enter_goes_on_from_a_choice_and_changes_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            await press_all(pilot, "ctrl+n", "A", "enter")
            assert isinstance(app.focused, Choice)
            await press_all(pilot, "enter")
            assert not isinstance(app.focused, Choice)
            assert f"[{text('common.language.en', 'en')}]" in on_screen(app)

    asyncio.run(scenario())
