"""The figures of an export: the sample's deck and one of 500 slides beside python-pptx, and what memory it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import raw_deck
from figure import Figure, least, timed
from long_deck import long_deck

LONG = 500
MEGABYTE = 1_000_000
PEAK = """
import resource, runpy, sys
sys.argv = ["nemawashi", *sys.argv[1:]]
try:
    runpy.run_module("tui.cli", run_name="__main__")
except SystemExit as ended:
    code = ended.code
try:  # where there is none, what the parent took before it started us counts too
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(peak)
sys.exit(code)
"""


def sample_export(runs: int, home: Path) -> Figure:
    """Writing the sample's deck in a warm process against python-pptx writing as much."""
    from tui.actions.decks import write_deck_file
    from tui.actions.opening import FileTarget, from_file
    from tui.actions.samples import sample_file

    dossier = from_file(FileTarget(sample_file("ja"), None), None)
    out = home / "export.pptx"
    write_deck_file(dossier, out)
    held = raw_deck.measure(out.read_bytes())
    raw = home / "raw.pptx"
    ours, theirs = least(
        lambda: timed(lambda: write_deck_file(dossier, _free(out))),
        lambda: timed(lambda: raw.write_bytes(raw_deck.write(held))),
        runs,
    )
    return Figure(f"{_named(held)} / raw", ours, theirs, 1.3)


def _free(out: Path) -> Path:
    out.unlink(missing_ok=True)
    return out


def _named(held: tuple[raw_deck.Slide, ...]) -> str:
    charts = sum(len(slide.charts) for slide in held)
    tables = sum(len(slide.tables) for slide in held)
    return f"deck of {len(held)} slides, {charts} charts, {tables} tables"


TURNS = count()
"""Each measured deck has words of its own: a warm process does not know the words of the next deck."""


def _written(copies: int) -> tuple[float, bytes]:
    """Seconds and file of the English sample's deck with its slides that many times."""
    from decks.layout.pages import paginate
    from decks.pptx.write import write_deck
    from tui.actions.checking import check
    from tui.actions.decks import build_deck
    from tui.actions.opening import FileTarget, from_file
    from tui.actions.samples import sample_file

    dossier = from_file(FileTarget(sample_file("en"), None), None)
    deck = long_deck(build_deck(dossier, check(dossier), "preread", None), copies, next(TURNS))
    written: list[bytes] = []
    seconds = timed(lambda: written.append(write_deck(paginate(deck))))
    return seconds, written[0]


def long_export(runs: int, home: Path) -> Figure:
    """Laying out and writing 500 slides against python-pptx writing as much."""
    held = raw_deck.measure(_long()[1])
    ours, theirs = least(lambda: _long()[0], lambda: timed(lambda: raw_deck.write(held)), min(runs, 3))
    return Figure(f"{_named(held)} / raw", ours, theirs, 0.6)


def _long() -> tuple[float, bytes]:
    pages = len(raw_deck.measure(_written(1)[1]))
    return _written(-(-LONG // pages))


def slide_of_many(runs: int, home: Path) -> Figure:
    """What a slide of 500 costs against one of the sample's deck."""
    few = len(raw_deck.measure(_written(1)[1]))
    many = len(raw_deck.measure(_long()[1]))
    ours, theirs = least(lambda: _long()[0] / many, lambda: _written(1)[0] / few, runs)
    return Figure(f"a slide of {many} / a slide of {few}", ours, theirs, 1.2)


def peak_memory(runs: int, home: Path) -> Figure:
    """The most memory that the whole command takes at once, against what it may: megabytes instead of milliseconds."""
    from tui.actions.samples import sample_file

    command = [sys.executable, "-c", PEAK, "deck", str(sample_file("en")), "-o", str(home / "peak.pptx")]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=home, env={**os.environ, "NEMAWASHI_HOME": str(home)}
    )
    peak = int(done.stdout.split()[-1])
    return Figure("peak memory of the command (MB) / 90 MB", peak / MEGABYTE / 1000, 0.09, 1.0)
