"""Paths as people type them never end the app, ctrl+q ends it from wherever one is, and nothing typed goes untold."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import NARROW, a_library, an_id, press_all, running, sample, walk_of

from prep.errors import NemawashiError
from prep.words import render, text
from tui.actions.files import check_out
from tui.screens.deck import DeckPane, home_of_files
from tui.screens.dialogs import dropped_path

STRANGE = ("~nobody-of-that-name/x.json", "file://[x", "a" * 400)


@pytest.mark.parametrize("typed", STRANGE)
def test_a_strange_path_is_a_path_that_is_not_there(typed: str) -> None:
    path = dropped_path(typed)
    assert path.name
    with pytest.raises((NemawashiError, OSError)):
        check_out(path / "deck.pptx", False)


def test_a_folder_that_is_gone_is_not_where_the_deck_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home_of_files() == tmp_path


@pytest.mark.parametrize("typed", STRANGE[:2])
def test_importing_a_strange_path_says_so_and_goes_on(typed: str, tmp_path: Path) -> None:
    async def drive() -> None:
        async with running(tmp_path) as (app, pilot):
            await press_all(pilot, "ctrl+o", *typed, "enter")
            assert app.is_running
            assert app._exception is None

    asyncio.run(drive())


def test_a_name_typed_for_the_deck_stays_when_one_comes_back_to_it(tmp_path: Path) -> None:
    async def drive() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, *["f6"] * 7)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            pane.file.value = str(tmp_path / "mine.pptx")
            await press_all(pilot, "f5", "f6")
            assert pane.file.value == str(tmp_path / "mine.pptx")

    asyncio.run(drive())


@pytest.mark.parametrize(
    ("size", "keys"), [((50, 15), ()), (NARROW, ("f1",)), (NARROW, ("ctrl+p",)), (NARROW, ("ctrl+n",))]
)
def test_ctrl_q_ends_the_app_from_any_screen(size: tuple[int, int], keys: tuple[str, ...], tmp_path: Path) -> None:
    async def drive() -> None:
        async with running(tmp_path, size=size) as (app, pilot):
            if keys:
                await press_all(pilot, *keys)
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert app._exit

    asyncio.run(drive())


def test_what_could_not_be_read_as_a_value_is_told_on_leaving_the_preparation(tmp_path: Path) -> None:
    async def drive() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            assert app.session is not None
            app.session.unwritten["outcome.date"] = "some day soon"
            for _ in range(3):  # out of the form, to the field that holds it, out of the preparation
                if app.session is not None:
                    await press_all(pilot, "escape")
            assert app.session is None
            told = " ".join(render(one, "en") for one in app.told)
            assert text("app.step.ask.outcome.date", "en") in told
            assert "some day soon" not in told

    asyncio.run(drive())
