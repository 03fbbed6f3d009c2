"""Measures a library of 10,000 preparations of about 10 KB, beside TinyDB's default storage and sqlite3.

``python tests/bench/library.py``, or ``run.py library``. Everything is measured in one run; saves of all stores take
turns, so that whatever else the machine does meets them alike. MISSED stands where a target is not reached.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]  # the script runs by its path, from any folder

from many import Made, make_library  # noqa: E402
from stores import Plain, Sqlite, Store, TinyDefault  # noqa: E402

TURNS = 25
"""Saves in which TinyDB's default takes part once: it takes seconds."""


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, and the target it must not exceed (None: for comparison only).

    ``measured`` and ``target`` are in ``unit``; ``note`` says what else one should know.
    """

    name: str
    measured: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether it has a target and does not reach it."""
        return self.target is not None and self.measured > self.target

    def __str__(self) -> str:
        wanted = f"{self.target:8.1f}" if self.target is not None else " " * 8
        verdict = "" if self.target is None else "MISSED" if self.missed else "ok"
        return f"{self.name:46} {self.measured:9.1f} {self.unit:3} {wanted}  {verdict:6}  {self.note}".rstrip()


def percentile(times: Sequence[float], share: float) -> float:
    """The time that ``share`` of all do not exceed."""
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def saving(made: Sequence[Made], home: Path, folder: Path, count: int) -> list[Line]:
    """Saves of random preparations: ours, one write and fsync, sqlite3 and TinyDB's default in turns."""
    from msgspec.structs import replace

    from prep.library.tiny import open_library

    library = open_library(home)
    library.summaries()
    others: dict[str, Store] = {
        "write": Plain(folder),
        "sqlite": Sqlite(folder / "all.sqlite", made),
        "tinydb": TinyDefault(folder / "all.json", made),
    }
    times: dict[str, list[float]] = {name: [] for name in ("ours", *others)}
    choose = random.Random(7)
    for turn in range(count):
        place = choose.randrange(len(made))
        kept = library.get(made[place].id)
        changed = replace(kept.dossier, preparation=replace(kept.dossier.preparation, title=f"Changed {turn}"))
        times["ours"].append(_timed(lambda: library.put(changed, kept.etag)))  # noqa: B023 (called at once)
        data = (home / "preparations" / f"{made[place].id}.json").read_bytes()
        for name, store in others.items():
            if name != "tinydb" or turn % TURNS == 0:
                times[name].append(_timed(lambda: store.save(place, data)))  # noqa: B023
    library.close()
    for store in others.values():
        store.close()
    return _saving_lines(times, folder, home)


def _saving_lines(times: dict[str, list[float]], folder: Path, home: Path) -> list[Line]:
    titles = {
        "write": "one write and fsync of the same bytes",
        "sqlite": "sqlite3, one row a preparation",
        "tinydb": "TinyDB's default storage",
    }
    ours, plain = times["ours"], times["write"]
    lines = [
        Line("save p99 / write and fsync p99", percentile(ours, 0.99) / percentile(plain, 0.99), "x", 20.0),
        *_spread("save", ours),
    ]
    for name, title in titles.items():
        lines += _spread(f"  {title}", times[name])
    sizes = {"library": _size(home), "sqlite3": _size(folder / "all.sqlite"), "TinyDB": _size(folder / "all.json")}
    lines += [Line(f"on disk: {name}", size / 1e6, "MB") for name, size in sizes.items()]
    return lines


def _spread(name: str, times: Sequence[float]) -> list[Line]:
    note = f"{len(times)} saves"
    return [
        Line(f"{name}: p50", percentile(times, 0.5) * 1000, "ms", note=note),
        Line(f"{name}: p99", percentile(times, 0.99) * 1000, "ms", note=note if len(times) >= 100 else f"{note}: most"),
    ]


