"""Which conversation or person a place in the walk is about, for what opens over it."""

from __future__ import annotations

from prep import places
from prep.errors import EditError
from prep.model.dossier import Dossier
from prep.model.people import Conversation, Stakeholder
from prep.words import Message
from tui.steps.declare import stakeholder

NO_CONVERSATION = Message("talks.mining.no_conversation")
NO_PERSON = Message("talks.sheet.no_person")


def conversation_at(dossier: Dossier, place: str | None) -> Conversation | None:
    """The conversation that ``place`` lies in; None: it lies in none."""
    found = _record_at(dossier, place, "conversations[")
    return found if isinstance(found, Conversation) else None


def person_at(dossier: Dossier, place: str | None) -> Stakeholder | None:
    """The stakeholder that ``place`` lies in, else the one of its conversation; None: there is none."""
    held = conversation_at(dossier, place)
    if held is not None:
        return stakeholder(dossier, held.stakeholder_id)
    found = _record_at(dossier, place, "stakeholders[")
    return found if isinstance(found, Stakeholder) else None


def _record_at(dossier: Dossier, place: str | None, begins: str) -> object:
    """The record of a list at or above ``place``: ids may hold brackets, so every cut is tried."""
    if place is None or not place.startswith(begins):
        return None
    end = place.find("]", len(begins))
    while end >= 0:
        try:
            return places.read(dossier, place[: end + 1])
        except EditError:
            end = place.find("]", end + 1)
    return None
