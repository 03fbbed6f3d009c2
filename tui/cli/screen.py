"""Handing over to the app, when there is a terminal to draw on."""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import TextIO

from prep.errors import InputError
from prep.words import Message
from tui.cli.session import Session


def need_terminal() -> None:
    """InputError when stdin, stdout or stderr is no terminal: the app reads keys from one and draws on the others."""
    if not all(_is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise InputError(Message("command.error.no_terminal"))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def open_app(session: Session, open_id: str | None, on: dt.date | None) -> int:
    """Open the app, on one preparation or (None) on the library; its exit code."""
    need_terminal()
    # Input methods commit whole words at once, which Textual's parser of that protocol cannot take.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    from prep.settings import interface_language, library_home, read_settings
    from tui.running import run_app

    home = library_home()
    return run_app(home, interface_language(session.ui, settings=read_settings(home)), open_id, on)
