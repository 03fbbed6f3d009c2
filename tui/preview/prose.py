"""Paragraphs with their looks, broken into lines of cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len

from decks.layout.items import Para
from tui.preview.cells import Look, Sheet, Span
from tui.widgets.plain import folded_lines, one_line, paragraphs

POINT = "▪ "
APART = 4.0
"""Points of space above a paragraph from which on a line is left empty where there is room."""

Told = tuple[Span, ...]
"""One line: its words and their looks."""


@lru_cache(maxsize=2048)
def para_lines(para: Para, width: int) -> tuple[Told, ...]:
    """The paragraph in lines of at most ``width`` cells, every word of it."""
    signs = [(sign, run_look(run.colour, run.bold)) for run in para.runs for sign in _plain(run.text)]
    while signs and signs[0][0] == " ":
        signs.pop(0)
    lead = POINT if para.bullet and width > 4 else ""
    lines: list[Told] = []
    at = 0
    for line in folded_lines("".join(sign for sign, _ in signs), max(2, width - cell_len(lead))):
        spans: list[Span] = []
        for sign in line:
            while signs[at][0] != sign:  # only spaces at the ends of lines are left out
                at += 1
            look = signs[at][1]
            at += 1
            if spans and spans[-1].look == look:
                spans[-1] = Span(spans[-1].text + sign, look)
            else:
                spans.append(Span(sign, look))
        hang = Span(lead if not lines else " " * cell_len(lead), Look("accent"))
        lines.append((hang, *spans) if lead else tuple(spans))
    return tuple(lines)


def run_look(ink: str, bold: bool) -> Look:
    """The look of a run of words; large figures stand out by being bold, since cells are all of one size."""
    return Look(ink, None, bold)  # type: ignore[arg-type]


def line_count(paras: Sequence[Para], width: int) -> int:
    """How many lines the paragraphs take without any space between them."""
    return sum(len(para_lines(para, width)) for para in paras)


def write(sheet: Sheet, paras: Sequence[Para], left: int, right: int, top: int, rows: int, anchor: str) -> None:
    """Write paragraphs into a box of cells, with empty lines between them where there is room."""
    width = max(2, right - left)
    told = [para_lines(para, width) for para in paras]
    spare = rows - sum(map(len, told))
    gaps = [index for index, para in enumerate(paras) if index and para.before >= APART]
    open_gaps = set(gaps) if 0 < len(gaps) <= spare else set()
    spare -= len(open_gaps)
    row = top + {"top": 0, "middle": max(0, spare) // 2, "bottom": max(0, spare)}[anchor]
    for index, (para, lines) in enumerate(zip(paras, told, strict=True)):
        row += index in open_gaps
        for line in lines:
            free = width - sum(cell_len(span.text) for span in line)
            column = left + {"left": 0, "center": free // 2, "right": free}[para.align]
            for span in line:
                sheet.put(column, row, span.text, span.look)
                column += cell_len(span.text)
            row += 1


def _plain(text: str) -> str:
    """Signs that can stand in a cell; what would break the line does not."""
    return "".join(one_line(part) + " " if ended else one_line(part) for part, ended in _parts(paragraphs(text)))


def _parts(text: str) -> list[tuple[str, bool]]:
    """The text in pieces that ``one_line`` keeps whole, each with whether a line ends there."""
    found = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        pieces = [line[at : at + 1000] for at in range(0, len(line), 1000)] or [""]
        found += [(piece, False) for piece in pieces[:-1]]
        found.append((pieces[-1], number < len(lines) - 1))
    return found
