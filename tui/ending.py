"""How the app ends: by a key, a signal or a crash; what is saved last and told after the screen is restored."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from prep.words import Message

if TYPE_CHECKING:
    from tui.session import Session

SIGNALS = (("SIGTERM", 143), ("SIGHUP", 129))
OURS = {"tui", "screens", "widgets", "steps", "actions", "prep", "library", "readiness", "words", "decks", "layout"}


def listen_to_signals(leave: Callable[[int], None]) -> None:
    """Have SIGTERM and SIGHUP call ``leave`` with their exit code, to save and restore the terminal. Not on Windows."""
    loop = asyncio.get_running_loop()
    for name, code in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.add_signal_handler(number, leave, code)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # not the main thread (tests), or a loop without signals


def last_save(session: Session | None) -> tuple[list[Message], bool]:
    """Save what is unsaved, however long it takes: what is to be told, and whether all is on disk.

    Two windows that both changed it: ours is saved, and theirs goes into the history.
    """
    if session is None:
        return [], True
    told, well = [], session.save()
    if session.conflict and session.keep_ours():
        well = True
        told.append(Message("app.farewell.kept_ours", {"title": session.dossier.preparation.title}))
    elif session.error is not None:
        told.append(session.error)
    return [*told, *unwritten(session)], well


def unwritten(session: Session) -> tuple[Message, ...]:
    """What was typed and could not be read as a value, so that it does not go without a word."""
    return tuple(
        Message("app.farewell.unwritten", {"text": " ".join(raw.split())[:60]}) for raw in session.unwritten.values()
    )


def after_crash(error: BaseException | None, session: Session | None) -> Message:
    """Save what can be saved; one line that names the problem and its place, and no value of the user's."""
    error = getattr(error, "error", None) or error  # a worker's failure wraps the real one
    saved = session is None or (not session.conflict and session.rescue())
    key = "app.farewell.crash" if saved else "app.farewell.crash_unsaved"
    return Message(key, {"error": type(error).__name__, "where": _where(error)})


def _where(error: BaseException | None) -> str:
    """The innermost place of our own code in a traceback: "walk.py:120"; no values."""
    found = "-"
    trace = error.__traceback__ if error is not None else None
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.parent.name in OURS:
            found = f"{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
