"""Rules about the idea: whom it serves, how it changed, what else could be decided."""

from __future__ import annotations

from prep.folding import folded, has_text
from prep.naming import joined
from prep.readiness.facts import Facts, improves, missing_parts
from prep.readiness.rule import Found, rule, warning
from prep.words import Message


@rule("R10", 5, "initiative.teams_served")
def reaches_beyond_one_team(facts: Facts) -> Found | None:
    """More than one team is served; or impact has text and a complete business metric improves (A16)."""
    initiative = facts.preparation.initiative
    teams = folded(initiative.teams_served)
    if len(teams) > 1:
        return None
    measured = any(improves(metric) and not missing_parts(metric) for metric in facts.business_metrics)
    impact = has_text(initiative.impact)
    if impact and measured:
        return None
    if not teams:
        return Found("none")
    team = next(team for team in initiative.teams_served if has_text(team))
    return (
        Found("metric", "metrics", {"team": team}) if impact else Found("impact", "initiative.impact", {"team": team})
    )


@warning("W05", "initiative.changes")
def changed_by_what_was_heard(facts: Facts) -> Found | None:
    """Something of the idea changed after the 1:1s (A26)."""
    return None if facts.preparation.initiative.changes else Found()


@warning("W08", "initiative.options")
def a_real_choice(facts: Facts) -> Found | None:
    """There are at least 2 options, and one is recommended."""
    options = facts.preparation.initiative.options
    if len(options) < 2:
        return Found("few" if options else "none")
    return (
        None if any(option.recommended for option in options) else Found("open", args={"options": facts.names(options)})
    )


@warning("W14", "initiative.audience_goal")
def for_somebody(facts: Facts) -> Found | None:
    """What the audience wants and who benefits are written down (A1, A53)."""
    initiative = facts.preparation.initiative
    missing = []
    if not has_text(initiative.audience_goal):
        missing.append("audience_goal")
    if not any(has_text(one) for one in initiative.beneficiaries):
        missing.append("beneficiaries")
    if not missing:
        return None
    parts = joined(Message(f"rules.part.{name}") for name in missing)
    first, *rest = (f"initiative.{name}" for name in missing)
    return Found(place=first, args={"parts": parts}, also=tuple(rest))


RULES = (reaches_beyond_one_team, changed_by_what_was_heard, a_real_choice, for_somebody)
