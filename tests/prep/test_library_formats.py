"""Every format ever shipped opens with what was kept in it; a newer one is left as it is (promise 7)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden_files import exports, folder_of, formats, library_of, listed

from prep.library.migrations import FORMAT, MIGRATIONS


def test_every_format_has_golden_files_and_a_migration_to_the_next() -> None:
    assert formats() == list(range(1, FORMAT + 1)), "write them before shipping: python tests/golden_files.py"
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))


@pytest.mark.parametrize("number", formats())
def test_a_library_of_any_format_lists_what_it_listed_then(number: int, tmp_path: Path) -> None:
    library = library_of(number, tmp_path / "library")
    expected = json.loads((folder_of(number) / "expected" / "list.json").read_bytes())
    found = [
        {key: row[key] for key in then} for row, then in zip(listed(library), expected, strict=True)
    ]  # the list may have learnt more since
    assert found == expected
    assert list(library.check().findings) == []


@pytest.mark.parametrize("number", formats())
def test_every_file_and_version_of_any_format_holds_exactly_what_was_kept(number: int, tmp_path: Path) -> None:
    found = {name: json.loads(data) for name, data in exports(library_of(number, tmp_path / "library")).items()}
    folder = folder_of(number) / "expected"
    expected = {path.stem: json.loads(path.read_bytes()) for path in folder.glob("*.json") if path.stem != "list"}
    assert sorted(found) == sorted(expected)
    assert found == expected
