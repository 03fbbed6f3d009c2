"""Rules about the rollout: from the yes to the people who must make it work (B1-B25)."""

from __future__ import annotations

from collections.abc import Callable

from prep.folding import fold, has_text
from prep.model.meeting import Decision
from prep.model.rollout import Directive, Journey, Rollout, Stage, Tactic
from prep.naming import joined
from prep.places import each
from prep.readiness.facts import Facts
from prep.readiness.rule import Found, rule
from prep.words import Message
from prep.words.message import Argument

_CELLS = ("psychology", "owner", "action", "tools", "partners")
_NONE = Rollout()
"""What the rules look at when there is no rollout; only X00 is then reported."""


def _rollout(facts: Facts) -> Rollout:
    return facts.preparation.rollout or _NONE


def _parts(names: list[str]) -> Argument:
    return joined(Message(f"rules.part.{name}") for name in names)


@rule("X00", 0, "rollout")
def exists(facts: Facts) -> Found | None:
    """There is a rollout at all."""
    return None if facts.preparation.rollout is not None else Found()


@rule("X01", 0, "outcome.decision")
def decided_yes(facts: Facts) -> Found | None:
    """The outcome is yes or conditional."""
    outcome = facts.preparation.outcome
    if outcome is None:
        return Found("none")
    if outcome.decision in (Decision.YES, Decision.CONDITIONAL):
        return None
    return Found("other", args={"decision": Message(f"common.decision.{outcome.decision.value}")})


@rule("X02", 0, "rollout.directive.strategy")
def directed(facts: Facts) -> Found | None:
    """The directive has strategy, from, to and by (B2)."""
    directive: Directive = _rollout(facts).directive
    fields = (
        ("strategy", has_text(directive.strategy)),
        ("from", has_text(directive.from_)),
        ("to", has_text(directive.to)),
        ("by", directive.by is not None),
    )
    missing = [name for name, there in fields if not there]
    if not missing:
        return None
    parts = _parts([f"directive_{name}" for name in missing])
    return Found(place=f"rollout.directive.{missing[0]}", args={"parts": parts})


@rule("X03", 0, "rollout.share.how")
def shared(facts: Facts) -> Found | None:
    """How, how far and with whom the strategy is shared (B5-B7)."""
    share = _rollout(facts).share
    fields = (
        ("how", has_text(share.how)),
        ("scope", has_text(share.scope)),
        ("with", any(has_text(one) for one in share.with_)),
    )
    missing = [name for name, there in fields if not there]
    if not missing:
        return None
    return Found(place=f"rollout.share.{missing[0]}", args={"parts": _parts([f"share_{name}" for name in missing])})


@rule("X04", 0, "rollout.strategy_overview")
def shown_whole(facts: Facts) -> Found | None:
    """There is an overview and at least 1 tactic (B3, B10)."""
    if not has_text(_rollout(facts).strategy_overview):
        return Found("overview")
    return None if _rollout(facts).tactics else Found("tactics", "rollout.tactics")


@rule("X05", 0, "rollout.journeys")
def journeys_are_filled(facts: Facts) -> Found | None:
    """At least 1 journey, each with at least 1 stage, every stage's five cells filled (B14, B16)."""
    journeys = _rollout(facts).journeys
    if not journeys:
        return Found("none")
    gaps = [gap for place, journey in each("rollout.journeys", journeys) if (gap := _gap(place, journey, facts))]
    if not gaps:
        return None
    return Found(gaps[0].case, gaps[0].place, gaps[0].args, others=len(gaps) - 1)


def _gap(place: str, journey: Journey, facts: Facts) -> Found | None:
    name = facts.name(journey)
    if not journey.stages:
        return Found("stages", f"{place}.stages", {"journey": name})
    for number, (stage_place, stage) in enumerate(each(f"{place}.stages", journey.stages), start=1):
        empty = [cell for cell in _CELLS if not has_text(getattr(stage, cell))]
        if empty:
            cells = _parts([f"cell_{cell}" for cell in empty])
            called = stage.name if has_text(stage.name) else str(number)
            return Found("cells", f"{stage_place}.{empty[0]}", {"journey": name, "stage": called, "cells": cells})
    return None


