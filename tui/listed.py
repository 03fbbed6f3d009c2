"""The list of preparations as the library screen holds it: read beside the screen, and folded for its search."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.searching import Finder

if TYPE_CHECKING:
    from prep.library.protocol import Library, Summary

TOLD_EVERY = 0.1
"""Seconds between two words on how far the reading has come."""


class LeftError(Exception):
    """The app ends: nobody waits for the list any more."""


@dataclass(frozen=True)
class Listed:
    """All preparations, last saved first, and what finds them by title and organisation."""

    summaries: Sequence[Summary] = ()
    finder: Finder = field(default_factory=Finder)

    def found(self, query: str) -> Sequence[Summary]:
        """Those that have every word of ``query``."""
        return [self.summaries[place] for place in self.finder.find(query)]


class Reading:
    """Reads the list; safe to call from any thread. ``told`` is called there with (done, of how many) now and then."""

    def __init__(self, library: Library, told: Callable[[int, int], object]) -> None:
        self._library = library
        self._told = told
        self._at = 0.0
        self._left = threading.Event()

    def read(self, before: Listed) -> Listed:
        """The list as it is now; ``before`` spares what is not new. LibraryError; LeftError after ``leave``."""
        summaries = self._library.summaries(self._progress)
        if summaries == before.summaries:
            return before
        return Listed(summaries, Finder([f"{one.title} {one.organisation}" for one in summaries], before.finder))

    def leave(self) -> None:
        """End a reading under way at its next file; what it has read is not read again."""
        self._left.set()

    def _progress(self, done: int, of: int) -> None:
        if self._left.is_set():
            raise LeftError
        if time.monotonic() - self._at >= TOLD_EVERY:
            self._at = time.monotonic()
            self._told(done, of)
