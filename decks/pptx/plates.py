"""A plain panel behind text, for a layout on whose ground no colour can be read: photographs, strong shading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from msgspec import Struct

from decks.layout.items import Box
from decks.pptx.art import Grounds
from decks.pptx.colours import BLACK, RGB, WHITE, luminance, readable
from decks.pptx.template import Layout

AIR = 10.0
LIGHT, DARK = 0.75, 0.05


class Plate(Struct, frozen=True):
    """A panel that covers ``box`` in ``colour``; ``name`` is that of the theme's colour, "" when it is none of them."""

    box: Box
    colour: RGB
    name: str


def plate_for(
    body: Box, seats: Sequence[Box], page: Box, layout: Layout, ground: Callable[[Box], Grounds]
) -> Plate | None:
    """The panel for ``body``, and for those of ``seats`` (title, foot) that need one; None when nothing does.

    ``ground`` tells the colours behind a box; where it cannot, title and foot are left as the template has them.
    """
    needing = [box for box in seats if (found := ground(box)) is not None and not _bears_text(found)]
    found = ground(body)
    if found is None or not _bears_text(found):
        needing.append(body)
    if not needing:
        return None
    box = reduce(_around, needing)
    left, top = max(0.0, box.x - AIR), max(0.0, box.y - AIR)
    right, bottom = min(page.w, box.right + AIR), min(page.h, box.bottom + AIR / 2)
    name, colour = _colour(layout)
    return Plate(Box(left, top, right - left, bottom - top), colour, name)


def _bears_text(grounds: Sequence[RGB]) -> bool:
    return readable(BLACK, grounds) or readable(WHITE, grounds)


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Box(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)


def _colour(layout: Layout) -> tuple[str, RGB]:
    """What the template's own text is written for: a light panel below dark text, a dark one below light text."""
    known, body = dict(layout.colours), layout.first("body")
    text = body.colour if body is not None and body.colour else known.get("tx1", BLACK)
    light = luminance(text) < 0.4
    named = [(name, known[name]) for name in ("bg1", "tx1", "bg2", "tx2") if name in known]
    fitting = [one for one in named if (luminance(one[1]) > LIGHT if light else luminance(one[1]) < DARK)]
    return fitting[0] if fitting else ("", WHITE if light else BLACK)
