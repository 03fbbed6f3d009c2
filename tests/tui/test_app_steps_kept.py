"""A step that was visited before shows the preparation as it now is, in the language that now holds."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, walk_of

from prep.words import text
from tui.steps.walk import WALK


def test_a_change_taken_back_from_another_step_is_gone_where_it_was_made(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            title = dossier_of(app).preparation.title
            await press_all(pilot, "home")
            await type_text(pilot, "QQQ")
            await press_all(pilot, "f6", "f5")
            assert "QQQ" in "".join(on_screen(app).splitlines()[3:])
            await press_all(pilot, "f6", "f9", "f9", "f5")
            assert dossier_of(app).preparation.title == title
            assert "QQQ" not in on_screen(app)

    asyncio.run(scenario())


def test_a_record_removed_by_undo_elsewhere_is_not_in_the_list_any_more(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            before = dossier_of(app).preparation.stakeholders
            await press_all(pilot, "f6", "ctrl+n", *"Quill", "f6", "f9", "f9", "f9", "f5")
            assert dossier_of(app).preparation.stakeholders == before
            assert "Quill" not in on_screen(app)

    asyncio.run(scenario())


def test_every_step_speaks_the_language_that_was_switched_to_elsewhere(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, "f6", "f6", "ctrl+l", "f5", "f5")
            assert walk_of(app).step == 0
            assert text(WALK[0].sections[0].title, "ja") in on_screen(app)
            assert text(WALK[0].sections[0].title, "en") not in on_screen(app)

    asyncio.run(scenario())
