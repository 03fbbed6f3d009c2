"""Whether a folder is as it was a moment ago: then ten thousand files need not be looked at twice."""

from __future__ import annotations

import time
from pathlib import Path

from msgspec import Struct

SETTLED = 50_000_000
"""Nanoseconds after which a change of a folder no longer shares its time with the next: clocks of disks are coarse."""

BRIEFLY = 1.0
"""Seconds for which the look at the opening may stand for another: a file written in place leaves no trace there."""


class Opened(Struct, frozen=True):
    """A folder when it was opened: its own time, which every file that comes, goes or is replaced moves on."""

    changed: int
    at: float

    @classmethod
    def of(cls, folder: Path) -> Opened | None:
        """The folder now, before its files are looked at; None where that says too little about what comes next."""
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return None
        return cls(changed, time.monotonic()) if time.time_ns() - changed > SETTLED else None

    def holds(self, folder: Path) -> bool:
        """Whether nothing came, went or was replaced since."""
        try:
            same = folder.stat().st_mtime_ns == self.changed
        except OSError:
            return False
        return same and time.monotonic() - self.at < BRIEFLY
