"""One minimal passing and one minimal failing preparation for each rule of the pre-read (rules.md), with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from builders import DossierBuilder, a_dossier, a_preparation
from prep.model.evidence import Drill
from prep.model.idea import Answer, Context
from prep.model.meeting import Lesson, Meeting, Outcome, Preread
from prep.model.people import FollowUp, Owner

Change = Callable[[DossierBuilder], DossierBuilder]


@dataclass(frozen=True)
class Example:
    """``failing`` is the rule's preparation with one thing missing, ``place`` where that is."""

    id: str
    passing: DossierBuilder
    failing: DossierBuilder
    place: str


def answers(text: str = "Because", evidence: tuple[str, ...] = ()) -> dict[str, object]:
    return {name: Answer(text=text, evidence=evidence) for name in ("why_do", "why_goals", "why_care")}


def moment(month: int, day: int, hour: int = 10) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.timezone(dt.timedelta(hours=9)))


def a_meeting(planned: dt.datetime | None, sent: dt.datetime | None = None) -> Meeting:
    """A meeting on Thursday 3 December."""
    return Meeting(starts_at=moment(12, 3), preread=Preread(planned_for=planned, sent_at=sent))


COMPLETE: dict[str, object] = {
    "definition": "Saved among those who called",
    "level": "business",
    "goal_id": "g1",
    "baseline": {"value": 20, "date": "2026-10-31"},
    "target": {"value": 30, "date": "2027-10-31"},
}
ONE_TO_ONE = {"date": "2026-11-24", "kind": "one_on_one", "opened_with_why": True}
OWN = a_dossier().with_fields(owner=Owner(team="Marketing"))
TWO_TEAMS = OWN.with_stakeholder(team="Success", influence=4).with_stakeholder(team="Finance", influence=2)
ASKED = a_dossier().with_stakeholder(decision_role="approver")
HIGH = {"severity": "high", "acknowledge": "You are right to ask", "explore": "What would help?", "evidence": ("q1",)}
FOLLOWED = a_preparation("p0", outcome=Outcome(lessons=(Lesson(id="l1", text="Meet early"),)))
WITH_CONTEXT = a_dossier().with_fields(
    context=Context(where_we_are="Here", how_we_got_here="So", missed_opportunity="That")
)

MUST = (
    Example(
        "R01",
        a_dossier().with_why(**answers()),
        a_dossier().with_why(**{**answers(), "why_goals": Answer()}),
        "why.why_goals.text",
    ),
    Example(
        "R02",
        a_dossier().with_goal().with_why(goal_ids=("g1",)),
        a_dossier().with_goal(status="draft").with_why(goal_ids=("g1",)),
        "why.goal_ids",
    ),
    Example(
        "R03",
        a_dossier().with_quote().with_why(**answers(evidence=("q1",))),
        a_dossier().with_quote(consent="asked").with_why(**answers(evidence=("q1",))),
        "why.why_do.evidence",
    ),
    Example(
        "R04",
        ASKED.with_ask(by="2026-12-03", **{"from_": ("s1",)}),
        ASKED.with_ask(by=None, **{"from_": ("s1",)}),
        "asks[a1].by",
    ),
    Example(
        "R05",
        TWO_TEAMS.with_conversation(**ONE_TO_ONE).with_conversation(**{**ONE_TO_ONE, "stakeholder_id": "s2"}),
        TWO_TEAMS.with_conversation(**{**ONE_TO_ONE, "stakeholder_id": "s2"}),
        "stakeholders[s1]",
    ),
    Example("R06", a_dossier().with_quote(), a_dossier().with_quote(consent="refused"), "quotes[q1].consent"),
    Example(
        "R07",
        a_dossier().with_goal().with_metric(**COMPLETE),
        a_dossier().with_goal().with_metric(**{**COMPLETE, "definition": ""}),
        "metrics[m1].definition",
    ),
    Example(
        "R08",
        a_dossier().with_quote().with_objection(**HIGH),
        a_dossier().with_quote().with_objection(**{**HIGH, "explore": " "}),
        "objections[o1].explore",
    ),
    Example(
        "R09",
        a_dossier().with_fields(meeting=a_meeting(moment(12, 1))),
        a_dossier().with_fields(meeting=a_meeting(moment(12, 2))),
        "meeting.preread.planned_for",
    ),
    Example(
        "R10",
        a_dossier().with_initiative(teams_served=("Success", "Finance")),
        a_dossier().with_initiative(teams_served=("Success", "success ")),
        "initiative.impact",
    ),
    Example(
        "R11",
        a_dossier().following(FOLLOWED).with_carried_lesson(how_applied="We met early"),
        a_dossier().following(FOLLOWED).with_carried_lesson(),
        "carried_lessons[0].how_applied",
    ),
)

