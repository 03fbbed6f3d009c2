"""What the coach says beside a field: what good looks like, why it matters, a question that helps, what is missing.

The sentences stand in the catalogue (domain coach); here stands which field has them, and which lines of the practice
(A..) or rules (R.., W..) they put into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prep.words import Message

if TYPE_CHECKING:
    from prep.readiness.rule import Failure


@dataclass(frozen=True)
class Coaching:
    """The advice for the fields at one pattern; ``sources`` names the practice it comes from ("A30")."""

    place: str
    sources: tuple[str, ...]

    @property
    def good(self) -> Message:
        """What good looks like, in one or two sentences."""
        return self._text("good")

    @property
    def why(self) -> Message:
        """Why it matters."""
        return self._text("why")

    @property
    def ask(self) -> Message:
        """A question that helps to get there."""
        return self._text("ask")

    def _text(self, part: str) -> Message:
        return Message(f"coach.{self.place.replace('[]', '')}.{part}")


def coaching(place: str) -> Coaching | None:
    """The advice for a pattern, a place with every bracket empty ("quotes[].text"); None when there is none.

    The pattern of a record ("quotes[]") stands for its list as a whole.
    """
    sources = SOURCES.get(place)
    return None if sources is None else Coaching(place, tuple(sources.split()))


def missing_here(failed: Iterable[Failure], place: str) -> tuple[Failure, ...]:
    """Of ``failed`` what is to be mended in the field at ``place``, must-rules first."""
    return _musts_first(one for one in failed if place in (one.place, *one.also))


def missing_in_list(failed: Iterable[Failure], list_place: str, record: str | None) -> tuple[Failure, ...]:
    """Of ``failed`` what concerns a list as a whole, or anything in the ``record`` in front (None: there is none)."""

    def concerns(place: str) -> bool:
        inside = record is not None and place.startswith((f"{record}.", f"{record}["))
        return inside or place in (list_place, record)

    return _musts_first(one for one in failed if any(concerns(place) for place in (one.place, *one.also)))


def _musts_first(failed: Iterable[Failure]) -> tuple[Failure, ...]:
    return tuple(sorted(failed, key=lambda one: one.level != "must"))


SOURCES: Mapping[str, str] = {
    "title": "A33",
    "language": "A6",
    "owner.name": "A32",
    "owner.role": "A32",
    "owner.team": "A21",
    "initiative.summary": "A4",
    "initiative.scope": "A4",
    "initiative.out_of_scope": "A4",
    "initiative.impact": "A16 A22",
    "initiative.audience_goal": "A1",
    "initiative.beneficiaries": "A22 A53",
    "initiative.teams_served": "A15 A16 A18",
    "why.goal_ids": "A9 A11 A14",
    "why.why_do.text": "A8 A30",
    "why.why_do.evidence": "A30 A35",
    "why.why_goals.text": "A9 A31",
    "why.why_goals.evidence": "A31 A35",
    "why.why_care.text": "A10 A53",
    "why.why_care.evidence": "A19 A34",
    "organisation.name": "A11",
    "organisation.goals[]": "A11 A14",
    "organisation.goals[].title": "A6 A11",
    "organisation.goals[].fiscal_year": "A14",
    "organisation.goals[].starts": "A14",
    "organisation.goals[].ends": "A14",
    "organisation.goals[].priority": "A12",
    "organisation.goals[].measure": "A6",
    "organisation.goals[].owner": "A5 A11",
    "organisation.goals[].source": "A13",
    "organisation.goals[].status": "A14",
    "context.where_we_are": "A46",
    "context.how_we_got_here": "A46",
    "context.missed_opportunity": "A46 A47",
    "carried_lessons[]": "A43 A44",
    "carried_lessons[].how_applied": "A43 A44",
    "stakeholders[]": "A3 A5 A22",
    "stakeholders[].name": "A5",
    "stakeholders[].role": "A5",
    "stakeholders[].team": "A20 A21",
    "stakeholders[].decision_role": "A5",
    "stakeholders[].influence": "A3 A23",
    "stakeholders[].interest": "A22",
    "stakeholders[].stance": "A3",
    "stakeholders[].desired": "A3 A27",
    "stakeholders[].impact": "A22",
    "stakeholders[].outside_line": "A21",
    "conversations[]": "A7 A23 A24",
    "conversations[].stakeholder_id": "A23",
    "conversations[].date": "A23 A49",
    "conversations[].kind": "A23",
    "conversations[].opened_with_why": "A7 A24",
    "conversations[].notes": "A34 A39",
    "conversations[].pressure_test": "A25",
    "conversations[].goal_ids": "A25",
    "conversations[].stance_after": "A27",
    "conversations[].follow_up.what": "A28",
    "conversations[].follow_up.due": "A28 A49",
    "conversations[].follow_up.done": "A28 A51",
    "initiative.changes[]": "A26 A28",
    "initiative.changes[].date": "A26",
    "initiative.changes[].kind": "A26 A28",
    "initiative.changes[].from": "A26",
    "initiative.changes[].to": "A26",
    "initiative.changes[].conversation_id": "A26",
    "quotes[]": "A19 A20 A34",
    "quotes[].text": "A34",
    "quotes[].stakeholder_id": "A20 A34",
    "quotes[].speaker": "A19",
    "quotes[].conversation_id": "A34",
    "quotes[].source": "A19 A34",
    "quotes[].date": "A34",
    "quotes[].kind": "A19 A34",
    "quotes[].consent": "A34",
    "quotes[].attribution": "A34",
    "metrics[]": "A2 A35",
    "metrics[].name": "A6",
    "metrics[].definition": "A6",
    "metrics[].unit": "A6",
    "metrics[].direction": "A35",
    "metrics[].level": "A2 A12",
    "metrics[].goal_id": "A6 A11",
    "metrics[].baseline.value": "A35",
    "metrics[].baseline.date": "A35",
    "metrics[].target.value": "A30 A31",
    "metrics[].target.date": "A35",
    "metrics[].as_of": "A35",
    "metrics[].source": "A35",
    "metrics[].owner": "A36",
    "metrics[].series": "A35",
    "metrics[].note": "A30 A35",
    "deck.lead_metric_id": "A35",
    "objections[]": "A36 A38",
    "objections[].concern": "A36",
    "objections[].raised_by": "A36",
    "objections[].origin": "A36",
    "objections[].category": "A36",
    "objections[].severity": "A36",
    "objections[].underlying": "A39",
    "objections[].acknowledge": "A38",
    "objections[].explore": "A38 A39",
    "objections[].response": "A38",
    "objections[].evidence": "A30 A36",
    "objections[].next_step.what": "A28",
    "objections[].next_step.owner": "A28",
    "objections[].next_step.due": "A28",
    "objections[].next_step.done": "A28",
    "objections[].status": "A39",
    "asks[]": "A32 R04",
    "asks[].type": "R04",
    "asks[].what": "R04",
    "asks[].amount": "A35",
    "asks[].currency": "A6",
    "asks[].from": "R04",
    "asks[].by": "R04",
    "asks[].reversible": "A42",
    "asks[].if_no": "A40 A42",
    "initiative.cost.amount": "A4 A35",
    "initiative.cost.currency": "A6",
    "initiative.cost.period": "A4",
    "initiative.cost.note": "A4",
    "initiative.options[]": "W08 A38",
    "initiative.options[].name": "W08",
    "initiative.options[].do_nothing": "W08",
    "initiative.options[].benefit": "W08",
    "initiative.options[].cost": "W08",
    "initiative.options[].verdict": "W08",
    "initiative.options[].recommended": "W08",
    "outcome.conditions[]": "A40",
    "outcome.conditions[].what": "A40",
    "outcome.conditions[].owner": "A28",
    "outcome.conditions[].due": "A28",
    "outcome.conditions[].done": "A28 A48",
    "outcome.decision": "A40 A41",
    "outcome.date": "A42",
    "meeting.title": "A33",
    "meeting.starts_at": "A13 A32",
    "meeting.minutes": "A33",
    "meeting.place": "A37",
    "meeting.attendees": "A23 A37",
    "meeting.preread.planned_for": "A32 A33",
    "meeting.preread.sent_at": "A32",
    "meeting.preread.recipients": "A32 A33",
    "meeting.preread.version": "A32",
}
"""By pattern, in the order of the walk: where the advice comes from."""
