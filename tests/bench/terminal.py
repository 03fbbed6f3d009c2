"""Plays the terminal for an app in a pseudo-terminal and times from outside when it paints and how it answers keys."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # synchronised output: yes
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),  # resizing in band: no
    (b"\x1b[?u", b"\x1b[?0u"),  # keyboard protocol: none
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62;22c"),
)
"""What Textual asks a terminal at its start, and what a usual one says."""

ESCAPES = re.compile(r"\x1b\[[<=>?]?[\d;:]*[ -/]*[@-~]|\x1b[\]P_^X].*?(?:\x07|\x1b\\)|\x1b.", re.S)
LONGEST = 30.0
QUIET = 0.04
"""Seconds of silence after which the answer to a key is whole."""
LONGEST_ANSWER = 2.0


class NothingPaintedError(Exception):
    """The app ended or kept silent before the expected text appeared; carries what it wrote."""


def first_paint(command: Sequence[str], expect: str, environ: Mapping[str, str], size: tuple[int, int]) -> float:
    """Seconds from starting ``command`` to ``expect`` on its screen of ``size`` (columns, rows)."""
    with started(command, environ, size) as terminal:
        return terminal.until(expect)


@contextmanager
def started(command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]) -> Iterator[Terminal]:
    """The command running in a terminal of ``size``; ended by force afterwards."""
    terminal = Terminal(command, environ, size)
    try:
        yield terminal
    finally:
        terminal.end()


class Terminal:
    """One run of a command; times are seconds since its start."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]) -> None:
        self._started = time.perf_counter()
        self.process, self._handle = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], list(command), dict(environ))
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._written = b""

    def until(self, expect: str) -> float:
        """When ``expect`` first stood in what was written since the last key, escapes left out."""
        deadline = time.perf_counter() + LONGEST
        while (left := deadline - time.perf_counter()) > 0 and (arrived := self._read(left)) is not None:
            if expect in ESCAPES.sub("", self._written.decode("utf-8", "ignore")):
                return arrived - self._started
        raise NothingPaintedError(ESCAPES.sub("", self._written.decode("utf-8", "replace"))[-2000:])

    def settle(self, quiet: float = QUIET) -> float | None:
        """Read until ``quiet`` seconds bring nothing (a cursor may blink for ever: ``LONGEST_ANSWER``).

        When the last output came, None: there was none.
        """
        last, deadline = None, time.perf_counter() + LONGEST_ANSWER
        while time.perf_counter() < deadline and (arrived := self._read(quiet)) is not None:
            last = arrived
        return last

    def press(self, key: bytes, patience: float = 1.0) -> float | None:
        """Seconds from sending ``key`` until its answer was whole; None: nothing was painted in ``patience``."""
        self._written = b""
        sent = time.perf_counter()
        os.write(self._handle, key)
        first = self._read(patience)
        if first is None:
            return None
        return (self.settle() or first) - sent

    def end(self) -> None:
        """End it, whatever it does."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._handle)

    def _read(self, wait: float) -> float | None:
        """Take what was written, and answer the questions in it; when it came, None: nothing in ``wait`` seconds."""
        if not select.select([self._handle], [], [], wait)[0]:
            return None
        try:
            chunk = os.read(self._handle, 65536)
        except OSError:  # Linux says EIO when the other end has closed
            return None
        arrived = time.perf_counter()
        self._written += chunk
        for question, answer in ANSWERS:
            if question in chunk:
                os.write(self._handle, answer)
        return arrived
