"""Whether everything on the pages of a deck stays in its box, by the measures that they were laid out with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from decks.layout.canvas import OURS, Canvas
from decks.layout.items import Box, Page, Pages, Para, TableItem, TextBox
from decks.layout.measure import width as ems
from decks.layout.prose import text_height
from decks.layout.style import styles_on


def boxes(page: Page) -> Iterator[Box]:
    yield page.heading.box
    for item in page.items:
        yield item.box
    for part in (page.foot.sources, page.foot.line, page.foot.draft):
        if part:
            yield part.box
    yield page.foot.number


def written(page: Page) -> Iterator[tuple[tuple[Para, ...], float, float]]:
    """Paragraphs with the width and height they have."""
    shapes = [item for item in page.items if isinstance(item, TextBox)]
    for box in (*shapes, page.foot.line, page.foot.sources, page.foot.draft):
        if box:
            left, top, right, bottom = box.insets
            yield box.paras, box.box.w - left - right, box.box.h - top - bottom
    for item in page.items:
        if isinstance(item, TableItem):
            side, top = item.margins
            for row in item.rows:
                for cell, width in zip(row.cells, item.widths, strict=True):
                    yield cell.paras, width - 2 * side, row.height - 2 * top


def assert_all_fits(pages: Pages, canvas: Canvas = OURS) -> None:
    """Every box stands on its page, above the foot on our own, and holds as many lines as its text is measured for."""
    style = styles_on(canvas, pages.language)[0]
    for page in pages.pages:
        for box in boxes(page):
            assert box.x >= 0
            assert box.y >= 0
            assert box.right <= canvas.page.right + 0.1
            assert box.bottom <= canvas.page.bottom + 0.1
        body_end = (page.foot.sources or page.foot.line).box.y
        assert canvas.fixed or all(item.box.bottom <= body_end + 0.1 for item in page.items)
        for paras, width, height in written(page):
            assert text_height(paras, width, style) <= height + 1
        (title,) = page.heading.paras
        ends = (0, *title.breaks, len(title.text))
        shown = [title.text[start:end].rstrip() for start, end in pairwise(ends)]
        assert len(shown) * title.pitch <= page.heading.box.h + 1
        widest = max(ems(line, style.title_family, True) for line in shown)
        assert widest * title.runs[0].size <= page.heading.box.w
