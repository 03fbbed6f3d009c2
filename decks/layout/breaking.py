"""Where lines break: at spaces, between East Asian characters (kinsoku), and inside a word only when it must.

Titles in Japanese break at phrase boundaries alone, and never leave a last line of three characters or fewer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from decks.layout.joined import joined
from decks.layout.measure import advance, is_wide, seam, width

NO_START = frozenset(
    "、。，．,.・：；:;？！?!゛゜ヽヾゝゞ々ー）］｝〕〉》」』】)]}’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％%‰℃〜～…‥–—"
)
NO_END = frozenset("（［｛〔〈《「『【([{‘“￥$＄£€#＃")
CLOSING = frozenset("、。，．）］｝〕〉》」』】")
RUNT = 3
_PARTS = re.compile(r"[^-/\\|&=?.,;:–—]*[-/\\|&=?.,;:–—]+|[^-/\\|&=?.,;:–—]+")
LONG_WORD = 30
UNSURE = re.compile(
    "[^ -\u00ac\u00ae-\u02ff\u0370-\u052f\u2002\u2010-\u2015\u2018-\u2027\u2030-\u203b\u20a0-\u20bf\u2100-\u22ff"
    "\u2460-\u26ff\u3000-\u303f\u3041-\u3098\u309b-\u30ff\u31f0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6]"
    "|[、。，．・：；？！ー々…‥〜]{6}"
)
"""Characters whose width no table knows, and marks in a row, which renderers break each in their own way."""
LINES_A_SPARE = 8


class _Parser(Protocol):
    def parse(self, sentence: str) -> list[str]: ...


@lru_cache(maxsize=1)
def _phrases() -> _Parser:
    import budoux  # only Japanese decks need the model

    parser: _Parser = budoux.load_default_japanese_parser()
    return parser


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The pieces between which a line may break; spaces stay with the word before them."""
    pieces: list[str] = []
    current = ""
    for character in text:
        if current and _may_break(current[-1], character):
            pieces.append(current)
            current = ""
        current += character
    if current:
        pieces.append(current)
    return tuple(pieces)


@lru_cache(maxsize=8192)
def longest_word(text: str, family: str, bold: bool = False) -> float:
    """The width in ems of the widest piece that no line break splits; 0 without any."""
    return max((width(word.rstrip(), family, bold) for word in words(text)), default=0.0)


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in NO_START or before in NO_END or joined(before, after):
        return False
    if before in CLOSING and not is_wide(after):
        return False  # LibreOffice never begins a line with a Latin word that follows a closing mark at once
    return before == " " or is_wide(before) or is_wide(after)


class _Word(Struct, frozen=True):
    """A piece between two chances to break; widths in ems, ``seen`` without the spaces at its end."""

    text: str
    whole: float
    seen: float
    joint: float


@lru_cache(maxsize=4096)
def _measured(text: str, family: str, bold: bool) -> tuple[_Word, ...]:
    return _weighed(words(text), family, bold)


@lru_cache(maxsize=1024)
def _weighed(pieces: tuple[str, ...], family: str, bold: bool) -> tuple[_Word, ...]:
    found = []
    before = " "
    for piece in pieces:
        whole = width(piece, family, bold) if len(piece) > 1 else advance(piece, family, bold)
        seen = width(piece.rstrip(" "), family, bold) if piece.endswith(" ") else whole
        found.append(_Word(piece, whole, seen, seam(before, piece[0])))
        before = piece.rstrip(" ")[-1:] or before
    return tuple(found)


def lines(text: str, room: float, family: str, bold: bool = False) -> tuple[str, ...]:
    """``text`` in lines at most ``room`` ems wide (room = width in points / size); joined they are the text."""
    return _cut_at(text, _breaks(_measured(text, family, bold), room, family, bold))


@lru_cache(maxsize=16384)
def line_total(text: str, room: float, family: str, bold: bool = False) -> int:
    """How many lines ``text`` takes in ``room`` ems; an empty text takes one."""
    return len(_breaks(_measured(text, family, bold), room, family, bold)) + 1