BUSINESS = {"level": "business"}
CONCERN = {"kind": "concern"}
REHEARSED = a_dossier().with_objection(severity="high", drill=Drill(last_result="good"))
TWO_VOICES = (
    a_dossier().with_stakeholder(team="Success").with_stakeholder(team="Finance").with_quote(stakeholder_id="s1")
)
LATE, ON_THE_DAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)

WARNINGS = (
    Example(
        "W01",
        a_dossier().with_metric(**BUSINESS, as_of="2026-08-16"),
        a_dossier().with_metric(**BUSINESS, as_of="2026-08-15"),
        "metrics[m1].as_of",
    ),
    Example(
        "W02",
        a_dossier().with_goal().with_why(goal_ids=("g1",)),
        a_dossier().with_goal(ends="2026-11-23").with_why(goal_ids=("g1",)),
        "why.goal_ids",
    ),
    Example("W03", TWO_VOICES.with_quote(stakeholder_id="s2"), TWO_VOICES.with_quote(stakeholder_id="s1"), "quotes"),
    Example(
        "W04",
        a_dossier().with_stakeholder().with_conversation(opened_with_why=True),
        a_dossier().with_stakeholder().with_conversation(opened_with_why=False, kind="message"),
        "conversations[c1].opened_with_why",
    ),
    Example("W05", a_dossier().with_change(), a_dossier(), "initiative.changes"),
    Example(
        "W06",
        a_dossier().with_stakeholder(decision_role="approver", stance="neutral"),
        a_dossier().with_stakeholder(decision_role="approver", stance="resistant"),
        "stakeholders[s1].stance",
    ),
    Example(
        "W07",
        WITH_CONTEXT,
        WITH_CONTEXT.with_fields(context=Context(where_we_are="Here", how_we_got_here="So")),
        "context.missed_opportunity",
    ),
    Example(
        "W08",
        a_dossier().with_option().with_option(recommended=True),
        a_dossier().with_option().with_option(),
        "initiative.options",
    ),
    Example("W09", a_dossier().with_quote(**CONCERN), a_dossier().with_quote(kind="support"), "quotes"),
    Example(
        "W10",
        a_dossier().with_stakeholder(stance="leading", influence=3),
        a_dossier().with_stakeholder(stance="leading", influence=2),
        "stakeholders",
    ),
    Example("W11", REHEARSED, a_dossier().with_objection(severity="high"), "objections[o1].drill"),
    Example(
        "W12",
        a_dossier().with_stakeholder().with_conversation(follow_up=FollowUp(what="Send it", due=ON_THE_DAY)),
        a_dossier().with_stakeholder().with_conversation(follow_up=FollowUp(what="Send it", due=LATE)),
        "conversations[c1].follow_up.due",
    ),
    Example(
        "W13",
        a_dossier().with_quote().with_why(**answers(evidence=("q1",))),
        a_dossier().with_quote(consent="not_asked").with_objection(evidence=("q1",)),
        "quotes[q1].consent",
    ),
    Example(
        "W14",
        a_dossier().with_initiative(audience_goal="Calm evenings", beneficiaries=("New members",)),
        a_dossier().with_initiative(audience_goal="Calm evenings", beneficiaries=("\u3000",)),
        "initiative.beneficiaries",
    ),
    Example(
        "W15",
        a_dossier().with_metric(direction="down", baseline={"value": 6.2}, target={"value": 5.4}),
        a_dossier().with_metric(direction="up", baseline={"value": 6.2}, target={"value": 6.2}),
        "metrics[m1].target.value",
    ),
)
