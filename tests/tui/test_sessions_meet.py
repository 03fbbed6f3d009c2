"""Two sessions on one library, without a screen: whatever they do, no word that was ever saved or met is lost."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_driver import a_library, an_id, sample
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, structs
from properties import examples

from builders import a_dossier
from prep import edits
from prep.errors import SaveFailed, common_error
from prep.library.protocol import Kept, Library, Version
from prep.library.rescue import take_up
from prep.library.tiny import TinyLibrary, open_library
from prep.links import dangling
from prep.model.dossier import Dossier
from prep.places import each, read
from prep.words import Message
from tui.ending import last_save
from tui.session import Session

LABEL = Message("app.change.resolved")
LISTS = ("stakeholders", "quotes", "wins", "organisation.goals")


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from texts(getattr(value, field))


def words(*values: object) -> set[str]:
    """The words that this test wrote: w1, w2 …"""
    return {part for value in values for text in texts(value) for part in text.split() if part[:1] == "w"}


def of(dossier: Dossier) -> set[str]:
    return words(dossier.preparation, dossier.organisation)


def kept_anywhere(library: Library, open_id: str) -> set[str]:
    now = library.get(open_id).dossier
    found = of(now)
    for version in library.history(open_id):
        found |= words(library.preparation_of(version))
    for version in library.goal_versions(now.organisation_id):
        found |= words(library.goals_of(version))
    return found


class Windows:
    """Two sessions and what was ever seen of their words."""

    def __init__(self, home: Path, seed: int) -> None:
        self.random = random.Random(seed)
        builder = a_dossier().with_goal().with_stakeholder().with_quote(stakeholder_id="s1").with_win(people=("s1",))
        first = TinyLibrary(home, lambda _: (False, 0))
        dossier = structs.replace(builder.build(), organisation_id="")
        first.put(dossier, None)
        self.open_id = dossier.preparation.id
        handles = first, TinyLibrary(home, lambda _: (False, 0))
        self.sessions = [Session(one, one.get(self.open_id)) for one in handles]
        self.library = handles[1]
        self.seen: set[str] = set()
        self.count = 0

    def play(self, steps: int) -> None:
        for _ in range(steps):
            session = self.random.choice(self.sessions)
            self.random.choice([self.write, self.write, self.write, self.save, self.save, self.look, self.undo])(
                session
            )

    def write(self, session: Session) -> None:
        self.count += 1
        session.edit(self._edit(session.dossier, f"w{self.count}"), LABEL)

    def save(self, session: Session) -> None:
        """What meets a conflict and is undone before anybody decides was never kept, and need not be."""
        if session.conflict:
            self.decide(session)
        elif session.save():
            self.seen |= of(session.dossier)

    def look(self, session: Session) -> None:
        found = session.look()
        if found is not None:
            session.met(found)

    def undo(self, session: Session) -> None:
        session.workspace.undo()

    def decide(self, session: Session) -> None:
        before = of(session.dossier)
        found = session.differences()
        session.resolve([one.place for one in found if self.random.random() < 0.5])
        if session.save():
            self.seen |= before

    def end(self) -> None:
        """Both save what they have, as an app that is ended does."""
        for session in self.sessions:
            self.seen |= of(session.dossier) if session.workspace.unsaved else set()
            assert session.save() or session.settle_conflict()
            assert not session.unsaved

    def _edit(self, dossier: Dossier, word: str) -> Callable[[Dossier], Dossier]:
        name = self.random.choice(LISTS)
        held = [place for place, _ in each(name, _records(dossier, name))]
        field = {"stakeholders": "name", "quotes": "text", "wins": "what", "organisation.goals": "title"}[name]
        kind = self.random.choice(["title", "add", "field", "remove"])
        if kind == "remove" and len(held) > 1:
            return lambda one: edits.remove(one, self.random.choice(held))
        if kind == "add" or not held:
            return lambda one: edits.add(one, name, {field: word})[0]
        if kind == "field":
            return lambda one: edits.replace(one, f"{self.random.choice(held)}.{field}", word)
        return lambda one: edits.replace(one, "title", word)


def _records(dossier: Dossier, name: str) -> tuple[Struct, ...]:
    held = read(dossier, name)
    return held if isinstance(held, tuple) else ()


@given(st.integers(0, 10**9))
@examples(25)
def test_two_windows_that_write_save_look_undo_and_choose_at_random_lose_no_word(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        windows = Windows(Path(folder), seed)
        windows.play(40)
        windows.end()
        assert windows.seen <= kept_anywhere(windows.library, windows.open_id)
        for session in windows.sessions:
            found = session.look()
            if found is not None:
                session.met(found)
        here, there = (session.dossier for session in windows.sessions)
        disk = windows.library.get(windows.open_id).dossier
        assert here.preparation == there.preparation == disk.preparation
        assert here.organisation == there.organisation == disk.organisation
        assert dangling(disk) == ()


def a_session(home: Path) -> tuple[Session, Library]:
    library = a_library(home, sample("en"))
    return Session(library, library.get(an_id(library, "Listening"))), open_library(home)


def titled(title: str) -> Callable[[Dossier], Dossier]:
    return lambda dossier: edits.replace(dossier, "title", title)


def save_there(other: Library, session: Session, *changes: Callable[[Dossier], Dossier]) -> None:
    kept = other.get(session.dossier.preparation.id)
    dossier = kept.dossier
    for change in changes:
        dossier = change(dossier)
    other.put(dossier, kept.etag)


def in_conflict(home: Path) -> tuple[Session, Library]:
    session, other = a_session(home)
    save_there(other, session, titled("Theirs"))
    session.edit(titled("Ours"), LABEL)
    assert not session.save()
    assert session.conflict
    return session, other


def test_what_is_given_up_is_tried_again_until_it_is_in_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, other = in_conflict(tmp_path)

    def full(dossier: Dossier) -> Version:
        raise SaveFailed(common_error("disk_full", folder="/full"))

    with monkeypatch.context() as patch:
        patch.setattr(session.library, "keep", full)
        session.resolve({"title"})
        assert not session.save()
        assert session.saving == "failed"
    assert session.dossier.preparation.title == "Theirs"
    assert session.save()
    assert "Ours" in {version.title for version in other.history(session.dossier.preparation.id)}


def test_what_is_given_up_while_the_disk_is_full_is_set_aside_and_in_the_history_after_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, other = in_conflict(tmp_path)

    def full(dossier: Dossier) -> Version:
        raise SaveFailed(common_error("disk_full", folder="/full"))

    monkeypatch.setattr(session.library, "keep", full)
    session.resolve({"title"})
    assert last_save(session, tmp_path).place == "aside"
    assert [one.where for one in take_up(other, tmp_path)] == ["history"]
    assert other.get(session.dossier.preparation.id).dossier.preparation.title == "Theirs"
    assert "Ours" in {version.title for version in other.history(session.dossier.preparation.id)}


def test_a_third_save_between_the_conflict_and_the_choice_is_a_conflict_again(tmp_path: Path) -> None:
    session, other = in_conflict(tmp_path)
    save_there(other, session, titled("Theirs once more"))
    session.resolve(())
    assert not session.save()
    assert session.conflict
    assert {one.theirs for one in session.differences()} == {"Theirs once more"}
    session.resolve(())
    assert session.save()
    titles = {version.title for version in other.history(session.dossier.preparation.id)}
    assert {"Theirs", "Theirs once more"} <= titles
    assert other.get(session.dossier.preparation.id).dossier.preparation.title == "Ours"


def test_a_conflict_is_settled_without_asking_when_the_app_must_end(tmp_path: Path) -> None:
    session, other = in_conflict(tmp_path)
    save_there(other, session, lambda one: edits.replace(one, "meeting.place", "Room 9"))
    assert session.settle_conflict()
    kept = other.get(session.dossier.preparation.id).dossier.preparation
    assert (kept.title, kept.meeting.place) == ("Ours", "Room 9")


def test_what_was_deleted_elsewhere_while_text_was_unsaved_is_saved_again_when_the_app_ends(tmp_path: Path) -> None:
    session, other = a_session(tmp_path)
    open_id = session.dossier.preparation.id
    session.edit(titled("Ours"), LABEL)
    other.delete(open_id, other.get(open_id).etag)
    last = last_save(session, tmp_path)
    assert (last.place, [one.key for one in last.told]) == ("disk", ["app.farewell.kept_deleted"])
    assert other.get(open_id).dossier.preparation.title == "Ours"


def test_what_was_deleted_elsewhere_and_brought_back_there_is_no_conflict_any_more(tmp_path: Path) -> None:
    session, other = a_session(tmp_path)
    open_id = session.dossier.preparation.id
    version = other.delete(open_id, other.get(open_id).etag)
    found = session.look()
    assert found is not None
    assert found.deleted
    session.met(found)
    assert session.conflict
    assert session.look() is None
    other.restore(version)
    found = session.look()
    assert found is not None
    session.met(found)
    assert session.saving == "saved"


def test_a_conflict_whose_own_change_was_undone_gives_way_to_what_lies_there(tmp_path: Path) -> None:
    session, _ = in_conflict(tmp_path)
    session.workspace.undo()
    found = session.look()
    assert found is not None
    assert session.met(found)
    assert session.saving == "saved"
    assert session.dossier.preparation.title == "Theirs"


def test_what_could_not_be_read_as_a_value_goes_with_its_record(tmp_path: Path) -> None:
    session, other = a_session(tmp_path)
    session.edit(lambda one: edits.add(one, "quotes", {"text": "Here"})[0], LABEL)
    mine = session.dossier.preparation.quotes[-1].id
    session.unwritten[f"quotes[{mine}].date"] = "soon"
    save_there(other, session, lambda one: edits.add(one, "quotes", {"text": "There"})[0])
    assert not session.save()
    session.resolve(())
    now = next(one.id for one in session.dossier.preparation.quotes if one.text == "Here")
    assert now != mine
    assert session.unwritten == {f"quotes[{now}].date": "soon"}


def test_a_folder_that_is_out_of_reach_is_no_deletion(tmp_path: Path) -> None:
    home = tmp_path / "drive"
    session, _ = a_session(home)
    home.rename(tmp_path / "away")
    assert session.look() is None
    session.edit(titled("Ours"), LABEL)
    assert not session.save()
    assert session.saving == "failed"
    (tmp_path / "away").rename(home)
    assert session.save()


def test_goals_that_the_library_merged_come_back_to_the_window_that_did_not_have_them(tmp_path: Path) -> None:
    library = a_library(tmp_path, sample("en"))
    rows = library.summaries()
    sessions = [Session(library, library.get(one.id)) for one in rows[:2]]
    here, there = sessions
    assert here.dossier.organisation_id == there.dossier.organisation_id
    there.edit(lambda one: edits.add(one, "organisation.goals", {"title": "There"})[0], LABEL)
    assert there.save()
    found = here.look()
    assert found is not None
    assert here.met(found)
    assert "There" in {goal.title for goal in here.dossier.organisation.goals}
    assert here.saving == "saved"


def test_the_date_a_window_goes_by_is_its_own(tmp_path: Path) -> None:
    library = a_library(tmp_path, sample("en"))
    kept = library.get(an_id(library, "Listening"))
    day = kept.dossier.today.replace(year=2031)
    session = Session(library, Kept(structs.replace(kept.dossier, today=day), kept.etag), on=day)
    save_there(open_library(tmp_path), session, titled("Theirs"))
    found = session.look()
    assert found is not None
    session.met(found)
    assert session.dossier.today == day
