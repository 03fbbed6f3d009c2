"""The day of the meeting decides which fiscal year counts, and a goal is moved on to the next year whole."""

from __future__ import annotations

import datetime as dt

import pytest

from builders import DossierBuilder, a_dossier
from prep.alignment import Kind, alignment
from prep.errors import EditError
from prep.goal_years import When, goal_years, next_year, next_year_name, with_goal_moved_on
from prep.model.evidence import Level
from prep.model.organisation import Goal, GoalStatus
from prep.readiness.assessment import assess
from prep.words import LANGUAGES, render


def two_years(meeting: dt.date) -> DossierBuilder:
    return (
        a_dossier()
        .with_goal(fiscal_year="FY2025", starts="2025-04-01", ends="2026-03-31")
        .with_goal(fiscal_year="FY2026", starts="2026-04-01", ends="2027-03-31", priority=4)
        .with_goal(fiscal_year="ｆｙ２０２６", starts="2026-04-01", ends="2027-03-31", priority=1)
        .with_goal(fiscal_year="", starts=None, ends=None)
        .with_meeting(starts_at=dt.datetime.combine(meeting, dt.time(10), dt.UTC))
    )


@pytest.mark.parametrize(
    ("meeting", "years"),
    [
        (dt.date(2026, 3, 31), [("FY2025", When.NOW), ("FY2026", When.COMING)]),
        (dt.date(2026, 4, 1), [("FY2026", When.NOW), ("FY2025", When.PAST)]),
        (dt.date(2027, 3, 31), [("FY2026", When.NOW), ("FY2025", When.PAST)]),
        (dt.date(2027, 4, 1), [("FY2026", When.PAST), ("FY2025", When.PAST)]),
    ],
)
def test_this_year_is_the_one_of_the_meeting_and_stands_first(meeting: dt.date, years: list[tuple[str, When]]) -> None:
    found = goal_years(two_years(meeting).build())
    assert [(year.name, year.when) for year in found] == [*years, ("", When.UNDATED)]


def test_goals_of_a_year_stand_by_priority_with_what_the_idea_adds() -> None:
    builder = two_years(dt.date(2026, 12, 1)).with_why(goal_ids=("g1", "g3")).with_metric(goal_id="g3")
    this, last, _ = goal_years(builder.build())
    assert [(one.goal.id, one.linked, one.is_top, len(one.metrics)) for one in this.goals] == [
        ("g3", True, True, 1),
        ("g2", False, False, 0),
    ]
    assert [(one.linked, one.current) for one in last.goals] == [(True, False)]


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("FY2026", "FY2027"),
        ("2026年度", "2027年度"),
        ("2026/27", "2027/28"),
        ("2026-2027", "2027-2028"),
        ("FY1999", "FY2000"),
        ("FY26", "FY27"),
        ("FY09", "FY10"),
        ("令和8年度", "令和9年度"),
        ("this year", "this year"),
        ("", ""),
    ],
)
def test_the_name_of_a_year_counts_on_as_it_is_written(name: str, later: str) -> None:
    assert next_year_name(name) == later


@pytest.mark.parametrize(
    ("ends", "later"),
    [
        (dt.date(2027, 2, 28), dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
        (dt.date(2027, 3, 31), dt.date(2028, 3, 31)),
        (dt.date(2027, 3, 30), dt.date(2028, 3, 30)),
        (dt.date(9999, 3, 31), dt.date(9999, 3, 31)),
        (None, None),
    ],
)
def test_dates_move_on_by_a_year_and_the_end_of_a_month_stays_its_end(
    ends: dt.date | None, later: dt.date | None
) -> None:
    moved = next_year(Goal(id="g1", ends=ends, status=GoalStatus.SUPERSEDED, source="plan 2026"))
    assert (moved.ends, moved.status, moved.source) == (later, GoalStatus.ACTIVE, "")


def test_a_goal_moved_on_is_a_new_one_and_takes_the_links_when_wanted() -> None:
    builder = two_years(dt.date(2026, 12, 1)).with_why(goal_ids=("g3", "g1")).with_metric(goal_id="g1")
    before = builder.with_metric(goal_id="g3").with_stakeholder().with_conversation(goal_ids=("g1",)).build()
    alone, place = with_goal_moved_on(before, "organisation.goals[g1]", relink=False)
    assert (place, alone.organisation.goals[-1].fiscal_year) == ("organisation.goals[g5]", "FY2026")
    assert alone.preparation == before.preparation
    after, _ = with_goal_moved_on(before, "organisation.goals[g1]", relink=True)
    assert after.preparation.why.goal_ids == ("g3", "g5")
    assert [one.goal_id for one in after.preparation.metrics] == ["g5", "g3"]
    assert after.preparation.conversations == before.preparation.conversations
    assert after.organisation.goals[:-1] == before.organisation.goals
    with pytest.raises(EditError):
        with_goal_moved_on(before, "organisation.goals[g9]", relink=True)


@pytest.mark.parametrize(("day", "kinds"), [(30, []), (31, []), (32, [Kind.ENDED])])
def test_a_linked_goal_is_out_of_line_from_the_day_after_its_end(day: int, kinds: list[Kind]) -> None:
    meeting = dt.date(2025, 12, 31) + dt.timedelta(days=day - 31)
    builder = a_dossier().with_goal(starts="2025-01-01", ends="2025-12-31").with_why(goal_ids=("g1",))
    dossier = builder.with_meeting(starts_at=dt.datetime.combine(meeting, dt.time(9), dt.UTC)).build()
    assert [one.kind for one in alignment(dossier)] == kinds
    assert ("W02" in {one.id for one in assess(dossier).preread.failed}) is bool(kinds)


@pytest.mark.parametrize(
    ("goal", "kind"),
    [
        ({"status": "superseded"}, Kind.SUPERSEDED),
        ({"status": "draft"}, Kind.DRAFT),
        ({"ends": None}, Kind.UNDATED),
        ({"starts": "2027-01-01", "ends": "2027-12-31"}, Kind.NOT_BEGUN),
        ({"priority": 4}, Kind.LESSER),
        ({"priority": 3}, None),
    ],
)
def test_each_way_of_being_out_of_line_is_told_at_its_goal(goal: dict[str, object], kind: Kind | None) -> None:
    builder = a_dossier().with_goal(**goal)
    assert alignment(builder.build()) == ()  # not linked: it leans on nothing
    found = alignment(builder.with_why(goal_ids=("g1", "g-gone")).build())
    assert [one.kind for one in found] == ([kind] if kind else [])
    for one in found:
        assert one.place == "organisation.goals[g1]"
        assert all("Keep more customers" in render(one.why, language) for language in LANGUAGES)


@pytest.mark.parametrize(("days", "old"), [(100, False), (101, True)])
def test_a_business_metric_is_old_after_a_hundred_days_as_the_rule_says(days: int, old: bool) -> None:
    as_of = str(a_dossier().build().today - dt.timedelta(days=days))
    dossier = a_dossier().with_metric(as_of=as_of).with_metric(as_of=as_of, level=Level.CHANNEL).build()
    assert [one.place for one in alignment(dossier)] == (["metrics[m1].as_of"] if old else [])
    assert ("W01" in {one.id for one in assess(dossier).preread.failed}) is old
