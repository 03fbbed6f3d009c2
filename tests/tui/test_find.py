"""Ctrl+F finds words in every text of every preparation, and leads into the field."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, until, walk_of
from textual.pilot import Pilot
from textual.widgets import TextArea

from prep.errors import SaveFailed
from prep.words import Lang, Message
from tui.app import NemawashiApp
from tui.screens.dialogs import Ask
from tui.screens.find import FindScreen
from tui.screens.library import LibraryScreen
from tui.widgets.field import FieldView
from tui.widgets.line_edit import LineEdit
from tui.widgets.rows import Row


def find_of(app: NemawashiApp) -> FindScreen:
    assert isinstance(app.screen, FindScreen)
    return app.screen


async def searched(pilot: Pilot[None], app: NemawashiApp, words: str) -> list[Row]:
    """The rows once the whole library was searched."""
    await press_all(pilot, "ctrl+f")
    await type_text(pilot, words)
    await until(pilot, lambda: find_of(app)._sought.over)
    return list(find_of(app).rows.rows)


def place_in_front(app: NemawashiApp) -> str:
    field = app.focused
    assert field is not None
    return next(one.place for one in field.ancestors if isinstance(one, FieldView))


def held(app: NemawashiApp) -> tuple[str, int]:
    """The text in front and where the cursor is in it."""
    field = app.focused
    if isinstance(field, LineEdit):
        return field.value, field.cursor_position
    assert isinstance(field, TextArea)
    row, column = field.cursor_location
    return field.text, sum(len(line) + 1 for line in field.text.split("\n")[:row]) + column


def test_ctrl_f_finds_a_word_of_another_width_and_enter_leads_to_it_in_its_field(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("ja"))
        async with running(tmp_path, library=library, language="ja") as (app, pilot):
            rows = await searched(pilot, app, "ｼｽﾃﾑ")
            assert [row.tone for row in rows[:2]] == ["heading", "normal"]
            assert next(rows[1].cells[0][start:end] for start, end in rows[1].marks) == "システム"
            await press_all(pilot, "enter")
            await until(pilot, lambda: app.session is not None and isinstance(app.focused, LineEdit | TextArea))
            text, at = held(app)
            assert text[at:].startswith("システム")
            await press_all(pilot, "escape", "escape")
            assert isinstance(app.screen, LibraryScreen)

    asyncio.run(scenario())


def test_the_open_preparation_comes_first_as_it_stands_unsaved(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Bookkeeper")) as (app, pilot):
            await type_text(pilot, "Zebra ")
            rows = await searched(pilot, app, "zebra")
            assert len(rows) == 2
            assert "open now" in rows[0].cells[0]
            await press_all(pilot, "enter")
            assert place_in_front(app) == "title"
            assert dossier_of(app).preparation.title.endswith("Zebra ")

    asyncio.run(scenario())


def test_another_preparation_is_opened_once_the_open_one_is_saved(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        first, other = an_id(library, "Bookkeeper"), an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=first) as (app, pilot):
            await type_text(pilot, "Zebra ")
            await searched(pilot, app, "listening desk: turn")
            await press_all(pilot, "enter")
            await until(pilot, lambda: app.session is not None and dossier_of(app).preparation.id == other)
            assert place_in_front(app) == "title"
            assert library.get(first).dossier.preparation.title.endswith("Zebra ")

    asyncio.run(scenario())


def test_what_cannot_be_saved_is_asked_about_before_another_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        first = an_id(library, "Bookkeeper")
        async with running(tmp_path, library=library, open_id=first) as (app, pilot):

            def full(*_: object) -> None:
                raise SaveFailed(Message("common.error.save_failed", {"folder": "x", "reason": "full"}))

            monkeypatch.setattr(library, "put", full)
            await type_text(pilot, "Zebra ")
            await searched(pilot, app, "listening desk: turn")
            await press_all(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, Ask))
            assert dossier_of(app).preparation.id == first

    asyncio.run(scenario())


@pytest.mark.parametrize("keys", [("f4",), ("f6", "enter"), ("f5",)])
def test_it_opens_from_every_full_screen_and_from_within_a_text(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, *keys, "ctrl+f")
            find_of(app)
            await press_all(pilot, "ctrl+f", "escape")
            assert not isinstance(app.screen, FindScreen)

    asyncio.run(scenario())


def test_a_goal_of_the_organisation_is_found_once_and_opened_from_over_the_history(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, "f4")
            rows = await searched(pilot, app, "net revenue retention from")
            goals = [row for row in rows if " organisation.goals[" in row.id]
            assert len({row.id for row in goals}) == len(goals) == 1
            find_of(app).rows.move_to(goals[0].id)
            await press_all(pilot, "enter")
            assert walk_of(app).pane is not None
            assert place_in_front(app).startswith("organisation.goals[")

    asyncio.run(scenario())


def test_a_deleted_preparation_is_not_searched(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        gone = an_id(library, "Bookkeeper")
        library.delete(gone, library.get(gone).etag)
        async with running(tmp_path, library=library) as (app, pilot):
            assert not await searched(pilot, app, "bookkeeper heroes awareness")
            assert "Nothing found" in on_screen(app)

    asyncio.run(scenario())


@pytest.mark.parametrize(("language", "told"), [("en", "Searched for last"), ("ja", "最近探した言葉")])
def test_with_nothing_typed_the_last_words_and_preparations_are_offered(
    tmp_path: Path, language: Lang, told: str
) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, language=language) as (app, pilot):
            await searched(pilot, app, "heroes")
            await press_all(pilot, "enter")
            await until(pilot, lambda: app.session is not None)
            await press_all(pilot, "ctrl+f")
            await until(pilot, lambda: bool(find_of(app)._latest))
            assert told in on_screen(app)
            await press_all(pilot, "enter")
            assert find_of(app).search.value == "heroes"
            assert not [one for one in tmp_path.rglob("*") if one.is_file() and b"heroes" in one.name.encode()]

    asyncio.run(scenario())


def test_a_damaged_file_is_counted_and_does_not_end_the_search(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        path = tmp_path / "preparations" / f"{an_id(library, 'Bookkeeper')}.json"
        path.write_bytes(path.read_bytes().replace(b"Heroes", b"Herons"))
        async with running(tmp_path, library=library) as (app, pilot):
            before = path.read_bytes()
            await press_all(pilot, "ctrl+f")
            damaged = before.replace(b"Bookkeeper", b"Bookkeepes")
            path.write_bytes(damaged)
            await type_text(pilot, "bookkeepes")
            await until(pilot, lambda: find_of(app)._sought.over)
            assert "damaged" in on_screen(app)
            assert path.read_bytes() == damaged

    asyncio.run(scenario())
