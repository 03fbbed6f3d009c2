"""The checker of the file's structure finds what is broken and nothing else, and shares no code with the writer."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from broken_decks import Broken, Defect, with_custom_xml
from deck_builders import Language, a_deck
from deck_defects import DEFECTS
from structure.check import check_deck
from template_builder import ATemplate

from decks.layout.pages import paginate
from decks.pptx.write import write_deck

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")  # one of the defects
TESTS = Path(__file__).parents[1]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


@cache
def a_sound_deck(language: Language = "ja", times: int = 1) -> bytes:
    return write_deck(paginate(a_deck(language, times)))


def told(data: bytes) -> list[str]:
    return [str(finding) for finding in check_deck(data)]


@pytest.mark.parametrize("times", [1, 3, 10])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_with_every_block_is_sound(language: Language, times: int) -> None:
    assert told(a_sound_deck(language, times)) == []


def test_packing_a_deck_anew_breaks_nothing() -> None:
    assert told(Broken.of(a_sound_deck()).data) == []


@pytest.mark.parametrize(("rule", "break_it"), [pytest.param(rule, how, id=name) for name, rule, how in DEFECTS])
def test_a_seeded_defect_is_found(rule: str, break_it: Defect) -> None:
    deck = Broken.of(a_sound_deck())
    break_it(deck)
    assert rule in {finding.rule for finding in check_deck(deck.data)}


def test_every_defect_is_one_of_its_own() -> None:
    names = Counter(name for name, _, _ in DEFECTS)
    assert max(names.values()) == 1
    assert len(DEFECTS) >= 30


def test_custom_xml_that_is_well_related_is_no_defect() -> None:
    deck = Broken.of(a_sound_deck())
    with_custom_xml(deck)
    assert told(deck.data) == []


def test_a_file_that_is_no_zip_is_told() -> None:
    assert [finding.rule for finding in check_deck(b"no zip")] == ["zip.broken"]


def test_an_empty_zip_and_a_template_without_slides_are_told() -> None:
    assert check_deck(Broken().data)
    assert "slide.none" in {finding.rule for finding in check_deck(ATemplate().data())}


def test_the_checker_knows_nothing_of_the_writer() -> None:
    asked = "import sys, structure.check; print({'decks', 'prep', 'tui', 'pptx'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", asked], cwd=TESTS, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
