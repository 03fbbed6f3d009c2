"""Every screen opens, in both languages and at both sizes, with keys alone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import (
    NARROW,
    WIDE,
    a_library,
    an_id,
    dossier_of,
    on_screen,
    press_all,
    running,
    sample,
    type_text,
    until,
    walk_of,
)
from rich.cells import cell_len
from textual import events
from textual.events import Key

from prep.words import LANGUAGES, Lang, text
from tui.keymap import USUAL
from tui.keys import ACTIONS, Where
from tui.screens.check import CheckPane
from tui.screens.deck import DeckPane
from tui.screens.help import HelpScreen
from tui.screens.library import LibraryScreen
from tui.screens.pages import PagesScreen
from tui.screens.picker import Picker
from tui.screens.small import SmallScreen
from tui.screens.walk import WalkScreen
from tui.steps.walk import WALK
from tui.widgets.bars import KeyLine

BOTH = [(language, size) for language in LANGUAGES for size in (WIDE, NARROW)]


@pytest.mark.parametrize(("language", "size"), BOTH)
def test_every_step_opens_and_names_its_sections(tmp_path: Path, language: Lang, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = next(one.id for one in library.summaries() if one.stage != "decided")
        async with running(tmp_path, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            for step in WALK:
                shown = on_screen(app)
                assert text(step.sections[0].title, language) in shown
                for section in step.sections:
                    assert walk_of(app).pane is not None
                    assert text(section.title, language) in on_screen(app)
                    await press_all(pilot, "f7")
                await press_all(pilot, "f6")
            assert isinstance(walk_of(app).pane, CheckPane)
            await press_all(pilot, "f6")
            assert isinstance(walk_of(app).pane, DeckPane)
            assert dossier_of(app).preparation.id in {one.id for one in library.summaries()}

    asyncio.run(scenario())


@pytest.mark.parametrize(("language", "size"), BOTH)
def test_an_empty_library_names_the_next_key(tmp_path: Path, language: Lang, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        async with running(tmp_path, language=language, size=size) as (app, _pilot):
            assert "Ctrl+N" in on_screen(app)
            assert text("app.library.empty", language).split("\n")[0] in on_screen(app)

    asyncio.run(scenario())


@pytest.mark.parametrize(("language", "size"), BOTH)
def test_help_tells_every_key_of_the_screen_in_words(tmp_path: Path, language: Lang, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        async with running(tmp_path, library=library, language=language, size=size, open_id=an_id(library)) as (
            app,
            pilot,
        ):
            await press_all(pilot, "f1")
            assert isinstance(app.screen, HelpScreen)
            told = "\n".join(row.cells[0] for row in app.screen.rows.rows)
            for action in ACTIONS:
                if action.where in (Where.WALK, Where.APP):
                    assert USUAL.text(action.help, language) in told
                    assert action.shown_key in told
            await press_all(pilot, "escape")
            assert walk_of(app)

    asyncio.run(scenario())


@pytest.mark.parametrize(("language", "size"), BOTH)
def test_the_key_line_never_clips_a_hint_and_always_offers_help_and_the_way_out(
    tmp_path: Path, language: Lang, size: tuple[int, int]
) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        async with running(tmp_path, library=library, language=language, size=size) as (app, pilot):
            await press_all(pilot, "enter")
            for _ in range(8):
                line = app.screen.query_one(KeyLine)
                drawn = str(line.render())
                assert cell_len(drawn) <= line.content_size.width
                assert drawn.startswith("F1 ")
                words = [f"{key} {word}" for key, word in line.hints]
                shown = drawn.split("  ")
                assert shown == [*words[: len(shown) - 1], words[-1]], f"a hint was cut: {drawn!r}"
                assert words[-1] == f"Ctrl+Q {text('app.key.quit', language)}"
                await press_all(pilot, "f6")

    asyncio.run(scenario())


def test_the_language_of_the_interface_changes_while_running(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("ja"))
        async with running(tmp_path, library=library, language="ja", open_id=an_id(library)) as (app, pilot):
            assert text("app.step.why.idea.title", "ja") in on_screen(app)
            await press_all(pilot, "ctrl+l")
            await pilot.pause()
            assert text("app.step.why.idea.title", "en") in on_screen(app)
            await press_all(pilot, "escape")
            assert isinstance(app.screen, LibraryScreen)
            assert text("app.library.title", "en") in on_screen(app)
        async with running(tmp_path) as (app, pilot):
            from prep.settings import read_settings

            assert read_settings(tmp_path).language == "en"

    asyncio.run(scenario())


def test_the_palette_finds_an_action_whatever_width_it_is_typed_in(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library)) as (app, pilot):
            await press_all(pilot, "ctrl+p")
            assert isinstance(app.screen, Picker)
            await type_text(pilot, "ＮＥＸＴ")
            app.post_message(Key("ideographic_space", "\u3000"))  # as a terminal sends it
            await type_text(pilot, "ｓｔｅｐ")
            await press_all(pilot, "enter")
            assert walk_of(app).step == 1

    asyncio.run(scenario())


@pytest.mark.parametrize("size", [(59, 24), (80, 19)])
def test_a_terminal_too_small_gets_one_sentence_until_it_grows(tmp_path: Path, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        async with running(tmp_path, size=size) as (app, pilot):
            assert isinstance(app.screen, SmallScreen)
            assert "60" in on_screen(app)
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert isinstance(app.screen, LibraryScreen)

    asyncio.run(scenario())


def test_no_action_shadows_a_key_that_edits_text_or_that_a_terminal_cannot_send() -> None:
    taken = {f"ctrl+{letter}" for letter in "aekuwdxcvzy"} | {f"ctrl+{letter}" for letter in "hijmb"}
    for action in ACTIONS:
        assert not taken & set(action.keys), action.id
        works = ("ctrl+", "shift+", "f", "enter", "page", "home", "end", "space")
        assert action.palette or action.keys, action.id
        assert not action.keys or any(key.startswith(works) for key in action.keys), action.id


def test_no_key_means_two_things_on_one_screen() -> None:
    for where in Where:
        keys = [key for action in ACTIONS if action.where in (where, Where.APP) for key in action.keys]
        twice = {key for key in keys if keys.count(key) > 1}
        # on the deck step, saving means writing it, and there is nothing to choose but its message
        assert twice <= ({"ctrl+s", "ctrl+o"} if where is Where.WALK else set())


def test_every_action_has_its_words_in_both_languages() -> None:
    for action in ACTIONS:
        for language in LANGUAGES:
            assert text(action.label, language)
            assert text(action.help, language)


def test_a_title_longer_than_its_field_stays_readable_when_the_cursor_leaves(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, size=NARROW, open_id=open_id) as (app, pilot):
            await type_text(pilot, " and even longer")
            await press_all(pilot, "tab", "tab")
            assert "even longer" in on_screen(app)

    asyncio.run(scenario())


@pytest.mark.parametrize(("size", "shape"), [((80, 24), "-narrow"), ((120, 36), "-wide")])
def test_a_screen_has_the_shape_for_the_width_before_its_first_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], shape: str
) -> None:
    shapes: list[frozenset[str]] = []
    resized = WalkScreen._on_resize

    async def noted(self: WalkScreen, event: events.Resize) -> None:
        shapes.append(self.classes)
        await resized(self, event)

    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, size=size) as (app, pilot):
            monkeypatch.setattr(WalkScreen, "_on_resize", noted)
            await press_all(pilot, "enter")
            assert isinstance(app.screen, WalkScreen)

    asyncio.run(scenario())
    assert shapes
    assert shape in shapes[0]


@pytest.mark.parametrize(("size", "beside"), [((60, 20), False), ((80, 24), True), ((120, 36), True)])
def test_in_a_low_window_the_list_of_pages_has_the_room_and_enter_still_reads(
    tmp_path: Path, size: tuple[int, int], beside: bool
) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, size=size, open_id=an_id(library, "Listening")) as (app, pilot):
            await walk_of(app).go(7)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            await until(pilot, lambda: pane.book is not None)
            await press_all(pilot)
            assert pane.scroll.is_on_screen is beside
            assert beside or pane.rows.size.height > 6
            assert f"Ctrl+S {text('app.key.write', 'en')}" in on_screen(app)
            await press_all(pilot, "enter")
            assert isinstance(app.screen, PagesScreen)

    asyncio.run(scenario())
