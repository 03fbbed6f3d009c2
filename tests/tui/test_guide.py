"""The user guides tell the keys that the app really has, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from prep.words import LANGUAGES, Lang
from tui.keys import ACTIONS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_key_of_every_action(language: Lang) -> None:
    guide = (DOCS / f"guide.{language}.md").read_text("utf-8")
    assert [action.shown_key for action in ACTIONS if action.shown_key not in guide] == []


def test_both_guides_list_the_same_keys() -> None:
    rows = []
    for language in LANGUAGES:
        lines = (DOCS / f"guide.{language}.md").read_text("utf-8").splitlines()
        rows.append([line.split("|")[1].strip() for line in lines if line.startswith("| ")])
    keys = [[cell for cell in one if cell and cell not in ("キー", "Key")] for one in rows]
    assert keys[0] == keys[1]
