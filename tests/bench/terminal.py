"""Starts a terminal app in a pseudo-terminal and times its first paint from outside, playing the terminal for it."""

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
from collections.abc import Mapping, Sequence

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


class NothingPaintedError(Exception):
    """The app ended or kept silent before the expected text appeared; carries what it wrote."""


def first_paint(command: Sequence[str], expect: str, environ: Mapping[str, str], size: tuple[int, int]) -> float:
    """Seconds from starting ``command`` to ``expect`` on its screen of ``size`` (columns, rows)."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], list(command), dict(environ))
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        return _painted(terminal, expect) - started
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _painted(terminal: int, expect: str) -> float:
    """The time at which the text written so far, without its escapes, first holds ``expect``."""
    written = b""
    deadline = time.perf_counter() + LONGEST
    while (left := deadline - time.perf_counter()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the other end has closed
            break
        arrived = time.perf_counter()
        written += chunk
        if expect in ESCAPES.sub("", written.decode("utf-8", "ignore")):
            return arrived
        for question, answer in ANSWERS:
            if question in chunk:
                os.write(terminal, answer)
    raise NothingPaintedError(ESCAPES.sub("", written.decode("utf-8", "replace"))[-2000:])
