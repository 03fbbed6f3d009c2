"""From a search to what it found: into the field of the open preparation, or of another, once this one is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.errands import run_errand
from tui.screens import deciding
from tui.screens.find import FindScreen
from tui.screens.frame import Framed
from tui.screens.library import LibraryScreen
from tui.screens.walk import WalkScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.found import Goal


def search(screen: Screen[object]) -> None:
    """Let something be found from ``screen``, and go there; nothing happens over a dialog."""
    if isinstance(screen, FindScreen):
        screen.search.focus()
        return
    if not isinstance(screen, Framed):
        return
    host = screen.host
    host.flush()
    find = FindScreen(host.session.dossier if host.session is not None else None)

    def found(_: None) -> None:
        goal = find.goal
        if goal is not None:
            run_errand(screen, lambda: _go(screen, goal))

    screen.app.push_screen(find, found)


async def _go(screen: Framed, goal: Goal) -> None:
    walk = next((one for one in screen.app.screen_stack if isinstance(one, WalkScreen)), None)
    _uncover(screen, walk)
    if walk is None:
        _open(screen, goal)
    elif walk.session.dossier.preparation.id == goal.preparation_id:
        await walk.reload()
        await walk.arrive(goal)
    else:
        _change(walk, goal)


def _change(walk: WalkScreen, goal: Goal) -> None:
    def close() -> None:
        walk.leave()
        _open(walk, goal)

    walk.host.leave_preparation(close, lambda: deciding.ask(walk))


def _uncover(screen: Framed, walk: WalkScreen | None) -> None:
    """Leave, as escape does, whatever lies over the walk, or over the library when no preparation is open."""
    app = screen.app
    base = walk or next(one for one in app.screen_stack if isinstance(one, LibraryScreen))
    while app.screen is not base:
        app.screen.dismiss(None)


def _open(screen: Framed, goal: Goal) -> None:
    library = next(one for one in screen.app.screen_stack if isinstance(one, LibraryScreen))
    library.open_at(goal)