@rule("X06", 0, "rollout.journeys", "warning")
def journeys_differ(facts: Facts) -> Found | None:
    """No two journeys have wholly equal grids; whole grids are compared, cells trimmed (B18)."""
    seen: dict[tuple[tuple[str, ...], ...], Journey] = {}
    for place, journey in each("rollout.journeys", _rollout(facts).journeys):
        grid = tuple(_cells(stage) for stage in journey.stages)
        if grid in seen:
            return Found(place=place, args={"first": facts.name(seen[grid]), "second": facts.name(journey)})
        seen[grid] = journey
    return None


def _cells(stage: Stage) -> tuple[str, ...]:
    return tuple(str(getattr(stage, cell)).strip() for cell in _CELLS)


@rule("X07", 0, "rollout.tactics", "warning")
def briefed_before_the_start(facts: Facts) -> Found | None:
    """Every tactic's procedure has a place and is briefed before its start (B23, B24)."""
    return _first_tactic(facts, _unbriefed)


def _unbriefed(tactic: Tactic, facts: Facts) -> tuple[str, str] | None:
    """The sentence and the field of what a tactic lacks; a null start fails."""
    briefed = tactic.procedure.briefed_on
    if not has_text(tactic.procedure.where):
        return "where", "procedure.where"
    if tactic.starts is None:
        return "start", "starts"
    if briefed is None:
        return "unbriefed", "procedure.briefed_on"
    return None if briefed < tactic.starts else ("late", "procedure.briefed_on")


@rule("X08", 0, "rollout.tactics", "warning")
def ranked_by_the_staff(facts: Facts) -> Found | None:
    """Every tactic has a priority, set by someone other than the head of the directive (B12)."""
    return _first_tactic(facts, _unranked)


def _unranked(tactic: Tactic, facts: Facts) -> tuple[str, str] | None:
    """The sentence and the field; folded, neither name may contain the other, and a blank head is nobody."""
    if tactic.priority is None:
        return "unset", "priority"
    if tactic.priority_set_by is None or not has_text(tactic.priority_set_by):
        return "nobody", "priority_set_by"
    head = _rollout(facts).directive.from_
    setter, head_name = fold(tactic.priority_set_by), fold(head)
    if has_text(head) and (setter in head_name or head_name in setter):
        return "head", "priority_set_by"
    return None


def _first_tactic(facts: Facts, lacks: Callable[[Tactic, Facts], tuple[str, str] | None]) -> Found | None:
    found = [
        (place, tactic, lack)
        for place, tactic in each("rollout.tactics", _rollout(facts).tactics)
        if (lack := lacks(tactic, facts))
    ]
    if not found:
        return None
    place, tactic, (case, name) = found[0]
    return Found(case, f"{place}.{name}", {"tactic": facts.words(tactic)}, others=len(found) - 1)


@rule("X09", 0, "rollout.share_meeting.starts_at")
def shared_before_the_start(facts: Facts) -> Found | None:
    """A sharing meeting before the first start; with no starts it holds as soon as the meeting is set (B4, B9)."""
    starts_at = _rollout(facts).share_meeting.starts_at
    if starts_at is None:
        return Found("none")
    starts = [tactic.starts for tactic in _rollout(facts).tactics if tactic.starts is not None]
    if not starts or starts_at.date() < min(starts):
        return None
    return Found("late", args={"date": starts_at.date(), "start": min(starts)})


@rule("X10", 0, "rollout.internal_activities", "warning")
def present_activities_are_listed(facts: Facts) -> Found | None:
    """Present internal activities are listed (B22)."""
    return None if _rollout(facts).internal_activities else Found()


RULES = (
    decided_yes,
    directed,
    shared,
    shown_whole,
    journeys_are_filled,
    journeys_differ,
    briefed_before_the_start,
    ranked_by_the_staff,
    shared_before_the_start,
    present_activities_are_listed,
)
