"""Every hand edit in an exported deck is still there after the next export, and so is what the preparation changed."""

from __future__ import annotations

from functools import cache

import pytest
from edited_deck import Says, changed, exported, new_text
from hand_edits import HandEdit, changed_by, holds, opened, saved, text_of
from hand_edits_saving import resaved_by_powerpoint
from hand_edits_shapes import SHAPE_EDITS
from hand_edits_slides import SLIDE_EDITS
from hand_edits_text import TEXT_EDITS
from pptx_reading import C, all_text, trees
from structure.check import check_deck
from template_builder import ALayout, ATemplate

from decks.pptx.look import Look, look
from decks.pptx.update.updating import Choice, Standing, Updated, standing, update_deck

EDITS = (*TEXT_EDITS, *SHAPE_EDITS, *SLIDE_EDITS)
EVERY = pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
MEETING = pytest.mark.parametrize("edit", [one for one in EDITS if one.meets], ids=lambda edit: edit.name)
DESIGNS = pytest.mark.parametrize("design", ["ours", "a template"])
NEAR = {1: "decision", 2: "goals", 3: "rate", 4: "choice", 5: "concerns", 6: "goals", 0: "choice"}
"""By slide, what may change on it beside most edits: its title; on the last slide nothing does."""
FAR = "answer"
GONE = "a slide deleted that has changed"


@cache
def designed(design: str) -> Look | None:
    bar = ALayout(drawn=(("0B1F3A", 0.0, 490.0, 960.0, 50.0),))
    return look(ATemplate(((bar,),)).data(), "firm.potx") if design == "a template" else None


@cache
def first_export(design: str = "ours") -> bytes:
    return exported(look=designed(design))


@cache
def next_export(design: str, *places: str) -> bytes:
    return exported(changed(*places), designed(design))


def near(edit: HandEdit) -> str:
    """What changes on the same slide without meaning what the edit means."""
    place = NEAR[edit.where]
    return "risk" if place == edit.meets == "decision" else place


def says(data: bytes, place: str) -> bool:
    """Whether what changed in the preparation stands on a slide or in its notes."""
    deck, words = opened(data), new_text(place)
    slides = [text_of(slide.shapes._spTree) for slide in deck.slides]
    notes = [slide.notes_slide.notes_text_frame for slide in deck.slides if slide.has_notes_slide]
    values = [value for s in deck.slides for x in s.shapes if x.has_chart for p in _points(x) for value in p]
    return any(words in one for one in [*slides, *(one.text for one in notes if one is not None), *values])


def _points(shape: object) -> list[list[str]]:
    chart = getattr(shape, "chart", None)
    return [[str(value) for value in series.values] for series in chart.plots[0].series] if chart is not None else []


def sound(updated: Updated, before: bytes) -> Updated:
    """The same, once the file was looked through: what is wrong with it was wrong before, as the hand left it."""
    found = check_deck(updated.data)
    left = {one.rule for one in check_deck(before)} if found else set()
    assert [str(one) for one in found if one.rule not in left] == []
    return updated


@EVERY
def test_an_edit_stays_when_nothing_else_changed(edit: HandEdit) -> None:
    before, fresh = changed_by(edit, first_export()), first_export()
    assert standing(before, fresh) is Standing.EDITED
    updated = sound(update_deck(fresh, before, {}), before)
    assert holds(edit, updated.data)
    assert updated.conflicts == ()
    assert {one.what for one in updated.kept} & edit.what
    assert updated.updated == 0


@DESIGNS
@EVERY
def test_an_edit_stays_when_other_places_changed_and_they_come_in(edit: HandEdit, design: str) -> None:
    places = (near(edit), FAR) if edit.meets != FAR else (near(edit), "bullet")
    before = changed_by(edit, first_export(design))
    updated = sound(update_deck(next_export(design, *places), before, {}), before)
    assert holds(edit, updated.data)
    assert updated.conflicts == () or edit.name == GONE
    assert [place for place in places if not says(updated.data, place)] == (["choice"] if edit.name == GONE else [])


@DESIGNS
@MEETING
def test_the_same_place_changed_twice_is_a_conflict_and_the_hand_stays(edit: HandEdit, design: str) -> None:
    before = changed_by(edit, first_export(design))
    fresh = next_export(design, edit.meets, FAR if edit.meets != FAR else "bullet")
    updated = sound(update_deck(fresh, before, {}), before)
    (conflict,) = updated.conflicts
    assert conflict.slide == edit.where or edit.name == GONE  # which has no number any more
    assert new_text(edit.meets) in conflict.preparation or edit.name == GONE
    assert conflict.hand != conflict.preparation
    assert holds(edit, updated.data)
    assert not says(updated.data, edit.meets)


@MEETING
def test_a_conflict_can_be_decided_either_way_and_is_not_asked_again(edit: HandEdit) -> None:
    before, fresh = changed_by(edit, first_export()), next_export("ours", edit.meets)
    (conflict,) = update_deck(fresh, before, {}).conflicts
    for choice, by_hand in ((Choice.HAND, True), (Choice.PREPARATION, False)):
        decided = sound(update_deck(fresh, before, {conflict.ref: choice}), before)
        assert decided.conflicts == ()
        assert holds(edit, decided.data) is by_hand
        assert says(decided.data, edit.meets) is not by_hand
        again = sound(update_deck(fresh, decided.data, {}), decided.data)
        assert again.conflicts == ()
        assert holds(edit, again.data) is by_hand


