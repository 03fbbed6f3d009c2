"""One run of the command: language, streams, and errors as one clear line with the right exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

import click

from prep.errors import NemawashiError, SaveFailed
from prep.words import Message
from prep.words.message import Argument
from tui.cli.completing import COMPLETE
from tui.cli.root import SUBCOMMANDS, root
from tui.cli.session import Session, begin
from tui.cli.usage import usage_message

INTERRUPTED = 130
PIPE_CLOSED = 141
UNEXPECTED = 70
DEBUG = "NEMAWASHI_DEBUG"


def run(arguments: Sequence[str]) -> int:
    """Run the command on ``arguments`` and return its exit code; nothing is raised, whatever happens."""
    _speak_utf8()
    session = begin(arguments)
    try:
        code = _answer(session, os.environ[COMPLETE]) if COMPLETE in os.environ else _invoke(list(arguments), session)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except NemawashiError as error:
        session.complain(error.message)
        code = error.exit_code
    except OSError as error:
        code = PIPE_CLOSED if _pipe_closed(error) else _system_refused(error, session, arguments)
        _silence_stdout()
    except Exception as error:  # noqa: BLE001  the outermost handler: a user never sees a traceback
        code = _unexpected(error, session, arguments)
    return code


def _invoke(arguments: list[str], session: Session) -> int:
    try:
        with root.make_context("nemawashi", arguments, obj=session) as context:
            result = root.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        session.complain(usage_message(error))
        return error.exit_code
    return result if isinstance(result, int) else 0


def _answer(session: Session, instruction: str) -> int:
    from tui.cli.completion import answer

    return answer(session, instruction)


def _unexpected(error: Exception, session: Session, arguments: Sequence[str]) -> int:
    """Say what broke without any text of the user's, and write it down; NEMAWASHI_DEBUG=1 shows all."""
    import traceback

    if _debugging():
        traceback.print_exception(error)
        return UNEXPECTED
    path = _report(error, session, arguments)
    frames = traceback.extract_tb(error.__traceback__)
    told: dict[str, Argument] = {
        "error": type(error).__name__,
        "place": f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?",
        "report": Message("command.error.report_at", {"path": str(path)}) if path is not None else "",
    }
    session.complain(Message("command.error.unexpected", told))
    return UNEXPECTED


def _report(error: Exception, session: Session, arguments: Sequence[str]) -> Path | None:
    """Where the report lies; None when none could be written."""
    from prep.settings import library_home
    from tui.report import Reporter, Trail

    trail = Trail()
    for argument in arguments:
        if argument in SUBCOMMANDS:
            trail.note(argument)
    try:
        return Reporter(library_home(), session.language, trail).write(error)
    except Exception:  # noqa: BLE001  a part of the outermost handler: what broke may break the report, too
        return None


def _system_refused(error: OSError, session: Session, arguments: Sequence[str]) -> int:
    """Say what the operating system said; an error of a file of the user's is told apart long before."""
    if _debugging():
        return _unexpected(error, session, arguments)
    session.complain(Message("command.error.system", {"reason": error.strerror or type(error).__name__}))
    return SaveFailed.exit_code


def _debugging() -> bool:
    return os.environ.get(DEBUG, "") not in {"", "0"}


def _pipe_closed(error: OSError) -> bool:
    """Whether the reader of our output has gone; Windows says EINVAL for it."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _silence_stdout() -> None:
    """Keep the interpreter from complaining when it flushes, on its way out, what cannot be written."""
    with suppress(OSError):  # a stdout that is no file needs none of this
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Write UTF-8 on every platform; a file name that is none still prints."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
