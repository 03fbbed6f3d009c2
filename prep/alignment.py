"""Whether what the idea leans on still holds on the day of the meeting: its goals and numbers (A13, A14)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from prep.goal_years import is_top
from prep.model.dossier import Dossier
from prep.model.organisation import Goal, GoalStatus
from prep.naming import called
from prep.places import each
from prep.readiness.facts import Facts, is_old
from prep.words import Message


class Kind(Enum):
    """What is out of line."""

    ENDED = "ended"
    NOT_BEGUN = "not_begun"
    SUPERSEDED = "superseded"
    DRAFT = "draft"
    UNDATED = "undated"
    LESSER = "lesser"
    OLD_METRIC = "old_metric"


@dataclass(frozen=True)
class Drift:
    """One thing that is out of line, where it stands and what it is, in one sentence."""

    kind: Kind
    place: str
    why: Message


def alignment(dossier: Dossier) -> tuple[Drift, ...]:
    """What is out of line: linked goals that are not current on the day of the meeting (W02) or not among the top
    priorities (A12), and business metrics that are old today (W01). Empty when all is well.
    """
    facts = Facts(dossier)
    linked, outdated = set(dossier.preparation.why.goal_ids), set(facts.outdated_goals)
    found = []
    for place, goal in each("organisation.goals", dossier.organisation.goals):
        if goal.id in linked:
            kind = _why_not(goal, dossier) if goal in outdated else None if is_top(goal) else Kind.LESSER
            if kind is not None:
                found.append(_drift(kind, place, goal, dossier))
    found += [
        _drift(Kind.OLD_METRIC, f"{place}.as_of", metric, dossier)
        for place, metric in each("metrics", dossier.preparation.metrics)
        if is_old(metric, facts.today)
    ]
    return tuple(found)


def _why_not(goal: Goal, dossier: Dossier) -> Kind:
    """Why a goal is not current."""
    if goal.status is GoalStatus.SUPERSEDED:
        return Kind.SUPERSEDED
    if goal.status is GoalStatus.DRAFT:
        return Kind.DRAFT
    if goal.starts is None or goal.ends is None:
        return Kind.UNDATED
    return Kind.ENDED if goal.ends < dossier.meeting_date else Kind.NOT_BEGUN


def _drift(kind: Kind, place: str, record: object, dossier: Dossier) -> Drift:
    args = {"name": called(record, dossier), "date": dossier.meeting_date}
    return Drift(kind, place, Message(f"relations.drift.{kind.value}", args))
