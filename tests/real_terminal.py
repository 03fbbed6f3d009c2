"""Plays the terminal for the app in a real pseudo-terminal: sends bytes as a keyboard would, reads what it writes."""

from __future__ import annotations

import os
import re
import signal
import struct
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[?u", b"\x1b[?0u"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62;22c"),
)
"""What Textual asks a terminal at its start, and what a usual one says."""

ESCAPES = re.compile(r"\x1b\[[<=>?]?[\d;:]*[ -/]*[@-~]|\x1b[\]P_^X].*?(?:\x07|\x1b\\)|\x1b.", re.S)
PATIENCE = 40.0
F1, F3, F6, F7, F8 = b"\x1bOP", b"\x1bOR", b"\x1b[17~", b"\x1b[18~", b"\x1b[19~"
CTRL_E, CTRL_G, CTRL_L, CTRL_N, CTRL_P, CTRL_Q, CTRL_S = b"\x05", b"\x07", b"\x0c", b"\x0e", b"\x10", b"\x11", b"\x13"
ESC = b"\x1b"
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
"""The alternate screen, which gives back what stood on the terminal before."""


class RealTerminal:
    """One run of the nemawashi command in a pseudo-terminal; ``program`` is what Python runs instead of it."""

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        ui: str,
        extra: Mapping[str, str] | None = None,
        program: Sequence[str] = ("-m", "tui.cli"),
        size: tuple[int, int] = (120, 36),
    ) -> None:
        import fcntl
        import pty
        import termios

        environment = dict(os.environ, NEMAWASHI_HOME=str(home), NEMAWASHI_UI=ui, TERM="xterm-256color", LANG="C.UTF-8")
        environment.update(extra or {})
        for size_of_another in ("COLUMNS", "LINES"):
            environment.pop(size_of_another, None)
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(sys.executable, [sys.executable, *program, *arguments], environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.written = b""
        self.running = True

    def send(self, data: bytes) -> None:
        """Send bytes in one write, as an input method commits a phrase or a terminal delivers a paste."""
        os.write(self.terminal, data)

    def paste(self, text: str) -> None:
        """A bracketed paste."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send_torn(self, data: bytes, at: Sequence[int]) -> None:
        """Send bytes in several writes, torn at these positions, as a slow line delivers them."""
        for start, end in pairwise([0, *sorted(at), len(data)]):
            self.send(data[start:end])
            self._read(0.003)

    def now(self) -> int:
        """How much was written so far, for ``wait_for``."""
        return len(self.written)

    def wait_for(self, text: str, since: int = 0) -> None:
        """Read until ``text`` is among what was written after position ``since``."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.said(since):
            assert time.monotonic() < deadline, f"never painted {text!r}: {self.said()[-1500:]}"
            self._read(0.2)

    def said(self, since: int = 0) -> str:
        """What was written so far, without escape sequences."""
        return ESCAPES.sub("", self.written[since:].decode("utf-8", "ignore"))

    def ended(self) -> int:
        """Wait for the end and return the exit code."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._read(0.05)
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                while self._read(0.05):
                    pass
                os.close(self.terminal)
                self.running = False
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the app did not end: " + self.said()[-1500:])

    def kill(self, signal_number: int) -> None:
        """Send a signal to the app."""
        os.kill(self.process, signal_number)

    def hang_up(self) -> None:
        """Close the terminal, as its window would be closed; ``gone`` waits for the end of the app."""
        os.close(self.terminal)

    def gone(self) -> int:
        """After ``hang_up``: wait for the end and return the exit code."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                self.running = False
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        raise AssertionError("the app lives on without a terminal")

    def restored(self) -> bool:
        """Whether the screen of before, the cursor and the mouse were given back, each after it was last taken."""
        pairs = ((ENTERED, LEFT), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?1003h", b"\x1b[?1003l"))
        return all(self.written.rfind(given) > self.written.rfind(taken) for taken, given in pairs)

    def last_words(self) -> str:
        """What stands on the terminal once the app has left it."""
        return ESCAPES.sub("", self.written.rpartition(LEFT)[2].decode("utf-8", "ignore"))

    def close(self) -> None:
        """End it by force if it still runs; its number may belong to another process by now if it does not."""
        if self.running:
            with suppress(OSError):
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
                os.close(self.terminal)

    def _read(self, wait: float) -> bool:
        import select

        if not select.select([self.terminal], [], [], wait)[0]:
            return False
        try:
            chunk = os.read(self.terminal, 65536)
        except OSError:  # Linux says EIO when the other end has closed
            time.sleep(wait)
            return False
        self.written += chunk
        for question, answer in ANSWERS:
            if question in chunk:
                os.write(self.terminal, answer)
        return bool(chunk)
