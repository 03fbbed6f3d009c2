"""No action is silently dead: whoever presses the key of what cannot be done now is told why."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, on_screen, open_section, press_all, running, sample, type_text, walk_of

from prep.words import LANGUAGES, Lang, render, text
from tui.keys import BY_ID, Where, actions_of
from tui.screens.frame import Framed
from tui.screens.reasons import reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_that_can_do_nothing_says_why_in_the_status_line(tmp_path: Path, language: Lang) -> None:
    pressed = {
        "f5": "keys.reason.first_step",
        "f9": "app.undo.nothing",
        "ctrl+r": "app.redo.nothing",
        "shift+up": "keys.reason.list_only",
        "ctrl+t": "keys.reason.list_only",
    }

    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = an_id(library)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            for key, why in pressed.items():
                await press_all(pilot, key)
                assert text(why, language) in on_screen(app), key
            await press_all(pilot, *["f6"] * 8)
            assert text("keys.reason.last_step", language) in on_screen(app)

    asyncio.run(scenario())


def test_records_that_stand_first_or_last_say_so_when_they_shall_move_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library)) as (app, pilot):
            await open_section(pilot, app, "people", "stakeholders")
            await press_all(pilot, "shift+up")
            assert text("keys.reason.is_first", "en") in on_screen(app)
            await press_all(pilot, "end", "shift+down")
            assert text("keys.reason.is_last", "en") in on_screen(app)

    asyncio.run(scenario())


def test_what_was_typed_a_moment_ago_can_be_undone_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library)) as (app, pilot):
            assert reason(app.screen, BY_ID["walk.undo"]) is not None
            await type_text(pilot, "x")
            await press_all(pilot, "f9")
            assert text("app.undo.nothing", "en") not in on_screen(app)
            assert reason(app.screen, BY_ID["walk.redo"]) is None

    asyncio.run(scenario())


def test_an_empty_library_says_what_is_missing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            for key in ("ctrl+t", "ctrl+g"):
                await press_all(pilot, key)
                assert text("keys.reason.no_preparation", "en") in on_screen(app)
            await press_all(pilot, "f4", "ctrl+t")
            assert text("keys.reason.trash_empty", "en") in on_screen(app)

    asyncio.run(scenario())


def test_what_another_action_of_the_same_key_takes_the_place_of_is_left_to_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library)) as (app, pilot):
            await walk_of(app).go(7)
            await pilot.pause()
            why = reason(app.screen, BY_ID["walk.choose"])
            assert why is not None
            assert render(why, "en") == text("keys.reason.message_here", "en")
            await press_all(pilot, "ctrl+o")
            assert text("app.message.heading", "en") in on_screen(app)

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_every_step_is_a_sentence_of_the_catalogue(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = an_id(library)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            for step in range(8):
                await walk_of(app).go(step)
                await pilot.pause()
                screen = app.screen
                assert isinstance(screen, Framed)
                for action in actions_of(Where.WALK, Where.APP):
                    why = reason(screen, action)
                    assert why is None or render(why, language)

    asyncio.run(scenario())
