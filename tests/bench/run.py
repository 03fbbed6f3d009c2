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
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NEMAWASHI = Path(sys.executable).with_name("nemawashi")
SIZE = (120, 36)
sys.path[:0] = [str(ROOT), str(HERE)]  # the script runs by its path, from any folder

from exporting import long_export, peak_memory, sample_export, slide_of_many  # noqa: E402
from figure import Figure, least, timed  # noqa: E402


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


FIGURES = {
    "version": version,
    "command": command,
    "export": sample_export,
    "long": long_export,
    "slide": slide_of_many,
    "memory": peak_memory,
    "autosave": autosave,
    "paint": paint,
}


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
