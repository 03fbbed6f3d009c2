"""Comparing two versions of one dossier: every field counts, nothing is lost on the way to one of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from dossier_strategies import dossiers
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import UNSET, Struct, structs
from properties import examples

from builders import DossierBuilder, a_dossier
from prep import edits
from prep.comparing import combined, differences, preselected
from prep.links import dangling
from prep.model.dossier import Dossier
from prep.numbering import LETTERS
from prep.places import each, read
from prep.shapes import shapes


def a_web() -> DossierBuilder:
    """A dossier whose records refer to one another."""
    return (
        a_dossier()
        .with_goal()
        .with_goal(title="Grow")
        .with_stakeholder(name="Dana")
        .with_stakeholder(name="Emil")
        .with_conversation(stakeholder_id="s1")
        .with_quote(stakeholder_id="s1", conversation_id="c1")
        .with_quote(stakeholder_id="s2", text="It slows us")
        .with_metric(goal_id="g1")
        .with_objection(evidence=("q1", "m1"), raised_by="s2")
        .with_ask(**{"from_": ("s1", "s2")})
        .with_hesitation(stakeholder_id="s2", objection_id="o1")
        .with_win(people=("s1",), evidence=("q1",))
    )


def edited(dossier: Dossier, *changes: Callable[[Dossier], Dossier]) -> Dossier:
    for change in changes:
        dossier = change(dossier)
    return dossier


def to(place: str, value: object) -> Callable[[Dossier], Dossier]:
    return lambda dossier: edits.replace(dossier, place, value)


def adding(list_place: str, **values: object) -> Callable[[Dossier], Dossier]:
    return lambda dossier: edits.add(dossier, list_place, values)[0]


def without(place: str) -> Callable[[Dossier], Dossier]:
    return lambda dossier: edits.remove(dossier, place)


def moved(place: str, by: int) -> Callable[[Dossier], Dossier]:
    return lambda dossier: edits.move(dossier, place, by)[0]


def content(dossier: Dossier) -> tuple[object, object]:
    return dossier.preparation, dossier.organisation


def merged(ours: Dossier, theirs: Dossier, base: Dossier) -> Dossier:
    return combined(ours, theirs, preselected(differences(ours, theirs, base)), base)


def told(ours: Dossier, theirs: Dossier, base: Dossier | None = None) -> list[tuple[str, str, str | None]]:
    return [(one.place, one.kind, one.by) for one in differences(ours, theirs, base)]


def test_every_list_of_records_with_ids_can_be_renumbered() -> None:
    def lists(struct: type[Struct], at: str) -> Iterator[str]:
        for shape in shapes(struct).values():
            place = f"{at}.{shape.key}" if at else shape.key
            if shape.item_struct is not None and "id" in shapes(shape.item_struct):
                yield place
            elif shape.struct is not None:
                yield from lists(shape.struct, place)

    dossier = a_web().build()
    found = {*lists(type(dossier.preparation), ""), *lists(type(dossier.organisation), "organisation")}
    assert found == set(LETTERS)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (to("title", "New"), ("title", "changed")),
        (to("objections[o1].acknowledge", "Yes"), ("objections[o1].acknowledge", "changed")),
        (to("objections[o1].next_step.what", "Ask"), ("objections[o1].next_step", "added")),
        (to("rollout.directive.strategy", "Go"), ("rollout", "added")),
        (to("deck.title_overrides[why]", "Why now"), ("deck", "added")),
        (to("organisation.goals[g1].title", "Win"), ("organisation.goals[g1].title", "changed")),
        (to("organisation.name", "Kite"), ("organisation.name", "changed")),
        (adding("quotes", text="Later"), ("quotes[q3]", "added")),
        (without("quotes[q2]"), ("quotes[q2]", "removed")),
        (moved("quotes[q2]", -1), ("quotes", "order")),
        (adding("initiative.options", name="Wait"), ("initiative.options", "changed")),
        (adding("initiative.teams_served", text="Care"), ("initiative.teams_served", "changed")),
        (adding("organisation.goals", title="Third"), ("organisation.goals[g3]", "added")),
    ],
)
def test_each_change_is_one_difference_at_its_place(
    change: Callable[[Dossier], Dossier], expected: tuple[str, str]
) -> None:
    older = a_web().build()
    newer = change(older)
    assert told(older, newer) == [(*expected, None)]
    assert told(older, newer, older) == [(*expected, "theirs")]
    assert told(newer, older, older)[0][2] == "ours"


def test_a_text_of_a_mapping_is_a_difference_of_its_own() -> None:
    base = edited(a_web().build(), to("deck.title_overrides[why]", "A"), to("deck.title_overrides[ask]", "B"))
    ours, theirs = to("deck.title_overrides[why]", "C")(base), without("deck.title_overrides[ask]")(base)
    assert told(ours, theirs, base) == [
        ("deck.title_overrides[why]", "changed", "ours"),
        ("deck.title_overrides[ask]", "removed", "theirs"),
    ]
    assert read(merged(ours, theirs, base), "deck.title_overrides") == {"why": "C"}


def test_what_two_windows_changed_in_different_places_is_all_kept() -> None:
    base = a_web().build()
    ours = edited(base, to("title", "Ours"), adding("wins", what="Ours"), without("wins[w1]"), moved("asks[a1]", 0))
    theirs = edited(base, to("context.where_we_are", "Theirs"), moved("quotes[q2]", -1), to("metrics[m1].unit", "h"))
    theirs = edited(theirs, to("organisation.goals[g2].owner", "Emil"), to("rollout.directive.words", "Go"))
    both = merged(ours, theirs, base)
    assert read(both, "title") == "Ours"
    assert [one.id for one in both.preparation.wins] == ["w2"]
    assert read(both, "context.where_we_are") == "Theirs"
    assert [one.id for one in both.preparation.quotes] == ["q2", "q1"]
    assert read(both, "metrics[m1].unit") == "h"
    assert read(both, "organisation.goals[g2].owner") == "Emil"
    assert read(both, "rollout.directive.words") == "Go"


def test_what_both_changed_stays_ours_until_somebody_chooses() -> None:
    base = a_web().build()
    ours, theirs = to("title", "Ours")(base), to("title", "Theirs")(base)
    (found,) = differences(ours, theirs, base)
    assert (found.by, found.ours, found.theirs) == ("both", "Ours", "Theirs")
    assert read(merged(ours, theirs, base), "title") == "Ours"
    assert read(combined(ours, theirs, {"title"}, base), "title") == "Theirs"


def test_a_record_removed_on_one_side_and_edited_on_the_other_was_changed_by_both() -> None:
    base = a_web().build()
    ours, theirs = to("quotes[q2].text", "Edited")(base), without("quotes[q2]")(base)
    assert told(ours, theirs, base) == [("quotes[q2]", "removed", "both")]
    assert told(theirs, ours, base) == [("quotes[q2]", "added", "both")]
    assert read(merged(ours, theirs, base), "quotes[q2].text") == "Edited"
    assert [one.id for one in combined(ours, theirs, {"quotes[q2]"}, base).preparation.quotes] == ["q1"]


def test_records_added_under_one_id_are_two_and_references_follow() -> None:
    base = a_web().build()
    ours = edited(base, adding("stakeholders", name="Ours"), adding("conversations", stakeholder_id="s3", notes="o"))
    ours = edited(ours, to("meeting.attendees", ["s1", "s3"]), adding("organisation.goals", title="Ours"))
    ours = edited(ours, to("why.goal_ids", ["g3"]), adding("quotes", text="Ours", stakeholder_id="s3"))
    theirs = edited(base, adding("stakeholders", name="Theirs"), adding("conversations", stakeholder_id="s3"))
    theirs = edited(theirs, adding("organisation.goals", title="Theirs"), adding("stakeholders", name="Fourth"))
    theirs = edited(theirs, to("metrics[m1].goal_id", "g3"))
    both = merged(ours, theirs, base)
    names = {one.id: one.name for one in both.preparation.stakeholders}
    assert names == {"s1": "Dana", "s2": "Emil", "s3": "Theirs", "s4": "Fourth", "s5": "Ours"}
    spoken = {one.id: (one.stakeholder_id, one.notes) for one in both.preparation.conversations}
    assert spoken == {"c1": ("s1", ""), "c2": ("s3", ""), "c3": ("s5", "o")}
    assert both.preparation.meeting.attendees == ("s1", "s5")
    assert both.preparation.quotes[2].stakeholder_id == "s5"
    assert {one.id: one.title for one in both.organisation.goals[2:]} == {"g3": "Theirs", "g4": "Ours"}
    assert both.preparation.why.goal_ids == ("g4",)
    assert both.preparation.metrics[0].goal_id == "g3"
    assert dangling(both) == ()


def test_a_record_that_both_hold_alike_is_one() -> None:
    base = a_web().build()
    ours, theirs = adding("wins", what="Same")(base), edited(base, adding("wins", what="Same"), to("title", "T"))
    assert [one.id for one in merged(ours, theirs, base).preparation.wins] == ["w1", "w2"]


def test_what_is_kept_brings_along_what_it_refers_to() -> None:
    base = a_web().build()
    theirs = without("stakeholders[s2]")(base)
    ours = edited(base, to("hesitations[h1].signal", "Arms crossed"), to("asks[a1].what", "Approve it"))
    both = merged(ours, theirs, base)
    assert read(both, "hesitations[h1].signal") == "Arms crossed"
    assert "s2" in {one.id for one in both.preparation.stakeholders}
    new = edited(base, adding("stakeholders", name="New"), adding("conversations", stakeholder_id="s3"))
    one = combined(base, new, {"conversations[c2]"}, base)
    assert {each.id for each in one.preparation.stakeholders} == {"s1", "s2", "s3"}


def test_today_stays_ours_unless_only_they_changed_the_date_that_came_with_the_import() -> None:
    base = structs.replace(a_web().build(), evaluate_on=a_web().build().today)
    cleared = edits.clear_evaluate_on(base, base.today.replace(day=1))
    edited_there = to("title", "T")(base)
    assert merged(cleared, edited_there, base).evaluate_on is None
    assert merged(edited_there, cleared, base).today == cleared.today
    assert merged(edited_there, cleared, base).evaluate_on is None


# Properties


def same_preparation(one: Dossier, other: Dossier) -> Dossier:
    """``other`` as another version of ``one``."""
    return structs.replace(other, preparation=structs.replace(other.preparation, id=one.preparation.id))


@given(dossiers(), dossiers())
@examples(120)
def test_all_of_theirs_is_theirs_and_none_of_it_is_ours(ours: Dossier, other: Dossier) -> None:
    theirs = same_preparation(ours, other)
    found = differences(ours, theirs)
    places = [one.place for one in found]
    assert len(set(places)) == len(places)
    assert content(combined(ours, theirs, set(places))) == content(theirs)
    assert content(combined(ours, theirs, ())) == content(ours)
    assert differences(ours, ours) == ()
    assert (found == ()) == (content(ours) == content(theirs))


def an_edit(data: st.DataObject, dossier: Dossier) -> Callable[[Dossier], Dossier]:
    lists = (
        *("stakeholders", "conversations", "quotes", "metrics", "objections", "asks", "hesitations", "wins"),
        *("organisation.goals", "outcome.lessons", "rollout.tactics", "rollout.journeys"),
    )
    held = [place for name in lists if isinstance(at := read(dossier, name), tuple) for place, _ in each(name, at)]
    kinds = ["text", "add", "link", "struct", *(["remove", "move", "field"] if held else [])]
    kind = data.draw(st.sampled_from(kinds))
    words = data.draw(st.sampled_from(["x", "y", "z", ""]))
    if kind == "text":
        return to(data.draw(st.sampled_from(["title", "why.why_do.text", "organisation.name", "meeting.place"])), words)
    if kind == "add":
        name = data.draw(st.sampled_from(lists))
        people = [one.id for one in dossier.preparation.stakeholders]
        if name not in ("conversations", "hesitations"):
            return adding(name)
        return adding(name, stakeholder_id=data.draw(st.sampled_from(people))) if people else adding("wins")
    if kind == "link":
        return to("meeting.attendees", [one.id for one in dossier.preparation.stakeholders][-1:])
    if kind == "struct":
        return to("rollout.strategy_overview", words)
    place = data.draw(st.sampled_from(held))
    if kind == "remove":
        return without(place)
    if kind == "move":
        return moved(place, data.draw(st.sampled_from([-2, -1, 1, 2])))
    record = read(dossier, place)
    assert isinstance(record, Struct)
    texts = [one.key for one in shapes(type(record)).values() if one.kind is str and one.key != "id"]
    texts = [one for one in texts if not one.endswith("_id")]
    return to(f"{place}.{data.draw(st.sampled_from(texts))}", words) if texts else moved(place, 1)


def grown(data: st.DataObject, base: Dossier) -> Dossier:
    dossier = base
    for _ in range(data.draw(st.integers(0, 5))):
        dossier = an_edit(data, dossier)(dossier)
    return dossier


@given(st.data())
@examples(200)
def test_two_that_grew_from_one_become_one_without_a_reference_that_points_nowhere(data: st.DataObject) -> None:
    base = a_web().build()
    ours, theirs = grown(data, base), grown(data, base)
    found = differences(ours, theirs, base)
    assert content(combined(ours, theirs, {one.place for one in found}, base)) == content(theirs)
    taking = set(data.draw(st.lists(st.sampled_from(found), max_size=6))) if found else set()
    made = combined(ours, theirs, {one.place for one in taking}, base)
    assert dangling(made) == ()
    ids = [one.id for one in made.preparation.stakeholders]
    assert len(set(ids)) == len(ids)


@given(st.data())
@examples(150)
def test_when_only_one_side_changed_anything_the_result_is_that_side(data: st.DataObject) -> None:
    base = a_web().build()
    changed = grown(data, base)
    assert content(merged(changed, base, base)) == content(changed)
    assert content(merged(base, changed, base)) == content(changed)


@given(st.data())
@examples(150)
def test_nothing_that_either_side_wrote_is_lost_when_nobody_chooses(data: st.DataObject) -> None:
    """Every text that stands on one side and not in the base is in the result, unless both wrote at that place."""
    base = a_web().build()
    ours, theirs = grown(data, base), grown(data, base)
    made = merged(ours, theirs, base)
    for one in differences(ours, theirs, base):
        if one.kind == "changed" and one.by is not None:
            assert read(made, one.place) == (one.theirs if one.by == "theirs" else one.ours)
        if one.kind == "added" and one.by == "theirs":
            assume(read(made, one.place) is not UNSET)
            assert read(made, one.place) == one.theirs
