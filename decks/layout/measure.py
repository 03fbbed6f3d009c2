"""How wide a text is: advances of the fonts a deck names, and a careful guess for every other character.

Widths are in ems: multiply by the size in points. The estimate errs towards wide, so that no renderer needs more
lines than were planned for.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import msgspec

from decks.layout.fonts import BOLD, HEAVY, JAPANESE, OR, TRAIT

OUR_JAPANESE = "Arial"
"""The family of our own Japanese decks, which needs no trait."""
BOLD_FACTOR = 1.05  # renderers that embolden a regular face widen it by about this much
EMOJI = 1.4
UNKNOWN = 0.72
MARK = 0.6  # a combining mark that a font lacks takes a place of its own
KANA_MARKS = "\u3099\u309a"
SEAM = 0.25
FIRST_WIDE = 0x2E80
ASTRAL = 0x10000
TAGS = 0xE0000
HEAVY_FACTOR = 1.08
"""How much wider a black weight is than the bold of its family."""
ACCENTED = range(0xA1, 0x180)


@lru_cache(maxsize=1)
def _tables() -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """The widths of each family in thousandths of an em, and the characters that have them: regular and bold."""
    data = (Path(__file__).parent / "advances.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, tuple[dict[str, str], dict[str, str]]])


@lru_cache(maxsize=64)
def _face(table: str, bold: bool) -> dict[str, float]:
    """The advances of one weight; an accented letter that is not listed is as wide as its base letter."""
    found = {c: int(width) / 1000 for width, characters in _tables()[table][bold].items() for c in characters}
    for character in map(chr, ACCENTED):
        base = unicodedata.normalize("NFD", character)[0]
        if base != character and character not in found and base in found:
            found[character] = found[base]
    return {character: width for character, width in found.items() if width}


@lru_cache(maxsize=64)
def _advances(family: str, bold: bool) -> dict[str, float]:
    """The advances of ``family`` as decks.layout.fonts writes it: the widest of its tables."""
    tables, *traits = family.split(TRAIT)
    heavier = bold or BOLD in traits or HEAVY in traits
    factor = HEAVY_FACTOR if HEAVY in traits else 1.0
    faces = []
    for table in tables.split(OR):
        face = regular = _face(table, False)
        if heavier:
            face = {c: max(width, regular.get(c, 0.0) * BOLD_FACTOR) for c, width in _face(table, True).items()}
        faces.append({character: width * factor for character, width in face.items()})
    if len(faces) == 1:
        return faces[0]
    every = dict.fromkeys(character for face in faces for character in face)
    return {c: max(face[c] if c in face else _guessed(c) for face in faces) for c in every}


@lru_cache(maxsize=64)
def _is_japanese(family: str) -> bool:
    return family == OUR_JAPANESE or JAPANESE in family.split(TRAIT)


@lru_cache(maxsize=8192)
def advance(character: str, family: str, bold: bool) -> float:
    """The advance of one character in ems; 0 for what is never drawn by itself."""
    known = _advances(family, bold).get(character)
    if known is not None and not (_is_japanese(family) and unicodedata.east_asian_width(character) == "A"):
        return known  # in a Japanese deck the ambiguous signs (… ± ×) come from the East Asian font, full-width
    return _guessed(character)


def _guessed(character: str) -> float:
    """The advance of a character that another font is drawn for."""
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
    """The space some renderers set between an East Asian character and a Latin one, in ems; also beside a space."""
    if before == " " or after == " " or is_wide(before) == is_wide(after):
        return 0.0
    return SEAM


@lru_cache(maxsize=16384)
def width(text: str, family: str, bold: bool = False) -> float:
    """The width of ``text`` on one line, in ems."""
    total = sum([advance(character, family, bold) for character in text])
    if text.isascii():
        return total
    return total + sum([seam(before, after) for before, after in pairwise(text.replace(" ", ""))])
