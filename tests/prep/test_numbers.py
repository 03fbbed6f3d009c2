"""The number of a goal or a lesson is given once: other preparations may refer to it long after it is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from builders import a_dossier, a_preparation
from prep import edits
from prep.comparing import combined
from prep.library.merging import meet
from prep.library.protocol import Kept
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.idea import Why
from prep.model.meeting import Lesson, Outcome
from prep.model.numbered import given
from prep.model.organisation import Goal, Organisation
from prep.words import Message
from prep.workspace import Workspace

LABEL = Message("app.undo.text")
PLACES = ["organisation.goals", "outcome.lessons"]
LETTER = {"organisation.goals": "g", "outcome.lessons": "l"}
BOTH = pytest.mark.parametrize("place", PLACES)


def _kept(home: Path) -> Kept:
    """A preparation with three goals and three lessons, as it lies in a library."""
    library = open_library(home)
    goals = tuple(Goal(id=f"g{number}", title=f"Goal {number}") for number in (1, 2, 3))
    outcome = Outcome(lessons=tuple(Lesson(id=f"l{number}") for number in (1, 2, 3)))
    two = [a_preparation("p1", outcome=outcome), a_preparation("p2", why=Why(goal_ids=("g3",)))]
    added = library.add(Organisation(name="Kestrel", goals=goals), two, None)
    return library.get(added.preparation_ids[0])


def _with_one_more(dossier: Dossier, place: str) -> tuple[Dossier, str]:
    after, at = edits.add(dossier, place)
    return after, at.removeprefix(place).strip("[]")


def _without(dossier: Dossier, place: str, number: int) -> Dossier:
    return edits.remove(dossier, f"{place}[{LETTER[place]}{number}]")


@BOTH
def test_a_number_is_not_given_again_in_the_same_dossier(place: str) -> None:
    dossier = a_dossier().with_outcome().build()
    first, one = _with_one_more(dossier, place)
    second, two = _with_one_more(_without(first, place, 1), place)
    assert (one, two) == (f"{LETTER[place]}1", f"{LETTER[place]}2")
    assert _with_one_more(_without(second, place, 2), place)[1] == f"{LETTER[place]}3"


def test_lessons_that_go_with_their_outcome_leave_their_numbers_behind(tmp_path: Path) -> None:
    without = edits.remove(_kept(tmp_path).dossier, "outcome")
    again = edits.replace(without, "outcome.words", "No, then yes")
    assert _with_one_more(again, "outcome.lessons")[1] == "l4"


@BOTH
def test_a_number_is_not_given_again_after_saving_and_opening_anew(place: str, tmp_path: Path) -> None:
    kept = _kept(tmp_path)
    library = open_library(tmp_path)
    library.put(_without(kept.dossier, place, 3), kept.etag)
    again = open_library(tmp_path).get(kept.dossier.preparation.id)
    assert again.dossier.numbered == {LETTER[place]: 3}
    after, name = _with_one_more(again.dossier, place)
    assert name == f"{LETTER[place]}4"
    library.put(_without(after, place, 4), again.etag)
    third = open_library(tmp_path).get(kept.dossier.preparation.id).dossier
    assert _with_one_more(third, place)[1] == f"{LETTER[place]}5"


def test_a_goal_deleted_in_one_preparation_keeps_its_number_in_the_others(tmp_path: Path) -> None:
    kept = _kept(tmp_path)
    library = open_library(tmp_path)
    library.put(_without(kept.dossier, "organisation.goals", 3), kept.etag)
    (other,) = [row.id for row in library.summaries() if row.id != kept.dossier.preparation.id]
    dossier = library.get(other).dossier
    assert dossier.preparation.why.goal_ids == ("g3",)  # dangling, and meant for the goal that went
    assert _with_one_more(dossier, "organisation.goals")[1] == "g4"


@BOTH
def test_a_window_that_knows_less_than_the_file_takes_nothing_away_from_it(place: str, tmp_path: Path) -> None:
    kept = _kept(tmp_path)
    library = open_library(tmp_path)
    etag = library.put(_without(kept.dossier, place, 3), kept.etag)
    known = library.get(kept.dossier.preparation.id).dossier
    library.put(edits.replace(structs.replace(known, numbered={}), "title", "Later"), etag)
    assert given(open_library(tmp_path).get(kept.dossier.preparation.id).dossier)[LETTER[place]] == 3


def test_a_goal_added_and_deleted_between_two_saves_is_remembered_on_disk(tmp_path: Path) -> None:
    kept = _kept(tmp_path)
    library = open_library(tmp_path)
    more, _ = _with_one_more(kept.dossier, "organisation.goals")
    library.put(_without(more, "organisation.goals", 4), kept.etag)
    assert library.get(kept.dossier.preparation.id).dossier.numbered == {"g": 4}


@BOTH
def test_undo_takes_back_the_record_and_not_its_number(place: str, tmp_path: Path) -> None:
    kept = _kept(tmp_path)
    workspace = Workspace(kept.dossier, kept.etag)
    workspace.apply(lambda dossier: _with_one_more(dossier, place)[0], LABEL)
    workspace.undo()
    assert workspace.dossier is kept.dossier
    workspace.apply(lambda dossier: _with_one_more(dossier, place)[0], LABEL)
    assert given(workspace.dossier)[LETTER[place]] == 5


def test_an_earlier_version_brings_back_its_records_and_no_number(tmp_path: Path) -> None:
    kept = _kept(tmp_path)
    library = open_library(tmp_path)
    name = kept.dossier.preparation.id
    more, _ = _with_one_more(kept.dossier, "outcome.lessons")
    etag = library.put(more, kept.etag)
    library.put(_without(more, "outcome.lessons", 4), etag)
    library.restore(library.history(name)[-1])
    dossier = library.get(name).dossier
    assert dossier.preparation == kept.dossier.preparation
    assert _with_one_more(dossier, "outcome.lessons")[1] == "l5"


def test_of_two_windows_in_conflict_both_numbers_count(tmp_path: Path) -> None:
    base = _kept(tmp_path).dossier
    ours = _without(base, "outcome.lessons", 3)
    theirs = base
    for number in (4, 5):
        theirs = _without(_with_one_more(theirs, "outcome.lessons")[0], "outcome.lessons", number)
    made = combined(ours, theirs, (), base)
    assert _with_one_more(made, "outcome.lessons")[1] == "l6"


def test_an_incoming_goal_never_takes_the_number_of_one_that_went() -> None:
    have = (Goal(id="g1", title="Grow"),)
    met = meet(have, (Goal(id="g2", title="Another"), Goal(id="g3", title="New")), {"g": 2})
    assert [(goal.id, goal.title) for goal in met.goals] == [("g1", "Grow"), ("g4", "Another"), ("g3", "New")]
    assert met.renamed == {"g2": "g4"}


def test_a_goal_that_went_comes_back_from_its_case_under_a_new_number(tmp_path: Path) -> None:
    kept = _kept(tmp_path)
    library = open_library(tmp_path)
    library.put(_without(kept.dossier, "organisation.goals", 3), kept.etag)
    case = Organisation(name="Kestrel", goals=(Goal(id="g3", title="Goal 3"),))
    for known in (0, 1):  # a second time it is known
        added = library.add(case, [a_preparation(why=Why(goal_ids=("g3",)))], None)
        assert (added.goals_added, added.goals_known) == (1 - known, known)
        assert library.get(added.preparation_ids[0]).dossier.preparation.why.goal_ids == ("g4",)


@BOTH
def test_a_number_too_large_to_count_is_given_once_all_the_same(place: str) -> None:
    letter = LETTER[place]
    dossier = a_dossier(outcome=Outcome(lessons=(Lesson(id="l" + "9" * 18),))).build()
    dossier = structs.replace(dossier, organisation=Organisation(goals=(Goal(id="g" + "9" * 18),)))
    dossier, first = _with_one_more(dossier, place)
    assert _with_one_more(dossier, place)[1] not in (first, letter + "9" * 18)


def test_incoming_goals_get_ids_of_their_own_however_many_and_however_large() -> None:
    numbers = (*range(1, 3001), 10**18 - 1)
    have, incoming = (
        tuple(Goal(id=f"g{number}", title=f"{side} {number}") for number in numbers) for side in ("a", "b")
    )
    met = meet(have, incoming, {})
    assert len({goal.id for goal in met.goals}) == len(met.goals) == 2 * len(numbers)
    assert met.renamed.keys() == {goal.id for goal in incoming}
