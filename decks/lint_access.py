"""Access: alt texts that carry message and values, colours that can be told apart (decks.md rule 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from decks.deck import Chart, Pairs, Table, texts
from decks.layout.items import Box, Colour, Item, Page, Shape, TableItem, TextBox
from decks.lint_rule import Hit, Rule, Shown
from decks.pptx.ink import SCHEME

THEME = Path(__file__).parent / "pptx" / "base" / "theme1.xml"
SLOTS = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
"""The theme's colours by the names that shapes give them; the others are named alike."""
LEAST_CONTRAST = 4.5
SHORTEST_ALT = 8


@cache
def house_colours() -> dict[Colour, str]:
    """The colours of the house look as RRGGBB, read from its theme."""
    found = dict(re.findall(r'<a:(\w+)><a:srgbClr val="([0-9A-Fa-f]{6})"', THEME.read_text("utf-8")))
    return {role: found[SLOTS.get(name, name)] for role, name in SCHEME.items()}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (RRGGBB) as WCAG 2 reckons it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def no_alt(shown: Shown) -> Iterator[Hit]:
    """Every table and chart has a text for those who do not see it."""
    for slide, block in shown.blocks():
        if isinstance(block, Table | Chart | Pairs) and len(block.alt.strip()) < SHORTEST_ALT:
            yield Hit(shown.where(slide))


def alt_without_values(shown: Shown) -> Iterator[Hit]:
    """The alt text says what the chart shows: its first and last value and its target; a table's, what is in it."""
    for slide, chart in shown.each(Chart):
        known = [point.shown for point in chart.points if point.value is not None]
        wanted = {*known[:1], *known[-1:]}
        if chart.alt.strip() and not all(value in chart.alt for value in wanted):
            yield Hit(shown.where(slide), {"title": chart.title})
    for slide, block in shown.blocks():
        if isinstance(block, Table | Pairs) and block.alt.strip():
            cells = [" ".join(text.text.split()) for text in texts(block)]
            if cells and not any(cell and cell in block.alt for cell in cells):
                yield Hit(shown.where(slide), {"title": block.alt})


def too_faint(shown: Shown) -> Iterator[Hit]:
    """Text stands out from its ground by 4.5 to 1."""
    for number, page in shown.numbered():
        pairs = [(shown.colours.get(one), shown.colours.get(other)) for one, other in set(_grounds(page))]
        worst = min((contrast(one, other) for one, other in pairs if one and other), default=21.0)
        if worst < LEAST_CONTRAST:
            yield Hit((number,), {"ratio": round(worst, 1)})


def _grounds(page: Page) -> Iterator[tuple[Colour, Colour]]:
    """The colour of each text with that of the ground it stands on."""
    drawn: list[Shape] = []
    feet = [box for box in (page.foot.sources, page.foot.line, page.foot.draft, page.foot.ways) if box is not None]
    for item in (page.heading, *page.items, *feet):
        if isinstance(item, Shape):
            drawn.append(item)
        yield from _item_grounds(item, drawn)


def _item_grounds(item: Item, drawn: list[Shape]) -> Iterator[tuple[Colour, Colour]]:
    below: Colour = next((shape.fill for shape in reversed(drawn) if _holds(shape.box, item.box)), "white")
    if isinstance(item, TextBox):
        yield from ((run.colour, item.fill or below) for para in item.paras for run in para.runs if run.text.strip())
    elif isinstance(item, TableItem):
        for cell in (cell for row in item.rows for cell in row.cells):
            runs = (run for para in cell.paras for run in para.runs if run.text.strip())
            yield from ((run.colour, cell.fill or below) for run in runs)


def _holds(outer: Box, inner: Box) -> bool:
    """Whether a box lies in another."""
    return (
        outer.x <= inner.x + 1
        and outer.y <= inner.y + 1
        and outer.right >= inner.right - 1
        and outer.bottom >= inner.bottom - 1
    )


RULES = (
    Rule("D101", "must", no_alt),
    Rule("D102", "warning", alt_without_values),
    Rule("D103", "must", too_faint),
)
