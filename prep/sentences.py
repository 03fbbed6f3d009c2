"""Where the sentences of a note begin and end, and the speech in it that stands in quotation marks.

Made for what people paste: transcripts with names and times before the words, lists, Japanese without spaces. A
sentence never goes beyond its line. Nothing here changes a word: spans point into the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

PAIRS = {"「": "」", "『": "』", "“": "”", '"': '"', "«": "»"}
"""Quotation marks and what closes each."""

_MARKS = re.compile("[" + re.escape("".join({*PAIRS, *PAIRS.values()})) + "]")
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_STOP = re.compile(r"[。．！？!?.]+[」』”’»\"')）\]】]*")
_WIDE_STOP = re.compile(r"[。．！？]")
_SHORTENED = re.compile(
    r"(?:\b(?:[A-Z]|[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[Ss]t|vs|etc|[Nn]o|approx|[ie]\.[eg])|^\s*\d{1,3})\.$"
)
_TIME = r"(?:[\[(（【]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])）】]\s*|\d{1,2}:\d{2}(?::\d{2})?\s+)?"
_NAME = r"(?:[^\s「」『』“”\"。、，,.!?！？:：][^「」『』“”\"。、，,.!?！？:：]{0,29}[:：](?![\d/])\s*(?=\S))?"
_LEAD = re.compile(rf"\s*(?:[-*>・•–—]\s*|\d{{1,3}}[.)．）]\s+)?{_TIME}{_NAME}{_TIME}")
_ENDS_SPOKEN = re.compile(r"[。．！？!?.…]$")
SPEECH = 10
"""Characters from which on words in quotation marks are taken for speech and not for a name, if nothing ends them."""

DEEPEST = 8
"""Quotation marks within one another; of more that are never closed, the last count."""

NEAR = 20
"""Characters looked at after a speech for what begins there."""


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text, from ``start`` up to and without ``end``."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether all of it lies in ``other``."""
        return other.start <= self.start and self.end <= other.end

    def touches(self, other: Span) -> bool:
        """Whether they share at least one character."""
        return self.start < other.end and other.start < self.end


def spans_at(text: str, at: int) -> tuple[Span, ...]:
    """What one may mean at ``at``, the nearest first: speech in quotation marks, the sentence, its whole line.

    Names, times and list signs before the words are left off a sentence. Empty where there are no words.
    """
    line = _line_at(text, at)
    words = text[line.start : line.end]
    here = min(max(at - line.start, 0), max(0, len(words) - 1))
    sentence = next((one for one in _sentences(words) if here < one.end), None)
    inside = [one for one in _speeches(words) if one.start - 1 <= here <= one.end]
    found = sorted(inside, key=lambda one: one.end - one.start)
    if sentence is not None and not found:
        found = [one for one in _speeches(words) if one.within(sentence) and _is_speech(words, one)][:1]
    if sentence is not None:
        found.append(sentence)
    found.append(_trimmed(words, Span(0, len(words))))
    real = [one for one in dict.fromkeys(found) if one.start < one.end]
    return tuple(Span(one.start + line.start, one.end + line.start) for one in real)


def beside(text: str, at: int, step: int) -> int:
    """Where the next (``step`` 1) or the previous (-1) sentence begins; ``at`` itself when there is none."""
    line = _line_at(text, at)
    while True:
        starts = [line.start + one.start for one in _sentences(text[line.start : line.end])]
        ahead = [one for one in starts if one > at] if step > 0 else [one for one in starts if one < at][::-1]
        if ahead:
            return ahead[0]
        edge = line.end + 1 if step > 0 else line.start - 1
        if not 0 <= edge < len(text):
            return at
        line = _line_at(text, edge)


def verbatim(text: str, span: Span) -> str:
    """The words of ``span`` as they are (A34): only white space around them and marks that enclose them all go.

    A line break inside becomes what stands between words, nothing in Japanese: the window broke it, not the speaker.
    """
    words = text[span.start : span.end].strip()
    while _enclosed(words):
        words = words[1:-1].strip()
    parts = [part.strip() for part in _BREAK.split(words) if part.strip()]
    joined = ""
    for part in parts:
        gap = " " if joined and (joined[-1].isascii() or part[0].isascii()) else ""
        joined += gap + part
    return joined


def _line_at(text: str, at: int) -> Span:
    start = max((text.rfind(one, 0, at) for one in _BREAKS), default=-1) + 1
    end = _BREAK.search(text, max(at, start))
    return Span(start, end.start() if end else len(text))


@lru_cache(maxsize=64)
def _sentences(line: str) -> tuple[Span, ...]:
    """The sentences of one line, without what stands before the words."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    speeches = list(_outermost(one for one in _speeches(line) if one.start - 1 >= start))
    ends = sorted(
        {
            *(one.end() for one in _STOP.finditer(line, start) if _stops(line, one, speeches)),
            *(one.end + 1 for one in speeches if _ends_with(line, one)),
            len(line),
        }
    )
    found = []
    for end in ends:
        span = _trimmed(line, Span(start, end))
        if span.start < span.end:
            found.append(span)
        start = max(start, end)
    return tuple(found)


def _stops(line: str, stop: re.Match[str], speeches: list[Span]) -> bool:
    """Whether the signs end a sentence: not within a speech, not after "Dr", not inside a number or a name."""
    before = bisect_right(speeches, stop.start(), key=lambda one: one.start - 1) - 1
    if before >= 0 and stop.start() <= speeches[before].end:
        return False
    if _WIDE_STOP.search(stop[0]):
        return not (stop[0] == "．" and line[stop.end() : stop.end() + 1].isdigit())
    if stop.end() < len(line) and line[stop.end()].isascii() and not line[stop.end()].isspace():
        return False
    return not _SHORTENED.search(line[max(0, stop.start() - 12) : stop.start() + 1])


def _ends_with(line: str, speech: Span) -> bool:
    """Whether a sentence ends with this speech: its own words end one, and what follows begins another."""
    if not _ENDS_SPOKEN.search(line[speech.start : speech.end]):
        return False
    rest = line[speech.end + 1 : speech.end + 1 + NEAR]
    after = rest.lstrip()
    return not after or after[0] in PAIRS or (rest[0].isspace() and (after[0].isupper() or not after[0].isascii()))


@lru_cache(maxsize=64)
def _speeches(line: str) -> tuple[Span, ...]:
    """What stands between quotation marks, the marks left off; marks that are never closed enclose nothing."""
    found, open_at = [], list[int]()
    for one in _MARKS.finditer(line):
        back = next((index for index, at in enumerate(reversed(open_at)) if PAIRS[line[at]] == one[0]), None)
        if back is not None:
            del open_at[len(open_at) - back :]
            found.append(Span(open_at.pop() + 1, one.start()))
        elif one[0] in PAIRS:
            open_at = [*open_at[-DEEPEST:], one.start()]
    return tuple(sorted(one for one in found if one.start < one.end))


def _outermost(speeches: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for one in speeches:
        if one.start >= end:
            yield one
            end = one.end


def _enclosed(words: str) -> bool:
    """Whether the first and the last character are quotation marks that belong together."""
    return len(words) > 1 and Span(1, len(words) - 1) in _speeches(words)


def _is_speech(line: str, span: Span) -> bool:
    words = line[span.start : span.end]
    return len(words) >= SPEECH or _ENDS_SPOKEN.search(words) is not None


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, max(span.start + left, span.start + len(words.rstrip())))
