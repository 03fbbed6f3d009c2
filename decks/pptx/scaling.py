"""Very large pages: a poster is laid out at the size of a slide, then everything on it is enlarged alike."""

from __future__ import annotations

import math

from msgspec.structs import replace

from decks.layout.items import Box, ChartItem, Item, Page, PageFoot, Pages, Para, Row, Shape, TableItem, TextBox
from decks.pptx.art import Art
from decks.pptx.pictures import Picture
from decks.pptx.template import Layout, Placeholder, Template

USUAL_AREA = 960.0 * 540.0
LARGE = 1.6  # A3 is still read at arm's length, with type as on any page


def scale_of(page: Box) -> float:
    """How many times larger a page is than one for our sizes of type; 1.0 for all but very large ones."""
    share = math.sqrt(page.w * page.h / USUAL_AREA)
    return 1.0 if share < LARGE else math.floor(share * 20) / 20


def shrunk(template: Template, scale: float) -> Template:
    """The template as if its pages were ``scale`` times smaller."""

    def small(box: Box) -> Box:
        return Box(box.x / scale, box.y / scale, box.w / scale, box.h / scale)

    def picture(found: Picture | None) -> Picture | None:
        return None if found is None else replace(found, box=small(found.box))

    def holder(one: Placeholder) -> Placeholder:
        return replace(one, box=small(one.box), size=one.size / scale)

    def art(one: Art) -> Art:
        return replace(one, box=small(one.box), picture=picture(one.picture))

    def layout(one: Layout) -> Layout:
        return replace(
            one,
            placeholders=tuple(map(holder, one.placeholders)),
            art=tuple(map(art, one.art)),
            picture=picture(one.picture),
            content=None if one.content is None else small(one.content),
        )

    return replace(template, page=small(template.page), layouts=tuple(map(layout, template.layouts)), scale=scale)


def enlarged(pages: Pages, scale: float) -> Pages:
    """The pages with every measure ``scale`` times larger."""
    return replace(
        pages,
        pages=tuple(_page(page, scale) for page in pages.pages),
        width=pages.width * scale,
        height=pages.height * scale,
    )


def _box(box: Box, by: float) -> Box:
    return Box(box.x * by, box.y * by, box.w * by, box.h * by)


def _page(page: Page, by: float) -> Page:
    items = tuple(_item(item, by) for item in page.items)
    return replace(page, heading=_text(page.heading, by), items=items, foot=_foot(page.foot, by))


def _foot(foot: PageFoot, by: float) -> PageFoot:
    sources, draft, date = (None if one is None else _text(one, by) for one in (foot.sources, foot.draft, foot.date))
    return PageFoot(sources, _text(foot.line, by), draft, _box(foot.number, by), foot.size * by, date)


def _item(item: Item, by: float) -> Item:
    match item:
        case TextBox():
            return _text(item, by)
        case Shape():
            return replace(item, box=_box(item.box, by))
        case ChartItem():
            return replace(item, box=_box(item.box, by), size=item.size * by)
        case TableItem():
            side, top = item.margins
            return replace(
                item,
                box=_box(item.box, by),
                widths=tuple(width * by for width in item.widths),
                rows=tuple(_row(row, by) for row in item.rows),
                margins=(side * by, top * by),
            )


def _row(row: Row, by: float) -> Row:
    return Row(
        row.height * by, tuple(replace(cell, paras=_paras(cell.paras, by), right=cell.right * by) for cell in row.cells)
    )


def _text(box: TextBox, by: float) -> TextBox:
    left, top, right, bottom = box.insets
    insets = (left * by, top * by, right * by, bottom * by)
    return replace(box, box=_box(box.box, by), paras=_paras(box.paras, by), insets=insets)


def _paras(paras: tuple[Para, ...], by: float) -> tuple[Para, ...]:
    return tuple(
        replace(
            para,
            runs=tuple(replace(run, size=run.size * by) for run in para.runs),
            pitch=para.pitch * by,
            before=para.before * by,
        )
        for para in paras
    )
