"""The library screen from outside, in a pseudo-terminal: when the list is there, and how fast it answers keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from library import Line, percentile
from run import NEMAWASHI, SIZE, environment
from terminal import Terminal, first_paint, started

from prep.words import text

DOWN, UP, PAGE_DOWN, PAGE_UP, HOME, END = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~", b"\x1b[H", b"\x1b[F"
FIND, BACKSPACE, ESCAPE = b"\x07", b"\x7f", b"\x1b"
QUERY = "winter campaign 0"
LIMIT = 30.0
"""Milliseconds in which a key is answered, painting included (p99)."""


def screen(home: Path, folder: Path, preparations: int, runs: int, keys: int) -> list[Line]:
    """First paint, the list shown, scrolling and filtering, on the library in ``home``."""
    lines = _paints(home, folder, preparations, runs)
    with started([str(NEMAWASHI)], environment(home), SIZE) as terminal:
        terminal.until(text("app.library.count", "en", n=preparations))
        terminal.settle(1.0)
        rounds = max(1, keys // 4)
        lines += _answers("scroll by rows and pages", terminal, [DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_UP] * rounds)
        lines += _answers("jump to the end and back", terminal, [END, HOME] * (keys // 2))
        terminal.press(FIND)
        terminal.settle(1.0)
        lines += _filtering(terminal, folder, keys)
    return lines


def _filtering(terminal: Terminal, folder: Path, keys: int) -> list[Line]:
    """Each key in turn in our search and in a bare input: what else the machine does meets both alike."""
    letters = [letter.encode() for letter in QUERY]
    typed = [*letters, *[BACKSPACE] * len(letters)] * max(1, keys // (2 * len(letters)))
    bare = [sys.executable, str(Path(__file__).with_name("bare_input.py"))]
    with started(bare, environment(folder / "empty"), SIZE) as beside:
        beside.until("painted")
        beside.settle(1.0)
        pairs = [(terminal.press(key), beside.press(key)) for key in typed]
    return [
        *_lines("filter letter by letter", [ours for ours, _ in pairs]),
        *_lines("  a bare Textual input and text", [theirs for _, theirs in pairs], target=None),
    ]


def _paints(home: Path, folder: Path, preparations: int, runs: int) -> list[Line]:
    empty = environment(folder / "empty")
    minimal = [sys.executable, str(Path(__file__).with_name("minimal_app.py"))]
    nothing = text("app.library.empty", "en").split(".")[0][:30]
    count = text("app.library.count", "en", n=preparations)
    ours, theirs, full = [], [], []
    for _ in range(1 + runs):  # the first of each warms up
        ours.append(first_paint([str(NEMAWASHI)], nothing, empty, SIZE))
        theirs.append(first_paint(minimal, "painted", empty, SIZE))
        full.append(first_paint([str(NEMAWASHI)], count, environment(home), SIZE))
    (home / "index.json").unlink(missing_ok=True)
    begun = first_paint([str(NEMAWASHI)], "F1", environment(home), SIZE)
    return [
        Line("first paint, empty library / minimal app", min(ours[1:]) / min(theirs[1:]), "x", 1.8),
        Line(f"{preparations:,} rows shown, from the start of the process", min(full[1:]) * 1000, "ms"),
        Line("  a minimal app painted", min(theirs[1:]) * 1000, "ms"),
        Line("first paint while the index is rebuilt", begun * 1000, "ms"),
    ]


def _answers(name: str, terminal: Terminal, keys: Iterable[bytes]) -> list[Line]:
    """How long keys took from being sent to the last of their answer; the app looks at the folder meanwhile."""
    return _lines(name, [terminal.press(key) for key in keys])


def _lines(name: str, answers: Sequence[float | None], target: float | None = LIMIT) -> list[Line]:
    """The half and the slowest hundredth of answers in seconds (None: a key without one)."""
    times = [took * 1000 for took in answers if took is not None]
    silent = len(answers) - len(times)
    note = f"{len(times)} keys, {silent} without an answer, most {max(times):.1f}, load {os.getloadavg()[0]:.1f}"
    return [
        Line(f"{name}: p50", percentile(times, 0.5), "ms"),
        Line(f"{name}: p99", percentile(times, 0.99), "ms", target, note),
    ]
