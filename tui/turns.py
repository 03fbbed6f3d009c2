"""One key at a time: a key reaches whatever the one before it opened, never what lay beneath.

Textual hands every key to the focused widget at once and lets it rise from there to the app, which looks for its
action; what was typed meanwhile has long reached the old widget. Here the next key waits until the one before has
risen, and the screen or the focus that it called for is there.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.app import ScreenStackError
from textual.events import Event, Key, Paste

from tui.messages import Passed
from tui.widgets.line_edit import TakesText

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

STUCK = 15.0
"""Seconds after which what keeps keys waiting may never end (a disk far away): the way out is open again."""

LONGEST = 1.0
"""Seconds after which a message that did not come back is taken for lost: its widget was removed with it inside."""


class Turns:
    """The keys and pastes that wait, and what is awaited before the next; ``give`` hands one to Textual."""

    def __init__(self, app: App[None], give: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._give = give
        self._waiting: deque[Event] = deque()
        self._open = False
        self._holds = 0
        self._held_since = 0.0
        self._turn = 0
        self._lost: asyncio.TimerHandle | None = None
        self._passed_by: Widget | None = None

    @property
    def resting(self) -> bool:
        """Whether every key so far has been answered."""
        return not self._open

    async def take(self, event: Event) -> None:
        """Hand ``event`` on, now or when its turn comes."""
        if self._open and not (_leaves(event) and self._may_leave()):
            self._waiting.append(event)
        else:
            await self._hand(event)

    def hold(self, at_most: float | None = None) -> Callable[[], None]:
        """Keep the keys that come from now on waiting until what is given back is called, or for ``at_most`` seconds.

        For work whose end decides where they belong. Ctrl+Q alone does not wait, unless it comes after keys that do;
        nor these once the work seems to be ``STUCK``.
        """
        if not self._holds:
            self._held_since = time.monotonic()
        self._open = True
        self._holds += 1
        held = True

        def release() -> None:
            nonlocal held
            if held:
                held = False
                self._holds -= 1
                self._passed_by = None
                self._app.call_next(self._look)

        if at_most is not None:
            asyncio.get_running_loop().call_later(at_most, release)
        return release

    def _may_leave(self) -> bool:
        return self._holds > 0 and (not self._waiting or time.monotonic() - self._held_since > STUCK)

    def passed(self, turn: int) -> None:
        """The message sent after the key is back; what the key set going in the app comes before the next look."""
        if turn == self._turn:
            self._app.call_next(self._look)

    async def _hand(self, event: Event) -> None:
        target = self._target()
        await self._give(event)
        # Typing into a text moves nothing, and what follows reaches the same widget after it.
        moves = not isinstance(target, TakesText) or not (isinstance(event, Paste) or _typed(event))
        if moves and target is not None:
            self._open, self._passed_by = True, None
            self._send(target)

    async def _look(self) -> None:
        """The turn ends when a message came back and keys still go where it went: nothing moves any more."""
        if self._holds:
            return
        target = self._target()
        if target is None:  # the app has ended: nobody is left to answer
            self._waiting.clear()
        elif target is not self._passed_by:
            self._passed_by = target
            self._send(target)
            return
        self._open = False
        if self._lost is not None:
            self._lost.cancel()
        while self._waiting and not self._open:
            await self._hand(self._waiting.popleft())

    def _send(self, target: Widget) -> None:
        self._turn += 1
        if self._lost is not None:
            self._lost.cancel()
        self._lost = asyncio.get_running_loop().call_later(LONGEST, self._app.post_message, Passed(self._turn))
        target.post_message(Passed(self._turn))

    def _target(self) -> Widget | None:
        """Where a key goes now; None when there is no screen any more."""
        try:
            return self._app.focused or self._app.screen
        except ScreenStackError:
            return None


def _leaves(event: Event) -> bool:
    return isinstance(event, Key) and event.key == "ctrl+q"


def _typed(event: Event) -> bool:
    return isinstance(event, Key) and event.is_printable
