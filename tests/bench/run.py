"""Prints the figures the project holds itself to, as ratios measured in one run: ``python tests/bench/run.py``.

Each pair runs in turns, and the least of all runs counts: what else the machine does only ever adds time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NEMAWASHI = Path(sys.executable).with_name("nemawashi")
SIZE = (120, 36)
sys.path[:0] = [str(ROOT), str(HERE)]  # the script runs by its path, from any folder


@dataclass(frozen=True)
class Figure:
    """One ratio: ours and theirs in seconds, and how many times theirs ours may take."""

    name: str
    ours: float
    theirs: float
    target: float

    @property
    def ratio(self) -> float:
        """How many times longer ours takes."""
        return self.ours / self.theirs

    def row(self) -> str:
        """The figure as a line of the table."""
        verdict = "ok" if self.ratio <= self.target else "MISSED"
        times = f"{self.ours * 1000:8.1f} {self.theirs * 1000:8.1f}"
        return f"{self.name:44} {self.target:6.1f} {self.ratio:9.2f} {times}  {verdict}"


def least(ours: Callable[[], float], theirs: Callable[[], float], runs: int) -> tuple[float, float]:
    """The least of ``runs`` of each, in turns, after one of each that warms the disk's cache and does not count."""
    ours()
    theirs()
    times = [(ours(), theirs()) for _ in range(runs)]
    return min(time for time, _ in times), min(time for _, time in times)


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def process(*command: str, home: Path) -> Callable[[], float]:
    """Runs a command with its library in ``home``; the seconds it takes. Fails when the command does."""
    environ = environment(home)
    return lambda: timed(lambda: subprocess.run(command, check=True, capture_output=True, cwd=home, env=environ))


def environment(home: Path) -> dict[str, str]:
    """A user's environment: compiled modules are kept, whatever the developer prefers; the library is in ``home``."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NEMAWASHI_HOME": str(home), "NEMAWASHI_UI": "en", "TERM": "xterm-256color"}


def version(runs: int, home: Path) -> Figure:
    """``nemawashi --version`` against Python doing nothing."""
    ours = process(str(NEMAWASHI), "--version", home=home)
    return Figure(
        "nemawashi --version / python -c pass", *least(ours, process(sys.executable, "-c", "pass", home=home), runs), 6
    )


def command(runs: int, home: Path) -> Figure:
    """The whole command that writes a deck against importing python-pptx alone."""
    from tui.actions.samples import sample_file

    out = str(home / "command.pptx")
    ours = process(str(NEMAWASHI), "deck", str(sample_file("ja")), "-o", out, "--force", home=home)
    theirs = process(sys.executable, "-c", "import pptx", home=home)
    return Figure("nemawashi deck / import pptx", *least(ours, theirs, runs), 3)


def export(runs: int, home: Path) -> Figure:
    """Writing the sample's deck in a warm process against python-pptx writing as much."""
    import raw_deck

    from tui.actions.decks import write_deck_file
    from tui.actions.opening import FileTarget, from_file
    from tui.actions.samples import sample_file

    dossier = from_file(FileTarget(sample_file("ja"), None), None)
    out = home / "export.pptx"
    write_deck_file(dossier, out, force=True)
    held = raw_deck.measure(out.read_bytes())
    raw = home / "raw.pptx"
    ours, theirs = least(
        lambda: timed(lambda: write_deck_file(dossier, out, force=True)),
        lambda: timed(lambda: raw.write_bytes(raw_deck.write(held))),
        runs,
    )
    charts = sum(len(slide.charts) for slide in held)
    tables = sum(len(slide.tables) for slide in held)
    name = f"deck of {len(held)} slides, {charts} charts, {tables} tables / raw"
    return Figure(name, ours, theirs, 1.5)


def autosave(runs: int, home: Path) -> Figure:
    """Saving the Japanese sample against one write and fsync of the same bytes."""
    from prep.library.tiny import open_library
    from tui.actions.samples import add_sample

    folder = home / "autosave"
    library = open_library(folder)
    kept = library.get(add_sample(library, "ja").preparation_ids[0])
    data = max(folder.rglob("*.json"), key=lambda file: file.stat().st_size).read_bytes()
    plain = home / "plain.json"
    etag = kept.etag
    preparation = kept.dossier.preparation
    count = 0

    def ours() -> float:
        nonlocal etag, count
        count += 1
        from msgspec.structs import replace

        changed = replace(kept.dossier, preparation=replace(preparation, title=f"{preparation.title} {count:04d}"))
        started = time.perf_counter()
        etag = library.put(changed, etag)
        return time.perf_counter() - started

    def theirs() -> float:
        started = time.perf_counter()
        with plain.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return time.perf_counter() - started

    measured = least(ours, theirs, runs * 4)
    library.close()
    return Figure("autosave / write and fsync", *measured, 10)


def paint(runs: int, home: Path) -> Figure:
    """First paint of the app on an empty library against a minimal Textual app."""
    from terminal import first_paint

    from prep.words import text

    environ = environment(home / "empty")
    minimal = [sys.executable, str(HERE / "minimal_app.py")]
    expect = text("app.library.empty", "en").split(".")[0][:30]
    ours, theirs = least(
        lambda: first_paint([str(NEMAWASHI)], expect, environ, SIZE),
        lambda: first_paint(minimal, "painted", environ, SIZE),
        runs,
    )
    return Figure("first paint, empty library / minimal app", ours, theirs, 1.8)


FIGURES = {"version": version, "command": command, "export": export, "autosave": autosave, "paint": paint}


def main() -> int:
    """Print the table; exit code 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", nargs="*", help=f"which of {', '.join(FIGURES)} (all), or library: a table apart")
    parser.add_argument("--runs", type=int, default=7, help="runs of each side (7)")
    options = parser.parse_args()
    if options.figures == ["library"]:
        return subprocess.run([sys.executable, str(HERE / "library.py")], check=False).returncode
    print(
        f"{dt.date.today()}  Python {sys.version.split()[0]}, {os.cpu_count()} processors, least of {options.runs} runs"
    )
    print(f"{'':44} {'target':>6} {'measured':>9} {'ours ms':>8} {'theirs':>8}")
    missed = 0
    for name in options.figures or FIGURES:
        with tempfile.TemporaryDirectory(prefix="nemawashi-bench-") as folder:
            figure = FIGURES[name](options.runs, Path(folder))
        missed += figure.ratio > figure.target
        print(figure.row(), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
