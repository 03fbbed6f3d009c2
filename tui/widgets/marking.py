"""Which words of two texts differ, and texts folded into lines in which those words can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tui.widgets.plain import folded_lines, paragraphs

MOST = 600
"""Words between the common beginning and end that are compared; more are another text altogether."""

CHUNK = 10_000
"""Characters folded at a time."""

_WORDS = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|\S")


@dataclass(frozen=True)
class Line:
    """One line of a folded text; ``before`` counts the signs, white space left out, of the lines before it."""

    text: str
    before: int


def folded(text: str, width: int) -> tuple[Line, ...]:
    """The whole text in lines of at most ``width`` cells."""
    lines, before = [], 0
    for line in _lines(paragraphs(text), width):
        lines.append(Line(line, before))
        before += sum(not sign.isspace() for sign in line)
    return tuple(lines)


def marks(one: str, other: str) -> tuple[bytes, bytes]:
    """For each sign of the two texts, white space left out, 1 when the other text does not have its word."""
    texts = [_WORDS.findall(paragraphs(text)) for text in (one, other)]
    first, second = (
        b"".join(bytes([only]) * len(word) for word, only in zip(words, flags, strict=True))
        for words, flags in zip(texts, _only_in_one(*texts), strict=True)
    )
    return first, second


def pieces(line: Line, marked: bytes) -> Iterator[tuple[str, bool]]:
    """The line in parts, each with whether it is marked; beyond the end of ``marked`` nothing is."""
    held, held_mark, at = "", False, line.before
    for sign in line.text:
        mark = held_mark
        if not sign.isspace():
            mark, at = at < len(marked) and marked[at] == 1, at + 1
        if mark != held_mark and held:
            yield held, held_mark
            held = ""
        held, held_mark = held + sign, mark
    if held:
        yield held, held_mark


def _only_in_one(one: Sequence[str], other: Sequence[str]) -> tuple[list[bool], list[bool]]:
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    found = [[head <= at < len(words) - tail for at in range(len(words))] for words in (one, other)]
    middle = one[head : len(one) - tail], other[head : len(other) - tail]
    if max(map(len, middle)) <= MOST:
        for block in SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks():
            for start, only in zip((block.a, block.b), found, strict=True):
                only[head + start : head + start + block.size] = [False] * block.size
    return found[0], found[1]


def _lines(text: str, width: int) -> Iterator[str]:
    """All lines: what folds them looks at so much of a text only."""
    for paragraph in text.split("\n"):
        for start in range(0, max(1, len(paragraph)), CHUNK):
            yield from folded_lines(paragraph[start : start + CHUNK], width)
