"""The workspace: anything can be undone and done again, and what is unsaved is saved soon or kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from builders import a_dossier
from prep import edits
from prep.errors import Conflict, EditError
from prep.library.protocol import Etag, Library
from prep.model.dossier import Dossier
from prep.places import each
from prep.words import Message
from prep.workspace import Workspace

LABEL = Message("common.term.quote")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Shelf:
    """A library that remembers what was put, or refuses."""

    def __init__(self, during: Callable[[], None] = lambda: None) -> None:
        self.kept: list[tuple[Dossier, Etag | None]] = []
        self.full = False
        self.during = during

    def put(self, dossier: Dossier, expected: Etag | None) -> Etag:
        if self.full:
            raise Conflict(LABEL)
        self.kept.append((dossier, expected))
        self.during()
        return Etag(f"e{len(self.kept)}")


def titled(title: str) -> Callable[[Dossier], Dossier]:
    return lambda dossier: edits.replace(dossier, "title", title)


def random_edit(data: st.DataObject, dossier: Dossier) -> Callable[[Dossier], Dossier]:
    lists = ("stakeholders", "conversations", "quotes", "objections")
    places = [place for name in lists for place, _ in each(name, getattr(dossier.preparation, name))]
    goals = [place for place, _ in each("organisation.goals", dossier.organisation.goals)]
    kind = data.draw(st.sampled_from(["text", "add", "goal", "struct", *(["remove", "move"] if places else [])]))
    if kind == "text":
        words = data.draw(st.text(max_size=5))
        return lambda one: edits.replace(one, "why.why_do.text", words)
    if kind == "add":
        name = data.draw(st.sampled_from(["stakeholders", "quotes", "objections", "outcome.lessons"]))
        return lambda one: edits.add(one, name, at=0)[0]
    if kind == "goal":
        return (
            (lambda one: edits.remove(one, goals[0]))
            if goals
            else (lambda one: edits.add(one, "organisation.goals")[0])
        )
    if kind == "struct":
        return lambda one: edits.replace(one, "rollout.strategy_overview", "One page")
    place = data.draw(st.sampled_from(places))
    if kind == "remove":
        return lambda one: edits.remove(one, place)
    by = data.draw(st.sampled_from([-2, -1, 1, 2]))
    return lambda one: edits.move(one, place, by)[0]


@given(st.data())
@examples(60)
def test_as_many_undos_as_changes_give_back_the_beginning_and_redos_the_end(data: st.DataObject) -> None:
    builder = a_dossier().with_goal().with_stakeholder().with_conversation().with_quote(stakeholder_id="s1")
    workspace = Workspace(builder.with_quote().with_objection(evidence=("q1",)).build())
    seen = [workspace.dossier]
    for _ in range(data.draw(st.integers(1, 8))):
        workspace.apply(random_edit(data, workspace.dossier), LABEL)
        if workspace.dossier != seen[-1]:
            seen.append(workspace.dossier)
    for expected in reversed(seen[:-1]):
        assert workspace.undo() == LABEL
        assert workspace.dossier == expected
    assert not workspace.can_undo
    assert workspace.undo() is None
    for expected in seen[1:]:
        assert workspace.redo() == LABEL
        assert workspace.dossier == expected
    assert not workspace.can_redo
    assert workspace.redo() is None


def test_a_cascade_is_one_undo_step() -> None:
    before = a_dossier().with_stakeholder().with_conversation().with_hesitation().build()
    workspace = Workspace(before)
    workspace.apply(lambda one: edits.remove(one, "stakeholders[s1]"), LABEL)
    assert workspace.dossier.preparation.conversations == ()
    workspace.undo()
    assert workspace.dossier == before


def test_typing_into_one_field_is_one_step_until_something_else_happens() -> None:
    workspace = Workspace(a_dossier().build())
    for text in ("W", "Wh", "Why"):
        workspace.apply(titled(text), LABEL, merge="title")
    workspace.undo()
    assert workspace.dossier.preparation.title == "The listening desk"
    workspace.redo()
    workspace.apply(titled("Why?"), LABEL, merge="title")
    workspace.undo()
    assert workspace.dossier.preparation.title == "Why"


def test_what_is_typed_and_deleted_again_leaves_no_step_and_nothing_to_save() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    for text in ("The listening deskx", "The listening desk"):
        workspace.apply(titled(text), LABEL, merge="title")
    assert not workspace.can_undo
    assert not workspace.unsaved
    workspace.apply(titled("Another"), LABEL, merge="title")
    workspace.undo()
    assert workspace.dossier.preparation.title == "The listening desk"


def test_a_new_change_ends_what_could_be_redone() -> None:
    workspace = Workspace(a_dossier().build())
    workspace.apply(titled("A"), LABEL)
    workspace.undo()
    workspace.apply(titled("B"), LABEL)
    assert not workspace.can_redo


def test_a_change_that_changes_nothing_or_is_refused_leaves_no_step() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    workspace.apply(titled("The listening desk"), LABEL)
    with pytest.raises(EditError):
        workspace.apply(lambda one: edits.remove(one, "nowhere"), LABEL)
    assert not workspace.can_undo
    assert not workspace.unsaved


def test_listeners_hear_of_every_change_until_they_leave() -> None:
    workspace = Workspace(a_dossier().build())
    heard: list[str] = []
    leave = workspace.subscribe(lambda dossier: heard.append(dossier.preparation.title))
    workspace.apply(titled("A"), LABEL)
    workspace.undo()
    workspace.redo()
    leave()
    leave()
    workspace.apply(titled("B"), LABEL)
    assert heard == ["A", "The listening desk", "A"]


def test_a_save_is_due_two_seconds_after_the_first_unsaved_change() -> None:
    clock = Clock()
    workspace = Workspace(a_dossier().build(), Etag("e0"), clock)
    assert not workspace.save_due(100)
    clock.now = 10
    workspace.apply(titled("A"), LABEL)
    clock.now = 11.5
    workspace.apply(titled("B"), LABEL)
    assert not workspace.save_due(11.9)
    assert workspace.save_due(12)


def test_a_new_dossier_is_unsaved_and_a_saved_one_is_not() -> None:
    shelf, workspace = Shelf(), Workspace(a_dossier().build())
    assert workspace.unsaved
    workspace.save_into(cast("Library", shelf))
    assert not workspace.unsaved
    assert not workspace.save_due(1e9)
    workspace.apply(titled("A"), LABEL)
    workspace.save_into(cast("Library", shelf))
    assert [expected for _, expected in shelf.kept] == [None, "e1"]
    assert workspace.etag == "e2"
    workspace.undo()
    assert workspace.unsaved


def test_a_refused_save_keeps_everything_and_is_tried_again() -> None:
    clock, shelf = Clock(), Shelf()
    workspace = Workspace(a_dossier().build(), Etag("e0"), clock)
    workspace.apply(titled("A"), LABEL)
    shelf.full, clock.now = True, 5
    with pytest.raises(Conflict):
        workspace.save_into(cast("Library", shelf))
    assert workspace.unsaved
    assert workspace.can_undo
    assert workspace.etag == "e0"
    assert not workspace.save_due(6)
    assert workspace.save_due(7)


def test_what_changes_during_a_save_stays_unsaved() -> None:
    clock = Clock()
    workspace = Workspace(a_dossier().build(), None, clock)
    shelf = Shelf(during=lambda: workspace.apply(titled("Later"), LABEL))
    workspace.save_into(cast("Library", shelf))
    assert workspace.unsaved
    assert workspace.save_due(2)


def test_going_back_to_what_is_saved_leaves_nothing_to_save() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    workspace.apply(titled("A"), LABEL)
    workspace.undo()
    assert not workspace.unsaved


ELSEWHERE = Message("app.change.elsewhere")


def test_what_another_window_saved_is_taken_over_as_a_step_that_can_be_undone_and_needs_no_save() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    workspace.apply(titled("Ours"), LABEL)
    workspace.save_into(cast("Library", Shelf()))
    theirs = titled("Theirs")(workspace.dossier)
    assert workspace.adopt(theirs, Etag("t1"), ELSEWHERE)
    assert (workspace.unsaved, workspace.etag, workspace.base) == (False, "t1", theirs)
    assert workspace.undo() == ELSEWHERE
    assert workspace.unsaved
    assert workspace.dossier.preparation.title == "Ours"
    shelf = Shelf()
    workspace.save_into(cast("Library", shelf))
    assert shelf.kept[0][1] == "t1"
    assert workspace.undo() == LABEL
    workspace.redo()
    workspace.redo()
    assert workspace.dossier == theirs


def test_several_changes_elsewhere_are_one_step_until_something_is_typed_here() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    for number in range(3):
        workspace.adopt(titled(f"T{number}")(workspace.dossier), Etag(f"t{number}"), ELSEWHERE)
    workspace.apply(titled("Ours"), LABEL)
    workspace.adopt(titled("T9")(workspace.dossier), Etag("t9"), ELSEWHERE)
    assert [workspace.undo(), workspace.undo(), workspace.undo(), workspace.undo()] == [
        ELSEWHERE,
        LABEL,
        ELSEWHERE,
        None,
    ]
    assert workspace.dossier.preparation.title == "The listening desk"


def test_a_change_elsewhere_that_was_taken_back_there_leaves_no_step_and_nothing_to_save() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    before = workspace.dossier
    workspace.adopt(titled("T")(before), Etag("t1"), ELSEWHERE)
    assert workspace.adopt(titled("The listening desk")(before), Etag("t2"), ELSEWHERE)
    assert (workspace.can_undo, workspace.unsaved, workspace.etag) == (False, False, "t2")
    assert not workspace.adopt(titled("The listening desk")(before), Etag("t3"), ELSEWHERE)
    assert workspace.etag == "t3"


def test_after_a_conflict_the_result_is_a_step_and_is_saved_over_theirs() -> None:
    shelf, workspace = Shelf(), Workspace(a_dossier().build(), Etag("e0"))
    workspace.apply(titled("Ours"), LABEL)
    theirs = titled("Theirs")(a_dossier().build())
    workspace.resolve(titled("Both")(workspace.dossier), theirs, Etag("t1"), ELSEWHERE)
    assert workspace.unsaved
    assert workspace.base == theirs
    workspace.save_into(cast("Library", shelf))
    assert [(kept.preparation.title, expected) for kept, expected in shelf.kept] == [("Both", "t1")]
    workspace.undo()
    assert workspace.dossier.preparation.title == "Ours"
    assert workspace.unsaved


def test_a_conflict_ended_with_all_of_theirs_has_nothing_to_save() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    workspace.apply(titled("Ours"), LABEL)
    theirs = titled("Theirs")(a_dossier().build())
    workspace.resolve(titled("Theirs")(workspace.dossier), theirs, Etag("t1"), ELSEWHERE)
    assert not workspace.unsaved
    assert not workspace.save_due(1e9)


def test_what_was_deleted_elsewhere_and_is_kept_is_saved_as_new() -> None:
    shelf, workspace = Shelf(), Workspace(a_dossier().build(), Etag("e0"))
    workspace.resolve(workspace.dossier, None, None, ELSEWHERE)
    assert workspace.unsaved
    workspace.save_into(cast("Library", shelf))
    assert shelf.kept[0][1] is None


@examples(40)
@given(st.data())
def test_from_any_step_one_goes_to_any_other_and_finds_what_stood_there(data: st.DataObject) -> None:
    workspace = Workspace(a_dossier().build())
    states = [workspace.dossier]
    for _ in range(data.draw(st.integers(1, 8))):
        workspace.apply(random_edit(data, workspace.dossier), LABEL)
        if workspace.dossier is not states[-1]:
            states.append(workspace.dossier)
    for wanted in data.draw(st.lists(st.integers(0, len(states) - 1), min_size=1, max_size=8)):
        before = workspace.steps.done
        assert workspace.go_to(wanted) == wanted - before
        assert workspace.dossier == states[wanted]
        assert workspace.steps.done == wanted
        assert [step.after for step in workspace.steps.all] == states[1:]
    workspace.go_to(0)
    assert workspace.dossier is states[0]
    workspace.go_to(len(states))
    assert workspace.dossier == states[-1]


def test_a_step_says_when_it_ended_and_typing_on_moves_that() -> None:
    moments = [dt.datetime(2026, 11, 20, 9, minute, tzinfo=dt.UTC) for minute in (1, 2, 3)]
    workspace = Workspace(a_dossier().build(), wall_clock=iter(moments).__next__)
    workspace.apply(titled("O"), LABEL, "title")
    workspace.apply(titled("On"), LABEL, "title")
    workspace.apply(titled("Off"), LABEL)
    assert [step.at for step in workspace.steps.all] == moments[1:]


def test_going_several_steps_back_tells_listeners_once_and_is_saved_as_one() -> None:
    workspace = Workspace(a_dossier().build(), Etag("e0"))
    for title in ("A", "B", "C"):
        workspace.apply(titled(title), LABEL)
    heard: list[str] = []
    workspace.subscribe(lambda dossier: heard.append(dossier.preparation.title))
    workspace.go_to(1)
    assert heard == ["A"]
    assert workspace.unsaved
    assert workspace.redo() == LABEL
    assert workspace.dossier.preparation.title == "B"


def test_the_steps_of_a_large_preparation_share_all_that_did_not_change() -> None:
    workspace = Workspace(a_dossier().build())
    quotes = workspace.dossier.preparation.quotes
    for number in range(300):
        workspace.apply(titled(f"Title {number}"), LABEL)
    assert all(step.after.preparation.quotes is quotes for step in workspace.steps.all)
    assert all(one.after is other.before for one, other in pairwise(workspace.steps.all))
