"""A laid-out deck to leaf through: each page as lines, drawn once for each size."""

from __future__ import annotations

from decks.deck import Deck, Slide
from decks.layout.items import Page, Pages
from prep.words import Lang, text
from tui.preview.cells import PLAIN, Line, Look, Picture, Span
from tui.preview.page import NARROWEST, draw_page
from tui.preview.words import slide_text
from tui.widgets.plain import fit, folded_lines

KEPT = 24
"""Pictures kept, the last ones drawn: a page and its neighbours at more than one size."""


class Book:
    """The pages of ``deck``; what was drawn is kept for a while."""

    def __init__(self, deck: Deck, pages: Pages) -> None:
        self.deck = deck
        self.pages = pages
        self._slides = {slide.id: slide for slide in deck.slides}
        self._drawn: dict[tuple[int, int, int | None], Picture] = {}

    def __len__(self) -> int:
        return len(self.pages.pages)

    def page(self, index: int) -> Page:
        """The page of that index."""
        return self.pages.pages[index]

    def slide(self, index: int) -> Slide:
        """The slide that a page shows, or a part of it."""
        return self._slides[self.page(index).slide_id]

    def section(self, index: int) -> str:
        """The name of the page's section; "" for a deck without names."""
        return self.pages.section_names.get(self.page(index).section, "")

    def index_of(self, slide_id: str, part: int = 1) -> int | None:
        """Where a slide's part stands; None: nowhere."""
        places = (at for at, page in enumerate(self.pages.pages) if (page.slide_id, page.part) == (slide_id, part))
        return next(places, None)

    def picture(self, index: int, width: int, height: int | None = None) -> Picture:
        """The page drawn ``width`` cells wide, see ``draw_page``."""
        key = (index, width, height)
        found = self._drawn.pop(key, None) or draw_page(self.pages, index, width, height)
        self._drawn[key] = found
        if len(self._drawn) > KEPT:
            del self._drawn[next(iter(self._drawn))]
        return found

    def lines(self, index: int, width: int, height: int | None, language: Lang, *, words: bool = False) -> list[Line]:
        """The page and below it its notes, as wide as ``width``; ``words``, or too narrow: told in words alone."""
        if words or width < NARROWEST:
            shown = plain_lines(slide_text(self.slide(index), width), width)
        else:
            shown = list(self.picture(index, width, height).lines)
        return [*shown, *note_lines(self.page(index).notes, width, language)]


def plain_lines(body: str, width: int, look: Look = PLAIN) -> list[Line]:
    """A text as lines of exactly ``width`` cells."""
    return [(Span(fit(line, width), look),) for part in body.split("\n") for line in folded_lines(part, width)]


def note_lines(notes: str, width: int, language: Lang) -> list[Line]:
    """The speaker notes below a page, as the file will hold them; nothing without any."""
    if not notes:
        return []
    heading = plain_lines(text("app.deck.notes", language), width, Look("accent", bold=True))
    return [*plain_lines("", width), *heading, *plain_lines(notes, width)]
