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
from tui.cli.root import root
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
        code = _invoke(list(arguments), session)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except NemawashiError as error:
        session.complain(error.message)
        code = error.exit_code
    except OSError as error:
        code = PIPE_CLOSED if _pipe_closed(error) else _system_refused(error, session)
        _silence_stdout()
    except Exception as error:  # noqa: BLE001  the outermost handler: a user never sees a traceback
        code = _unexpected(error, session)
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


def _unexpected(error: Exception, session: Session) -> int:
    """Say what broke without any text of the user's; NEMAWASHI_DEBUG=1 shows all."""
    import traceback

    if _debugging():
        traceback.print_exception(error)
        return UNEXPECTED
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    session.complain(Message("command.error.unexpected", {"error": type(error).__name__, "place": place}))
    return UNEXPECTED


def _system_refused(error: OSError, session: Session) -> int:
    """Say what the operating system said; an error of a file of the user's is told apart long before."""
    if _debugging():
        return _unexpected(error, session)
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
