"""A file damaged while a window holds its text: the version put back is older than what that window holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from msgspec import structs

from builders import a_preparation
from prep import edits
from prep.errors import Conflict
from prep.library.protocol import GIVEN_UP, Kept, Library
from prep.library.rescue import Rescued, save_aside, take_up
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.organisation import Goal, Organisation
from prep.words import Message
from tui.session import Session


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def _kept(library: Library) -> Kept:
    organisation = Organisation(name="Kestrel", goals=(Goal(id="g1", title="one"),))
    return library.get(library.add(organisation, [a_preparation(title="first")], None).preparation_ids[0])


def _titled(dossier: Dossier, title: str) -> Dossier:
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, title=title))


def _aiming(dossier: Dossier, goal: str) -> Dossier:
    goals = (structs.replace(dossier.organisation.goals[0], title=goal),)
    return structs.replace(dossier, organisation=structs.replace(dossier.organisation, goals=goals))


def _damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _a_session(library: Library) -> Session:
    """A window that has saved twice: the version in history is older than what it holds."""
    session = Session(library, _kept(library))
    for number in (2, 3):
        made = _aiming(_titled(session.dossier, f"text {number}"), f"goal {number}")
        session.workspace.apply(partial(_instead, made), Message("app.change.resolved"))
        assert session.save()
    return session


def _instead(made: Dossier, _: Dossier) -> Dossier:
    return made


def _meet(session: Session) -> None:
    found = session.look()
    if found is not None:
        session.met(found)
    assert session.save()


def _in_library(library: Library, dossier: Dossier) -> tuple[str, str]:
    now = library.get(dossier.preparation.id).dossier
    return now.preparation.title, now.organisation.goals[0].title


def test_a_window_saves_its_text_again_when_another_one_put_an_older_version_back(
    library: Library, tmp_path: Path
) -> None:
    session = _a_session(library)
    _damage(tmp_path / "preparations" / f"{session.dossier.preparation.id}.json")
    assert [row.title for row in open_library(tmp_path).summaries()] == ["text 2"]
    _meet(session)
    assert session.dossier.preparation.title == "text 3"
    assert _in_library(library, session.dossier) == ("text 3", "goal 3")


def test_goals_are_saved_again_when_another_window_put_older_ones_back(library: Library, tmp_path: Path) -> None:
    session = _a_session(library)
    _damage(tmp_path / "organisations" / f"{session.dossier.organisation_id}.json")
    assert open_library(tmp_path).organisations()[0][1].goals[0].title == "goal 2"
    _meet(session)
    assert _in_library(library, session.dossier) == ("text 3", "goal 3")


def test_text_typed_since_is_saved_over_the_older_version_without_asking(library: Library, tmp_path: Path) -> None:
    session = _a_session(library)
    _damage(tmp_path / "preparations" / f"{session.dossier.preparation.id}.json")
    open_library(tmp_path).summaries()
    session.edit(lambda dossier: _titled(dossier, "text 4"), Message("app.change.resolved"))
    assert session.save()
    assert _in_library(library, session.dossier) == ("text 4", "goal 3")


def test_what_another_window_made_of_an_older_version_replaces_the_newest_text_and_loses_it_not(
    library: Library, tmp_path: Path
) -> None:
    session = _a_session(library)
    open_id = session.dossier.preparation.id
    _damage(tmp_path / "preparations" / f"{open_id}.json")
    other = open_library(tmp_path)
    older = other.get(open_id)
    other.put(_titled(older.dossier, "made of text 2"), older.etag)
    etag = session.workspace.etag
    assert etag is not None
    assert library.fate_of(open_id, etag) == "lost"
    with pytest.raises(Conflict):
        library.put(_titled(session.dossier, "text 4"), etag)
    _meet(session)
    assert session.dossier.preparation.title == "made of text 2"
    assert [version.title for version in library.history(open_id) if version.given_up] == ["text 3"]


def test_what_was_lost_is_kept_when_a_conflict_takes_the_other_side(library: Library, tmp_path: Path) -> None:
    session = _a_session(library)
    open_id = session.dossier.preparation.id
    _damage(tmp_path / "preparations" / f"{open_id}.json")
    other = open_library(tmp_path)
    older = other.get(open_id)
    other.put(_titled(older.dossier, "made of text 2"), older.etag)
    session.workspace.apply(
        lambda dossier: edits.replace(dossier, "initiative.summary", "new"), Message("app.change.resolved")
    )
    assert not session.save()
    assert session.settle_conflict()
    assert session.dossier.preparation.title == "made of text 2"
    assert [version.title for version in library.history(open_id) if version.given_up] == ["text 3"]


def test_what_was_given_up_takes_the_place_of_no_damaged_file(library: Library, tmp_path: Path) -> None:
    session = _a_session(library)
    save_aside(tmp_path, _titled(session.dossier, "given up"), GIVEN_UP)
    _damage(tmp_path / "preparations" / f"{session.dossier.preparation.id}.json")
    assert take_up(library, tmp_path) == (Rescued("given up", "history"),)
    assert _in_library(library, session.dossier)[0] == "text 2"