def opening(home: Path, folder: Path, runs: int) -> list[Line]:
    """Opening with a good index, opening after the index was deleted, and opening what the disk must bring first."""
    warm = [_open_in_process(home) for _ in range(runs)]
    cold = _open_in_process(home, cold=True)
    (home / "index.json").unlink()
    rebuilt, told = _open_in_process(home)
    return [
        Line("open, warm: new process, list with its index", min(warm)[0] * 1000, "ms", 250.0, f"least of {runs}"),
        Line("  files dropped from the system's cache", cold[0] * 1000, "ms", note="as far as the system lets us"),
        Line("  sqlite3: ids and titles of all rows", _sqlite_list(folder / "all.sqlite", runs) * 1000, "ms"),
        Line("  TinyDB's default: all documents", _tiny_list(folder / "all.json") * 1000, "ms"),
        Line("rebuild of a deleted index", rebuilt, "s", 10.0, f"progress told {told} times"),
    ]


def _open_in_process(home: Path, cold: bool = False) -> tuple[float, int]:
    """Seconds to open the library and list it in a process of its own, and how often progress was told."""
    if cold:
        for path in home.rglob("*.json"):
            handle = os.open(path, os.O_RDONLY)
            try:
                if hasattr(os, "posix_fadvise"):
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), "--open", str(home)], check=True, capture_output=True, text=True
    )
    seconds, told = done.stdout.split()
    return float(seconds), int(told)


def print_opening(home: Path) -> None:
    """In a process of its own: the seconds from opening to the list, and how often progress was told."""
    from prep.library.tiny import open_library

    told = 0

    def progress(done: int, of: int) -> None:
        nonlocal told
        told += 1

    started = time.perf_counter()
    library = open_library(home)
    library.summaries(progress)
    took = time.perf_counter() - started
    library.close()
    print(took, told)


def _sqlite_list(path: Path, runs: int) -> float:
    import sqlite3

    def listed() -> None:
        connection = sqlite3.connect(path)
        connection.execute("select id, title from preparations").fetchall()
        connection.close()

    return min(_timed(listed) for _ in range(runs))


def _tiny_list(path: Path) -> float:
    from tinydb import TinyDB

    return _timed(lambda: TinyDB(path).table("preparations").all())


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path.is_dir() else path.stat().st_size


def measure(preparations: int, saves: int, runs: int, keys: int) -> int:
    """Print the whole table; how many targets were missed."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{dt.date.today()}  Python {sys.version.split()[0]}, {os.cpu_count()} processors{load}")
    with tempfile.TemporaryDirectory(prefix="nemawashi-bench-") as name:
        home, folder = Path(name) / "library", Path(name)
        started = time.perf_counter()
        made = make_library(home, preparations)
        took, size = time.perf_counter() - started, sum(len(one.data) for one in made) / len(made) / 1000
        print(f"{preparations:,} preparations of {size:.1f} KB on average, made in {took:.1f} s\n")
        print(f"{'':46} {'measured':>13} {'target':>8}")
        parts: tuple[Callable[[], list[Line]], ...] = (
            lambda: saving(made, home, folder, saves),
            lambda: opening(home, folder, runs),
            lambda: _screen(home, folder, preparations, runs, keys),
        )
        missed = 0
        for part in parts:
            for line in part():
                missed += line.missed
                print(line, flush=True)
    return missed


def _screen(home: Path, folder: Path, preparations: int, runs: int, keys: int) -> list[Line]:
    from screen import screen  # needs a pseudo-terminal

    return screen(home, folder, preparations, runs, keys)


def main() -> int:
    """Print the table; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preparations", type=int, default=10_000, help="how many (10,000)")
    parser.add_argument("--saves", type=int, default=300, help="saves of each store (300)")
    parser.add_argument("--runs", type=int, default=5, help="openings and starts of which the least counts (5)")
    parser.add_argument("--keys", type=int, default=300, help="keys of each kind (300)")
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.open is not None:
        print_opening(options.open)
        return 0
    return 1 if measure(options.preparations, options.saves, options.runs, options.keys) else 0


if __name__ == "__main__":
    sys.exit(main())
