"""No text, however strange, crashes a screen: the stress case is opened everywhere, and its texts typed everywhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_driver import (
    NARROW,
    STRESS,
    WIDE,
    a_library,
    an_id,
    dossier_of,
    on_screen,
    press_all,
    running,
    sample,
    walk_of,
)
from textual.events import Paste

from prep import places
from prep.intake.cleaning import clean_text
from tui.screens.step import StepPane
from tui.steps.form import Kind
from tui.steps.walk import WALK
from tui.widgets.editors import TextEdit
from tui.widgets.line_edit import LineEdit

MEGABYTE = 1_000_000


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def strange() -> list[str]:
    """The distinct texts of the stress case, and what a terminal or a markup parser would stumble over."""
    found = sorted({one for one in texts(json.loads(STRESS.read_text("utf-8"))) if len(one) > 3 and not one.isascii()})
    return [
        *found,
        "[bold red]x[/] [@click=app.quit]y[/] {z} %s \\[",
        "\x1b[2J\x1b]0;t\x07\x00\x9b",
        "\u202eabc\u2066",
        "a" * 5000,
    ]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_stress_case_opens_in_every_step_section_and_record(tmp_path: Path, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, STRESS)
        async with running(tmp_path, library=library, language="ja", size=size, open_id=an_id(library)) as (app, pilot):
            before = dossier_of(app)
            for index in range(len(WALK) + 2):
                await walk_of(app).go(index)
                pane = walk_of(app).pane
                for _ in WALK[index].sections if index < len(WALK) else ():
                    assert isinstance(pane, StepPane)
                    for _ in range(min(3, len(pane.rows.rows)) if pane.rows is not None else 0):
                        await press_all(pilot, "down")
                    await press_all(pilot, "f7")
                assert on_screen(app)
            assert dossier_of(app) == before, "looking changed something"

    asyncio.run(scenario())


def test_any_text_pasted_into_any_field_is_kept_or_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text goes into every text field; a field that refuses one says so and the dossier stays."""
    monkeypatch.chdir(tmp_path)  # where the deck is written

    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, size=NARROW, open_id=open_id) as (app, pilot):
            number = 0
            for index, step in enumerate(WALK):
                await walk_of(app).go(index)
                pane = walk_of(app).pane
                assert isinstance(pane, StepPane)
                for _ in step.sections:
                    assert pane.form is not None
                    for view in pane.form.views if pane.form.place is not None else ():
                        if not isinstance(view.editor, LineEdit | TextEdit):
                            continue
                        every = strange()
                        for text in (every[number % len(every)], every[(number * 7 + 3) % len(every)]):
                            await view.editor._on_paste(Paste(text)) if isinstance(
                                view.editor, TextEdit
                            ) else view.editor._on_paste(Paste(text))
                            view.flush()
                            number += 1
                        assert app.session is not None
                        if view.has_class("-wrong"):
                            assert view.place in app.session.unwritten
                        else:
                            assert places.read(dossier_of(app), view.place) == view.value
                            assert view.field.kind is not Kind.TEXT or view.value == clean_text(view._raw())[0]
                    await press_all(pilot, "f7")
            assert number > 60
            await press_all(pilot, "f6", "f6", "ctrl+s")
            held = dossier_of(app).preparation
            await press_all(pilot, "ctrl+q")
        assert app.return_code in (0, None)
        assert library.get(open_id).dossier.preparation == held

    asyncio.run(scenario())


def test_a_megabyte_of_text_stays_usable(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            pane = walk_of(app).pane
            assert isinstance(pane, StepPane)
            assert pane.form is not None
            assert pane.form.focus_field("initiative.summary")
            await pilot.pause()
            assert isinstance(app.focused, TextEdit)
            app.focused.load_text(("言葉と words\n" * 110_000)[:MEGABYTE])
            await pilot.pause()
            await press_all(pilot, "x")
            pane.flush()
            assert len(dossier_of(app).preparation.initiative.summary) > MEGABYTE - 10
            assert dossier_of(app).preparation.initiative.summary.startswith("x")
            await press_all(pilot, "f6", "f5")
            assert on_screen(app)

    asyncio.run(scenario())
