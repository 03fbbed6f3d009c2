"""The frame of a deck: feet and draft mark, at most nine body slides, nothing lost, nothing outside (rules 5 and 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from decks.deck import Block, Facts, Heading, Pairs, QuoteCards, Section, Tiles, flat, texts
from decks.layout.cleaning import clean_text
from decks.layout.items import Item, Page, TableItem, TextBox
from decks.layout.prose import text_height
from decks.layout.style import styles_on
from decks.lint_rule import Hit, Rule, Shown

MOST_BODY = 9
ROUNDING = 1.5


def incomplete_foot(shown: Shown) -> Iterator[Hit]:
    """Version, date and confidentiality stand at the foot of every slide, and room for its number."""
    foot = shown.deck.foot
    wanted = ["".join(text.split()) for text in (foot.version, foot.date, foot.confidentiality)]
    for number, page in shown.numbered():
        boxes = (page.foot.line, page.foot.date)
        line = "".join(word for box in boxes if box for word in box.text.split())
        whole = all(wanted) and (all(text in line for text in wanted) or "…" in line)
        if not whole or page.foot.number.w <= 0:
            yield Hit((number,))


def missing_draft_mark(shown: Shown) -> Iterator[Hit]:
    """While not ready, every slide says so; a final deck says it nowhere."""
    wanted = bool((shown.deck.foot.draft or "").strip())
    for number, page in shown.numbered():
        if _marked(page) is not wanted:
            yield Hit((number,), form="missing" if wanted else "final")


def _marked(page: Page) -> bool:
    """Whether a mark of its own, or one that begins the line at the foot, says that the deck is a draft."""
    runs = (run for para in page.foot.line.paras for run in para.runs)
    own = page.foot.draft is not None and bool(page.foot.draft.text.strip())
    return own or any(run.colour == "line_mark" and run.text.strip() for run in runs)


def too_many_slides(shown: Shown) -> Iterator[Hit]:
    """At most nine body slides in a pre-read."""
    if shown.deck.kind == "preread":
        body = tuple(number for number, page in shown.numbered() if page.section is not Section.APPENDIX)
        if len(body) > MOST_BODY:
            yield Hit(body[MOST_BODY:], {"n": len(body), "most": MOST_BODY})


def lost_words(shown: Shown) -> Iterator[Hit]:
    """Nothing is cut: the pages of a slide hold every letter and digit of it."""
    for slide in shown.deck.slides:
        own = [page for page in shown.pages.pages if page.slide_id == slide.id]
        printed = Counter(character for page in own for character in page.text)
        for blocks in (slide.blocks, *filter(None, (slide.brief, slide.briefest))):
            lost = Counter("".join(clean_text(text) for text in _words(blocks))) - printed
            if not any(character.isalnum() for character in lost):  # a mark may give way to the end of a line
                break
        else:
            yield Hit(shown.where(slide))


def _words(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every word that blocks print; a chart is drawn, its words are in its alt text."""
    for block in flat(blocks):
        yield from (text.text for text in texts(block))
        match block:
            case Heading(text=text):
                yield text
            case Facts(rows=rows):
                yield from (row.label for row in rows)
            case Tiles(tiles=tiles):
                yield from (part for one in tiles for part in (one.label, one.value, one.detail))
            case QuoteCards(label=label, cards=cards):
                yield label
                yield from (part for card in cards for part in (card.text, card.attribution))
            case Pairs(pairs=pairs):
                yield from (pair.status for pair in pairs)
            case _:
                pass


def outside(shown: Shown) -> Iterator[Hit]:
    """No box leaves the slide or reaches into the foot, no text leaves its box."""
    for number, page in shown.numbered():
        floor = page.foot.sources.box.y if page.foot.sources else shown.canvas.body.bottom
        if any(_leaves(item, page, floor, shown) for item in page.items):
            yield Hit((number,))


def _leaves(item: Item, page: Page, floor: float, shown: Shown) -> bool:
    box, pages = item.box, shown.pages
    if box.x < -ROUNDING or box.y < -ROUNDING or box.right > pages.width + ROUNDING:
        return True
    if box.bottom > floor + ROUNDING or box.y < page.heading.box.y - ROUNDING:
        return True
    if isinstance(item, TableItem):
        return sum(row.height for row in item.rows) > box.h + ROUNDING
    if not isinstance(item, TextBox) or not item.paras:
        return False
    left, top, right, bottom = item.insets
    style = styles_on(shown.canvas, shown.deck.language)[-1]
    high = text_height(item.paras, box.w - left - right, style)
    return high > box.h - top - bottom + max(ROUNDING, item.paras[-1].pitch * 0.25)


RULES = (
    Rule("D51", "must", incomplete_foot),
    Rule("D52", "must", missing_draft_mark),
    Rule("D61", "must", too_many_slides),
    Rule("D62", "must", lost_words),
    Rule("D63", "must", outside),
)
