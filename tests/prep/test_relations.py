"""How it stands with each person follows from the conversations held by today, and the silos from who was heard."""

from __future__ import annotations

import datetime as dt

import pytest

from builders import TODAY, DossierBuilder, a_dossier
from prep.model.people import Owner, Stance
from prep.readiness.assessment import assess
from prep.relation_words import missing_signs, next_step, open_points, silo_words, stance_signs, team_words, update_line
from prep.relations import Relation, View, last_heard, relations
from prep.words import LANGUAGES, Lang, Message, render


def only(builder: DossierBuilder) -> Relation:
    (one,) = relations(builder.build()).people
    return one


def days_ago(days: int) -> str:
    return str(TODAY - dt.timedelta(days=days))


@pytest.mark.parametrize(("days", "unheard"), [(0, False), (20, False), (21, True), (22, True)])
def test_someone_is_unheard_from_the_twenty_first_day_without_a_word(days: int, unheard: bool) -> None:
    one = only(a_dossier().with_stakeholder().with_conversation(date=days_ago(days), kind="message"))
    assert (one.silent, one.is_unheard) == (days, unheard)


def test_who_never_heard_from_us_is_not_met_and_not_unheard() -> None:
    one = only(a_dossier().with_stakeholder())
    assert (one.last_heard, one.silent, one.met, one.is_unheard) == (None, None, False, False)


def test_a_planned_conversation_is_neither_a_word_nor_a_meeting() -> None:
    planned = a_dossier().with_stakeholder().with_conversation(date=days_ago(-1)).with_conversation(date=None)
    one = only(planned)
    assert (one.last_heard, one.met) == (None, False)
    assert last_heard(planned.build(), "s1") is None


def test_only_a_one_to_one_meets_while_any_conversation_is_a_word() -> None:
    builder = a_dossier().with_stakeholder().with_conversation(date=days_ago(3), kind="group")
    assert (only(builder).met, only(builder).silent) == (False, 3)
    assert only(builder.with_conversation(date=days_ago(9))).met


@pytest.mark.parametrize(
    ("role", "influence", "must"),
    [("contributor", 4, True), ("driver", 4, True), ("contributor", 3, False), ("approver", 5, False)],
)
def test_who_must_be_met_is_who_the_rule_asks_for(role: str, influence: int, must: bool) -> None:
    builder = a_dossier().with_stakeholder(decision_role=role, influence=influence)
    assert only(builder).must_meet is must
    failed = {one.id: one.why.key for one in assess(builder.build()).preread.failed}
    assert (failed["R05"] == "rules.R05.unmet") is must


def test_the_stance_is_the_one_on_record_and_another_one_noted_last_is_told() -> None:
    builder = (
        a_dossier()
        .with_stakeholder(stance="supportive", desired="leading")
        .with_conversation(date=days_ago(2), stance_after="neutral")
        .with_conversation(date=days_ago(9), stance_after="resistant")
        .with_conversation(date=days_ago(-2), stance_after="leading")
    )
    one = only(builder)
    assert (one.person.stance, one.noted, one.moved, one.gap) == (Stance.SUPPORTIVE, Stance.NEUTRAL, 1, 1)
    assert one.is_stale
    assert stance_signs(one) == "+>*"
    assert next_step(one) == Message("relations.next.stale")


def test_a_stance_beyond_the_desired_one_is_no_gap() -> None:
    one = only(a_dossier().with_stakeholder(stance="leading", desired="neutral"))
    assert (one.gap, stance_signs(one)) == (0, "*>0")


@pytest.mark.parametrize(("due", "done", "late"), [(1, False, True), (0, False, False), (1, True, False)])
def test_a_promise_is_overdue_from_the_day_after_its_date_until_it_is_done(due: int, done: bool, late: bool) -> None:
    promise = {"what": "Send the figures", "due": days_ago(due), "done": done}
    one = only(a_dossier().with_stakeholder().with_conversation(date=days_ago(5), follow_up=promise))
    assert bool(one.overdue) is late
    assert (next_step(one) == Message("relations.next.overdue")) is late


def test_champions_are_with_us_and_have_reach() -> None:
    builder = a_dossier()
    for stance, influence in (("leading", 2), ("supportive", 3), ("leading", 3), ("neutral", 5)):
        builder = builder.with_stakeholder(stance=stance, influence=influence, interest=3)
    assert [one.person.id for one in relations(builder.build()).seen(View.CHAMPIONS)] == ["s3", "s2"]


def test_each_view_begins_with_what_weighs_most() -> None:
    builder = (
        a_dossier()
        .with_stakeholder(influence=1, stance="unaware", desired="leading")
        .with_stakeholder(influence=5, stance="neutral", desired="supportive", decision_role="approver")
        .with_stakeholder(influence=4, stance="supportive", desired="supportive")
        .with_conversation(stakeholder_id="s1", date=days_ago(30))
        .with_conversation(stakeholder_id="s3", date=days_ago(40), kind="group")
    )
    found = relations(builder.build())
    ids = {view: [one.person.id for one in found.seen(view)] for view in View}
    assert ids == {
        View.ALL: ["s1", "s2", "s3"],
        View.UNMET: ["s3", "s2"],
        View.GAPS: ["s2", "s1"],
        View.CHAMPIONS: ["s3"],
        View.UNHEARD: ["s3", "s1"],
    }


