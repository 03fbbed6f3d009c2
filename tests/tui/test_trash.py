"""Trash by keys: deleted preparations are shown, brought back, put away again, and erased only after a question."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, on_screen, press_all, running, sample, type_text

from prep.words import LANGUAGES, Lang, text
from tui.screens.dialogs import Ask
from tui.screens.library import LibraryScreen
from tui.screens.trash import TrashScreen

TITLES = {"ja": "はじめの3箱", "en": "Listening"}


def titles(screen: TrashScreen) -> list[str]:
    return [row.cells[0].splitlines()[0] for row in screen.rows.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deleted_preparation_is_shown_with_its_content_and_comes_back(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = an_id(library, TITLES[language])
        before = library.get(open_id).dossier
        async with running(tmp_path, library=library, language=language) as (app, pilot):
            await press_all(pilot, "ctrl+g")
            await type_text(pilot, TITLES[language])
            await press_all(pilot, "enter", "ctrl+t", "f4")
            assert isinstance(app.screen, TrashScreen)
            await pilot.pause(0.2)
            assert titles(app.screen) == [before.preparation.title]
            assert before.organisation.name in on_screen(app)
            assert before.preparation.owner.name in on_screen(app)  # of its content
            await press_all(pilot, "enter")
            assert isinstance(app.screen, LibraryScreen)
            assert app.screen.rows.current is not None
            assert app.screen.rows.current.id == open_id
            assert library.get(open_id).dossier == before
            await press_all(pilot, "f9")  # the restore is undone: deleted again
            assert open_id not in [one.id for one in library.summaries()]
            await press_all(pilot, "f9")  # and that, too
            assert library.get(open_id).dossier == before

    asyncio.run(scenario())


def test_the_newest_deletion_stands_first_and_undo_in_the_list_does_not_bring_back_twice(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            first, second = (one.title for one in library.summaries())
            await press_all(pilot, "home", "ctrl+t", "ctrl+t", "f4")
            assert isinstance(app.screen, TrashScreen)
            assert titles(app.screen) == [second, first]
            await press_all(pilot, "enter", "f4", "enter")  # both are back
            assert len(library.summaries()) == 2
            await press_all(pilot, "f9", "f9", "f9", "f9", "f9", "f9")
            assert len(library.summaries()) == 2  # each undo took back one thing, and then there was none left

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_erasing_asks_first_and_the_harmless_answer_is_the_first(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        async with running(tmp_path, library=library, language=language) as (app, pilot):
            await press_all(pilot, "ctrl+t", "f4", "ctrl+t")
            assert isinstance(app.screen, Ask)
            await press_all(pilot, "enter")
            assert isinstance(app.screen, TrashScreen)
            assert len(library.history(None)) == 1
            await press_all(pilot, "ctrl+t", "escape")
            assert len(library.history(None)) == 1
            gone = library.history(None)[0]
            await press_all(pilot, "delete", "down", "enter")
            assert isinstance(app.screen, TrashScreen)
            assert library.history(None) == []
            assert library.history(gone.id) == []
            assert text("app.trash.empty", language).split("\n", 1)[0] in on_screen(app)
            await press_all(pilot, "escape", "f9")
            assert text("app.undo.nothing", language) in on_screen(app)  # what is erased is not offered again

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_trash_says_what_comes_here_and_keys_do_no_harm(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        async with running(tmp_path, language=language) as (app, pilot):
            await press_all(pilot, "f4")
            assert text("app.trash.empty", language).split("\n", 1)[0] in on_screen(app)
            await press_all(pilot, "enter", "ctrl+t", "delete", "tab", "f1", "escape", "ctrl+l")
            other: Lang = "ja" if language == "en" else "en"
            assert text("app.trash.empty", other).split("\n", 1)[0] in on_screen(app)
            await press_all(pilot, "f4")
            assert isinstance(app.screen, LibraryScreen)

    asyncio.run(scenario())


def test_what_another_window_brought_back_meanwhile_is_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            await press_all(pilot, "ctrl+t", "f4")
            library.restore(library.history(None)[0])
            await press_all(pilot, "ctrl+t", "down", "enter")
            assert isinstance(app.screen, TrashScreen)
            assert app.screen.rows.rows == ()
            assert len(library.summaries()) == 2

    asyncio.run(scenario())
