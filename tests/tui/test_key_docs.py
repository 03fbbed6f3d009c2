"""The page of all keys and the schema of keys.toml are made from the registry, and the ones kept are current."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from prep.words import LANGUAGES, Lang
from tui.cli.key_file import key_file
from tui.keymap_file import changeable
from tui.keymap_schema import SCHEMA_FILE, key_page, schema_text
from tui.keys import BY_ID

ROOT = Path(__file__).parents[2]


def test_the_page_of_keys_is_what_the_registry_says() -> None:
    assert (ROOT / "docs" / "keys.md").read_text("utf-8") == key_page()  # made by docs/make_keys.py


@pytest.mark.parametrize("folder", ["docs", "tui"])
def test_the_schema_kept_is_what_the_registry_says(folder: str) -> None:
    assert (ROOT / folder / SCHEMA_FILE).read_text("utf-8") == schema_text()


def test_the_schema_takes_every_usual_key_and_no_letter() -> None:
    entries = json.loads(schema_text())["properties"]["keys"]["properties"]
    assert set(entries) == {id for id in BY_ID if changeable(id)}
    for id, entry in entries.items():
        for key in BY_ID[id].keys:
            assert re.search(entry["pattern"], key), (id, key)
        assert re.search(entry["pattern"], "ctrl+n, f11")
        assert not re.search(entry["pattern"], "a")
        assert not re.search(entry["pattern"], "ctrl+z")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_to_begin_with_names_its_schema_and_changes_nothing(language: Lang) -> None:
    begun = key_file(language)
    assert begun.startswith("#:schema ")
    assert tomllib.loads(begun) == {"keys": {}}
    whole = tomllib.loads(re.sub(r'(?m)^# (?=")', "", begun))
    assert set(whole["keys"]) == {id for id in BY_ID if changeable(id)}
    assert "{key_" not in begun
