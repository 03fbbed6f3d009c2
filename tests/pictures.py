"""Pictures of the app's screens as text: what stands where, and below it which style each stretch of a line has."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from rich.color import Color
from rich.style import Style
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from prep.library.protocol import Library, Progress, Summary
from tui.app import NemawashiApp
from tui.screens.deck_faults import FAULTS

if TYPE_CHECKING:
    import pytest

FRIDAY = dt.datetime(2026, 11, 20, 18, 30)
SETTLED = 0.35
"""Seconds without a change after which a screen is taken to stand still; longer than the verdict takes to follow."""


def picture(app: NemawashiApp) -> str:
    """The screen in front: its lines, then the styles by letter, then for every line the letters and their cells."""
    width, height = app.size
    cells: list[list[tuple[str, str]]] = []
    for strip in app.screen._compositor.render_strips()[:height]:
        line = [(segment.text, _told(segment.style)) for segment in strip.crop(0, width) if segment.text]
        cells.append(line)
    letters: dict[str, str] = {}
    rows = []
    for number, line in enumerate(cells, start=1):
        runs = [(style, sum(_cells(text) for text, _ in run)) for style, run in groupby(line, lambda cell: cell[1])]
        named = [f"{letters.setdefault(style, _letter(len(letters)))}{size}" for style, size in runs]
        rows.append(f"{number:3} {' '.join(named)}")
    text = ["".join(text for text, _ in line).rstrip() for line in cells]
    legend = [f"{letter:>3} = {style}" for style, letter in letters.items()]
    return "\n".join([*text, "-" * width, *legend, "-" * width, *rows, ""])


async def settled(pilot: Pilot[None], app: NemawashiApp) -> str:
    """The picture of a screen once nothing moves on it."""
    deadline = time.monotonic() + 20
    before, since = "", time.monotonic()
    while time.monotonic() < deadline:
        if isinstance(app.focused, Input):
            app.focused.cursor_blink = False
        if isinstance(app.focused, TextArea):
            app.focused.cursor_blink = False
        await pilot.pause()
        now = picture(app)
        if now != before or any(one.group == FAULTS and not one.is_finished for one in app.workers):
            before, since = now, time.monotonic()
        elif time.monotonic() - since > SETTLED:
            return now
        await asyncio.sleep(0.05)
    raise AssertionError("the screen never came to rest")


def freeze(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every row of the list have been saved on one Friday, in the order of titles; files lie in a made-up home."""
    real = library.summaries

    def summaries(progress: Progress | None = None) -> Sequence[Summary]:
        listed = sorted(real(progress), key=lambda one: one.title)
        return [
            structs.replace(one, updated=(FRIDAY - dt.timedelta(minutes=number)).astimezone())
            for number, one in enumerate(listed)
        ]

    monkeypatch.setattr(library, "summaries", summaries)
    monkeypatch.setattr("tui.screens.deck.home_of_files", lambda: Path("/home/aki/Documents"))


def _told(style: Style | None) -> str:
    """A style in words: colours, then what is set."""
    if style is None:
        return "-"
    flags = [name for name in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, name)]
    return " ".join([f"{_hex(style.color)} on {_hex(style.bgcolor)}", *flags])


def _hex(color: Color | None) -> str:
    return "default" if color is None or color.is_default else color.get_truecolor().hex


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else f"{chr(ord('a') + number // 26 - 1)}{chr(ord('a') + number % 26)}"


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
