"""How wide a text is: advances of the fonts a deck names, and a careful guess for every other character.

Widths are in ems: multiply by the size in points. The estimate errs towards wide, so that no renderer needs more
lines than were planned for.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

from decks.layout import advance_table as table

BOLD_FACTOR = 1.05  # renderers that embolden a regular face widen it by about this much
EMOJI = 1.4
UNKNOWN = 0.72
MARK = 0.6  # a combining mark that a font lacks takes a place of its own
KANA_MARKS = "\u3099\u309a"
SEAM = 0.25
FIRST_WIDE = 0x2E80
ASTRAL = 0x10000
TAGS = 0xE0000
WIDE, WIDE_JAPANESE = "Wide", "Wide, Japanese"
"""What stands in for a font that we do not know: one that few are wider than."""
JAPANESE = ("Arial", WIDE_JAPANESE)
"""The families of Japanese decks."""
CALIBRI_LIKE = ("Calibri", "Carlito")
ARIAL_LIKE = ("Arial", "Arial Narrow", "Helvetica", "Arimo", "Liberation Sans", "Times New Roman", "Cambria")
"""Fonts no wider than those whose widths we have."""


def _font(numbers: str) -> dict[str, float]:
    characters = [*map(chr, range(table.FIRST, table.LAST + 1)), *table.SIGNS]
    return {c: int(n) / 1000 for c, n in zip(characters, numbers.split(), strict=True) if n != "0"}


def _bold(regular: dict[str, float], bold: dict[str, float]) -> dict[str, float]:
    return {c: max(width, regular.get(c, 0.0) * BOLD_FACTOR) for c, width in bold.items()}


CALIBRI = _font(table.CALIBRI_REGULAR)
ARIAL = _font(table.ARIAL_REGULAR)
_WIDE = _font(table.WIDE_REGULAR)
_FONTS = {
    ("Calibri", False): CALIBRI,
    ("Calibri", True): _bold(CALIBRI, _font(table.CALIBRI_BOLD)),
    ("Arial", False): ARIAL,
    ("Arial", True): _bold(ARIAL, _font(table.ARIAL_BOLD)),
    **dict.fromkeys(((WIDE, False), (WIDE_JAPANESE, False)), _WIDE),
    **dict.fromkeys(((WIDE, True), (WIDE_JAPANESE, True)), _bold(_WIDE, _font(table.WIDE_BOLD))),
}


def family_for(font: str, japanese: bool) -> str:
    """The family to measure text by that is written in ``font``: never narrower."""
    if font in CALIBRI_LIKE and not japanese:
        return "Calibri"
    if font in ARIAL_LIKE or font in CALIBRI_LIKE:
        return "Arial"
    return WIDE_JAPANESE if japanese else WIDE


@lru_cache(maxsize=8192)
def advance(character: str, family: str, bold: bool) -> float:
    """The advance of one character in ems; 0 for what is never drawn by itself."""
    known = _FONTS[family, bold].get(character)
    if known is not None and not (family in JAPANESE and unicodedata.east_asian_width(character) == "A"):
        return known  # in a Japanese deck the ambiguous signs (… ± ×) come from the East Asian font, full-width
    if ord(character) >= TAGS:
        return UNKNOWN  # tags and variation selectors: nothing where they are known, a box where they are not
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me"):
        return 0.0 if character in KANA_MARKS else MARK
    if unicodedata.combining(character) or kind in ("Cf", "Cc"):
        return 0.0
    code = ord(character)
    if code >= ASTRAL and not unicodedata.category(character).startswith("L"):
        return EMOJI
    width = unicodedata.east_asian_width(character)
    if width in "WF":
        return 1.0
    if width == "H":
        return 0.6
    if width == "A" or unicodedata.category(character).startswith("S"):
        return 1.05  # drawn full-width by East Asian fonts
    return UNKNOWN


@lru_cache(maxsize=8192)
def is_wide(character: str) -> bool:
    """Whether lines may break on both sides of ``character``: East Asian letters and marks."""
    return ord(character) >= FIRST_WIDE and unicodedata.east_asian_width(character) in "WF"


def seam(before: str, after: str) -> float:
    """The space some renderers set between an East Asian character and a Latin one, in ems."""
    if before == " " or after == " " or is_wide(before) == is_wide(after):
        return 0.0
    return SEAM


@lru_cache(maxsize=16384)
def width(text: str, family: str, bold: bool = False) -> float:
    """The width of ``text`` on one line, in ems."""
    total = sum([advance(character, family, bold) for character in text])
    if text.isascii():
        return total
    return total + sum([seam(before, after) for before, after in pairwise(text)])
