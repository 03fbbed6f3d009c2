"""Which words of two texts differ, and the texts folded into lines with those words told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tui.widgets.plain import folded_lines, paragraphs

Piece = tuple[str, bool]
"""A part of a line, and whether the other text does not have it."""

Line = tuple[Piece, ...]

MOST = 1500
"""Words between the common beginning and end that are compared; more are another text altogether."""

CHUNK = 10_000
"""Characters folded at a time."""

_WORDS = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|\S")


def compared_lines(one: str, other: str, width: int, *, mark: bool = True) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Both texts in lines of at most ``width`` cells, whole, with what only one of them says marked in it.

    ``mark`` False: nothing is marked, since there is nothing to compare with.
    """
    texts = paragraphs(one), paragraphs(other)
    if not mark:
        first, second = (_folded(text, (), width) for text in texts)
        return first, second
    words = [[(found.start(), found.group()) for found in _WORDS.finditer(text)] for text in texts]
    marked = _only_in_one([word for _, word in words[0]], [word for _, word in words[1]])
    first, second = (
        _folded(text, [found for found, is_marked in zip(held, flags, strict=True) if is_marked], width)
        for text, held, flags in zip(texts, words, marked, strict=True)
    )
    return first, second


def _only_in_one(one: Sequence[str], other: Sequence[str]) -> tuple[list[bool], list[bool]]:
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    marks = [[head <= at < len(words) - tail for at in range(len(words))] for words in (one, other)]
    middle = one[head : len(one) - tail], other[head : len(other) - tail]
    if max(map(len, middle)) <= MOST:
        for block in SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks():
            for start, mark in zip((block.a, block.b), marks, strict=True):
                mark[head + start : head + start + block.size] = [False] * block.size
    return marks[0], marks[1]


def _folded(text: str, marked: Sequence[tuple[int, str]], width: int) -> tuple[Line, ...]:
    """Folding only moves and drops white space: every other character is found again in its order."""
    flags = bytearray(len(text))
    for start, word in marked:
        flags[start : start + len(word)] = b"\x01" * len(word)
    order = iter(bool(flag) for character, flag in zip(text, flags, strict=True) if not character.isspace())
    return tuple(tuple(_pieces(line, order)) for line in _lines(text, width))


def _lines(text: str, width: int) -> Iterator[str]:
    """All lines: what folds them looks at so much of a text only."""
    for paragraph in text.split("\n"):
        for start in range(0, max(1, len(paragraph)), CHUNK):
            yield from folded_lines(paragraph[start : start + CHUNK], width)


def _pieces(line: str, order: Iterator[bool]) -> Iterator[Piece]:
    held, held_flag = "", False
    for character in line:
        flag = held_flag if character.isspace() else next(order, False)
        if flag != held_flag and held:
            yield held, held_flag
            held = ""
        held, held_flag = held + character, flag
    if held:
        yield held, held_flag
