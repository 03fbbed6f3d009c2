"""The exact readings of rules.md at their edges."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import examples
from rollout_examples import CELLS, DIRECTIVE, MEETING, TACTIC, a_journey, a_rollout
from rule_examples import COMPLETE, HIGH, ONE_TO_ONE, OWN, TWO_TEAMS, a_meeting, answers, moment

from builders import TODAY, DossierBuilder, a_dossier, a_preparation
from prep.folding import fold, folded, has_text, working_days
from prep.model.evidence import Drill, Metric, NextStep, Reading
from prep.model.meeting import Lesson, Outcome
from prep.readiness.assessment import assess
from prep.readiness.facts import improves


def failed(builder: DossierBuilder) -> set[str]:
    assessment = assess(builder.build())
    return {one.id for one in (*assessment.preread.failed, *assessment.rollout.failed)}


@pytest.mark.parametrize(
    "blank", ["", " ", "\n\t", "\u3000", "\u200b", "\ufeff\u2060", "\u200d", "\u00a0", "\u3164", "\ufe0f"]
)
def test_what_nobody_can_see_is_no_text(blank: str) -> None:
    assert not has_text(blank)


@pytest.mark.parametrize("text", ["a", "。", "\u3000あ", "\u200bx", "👍", "0", "か\u3099"])
def test_one_visible_character_is_text(text: str) -> None:
    assert has_text(text)


def test_names_are_compared_folded() -> None:
    assert fold("ＣＳ 部\u3000") == fold("cs部")
    assert fold("Straße") == fold("STRASSE")
    assert folded(["Success", "success ", "\u3000", "\u200b"]) == {"success"}


@given(st.dates(), st.dates())
@examples(60)
def test_working_days_agree_with_counting(first: dt.date, second: dt.date) -> None:
    until = min(first + dt.timedelta(days=abs((second - first).days) % 40), dt.date.max) if first.year < 9999 else first
    days = [first + dt.timedelta(days=n) for n in range(1, (until - first).days + 1)]
    assert working_days(first, until) == sum(day.weekday() < 5 for day in days)
    assert working_days(until, first) == 0


def test_a_goal_counts_on_its_first_and_last_day_and_on_the_day_of_the_meeting() -> None:
    linked = a_dossier().with_why(goal_ids=("g1",))
    assert "R02" not in failed(linked.with_goal(starts=TODAY.isoformat(), ends=TODAY.isoformat()))
    assert "R02" in failed(linked.with_goal(starts=None))
    next_week = linked.with_goal(starts="2026-12-03", ends="2026-12-03")
    assert "R02" in failed(next_week)
    assert "R02" not in failed(next_week.with_fields(meeting=a_meeting(None)))


def test_the_meeting_date_is_that_of_its_own_offset() -> None:
    late_evening = dt.datetime(2026, 12, 3, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-8)))
    builder = a_dossier().with_why(goal_ids=("g1",)).with_goal(ends="2026-12-03")
    assert "R02" not in failed(builder.with_meeting(starts_at=late_evening))


def test_a_channel_metric_proves_a_why_but_never_satisfies_r07() -> None:
    builder = (
        a_dossier().with_goal().with_metric(**{**COMPLETE, "level": "channel"}).with_why(**answers(evidence=("m1",)))
    )
    assert "R03" not in failed(builder)
    assert "R07" in failed(builder)


def test_an_objection_is_never_evidence_and_a_metric_needs_source_and_date() -> None:
    why = answers(evidence=("o1", "m1"))
    assert "R03" in failed(a_dossier().with_objection().with_metric(as_of=None).with_why(**why))
    assert "R03" in failed(a_dossier().with_objection().with_metric(source="\u3000").with_why(**why))


def test_r04_needs_one_ask_that_has_everything() -> None:
    people = a_dossier().with_stakeholder(decision_role="approver").with_stakeholder(decision_role="driver")
    halves = people.with_ask(by="2026-12-03", from_=("s2",)).with_ask(by=None, from_=("s1",))
    assert "R04" in failed(halves)
    assert "R04" not in failed(halves.with_ask(by="2026-12-03", from_=("s2", "s1", "s9")))


def test_r05_counts_only_one_to_ones_that_took_place() -> None:
    second = {**ONE_TO_ONE, "stakeholder_id": "s2"}
    met = TWO_TEAMS.with_conversation(**ONE_TO_ONE)
    assert "R05" in failed(met.with_conversation(**{**second, "kind": "group"}))
    assert "R05" in failed(met.with_conversation(**{**second, "date": "2026-11-25"}))
    assert "R05" in failed(met.with_conversation(**{**second, "date": None}))
    assert "R05" not in failed(met.with_conversation(**second))


def test_r05_counts_teams_folded_without_the_owners_and_blank_ones() -> None:
    for team in ("ＭＡＲＫＥＴＩＮＧ", "su ccess", "\u200b", ""):
        people = OWN.with_stakeholder(team="Success").with_stakeholder(team=team)
        met = people.with_conversation(**ONE_TO_ONE).with_conversation(**{**ONE_TO_ONE, "stakeholder_id": "s2"})
        assert "R05" in failed(met), team


def test_r05_asks_only_for_contributors_and_drivers_of_influence_four() -> None:
    met = TWO_TEAMS.with_conversation(**ONE_TO_ONE).with_conversation(**{**ONE_TO_ONE, "stakeholder_id": "s2"})
    assert "R05" not in failed(met.with_stakeholder(decision_role="approver", influence=5))
    assert "R05" not in failed(met.with_stakeholder(decision_role="driver", influence=3))
    assert "R05" in failed(met.with_stakeholder(decision_role="driver", influence=4))


def test_r08_wants_an_objection_and_looks_only_at_open_high_ones() -> None:
    assert "R08" in failed(a_dossier())
    bare = {"severity": "high"}
    for status, fails in (("open", True), ("answered", False), ("resolved", False), ("accepted", False)):
        assert ("R08" in failed(a_dossier().with_objection(**bare, status=status))) is fails
    assert "R08" not in failed(a_dossier().with_objection(severity="medium"))


def test_r08_takes_a_next_step_with_text_in_place_of_evidence() -> None:
    unproven = {**HIGH, "evidence": ("o1",)}
    assert "R08" in failed(a_dossier().with_objection(**unproven, next_step=NextStep(owner="Dana")))
    assert "R08" not in failed(a_dossier().with_objection(**unproven, next_step=NextStep(what="Ask Finance")))


@pytest.mark.parametrize(
    ("planned", "sent", "fails"),
    [
        (None, None, True),
        (moment(12, 1), None, False),  # Tuesday before a Thursday: Wednesday and Thursday count
        (moment(12, 2), None, True),
        (moment(11, 24, 0), None, False),  # today is not past
        (moment(11, 23), None, True),  # yesterday is, unless it was sent
        (moment(11, 23), moment(11, 23), False),
        (moment(12, 1), moment(12, 2), True),  # sent_at wins
        (None, moment(12, 4), True),  # after the meeting
    ],
)
def test_r09_counts_working_days_up_to_the_meeting(
    planned: dt.datetime | None, sent: dt.datetime | None, fails: bool
) -> None:
    assert ("R09" in failed(a_dossier().with_fields(meeting=a_meeting(planned, sent)))) is fails


def test_r09_does_not_count_the_weekend() -> None:
    monday = a_dossier().with_fields(meeting=a_meeting(moment(11, 26))).with_meeting(starts_at=moment(11, 30))
    assert "R09" not in failed(monday)  # Thursday: Friday and Monday
    friday = a_dossier().with_fields(meeting=a_meeting(moment(11, 27))).with_meeting(starts_at=moment(11, 30))
    assert "R09" in failed(friday)


def test_r10_lets_one_team_pass_with_impact_and_an_improving_complete_metric() -> None:
    one_team = a_dossier().with_initiative(teams_served=("Success",), impact="Fewer calls")
    assert "R10" in failed(one_team)
    assert "R10" not in failed(one_team.with_metric(**COMPLETE))
    assert "R10" in failed(one_team.with_metric(**{**COMPLETE, "direction": "down"}))
    assert "R10" in failed(one_team.with_metric(**COMPLETE).with_initiative(impact="\u3000"))


def test_r11_holds_without_lessons_and_when_the_earlier_attempt_is_unknown() -> None:
    assert "R11" not in failed(a_dossier())
    assert "R11" not in failed(a_dossier().with_fields(follows="p9"))
    earlier = a_preparation("p0", outcome=Outcome(lessons=(Lesson(id="l1"), Lesson(id="l2"))))
    carried = a_dossier().following(earlier).with_carried_lesson(how_applied="So")
    assert "R11" in failed(carried)
    assert "R11" not in failed(carried.with_carried_lesson(lesson_id="l2", how_applied="So"))
    assert "R11" in failed(carried.with_carried_lesson(lesson_id="l2", how_applied="So", from_preparation="p7"))


def test_warnings_about_something_hold_when_there_is_nothing() -> None:
    assert not failed(a_dossier()) & {"W01", "W02", "W04", "W06", "W11", "W12", "W13", "W15", "R11"}
    assert {"W03", "W05", "W08", "W09", "W10"} <= failed(a_dossier())


def test_w11_reminds_of_what_is_due_today_and_of_what_was_only_answered() -> None:
    for due, fails in (("2026-11-24", True), ("2026-11-25", False)):
        drill = Drill(last_result="good", due=dt.date.fromisoformat(due))
        assert ("W11" in failed(a_dossier().with_objection(severity="high", drill=drill, status="answered"))) is fails
    assert "W11" not in failed(a_dossier().with_objection(severity="high", status="resolved"))
    assert "W11" in failed(a_dossier().with_objection(severity="high", drill=Drill()))


def test_w12_looks_at_next_steps_and_conditions_too() -> None:
    late = NextStep(what="Prove it", due=dt.date(2026, 11, 23))
    done = NextStep(what="Prove it", due=dt.date(2026, 11, 23), done=True)
    assert "W12" in failed(a_dossier().with_objection(next_step=late))
    assert "W12" in failed(a_dossier().with_outcome(conditions=(late,)))
    assert "W12" not in failed(a_dossier().with_objection(next_step=done).with_outcome(conditions=(done,)))


def test_w13_looks_at_the_evidence_of_whys_and_objections_only() -> None:
    asked = a_dossier().with_quote(consent="asked")
    assert "W13" not in failed(asked)
    assert "W13" in failed(asked.with_objection(evidence=("q1",)))


def test_values_of_any_size_can_be_compared() -> None:
    huge = 10**400
    assert improves(Metric(id="m1", baseline=Reading(value=0.5), target=Reading(value=huge))) is True
    assert improves(Metric(id="m1", baseline=Reading(value=huge), target=Reading(value=0.5))) is False
    assert improves(Metric(id="m1", baseline=Reading(value=1))) is None


def test_x05_wants_stages_in_every_journey() -> None:
    assert "X05" in failed(a_rollout())
    assert "X05" in failed(a_rollout(journeys=[a_journey("j1", CELLS), a_journey("j2")]))


def test_x07_fails_without_a_start() -> None:
    assert "X07" in failed(a_rollout(tactics=[{**TACTIC, "starts": None}]))
    assert "X07" not in failed(a_rollout())


@pytest.mark.parametrize(
    ("head", "setter", "fails"),
    [
        ("Seiichi Hasegawa", "The team", False),
        ("Seiichi Hasegawa", "Ｓｅｉｉｃｈｉ  hasegawa (CEO)", True),
        ("Seiichi Hasegawa", "Hasegawa", True),
        ("", "The team", False),
        ("\u200b", "\u200b", True),
        ("Seiichi Hasegawa", "\u3000", True),
        ("Seiichi Hasegawa", None, True),
    ],
)
def test_x08_compares_names_in_both_directions(head: str, setter: str | None, fails: bool) -> None:
    rollout = a_rollout(directive={**DIRECTIVE, "from": head}, tactics=[{**TACTIC, "priority_set_by": setter}])
    assert ("X08" in failed(rollout)) is fails


def test_x09_holds_without_starts_as_soon_as_the_meeting_is_set() -> None:
    assert "X09" in failed(a_rollout(tactics=[{**TACTIC, "starts": None}]))
    assert "X09" not in failed(a_rollout(share_meeting=MEETING, tactics=[{**TACTIC, "starts": None}]))
    assert "X09" in failed(
        a_rollout(share_meeting=MEETING, tactics=[TACTIC, {**TACTIC, "id": "t2", "starts": "2027-01-31"}])
    )


def test_a_quote_without_visible_text_is_not_usable() -> None:
    assert "R06" in failed(a_dossier().with_quote(text="\u200b\u3000"))


def test_r10_wants_the_improving_metric_complete() -> None:
    one_team = a_dossier().with_initiative(teams_served=("Success",), impact="Fewer calls")
    assert "R10" in failed(one_team.with_metric(**{**COMPLETE, "unit": ""}))
    assert "R10" in failed(one_team.with_metric(**{**COMPLETE, "level": "operational"}))


def test_one_current_goal_among_the_linked_ones_is_enough_for_r02_and_not_for_w02() -> None:
    linked = a_dossier().with_goal().with_goal(status="superseded").with_why(goal_ids=("g1", "g2"))
    assert "R02" not in failed(linked)
    assert "W02" in failed(linked)


def test_w08_is_not_content_with_one_recommended_option() -> None:
    assert "W08" in failed(a_dossier().with_option(recommended=True))