@MEETING
def test_an_open_conflict_is_asked_again_by_the_same_name(edit: HandEdit) -> None:
    before, fresh = changed_by(edit, first_export()), next_export("ours", edit.meets)
    once = update_deck(fresh, before, {})
    twice = sound(update_deck(fresh, once.data, {}), once.data)
    assert [one.ref for one in twice.conflicts] == [one.ref for one in once.conflicts]
    assert holds(edit, twice.data)


@EVERY
def test_an_edit_stays_at_every_export_to_come(edit: HandEdit) -> None:
    data = changed_by(edit, first_export())
    counts = set()
    for places in ((), (near(edit),), (near(edit),), ()):
        updated = sound(update_deck(next_export("ours", *places), data, {}), data)
        data = updated.data
        assert holds(edit, data)
        counts.add(len(opened(data).slides))
    assert len(counts) == 1


@EVERY
def test_powerpoint_saving_around_an_edit_changes_nothing_of_it(edit: HandEdit) -> None:
    before = resaved_by_powerpoint(changed_by(edit, resaved_by_powerpoint(first_export())))
    assert holds(edit, before)
    fresh = next_export("ours", near(edit))
    plain = update_deck(fresh, changed_by(edit, first_export()), {})
    updated = sound(update_deck(fresh, before, {}), before)
    assert holds(edit, updated.data)
    assert updated.kept == plain.kept
    assert updated.conflicts == plain.conflicts


@DESIGNS
@pytest.mark.parametrize("times", [1, 2])
def test_powerpoint_saving_without_an_edit_leaves_nothing_to_keep(design: str, times: int) -> None:
    before = first_export(design)
    for _ in range(times):
        before = resaved_by_powerpoint(before)
    places = ("decision", "bullet", "cell", "goal_rows", "last_point", "reason", "answer", "decision_notes", "plan")
    fresh = next_export(design, *places)
    updated = sound(update_deck(fresh, before, {}), before)
    assert updated.kept == ()
    assert updated.conflicts == ()
    assert updated.look_at == ()
    assert [text_of(s.shapes._spTree) for s in opened(updated.data).slides] == [
        text_of(s.shapes._spTree) for s in opened(fresh).slides
    ]


@DESIGNS
def test_a_deck_that_nobody_touched_is_known_as_such(design: str) -> None:
    before, fresh = first_export(design), next_export(design, "bullet", "plan")
    assert standing(before, fresh) is Standing.UNTOUCHED
    assert standing(saved(opened(before)), fresh) in (Standing.UNTOUCHED, Standing.EDITED)
    assert update_deck(fresh, saved(opened(before)), {}).kept == ()


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("a word in a text box", "costs least"),
        ("a paragraph deleted", "The third point."),
        ("a shape deleted", "nobody answers"),
        ("a table deleted", "Customers recommend us"),
        ("a row deleted", "Customers recommend us"),
        ("a slide deleted", "ninety days"),
        ("other notes", "Say why this matters now."),
    ],
)
def test_what_was_deleted_by_hand_stands_nowhere_in_the_file(name: str, gone: str) -> None:
    edit = next(one for one in EDITS if one.name == name)
    before = changed_by(edit, first_export())
    updated = update_deck(next_export("ours", FAR), before, {})
    assert gone not in all_text(updated.data)
    assert gone in all_text(first_export())


def test_a_chart_coloured_by_hand_gets_the_steps_of_an_axis_that_grew() -> None:
    edit = next(one for one in EDITS if one.name == "another colour in a chart")
    before = changed_by(edit, first_export())
    fresh = exported(Says(months_before=24))
    updated = sound(update_deck(fresh, before, {}), before)
    assert holds(edit, updated.data)
    chart = "ppt/charts/chart1.xml"
    steps = [[one.get("val") for one in trees(data)[chart].iter(f"{C}tickLblSkip")] for data in (before, fresh)]
    assert steps[0] != steps[1]
    assert [one.get("val") for one in trees(updated.data)[chart].iter(f"{C}tickLblSkip")] == steps[1]


def test_edits_of_every_kind_together_stay_with_all_that_is_new() -> None:
    """Those that do not exclude one another, one after another in one file."""
    alone = {GONE, "a slide deleted", "a table deleted", "a shape deleted", "a comment", "a shape copied"}
    order = {
        "a slide duplicated": -1,
        "slides in another order": 1,
    }  # before it holds what is related; slides are counted
    together = sorted((one for one in EDITS if one.name not in alone), key=lambda edit: order.get(edit.name, 0))
    data = first_export()
    for edit in together:
        data = changed_by(edit, data)
    fresh = next_export("ours", "goals", "choice", "concerns")
    updated = sound(update_deck(fresh, data, {}), data)
    assert update_deck(fresh, data, {}) == updated, "the same files give the same result"
    assert [edit.name for edit in together if not holds(edit, updated.data)] == []
    assert [place for place in ("goals", "choice", "concerns") if not says(updated.data, place)] == []
