"""A text folded into lines that know where in the text they stand, so that a cursor can move in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import cell_len

from tui.widgets.plain import CLOSING, one_line

TAB = "    "
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_PIECES = re.compile(rf"[{_WIDE}][^\S\n]*|[^\s{_WIDE}]{{1,200}}[^\S\n]*|[^\S\n]+")
_JOINED = re.compile(r"[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\u20d0-\u20ff\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
_JOINER = "\u200d"


@dataclass(frozen=True)
class Line:
    """One line of the window: ``start`` and ``end`` in the text, its line break left out."""

    start: int
    end: int


def wrapped(text: str, width: int) -> tuple[Line, ...]:
    """All lines of at most ``width`` cells; none begins with a closing mark where the one before can give a character.

    At least one line, for the cursor of an empty text.
    """
    lines: list[Line] = []
    at = 0
    for paragraph in text.splitlines(keepends=True):
        words = paragraph.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        lines += _folded(words, at, max(4, width))
        at += len(paragraph)
    if not text or len(text.splitlines()[-1]) < len(text.splitlines(keepends=True)[-1]):
        lines.append(Line(at, at))
    return tuple(lines)


def shown(text: str) -> str:
    """How a stretch of a line is drawn: tabs as spaces, nothing that could move the terminal's cursor."""
    return one_line(text.replace("\t", TAB)) if len(text) <= 1000 else "".join(map(shown, _chunks(text)))


def cells(text: str) -> int:
    """How many cells a stretch of a line takes as it is drawn."""
    return cell_len(shown(text))


def step(text: str, at: int, by: int) -> int:
    """The next (``by`` 1) or previous (-1) place where a cursor may stand: never inside an emoji or an accent."""
    at += by
    while 0 < at < len(text) and _belongs(text, at):
        at += by
    return max(0, min(at, len(text)))


def _belongs(text: str, at: int) -> bool:
    """Whether the character at ``at`` is one with the one before."""
    before, here = text[at - 1], text[at]
    return (before == "\r" and here == "\n") or here == _JOINER or before == _JOINER or bool(_JOINED.match(here))


def _folded(words: str, at: int, width: int) -> list[Line]:
    if (len(words) * 2 <= width and "\t" not in words) or cell_len(words.replace("\t", TAB)) <= width:
        return [Line(at, at + len(words))]
    lines: list[Line] = []
    start, used = 0, 0
    for piece in _PIECES.finditer(words):
        begin, end = piece.span()
        bare = size = cell_len(piece[0])
        if end - begin > 1 or piece[0] == "\t":
            size, bare = cells(piece[0]), cells(piece[0].rstrip())
        if used + bare > width and begin > start:
            begin = _give_way(words, start, begin)
            lines.append(Line(at + start, at + begin))
            start, used = begin, cells(words[begin : piece.start()])
        while used + bare > width and end - start > 1:  # one word longer than a line
            cut = _prefix(words, start, end, width)
            lines.append(Line(at + start, at + cut))
            start, used = cut, 0
            size = bare = cells(words[cut:end])
        used += size
    return [*lines, Line(at + start, at + len(words))]


def _give_way(words: str, start: int, at: int) -> int:
    """Where to break before ``at``: a character earlier when a closing mark would stand first."""
    before = step(words, at, -1)
    if words[at] in CLOSING and before > start and words[before] not in CLOSING and not words[before].isspace():
        return before
    return at


def _prefix(words: str, start: int, end: int, width: int) -> int:
    """As far as a line reaches from ``start``, one character at least."""
    cut, used = start, 0
    while cut < end:
        following = min(step(words, cut, 1), end)
        used += cells(words[cut:following])
        if used > width and cut > start:
            break
        cut = following
    return cut


def _chunks(text: str) -> list[str]:
    return [text[start : start + 1000] for start in range(0, len(text), 1000)]
