"""A network drive that goes away: every call says so, nothing is made in its place, and it goes on when it is back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from builders import a_preparation
from prep.errors import LibraryError, SaveFailed, Unusable
from prep.library.home import make_home
from prep.library.protocol import Kept, Library
from prep.library.rescue import save_aside
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.organisation import Goal, Organisation
from prep.settings import Settings, write_settings
from prep.words import LANGUAGES, render

GONE = {"common.error.library_gone", "common.error.library_gone_saving"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "drive"


@pytest.fixture
def library(home: Path) -> Library:
    return open_library(home)


def _kept(library: Library) -> Kept:
    added = library.add(Organisation(name="Kestrel", goals=(Goal(id="g1"),)), [a_preparation()], None)
    kept = library.get(added.preparation_ids[0])
    library.put(_titled(kept.dossier, "second"), kept.etag)
    return library.get(added.preparation_ids[0])


def _titled(dossier: Dossier, title: str) -> Dossier:
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, title=title))


def _unmounted(home: Path, *, mount_point: bool) -> Path:
    """Take the drive away; where it lay, nothing is left, or the empty folder it was mounted on."""
    away = home.with_name("away")
    home.rename(away)
    if mount_point:
        home.mkdir()
    return away


def _calls(library: Library, kept: Kept) -> dict[str, Callable[[], object]]:
    preparation_id = kept.dossier.preparation.id
    (version,) = library.history(preparation_id)
    return {
        "summaries": library.summaries,
        "organisations": library.organisations,
        "get": lambda: library.get(preparation_id),
        "etag_of": lambda: library.etag_of(preparation_id),
        "put": lambda: library.put(_titled(kept.dossier, "third"), kept.etag),
        "put a new one": lambda: library.put(_titled(kept.dossier, "third"), None),
        "add": lambda: library.add(Organisation(name="Other"), [a_preparation()], None),
        "delete": lambda: library.delete(preparation_id, kept.etag),
        "restore": lambda: library.restore(version),
        "history": lambda: library.history(preparation_id),
        "trash": library.history,
        "goal_versions": lambda: library.goal_versions(kept.dossier.organisation_id),
        "preparation_of": lambda: library.preparation_of(version),
        "keep": lambda: library.keep(kept.dossier),
        "erase": lambda: library.erase(preparation_id),
        "changes": library.changes,
        "check": library.check,
    }


@pytest.mark.parametrize("mount_point", [False, True], ids=["nothing left", "an empty mount point"])
def test_every_call_says_that_the_folder_cannot_be_reached_and_makes_nothing_in_its_place(
    library: Library, home: Path, mount_point: bool
) -> None:
    kept = _kept(library)
    calls = _calls(library, kept)
    library.summaries()
    _unmounted(home, mount_point=mount_point)
    for name, call in calls.items():
        with pytest.raises((SaveFailed, Unusable)) as refused:
            call()
        assert refused.value.message.key in GONE, name
        for language in LANGUAGES:
            assert str(home) in render(refused.value.message, language)
    library.close()
    assert home.exists() == mount_point
    assert not mount_point or list(home.iterdir()) == []


@pytest.mark.parametrize("mount_point", [False, True], ids=["nothing left", "an empty mount point"])
def test_when_the_folder_is_back_everything_goes_on_as_before(library: Library, home: Path, mount_point: bool) -> None:
    kept = _kept(library)
    away = _unmounted(home, mount_point=mount_point)
    with pytest.raises(SaveFailed, match="Your text is kept"):
        library.put(_titled(kept.dossier, "third"), kept.etag)
    if mount_point:
        home.rmdir()
    away.rename(home)
    library.put(_titled(kept.dossier, "third"), kept.etag)
    assert library.get(kept.dossier.preparation.id).dossier.preparation.title == "third"
    versions = library.history(kept.dossier.preparation.id)
    assert [version.title for version in versions] == ["second", "The listening desk"]
    assert library.check().findings == ()


def test_a_drive_that_is_gone_when_the_app_ends_gets_the_text_aside_elsewhere(library: Library, home: Path) -> None:
    kept = _kept(library)
    _unmounted(home, mount_point=True)
    written = save_aside(home, kept.dossier, kept.etag)
    assert written is not None
    assert home not in written.parents
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("mount_point", [False, True], ids=["nothing left", "an empty mount point"])
def test_a_start_without_the_drive_shows_no_empty_library(home: Path, mount_point: bool) -> None:
    _kept(open_library(home))
    away = _unmounted(home, mount_point=mount_point)
    with pytest.raises(Unusable, match="not there now"):
        open_library(home)
    assert home.exists() == mount_point
    if mount_point:
        home.rmdir()
    away.rename(home)
    assert len(open_library(home).summaries()) == 1


def test_whoever_means_it_can_begin_anew_where_a_library_was(home: Path) -> None:
    _kept(open_library(home))
    _unmounted(home, mount_point=True)
    (home / "preparations").mkdir()
    assert open_library(home).summaries() == []


def test_settings_are_not_written_where_the_drive_was(library: Library, home: Path) -> None:
    _kept(library)
    _unmounted(home, mount_point=True)
    with pytest.raises(SaveFailed):
        write_settings(home, Settings(language="ja"))
    assert list(home.iterdir()) == []


def test_a_link_to_a_folder_that_is_not_there_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "absent", target_is_directory=True)
    with pytest.raises(Unusable, match="cannot be reached"):
        open_library(tmp_path / "link")
    assert not (tmp_path / "absent").exists()


def test_a_library_behind_a_link_is_the_same_library(tmp_path: Path) -> None:
    make_home(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    straight, behind = open_library(tmp_path / "real"), open_library(tmp_path / "link")
    kept = _kept(straight)
    behind.put(_titled(kept.dossier, "through the link"), kept.etag)
    assert behind.check().findings == ()
    with pytest.raises(LibraryError, match="another window"):
        straight.put(_titled(kept.dossier, "stale"), kept.etag)
