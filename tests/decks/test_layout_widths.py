"""Text is measured no narrower than any program draws it, in the fonts that templates name as they name them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

import prep.words
from decks.layout import measure
from decks.layout.build_advances import FIRST, LAST, SIGNS, SOURCES
from decks.layout.fonts import widths_of
from decks.layout.measure import advance, width

SAMPLES = Path(prep.words.__file__).parent / "samples"
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/Library/Fonts"), Path.home() / ".fonts", Path("C:/Windows/Fonts"))
CLOSE = 0.995


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


@lru_cache(maxsize=1)
def sample_words() -> tuple[str, ...]:
    found = {
        word
        for name in ("case-ja.json", "case-en.json")
        for text in texts_in(json.loads((SAMPLES / name).read_text(encoding="utf-8")))
        for word in text.split()
    }
    known = {chr(code) for code in range(FIRST, LAST + 1)} | set(SIGNS)
    return tuple(sorted(word for word in found if set(word) <= known))


def font_file(names: str) -> Path | None:
    first = names.split()[0]
    return next((path for folder in FONT_FOLDERS if folder.is_dir() for path in sorted(folder.rglob(first))), None)


def test_no_word_of_the_samples_is_wider_in_the_font_than_measured() -> None:
    ttx = pytest.importorskip("fontTools.ttLib", reason="fonttools is not installed")
    installed = {
        family: [file for file in map(font_file, names) if file]
        for family, names in SOURCES.items()
        if not family.startswith("Wide")
    }
    if not any(installed.values()):
        pytest.skip("none of the fonts that the table is made from is installed")
    for family, files in installed.items():
        for bold, file in enumerate(files):
            font = ttx.TTFont(file, lazy=True, fontNumber=0)
            names, widths, em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
            for word in sample_words():
                if all(ord(character) in names for character in word):
                    real = sum(widths[names[ord(character)]][0] for character in word) / em
                    assert width(word, family, bool(bold)) >= real * CLOSE, (family, word)


@pytest.mark.parametrize(
    ("font", "own"),
    [
        ("Calibri Light", "Calibri"),
        ("Arial Narrow", "Arial Narrow"),
        ("Arial Black", "Wide, heavy"),
        ("HelveticaNeueLT Std 55 Roman", "Arial"),
        ("Segoe UI Semibold", "Open Sans, bold"),
        ("Montserrat Black", "Montserrat, heavy"),
        ("Roboto Condensed Light", "Roboto"),
        ("Source Sans Pro", "Source Sans"),
        ("Aptos Display", "Open Sans"),
        ("ＭＳ Ｐゴシック", "IPAex"),
        ("MS PGothic", "IPAex"),
        ("ＭＳ ゴシック", "Half Width"),
        ("游ゴシック Light", "Noto Sans CJK"),
        ("Yu Gothic Medium", "Noto Sans CJK, bold"),
        ("Meiryo UI", "Verdana"),
        ("メイリオ", "Verdana"),
        ("ヒラギノ角ゴ ProN W6", "IPAex, bold"),
        ("BIZ UDPゴシック", "BIZ UDP"),
    ],
)
def test_fonts_are_known_by_the_names_templates_write(font: str, own: str) -> None:
    assert widths_of(font, japanese=False).own == own


@pytest.mark.parametrize("font", ["", "+mn-lt", "Graphik", "Latoya", "Roboto Slab", "Roboto Mono", "見出ゴMB31"])
def test_a_font_not_known_is_measured_as_wide_as_what_stands_in_for_it(font: str) -> None:
    safe = widths_of(font, japanese=False).safe
    assert all(width(word, safe) >= width(word, "Wide") for word in sample_words())


@pytest.mark.parametrize(
    "font", ["Aptos", "Segoe UI", "Lato", "Montserrat", "游ゴシック", "ＭＳ ゴシック", "Arial Black"]
)
def test_text_has_room_where_its_font_is_missing_too(font: str) -> None:
    found = widths_of(font, japanese=False)
    for bold in (False, True):
        for word in sample_words():
            assert width(word, found.safe, bold) >= max(width(word, found.own, bold), width(word, "Wide", bold))


@pytest.mark.parametrize("font", ["Calibri", "Arial", "Times New Roman", "Courier New"])
def test_a_font_drawn_alike_everywhere_wastes_no_room(font: str) -> None:
    found = widths_of(font, japanese=False)
    assert found.safe == found.own == font


@examples(60)
@given(st.sampled_from(sorted(SOURCES)), st.text(min_size=1, max_size=8), st.booleans())
def test_every_character_has_a_width_in_every_family(family: str, text: str, bold: bool) -> None:
    for traits in ("", ", bold", ", heavy", ", Japanese"):
        assert all(0 <= advance(character, family + traits, bold) < 2 for character in text)


@given(st.text(max_size=20), st.booleans())
def test_any_name_of_a_font_is_understood(font: str, japanese: bool) -> None:
    found = widths_of(font, japanese)
    assert width("Any name", found.safe) >= width("Any name", found.own) * CLOSE


def test_a_full_width_character_is_an_em_wide_in_every_family() -> None:
    assert all(advance("漢", family, False) == advance("ー", family, False) == 1.0 for family in SOURCES)


def test_accented_letters_are_measured_by_the_font_too() -> None:
    assert advance("é", "Calibri", False) == advance("e", "Calibri", False)
    assert advance("ď", "Calibri", False) > advance("d", "Calibri", False)


def test_the_table_is_read_when_text_is_first_measured() -> None:
    code = "import decks.layout.measure as m; assert not m._tables.cache_info().currsize; m.width('a', 'Arial'); "
    code += "assert m._face.cache_info().currsize == 1"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(measure.__file__).parents[2])


@pytest.mark.parametrize(("alone", "light"), [("Calibri", "Calibri Light"), ("Arial", "Helvetica Neue Light")])
def test_a_light_weight_that_a_computer_may_lack_is_measured_as_wide_as_what_stands_in_for_it(
    alone: str, light: str
) -> None:
    bounded, exact = widths_of(light, False), widths_of(alone, False)
    assert exact.own == exact.safe
    assert bounded.own == exact.own
    assert width("a proposal", bounded.safe) >= width("a proposal", widths_of("No Such Font", False).safe)
