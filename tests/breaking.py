"""nemawashi with a defect: ``python breaking.py KIND ARGUMENTS...`` breaks when a record is added (Ctrl+N).

Every error quotes what the user typed, as errors of a careless program would.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from prep.errors import SaveFailed, common_error
from prep.library.protocol import Etag
from prep.library.tiny import TinyLibrary
from prep.model.dossier import Dossier
from prep.workspace import Workspace
from tui import ending, mishaps
from tui.app import NemawashiApp
from tui.cli import main
from tui.screens.walk import WalkScreen
from tui.widgets.bars import StatusLine

SECRET = "Geheimnis-顧客の声"


class DefectError(Exception):
    """One of ours."""


def boom(*arguments: object) -> None:
    """Break."""
    quoted = SECRET
    raise DefectError(f"cannot do it with {quoted}")


async def boom_later() -> None:
    """Break in a coroutine."""
    await asyncio.sleep(0.01)
    boom()


def endless(walk: WalkScreen) -> None:
    """Run out of stack."""
    endless(walk)


def out_of_memory(walk: WalkScreen) -> None:
    """Run out of memory, as far as one can tell."""
    raise MemoryError(SECRET)


def chained(walk: WalkScreen) -> None:
    """Break while answering an error."""
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"no {SECRET}") from error


def in_render(walk: WalkScreen) -> None:
    """Break the drawing of a widget."""
    StatusLine.render = boom  # type: ignore[method-assign,assignment]
    walk.status_line.refresh()


def in_saving(walk: WalkScreen) -> None:
    """Break the thread that saves, once."""
    real = Workspace.save_into

    def broken(workspace: Workspace, library: object) -> None:
        Workspace.save_into = real  # type: ignore[method-assign]
        boom()

    Workspace.save_into = broken  # type: ignore[method-assign,assignment]
    walk.session.save_soon()


def in_the_ending(walk: WalkScreen) -> None:
    """Break the last save, every time: the text can only be set aside."""
    ending.last_save = boom  # type: ignore[assignment]
    mishaps.last_save = boom  # type: ignore[assignment, attr-defined]
    walk.call_later(walk.app.run_action, "app.quit_saved")
    walk.session.save = boom  # type: ignore[method-assign,assignment]


def on_a_full_disk(walk: WalkScreen) -> None:
    """Break while the library takes nothing."""
    refuse_everything()
    boom()


def refuse_everything() -> None:
    """Have no save succeed."""

    def refuse(library: TinyLibrary, dossier: Dossier, expected: Etag | None) -> Etag:
        raise SaveFailed(common_error("disk_full", folder="/full"))

    TinyLibrary.put = refuse  # type: ignore[method-assign,assignment]


def in_closing(walk: WalkScreen) -> None:
    """Break the closing of the library, when the app is gone already."""
    TinyLibrary.close = boom  # type: ignore[method-assign,assignment]
    walk.app.exit()


def in_the_thread_of_keys(walk: WalkScreen) -> None:
    """Break the thread that reads the terminal, at the next key."""
    driver = walk.app._driver
    assert driver is not None
    driver.process_message = boom  # type: ignore[method-assign,assignment]


KINDS: dict[str, Callable[[WalkScreen], object]] = {
    "key": boom,
    "chained": chained,
    "worker": lambda walk: walk.run_worker(boom_later()),
    "thread": lambda walk: walk.run_worker(boom, thread=True),
    "timer": lambda walk: walk.set_timer(0.02, boom),
    "refresh": lambda walk: walk.call_after_refresh(boom),
    "render": in_render,
    "saving": in_saving,
    "ending": in_the_ending,
    "full": on_a_full_disk,
    "memory": out_of_memory,
    "recursion": endless,
    "close": in_closing,
    "keys": in_the_thread_of_keys,
    "beside": lambda walk: threading.Thread(target=boom).start(),
    "unawaited": lambda walk: asyncio.get_running_loop().call_soon(boom),
}


def begin(kind: str) -> None:
    """Put the defect in its place."""
    if kind == "start":
        NemawashiApp.on_mount = boom  # type: ignore[method-assign,assignment]
    elif kind == "compose":
        from tui.screens.help import HelpScreen

        HelpScreen.compose = boom  # type: ignore[method-assign,assignment]
    elif kind == "style":
        NemawashiApp.CSS_PATH = ["not-there.tcss"]
    elif kind == "failing":
        refuse_everything()
    else:
        WalkScreen.action_coach = KINDS[kind]  # type: ignore[assignment]


if __name__ == "__main__":
    begin(sys.argv.pop(1))
    sys.exit(main())
