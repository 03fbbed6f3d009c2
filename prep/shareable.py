"""What may leave: the only types a deck is made from. What is private has no field here (format.md, the wall).

Imports nothing of the model, so that no code on the far side can reach back. ``prep.share`` fills these values.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

Number = int | float


class Person(Struct, frozen=True, kw_only=True):
    """Someone whose name is needed in public: the owner, an approver, an attendee."""

    name: str
    role: str
    team: str


class Goal(Struct, frozen=True, kw_only=True):
    """A goal of the organisation; ``current`` on the meeting date, ``linked`` to the why."""

    id: str
    title: str
    fiscal_year: str
    starts: dt.date | None
    ends: dt.date | None
    priority: int
    measure: str
    owner: str
    source: str
    current: bool
    linked: bool


class Answer(Struct, frozen=True, kw_only=True):
    """A claim with the tags of its usable evidence; no tag: it is a hypothesis (R03)."""

    text: str
    tags: tuple[str, ...]


class Cost(Struct, frozen=True, kw_only=True):
    """What the idea costs; ``amount`` None is not yet known."""

    amount: Number | None
    currency: str | None
    period: str
    note: str


class Option(Struct, frozen=True, kw_only=True):
    """An alternative; ``cost`` in the currency of the idea's cost, None not yet known."""

    name: str
    benefit: str
    cost: Number | None
    verdict: str
    recommended: bool
    do_nothing: bool


class Change(Struct, frozen=True, kw_only=True):
    """What changed after a conversation; ``team`` is the team talked to, "" when unknown."""

    date: dt.date | None
    kind: Literal["extend", "tighten", "reframe"]
    from_: str
    to: str
    team: str


class Idea(Struct, frozen=True, kw_only=True):
    """The idea with its scope, cost, alternatives and changes."""

    summary: str
    scope: str
    out_of_scope: str
    impact: str
    audience_goal: str
    beneficiaries: tuple[str, ...]
    teams_served: tuple[str, ...]
    cost: Cost
    options: tuple[Option, ...]
    changes: tuple[Change, ...]


class Quote(Struct, frozen=True, kw_only=True):
    """A consented quote in its consented form: fields the form does not allow are "" or None.

    named: name, role, team, source and the exact date · role: role and team · team: team · anonymous: none of these.
    ``month`` is the first day of the month it was said; ``date`` is set for named quotes only. ``points_to``: what of
    the form fits a single person that was talked to, so that a reader may know who spoke (decks.md rule 8); "" nothing.
    """

    id: str
    text: str
    kind: Literal["support", "concern", "idea", "customer_voice"]
    attribution: Literal["named", "role", "team", "anonymous"]
    name: str
    role: str
    team: str
    source: str
    date: dt.date | None
    month: dt.date | None
    points_to: Literal["", "role", "team"] = ""


class Reading(Struct, frozen=True, kw_only=True):
    """A value on a date; None is not yet measured."""

    value: Number | None
    date: dt.date | None


class Metric(Struct, frozen=True, kw_only=True):
    """A metric whole; its series sorted by date, undated points left out.

    ``usable`` as evidence: it has a source and an as-of date. ``complete`` as in R07. ``improves``: None while
    baseline or target is unknown.
    """

    id: str
    name: str
    definition: str
    unit: str
    direction: Literal["up", "down"]
    level: Literal["business", "operational", "channel"]
    goal_id: str | None
    baseline: Reading
    target: Reading
    as_of: dt.date | None
    source: str
    owner: str
    series: tuple[Reading, ...]
    note: str
    usable: bool
    complete: bool
    improves: bool | None


class Step(Struct, frozen=True, kw_only=True):
    """Something to do, by whom and by when; also a condition of the decision."""

    what: str
    owner: str
    due: dt.date | None
    done: bool


class Concern(Struct, frozen=True, kw_only=True):
    """An objection without whoever raised it and without what lay behind it."""

    id: str
    category: Literal["cost", "timing", "priority", "risk", "capacity", "proof", "other"]
    severity: Literal["high", "medium", "low"]
    concern: str
    acknowledge: str
    explore: str
    response: str
    tags: tuple[str, ...]
    next_step: Step | None
    status: Literal["open", "answered", "resolved", "accepted"]


