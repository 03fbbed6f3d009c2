"""The company template in the Deck screen: typed, explained, kept, and refused in one sentence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, a_library, an_id, press_all, running, sample, walk_of
from pptx import Presentation
from pptx.util import Pt
from template_builder import ATemplate
from textual.pilot import Pilot

from prep.settings import read_settings
from prep.words import LANGUAGES, Lang, text
from tui.screens.deck import DeckPane
from tui.screens.reading import ReadScreen

SIZES = (NARROW, WIDE, (60, 20))
TITLES = {"ja": "はじめの3箱", "en": "Listening"}


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what a thread brings about; fail when it never does."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    await pilot.pause()


def a_template(folder: Path) -> Path:
    file = folder / "firm.potx"
    file.write_bytes(ATemplate(samples=2).on(720, 540).data())
    return file


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_template_is_explained_kept_and_written_on(language: Lang, size: tuple[int, int], tmp_path: Path) -> None:
    file, out = a_template(tmp_path), tmp_path / "deck.pptx"

    async def drive() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, size=size, language=language, library=library, open_id=open_id) as (app, pilot):
            await press_all(pilot, *["f6"] * 7)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            pane.template.focus()
            await press_all(pilot, *str(file), "enter")
            await until(pilot, lambda: isinstance(app.screen, ReadScreen))
            assert isinstance(app.screen, ReadScreen)
            assert "▒" in app.screen.body
            await press_all(pilot, "escape")
            assert text("app.deck.template_kept", language, file="firm.potx") in str(pane.result.content)
            pane.file.value = str(out)
            pane.file.focus()
            await press_all(pilot, "enter")
            await until(pilot, out.exists)
            assert read_settings(app.home).template == str(file)

    asyncio.run(drive())
    assert Presentation(str(out)).slide_width == Pt(720)


def test_a_file_that_is_no_template_is_told_and_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("hello")

    async def drive() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, *["f6"] * 7)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            pane.template.focus()
            await press_all(pilot, *str(file), "enter")
            await until(pilot, lambda: "not a PowerPoint file" in str(pane.result.content))
            assert read_settings(app.home).template == ""

    asyncio.run(drive())


def test_an_empty_template_goes_back_to_our_own_design(tmp_path: Path) -> None:
    async def drive() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, *["f6"] * 7)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            pane.template.focus()
            await press_all(pilot, "enter")
            await until(pilot, lambda: text("app.deck.template_cleared", "en") in str(pane.result.content))

    asyncio.run(drive())
