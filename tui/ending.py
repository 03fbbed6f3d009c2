"""How the app ends: by a key, from outside or by a crash; what is saved last and told after the screen is restored."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from prep.words import Message

if TYPE_CHECKING:
    from textual.app import App

    from tui.session import Session
    from tui.turns import Turns

UNEXPECTED = 70
"""The exit code after a crash (README, exit codes)."""

FORCED_PATIENCE = 4.0
"""Seconds that the last save may take when the app is ended from outside: who does that will not wait for long."""

UNREAD = 0.05
"""Seconds for the thread that reads keys to hand over what was typed just before."""

SETTLING = 0.5
"""Seconds at most for what was typed before to reach its field."""


class LastSave(Struct, frozen=True):
    """Where the text is when the app ends (``aside``: in a file that the next start takes up), and what to tell."""

    place: Literal["disk", "aside", "nowhere"]
    told: tuple[Message, ...] = ()


def last_save(session: Session | None, home: Path, patience: float | None = None) -> LastSave:
    """Save what is unsaved, waiting ``patience`` seconds (None: as long as it takes), else set it aside.

    Two windows that both changed it: what only they changed is theirs, the rest ours; theirs goes into the history.
    """
    if session is None:
        return LastSave("disk")
    title = session.dossier.preparation.title
    if session.save(patience):
        return LastSave("disk")
    deleted = session.theirs is not None and session.theirs.deleted
    if session.conflict and session.settle_conflict(patience):
        key = "app.farewell.kept_deleted" if deleted else "app.farewell.kept_ours"
        return LastSave("disk", (Message(key, {"title": title}),))
    refused = (session.error,) if session.error is not None else ()
    kept = set_aside(session, home)
    return LastSave(kept.place, (*refused, *kept.told))


def set_aside(session: Session, home: Path) -> LastSave:
    """Write what is unsaved into a file that the next start takes up."""
    from prep.library.rescue import save_aside

    paths = [save_aside(home, one, etag) for one, etag in session.not_on_disk()]
    if None in paths:
        return LastSave("nowhere", (Message("app.farewell.nowhere"),))
    if not paths:
        return LastSave("disk")
    return LastSave("aside", (Message("app.farewell.aside", {"path": str(paths[-1])}),))


def unwritten(session: Session | None) -> tuple[Message, ...]:
    """Which fields hold what cannot be read as a value; never what: this stays in the terminal when the app is gone."""
    if session is None or not session.unwritten:
        return ()
    from tui.labels import label_of, pattern_of
    from tui.steps.walk import home_of

    fields = []
    for place in session.unwritten:
        home, label = home_of(place), Message(label_of(pattern_of(place)))
        step = Message(home[0].title) if home is not None else label
        fields.append(Message("app.farewell.field", {"step": step, "field": label}))
    return tuple(Message("app.farewell.unwritten", {"field": field}) for field in fields)


async def come_to_rest(app: App[None], turns: Turns) -> None:
    """Wait until what was typed before has reached its field, for ``SETTLING`` seconds at most."""
    await asyncio.sleep(UNREAD)
    loop = asyncio.get_running_loop()
    until = loop.time() + SETTLING
    while loop.time() < until:
        focused = app.focused
        if turns.resting and app._message_queue.empty() and (focused is None or focused._message_queue.empty()):
            return
        await asyncio.sleep(0.01)