class Ask(Struct, frozen=True, kw_only=True):
    """A decision asked for; ``approvers`` are the approvers among those asked. ``complete``: as R04 wants it."""

    id: str
    type: Literal["approve", "endorse", "choose", "advise"]
    what: str
    amount: Number | None
    currency: str | None
    by: dt.date | None
    reversible: bool
    if_no: str
    asked: tuple[Person, ...]
    complete: bool


class Meeting(Struct, frozen=True, kw_only=True):
    """The meeting that decides; ``starts_at`` None: not yet set."""

    title: str
    starts_at: dt.datetime | None
    minutes: int
    place: str


class CarriedLesson(Struct, frozen=True, kw_only=True):
    """A lesson of the earlier attempt; ``how_applied`` "" means not yet answered."""

    earlier_title: str
    decision: Literal["yes", "conditional", "not_yet", "no"] | None
    decided_on: dt.date | None
    lesson: str
    how_applied: str


class Win(Struct, frozen=True, kw_only=True):
    """A success, told without the thank-you note."""

    id: str
    date: dt.date | None
    kind: Literal["meeting", "feedback", "result", "support"]
    what: str
    people: tuple[str, ...]


class Decided(Struct, frozen=True, kw_only=True):
    """What was decided, with the conditions; only a rollout shows the words."""

    decision: Literal["yes", "conditional", "not_yet", "no"]
    date: dt.date | None
    decided_by: tuple[Person, ...]
    conditions: tuple[Step, ...]


class Directive(Struct, frozen=True, kw_only=True):
    """The head's request that starts a rollout."""

    strategy: str
    from_: str
    to: str
    by: dt.date | None
    given_on: dt.date | None
    words: str


class Activity(Struct, frozen=True, kw_only=True):
    """A present internal activity and what becomes of it."""

    activity: str
    owner: str
    decision: Literal["keep", "change", "stop"]


class Tactic(Struct, frozen=True, kw_only=True):
    """One activity of the strategy; ``measure_id`` names a metric, ``priority`` None: not ranked yet."""

    id: str
    title: str
    owner: str
    cooperating: str
    tools: str
    starts: dt.date | None
    due: dt.date | None
    measure_id: str | None
    priority: int | None
    priority_set_by: str | None
    procedure_where: str
    briefed_on: dt.date | None
    journey_ids: tuple[str, ...]


class Stage(Struct, frozen=True, kw_only=True):
    """One stage of a journey with its five cells."""

    name: str
    psychology: str
    owner: str
    action: str
    tools: str
    partners: str


class Journey(Struct, frozen=True, kw_only=True):
    """One customer's journey; ``tags`` name its usable evidence."""

    id: str
    name: str
    segment: str
    image: str
    wants: str
    tags: tuple[str, ...]
    stages: tuple[Stage, ...]


class Rollout(Struct, frozen=True, kw_only=True):
    """The strategy on its way to the staff."""

    directive: Directive
    strategy_overview: str
    activities: tuple[Activity, ...]
    share_how: str
    share_scope: str
    share_with: tuple[str, ...]
    meeting_starts_at: dt.datetime | None
    meeting_place: str
    tactics: tuple[Tactic, ...]
    journeys: tuple[Journey, ...]


class Shareable(Struct, frozen=True, kw_only=True):
    """All that may leave a dossier. ``ready`` and ``rollout_ready`` False: the deck is marked DRAFT on every slide.

    ``quotes`` holds granted quotes only, ``asks`` the one with what, by-date and approver first. ``people_consulted``
    counts distinct stakeholders with a 1:1 dated up to today, ``teams_consulted`` their distinct teams.
    ``lead_metric_id`` and ``title_overrides`` are the owner's choices; None or empty: not chosen.
    """

    organisation: str
    title: str
    language: Literal["ja", "en"]
    owner: Person
    today: dt.date
    version: int
    ready: bool
    rollout_ready: bool
    idea: Idea
    goals: tuple[Goal, ...]
    why_do: Answer
    why_goals: Answer
    why_care: Answer
    where_we_are: str
    how_we_got_here: str
    missed_opportunity: str
    people_consulted: int
    teams_consulted: int
    quotes: tuple[Quote, ...]
    metrics: tuple[Metric, ...]
    concerns: tuple[Concern, ...]
    asks: tuple[Ask, ...]
    meeting: Meeting
    decided: Decided | None
    carried_lessons: tuple[CarriedLesson, ...]
    wins: tuple[Win, ...]
    rollout: Rollout | None
    lead_metric_id: str | None
    title_overrides: dict[str, str]
