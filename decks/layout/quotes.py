"""Quotes as cards: a large opening mark, the words, the attribution beneath."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import QuoteCard, QuoteCards, Text
from decks.layout.items import Box, Colour, Item, Para, Run, Shape, TextBox
from decks.layout.piece import Piece
from decks.layout.prose import Prose, label, line_count, paras_of, runs_of, text_height
from decks.layout.style import Style

PAD = 12.0
GAP = 16.0
MARK_SIZE = {"en": 48.0, "ja": 34.0}
MARK_W = 34.0
NARROWEST = 250.0
MOST_ACROSS = 3
SEPARATORS = " ·・"
ALONE = 2  # up to so many cards stand across the whole width when words are long


class CardRow(Struct, frozen=True):
    """Cards of one height side by side; ``heading`` stands above the first row of its kind."""

    heading: tuple[Para, ...]
    cards: tuple[tuple[Para, ...], ...]
    tones: tuple[Colour, ...]
    width: float
    across: int
    style: Style
    again: tuple[Para, ...] = ()

    def continued(self) -> CardRow:
        """The row as it stands on a page of its own: with the heading of its kind."""
        return replace(self, heading=self.again)

    @property
    def _card_width(self) -> float:
        return (self.width - GAP * (self.across - 1)) / self.across

    @property
    def _text_width(self) -> float:
        return self._card_width - MARK_W - 2 * PAD

    @property
    def _top(self) -> float:
        return text_height(self.heading, self.width, self.style) + 5 if self.heading else 0.0

    @property
    def height(self) -> float:
        """The heading and the tallest card."""
        tallest = max(text_height(paras, self._text_width, self.style) for paras in self.cards)
        return self._top + max(tallest, 36.0) + 2 * PAD

    @property
    def most(self) -> float:
        """A little more air."""
        return self.height + 30

    def place(self, box: Box) -> tuple[Item, ...]:
        """The heading, then for each card its ground, its mark and its words."""
        items: list[Item] = []
        if self.heading:
            items.append(TextBox(Box(box.x, box.y, self.width, self._top - 5), self.heading, "Heading"))
        y, h = box.y + self._top, box.h - self._top
        for index, (paras, tone) in enumerate(zip(self.cards, self.tones, strict=True)):
            x = box.x + index * (self._card_width + GAP)
            ground: Colour = "warning_light" if tone == "warning" else "surface"
            items.append(Shape(Box(x, y, self._card_width, h), ground, "Card"))
            items.append(self._mark(x, y, tone))
            words = Box(x + PAD + MARK_W, y, self._text_width + PAD, h)
            items.append(TextBox(words, paras, "Quote", None, None, (0, PAD, PAD, PAD)))
        return tuple(items)

    def _mark(self, x: float, y: float, tone: Colour) -> TextBox:
        """The large opening mark; a Japanese bracket's ink stands in the right half of its box."""
        japanese = self.style.language == "ja"
        size = MARK_SIZE[self.style.language]
        mark = Para((Run("「" if japanese else "“", size, tone, True),), size)
        box = Box(x - 4, y + 6, MARK_W + 10, size) if japanese else Box(x + PAD, y + PAD - 4, MARK_W, size)
        return TextBox(box, (mark,), "Opening mark")

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """All or nothing; a card taller than a page becomes text."""
        if self.height <= page:
            return None, self
        paras = [*self.heading]
        for card in self.cards:
            paras += [replace(card[0], before=14.0), *card[1:]]
        return Prose(tuple(paras), self.width, self.style).split(room, page)


def quote_rows(block: QuoteCards, width: float, style: Style) -> list[CardRow]:
    """Rows of cards, as many across as stay readable."""
    if not block.cards:
        return []
    heading = label(block.label, style, "accent")
    across = max(1, min(MOST_ACROSS, len(block.cards), int((width + GAP) // (NARROWEST + GAP))))
    if len(block.cards) == 4:
        across = min(across, 2)
    across = math.ceil(len(block.cards) / math.ceil(len(block.cards) / across))
    rows = []
    for start in range(0, len(block.cards), across):
        cards = block.cards[start : start + across]
        tones: tuple[Colour, ...] = tuple("warning" if card.tone == "warning" else "accent" for card in cards)
        room = (width - GAP * (across - 1)) / across - MARK_W - 2 * PAD
        paras = tuple(_card_paras(card, room, style) for card in cards)
        rows.append(CardRow(() if start else heading, paras, tones, width, across, style, heading))
    return rows


def _card_paras(card: QuoteCard, room: float, style: Style) -> tuple[Para, ...]:
    words = paras_of(Text(card.text), style, style.body)
    tags = (card.tag,) if card.tag else ()
    said = " ".join(card.attribution.split("\n"))
    line = Para(runs_of(Text(said, tags, "muted"), style, style.small), style.pitch(style.small), 6.0 if words else 0.0)
    by = _in_parts(line, " ".join(card.who.split("\n")), room, style) if line.runs else ()
    return (*words, *by) or (Para((Run(" ", style.body),), style.pitch(style.body)),)


def _in_parts(line: Para, who: str, room: float, style: Style) -> tuple[Para, ...]:
    """An attribution in one line, or who said it above when and in what sense, so that no date is broken."""
    words, *tags = line.runs
    when = words.text.removeprefix(who).lstrip(SEPARATORS)
    if not who or not when or not words.text.startswith(who) or line_count(line, room, style) == 1:
        return (line,)
    second = replace(line, runs=(replace(words, text=when), *tags), before=0.0)
    return replace(line, runs=(replace(words, text=who),)), second
