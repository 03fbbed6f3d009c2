"""The wall's people: whose name is needed in public, and by what the others are known."""

from __future__ import annotations

from prep import shareable as public
from prep.model.evidence import Attribution
from prep.model.people import DecisionRole, Stakeholder
from prep.model.preparation import Preparation
from prep.readiness.facts import is_usable_quote


def stakeholder(preparation: Preparation, id_: str | None) -> Stakeholder | None:
    """The stakeholder of that id; None when there is none."""
    return next((person for person in preparation.stakeholders if person.id == id_), None)


def person(who: Stakeholder, preparation: Preparation) -> public.Person:
    """Role and team, and the name where it is needed in public: an approver's or an attendee's."""
    return public.Person(name=who.name if is_public(who, preparation) else "", role=who.role, team=who.team)


def is_public(who: Stakeholder, preparation: Preparation) -> bool:
    """Whether the name is needed: an approver, someone at the meeting, or someone who agreed to be named."""
    if who.decision_role is DecisionRole.APPROVER or who.id in preparation.meeting.attendees:
        return True
    return any(
        quote.stakeholder_id == who.id and quote.attribution is Attribution.NAMED and is_usable_quote(quote)
        for quote in preparation.quotes
    )
