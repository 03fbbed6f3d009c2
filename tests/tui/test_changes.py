"""What was done: the steps in words, the way back to any of them and to the field; and the pages one by one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import NARROW, a_library, an_id, dossier_of, on_screen, press_all, running, sample, until, walk_of
from steps_and_pages import TITLES, changed, to_the_pages

from prep.words import LANGUAGES, Lang, text
from tui.actions.importing import import_files
from tui.screens.changes import ChangesScreen
from tui.screens.deck import DeckPane
from tui.screens.history import HistoryScreen
from tui.screens.library import LibraryScreen
from tui.screens.pages import PagesScreen


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_goes_back_to_any_step_and_forth_again(language: Lang, tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample(language))
        opened = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=NARROW, open_id=opened) as (app, pilot):
            start = dossier_of(app)
            changed(walk_of(app).session)
            here = dossier_of(app)
            await press_all(pilot, "f4", "f7")
            assert isinstance(app.screen, ChangesScreen)
            assert text("app.changes.gone", language) in on_screen(app)
            await press_all(pilot, "end", "enter")
            assert dossier_of(app) == start
            assert "{" not in on_screen(app)
            await press_all(pilot, "f10", "f10")
            assert dossier_of(app) == here
            await press_all(pilot, "home", "enter")
            assert dossier_of(app).preparation.title == "B"
            await press_all(pilot, "f9")
            assert dossier_of(app) == here
            await press_all(pilot, "f4")
            assert isinstance(app.screen, HistoryScreen)
            await press_all(pilot, "escape")
            assert walk_of(app).session.dossier == here

    asyncio.run(walk())


def test_a_step_leads_to_the_field_it_changed_and_a_deleted_record_to_its_list(tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, TITLES["en"])) as (app, pilot):
            changed(walk_of(app).session)
            await press_all(pilot, "f4", "f7", "down", "ctrl+g")
            pane = walk_of(app).pane
            assert pane is not None
            assert pane.place() == "meeting.place"
            await press_all(pilot, "f4", "f7", "tab", "end", "enter")
            pane = walk_of(app).pane
            assert pane is not None
            assert (pane.place() or "").startswith("quotes")

    asyncio.run(walk())


def test_the_pages_are_leafed_through_and_the_list_stands_on_the_last_seen(tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, size=NARROW, open_id=an_id(library, TITLES["en"])) as (
            app,
            pilot,
        ):
            await to_the_pages(app, pilot)
            screen = app.screen
            assert isinstance(screen, PagesScreen)
            await press_all(pilot, "pagedown", "right", "pageup", "left", "left", "end")
            assert screen.index == len(screen.book) - 1
            await press_all(pilot, "pageup", "pageup", "pageup", "pageup")
            assert "(2/2)" in on_screen(app), "what goes on is a page of its own"
            await press_all(pilot, "enter")
            assert screen.words
            await press_all(pilot, "escape")
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            assert pane.rows.current is not None
            assert pane.rows.current.id == "A1 2"

    asyncio.run(walk())


def test_pages_of_a_deck_that_changed_are_measured_anew(tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, TITLES["en"])) as (app, pilot):
            await to_the_pages(app, pilot)
            await press_all(pilot, "escape")
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            before = pane.book
            changed(walk_of(app).session)
            await until(pilot, lambda: pane.book is not None and pane.book is not before)

    asyncio.run(walk())


def test_an_import_is_taken_back_until_it_is_opened(tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample("ja"))
        async with running(tmp_path, library=library) as (app, pilot):
            before = {one.id for one in library.summaries()}
            imported = [one for case in import_files(library, [sample("en")]) for one in case.preparation_ids]
            screen = app.screen
            assert isinstance(screen, LibraryScreen)
            await screen._show_imported(imported, ())
            assert len(imported) > 1
            await press_all(pilot, "f9")
            await until(pilot, lambda: {one.id for one in library.summaries()} == before)
            again = import_files(library, [sample("en")])[0].preparation_ids
            await screen._show_imported(again, ())
            await press_all(pilot, "enter")
            opened = dossier_of(app).preparation.id
            assert opened in again
            await press_all(pilot, "escape", "escape", "f9")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
            assert opened in {one.id for one in library.summaries()}, "what was opened is not taken away"

    asyncio.run(walk())
