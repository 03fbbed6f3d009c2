"""Errands to the library: it may have to wait for another window, and the screen goes on meanwhile.

An errand is a coroutine in the app's own thread, so that it may touch widgets; only what it asks of the library runs
beside it. Keys typed meanwhile wait (see ``turns``): they are meant for what the errand leads to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.host import Host

BRIEFLY = 0.3
"""Seconds that nobody notices; what takes longer is told."""

T = TypeVar("T")
Result = TypeVar("Result")


def run_errand(screen: Screen[Result], errand: Callable[[], Awaitable[None]], keys_wait: float | None = None) -> None:
    """Begin an errand from a handler of ``screen``; what it raises ends the app as an error in a handler would.

    ``keys_wait`` is how many seconds at most (None: until it has ended).
    """
    release = cast("Host", screen.app).turns.hold(keys_wait)

    async def whole() -> None:
        try:
            await errand()
        finally:
            release()

    run_quietly(screen, whole)


def run_quietly(screen: Screen[Result], work: Callable[[], Awaitable[None]]) -> None:
    """Run a coroutine that touches nothing a key could change, so that no key waits for it."""
    # The app's and not the screen's: a dialog that goes away must not take its errand with it.
    screen.app.run_worker(work)


async def beside(work: Callable[[], T], slow: Callable[[], object] | None = None) -> T:
    """What ``work`` gives, or raises, in a thread; ``slow`` is called in ours once it takes longer than ``BRIEFLY``."""
    working = asyncio.ensure_future(asyncio.to_thread(work))
    if slow is not None and not (await asyncio.wait([working], timeout=BRIEFLY))[0]:
        slow()
    return await working
