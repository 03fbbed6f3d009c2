"""The user guides tell what the app really has, in both languages: keys, words on the screen, pictures, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prep.words import LANGUAGES, Lang
from tui.keys import ACTIONS, key_name

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "prep" / "words" / "locale"
PAGES = ("README.md", "docs/guide.ja.md", "docs/guide.en.md", "docs/decks.md", "docs/storage.md")
FIXED = {"Tab", "Shift+Tab", "Esc", "Ctrl+Z"}
"""Keys that no action of ours has: they move between fields, lead back, and undo typing."""

SAID_OTHERWISE = {"ガイド", "ｶﾞｲﾄﾞ", "-", "must"}
"""What the guides put into quotation marks although it is no word of the screen."""


def guide(language: Lang) -> str:
    """The guide's text."""
    return (ROOT / "docs" / f"guide.{language}.md").read_text("utf-8")


def anchor(heading: str) -> str:
    """The anchor that Markdown pages give to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_key_of_every_action(language: Lang) -> None:
    assert [action.shown_key for action in ACTIONS if action.shown_key not in guide(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_the_guide_names_does_something(language: Lang) -> None:
    named = set(re.findall(r"\b(?:(?:Ctrl|Shift)\+(?:[A-Z]\b|[↑↓]|Tab\b)|F\d+\b|Tab\b|Esc\b|Pg\w+)", guide(language)))
    assert len(named) > 20
    assert named - {key_name(key) for action in ACTIONS for key in action.keys} - FIXED == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_quotes_stands_on_the_screen(language: Lang) -> None:
    catalogues = (LOCALE / language / "LC_MESSAGES").glob("*.po")
    words = "".join(re.sub(r'"\n"', "", one.read_text("utf-8")) for one in catalogues).lower()
    quoted = re.findall(r"「([^「」]+)」|“([^”]+)”", guide(language))
    names = {
        (one or other).strip("『』").replace("『", "「").replace("』", "」") for one, other in quoted
    } - SAID_OTHERWISE
    assert len(names) > 15
    assert sorted(name for name in names if " ".join(name.lower().split()).rstrip(",.") not in words) == []


def test_both_guides_list_the_same_keys() -> None:
    rows = []
    for language in LANGUAGES:
        rows.append([line.split("|")[1].strip() for line in guide(language).splitlines() if line.startswith("| ")])
    keys = [[cell for cell in one if cell not in ("キー", "Key", "名前", "Name")] for one in rows]
    assert keys[0] == keys[1]


def test_both_guides_have_the_same_chapters_and_pictures() -> None:
    shapes = []
    for language in LANGUAGES:
        parts = re.findall(r"(?m)^(#+ |!\[|- \*\*|\d\. |    \S+)", guide(language))
        shapes.append([part if part.startswith("    nema") or not part.startswith("    ") else "" for part in parts])
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_of_a_page_is_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = [one for one in re.findall(r"\]\(([^)\s]+)\)", text) if not one.startswith("http")]
    assert targets
    for target in targets:
        path, _, part = target.partition("#")
        there = (ROOT / page).parent / path if path else ROOT / page
        assert there.exists(), target
        if part:
            headings = re.findall(r"(?m)^#+ (.+)$", there.read_text("utf-8"))
            assert part in [anchor(one) for one in headings], target


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_every_chapter(language: Lang) -> None:
    text = guide(language)
    chapters = re.findall(r"(?m)^###? (.+)$", text)[1:]
    assert [one for one in chapters if f"](#{anchor(one)})" not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_of_the_guide_are_those_of_the_readme(language: Lang) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    to_install = re.findall(r"(?m)^    ((?:python3|pipx) .+)$", guide(language))
    assert len(to_install) == 2
    assert [one for one in to_install if one not in readme] == []
    told = set(re.findall(r"(?m)(?:^    |`|\()(nemawashi [a-z]+)", guide(language)))
    assert len(told) > 6
    assert sorted(one for one in told if f"`{one}" not in readme) == []
