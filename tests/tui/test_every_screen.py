"""Every full screen in every size and language: nothing wider than the terminal, help and the way out in sight."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, on_screen, press_all, running, sample, until, walk_of
from rich.cells import cell_len
from textual.pilot import Pilot

from prep import places
from prep.words import LANGUAGES, Lang
from tui.app import NemawashiApp
from tui.screens.deck import DeckPane
from tui.screens.frame import Framed
from tui.screens.in_front import CHECK, DECK
from tui.screens.visiting import VISITS
from tui.screens.walk import WalkScreen

SIZES = [(120, 36), (80, 24), (60, 20)]
TITLES = {"ja": "はじめの3箱", "en": "Listening"}
HOMES = {"mine": "conversations", "idea_changed": "conversations", "run_sheet": "stakeholders"}
"""The records on which visits open that do not open anywhere."""


def look(app: NemawashiApp) -> str:
    """What the screen in front is called, once it is seen that it fits."""
    screen = app.screen
    assert isinstance(screen, Framed), screen
    lines = on_screen(app).split("\n")
    assert {cell_len(line) for line in lines} == {app.size.width}, screen
    assert "F1 " in lines[-1], (screen, lines[-1])
    assert "Ctrl+Q " in lines[-1], (screen, lines[-1])
    assert len(lines[-1].rstrip()) < app.size.width, (screen, lines[-1])
    return type(screen).__name__


async def visit(app: NemawashiApp, pilot: Pilot[None], name: str) -> str:
    """Open what lies over the walk, look at it, and come back."""
    walk = walk_of(app)
    home = HOMES.get(name)
    if home is not None:
        assert app.session is not None
        held = places.read(app.session.dossier, home)
        assert isinstance(held, tuple)
        await walk.go_to_place(next(place for place, _ in places.each(home, held)))
    await walk.run_action(f"visit('{name}')")
    await until(pilot, lambda: app.screen is not walk)
    await press_all(pilot)
    seen = look(app)
    for _ in range(3):
        if app.screen is not walk:
            await press_all(pilot, "escape")
    assert app.screen is walk, f"no way back from {seen}"
    return seen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_and_shows_help_and_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Lang, size: tuple[int, int]
) -> None:

    monkeypatch.chdir(tmp_path)

    async def scenario() -> None:
        library = a_library(tmp_path / "home", sample(language))
        seen = set()
        async with running(tmp_path / "home", library=library, language=language, size=size) as (app, pilot):
            seen.add(look(app))
            await press_all(pilot, "f4")
            seen.add(look(app))
            await press_all(pilot, "escape", "ctrl+f")
            seen.add(look(app))
            await press_all(pilot, "escape")
            app.show_preparation(library.get(an_id(library, TITLES[language])))
            await until(pilot, lambda: isinstance(app.screen, WalkScreen))
            for step in range(DECK + 1):
                await walk_of(app).go(step)
                await press_all(pilot)
                seen.add(f"{look(app)} {'check' if step == CHECK else step}")
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            await until(pilot, lambda: pane.book is not None)
            await press_all(pilot, "enter")
            seen.add(look(app))
            await press_all(pilot, "escape")
            for name in VISITS:
                seen.add(await visit(app, pilot, name))
        assert len(seen) == 4 + DECK + 1 + len(VISITS), sorted(seen)

    asyncio.run(scenario())
