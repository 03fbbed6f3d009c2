"""Being ended from outside: signals, the window of the terminal closed, the system shutting down.

The app is told in its own loop, to save and to leave in good order. Should it not come to that within ``AT_MOST``
seconds, a thread sets the unsaved text aside, gives the terminal back and ends the process.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType

from tui.terminal import terminal_gone

SIGNALS = (("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130), ("SIGBREAK", 149))
"""Those a system has, with their exit codes. Ctrl+C in the app is a key like any other: SIGINT comes from outside."""

AT_MOST = 10.0
HANGUP = 129
WINDOWS_GRACE = 4.5
"""Seconds; five after a console window was closed, Windows ends the process whatever it does."""


class Outside:
    """Passes on the first request to end; ``give_up`` is called, in a thread, when the app does not end."""

    def __init__(self, give_up: Callable[[], None]) -> None:
        self.code: int | None = None
        self._give_up = give_up
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: Callable[[int], Coroutine[None, None, None]] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._ended = threading.Event()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals for as long as the block runs; before a loop runs they end the process at once."""
        before = {}
        for name, _ in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup wants it ignored
                before[number] = signal.signal(number, self._received)
        stop = _listen_to_the_console(self._closed)
        try:
            yield
        finally:
            self._loop = None
            self._ended.set()
            stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def attach(
        self, end: Callable[[int], Coroutine[None, None, None]], report: Callable[[BaseException], object]
    ) -> None:
        """From now on call ``end`` with the exit code, in the running loop; it must not raise.

        ``report`` is given the errors in that loop which nobody awaits.
        """
        self._loop, self._end = asyncio.get_running_loop(), end

        def unawaited(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
            error = context.get("exception")
            if isinstance(error, BaseException):
                report(error)

        self._loop.set_exception_handler(unawaited)

    def look(self) -> bool:
        """Whether the terminal was closed, which does not always come with a signal; then the app is to end."""
        gone = terminal_gone()
        if gone:
            self.ask(HANGUP)
        return gone

    def ask(self, code: int) -> None:
        """Have the app end with ``code``; what comes after the first request is not needed. Any thread may call it."""
        if self.code is not None:
            return
        self.code = code
        if self._loop is None or self._end is None:
            return
        threading.Thread(target=self._watch, name="ending", daemon=True).start()
        self._loop.call_soon_threadsafe(self._begin, self._end(code))

    def _begin(self, ending: Coroutine[None, None, None]) -> None:
        self._ending = asyncio.ensure_future(ending)

    def _received(self, number: int, frame: FrameType | None) -> None:
        code = {getattr(signal, name, 0): code for name, code in SIGNALS}[number]
        self.ask(code)
        if self._loop is None:  # nothing is open yet, and nothing is drawn
            raise SystemExit(code)

    def _closed(self) -> None:
        """In a thread of the system's: Windows ends the process as soon as this returns."""
        self.ask(HANGUP)
        self._ended.wait(WINDOWS_GRACE)

    def _watch(self) -> None:
        if not self._ended.wait(AT_MOST):
            try:
                self._give_up()
            finally:
                os._exit(self.code or HANGUP)


def _listen_to_the_console(closed: Callable[[], None]) -> Callable[[], None]:
    """On Windows call ``closed`` when the console window is closed, one logs off or the system shuts down."""
    if sys.platform != "win32":
        return lambda: None
    import ctypes

    def handle(event: int) -> bool:
        if event < 2:  # Ctrl+C and Ctrl+Break are signals
            return False
        closed()
        return True

    routine = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)(handle)
    kernel = ctypes.windll.kernel32
    kernel.SetConsoleCtrlHandler(routine, True)
    return lambda: kernel.SetConsoleCtrlHandler(routine, False)
