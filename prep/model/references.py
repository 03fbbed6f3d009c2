"""Which field refers to what: the one table behind deletion, dangling references and import remapping."""

from __future__ import annotations

from msgspec import Struct


class Reference(Struct, frozen=True):
    """A field that holds an id, or a list of ids, of records in one of the ``targets``.

    ``field`` is a path from the preparation in which ``[]`` stands for every record of a list
    ("asks[].from"). ``targets`` are paths of record lists ("stakeholders"); "organisation.goals" lies outside the
    preparation. A ``required`` reference takes its record with it when the target is removed; any other becomes empty.
    """

    field: str
    targets: tuple[str, ...]
    required: bool = False


EVIDENCE = ("quotes", "metrics", "objections")

REFERENCES = (
    Reference("why.goal_ids", ("organisation.goals",)),
    Reference("why.why_do.evidence", EVIDENCE),
    Reference("why.why_goals.evidence", EVIDENCE),
    Reference("why.why_care.evidence", EVIDENCE),
    Reference("initiative.changes[].conversation_id", ("conversations",)),
    Reference("conversations[].stakeholder_id", ("stakeholders",), required=True),
    Reference("conversations[].goal_ids", ("organisation.goals",)),
    Reference("quotes[].stakeholder_id", ("stakeholders",)),
    Reference("quotes[].conversation_id", ("conversations",)),
    Reference("metrics[].goal_id", ("organisation.goals",)),
    Reference("objections[].raised_by", ("stakeholders",)),
    Reference("objections[].evidence", EVIDENCE),
    Reference("asks[].from", ("stakeholders",)),
    Reference("meeting.attendees", ("stakeholders",)),
    Reference("meeting.preread.recipients", ("stakeholders",)),
    Reference("hesitations[].stakeholder_id", ("stakeholders",), required=True),
    Reference("hesitations[].objection_id", ("objections",)),
    Reference("outcome.decided_by", ("stakeholders",)),
    Reference("wins[].people", ("stakeholders",)),
    Reference("wins[].evidence", EVIDENCE),
    Reference("rollout.tactics[].measure_id", ("metrics",)),
    Reference("rollout.tactics[].journey_ids", ("rollout.journeys",)),
    Reference("rollout.journeys[].evidence", EVIDENCE),
    Reference("deck.lead_metric_id", ("metrics",)),
)
