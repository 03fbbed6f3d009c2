"""The full screens that lie over the walk, on what is in front of it: each is loaded when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prep.words import Message
    from tui.screens.visit import Visit
    from tui.session import Session


def _history(session: Session, place: str | None) -> Visit | Message:
    from tui.screens.history import HistoryScreen

    return HistoryScreen(session)


def _people_map(session: Session, place: str | None) -> Visit | Message:
    from tui.screens.people_map import PeopleMapScreen

    return PeopleMapScreen(session, place)


def _goals(session: Session, place: str | None) -> Visit | Message:
    from tui.screens.goals import GoalsScreen

    return GoalsScreen(session, place)


VISITS: Mapping[str, Callable[[Session, str | None], Visit | Message]] = {
    "history": _history,
    "people_map": _people_map,
    "goals": _goals,
}
"""How each is opened on the place in front; a Message says why it cannot be opened there."""
