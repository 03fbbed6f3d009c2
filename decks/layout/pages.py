"""From a deck to its pages: the largest type at which a slide fits, and further slides for what does not.

Nothing is cut, no row is split, and no text leaves its box (decks.md rule 6).
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Block, Deck, Paragraph, Slide, Text
from decks.layout.arrange import POINTER_H, arrange
from decks.layout.canvas import OURS, Canvas
from decks.layout.cleaning import clean_deck
from decks.layout.compose import compose
from decks.layout.frame import FittedFoot, foot, heading
from decks.layout.items import Box, Item, Page, Pages, Shape
from decks.layout.navigation import with_ways
from decks.layout.piece import Piece
from decks.layout.runts import without_runts
from decks.layout.stack import Stack
from decks.layout.style import Style, styles_on, terse_styles

__all__ = ["Page", "Pages", "paginate"]

WORST_SUFFIX = " (88/88)"
TERSE_STEPS = 3  # before the widths of the template's font alone are trusted
NEARLY = 1.12  # of a page: closer lines save no more than a tenth


class _Sheet(Struct, frozen=True):
    """One page's worth of a slide before its title is final."""

    piece: Piece | None
    style: Style


def paginate(deck: Deck, canvas: Canvas = OURS) -> Pages:
    """Lay out ``deck`` on ``canvas``: positioned, sized text in points; titles are unique, continuations numbered."""
    deck = clean_deck(deck)
    styles = styles_on(canvas, deck.language)
    fitted = foot(deck.foot, styles[-1])
    slides = list(deck.slides)
    if fitted.spilled and slides:
        last = slides[-1]
        slides[-1] = replace(last, blocks=(*last.blocks, Paragraph(Text(fitted.spilled, tone="muted"))))
    taken: set[str] = set()
    pages = [page for slide in slides for page in _slide_pages(slide, fitted, styles, taken)]
    if deck.kind == "preread":
        pages = arrange(pages, deck.language, styles[-1])
    pages = with_ways(pages, deck, styles[-1])
    return Pages(
        deck.language,
        deck.title,
        deck.subject,
        deck.author,
        deck.organisation,
        deck.date,
        deck.section_names,
        tuple(pages),
        canvas.page.w,
        canvas.page.h,
        deck.kind,
    )


def _slide_pages(slide: Slide, fitted: FittedFoot, styles: tuple[Style, ...], taken: set[str]) -> list[Page]:
    title = " ".join(slide.title.split()) or slide.id
    sheets = _sheets(slide, title, fitted, styles)
    pages = []
    for number, sheet in enumerate(sheets, 1):
        suffix = f" ({number}/{len(sheets)})" if len(sheets) > 1 else ""
        found = heading(title, suffix, sheet.style)
        again = 2
        while found.title in taken:
            found = heading(title, f"{suffix} [{again}]", sheet.style)
            again += 1
        taken.add(found.title)
        page_foot, end, _ = fitted.with_sources(slide.sources, sheet.style)
        area = sheet.style.canvas.body
        rule = Shape(Box(area.x, found.rule_y, area.w, 1.5), "accent", "Title rule")
        frame = () if sheet.style.canvas.fixed else (rule,)
        room = end - found.body_y
        leads_on = bool(slide.more) and number == 1 and (sheet.piece is None or sheet.piece.height <= room - POINTER_H)
        room -= POINTER_H if len(sheets) > 1 or (leads_on and sheet.style.canvas.fixed) else 0.0
        body: tuple[Item, ...] = ()
        if sheet.piece:  # a page with little on it keeps its air below, not inside its frames
            most = max(sheet.piece.height, sheet.piece.most)
            placed = sheet.piece.place(Box(area.x, found.body_y, area.w, min(room, most)))
            body = without_runts(placed, sheet.style)
        pages.append(
            Page(
                slide.id,
                number,
                len(sheets),
                slide.section,
                found.title,
                found.heading,
                (*frame, *body),
                page_foot,
                slide.notes,
                (),
            )
        )
    return _anchoring(pages, slide.anchors)


