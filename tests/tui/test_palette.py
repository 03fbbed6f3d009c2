"""The palette finds every action in either language, the last used first, and says why something cannot be done."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text

from prep.words import Lang
from tui.app import NemawashiApp
from tui.keys import Where, actions_of
from tui.screens.picker import Picker


def first(app: NemawashiApp) -> str:
    assert isinstance(app.screen, Picker)
    row = app.screen.rows.current
    assert row is not None
    return row.id


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "undo"), ("ja", "元に戻す"), ("en", "元に戻す"), ("en", "undo"), ("ja", "f9")]
)
def test_an_action_is_found_in_either_language_and_by_its_key(tmp_path: Path, language: Lang, words: str) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            await type_text(pilot, "Zebra")
            await press_all(pilot, "ctrl+p")
            await type_text(pilot, words)
            assert first(app) == "walk.undo"
            await press_all(pilot, "enter")
            assert "Zebra" not in dossier_of(app).preparation.title

    asyncio.run(scenario())


def test_every_action_of_the_screen_is_in_it_and_the_last_used_comes_first(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, "ctrl+p")
            assert isinstance(app.screen, Picker)
            wanted = {f"{one.where.value}.{one.id}" for one in actions_of(Where.WALK, Where.APP) if one.palette}
            assert {one.id for one in app.screen.choices} == wanted
            await type_text(pilot, "next step")
            assert first(app) == "walk.next_step"
            await press_all(pilot, "enter", "ctrl+p")
            assert first(app) == "walk.next_step"

    asyncio.run(scenario())


def test_what_cannot_be_done_now_says_why_and_is_not_run(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, "ctrl+p")
            await type_text(pilot, "undo")
            assert isinstance(app.screen, Picker)
            option = next(one for one in app.screen.choices if one.id == "walk.undo")
            assert option.off is not None
            assert "(not now)" in on_screen(app)
            app.screen.rows.move_to("walk.undo")
            await press_all(pilot, "enter")
            assert isinstance(app.screen, Picker)
            assert "! " in on_screen(app)

    asyncio.run(scenario())
