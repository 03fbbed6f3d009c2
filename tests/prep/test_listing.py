"""The list kept between looks: true to the files, whatever the cache says."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import a_dossier, a_preparation
from prep.library.index import load_rows
from prep.library.protocol import Library
from prep.library.tiny import open_library
from prep.model.organisation import Organisation


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = open_library(tmp_path)
    opened.add(Organisation(name="Kestrel"), [a_preparation("p1"), a_preparation("p2", title="A second one")], None)
    return opened


def test_every_flipped_byte_of_the_index_is_noticed_and_the_list_stays_true(library: Library, tmp_path: Path) -> None:
    before = list(library.summaries())
    library.close()
    index = tmp_path / "index.json"
    good = index.read_bytes()
    assert load_rows(index)[1]
    for place in range(len(good)):
        index.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert load_rows(index) == ({}, False), place
    for length in range(len(good)):
        index.write_bytes(good[:length])
        assert load_rows(index) == ({}, False), length
    assert list(open_library(tmp_path).summaries()) == before


def test_an_organisation_renamed_in_another_window_is_renamed_in_the_list(library: Library, tmp_path: Path) -> None:
    assert {one.organisation for one in library.summaries()} == {"Kestrel"}
    other = open_library(tmp_path)
    kept = other.get(other.summaries()[0].id)
    other.put(replace(kept.dossier, organisation=Organisation(name="Merlin")), kept.etag)
    assert {one.organisation for one in library.summaries()} == {"Merlin"}


def test_only_what_changed_is_another_summary(library: Library) -> None:
    first = {one.id: one for one in library.summaries()}
    changed = library.summaries()[0].id
    kept = library.get(changed)
    library.put(replace(kept.dossier, preparation=replace(kept.dossier.preparation, title="Changed")), kept.etag)
    again = library.summaries()
    assert again[0].id == changed, "saved last, first in the list"
    assert again[0].title == "Changed"
    assert all(one is first[one.id] for one in again if one.id != changed)


def test_a_new_preparation_joins_the_list(library: Library) -> None:
    library.summaries()
    library.put(a_dossier(id="fresh", title="Fresh").build(), None)
    assert next(one.title for one in library.summaries()) == "Fresh"
    assert len(library.summaries()) == 3
