"""The backup of the day while the app is open: when it is due, and how the last try ended."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from pathlib import Path

from prep.errors import NemawashiError
from prep.words import Message

FIRST_AFTER = 5.0
"""Seconds after the app opened: whoever opens it wants to see it first."""

LOOK_EVERY = 60.0
"""Seconds between looks whether a folder was chosen meanwhile, in another window say."""

RETRY_EVERY = 300.0
BREATH = 0.001
"""Seconds that the backup leaves to the keys after each file."""

STOP_WITHIN = 1.0


class DailyBackup:
    """Guards the one try under way; ``failed`` says why the last one did not work, until one does."""

    def __init__(
        self,
        home: Path,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.failed: Message | None = None
        self._home = home
        self._clock = clock
        self._today = today
        self._next = clock() + FIRST_AFTER
        self._done: dt.date | None = None
        self._stopped = threading.Event()
        self._at_rest = threading.Event()
        self._at_rest.set()

    def due(self) -> bool:
        """Whether it is time to try; cheap."""
        return self._done != self._today() and self._clock() >= self._next and not self._stopped.is_set()

    def run(self) -> bool:
        """Try it, in a thread; whether there is something else to tell than before."""
        from prep.daily import write_daily

        today, before = self._today(), self.failed
        self._at_rest.clear()
        try:
            if write_daily(self._home, today, self._breathe) in ("written", "there"):
                self._done = today
            self.failed = None
            self._next = self._clock() + LOOK_EVERY
        except NemawashiError as refused:
            self.failed = Message("app.daily.failed", {"why": refused.message})
            self._next = self._clock() + RETRY_EVERY
        except _StoppedError:
            return False
        finally:
            self._at_rest.set()
        return self.failed != before

    def again(self) -> None:
        """Another folder was chosen: today's zip is due there, too."""
        self._done, self.failed, self._next = None, None, self._clock()

    def stop(self) -> None:
        """The app ends: a zip half written goes, and none is begun."""
        self._stopped.set()
        self._at_rest.wait(STOP_WITHIN)

    def _breathe(self, done: int, of: int) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        time.sleep(BREATH)


class _StoppedError(Exception):
    """The app ends."""
