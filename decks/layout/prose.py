"""Running text: headings, paragraphs, bullets and labelled lines as one text box that can be split anywhere."""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Align, Bullets, Callout, Fact, Facts, Heading, Paragraph, Text, Tone
from decks.layout.breaking import line_total, lines, spare_lines
from decks.layout.items import Box, Colour, Item, Para, Run, Shape, TextBox
from decks.layout.piece import Piece
from decks.layout.style import SAFETY, TONES, Style

CITED = "citing "
"""Begins the link of a run that keeps room for the numbers of the pages that print a tag."""

BULLET_INDENT = 16.0
BITE = 1200
LONG_LINES = 6  # a paragraph of more lines may be split over pages
CALLOUT_GROWTH = 6.0
LABEL_SPACE = "\u2002"
FEW_LINES = 2  # but no fewer than these stay together


def runs_of(text: Text, style: Style, size: float, bold: bool = False, colour: Colour | None = None) -> tuple[Run, ...]:
    """The words of ``text`` and its evidence tags; tags are links."""
    shown = colour or TONES[text.tone]
    words: tuple[Run, ...] = (Run(text.text, size, shown, bold or text.tone == "strong"),) if text.text else ()
    if text.cited:
        room = ", ".join(["88"] * max(1, text.pages))
        words += (Run(room, max(12.0, size - 2), "accent", False, CITED + text.cited),)
    return words + tuple(Run(f" [{tag}]", max(12.0, size - 2), "accent", False, tag) for tag in text.tags)


def paras_of(
    text: Text, style: Style, size: float, *, bold: bool = False, before: float = 0.0, align: Align = "left"
) -> tuple[Para, ...]:
    """A paragraph a line of ``text``; the tags stand after the last. Empty text without tags gives nothing."""
    pitch = style.pitch(size)
    if "\n" not in text.text and len(text.text) <= BITE and text.text.strip():
        return (Para(runs_of(text, style, size, bold), pitch, before, align),)
    parts = [part for line in text.text.split("\n") if line.strip() for part in _bites(line)]
    parts = parts or ([""] if text.tags or text.cited else [])
    gap, last = round(size * 0.4), len(parts) - 1
    return tuple(
        Para(runs_of(_of(text, part, index == last), style, size, bold), pitch, gap if index else before, align)
        for index, part in enumerate(parts)
    )


def _of(text: Text, part: str, last: bool) -> Text:
    """A part of ``text``; the last carries what stands after it."""
    return Text(part, text.tags, text.tone, text.cited, text.pages) if last else Text(part, (), text.tone)