@lru_cache(maxsize=16384)
def last_line(text: str, room: float, family: str, bold: bool = False) -> int:
    """Where in ``text`` its last line begins; 0 when there is one line."""
    breaks = _breaks(_measured(text, family, bold), room, family, bold)
    return breaks[-1] if breaks else 0


@lru_cache(maxsize=16384)
def spare_lines(text: str, room: float, family: str, bold: bool = False) -> int:
    """How many lines more than ``line_total`` a renderer may need; 0 where every word and its width are known."""
    sure = not UNSURE.search(text)
    if sure and not any(word.seen > room or len(word.text) >= LONG_WORD for word in _measured(text, family, bold)):
        return 0
    if 2 * width(text, family, bold) <= room:  # however wrong the guess, it stands on one line
        return 0
    return 1 + line_total(text, room, family, bold) // LINES_A_SPARE


def _fill(pieces: tuple[str, ...], room: float, family: str, bold: bool) -> tuple[str, ...]:
    return _cut_at("".join(pieces), _breaks(_weighed(pieces, family, bold), room, family, bold))


def _cut_at(text: str, breaks: list[int]) -> tuple[str, ...]:
    starts, ends = [0, *breaks], [*breaks, len(text)]
    return tuple(text[start:end] for start, end in zip(starts, ends, strict=True))


def _breaks(pieces: tuple[_Word, ...], room: float, family: str, bold: bool) -> list[int]:
    """The positions at which lines begin, but the first."""
    found: list[int] = []
    position, used, empty = 0, 0.0, True
    for word in pieces:
        if not empty and used + word.joint + word.seen > room:
            found.append(position)
            used, empty = 0.0, True
        if word.seen > room:
            cuts, used = _cut(word.text, room, family, bold)
            found.extend(position + cut for cut in cuts)
        else:
            used += word.whole + (0.0 if empty else word.joint)
        position += len(word.text)
        empty = False
    return found


def _cut(word: str, room: float, family: str, bold: bool) -> tuple[list[int], float]:
    """Where a word wider than the line is cut, at least one character a line, and the width of its last part."""
    cuts: list[int] = []
    used, start, before = 0.0, 0, " "
    for part in _PARTS.findall(word):
        whole = width(part, family, bold)
        if used and used + seam(before, part[0]) + whole > room:  # renderers break here before they cut a word
            cuts.append(start)
            used = 0.0
        for at, character in enumerate(part, start):
            step = advance(character, family, bold)
            joint = seam(before, character) if used else 0.0
            if used and used + joint + step > room and not joined(word[at - 1], character):
                cuts.append(at)
                used = joint = 0.0
            used += joint + step
            before = before if character == " " else character
        start += len(part)
    return cuts, used


@lru_cache(maxsize=2048)
def title_lines(text: str, room: float, family: str, japanese: bool) -> tuple[str, ...]:
    """A bold title in lines of even length, broken at phrases in Japanese, at words elsewhere; joined they are it."""
    pieces = _whole_phrases(text) if japanese else words(text)
    greedy = _fill(pieces, room, family, True)
    if len(greedy) < 2 or any(width(piece, family, True) > room for piece in pieces):
        return greedy
    return _even(pieces, len(greedy), room, family) or greedy


@lru_cache(maxsize=1024)
def _whole_phrases(text: str) -> tuple[str, ...]:
    """Phrases as budoux finds them, mended where a break would start or end a line with a forbidden mark."""
    mended: list[str] = []
    for phrase in _phrases().parse(text):
        if mended and not _may_break_phrase(mended[-1][-1], phrase[0]):
            mended[-1] += phrase
        else:
            mended.append(phrase)
    return tuple(mended)


def _may_break_phrase(before: str, after: str) -> bool:
    return after not in NO_START and before not in NO_END and after != " " and _may_break(before, after)


def _even(pieces: tuple[str, ...], count: int, room: float, family: str) -> tuple[str, ...] | None:
    """The narrowest room that still gives ``count`` lines, without a runt at the end."""
    best: tuple[str, ...] | None = None
    for percent in range(100, 49, -5):
        tried = _fill(pieces, room * percent / 100, family, True)
        if len(tried) > count:
            break
        if max(width(line, family, True) for line in tried) <= room and len(tried[-1]) > RUNT:
            best = tried
    return best
