"""Organisations are shared: imports merge goals, and windows merge or conflict, never overwrite."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from msgspec import structs

from builders import a_dossier, a_preparation
from prep.errors import Conflict, SaveFailed
from prep.intake.case import read_case
from prep.library import files
from prep.library.protocol import Kept, Library
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.evidence import Metric
from prep.model.idea import Why
from prep.model.organisation import Goal, Organisation
from prep.model.people import Conversation


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def _organisation(*goals: tuple[str, str], name: str = "Kestrel Ledger") -> Organisation:
    return Organisation(name=name, goals=tuple(Goal(id=key, title=title) for key, title in goals))


def _retitled(dossier: Dossier, goal_id: str, title: str) -> Dossier:
    goals = tuple(
        structs.replace(goal, title=title) if goal.id == goal_id else goal for goal in dossier.organisation.goals
    )
    return structs.replace(dossier, organisation=structs.replace(dossier.organisation, goals=goals))


def _two(library: Library) -> tuple[Kept, Kept]:
    """Two preparations of one organisation with goals g1 and g2, each open in a window of its own."""
    added = library.add(_organisation(("g1", "one"), ("g2", "two")), [a_preparation("p1"), a_preparation("p2")], None)
    first, second = (library.get(preparation_id) for preparation_id in added.preparation_ids)
    return first, second


def test_an_organisation_of_the_same_name_is_joined_however_it_is_written(library: Library) -> None:
    first = library.add(_organisation(("g1", "Grow")), [a_preparation()], None)
    second = library.add(_organisation(("g1", "grow"), name="ＫＥＳＴＲＥＬ　ledger"), [a_preparation()], None)
    assert second.organisation_id == first.organisation_id
    assert (second.merged, second.goals_added, second.goals_known) == ("Kestrel Ledger", 0, 1)
    assert (first.merged, first.goals_added, first.goals_known) == (None, 1, 0)
    assert len(library.organisations()) == 1


def test_a_goal_of_another_title_under_a_known_id_gets_a_new_id_and_its_references_follow(library: Library) -> None:
    library.add(_organisation(("g1", "Grow"), ("g2", "Keep")), [a_preparation()], None)
    incoming = a_preparation(
        why=Why(goal_ids=("g1", "g3")),
        conversations=(Conversation(id="c1", stakeholder_id="s1", goal_ids=("g1",)),),
        metrics=(Metric(id="m1", goal_id="g1"), Metric(id="m2", goal_id="g2"), Metric(id="m3")),
    )
    added = library.add(_organisation(("g1", "Shrink"), ("g2", "Keep"), ("g3", "New")), [incoming], None)
    assert (added.goals_added, added.goals_known) == (2, 1)
    dossier = library.get(added.preparation_ids[0]).dossier
    assert [(goal.id, goal.title) for goal in dossier.organisation.goals] == [
        ("g1", "Grow"),
        ("g2", "Keep"),
        ("g4", "Shrink"),
        ("g3", "New"),
    ]
    assert dossier.preparation.why.goal_ids == ("g4", "g3")
    assert dossier.preparation.conversations[0].goal_ids == ("g4",)
    assert [metric.goal_id for metric in dossier.preparation.metrics] == ["g4", "g2", None]


def test_importing_the_same_again_adds_no_goal_a_second_time(library: Library) -> None:
    library.add(_organisation(("g1", "Grow")), [a_preparation()], None)
    library.add(_organisation(("g1", "Shrink")), [a_preparation()], None)
    again = library.add(_organisation(("g1", "Shrink")), [a_preparation(why=Why(goal_ids=("g1",)))], None)
    assert (again.goals_added, again.goals_known) == (0, 1)
    assert library.get(again.preparation_ids[0]).dossier.preparation.why.goal_ids == ("g2",)


def test_a_new_organisation_keeps_goals_whose_id_stands_twice_and_what_refers_to_them(library: Library) -> None:
    incoming = a_preparation(why=Why(goal_ids=("g1",)))
    added = library.add(_organisation(("g1", "Grow"), ("g1", "Shrink")), [incoming], None)
    dossier = library.get(added.preparation_ids[0]).dossier
    assert [(goal.id, goal.title) for goal in dossier.organisation.goals] == [("g1", "Grow"), ("g1", "Shrink")]
    assert dossier.preparation.why.goal_ids == ("g1",)


def test_an_id_that_stands_twice_in_a_case_means_its_first_goal(library: Library) -> None:
    library.add(_organisation(("g1", "Keep")), [a_preparation()], None)
    incoming = a_preparation(why=Why(goal_ids=("g1",)))
    added = library.add(_organisation(("g1", "Grow"), ("g1", "Shrink")), [incoming], None)
    dossier = library.get(added.preparation_ids[0]).dossier
    titles = {goal.id: goal.title for goal in dossier.organisation.goals}
    assert sorted(titles.values()) == ["Grow", "Keep", "Shrink"]
    assert [titles[goal_id] for goal_id in dossier.preparation.why.goal_ids] == ["Grow"]


def test_a_window_that_changed_no_goals_keeps_those_of_the_other(library: Library) -> None:
    first, second = _two(library)
    library.put(_retitled(first.dossier, "g1", "changed"), first.etag)
    etag = library.put(second.dossier, second.etag)
    library.put(second.dossier, etag)  # not even on the second save, with the etag of the first
    titles = [goal.title for goal in library.get(second.dossier.preparation.id).dossier.organisation.goals]
    assert titles == ["changed", "two"]


def test_goals_changed_in_two_windows_come_together(library: Library) -> None:
    first, second = _two(library)
    library.put(_retitled(first.dossier, "g1", "mine"), first.etag)
    dossier = _retitled(second.dossier, "g2", "theirs")
    etag = library.put(dossier, second.etag)
    titles = [goal.title for goal in library.get(second.dossier.preparation.id).dossier.organisation.goals]
    assert titles == ["mine", "theirs"]
    library.put(_retitled(dossier, "g2", "theirs again"), etag)
    titles = [goal.title for goal in library.get(second.dossier.preparation.id).dossier.organisation.goals]
    assert titles == ["mine", "theirs again"]


def test_a_goal_removed_in_one_window_and_one_added_in_the_other_both_count(library: Library) -> None:
    first, second = _two(library)
    without = structs.replace(first.dossier.organisation, goals=first.dossier.organisation.goals[1:])
    library.put(structs.replace(first.dossier, organisation=without), first.etag)
    more = structs.replace(
        second.dossier.organisation, goals=(*second.dossier.organisation.goals, Goal(id="g3", title="three"))
    )
    library.put(structs.replace(second.dossier, organisation=more), second.etag)
    goals = library.get(first.dossier.preparation.id).dossier.organisation.goals
    assert [goal.id for goal in goals] == ["g2", "g3"]


def test_the_same_goal_changed_differently_is_a_conflict_and_nothing_is_saved(library: Library) -> None:
    first, second = _two(library)
    library.put(_retitled(first.dossier, "g1", "mine"), first.etag)
    changed = structs.replace(
        _retitled(second.dossier, "g1", "theirs"),
        preparation=structs.replace(second.dossier.preparation, title="new title"),
    )
    with pytest.raises(Conflict, match="goals of “Kestrel Ledger”"):
        library.put(changed, second.etag)
    now = library.get(second.dossier.preparation.id).dossier
    assert now.preparation.title == second.dossier.preparation.title
    assert now.organisation.goals[0].title == "mine"


def test_after_a_conflict_of_goals_either_side_can_be_chosen(library: Library) -> None:
    first, second = _two(library)
    library.put(_retitled(first.dossier, "g1", "mine"), first.etag)
    changed = _retitled(second.dossier, "g1", "theirs")
    with pytest.raises(Conflict):
        library.put(changed, second.etag)
    library.put(changed, library.get(second.dossier.preparation.id).etag)
    assert library.get(first.dossier.preparation.id).dossier.organisation.goals[0].title == "theirs"


def test_a_change_of_goals_is_a_change_of_every_preparation_of_the_organisation(
    library: Library, tmp_path: Path
) -> None:
    first, second = _two(library)
    other = open_library(tmp_path)
    library.put(_retitled(first.dossier, "g1", "changed"), first.etag)
    assert other.changes() == sorted([first.dossier.preparation.id, second.dossier.preparation.id])


def test_a_dossier_without_an_organisation_begins_one(library: Library) -> None:
    dossier = a_dossier(preparation_id="one").with_goal().build()
    etag = library.put(dossier, None)
    library.put(structs.replace(dossier, preparation=structs.replace(dossier.preparation, title="again")), etag)
    kept = library.get("one").dossier
    assert kept.organisation == dossier.organisation
    assert [name for name, _ in library.organisations()] == [kept.organisation_id]


def test_nothing_of_an_import_stays_when_one_preparation_cannot_be_kept(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(Path(__file__).parents[2] / "prep" / "words" / "samples" / "case-en.json")
    calls: list[Path] = []

    def failing(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 3:
            raise files.save_failed(path.parent, OSError(errno.ENOSPC, "No space left on device"))
        files.write_atomically(path, data)

    monkeypatch.setattr("prep.library.shelf.write_atomically", failing)
    with pytest.raises(SaveFailed, match="disk is full"):
        library.add(case.organisation, case.preparations, case.evaluate_on)
    assert list((tmp_path / "preparations").iterdir()) == []
    assert library.summaries() == []
    assert library.organisations() == []


def _file(home: Path, kept: Kept) -> Path:
    return home / "organisations" / f"{kept.dossier.organisation_id}.json"


@pytest.mark.parametrize("changed", [False, True], ids=["never changed", "changed once"])
def test_an_organisation_whose_file_vanished_is_joined_by_its_name(
    library: Library, tmp_path: Path, changed: bool
) -> None:
    first, _ = _two(library)
    if changed:
        library.put(_retitled(first.dossier, "g1", "changed"), first.etag)
    _file(tmp_path, first).unlink()
    added = library.add(_organisation(("g3", "three"), name="kestrel LEDGER"), [a_preparation("p3")], None)
    assert added.organisation_id == first.dossier.organisation_id
    assert len(library.organisations()) == 1
    goals = library.get(first.dossier.preparation.id).dossier.organisation.goals
    assert [goal.title for goal in goals] == ["one", "two", "three"]


@pytest.mark.parametrize("damage", [b"", b"torn", None], ids=["empty", "torn", "vanished"])
def test_goals_that_were_never_changed_survive_damage_too(
    library: Library, tmp_path: Path, damage: bytes | None
) -> None:
    first, _ = _two(library)
    if damage is None:
        _file(tmp_path, first).unlink()
    else:
        _file(tmp_path, first).write_bytes(damage)
    assert library.get(first.dossier.preparation.id).dossier.organisation == first.dossier.organisation


def test_a_window_that_holds_the_last_sound_goals_puts_them_back_over_damage(library: Library, tmp_path: Path) -> None:
    first, _ = _two(library)
    dossier = _retitled(first.dossier, "g1", "the latest")
    etag = library.put(dossier, first.etag)
    path = _file(tmp_path, first)
    path.write_bytes(path.read_bytes()[:-4])
    etag = library.put(dossier, etag)  # nothing changed here, and yet its goals are the newest
    assert library.get(first.dossier.preparation.id).dossier.organisation == dossier.organisation
    path.write_bytes(path.read_bytes()[:-4])
    library.put(_retitled(dossier, "g2", "changed over damage"), etag)
    titles = [goal.title for goal in library.get(first.dossier.preparation.id).dossier.organisation.goals]
    assert titles == ["the latest", "changed over damage"]


def test_a_window_with_older_goals_leaves_the_newer_ones_that_were_restored(library: Library, tmp_path: Path) -> None:
    first, second = _two(library)
    etag = library.put(_retitled(first.dossier, "g1", "newer"), first.etag)
    library.put(_retitled(first.dossier, "g1", "newest"), etag)
    _file(tmp_path, first).write_bytes(b"torn")
    library.put(second.dossier, second.etag)
    assert library.get(second.dossier.preparation.id).dossier.organisation.goals[0].title == "newer"


def test_a_new_preparation_with_goals_of_long_ago_neither_replaces_nor_removes_any(library: Library) -> None:
    first, _ = _two(library)
    library.put(_retitled(first.dossier, "g2", "changed"), first.etag)
    held = _organisation(("g1", "one"), ("g9", "mine"))
    begun = structs.replace(first.dossier, preparation=a_preparation("begun"), organisation=held)
    etag = library.put(begun, None)
    goals = {goal.id: goal.title for goal in library.get("begun").dossier.organisation.goals}
    assert goals == {"g1": "one", "g2": "changed", "g9": "mine"}
    library.put(_retitled(begun, "g9", "mine, later"), etag)  # goes on from what it has in hand
    goals = {goal.id: goal.title for goal in library.get("begun").dossier.organisation.goals}
    assert goals == {"g1": "one", "g2": "changed", "g9": "mine, later"}


def test_goals_that_differ_while_it_is_not_known_what_they_were_are_a_conflict(library: Library) -> None:
    first, _ = _two(library)
    library.put(_retitled(first.dossier, "g1", "changed"), first.etag)
    begun = structs.replace(first.dossier, preparation=a_preparation("begun"))
    with pytest.raises(Conflict, match="goals of"):
        library.put(begun, None)
    assert library.get(first.dossier.preparation.id).dossier.organisation.goals[0].title == "changed"


def test_a_base_that_is_in_no_version_any_more_replaces_nothing(library: Library, tmp_path: Path) -> None:
    first, second = _two(library)
    library.put(_retitled(first.dossier, "g1", "theirs"), first.etag)
    for version in (tmp_path / "history" / first.dossier.organisation_id).iterdir():
        version.unlink()
    with pytest.raises(Conflict):
        library.put(_retitled(second.dossier, "g1", "ours"), second.etag)
    assert library.get(first.dossier.preparation.id).dossier.organisation.goals[0].title == "theirs"


@pytest.mark.parametrize("name", ["", "\u3000"])
def test_cases_that_name_no_organisation_do_not_get_each_others_goals(library: Library, name: str) -> None:
    both = [
        library.add(Organisation(name=name, goals=(Goal(id="g1", title=title),)), [a_preparation()], None)
        for title in ("of one house", "of another")
    ]
    held = [library.get(added.preparation_ids[0]).dossier.organisation.goals for added in both]
    assert [[goal.title for goal in goals] for goals in held] == [["of one house"], ["of another"]]
