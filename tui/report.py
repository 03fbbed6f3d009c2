"""What is written down when something unexpected happens: where in the program it was, and nothing of the user's.

No message of an error (it may quote what was typed), no value of a variable, no title, no path: names of modules,
functions and error types, line numbers, versions, and the actions chosen last.
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType, TracebackType

from msgspec import Struct

from prep.words import Lang, Message, text

FOLDER = "reports"
KEPT = 10
"""How many reports are kept; the oldest go first."""

LONGEST = 60
"""Frames kept of one traceback, half from each end: a recursion has a thousand."""

OURS = {"prep", "decks", "tui"}


class Trail:
    """The actions chosen last, by name and time: "walk.save", never what was typed."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._steps: deque[tuple[float, str]] = deque(maxlen=40)

    def note(self, action: str) -> None:
        """An action was chosen; of its arguments only a number is kept."""
        kept = re.match(r"[\w.]+(?:\(-?\d*\))?", action)
        self._steps.append((time.monotonic() - self._begun, kept[0] if kept is not None else "?"))

    def lines(self) -> Iterator[str]:
        """One line an action, with its time before now."""
        now = time.monotonic() - self._begun
        for at, action in self._steps:
            yield f"{at - now:9.2f} s  {action}"


class Reporter(Struct, frozen=True):
    """Writes the reports of one run. ``home`` is the library's folder; None: there is none (yet)."""

    home: Path | None
    language: Lang
    trail: Trail

    def write(self, error: BaseException | None, facts: Mapping[str, str] | None = None) -> Path | None:
        """Write a report on ``error`` with ``facts`` about the run; where it lies, None when no folder took it."""
        lines = [*_heading(self.language), *_versions(), f"interface: {self.language}"]
        lines += [f"{name}: {_plain(value)}" for name, value in (facts or {}).items()]
        lines += ["", *_chain(error), "", "actions, the last at the end:", *self.trail.lines()]
        return self.keep("\n".join(lines) + "\n")

    def keep(self, report: str) -> Path | None:
        """Put a report into the first folder that takes it, and let the oldest go."""
        from prep.errors import LibraryError
        from prep.library.files import write_atomically

        now = time.time_ns()
        stamp = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime(now // 10**9))}.{now % 10**9:09d}Z"
        for folder in self._folders():
            path = folder / f"{stamp}-{os.getpid()}.txt"
            try:
                folder.mkdir(mode=0o700, parents=folder.parent != self.home, exist_ok=True)
                write_atomically(path, report.encode("utf-8", "backslashreplace"), durable=False)
                _let_go(folder)
            except (OSError, LibraryError):
                continue
            return path
        return None

    def _folders(self) -> Iterator[Path]:
        """The library's own folder, never made anew where it is not to be found; then the user's state folder."""
        if self.home is not None:
            yield self.home / FOLDER
        from platformdirs import user_state_path

        yield user_state_path("nemawashi", appauthor=False) / FOLDER


def where(error: BaseException | None) -> str:
    """The innermost place of our own code in a traceback: "walk.py:120"; "-" when there is none."""
    found = "-"
    for frame, line in _frames(error.__traceback__ if error is not None else None):
        if _module(frame).partition(".")[0] in OURS:
            found = f"{Path(frame.f_code.co_filename).name}:{line}"
    return found


def inner(error: BaseException | None) -> BaseException | None:
    """The error itself, where a worker's failure wraps it."""
    wrapped = getattr(error, "error", None)
    return wrapped if isinstance(wrapped, BaseException) else error


def told(error: BaseException | None, report: Path | None, language: Lang) -> dict[str, str]:
    """The arguments of a message about ``error``: its type, its place, and where the report lies (None: nowhere)."""
    kept = text("app.report.at", language, path=str(report)) if report is not None else ""
    return {"error": type(error).__name__, "where": where(error), "report": kept}


def _heading(language: Lang) -> Iterator[str]:
    yield text("app.report.heading", language)
    yield time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    yield ""


def _versions() -> Iterator[str]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from prep import __version__

    yield f"nemawashi: {__version__}"
    yield f"python: {platform.python_version()}"
    for package in ("textual", "tinydb", "python-pptx"):
        try:
            yield f"{package}: {version(package)}"
        except PackageNotFoundError:
            yield f"{package}: -"
    yield f"platform: {_plain(platform.platform())}"
    for variable in ("TERM", "COLORTERM", "TERM_PROGRAM"):
        yield f"{variable}: {_plain(os.environ.get(variable, '-'))}"


def _chain(error: BaseException | None) -> Iterator[str]:
    """The error and what led to it, the first cause last; each type once more with the place it was raised at."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen and len(seen) < LONGEST:
        seen.add(id(error))
        yield f"{_named(error)}:"
        places = [_place(frame, line) for frame, line in _frames(error.__traceback__)]
        half = LONGEST // 2
        if len(places) > LONGEST:
            places = [*places[:half], f"… {len(places) - LONGEST} more", *places[-half:]]
        yield from (f"  {place}" for place in places)
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions[:KEPT]:
                yield f"  holds {_named(one)}"
        cause, context = error.__cause__, error.__context__
        if cause is None and (error.__suppress_context__ or context is None):
            return
        yield "because of" if cause is not None else "while answering"
        error = cause or context


def _named(error: BaseException) -> str:
    """The type; of an error of ours its message key, of the system's its number: both are the program's own words."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    message = getattr(error, "message", None)
    if isinstance(message, Message):
        return f"{kind} [{message.key}]"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{kind} [{errno.errorcode.get(error.errno, error.errno)}]"
    return kind


def _frames(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _place(frame: FrameType, line: int) -> str:
    """The place in its package, never in a folder of this computer."""
    return f"{_module(frame)}:{line} {frame.f_code.co_qualname}"


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "?"))


def _plain(value: str) -> str:
    """One line of what may stand in a report."""
    return re.sub(r"[^ -~]+", "?", value)[:200]


def _let_go(folder: Path) -> None:
    """Remove all but the last reports; their names begin with their time."""
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
