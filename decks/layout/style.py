"""The measures of a page and the sizes of type (decks.md, "What it looks like without a company template"). Points."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Tone
from decks.layout.canvas import OURS, Canvas
from decks.layout.items import Colour

RULE_GAP = 3.0
BODY_GAP = 13.0
FOOT_SIZE = 10.0
GUTTER = 28.0
BLOCK_GAP = 13.0
SAFETY = 0.985
"""The share of a box's width that lines may fill by estimate; the rest absorbs differences between renderers."""

CLOSER_LEADING = {"en": 1.14, "ja": 1.22}

TILE_SIZES = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0)

TONES: dict[Tone, Colour] = {
    "normal": "text",
    "strong": "text",
    "muted": "muted",
    "accent": "accent",
    "warning": "warning",
}


class Style(Struct, frozen=True, eq=False):
    """The type of one slide: ``body`` and ``cell`` sizes, ``small`` for labels; ``leading`` is line pitch per size.

    ``canvas`` says where on the page it stands. ``terse``: a tight page that may not go on over another one.
    """

    language: Literal["ja", "en"]
    body: float
    cell: float
    family: str
    leading: float
    title_leading: float
    tight: bool = False
    terse: bool = False
    canvas: Canvas = OURS

    @property
    def title_family(self) -> str:
        """The font that titles are measured by."""
        return self.canvas.title_family or self.family

    @property
    def air(self) -> float:
        """The share of the usual padding and gaps inside blocks; less on a page that would else spill over."""
        if self.terse:
            return 0.25
        return 0.5 if self.tight else 1.0

    @property
    def small(self) -> float:
        """Labels and attributions: a step below the body, never below 12."""
        return 12.0 if self.terse else max(12.0, self.body - 2)

    @property
    def heading(self) -> float:
        """A heading inside a slide."""
        return self.body

    def pitch(self, size: float) -> float:
        """The distance between lines of ``size``, in half points."""
        return round(size * self.leading * 2) / 2


def _styles(language: Literal["ja", "en"], sizes: tuple[tuple[float, float], ...]) -> tuple[Style, ...]:
    family, leading, title = ("Arial", 1.35, 1.18) if language == "ja" else ("Calibri", 1.22, 1.1)
    loose = [Style(language, body, cell, family, leading, title) for body, cell in sizes]
    return (*loose, replace(loose[-1], tight=True))


STYLES: dict[str, tuple[Style, ...]] = {
    "en": _styles("en", ((20, 18), (18, 16), (16, 14), (15, 14), (14, 13), (14, 12))),
    "ja": _styles("ja", ((20, 18), (18, 16), (16, 15), (16, 14), (16, 12))),
}
"""From the largest to the smallest that decks.md allows: body ≥ 14 (ja 16), cells and labels ≥ 12."""


def styles_on(canvas: Canvas, language: Literal["ja", "en"]) -> tuple[Style, ...]:
    """The styles of ``language`` on the pages of ``canvas``."""
    if canvas is OURS:
        return STYLES[language]
    return tuple(replace(style, canvas=canvas, family=canvas.family or style.family) for style in STYLES[language])


def terse_styles(styles: tuple[Style, ...]) -> tuple[Style, ...]:
    """How a page that must stand alone is set when the smallest style is too large for it, the least close first.

    Closer lines, then smaller labels and figures, then both; at last by the widths of the template's font alone.
    """
    smallest = styles[-1]
    closer = replace(smallest, leading=CLOSER_LEADING[smallest.language])
    closest = replace(closer, terse=True)
    own = smallest.canvas.own_family or smallest.family
    steps = (closer, replace(smallest, terse=True), closest)
    return steps if own == smallest.family else (*steps, replace(closest, family=own))
