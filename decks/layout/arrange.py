"""At most nine body pages in a pre-read (decks.md rule 6): further continuations go to the appendix, with a pointer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from decks.deck import Section
from decks.layout.frame import body_end
from decks.layout.items import Box, Page, Para, Run, TextBox
from decks.layout.style import Style
from prep.words import text

MOST_BODY_PAGES = 9
POINTER_H = 18.0
POINTER_SIZE = 12.0


def arrange(pages: Sequence[Page], language: Literal["ja", "en"], style: Style) -> list[Page]:
    """The pages with the continuations of later slides moved in front of the appendix until the body has nine pages.

    The first page of a slide stays where it is and says on which page it goes on; slide 1 is the last to be parted.
    """
    body = [page for page in pages if page.section is not Section.APPENDIX]
    moved: set[str] = set()
    for slide_id in reversed(list(dict.fromkeys(page.slide_id for page in body))):
        if len(body) - sum(page.part > 1 for page in body if page.slide_id in moved) <= MOST_BODY_PAGES:
            break
        if any(page.slide_id == slide_id and page.part > 1 for page in body):
            moved.add(slide_id)
    if not moved:
        return list(pages)
    kept = [page for page in body if page.slide_id not in moved or page.part == 1]
    later = [_in_appendix(page) for page in body if page.slide_id in moved and page.part > 1]
    appendix = [page for page in pages if page.section is Section.APPENDIX]
    numbers = {page.slide_id: len(kept) + at for at, page in reversed(list(enumerate(later, 1)))}
    parted = [
        _pointing(page, numbers[page.slide_id], language, style) if page.slide_id in moved else page for page in kept
    ]
    return [*parted, *later, *appendix]


def _tag(slide_id: str) -> str:
    return f"continued {slide_id}"


def _in_appendix(page: Page) -> Page:
    anchors = (*page.anchors, _tag(page.slide_id)) if page.part == 2 else page.anchors
    return replace(page, section=Section.APPENDIX, anchors=anchors)


def _pointing(page: Page, number: int, language: Literal["ja", "en"], style: Style) -> Page:
    """The page with a line at the end of its body that leads to where it goes on."""
    area = style.canvas.body
    run = Run(text("deck.continued", language, page=number), POINTER_SIZE, "accent", True, _tag(page.slide_id))
    para = Para((run,), style.pitch(POINTER_SIZE), align="right")
    box = Box(area.x, body_end(page.foot, style) - POINTER_H, area.w, POINTER_H)
    return replace(page, items=(*page.items, TextBox(box, (para,), "Pointer")))
