"""What several rules ask about a dossier, worked out once: usable evidence, current goals, who is who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from prep.folding import fold, has_text
from prep.model.dossier import Dossier
from prep.model.evidence import Consent, Direction, Level, Metric, NextStep, Quote
from prep.model.organisation import Goal
from prep.model.people import Conversation, ConversationKind, DecisionRole, FollowUp, Stakeholder
from prep.model.preparation import Preparation
from prep.naming import called, listed
from prep.words import Message
from prep.words.message import Argument

OLDEST = 100
"""Days after which a business metric is old (W01)."""

TO_MEET = (DecisionRole.CONTRIBUTOR, DecisionRole.DRIVER)
"""Whose 1:1 decides R05, from ``MUCH`` influence on."""

MUCH = 4


def is_usable_quote(quote: Quote) -> bool:
    """Consent granted, and text."""
    return quote.consent is Consent.GRANTED and has_text(quote.text)


def is_usable_metric(metric: Metric) -> bool:
    """Usable as evidence: a source and an as-of date, whatever the level."""
    return has_text(metric.source) and metric.as_of is not None


def missing_parts(metric: Metric) -> tuple[str, ...]:
    """The fields below ``metrics[…]`` that a complete metric needs and this one lacks, in the order of the form."""
    parts = (
        ("name", has_text(metric.name)),
        ("definition", has_text(metric.definition)),
        ("unit", has_text(metric.unit)),
        ("baseline.value", metric.baseline.value is not None),
        ("baseline.date", metric.baseline.date is not None),
        ("target.value", metric.target.value is not None),
        ("target.date", metric.target.date is not None),
        ("as_of", metric.as_of is not None),
        ("source", has_text(metric.source)),
    )
    return tuple(part for part, there in parts if not there)


def improves(metric: Metric) -> bool | None:
    """Whether the target is better than the baseline in the metric's direction; None when either is not known.

    Compared, not subtracted: an integer of a thousand digits has no difference to a float.
    """
    baseline, target = metric.baseline.value, metric.target.value
    if baseline is None or target is None:
        return None
    return target > baseline if metric.direction is Direction.UP else target < baseline


def is_held(talk: Conversation, today: dt.date) -> bool:
    """Whether a conversation took place: it is dated, and not in the future (rules.md, exact readings)."""
    return talk.date is not None and talk.date <= today


def is_overdue(promise: FollowUp | NextStep | None, today: dt.date) -> bool:
    """Whether what was promised is past its date and not done (W12)."""
    return promise is not None and not promise.done and promise.due is not None and promise.due < today


def is_old(metric: Metric, today: dt.date) -> bool:
    """Whether a business metric's as-of date lies more than ``OLDEST`` days back (W01)."""
    return metric.level is Level.BUSINESS and metric.as_of is not None and (today - metric.as_of).days > OLDEST


def must_be_met(person: Stakeholder) -> bool:
    """Whether R05 asks for a 1:1 with this person: a contributor or driver of influence ≥ 4."""
    return person.decision_role in TO_MEET and person.influence >= MUCH


class Facts:
    """A dossier as the rules look at it; unknown ids are in none of its sets."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.today: dt.date = dossier.today
        self.meeting_date: dt.date = dossier.meeting_date
        self.preparation: Preparation = dossier.preparation
        people: dict[str, Stakeholder] = {}
        for stakeholder in self.preparation.stakeholders:
            people.setdefault(stakeholder.id, stakeholder)
        self.people = people
        self.usable_quotes = tuple(quote for quote in self.preparation.quotes if is_usable_quote(quote))
        self.usable_evidence = frozenset(
            [quote.id for quote in self.usable_quotes]
            + [metric.id for metric in self.preparation.metrics if is_usable_metric(metric)]
        )
        self.current_goals = frozenset(
            goal.id for goal in dossier.organisation.goals if goal.is_current(self.meeting_date)
        )
        self.business_metrics = tuple(metric for metric in self.preparation.metrics if metric.level is Level.BUSINESS)

    @property
    def met(self) -> dict[str, Stakeholder]:
        """The known people with whom a 1:1 took place by today, by id (A23)."""
        ids = {
            talk.stakeholder_id
            for talk in self.preparation.conversations
            if talk.kind is ConversationKind.ONE_ON_ONE and is_held(talk, self.today)
        }
        return {one: person for one, person in self.people.items() if one in ids}

    @property
    def other_teams_met(self) -> dict[str, str]:
        """The teams other than the owner's of whom somebody was met 1:1, as written, by their folded names (A21)."""
        teams = {fold(person.team): person.team for person in self.met.values() if has_text(person.team)}
        teams.pop(fold(self.preparation.owner.team), None)
        return teams

    @property
    def quoted_people(self) -> tuple[Stakeholder, ...]:
        """Who said the usable quotes, quote by quote; words of people who are not on the list are left out."""
        return tuple(self.people[one.stakeholder_id] for one in self.usable_quotes if one.stakeholder_id in self.people)

    @property
    def outdated_goals(self) -> tuple[Goal, ...]:
        """The linked goals that are not current on the day of the meeting (W02, A14)."""
        return tuple(goal for goal in self.dossier.linked_goals if not goal.is_current(self.meeting_date))

    def is_proven(self, evidence: tuple[str, ...]) -> bool:
        """Whether at least one of these ids is usable evidence."""
        return any(one in self.usable_evidence for one in evidence)

    def name(self, record: object) -> Argument:
        """What a sentence calls a person, a goal, a metric, a tactic."""
        return called(record, self.dossier)

    def words(self, record: object) -> Message:
        """What a sentence calls something said or written, in quotation marks."""
        return Message("rules.named.quoted", {"name": called(record, self.dossier)})

    def names(self, records: Iterable[object]) -> Argument:
        """Several of them: a few by name, the rest counted."""
        return listed(self.name(record) for record in records)

    def all_words(self, records: Iterable[object]) -> Argument:
        """Several things said or written: a few quoted, the rest counted."""
        return listed(self.words(record) for record in records)
