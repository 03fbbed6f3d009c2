"""Text that could not be saved at the end is put aside, and taken up at the next start: nothing typed is lost."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest
from msgspec import structs

from builders import a_dossier, a_preparation
from prep.errors import SaveFailed, common_error
from prep.library.protocol import Etag, Kept, Library
from prep.library.rescue import Rescued, save_aside, take_up, waiting
from prep.library.tiny import TinyLibrary, open_library
from prep.model.dossier import Dossier
from prep.model.organisation import Goal, Organisation


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library whose user state folder and folder for temporary files lie beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return tmp_path / "library"


@pytest.fixture
def library(home: Path) -> Library:
    return open_library(home)


def _kept(library: Library) -> Kept:
    organisation = Organisation(name="Kestrel", goals=(Goal(id="g1", title="one"),))
    return library.get(library.add(organisation, [a_preparation(title="first")], None).preparation_ids[0])


def _titled(dossier: Dossier, title: str) -> Dossier:
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, title=title))


def _title(library: Library, kept: Kept) -> str:
    return library.get(kept.dossier.preparation.id).dossier.preparation.title


def _blocked(folder: Path) -> None:
    """A file stands where the folder would be."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")


def test_text_put_aside_becomes_the_current_version_when_nothing_changed_meanwhile(
    library: Library, home: Path
) -> None:
    kept = _kept(library)
    changed = structs.replace(
        _titled(kept.dossier, "unsaved"), organisation=Organisation(name="Kestrel", goals=(Goal(id="g1", title="new"),))
    )
    path = save_aside(home, changed, kept.etag)
    assert path is not None
    assert path.parent == home / "rescue"
    assert os.name == "nt" or (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert take_up(open_library(home), home) == (Rescued("unsaved", "current"),)
    assert library.get(kept.dossier.preparation.id).dossier == changed
    assert [version.title for version in library.history(kept.dossier.preparation.id)] == ["first"]
    assert not path.exists()
    assert take_up(library, home) == ()


def test_text_put_aside_goes_into_the_history_when_another_window_saved_meanwhile(library: Library, home: Path) -> None:
    kept = _kept(library)
    save_aside(home, _titled(kept.dossier, "unsaved"), kept.etag)
    library.put(_titled(kept.dossier, "theirs"), kept.etag)
    assert take_up(library, home) == (Rescued("unsaved", "history"),)
    assert _title(library, kept) == "theirs"
    assert "unsaved" in {version.title for version in library.history(kept.dossier.preparation.id)}


def test_text_of_a_preparation_deleted_meanwhile_is_found_beside_it_in_the_history(
    library: Library, home: Path
) -> None:
    kept = _kept(library)
    save_aside(home, _titled(kept.dossier, "unsaved"), kept.etag)
    library.delete(kept.dossier.preparation.id, kept.etag)
    assert take_up(library, home) == (Rescued("unsaved", "history"),)
    assert "unsaved" in {version.title for version in library.history(kept.dossier.preparation.id)}
    assert library.summaries() == []


def test_a_preparation_that_was_never_saved_is_saved_now(library: Library, home: Path) -> None:
    dossier = a_dossier(preparation_id="new", title="begun").with_goal().build()
    save_aside(home, dossier, None)
    assert take_up(library, home) == (Rescued("begun", "current"),)
    assert library.get("new").dossier.organisation == dossier.organisation


def test_what_the_library_holds_already_is_not_taken_up_again(library: Library, home: Path) -> None:
    kept = _kept(library)
    save_aside(home, kept.dossier, kept.etag)
    assert take_up(library, home) == ()
    assert waiting(home) == ()
    assert library.history(kept.dossier.preparation.id) == []


def test_of_two_texts_the_later_one_becomes_current_and_the_other_is_kept(library: Library, home: Path) -> None:
    kept = _kept(library)
    for title in ("earlier", "later"):
        save_aside(home, _titled(kept.dossier, title), kept.etag)
    assert take_up(library, home) == (Rescued("later", "current"), Rescued("earlier", "history"))
    assert _title(library, kept) == "later"
    assert "earlier" in {version.title for version in library.history(kept.dossier.preparation.id)}


def test_a_damaged_file_gives_way_to_the_text_put_aside(library: Library, home: Path) -> None:
    kept = _kept(library)
    etag = library.put(_titled(kept.dossier, "second"), kept.etag)
    save_aside(home, _titled(kept.dossier, "unsaved"), etag)
    (home / "preparations" / f"{kept.dossier.preparation.id}.json").write_bytes(b"torn")
    assert take_up(library, home) == (Rescued("unsaved", "current"),)
    assert _title(library, kept) == "unsaved"


def test_a_folder_that_takes_nothing_leaves_the_text_to_the_next_one(library: Library, home: Path) -> None:
    kept = _kept(library)
    _blocked(home / "rescue")
    first = save_aside(home, _titled(kept.dossier, "in the state folder"), kept.etag)
    assert first is not None
    assert home.parent / "state" in first.parents
    assert take_up(library, home) == (Rescued("in the state folder", "current"),)


def test_the_last_resort_is_the_folder_for_temporary_files_and_none_of_all_is_said(
    library: Library, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _kept(library)
    _blocked(home / "rescue")
    _blocked(home.parent / "nowhere")
    monkeypatch.setenv("XDG_STATE_HOME", str(home.parent / "nowhere"))
    path = save_aside(home, _titled(kept.dossier, "unsaved"), kept.etag)
    assert path is not None
    assert home.parent / "temporary" in path.parents
    assert take_up(library, home) == (Rescued("unsaved", "current"),)
    monkeypatch.setattr(tempfile, "tempdir", str(home.parent / "nowhere"))
    assert save_aside(home, kept.dossier, kept.etag) is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_folder_that_others_may_write_to_is_not_believed(library: Library, home: Path) -> None:
    kept = _kept(library)
    _blocked(home / "rescue")
    path = save_aside(home, _titled(kept.dossier, "unsaved"), kept.etag)
    assert path is not None
    path.parent.chmod(0o777)
    assert take_up(library, home) == ()
    path.parent.chmod(0o700)
    assert take_up(library, home) == (Rescued("unsaved", "current"),)


def test_text_of_another_library_is_left_to_it(library: Library, home: Path) -> None:
    other = home.parent / "other"
    stranger = _kept(open_library(other))
    _blocked(other / "rescue")
    assert save_aside(other, _titled(stranger.dossier, "unsaved"), stranger.etag) is not None
    assert take_up(library, home) == ()
    assert take_up(open_library(other), other) == (Rescued("unsaved", "current"),)


def test_text_waits_while_an_empty_folder_stands_where_its_library_was(library: Library, home: Path) -> None:
    kept = _kept(library)
    _blocked(home / "rescue")
    save_aside(home, _titled(kept.dossier, "unsaved"), kept.etag)
    home.rename(home.parent / "away")
    empty = TinyLibrary(home)
    assert take_up(empty, home) == ()
    assert [one.title for one in waiting(home)] == ["unsaved"]
    assert [finding.kind for finding in empty.check().findings] == ["waiting"]
    home.rename(home.parent / "empty")
    (home.parent / "away").rename(home)
    assert take_up(library, home) == (Rescued("unsaved", "current"),)


def test_what_the_library_refuses_waits_for_the_next_time(
    library: Library, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _kept(library)
    save_aside(home, _titled(kept.dossier, "unsaved"), kept.etag)

    def full(dossier: Dossier, expected: Etag | None) -> Etag:
        raise SaveFailed(common_error("disk_full", folder=str(home)))

    with monkeypatch.context() as patched:
        patched.setattr(library, "put", full)
        assert take_up(library, home) == ()
    assert take_up(library, home) == (Rescued("unsaved", "current"),)


def test_a_damaged_text_put_aside_is_set_aside_and_told(library: Library, home: Path) -> None:
    kept = _kept(library)
    path = save_aside(home, _titled(kept.dossier, "unsaved"), kept.etag)
    assert path is not None
    path.write_bytes(path.read_bytes()[:-7])
    assert take_up(library, home) == ()
    (finding,) = library.check().findings
    assert (finding.kind, finding.file, finding.damage) == ("damaged", f"rescue/{path.name}", "torn")
    assert (home / finding.detail).read_bytes().startswith(b"{")
    assert library.check().findings == ()


@pytest.mark.skipif(sys.platform != "linux", reason="file systems that take any bytes for a name")
def test_text_is_put_aside_and_taken_up_in_a_folder_whose_name_is_no_text(home: Path) -> None:
    strange = Path(os.fsdecode(os.fsencode(str(home)) + b"-\x83\xff"))
    library = open_library(strange)
    kept = _kept(library)
    assert save_aside(strange, _titled(kept.dossier, "unsaved"), kept.etag) is not None
    assert take_up(library, strange) == (Rescued("unsaved", "current"),)


def test_what_is_put_aside_is_readable_json(library: Library, home: Path) -> None:
    kept = _kept(library)
    path = save_aside(home, _titled(kept.dossier, "読める題名"), kept.etag)
    assert path is not None
    assert "読める題名" in path.read_text("utf-8")


def test_numbers_that_were_given_are_not_given_again_after_a_rescue(library: Library, home: Path) -> None:
    kept = _kept(library)
    changed = structs.replace(_titled(kept.dossier, "unsaved"), numbered={"g": 7, "l": 3})
    save_aside(home, changed, kept.etag)
    assert take_up(library, home) == (Rescued("unsaved", "current"),)
    assert library.get(kept.dossier.preparation.id).dossier.numbered == {"g": 7, "l": 3}
