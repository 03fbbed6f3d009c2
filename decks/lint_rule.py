"""What a rule about a finished deck is made of: the deck with its pages, a rule, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeVar

from msgspec import Struct

from decks.deck import Block, Deck, QuoteCard, QuoteCards, Slide, Table, flat
from decks.layout.canvas import Canvas
from decks.layout.items import Cell, Colour, Page, Pages, Para, TableItem, TextBox
from decks.phrases import Phrases
from prep.words.message import Argument

Level = Literal["must", "warning"]
Kind = Literal["metric", "option", "step", "quote", "why", "concern"]
TAG = re.compile(r"\s*\[[a-z]+\d+\]")
FIGURE = re.compile(r"[0-9０-９]")


OfKind = TypeVar("OfKind", bound=Struct)


class About(Struct, frozen=True):
    """The record a finding speaks of: its kind, and the words the deck shows it by (a why's name, a quote's id)."""

    kind: Kind
    words: str


class Hit(Struct, frozen=True):
    """One place where a rule does not hold: ``pages`` are numbers from 1, ``args`` fill the rule's sentence.

    ``form`` chooses among several sentences of a rule. An argument ``n`` is how much there is of it.
    """

    pages: tuple[int, ...]
    args: dict[str, Argument] = {}
    about: About | None = None
    form: str = ""


class Shown(Struct, frozen=True):
    """A deck and the pages it was laid out on; ``canvas`` says where on a page things may stand.

    ``colours`` are the roles as RRGGBB; one that is missing is a template's own, on a ground that only it knows.
    """

    deck: Deck
    pages: Pages
    canvas: Canvas
    colours: Mapping[Colour, str]

    @property
    def say(self) -> Phrases:
        """The words of the deck's language, by which its lines are known."""
        return Phrases(self.deck.language)

    def numbered(self) -> Iterator[tuple[int, Page]]:
        """The pages with their numbers, from 1."""
        return enumerate(self.pages.pages, 1)

    def blocks(self) -> Iterator[tuple[Slide, Block]]:
        """Every block, those inside columns too, with its slide."""
        return ((slide, block) for slide in self.deck.slides for block in flat(slide.blocks))

    def each(self, kind: type[OfKind]) -> Iterator[tuple[Slide, OfKind]]:
        """Every block of a kind with its slide."""
        return ((slide, block) for slide, block in self.blocks() if isinstance(block, kind))

    def cards(self) -> Iterator[tuple[Slide, QuoteCard]]:
        """Every quote with its slide."""
        return ((slide, card) for slide, quotes in self.each(QuoteCards) for card in quotes.cards)

    def where(self, slide: Slide, words: str = "") -> tuple[int, ...]:
        """The numbers of the pages of ``slide`` that show ``words``; its first page when none does."""
        own = [(number, page) for number, page in self.numbered() if page.slide_id == slide.id]
        wanted = "".join(words.split())
        found = [number for number, page in own if wanted and wanted in "".join(page.text.split())]
        return tuple(found or [number for number, _ in own[:1]])


class Rule(Struct, frozen=True):
    """A rule of decks.md: ``id`` is D, the rule's number there and a digit ("D11"); ``must`` findings stop --strict."""

    id: str
    level: Level
    check: Callable[[Shown], Iterable[Hit]]


def column(table: Table, label: str) -> int | None:
    """Where the column of that label stands; None: there is none."""
    return next((index for index, one in enumerate(table.columns) if one.label == label), None)


def paragraphs(page: Page) -> Iterator[tuple[TextBox | TableItem, Para, Cell | None]]:
    """Every paragraph of a page's body with the item, and in a table the cell, it stands in."""
    for item in page.items:
        if isinstance(item, TextBox):
            yield from ((item, para, None) for para in item.paras)
        elif isinstance(item, TableItem):
            yield from ((item, para, cell) for row in item.rows for cell in row.cells for para in cell.paras)
