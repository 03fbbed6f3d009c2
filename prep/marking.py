"""Where in a text stands what a search found, and the part of the text around it.

A search compares folded texts (``prep.folding.for_search``), in which a letter may have become two, or two one
(ｶﾞ is が): what was found is carried back letter by letter.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from prep.folding import for_search

Span = tuple[int, int]
"""The first character of a part of a text, and the one after its last."""

WINDOW, OVERLAP = 2000, 200
"""Characters of a long text that are carried back at a time, and how many of the next ones with them."""

_VOICED = "\uff9e\uff9f"
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Excerpt:
    """A part of a text on one line; ``marks`` are what was found, counted in ``words``.

    ``at`` is where the first of them stands in the whole text (0: nothing of it is in sight).
    """

    words: str
    marks: tuple[Span, ...] = ()
    at: int = 0


class Folded:
    """A text folded for search, with the way back to the text itself."""

    def __init__(self, text: str) -> None:
        self.source = text
        parts: list[str] = []
        self._from: list[Span] = []
        for start, end in _clusters(text):
            part = for_search(text[start:end])
            parts.append(part)
            self._from += [(start, end)] * len(part)
        self.text = "".join(parts)

    def spans(self, places: Sequence[int]) -> tuple[Span, ...]:
        """The parts of the text that letters of the folded one came from; neighbours are one."""
        return _joined([self._from[place] for place in places])

    def of_words(self, words: Sequence[str]) -> tuple[Span, ...]:
        """Every place of every folded word, as parts of the text."""
        places: set[int] = set()
        for word in words:
            start = self.text.find(word) if word else -1
            while start >= 0:
                places.update(range(start, start + len(word)))
                start = self.text.find(word, start + len(word))
        return self.spans(sorted(places))


def excerpt(text: str, words: Sequence[str], lead: int = 14, longest: int = 300) -> Excerpt:
    """The part of ``text`` around the first of the folded ``words``, at most ``longest`` characters and an ellipsis.

    ``lead`` is how many characters stand before it. Without any of the words: the beginning.
    """
    spans, first = _first_spans(text, words)
    start = max(0, first - lead) if first > 2 * lead else 0
    end = min(len(text), start + longest)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((left + shift, min(right, end) + shift) for left, right in spans if start <= left < end)
    return Excerpt(before + _plain(text[start:end]) + after, marks, first)


def _first_spans(text: str, words: Sequence[str]) -> tuple[tuple[Span, ...], int]:
    for start in range(0, max(1, len(text)), WINDOW):
        spans = Folded(text[start : start + WINDOW + OVERLAP]).of_words(words)
        if spans:
            return tuple((left + start, right + start) for left, right in spans), spans[0][0] + start
    return (), 0


def _clusters(text: str) -> list[Span]:
    """Each letter with the marks that belong to it: they are folded together."""
    starts = [
        index
        for index, sign in enumerate(text)
        if index == 0 or sign.isascii() or not (sign in _VOICED or unicodedata.combining(sign))
    ]
    return list(itertools.pairwise([*starts, len(text)]))


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _plain(text: str) -> str:
    """On one line and without controls, of the same length: what is marked must stay where it is."""
    return "".join(
        " " if sign.isspace() or sign in _BIDI or unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text
    )
