"""Crashes below Python (a fault in a library written in C): where it was, told at the next start.

Nothing can be saved or given back then; what was typed in the last two seconds is lost. The system's dump names files
of this computer, so it is rewritten into a report with places in packages before anybody is shown it.
"""

from __future__ import annotations

import faulthandler
import os
import re
from pathlib import Path

from prep.words import text
from tui.report import FOLDER, Reporter

FILE = "hard-crash"
LONGEST = 200_000
"""Bytes of a dump that are read."""

_FRAME = re.compile(r'  File "(.*)", line (\d+) in ([\w.<>]+)')
_HEAD = re.compile(r"(Fatal Python error: [\w ]+|(?:Current thread|Thread) 0x[0-9a-f]+).*")
_PACKAGE = re.compile(r".*[\\/](?:site-packages|python3\.\d+|(?=(?:prep|tui|decks)[\\/]))[\\/]?")


def take_up_hard_crash(reporter: Reporter) -> Path | None:
    """Make a report of a crash before this run; None when there was none, or no folder takes the report."""
    file = _file(reporter)
    try:
        dump = file.read_bytes()[:LONGEST].decode("utf-8", "replace") if file is not None else ""
        lines = [line for line in map(_redacted, dump.splitlines()) if line is not None]
        if file is None or not lines:
            return None
        os.truncate(file, 0)
    except OSError:
        return None
    return reporter.keep("\n".join([text("app.report.heading", reporter.language), "", *lines]) + "\n")


def watch_for_hard_crashes(reporter: Reporter) -> None:
    """Have the places of all threads written down should the process crash; nothing where no file can be opened."""
    file = _file(reporter)
    if file is None:
        return
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)  # as long as the process lives
    except OSError:
        return
    faulthandler.enable(handle)


def _file(reporter: Reporter) -> Path | None:
    return reporter.home / FOLDER / FILE if reporter.home is not None else None


def _redacted(line: str) -> str | None:
    """A line of a dump without a folder of this computer; None for what is neither place nor heading."""
    frame = _FRAME.fullmatch(line)
    if frame is not None:
        path, inside = frame[1], _PACKAGE.sub("", frame[1])
        name = inside if inside != path else re.split(r"[\\/]", path)[-1]
        return f"  {name}:{frame[2]} {frame[3]}"
    head = _HEAD.match(line)
    return head[1] if head is not None else None
