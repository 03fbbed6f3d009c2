"""Rules about the why: its answers, its evidence, its goals and how we got here."""

from __future__ import annotations

from prep.folding import has_text
from prep.model.idea import Answer
from prep.naming import joined
from prep.readiness.facts import Facts
from prep.readiness.rule import Found, rule, warning
from prep.words import Message
from prep.words.message import Argument


def _answers(facts: Facts) -> tuple[tuple[str, Answer], ...]:
    why = facts.preparation.why
    return ("why_do", why.why_do), ("why_goals", why.why_goals), ("why_care", why.why_care)


def _questions(names: list[str]) -> Argument:
    return joined(Message("rules.named.quoted", {"name": Message(f"rules.question.{name}")}) for name in names)


@rule("R01", 10, "why.why_do.text")
def answered(facts: Facts) -> Found | None:
    """All three why answers have text."""
    empty = [name for name, answer in _answers(facts) if not has_text(answer.text)]
    if not empty:
        return None
    first, *rest = (f"why.{name}.text" for name in empty)
    return Found(place=first, args={"questions": _questions(empty)}, also=tuple(rest))


@rule("R02", 10, "why.goal_ids")
def on_a_current_goal(facts: Facts) -> Found | None:
    """At least one linked goal is current on the day of the meeting."""
    linked = facts.dossier.linked_goals
    if any(goal.id in facts.current_goals for goal in linked):
        return None
    if not linked:
        return Found("unlinked")
    return Found("outdated", args={"goals": facts.names(linked), "date": facts.meeting_date})


@rule("R03", 10, "why.why_do.evidence")
def proven(facts: Facts) -> Found | None:
    """Every why answer has at least one usable evidence; without, it is a hypothesis (A30)."""
    open_ones = [name for name, answer in _answers(facts) if not facts.is_proven(answer.evidence)]
    if not open_ones:
        return None
    first, *rest = (f"why.{name}.evidence" for name in open_ones)
    return Found(place=first, args={"questions": _questions(open_ones)}, also=tuple(rest))


@warning("W02", "why.goal_ids")
def no_goal_of_yesterday(facts: Facts) -> Found | None:
    """Every linked, known goal is current (A14)."""
    outdated = facts.outdated_goals
    return Found(args={"goals": facts.names(outdated), "date": facts.meeting_date}) if outdated else None


@warning("W07", "context.where_we_are")
def told_how_we_got_here(facts: Facts) -> Found | None:
    """Where we are, how we got here and the missed opportunity all have text (A46)."""
    context = facts.preparation.context
    fields = (
        ("where_we_are", context.where_we_are),
        ("how_we_got_here", context.how_we_got_here),
        ("missed_opportunity", context.missed_opportunity),
    )
    empty = [name for name, words in fields if not has_text(words)]
    if not empty:
        return None
    parts = joined(Message(f"rules.part.{name}") for name in empty)
    first, *rest = (f"context.{name}" for name in empty)
    return Found(place=first, args={"parts": parts}, also=tuple(rest))


RULES = (answered, on_a_current_goal, proven, no_goal_of_yesterday, told_how_we_got_here)