def test_silos_are_told_by_person_before_team_and_end_with_the_second_team() -> None:
    builder = a_dossier().with_stakeholder(team="Success").with_stakeholder(team="ＳＵＣＣＥＳＳ", name="Kim")
    builder = builder.with_stakeholder(team="Finance").with_quote(stakeholder_id="s1").with_conversation()
    assert kinds(builder) == [("quotes", "person"), ("talks", "person")]
    builder = builder.with_quote(stakeholder_id="s2").with_conversation(stakeholder_id="s2")
    assert kinds(builder) == [("quotes", "team"), ("talks", "team")]
    builder = builder.with_quote(stakeholder_id="s3").with_conversation(stakeholder_id="s3")
    assert kinds(builder) == []


def test_a_silo_within_the_own_team_is_told_as_such_and_nobody_met_is_none() -> None:
    builder = a_dossier(owner=Owner(team="Marketing"))
    builder = builder.with_stakeholder(team="Marketing").with_stakeholder(team="")
    assert kinds(builder) == []
    builder = builder.with_conversation().with_conversation(stakeholder_id="s2")
    assert kinds(builder) == [("talks", "own")]


def kinds(builder: DossierBuilder) -> list[tuple[str, str]]:
    found = relations(builder.build()).silos
    for silo in found:
        assert all(render(silo_words(silo), language) for language in LANGUAGES)
    return [(silo.of, silo.only) for silo in found]


def test_support_is_counted_by_team_with_who_rises_and_falls() -> None:
    builder = (
        a_dossier()
        .with_stakeholder(team="Sales", stance="leading")
        .with_stakeholder(team=" sales", stance="neutral")
        .with_stakeholder(team="", stance="supportive")
        .with_conversation(stakeholder_id="s1", date=days_ago(9), stance_after="neutral")
        .with_conversation(stakeholder_id="s1", date=days_ago(2), stance_after="leading")
        .with_conversation(stakeholder_id="s2", date=days_ago(9), stance_after="supportive")
        .with_conversation(stakeholder_id="s2", date=days_ago(2), stance_after="neutral")
    )
    found = relations(builder.build())
    assert found.with_us == 2
    assert [render(one, "en") for one in team_words(found, 9)] == ["Sales 1/2 (1 rising, 1 falling)", "no team 1/1"]
    assert [render(one, "en") for one in team_words(found, 1)][1:] == ["1 more team"]


def test_served_teams_of_whom_nobody_is_listed_are_named() -> None:
    builder = a_dossier().with_stakeholder(team="Sales").with_initiative(teams_served=("ＳＡＬＥＳ", "Product", " "))
    assert relations(builder.build()).missing == ("Product",)


def test_what_is_open_stands_beside_its_sign() -> None:
    one = only(a_dossier().with_stakeholder(influence=5, stance="neutral", desired="neutral"))
    assert missing_signs(one) == "!"
    one = only(a_dossier().with_stakeholder(influence=5, stance="neutral"))
    assert (missing_signs(one), len(open_points(one))) == ("! ~1", 2)
    one = only(a_dossier().with_stakeholder(stance="leading").with_conversation(date=days_ago(1)))
    assert (missing_signs(one), next_step(one)) == ("", Message("relations.next.champion"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_update_tells_what_changed_since_the_last_talk_and_nothing_private(language: Lang) -> None:
    builder = (
        a_dossier()
        .with_stakeholder(name="Dana Whitlock", stance="resistant", impact="SECRET")
        .with_conversation(date=days_ago(30), notes="SECRET", stance_after="resistant")
        .with_change(to="Old news", date=days_ago(30))
        .with_change(to="Half the budget", date=days_ago(3))
        .with_change(to="Not yet", date=days_ago(-3))
    )
    words = render(update_line(builder.build(), only(builder)), language)
    assert "Dana" in words
    assert "Half the budget" in words
    assert not any(one in words for one in ("SECRET", "Old news", "Not yet", "resist", "反対"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_was_never_spoken_to_is_asked_for_a_first_talk_and_told_of_no_earlier_one(language: Lang) -> None:
    builder = a_dossier().with_stakeholder().with_change(to="Half the budget", date=days_ago(3))
    message = update_line(builder.build(), only(builder))
    assert (message.key, "Half" in render(message, language)) == ("relations.update.first", False)
    ahead = builder.with_meeting(starts_at=dt.datetime(2026, 12, 3, 14, tzinfo=dt.UTC))
    assert update_line(ahead.build(), only(ahead)).key == "relations.update.first_before"


def test_without_a_change_the_update_names_the_meeting_that_lies_ahead() -> None:
    at = dt.datetime(2026, 12, 3, 14, tzinfo=dt.UTC)
    builder = a_dossier().with_stakeholder(name="大友 律子").with_conversation(date=days_ago(30))
    ahead = builder.with_meeting(starts_at=at)
    assert "2026年12月3日" in render(update_line(ahead.build(), only(ahead)), "ja")
    assert render(update_line(ahead.build(), only(ahead)), "ja").startswith("大友さん、")
    past = ahead.on(dt.date(2026, 12, 4))
    assert "12月3日" not in render(update_line(past.build(), only(past)), "ja")
