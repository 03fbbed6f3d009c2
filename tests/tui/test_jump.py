"""F2 puts a number on everything in sight that one can go to."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, on_screen, press_all, running, sample, until, walk_of

from prep.words import Lang, text
from tui.app import NemawashiApp
from tui.jumping import MOST, digits, labels, may_begin
from tui.screens.jump import JumpScreen
from tui.screens.step import StepPane
from tui.screens.walk import WalkScreen
from tui.widgets.field import FieldView
from tui.widgets.line_edit import LineEdit


def jump_of(app: NemawashiApp) -> JumpScreen:
    assert isinstance(app.screen, JumpScreen)
    return app.screen


def test_nine_things_have_one_digit_each_and_more_have_two() -> None:
    assert labels(3) == ("1", "2", "3")
    assert labels(12)[:3] == ("10", "11", "12")
    assert len(set(labels(500))) == MOST
    assert all(not may_begin("0", labels(count)) for count in (3, 12))


def test_digits_of_an_input_method_are_digits() -> None:
    assert digits("１２") == "12"
    assert digits("あ") == digits(None) == ""


@pytest.mark.parametrize("wide", [False, True], ids=["half width", "full width"])
@pytest.mark.parametrize(("language", "size"), [("en", (120, 36)), ("ja", (80, 24)), ("ja", (60, 20))])
def test_the_number_of_a_field_leads_into_it(tmp_path: Path, language: Lang, size: tuple[int, int], wide: bool) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            before = on_screen(app)
            second = [one for one in app.screen.query(FieldView) if one.editor is not None][1]
            await press_all(pilot, "f2")
            jump = jump_of(app)
            assert second.editor is not None
            wanted = next(
                one for one, at in zip(jump.labels, jump.targets, strict=True) if at.at == second.editor.region.offset
            )
            assert wanted in on_screen(app)
            await press_all(pilot, *(chr(ord(one) + 0xFEE0) if wide else one for one in wanted))
            assert app.focused is second.editor
            await press_all(pilot, "f2", "escape")
            assert on_screen(app).splitlines()[0] == before.splitlines()[0]

    asyncio.run(scenario())


def test_a_number_leads_to_a_step_of_the_rail_and_to_a_section(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            walk = walk_of(app)
            await press_all(pilot, "f2")
            jump = jump_of(app)
            at = dict(walk.rail.spots())[3]
            await press_all(pilot, *next(one for one, it in zip(jump.labels, jump.targets, strict=True) if it.at == at))
            assert walk.step == 3
            await press_all(pilot, "f5", "f5", "f5", "f2")
            assert isinstance(walk.pane, StepPane)
            at, jump = dict(walk.pane.tabs.spots())[1], jump_of(app)
            await press_all(pilot, *next(one for one, it in zip(jump.labels, jump.targets, strict=True) if it.at == at))
            assert isinstance(walk.pane, StepPane)
            assert walk.pane.section is walk.pane.step.sections[1]

    asyncio.run(scenario())


def test_what_is_no_digit_changes_nothing_and_backspace_takes_the_first_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await press_all(pilot, "f2", "あ", "x", "1")
            jump = jump_of(app)
            assert jump.typed == "1"
            assert any(not mark.display for mark in jump.marks)
            await press_all(pilot, "backspace")
            assert jump.typed == ""

    asyncio.run(scenario())


@pytest.mark.parametrize("keys", [(), ("ctrl+f",)])
def test_it_works_in_the_library_and_in_the_search(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library) as (app, pilot):
            await press_all(pilot, *keys)
            await until(pilot, lambda: "Listening" in on_screen(app))
            await press_all(pilot, "f2")
            assert len(jump_of(app).targets) >= 2
            await press_all(pilot, "1")
            assert isinstance(app.focused, LineEdit)

    asyncio.run(scenario())


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
@pytest.mark.parametrize(("step", "action"), [(6, None), (7, None), (1, "visit('people_map')")])
def test_every_number_leads_somewhere_on_the_other_screens_too(
    tmp_path: Path, step: int, action: str | None, size: tuple[int, int]
) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id, size=size) as (app, pilot):
            await walk_of(app).go(step)
            if action is not None:
                await walk_of(app).run_action(action)
            await press_all(pilot)
            screen = app.screen
            await press_all(pilot, "f2")
            before = app.focused
            await press_all(pilot, *jump_of(app).labels[-1])
            assert app.screen is screen
            assert app.focused is not before

    asyncio.run(scenario())


def test_where_there_is_nothing_to_jump_to_the_key_says_so(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await walk_of(app).go(1)
            await walk_of(app).run_action("visit('run_sheet')")
            await press_all(pilot, "f2")
            assert not isinstance(app.screen, JumpScreen | WalkScreen)
            assert text("find.jump.nowhere", "en") in on_screen(app)

    asyncio.run(scenario())
