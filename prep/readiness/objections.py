"""Rules about objections: prepared, and rehearsed."""

from __future__ import annotations

from prep.folding import has_text
from prep.model.evidence import Objection, ObjectionStatus, Severity
from prep.naming import joined
from prep.places import each
from prep.readiness.facts import Facts
from prep.readiness.rule import Found, rule, warning
from prep.words import Message
from prep.words.message import Argument

_STILL_COMING = (ObjectionStatus.OPEN, ObjectionStatus.ANSWERED)


def _lacks(objection: Objection, facts: Facts) -> tuple[str, ...]:
    """What an answer still needs: acknowledge, explore, and usable evidence or a next step (A38)."""
    step = objection.next_step
    parts = (
        ("acknowledge", has_text(objection.acknowledge)),
        ("explore", has_text(objection.explore)),
        ("evidence", facts.is_proven(objection.evidence) or (step is not None and has_text(step.what))),
    )
    return tuple(part for part, there in parts if not there)


@rule("R08", 10, "objections")
def objections_are_prepared(facts: Facts) -> Found | None:
    """There is at least one objection, and every open one of high severity is prepared (A36)."""
    if not facts.preparation.objections:
        return Found("none")
    unprepared = [
        (place, objection, lacks)
        for place, objection in each("objections", facts.preparation.objections)
        if objection.status is ObjectionStatus.OPEN
        and objection.severity is Severity.HIGH
        and (lacks := _lacks(objection, facts))
    ]
    if not unprepared:
        return None
    place, objection, lacks = unprepared[0]
    first, *rest = (f"{place}.{part}" for part in lacks)
    parts = joined(Message(f"rules.part.{part}") for part in lacks)
    args: dict[str, Argument] = {"objection": facts.words(objection), "parts": parts}
    return Found("unprepared", first, args, others=len(unprepared) - 1, also=tuple(rest))


@warning("W11", "objections")
def objections_are_rehearsed(facts: Facts) -> Found | None:
    """Every high objection that is open or answered is rehearsed, and none is due again by today."""
    high = [
        (place, objection)
        for place, objection in each("objections", facts.preparation.objections)
        if objection.severity is Severity.HIGH and objection.status in _STILL_COMING
    ]
    new = [(place, one) for place, one in high if one.drill is None or not has_text(one.drill.last_result)]
    due = [
        (place, one)
        for place, one in high
        if one.drill is not None and one.drill.due is not None and one.drill.due <= facts.today
    ]
    for case, found in (("unrehearsed", new), ("due", due)):
        if found:
            objections = facts.all_words(objection for _, objection in found)
            return Found(case, f"{found[0][0]}.drill", {"objections": objections})
    return None


RULES = (objections_are_prepared, objections_are_rehearsed)
