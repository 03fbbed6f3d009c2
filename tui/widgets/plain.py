"""User text on its way to the screen: nothing in it is markup, nothing in it can move the cursor."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

from prep.shortening import whole_words

LONGEST = 2000
"""What is looked at of a text that is drawn on one line; more than any screen is wide."""

CLOSING = "。、，．・：；？！）」』】〕》〉］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…,.:;?!)]}"
OPENING = "（「『【〔《〈［｛“‘"
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_PIECES = re.compile(rf"[{_WIDE}]\s*|[^\s{_WIDE}]+\s*|\s+")
_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HARMFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """The text on one line, without control and direction characters, cut after what any screen could show."""
    return _HARMFUL.sub("", _BREAKS.sub(" ", text[:LONGEST]))


def paragraphs(text: str) -> str:
    """The text with its line breaks, without control and direction characters."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_HARMFUL.sub("", line.replace("\t", "    ")) for line in lines)


def fit(text: str, width: int, align_right: bool = False) -> str:
    """The text in exactly ``width`` cells: cut with an ellipsis, or filled with spaces."""
    if width <= 0:
        return ""
    line = one_line(text)
    size = cell_len(line)
    if size > width:
        kept = set_cell_size(line, width - 1)
        if cell_len(line[: len(kept)]) == width - 1:  # else half of a wide character was in the way
            kept = whole_words(line, len(kept))
        cut = kept.rstrip(" …·、") + "…"
        return cut + " " * (width - cell_len(cut))
    filler = " " * (width - size)
    return filler + line if align_right else line + filler


def folded_lines(text: str, width: int) -> list[str]:
    """The text broken into lines of at most ``width`` cells: at spaces, and between characters that need none.

    No line begins with a closing mark (。、」) where the one before can give a character, and none ends with an opening
    bracket. A paragraph that begins with
    spaces stays set in by them on every line.
    """
    lines = []
    for paragraph in paragraphs(text[: 10 * LONGEST]).split("\n"):
        words = paragraph.lstrip(" ")
        inset = paragraph[: min(len(paragraph) - len(words), max(0, width // 4))]
        lines += [inset + line for line in _folded(words, max(2, width - len(inset)))]
    return lines


def _folded(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECES.findall(paragraph):
        size = cell_len(piece)
        if used + cell_len(piece.rstrip()) > width and line:
            kept, moved = _give_way(line, piece)
            lines.append(kept.rstrip())
            line, used = moved, cell_len(moved)
        while size > width and used + size > width:  # one word longer than a line
            head = _prefix(piece, max(1, width - used))
            lines.append(line + head)
            line, used, piece = "", 0, piece[len(head) :]
            size = cell_len(piece)
        line += piece
        used += size
    return [*lines, line.rstrip()]


def _give_way(line: str, piece: str) -> tuple[str, str]:
    """What stays of ``line`` and what goes down with ``piece``: no closing mark first, no opening bracket last."""
    moved = 0
    if piece[:1] in CLOSING and len(line) > 1 and line[-1:] not in CLOSING and not line[-1].isspace():
        moved = 1
    while moved < len(line) - 1 and line[len(line) - moved - 1] in OPENING:
        moved += 1
    return line[: len(line) - moved], line[len(line) - moved :]


def _prefix(text: str, width: int) -> str:
    taken, size = 0, 0
    for character in text:
        size += cell_len(character)
        if size > width and taken:
            break
        taken += 1
    return text[:taken]
