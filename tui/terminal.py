"""The terminal under the app: whether it is still there, and how it is given back when Textual cannot do it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from textual.driver import Driver

GONE = {errno.EIO, errno.ENXIO, errno.EBADF, errno.ENODEV, errno.ENOTTY}

RESTORED = (
    "\x1b[?2004l\x1b[?7h"  # pastes come as they are, lines wrap
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"  # no mouse, no focus
    "\x1b[?2026l\x1b[0m\x1b[?1049l\x1b[?25h"  # nothing held back, plain text, the screen of before, the cursor
)


class Outlet:
    """What the app draws on: a terminal that went away takes everything, since nobody is left to read it.

    Textual writes in a thread of its own behind a short queue. Were an error to end that thread, the queue would fill
    and the app would stand still for ever, unsaved.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write it, or forget it when there is no terminal any more."""
        with suppress(OSError, ValueError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """As of any file."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def isatty(self) -> bool:
        """As of the terminal."""
        return self._file.isatty()

    def fileno(self) -> int:
        """As of the terminal."""
        return self._file.fileno()


def steady(driver: Driver, broken: Callable[[Exception], object]) -> Driver:
    """The driver, drawing on an ``Outlet``; ``broken`` is called, in its thread, when it cannot read keys any more."""
    held = vars(driver)
    if held.get("_file") is not None:
        held["_file"] = Outlet(held["_file"])
    read: Callable[[], None] | None = getattr(driver, "run_input_thread", None)
    if read is None:
        return driver

    def reading() -> None:
        try:
            read()
        except Exception as error:  # noqa: BLE001  Textual would print it, with what was typed
            broken(error)

    held["run_input_thread"] = reading
    return driver


def terminal_gone() -> bool:
    """Whether the terminal that keys come from was closed; False where that cannot be asked (Windows)."""
    if sys.platform == "win32":
        return False
    import termios

    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return error.args[0] in GONE
    return False


def keep_settings() -> Callable[[], None]:
    """Remember how the terminal is set; what is given back sets it so again, whatever the app has done to it.

    It never waits for a terminal that takes nothing.
    """
    if sys.platform == "win32":
        return _leave_the_app_s_screen
    import termios

    try:
        before = termios.tcgetattr(0)
    except termios.error:
        return _leave_the_app_s_screen

    def restore() -> None:
        _leave_the_app_s_screen()
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, before)

    return restore


def let_go() -> None:
    """Have nothing fail any more because the terminal is gone: what is still said goes nowhere."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(nowhere, handle)


def _leave_the_app_s_screen() -> None:
    with suppress(OSError):
        if sys.platform != "win32":
            os.set_blocking(2, False)
        os.write(2, RESTORED.encode())
        if sys.platform != "win32":
            os.set_blocking(2, True)
