"""One run of the app on a terminal: signals, the last words, the exit code."""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from prep.library.tiny import open_library
from prep.words import Lang, render
from tui.app import NemawashiApp
from tui.ending import UNEXPECTED, set_aside
from tui.signals import Outside
from tui.terminal import keep_settings, let_go, terminal_gone
from tui.widgets.plain import one_line


def run_app(home: Path, ui: Lang, open_id: str | None, on: dt.date | None) -> int:
    """Open the app on the library in ``home`` and return the exit code. LibraryError when it cannot be opened."""
    library = open_library(home)
    app = NemawashiApp(library, ui, home, open_id, on)
    restore = keep_settings()
    code = UNEXPECTED

    def give_up() -> None:
        restore()
        if app.session is not None:
            set_aside(app.session, home)

    outside = app.outside = Outside(give_up)
    _report_what_nobody_catches(app.mishaps.beside)
    with outside.listening():
        try:
            app.run()
            code = UNEXPECTED if app.mishaps.crashed else app.return_code or 0
        except Exception as error:  # noqa: BLE001  outside of every handler of Textual's: the last place to save
            app.mishaps.crash(error)
            restore()
        finally:
            app.background.daily.stop()
            library.close()
    if terminal_gone():
        let_go()
    for message in app.farewell:
        sys.stderr.write(one_line(render(message, app.language)) + "\n")
    sys.stderr.flush()
    if app.session is not None and app.session.busy:
        os._exit(code)  # its text is set aside; the save that hangs would keep the process for as long as it hangs
    return code


def _report_what_nobody_catches(report: Callable[[BaseException], object]) -> None:
    """Errors in threads and in the freeing of objects: Python would print them, with what the user typed in them."""

    def in_thread(raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            report(raised.exc_value)

    threading.excepthook = in_thread
    sys.unraisablehook = lambda raised: report(raised.exc_value) if raised.exc_value is not None else None
