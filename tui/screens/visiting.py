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


def _mine(session: Session, place: str | None) -> Visit | Message:
    from tui.steps.talks import NO_CONVERSATION, conversation_at

    held = conversation_at(session.dossier, place)
    if held is None:
        return NO_CONVERSATION
    from tui.screens.mining import MiningScreen

    return MiningScreen(session, held.id)


def _idea_changed(session: Session, place: str | None) -> Visit | Message:
    from tui.steps.talks import NO_CONVERSATION, conversation_at

    held = conversation_at(session.dossier, place)
    if held is None:
        return NO_CONVERSATION
    from tui.screens.idea_changed import IdeaChangedScreen

    return IdeaChangedScreen(session, held.id)


def _run_sheet(session: Session, place: str | None) -> Visit | Message:
    from tui.steps.talks import NO_PERSON, conversation_at, person_at

    held = conversation_at(session.dossier, place)
    person = person_at(session.dossier, place)
    if person is None:
        return NO_PERSON
    from tui.screens.run_sheet import RunSheetScreen

    return RunSheetScreen(session, person.id, held.id if held is not None else None)


def _changes(session: Session, place: str | None) -> Visit | Message:
    from tui.screens.changes import ChangesScreen

    return ChangesScreen(session)


VISITS: Mapping[str, Callable[[Session, str | None], Visit | Message]] = {
    "history": _history,
    "changes": _changes,
    "mine": _mine,
    "run_sheet": _run_sheet,
    "idea_changed": _idea_changed,
    "people_map": _people_map,
    "goals": _goals,
}
"""How each is opened on the place in front; a Message says why it cannot be opened there."""
