"""Where things may stand on a page, in points: our own design's measures, or those of a company's template."""

from __future__ import annotations

from msgspec import Struct

from decks.deck import Align
from decks.layout.items import Anchor, Box

MARGIN = 43.2
FOOT_LINE_Y = 503.0
FOOT_Y = FOOT_LINE_Y + 6.0
NUMBER_W = 70.0
WIDE = 960 - 2 * MARGIN


class Place(Struct, frozen=True):
    """A place for text at the foot; ``idx`` is the number of the template's placeholder, None: a text box of ours."""

    box: Box
    idx: int | None = None
    align: Align = "left"


class Canvas(Struct, frozen=True):
    """The page and its areas; the defaults are our own design (decks.md, "What it looks like").

    ``body`` is where blocks and sources may stand. ``fixed``: a template's page: the title stays inside its area, the
    body begins at its top, and neither a rule below the title nor one above the foot is drawn. ``date`` None: the date
    stands in ``line``. The families are those that text is measured by; "": the usual one of the language.
    ``own_family`` is the template's font alone, without what stands in for it where it is missing.
    """

    page: Box = Box(0, 0, 960, 540)
    title: Box = Box(MARGIN, 24, WIDE, 64)
    body: Box = Box(MARGIN, 0, WIDE, FOOT_LINE_Y)
    line: Place = Place(Box(MARGIN, FOOT_Y, WIDE - NUMBER_W - 20, 0))
    date: Place | None = None
    number: Place = Place(Box(MARGIN + WIDE - NUMBER_W, FOOT_Y, NUMBER_W, 0), None, "right")
    title_sizes: tuple[float, ...] = (28.0, 26.0, 24.0, 22.0)
    title_align: Align = "left"
    title_anchor: Anchor = "bottom"
    sources_size: float = 10.0
    fixed: bool = False
    family: str = ""
    own_family: str = ""
    title_family: str = ""

    def foot_size(self, place: Place) -> float:
        """The size of the foot's text: 12 where a template has no placeholder for it, and it is a text like others."""
        return 12.0 if self.fixed and place.idx is None else 10.0


OURS = Canvas()
"""Our own design, 16:9."""
