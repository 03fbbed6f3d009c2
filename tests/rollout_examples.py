"""One minimal passing and one minimal failing preparation for each rule of the rollout (rules.md)."""

from __future__ import annotations

from rule_examples import Example

from builders import DossierBuilder, a_dossier

DIRECTIVE = {"strategy": "Stay close for 90 days", "from": "Seiichi Hasegawa", "to": "Aya Miura", "by": "2027-02-01"}
SHARE = {"how": "In a meeting", "scope": "All of it", "with": ["Success"]}
CELLS = {"psychology": "Unsure", "owner": "Dana", "action": "Call", "tools": "Phone", "partners": "Logistics"}
TACTIC = {
    "id": "t1",
    "title": "Call before the second box",
    "starts": "2027-02-01",
    "priority": 1,
    "priority_set_by": "The success team",
    "procedure": {"where": "Wiki", "briefed_on": "2027-01-31"},
}
MEETING = {"starts_at": "2027-01-31T10:00:00+09:00"}


def a_rollout(**fields: object) -> DossierBuilder:
    return a_dossier().with_rollout(**fields)


def a_journey(one: str, *stages: dict[str, str]) -> dict[str, object]:
    return {"id": one, "persona": {"name": f"Persona {one}"}, "stages": list(stages)}


ROLLOUT = (
    Example("X00", a_rollout(), a_dossier(), "rollout"),
    Example(
        "X01",
        a_rollout().with_outcome(decision="conditional"),
        a_rollout().with_outcome(decision="not_yet"),
        "outcome.decision",
    ),
    Example(
        "X02", a_rollout(directive=DIRECTIVE), a_rollout(directive={**DIRECTIVE, "by": None}), "rollout.directive.by"
    ),
    Example("X03", a_rollout(share=SHARE), a_rollout(share={**SHARE, "with": [" "]}), "rollout.share.with"),
    Example(
        "X04",
        a_rollout(strategy_overview="On one page", tactics=[TACTIC]),
        a_rollout(strategy_overview="On one page"),
        "rollout.tactics",
    ),
    Example(
        "X05",
        a_rollout(journeys=[a_journey("j1", CELLS)]),
        a_rollout(journeys=[a_journey("j1", CELLS, {**CELLS, "tools": "\u200b"})]),
        "rollout.journeys[j1].stages[1].tools",
    ),
    Example(
        "X06",
        a_rollout(journeys=[a_journey("j1", CELLS), a_journey("j2", {**CELLS, "tools": "Chat"})]),
        a_rollout(journeys=[a_journey("j1", CELLS), a_journey("j2", {**CELLS, "tools": " Phone\u3000"})]),
        "rollout.journeys[j2]",
    ),
    Example(
        "X07",
        a_rollout(tactics=[TACTIC]),
        a_rollout(tactics=[{**TACTIC, "procedure": {"where": "Wiki", "briefed_on": "2027-02-01"}}]),
        "rollout.tactics[t1].procedure.briefed_on",
    ),
    Example(
        "X08",
        a_rollout(directive=DIRECTIVE, tactics=[TACTIC]),
        a_rollout(directive=DIRECTIVE, tactics=[{**TACTIC, "priority_set_by": "HASEGAWA"}]),
        "rollout.tactics[t1].priority_set_by",
    ),
    Example(
        "X09",
        a_rollout(share_meeting=MEETING, tactics=[TACTIC]),
        a_rollout(share_meeting={"starts_at": "2027-02-01T10:00:00+09:00"}, tactics=[TACTIC]),
        "rollout.share_meeting.starts_at",
    ),
    Example(
        "X10",
        a_rollout(internal_activities=[{"activity": "Weekly discount mail"}]),
        a_rollout(),
        "rollout.internal_activities",
    ),
)
