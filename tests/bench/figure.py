"""A figure of the table: what ours takes beside what theirs takes, measured in turns in one run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


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
