"""Rules about the ask, the meeting, what was promised and what was learnt before."""

from __future__ import annotations

import datetime as dt

from prep.folding import has_text, working_days
from prep.model.meeting import Ask
from prep.model.people import DecisionRole
from prep.naming import shortened
from prep.places import each
from prep.readiness.facts import Facts, is_overdue
from prep.readiness.rule import Found, rule, warning

_AHEAD = 2
"""Working days between the pre-read and the meeting (R09, A32)."""


@rule("R04", 10, "asks")
def asks_for_a_decision(facts: Facts) -> Found | None:
    """One ask has ``what``, a by-date and at least one approver among ``from``."""
    asks = [(place, ask, _missing(ask, facts)) for place, ask in each("asks", facts.preparation.asks)]
    if not asks:
        return Found("none")
    place, ask, missing = min(asks, key=lambda one: len(one[2]))
    if not missing:
        return None
    return Found(missing[0], f"{place}.{missing[0]}", {"ask": facts.words(ask)})


def _missing(ask: Ask, facts: Facts) -> tuple[str, ...]:
    people = [facts.people[one] for one in ask.from_ if one in facts.people]
    parts = (
        ("what", has_text(ask.what)),
        ("by", ask.by is not None),
        ("from", any(person.decision_role is DecisionRole.APPROVER for person in people)),
    )
    return tuple(part for part, there in parts if not there)


@rule("R09", 5, "meeting.starts_at")
def preread_is_in_time(facts: Facts) -> Found | None:
    """The meeting has a time and the pre-read went out, or is planned and not yet past, ≥ 2 working days before."""
    meeting = facts.preparation.meeting
    if meeting.starts_at is None:
        return Found("no_time")
    sent, planned = meeting.preread.sent_at, meeting.preread.planned_for
    if sent is not None:
        return _too_late("sent_late", "meeting.preread.sent_at", sent.date(), facts)
    if planned is None:
        return Found("no_plan", "meeting.preread.planned_for")
    if planned.date() < facts.today:
        return Found("past", "meeting.preread.planned_for", {"date": planned.date()})
    return _too_late("planned_late", "meeting.preread.planned_for", planned.date(), facts)


def _too_late(case: str, place: str, date: dt.date, facts: Facts) -> Found | None:
    days = working_days(date, facts.meeting_date)
    return None if days >= _AHEAD else Found(case, place, {"date": date, "days": days, "meeting": facts.meeting_date})


@rule("R11", 5, "carried_lessons")
def lessons_are_applied(facts: Facts) -> Found | None:
    """Every carried lesson says how it was applied; every lesson of the attempt it follows is carried (A44)."""
    preparation = facts.preparation
    unapplied = [
        (place, carried)
        for place, carried in each("carried_lessons", preparation.carried_lessons)
        if not has_text(carried.how_applied)
    ]
    if unapplied:
        lessons = facts.all_words(carried for _, carried in unapplied)
        first, *rest = (f"{place}.how_applied" for place, _ in unapplied)
        return Found("unapplied", first, {"lessons": lessons}, also=tuple(rest))
    followed = facts.dossier.known_preparation(preparation.follows)
    if followed is None or followed.outcome is None:
        return None
    carried = {one.lesson_id for one in preparation.carried_lessons if one.from_preparation == followed.id}
    left = [lesson for lesson in followed.outcome.lessons if lesson.id not in carried]
    return Found("left", args={"lessons": facts.all_words(left)}) if left else None


@warning("W12", "conversations")
def promises_are_kept(facts: Facts) -> Found | None:
    """No follow-up, next step or condition is past its date and not done (A28)."""
    preparation = facts.preparation
    promised = [
        (f"{place}.follow_up", talk.follow_up) for place, talk in each("conversations", preparation.conversations)
    ]
    steps = [(f"{place}.next_step", one.next_step) for place, one in each("objections", preparation.objections)]
    conditions = each("outcome.conditions", preparation.outcome.conditions if preparation.outcome else ())
    late = [
        (place, one.what, one.due)
        for place, one in (*promised, *steps, *conditions)
        if one is not None and one.due is not None and is_overdue(one, facts.today)
    ]
    if not late:
        return None
    place, what, due = late[0]
    words = shortened(what)
    if not words:
        return Found("unnamed", f"{place}.due", {"date": due}, others=len(late) - 1)
    return Found("named", f"{place}.due", {"what": words, "date": due}, others=len(late) - 1)


RULES = (asks_for_a_decision, preread_is_in_time, lessons_are_applied, promises_are_kept)
