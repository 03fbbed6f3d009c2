"""A preparation with steps to go back to, and the way to the pages of its deck."""

from __future__ import annotations

from app_driver import press_all, until, walk_of
from textual.pilot import Pilot

from prep import edits
from prep.words import Message
from tui.app import NemawashiApp
from tui.labels import label_of
from tui.screens.deck import DeckPane
from tui.screens.in_front import DECK
from tui.session import Session

TITLES = {"ja": "はじめの3箱", "en": "Listening"}


async def to_the_pages(app: NemawashiApp, pilot: Pilot[None]) -> None:
    """The pages, once they are measured."""
    await walk_of(app).go(DECK)
    pane = walk_of(app).pane
    assert isinstance(pane, DeckPane)
    await until(pilot, lambda: pane.book is not None)
    await press_all(pilot, "enter")


def changed(session: Session) -> None:
    """Three steps, the last of them taken back."""
    place, title = Message(label_of("meeting.place")), Message(label_of("title"))
    session.edit(lambda one: edits.replace(one, "meeting.place", "A"), Message("app.change.field", {"field": place}))
    noun = Message("common.term.quote")
    session.edit(lambda one: edits.remove(one, "quotes[q1]"), Message("app.change.removed", {"noun": noun}))
    session.edit(lambda one: edits.replace(one, "title", "B"), Message("app.change.field", {"field": title}))
    session.workspace.undo()