def _anchoring(pages: list[Page], anchors: tuple[str, ...]) -> list[Page]:
    """Each tag anchored where it is printed first; on the first page when none prints it."""
    if not anchors:
        return pages
    printed = [page.text for page in pages] if len(pages) > 1 else []
    places = {tag: next((at for at, text in enumerate(printed) if f"[{tag}]" in text), 0) for tag in anchors}
    return [replace(page, anchors=tuple(tag for tag in anchors if places[tag] == at)) for at, page in enumerate(pages)]


def _with_spills(
    blocks: tuple[Block, ...], slide: Slide, title: str, fitted: FittedFoot, style: Style
) -> tuple[Block, ...]:
    """``blocks`` with a title and sources that are too long for their places in full."""
    spilled = heading(title, WORST_SUFFIX, style).spilled
    _, _, sources = fitted.with_sources(slide.sources, style)
    first = (Paragraph(Text(spilled, tone="strong")),) if spilled else ()
    last = tuple(Paragraph(Text(source, tone="muted")) for source in sources)
    return (*first, *blocks, *last)


def _sheets(slide: Slide, title: str, fitted: FittedFoot, styles: tuple[Style, ...]) -> list[_Sheet]:
    """The slide in the largest style that fits one page, else its brief form, else the whole over the fewest pages."""
    full: list[Stack] = []
    below = POINTER_H if slide.more and styles[0].canvas.fixed else 0.0  # a template's foot has no room for it
    for said in (slide.blocks, slide.brief) if slide.brief else (slide.blocks,):
        blocks = _with_spills(said, slide, title, fitted, styles[-1])
        fitting: _Sheet | None = None
        for style in styles:
            whole = compose(blocks, style.canvas.body.w, style)
            if not whole.pieces:
                return [_Sheet(None, style)]
            free = _room(slide, title, "", fitted, style) - whole.height
            if free >= below:
                return [_Sheet(whole, style)]
            fitting = fitting or (_Sheet(whole, style) if free >= 0 else None)
            if said is slide.blocks:
                full.append(whole)
        if fitting:
            return [fitting]
    if close := _set_closely(slide, full[-1].height, title, fitted, styles):
        return [close]
    fewest = _spread(full[-1], slide, title, fitted, styles[-1])
    for style, whole in zip(styles[:-1], full, strict=False):
        found = _spread(whole, slide, title, fitted, style)
        if len(found) <= len(fewest):
            return found
    return fewest


def _set_closely(
    slide: Slide, height: float, title: str, fitted: FittedFoot, styles: tuple[Style, ...]
) -> _Sheet | None:
    """A slide on one page with closer lines when it is nearly that short; its brief forms as close as is allowed.

    ``height`` is what it needs in the smallest style. None: it takes more than a page.
    """
    steps = terse_styles(styles)
    if slide.brief:
        shortest = slide.briefest or slide.brief
        tried = [(said, style) for said in (slide.brief, shortest) for style in steps[:TERSE_STEPS]]
        tried += [(shortest, style) for style in steps[TERSE_STEPS:]]
    else:
        nearly = height <= _room(slide, title, "", fitted, styles[-1]) * NEARLY
        tried = [(slide.blocks, steps[0])] if nearly else []
    for said, style in tried:
        whole = compose(_with_spills(said, slide, title, fitted, styles[-1]), style.canvas.body.w, style)
        if whole.height <= _room(slide, title, "", fitted, style):
            return _Sheet(whole, style)
    return None


def _spread(whole: Piece, slide: Slide, title: str, fitted: FittedFoot, style: Style) -> list[_Sheet]:
    room = _room(slide, title, WORST_SUFFIX, fitted, style) - POINTER_H
    sheets: list[_Sheet] = []
    rest: Piece | None = whole
    while rest:
        head, rest = rest.split(room, room)
        if head is None:
            raise AssertionError(f"slide {slide.id}: a piece of {rest and rest.height} points is taller than a page")
        sheets.append(_Sheet(head, style))
    return sheets


def _room(slide: Slide, title: str, suffix: str, fitted: FittedFoot, style: Style) -> float:
    _, end, _ = fitted.with_sources(slide.sources, style)
    return end - heading(title, suffix, style).body_y
