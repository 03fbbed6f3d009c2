"""Whatever stands on a screen can be read: the contrast of every drawn text, in the light and the dark theme."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, a_library, an_id, on_screen, press_all, running, sample, until, walk_of
from rich.color import Color
from textual.pilot import Pilot
from textual.screen import ModalScreen

from tui.app import NemawashiApp
from tui.contrast import ENOUGH, ratio
from tui.screens.walk import WalkScreen
from tui.steps.walk import WALK

NO_LETTERS = frozenset("▌▐█▎▏▕│┃─━╭╮╰╯▁▂▃▄▅▆▇▀▔▊▋▍▉▖▗▘▝")
"""Lines, bars and frames, which nobody reads as text."""


def hard_to_read(app: NemawashiApp) -> set[tuple[str, str, str]]:
    """The texts in front with too little contrast, each with ink and ground; what lies under a dialog is veiled."""
    found: set[tuple[str, str, str]] = set()
    region = app.screen.children[0].region if isinstance(app.screen, ModalScreen) else app.screen.region
    for strip in app.screen._compositor.render_strips()[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            words = "".join(one for one in segment.text if one not in NO_LETTERS).strip()
            style = segment.style
            if not words or style is None or style.color is None or style.bgcolor is None:
                continue
            ink, ground = _hex(style.color), _hex(style.bgcolor)
            if ratio(ink, ground) < ENOUGH:
                found.add((words[:40], ink, ground))
    return found


def _hex(colour: Color) -> str:
    return colour.get_truecolor().hex


async def look_around(app: NemawashiApp, pilot: Pilot[None]) -> dict[str, set[tuple[str, str, str]]]:
    """Every step of the walk with and without a record open, choosing, help, palette and history."""
    seen: dict[str, set[tuple[str, str, str]]] = {}

    async def look(name: str, *keys: str) -> None:
        await press_all(pilot, *keys)
        await pilot.pause(0.1)
        seen[name] = hard_to_read(app)

    for number in range(len(WALK) + 2):
        await walk_of(app).go(number)
        await look(f"step {number}")
        await look(f"step {number} selected", "enter", "shift+home")
        while not isinstance(app.screen, WalkScreen):  # what enter opened over it
            await press_all(pilot, "escape")
    await look("help", "f1")
    await look("palette", "escape", "ctrl+p")
    await look("history", "escape", "f4")
    await press_all(pilot, "escape", "escape", "escape")
    return seen


@pytest.mark.parametrize(("theme", "size"), [("nemawashi-dark", WIDE), ("nemawashi-light", NARROW)])
def test_every_text_of_every_screen_stands_out_from_its_ground(
    tmp_path: Path, theme: str, size: tuple[int, int]
) -> None:
    library = a_library(tmp_path, sample("en"))

    async def scenario() -> None:
        async with running(tmp_path, library=library, size=size, open_id=an_id(library, "Listening")) as (app, pilot):
            app.theme = theme
            await until(pilot, lambda: "Idea" in on_screen(app))
            seen = await look_around(app, pilot)
            assert len(seen) == 2 * (len(WALK) + 2) + 3
            assert {name: faults for name, faults in seen.items() if faults} == {}

    asyncio.run(scenario())
