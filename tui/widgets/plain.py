"""User text on its way to the screen: nothing in it is markup, nothing in it can move the cursor."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

LONGEST = 2000
"""What is looked at of a text that is drawn on one line; more than any screen is wide."""

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
        return set_cell_size(line, width - 1) + "…"
    filler = " " * (width - size)
    return filler + line if align_right else line + filler


def folded_lines(text: str, width: int) -> list[str]:
    """The text broken into lines of at most ``width`` cells, at spaces where it has any."""
    lines: list[str] = []
    for paragraph in paragraphs(text[: 10 * LONGEST]).split("\n"):
        line = ""
        for piece in re.findall(r"\S+\s*|\s+", paragraph):
            if line and cell_len(line) + cell_len(piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            while cell_len(piece) > width:
                head = _prefix(piece, width - cell_len(line))
                lines.append(line + head)
                line, piece = "", piece[len(head) :]
            line += piece
        lines.append(line.rstrip())
    return lines


def _prefix(text: str, width: int) -> str:
    taken, size = 0, 0
    for character in text:
        size += cell_len(character)
        if size > width and taken:
            break
        taken += 1
    return text[:taken]
