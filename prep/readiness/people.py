"""Rules about the people: who was met 1:1, how the talks began, who stands where."""

from __future__ import annotations

from prep.folding import folded, has_text
from prep.model.people import DecisionRole, Stance
from prep.naming import listed
from prep.places import each
from prep.readiness.facts import Facts, is_held, must_be_met
from prep.readiness.rule import Found, rule, warning

_TEAMS = 2


@rule("R05", 10, "stakeholders")
def met_one_to_one(facts: Facts) -> Found | None:
    """A 1:1 took place with every contributor or driver of influence ≥ 4, and with ≥ 2 other teams (A21, A23)."""
    met = facts.met
    unmet = [
        (place, person)
        for place, person in each("stakeholders", facts.preparation.stakeholders)
        if must_be_met(person) and person.id not in met
    ]
    if unmet:
        first, *rest = (place for place, _ in unmet)
        return Found("unmet", first, {"people": facts.names(person for _, person in unmet)}, also=tuple(rest))
    others = facts.other_teams_met
    if len(others) >= _TEAMS:
        return None
    if not others:
        return Found("no_team", "conversations" if facts.preparation.stakeholders else "stakeholders")
    return Found("one_team", "conversations", {"team": next(iter(others.values()))})


@warning("W04", "conversations")
def opened_with_the_why(facts: Facts) -> Found | None:
    """Every conversation held by today opened with the why (A7, A24)."""
    late = [
        (place, talk)
        for place, talk in each("conversations", facts.preparation.conversations)
        if is_held(talk, facts.today) and not talk.opened_with_why
    ]
    if not late:
        return None
    first, *rest = (f"{place}.opened_with_why" for place, _ in late)
    return Found(place=first, args={"people": facts.names(talk for _, talk in late)}, also=tuple(rest))


@warning("W06", "stakeholders")
def approvers_are_with_us(facts: Facts) -> Found | None:
    """No approver is unaware or resistant."""
    far = [
        (place, person)
        for place, person in each("stakeholders", facts.preparation.stakeholders)
        if person.decision_role is DecisionRole.APPROVER and person.stance in (Stance.UNAWARE, Stance.RESISTANT)
    ]
    if not far:
        return None
    first, *rest = (f"{place}.stance" for place, _ in far)
    return Found(place=first, args={"people": facts.names(person for _, person in far)}, also=tuple(rest))


@warning("W10", "stakeholders")
def has_a_champion(facts: Facts) -> Found | None:
    """Someone of influence ≥ 3 leads (A27)."""
    people = facts.preparation.stakeholders
    return None if any(one.stance is Stance.LEADING and one.influence >= 3 for one in people) else Found()


@warning("W03", "quotes")
def heard_in_several_teams(facts: Facts) -> Found | None:
    """Usable quotes come from stakeholders of at least 2 teams (A20)."""
    teams = [person.team for person in facts.quoted_people if has_text(person.team)]
    distinct = folded(teams)
    if len(distinct) >= _TEAMS:
        return None
    return Found("one_team", args={"team": listed(teams[:1])}) if distinct else Found("none")


RULES = (met_one_to_one, opened_with_the_why, approvers_are_with_us, has_a_champion, heard_in_several_teams)
