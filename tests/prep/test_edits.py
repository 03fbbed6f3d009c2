"""Edits: each gives a valid dossier, and what goes with a deletion is said before it is done."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from builders import DossierBuilder, a_dossier
from prep.edits import add, clear_evaluate_on, consequences, link, move, remove, replace, unlink
from prep.errors import EditError
from prep.links import dangling
from prep.model.dossier import Dossier
from prep.model.evidence import Consent, NextStep
from prep.places import each, exists, read
from prep.words import render


def a_web() -> DossierBuilder:
    """A small preparation in which everything refers to something."""
    return (
        a_dossier()
        .with_goal()
        .with_stakeholder(name="佐々木 宏")
        .with_stakeholder(name="Mara")
        .with_conversation(goal_ids=("g1",))
        .with_conversation(stakeholder_id="s1")
        .with_conversation(stakeholder_id="s2")
        .with_quote(stakeholder_id="s1", conversation_id="c1")
        .with_metric(goal_id="g1")
        .with_objection(raised_by="s1", evidence=("q1", "m1"))
        .with_ask(from_=("s1", "s2"))
        .with_hesitation(stakeholder_id="s1", objection_id="o1")
        .with_win(people=("s1",), evidence=("q1",))
        .with_change(conversation_id="c1")
        .with_meeting(attendees=("s1", "s2"))
        .with_outcome(decided_by=("s1",), lessons=[{"id": "l1", "text": "Meet early"}])
        .with_rollout(
            tactics=[{"id": "t1", "measure_id": "m1", "journey_ids": ["j1"]}],
            journeys=[{"id": "j1", "evidence": ["q1"], "stages": [{"name": "Before"}, {"name": "After"}]}],
        )
    )


def said(dossier: Dossier, place: str) -> str:
    return " ".join(render(message, "en") for message in consequences(dossier, place))


def test_a_removed_person_takes_conversations_and_hesitations_along_and_empties_the_rest() -> None:
    before = a_web().build()
    after = remove(before, "stakeholders[s1]").preparation
    assert [one.id for one in after.stakeholders] == ["s2"]
    assert [one.id for one in after.conversations] == ["c3"]
    assert after.hesitations == ()
    assert (after.quotes[0].stakeholder_id, after.quotes[0].conversation_id) == (None, None)
    assert after.initiative.changes[0].conversation_id is None
    assert after.objections[0].raised_by is None
    assert after.asks[0].from_ == after.meeting.attendees == ("s2",)
    assert dangling(remove(before, "stakeholders[s1]")) == ()


def test_consequences_name_in_both_languages_what_goes() -> None:
    dossier = a_web().build()
    assert "With “佐々木 宏” goes: 2 conversations and 1 hesitation." in said(dossier, "stakeholders[s1]")
    japanese = render(consequences(dossier, "stakeholders[s1]")[0], "ja")
    assert japanese == "「佐々木 宏」と一緒に会話2件、ためらい1件も削除されます。"
    assert "1 tactic and 1 journey" in said(dossier, "rollout")
    assert "1 lesson" in said(dossier, "outcome")
    assert consequences(dossier, "asks[a1]") == ()


def test_a_removed_goal_is_unlinked_everywhere() -> None:
    after = remove(a_web().with_why(goal_ids=("g1",)).build(), "organisation.goals[g1]")
    assert after.organisation.goals == ()
    assert after.preparation.why.goal_ids == ()
    assert after.preparation.metrics[0].goal_id is None


def test_one_of_two_records_of_the_same_id_can_go_alone() -> None:
    dossier = a_dossier().with_stakeholder(id="s1").with_stakeholder(id="s1").with_conversation().build()
    after = remove(dossier, "stakeholders[1]")
    assert len(after.preparation.stakeholders) == len(after.preparation.conversations) == 1


def test_an_id_that_came_in_dangling_stays_and_is_not_taken_by_a_new_record() -> None:
    dossier = a_dossier().with_stakeholder().with_conversation(stakeholder_id="s7").build()
    after, place = add(dossier, "stakeholders", {"name": "New"})
    assert place == "stakeholders[s8]"
    after = remove(after, "stakeholders[s1]")
    assert [one.stakeholder_id for one in after.preparation.conversations] == ["s7"]


@pytest.mark.parametrize(
    ("list_place", "values", "place"),
    [
        ("stakeholders", {}, "stakeholders[s3]"),
        ("conversations", {"stakeholder_id": "s2"}, "conversations[c4]"),
        ("quotes", {"text": "Yes"}, "quotes[q2]"),
        ("metrics", {}, "metrics[m2]"),
        ("objections", {}, "objections[o2]"),
        ("asks", {"from": ["s1"]}, "asks[a2]"),
        ("hesitations", {"stakeholder_id": "s1"}, "hesitations[h2]"),
        ("outcome.lessons", {}, "outcome.lessons[l2]"),
        ("wins", {}, "wins[w2]"),
        ("rollout.tactics", {}, "rollout.tactics[t2]"),
        ("rollout.journeys", {}, "rollout.journeys[j2]"),
        ("rollout.journeys[j1].stages", {"name": "Later"}, "rollout.journeys[j1].stages[2]"),
        ("organisation.goals", {}, "organisation.goals[g2]"),
        ("initiative.options", {}, "initiative.options[0]"),
        ("initiative.teams_served", {"text": "Success"}, "initiative.teams_served[0]"),
        ("metrics[m1].series", {"value": 3}, "metrics[m1].series[0]"),
    ],
)
def test_a_new_record_gets_the_letter_and_the_next_number(
    list_place: str, values: dict[str, object], place: str
) -> None:
    after, where = add(a_web().build(), list_place, values)
    assert where == place
    assert exists(after, where)
    assert dangling(after) == ()


def test_a_record_can_be_added_in_the_middle_and_where_the_struct_is_absent() -> None:
    dossier = a_dossier().with_quote().with_quote().build()
    after, place = add(dossier, "quotes", {"text": "Between"}, at=1)
    assert [one.id for one in after.preparation.quotes] == ["q1", "q3", "q2"]
    assert place == "quotes[q3]"
    after, place = add(after, "rollout.tactics", {"title": "Call"})
    assert read(after, f"{place}.title") == "Call"


def test_a_required_field_must_come_with_a_new_record() -> None:
    with pytest.raises(EditError):
        add(a_dossier().build(), "conversations")


def test_replacing_inside_an_absent_struct_creates_it_and_removing_takes_it_away() -> None:
    dossier = a_dossier().with_objection().build()
    after = replace(dossier, "objections[o1].next_step.what", "Ask\x00 Finance\r\nsoon\ud800")
    assert after.preparation.objections[0].next_step == NextStep(what="Ask Finance\nsoon")
    assert remove(after, "objections[o1].next_step") == dossier
    titled = replace(dossier, "deck.title_overrides[why]", "Why now")
    assert read(titled, "deck.title_overrides[why]") == "Why now"
    assert remove(titled, "deck") == dossier


@pytest.mark.parametrize(
    ("place", "value", "held"),
    [
        ("quotes[q1].consent", "refused", Consent.REFUSED),
        ("quotes[q1].consent", Consent.ASKED, Consent.ASKED),
        ("quotes[q1].date", "2026-11-02", dt.date(2026, 11, 2)),
        ("quotes[q1].date", None, None),
        ("metrics[m1].baseline.value", 10**30, 10**30),
        ("asks[a1].from", ["s2"], ("s2",)),
        ("initiative.teams_served", ["A", "B\x07"], ("A", "B")),
        ("stakeholders[s1].influence", 5, 5),
        ("meeting.starts_at", "2026-12-03T10:00:00+09:00", dt.datetime.fromisoformat("2026-12-03T10:00:00+09:00")),
    ],
)
def test_values_are_taken_as_the_field_holds_them(place: str, value: object, held: object) -> None:
    assert read(replace(a_web().build(), place, value), place) == held


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("quotes[q1].consent", "perhaps"),
        ("quotes[q1].text", 3),
        ("quotes[q1].text", None),
        ("quotes[q1].id", "q9"),
        ("quotes[q1].stakeholder_id", "s9"),
        ("conversations[c1].stakeholder_id", None),
        ("asks[a1].from", ["s1", "s9"]),
        ("asks[a1].by", "soon"),
        ("stakeholders[s1].influence", 6),
        ("metrics[m1].baseline.value", float("nan")),
        ("metrics[m1].baseline.value", True),
        ("meeting.starts_at", "2026-12-03T10:00:00"),
        ("meeting.minutes", 1.5),
        ("stakeholders", ()),
        ("quotes[q1].nothing", "x"),
        ("", "x"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(place: str, value: object) -> None:
    with pytest.raises(EditError) as refused:
        replace(a_web().build(), place, value)
    assert render(refused.value.message, "ja").endswith("。")
    assert render(refused.value.message, "en").endswith(".")


@pytest.mark.parametrize("place", ["quotes[q1].id", "conversations[c1].stakeholder_id", "", "organisation", "nowhere"])
def test_what_cannot_be_done_without_cannot_be_removed(place: str) -> None:
    with pytest.raises(EditError):
        remove(a_web().build(), place)


def test_moving_stays_within_the_list_and_follows_the_record() -> None:
    dossier = a_dossier().with_quote().with_quote().with_quote().with_option(name="A").with_option(name="B").build()
    after, place = move(dossier, "quotes[q1]", 1)
    assert ([one.id for one in after.preparation.quotes], place) == (["q2", "q1", "q3"], "quotes[q1]")
    after, place = move(dossier, "initiative.options[0]", 9)
    assert ([one.name for one in after.preparation.initiative.options], place) == (["B", "A"], "initiative.options[1]")
    assert move(dossier, "quotes[q3]", 1) == (dossier, "quotes[q3]")


def test_moving_finds_its_list_under_odd_ids() -> None:
    dossier = a_dossier().with_objection(id="x[1", evidence=("q1", "q2")).with_quote().with_quote().build()
    after, place = move(dossier, "objections[x[1].evidence[0]", 1)
    assert place == "objections[x[1].evidence[1]"
    assert after.preparation.objections[0].evidence == ("q2", "q1")


def test_linking_adds_a_known_id_once_and_unlinking_takes_it_out() -> None:
    dossier = a_web().build()
    linked = link(dossier, "why.why_do.evidence", "m1")
    assert linked.preparation.why.why_do.evidence == ("m1",)
    assert link(linked, "why.why_do.evidence", "m1") is linked
    assert unlink(linked, "why.why_do.evidence", "m1") == dossier
    assert unlink(dossier, "why.why_do.evidence", "m1") is dossier
    with pytest.raises(EditError):
        link(dossier, "why.why_do.evidence", "s1")


def test_clearing_the_imported_today_gives_the_real_one() -> None:
    dossier = a_dossier().build()
    after = clear_evaluate_on(dossier, dt.date(2027, 1, 2))
    assert (after.evaluate_on, after.today) == (None, dt.date(2027, 1, 2))


LISTS = ("stakeholders", "conversations", "quotes", "metrics", "objections", "asks", "hesitations", "wins")


@given(st.data())
@examples(60)
def test_references_stay_valid_whatever_is_removed(data: st.DataObject) -> None:
    dossier = a_web().build()
    for _ in range(6):
        places = [place for name in LISTS for place, _ in each(name, getattr(dossier.preparation, name))]
        places += [place for place, _ in each("organisation.goals", dossier.organisation.goals)]
        if dossier.preparation.rollout is not None:
            places += [
                "rollout",
                *(place for place, _ in each("rollout.journeys", dossier.preparation.rollout.journeys)),
            ]
        if not places:
            break
        place = data.draw(st.sampled_from(places))
        consequences(dossier, place)
        dossier = remove(dossier, place)
        assert dangling(dossier) == ()
