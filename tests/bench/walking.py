"""How fast the walk answers keys in a crowded preparation: 100 stakeholders, 500 quotes, 1,000 keys of every sort.

``python tests/bench/walking.py``, or ``run.py keys``. A bare Textual input is pressed in turns with it: what else the
machine does meets both alike.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]  # the script runs by its path, from any folder

from library import Line, percentile  # noqa: E402
from run import NEMAWASHI, SIZE, environment  # noqa: E402
from terminal import Terminal, started  # noqa: E402

LIMIT = 30.0
"""Milliseconds in which a key is answered, painting included (p99)."""

STAKEHOLDERS, QUOTES = 100, 500
DOWN, UP, PAGE_DOWN, ENTER, TAB, ESCAPE, BACKSPACE = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\r", b"\t", b"\x1b", b"\x7f"
F5, F6, F7 = b"\x1b[15~", b"\x1b[17~", b"\x1b[18~"
WORDS = [letter.encode() for letter in "they asked"]

IN_LISTS = [*[DOWN] * 9, PAGE_DOWN, UP, PAGE_DOWN, *[UP] * 4]
TYPING = [*WORDS, *[BACKSPACE] * 3]
ROUND: tuple[tuple[str, list[bytes]], ...] = (
    ("between steps", [F6]),
    ("in lists", IN_LISTS),
    ("between fields", [ENTER]),
    ("typing", TYPING),
    ("between fields", [TAB] * 3),
    ("between fields", [ESCAPE]),
    ("between steps", [F6]),
    ("in lists", IN_LISTS),
    ("between fields", [ENTER]),
    ("typing", TYPING),
    ("between fields", [TAB] * 2),
    ("between fields", [ESCAPE]),
    ("between steps", [F5, F5]),
)
"""From the first step to people and voices, and back: the sort of each key, and the keys."""


def crowded(home: Path) -> str:
    """A library in ``home`` with the sample among 100 stakeholders and 500 quotes; the id of its preparation."""
    from msgspec.structs import replace

    from prep.library.tiny import open_library
    from tui.actions.samples import add_sample

    library = open_library(home)
    kept = next(
        one for id in add_sample(library, "en").preparation_ids if (one := library.get(id)).dossier.preparation.quotes
    )
    held = kept.dossier.preparation
    people = [
        replace(held.stakeholders[number % len(held.stakeholders)], id=f"s{number + 1}", name=f"Robin Ashdown {number}")
        for number in range(STAKEHOLDERS)
    ]
    quotes = [
        replace(held.quotes[number % len(held.quotes)], id=f"q{number + 1}", stakeholder_id=people[number % 100].id)
        for number in range(QUOTES)
    ]
    full = replace(held, stakeholders=tuple(people), quotes=tuple(quotes))
    library.put(replace(kept.dossier, preparation=full), kept.etag)
    library.close()
    return held.id


def walking(keys: int, folder: Path) -> list[Line]:
    """The half and the slowest hundredth of answers, of each sort of key and of all."""
    wanted = crowded(folder / "home")
    times: dict[str, list[float]] = {}
    bare = [sys.executable, str(HERE / "bare_input.py")]
    environ = environment(folder / "home")
    with (
        started([str(NEMAWASHI), "open", wanted], environ, SIZE) as walk,
        started(bare, environment(folder / "empty"), SIZE) as beside,
    ):
        walk.until("F1")
        beside.until("painted")
        for terminal in (walk, beside):
            terminal.settle(1.0)
        pressed = silent = 0
        while pressed < keys:
            for sort, row in ROUND:
                for key in row:
                    pressed += 1
                    silent += _take(times, sort, walk.press(key))
                    _take(times, "a bare Textual input", beside.press(b"x" if pressed % 2 else BACKSPACE))
        peak = _peak(walk)
    note = f"{pressed} keys, {silent} without an answer, load {os.getloadavg()[0]:.1f}"
    ours = [took for sort, row in times.items() if sort != "a bare Textual input" for took in row]
    lines = [line for sort, row in sorted(times.items()) for line in _lines(sort, row, None)]
    return [*lines, *_lines("all keys of the walk", ours, LIMIT, note), Line("peak memory", peak, "MB", 70.0)]


def _take(times: dict[str, list[float]], sort: str, took: float | None) -> bool:
    """Note how long it took, in milliseconds; whether there was no answer."""
    if took is not None:
        times.setdefault(sort, []).append(took * 1000)
    return took is None


def _lines(name: str, row: Sequence[float], target: float | None, note: str = "") -> list[Line]:
    slowest = f"most {max(row):.1f}"
    return [
        Line(f"{name}: p50", percentile(row, 0.5), "ms"),
        Line(f"{name}: p99", percentile(row, 0.99), "ms", target, f"{note}, {slowest}" if note else slowest),
    ]


def _peak(terminal: Terminal) -> float:
    """The most memory the process took, in megabytes; Linux alone tells."""
    status = Path(f"/proc/{terminal.process}/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> int:
    """Print the table; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=1000, help="how many keys (1000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nemawashi-bench-") as folder:
        lines = walking(options.keys, Path(folder))
    for line in lines:
        print(line)
    return 1 if any(line.missed for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
