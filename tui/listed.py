"""The list of preparations as the library screen holds it: read beside the screen, and folded for its search."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec import Struct, field

from prep.words import Lang, text
from tui.searching import Finder
from tui.widgets.rows import Row, RowsOnDemand

if TYPE_CHECKING:
    from prep.library.protocol import Library, Summary

TOLD_EVERY = 0.1
"""Seconds between two words on how far the reading has come."""

FOLDS_AFTER = 0.3
"""Seconds after the list in which it is painted; then its words are folded for the search."""


class LeftError(Exception):
    """The app ends: nobody waits for the list any more."""


class Listed(Struct, frozen=True):
    """All preparations, last saved first, and what finds them by title and organisation."""

    summaries: Sequence[Summary] = ()
    finder: Finder = field(default_factory=Finder)

    def rows(self, query: str, language: Lang) -> RowsOnDemand:
        """Those that have every word of ``query``, as rows in the interface's language."""
        shown = [self.summaries[place] for place in self.finder.find(query)]
        return RowsOnDemand([one.id for one in shown], lambda place: _row(shown[place], language))


def _row(one: Summary, language: Lang) -> Row:
    updated = saved_at(one.updated.astimezone(), language)
    if one.newer:
        return Row(one.id, (one.title, one.organisation, "", text("app.library.newer", language), updated), "muted")
    ready = text("app.library.ready" if one.ready else "app.library.not_ready", language, score=one.score)
    stage = text(f"common.stage.{one.stage}", language)
    return Row(one.id, (one.title or text("app.untitled", language), one.organisation, stage, ready, updated))


def saved_at(when: dt.datetime, language: Lang) -> str:
    """A date and time as the language writes them, in digits of equal width: 2026/11/20 18:30, 20 Nov 2026 18:30.

    Without Babel, whose loading the first picture would wait for; a test holds the months to it.
    """
    month = text(f"app.library.month.{when.month}", language)
    day = f"{when:%d}" if language == "ja" else f"{when.day:2d}"
    return text("app.library.saved", language, year=str(when.year), month=month, day=day, time=f"{when:%H:%M}")


class Reading:
    """Reads the list; safe to call from any thread. ``told`` is called there with (done, of how many) now and then."""

    def __init__(self, library: Library, told: Callable[[int, int], object]) -> None:
        self._library = library
        self._told = told
        self._at = 0.0
        self._left = threading.Event()

    def begin(self, before: Listed) -> Future[Listed]:
        """Read the list in a thread; ``before`` spares what is not new. LibraryError; LeftError after ``leave``."""
        reading: Future[Listed] = Future()

        def run() -> None:
            try:
                listed = self._read(before)
                reading.set_result(listed)
                if not self._left.wait(FOLDS_AFTER):
                    listed.finder.fold()  # the picture does not wait for it, nor does the first letter of a search
            except Exception as failed:  # noqa: BLE001  raised where the result is asked for
                reading.set_exception(failed)

        # A daemon: the app may end while a disk far away still keeps it waiting.
        threading.Thread(target=run, name="list", daemon=True).start()
        return reading

    def _read(self, before: Listed) -> Listed:
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