def _bites(line: str) -> list[str]:
    """A line in parts of at most ``BITE`` characters, cut where a sentence or a word ends: measuring stays cheap."""
    parts = []
    while len(line) > BITE:
        cut = max(line.rfind(mark, BITE // 2, BITE) for mark in ("。", ". ", " ", "、")) + 1 or BITE
        parts.append(line[:cut])
        line = line[cut:]
    return [*parts, line]


def label(text: str, style: Style, colour: Colour = "muted", before: float = 0.0) -> tuple[Para, ...]:
    """A small bold label that stays with the line below it; nothing when it is empty."""
    run = Run(" ".join(text.split("\n")), style.small, colour, True)
    return (Para((run,), style.pitch(style.small), before, keep=True),) if text.strip() else ()


@lru_cache(maxsize=16384)
def line_count(para: Para, width: float, style: Style) -> int:
    """How many lines ``para`` takes at most in ``width`` points."""
    text, room = para.text, line_room(para, width)
    bold = para.bold
    return line_total(text, room, style.family, bold) + spare_lines(text, room, style.family, bold)


def _spare(para: Para, width: float, style: Style) -> int:
    """How many of the lines counted for ``para`` may stay empty."""
    return spare_lines(para.text, line_room(para, width), style.family, para.bold)


def line_room(para: Para, width: float) -> float:
    """The ems a line of ``para`` has."""
    runs = para.runs
    size = runs[0].size if len(runs) == 1 else max([run.size for run in runs], default=12.0)
    return (width - (BULLET_INDENT if para.bullet else 0.0)) * SAFETY / size


def in_body_size(paras: tuple[Para, ...], style: Style) -> list[Para]:
    """The words of a cell or a figure as running text."""
    return [
        replace(para, runs=tuple(replace(run, size=style.body) for run in para.runs), pitch=style.pitch(style.body))
        for para in paras
    ]


def text_height(paras: tuple[Para, ...], width: float, style: Style) -> float:
    """The height of ``paras`` in ``width`` points; the space above the first does not count."""
    total = sum([para.before + line_count(para, width, style) * para.pitch for para in paras])
    return math.ceil(total - (paras[0].before if paras else 0.0))


class Prose(Struct, frozen=True):
    """Paragraphs in one text box."""

    paras: tuple[Para, ...]
    width: float
    style: Style

    @property
    def height(self) -> float:
        """The estimate of its lines."""
        return text_height(self.paras, self.width, self.style)

    @property
    def most(self) -> float:
        """Text does not grow."""
        return self.height

    def place(self, box: Box) -> tuple[Item, ...]:
        """One text box."""
        first = replace(self.paras[0], before=0.0)
        return (TextBox(Box(box.x, box.y, self.width, self.height), (first, *self.paras[1:]), "Text"),)

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """Whole paragraphs, a long one between its lines; a heading goes with what follows it."""
        head, tail = split_paras(self.paras, self.width, self.style, room, page)
        return self._of(head), self._of(tail)

    @property
    def ends_with_heading(self) -> bool:
        """Whether the last line announces what follows."""
        return self.paras[-1].keep

    def without_last_heading(self) -> tuple[Prose | None, Prose]:
        """The text before its closing heading, and that heading."""
        cut = len(self.paras)
        while cut and self.paras[cut - 1].keep:
            cut -= 1
        return self._of(self.paras[:cut]), replace(self, paras=self.paras[cut:])

    def _of(self, paras: tuple[Para, ...]) -> Prose | None:
        return replace(self, paras=paras) if paras else None


def split_paras(
    paras: tuple[Para, ...], width: float, style: Style, room: float, page: float
) -> tuple[tuple[Para, ...], tuple[Para, ...]]:
    """What of ``paras`` fits into ``room`` points, and the rest; on an empty page at least one line fits."""
    used = 0.0
    for index, para in enumerate(paras):
        before = para.before if index else 0.0
        count = line_count(para, width, style)
        if used + before + count * para.pitch <= room:
            used += before + count * para.pitch
            continue
        free = int((room - used - before) // para.pitch) - _spare(para, width, style)
        if count > LONG_LINES and FEW_LINES <= free <= count - FEW_LINES:
            first, second = _cut_para(para, free, width, style)
            return (*paras[:index], first), (second, *paras[index + 1 :])
        cut = index
        while cut and paras[cut - 1].keep:
            cut -= 1
        if cut == 0 and room >= page - 0.5:  # nothing smaller helps: even an empty page is too short
            first, second = _cut_para(para, max(1, free), width, style)
            return (*paras[:index], first), (second, *paras[index + 1 :])
        return paras[:cut], paras[cut:]
    return paras, ()


def _cut_para(para: Para, count: int, width: float, style: Style) -> tuple[Para, Para]:
    cut = sum(len(line) for line in lines(para.text, line_room(para, width), style.family, para.bold)[:count])
    first: list[Run] = []
    second: list[Run] = []
    for run in para.runs:
        here = max(0, min(len(run.text), cut))
        cut -= len(run.text)
        if run.text[:here]:
            first.append(replace(run, text=run.text[:here]))
        if run.text[here:]:
            second.append(replace(run, text=run.text[here:]))
    return replace(para, runs=tuple(first)), replace(para, runs=tuple(second), before=0.0, bullet=False)


def block_paras(block: Heading | Paragraph | Bullets | Facts, style: Style) -> tuple[Para, ...]:
    """The paragraphs of one text block, with the space it keeps from what stands above."""
    apart = round(style.body * 0.75)
    match block:
        case Heading(text=text):
            run = Run(" ".join(text.split("\n")), style.heading, "accent", True)
            return (Para((run,), style.pitch(style.heading), apart, keep=True),) if text.strip() else ()
        case Paragraph(body=body):
            return paras_of(body, style, style.body, before=round(style.body * 0.5))
        case Bullets(items=items):
            found = [paras_of(item, style, style.body, before=round(style.body * 0.45)) for item in items]
            return tuple(replace(p, bullet=index == 0) for paras in found for index, p in enumerate(paras))
        case Facts(rows=rows):
            return _labelled(rows, style)


def _labelled(rows: tuple[Fact, ...], style: Style) -> tuple[Para, ...]:
    """Facts in a column: each label begins the first line of its text."""
    paras: list[Para] = []
    for row in rows:
        name = " ".join(row.label.split())
        body = paras_of(row.body, style, style.body, before=round(style.body * 0.5))
        if name:
            first = body[0] if body else Para((), style.pitch(style.body), round(style.body * 0.5))
            start = Run(name + LABEL_SPACE, style.body, "accent", True)
            body = (replace(first, runs=(start, *first.runs)), *body[1:])
        paras += body
    return tuple(paras)


class FramedProse(Struct, frozen=True):
    """A callout: text on a light ground with a bar at its left."""

    paras: tuple[Para, ...]
    width: float
    style: Style
    tone: Tone

    BAR = 5.0

    @property
    def _pad(self) -> float:
        return 12.0 * self.style.air

    @property
    def _inner(self) -> float:
        return self.width - self.BAR - 2 * self._pad

    @property
    def height(self) -> float:
        """Its text and the padding around it."""
        return text_height(self.paras, self._inner, self.style) + 2 * self._pad - 4

    @property
    def most(self) -> float:
        """A little more air, no more."""
        return self.height + CALLOUT_GROWTH

    def place(self, box: Box) -> tuple[Item, ...]:
        """The bar and the framed text."""
        colour: Colour = "warning" if self.tone == "warning" else "accent"
        ground: Colour = "warning_light" if self.tone == "warning" else "accent_light"
        first = replace(self.paras[0], before=0.0)
        pad = (self._pad, self._pad - 3, self._pad, self._pad - 3)
        area = Box(box.x + self.BAR, box.y, self.width - self.BAR, box.h)
        frame = TextBox(area, (first, *self.paras[1:]), "Callout", ground, None, pad)
        return Shape(Box(box.x, box.y, self.BAR, box.h), colour, "Callout bar"), frame

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """Both parts keep the frame."""
        pad = 2 * self._pad - 4
        head, tail = split_paras(self.paras, self._inner, self.style, room - pad, page - pad)
        return self._of(head), self._of(tail)

    def _of(self, paras: tuple[Para, ...]) -> FramedProse | None:
        return replace(self, paras=paras) if paras else None


def _tight_body(block: Callout, style: Style, colour: Colour) -> tuple[Para, ...]:
    """The texts of a callout with its label at the beginning of the first line."""
    found = [paras_of(text, style, style.body, before=3.0) for text in block.body]
    paras = [para for several in found for para in several]
    if not paras:
        return ()
    start = Run(" ".join(block.label.split()) + LABEL_SPACE, style.body, colour, True)
    return (replace(paras[0], runs=(start, *paras[0].runs)), *paras[1:])


def callout(block: Callout, width: float, style: Style) -> FramedProse | None:
    """A callout in ``width`` points; None when it says nothing."""
    colour: Colour = "warning" if block.tone == "warning" else "accent"
    if style.tight and block.label.strip() and (body := _tight_body(block, style, colour)):
        return FramedProse(body, width, style, block.tone)
    paras = list(label(block.label, style, colour))
    for text in block.body:
        paras += paras_of(text, style, style.body, before=3.0 if len(paras) == 1 else round(style.body * 0.4))
    return FramedProse(tuple(paras), width, style, block.tone) if paras else None
