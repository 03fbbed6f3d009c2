"""Runs the real app for tests, without a terminal: a library in a folder, and what stands on the screen as text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from prep.library.protocol import Library
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.words import Lang, Message, render
from tui.actions.importing import import_files
from tui.app import NemawashiApp
from tui.screens.step import StepPane
from tui.screens.walk import WalkScreen
from tui.steps.walk import WALK

WIDE, NARROW = (120, 36), (80, 24)
SAMPLES = Path(__file__).parent.parent / "prep" / "words" / "samples"
NOTHING = "f24"
PATIENCE = 20.0
STRESS = Path(__file__).parent / "data" / "case-stress.json"


def a_library(home: Path, *cases: Path) -> Library:
    """A library in ``home`` with the given case files imported."""
    library = open_library(home)
    if cases:
        import_files(library, cases)
    return library


def sample(language: Lang) -> Path:
    """The sample case of a language."""
    return SAMPLES / f"case-{language}.json"


def an_id(library: Library, title_part: str = "") -> str:
    """The id of the first preparation whose title has ``title_part``."""
    return next(one.id for one in library.summaries() if title_part in one.title)


@asynccontextmanager
async def running(
    home: Path,
    *,
    library: Library | None = None,
    language: Lang = "en",
    size: tuple[int, int] = WIDE,
    open_id: str | None = None,
) -> AsyncIterator[tuple[NemawashiApp, Pilot[None]]]:
    """The app on the library in ``home``; on the preparation ``open_id``, else on its list."""
    app = NemawashiApp(library or open_library(home), language, home, open_id)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def on_screen(app: NemawashiApp) -> str:
    """The text of the screen in front, line by line, as a terminal would show it."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip)[:width] for strip in lines[:height])


def shown_by(widget: Widget) -> str:
    """What one widget shows, as text."""
    region = widget.region
    lines = on_screen_lines(widget)
    return "\n".join(line for line in lines[region.y : region.bottom])


def on_screen_lines(widget: Widget) -> list[str]:
    """All lines of the widget's screen."""
    return ["".join(segment.text for segment in strip) for strip in widget.screen._compositor.render_strips()]


def walk_of(app: NemawashiApp) -> WalkScreen:
    """The walk in front."""
    assert isinstance(app.screen, WalkScreen)
    return app.screen


def dossier_of(app: NemawashiApp) -> Dossier:
    """The open dossier."""
    assert app.session is not None
    return app.session.dossier


async def press_all(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as fast as a terminal can hand them over, and let the app come to rest."""
    app = pilot.app
    assert isinstance(app, NemawashiApp)
    for key in (*keys, NOTHING):  # the last is answered by nobody, and only after all before it
        app.post_message(key_event(key))
    deadline = time.monotonic() + PATIENCE
    await asyncio.sleep(0)
    while not (app.turns.resting and app._message_queue.empty()) and time.monotonic() < deadline:
        await asyncio.sleep(0.002)
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for what comes about beside the screen; fail when it does not come in time."""
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        await pilot.pause(0.05)
    assert holds()
    await pilot.pause()


def key_event(key: str) -> Key:
    """The event of a key, named as Textual names it, or of a character typed."""
    if len(key) == 1:
        return Key(_character_to_key(key), key)
    return Key(key, {"space": " ", "enter": "\r", "tab": "\t"}.get(key))


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Type a text, character by character."""
    await press_all(pilot, *("space" if one == " " else "enter" if one == "\n" else one for one in text))


async def open_section(pilot: Pilot[None], app: NemawashiApp, step: str, section: str) -> None:
    """Go to a section by keys: Ctrl+G for the step, F7 between sections."""
    target = next(index for index, one in enumerate(WALK) if one.id == step)
    if walk_of(app).step != target:
        await press_all(pilot, "ctrl+g")
        await type_text(pilot, f"{target + 1} {render(Message(WALK[target].title), app.language)}")
        await press_all(pilot, "enter")
    for _ in WALK[target].sections:
        pane = walk_of(app).pane
        if isinstance(pane, StepPane) and pane.section.id == section:
            return
        await press_all(pilot, "f7")
    raise AssertionError(f"no section {section} in step {step}")
