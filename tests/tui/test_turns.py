"""Keys typed before the app has answered the one before: they reach what it opens, never what lay beneath."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app_driver import a_library, an_id, dossier_of, press_all, running, sample, type_text, walk_of

from tui.screens.library import LibraryScreen
from tui.screens.step import StepPane
from tui.steps.walk import WALK


def test_what_is_typed_at_once_after_a_key_goes_to_the_list_that_the_key_opens(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            title = dossier_of(app).preparation.title
            await press_all(pilot, "end", "ctrl+g", "5", "enter", "ctrl+g", "2", "enter", "f7")
            assert dossier_of(app).preparation.title == title
            assert walk_of(app).step == 1
            pane = walk_of(app).pane
            assert isinstance(pane, StepPane)
            assert pane.section is WALK[1].sections[1]

    asyncio.run(scenario())


def test_a_preparation_is_made_and_left_by_keys_typed_in_one_go(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            await press_all(
                pilot, "ctrl+n", *"Fast", "enter", "tab", *"Kestrel", "enter", "end", *"er", "escape", "down"
            )
            assert isinstance(app.screen, LibraryScreen)
            assert [(one.title, one.organisation) for one in app.library.summaries()] == [("Faster", "Kestrel")]

    asyncio.run(scenario())


def test_a_new_record_takes_the_words_typed_right_after_its_key(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            before = dossier_of(app).preparation.stakeholders
            await press_all(pilot, "f6", "ctrl+n", *"Aki", "f6", "f5")
            after = dossier_of(app).preparation.stakeholders
            assert [one.name for one in after] == [*(one.name for one in before), "Aki"]

    asyncio.run(scenario())


def test_a_thousand_characters_in_one_go_keep_their_order(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            text = "".join(chr(ord("a") + number % 26) for number in range(1000))
            await press_all(pilot, "ctrl+n")
            await type_text(pilot, text)
            await press_all(pilot, "ctrl+s")
            assert dossier_of(app).preparation.title == text

    asyncio.run(scenario())
