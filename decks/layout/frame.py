"""What stands on every page around its body: title, foot, sources. Texts too long for it are handed back, never cut."""

from __future__ import annotations

from msgspec import Struct

from decks.deck import Foot
from decks.layout.breaking import title_lines
from decks.layout.items import Box, PageFoot, Para, Run, TextBox
from decks.layout.prose import text_height
from decks.layout.style import (
    BODY_GAP,
    CONTENT_W,
    FOOT_LINE_Y,
    FOOT_SIZE,
    MARGIN,
    PAGE,
    RULE_GAP,
    SAFETY,
    TITLE,
    TITLE_SIZES,
    Style,
)

MOST_TITLE_LINES = 4
MOST_SOURCES = 56.0
MOST_FOOT_LINES = 2
NUMBER_W = 70.0
DRAFT_W = 230.0
DRAFT_SIZE = 12.0
FOOT_GAP = 6.0
BODY_FOOT_GAP = 10.0
ELLIPSIS = "…"
SEPARATOR = "  ·  "


class Fitted(Struct, frozen=True):
    """A heading in its box and what of the text did not fit it (the whole text then, else None)."""

    heading: TextBox
    title: str
    spilled: str | None

    @property
    def rule_y(self) -> float:
        """Where the rule below the title stands."""
        return self.heading.box.bottom + RULE_GAP

    @property
    def body_y(self) -> float:
        """Where the body begins."""
        return self.rule_y + BODY_GAP


def heading(title: str, suffix: str, style: Style) -> Fitted:
    """The title in the largest size at which it has two lines; more lines only at the smallest size."""
    japanese = style.language == "ja"
    whole = title + suffix
    for size in TITLE_SIZES[:2]:
        if len(found := title_lines(whole, TITLE.w * SAFETY / size, style.family, japanese)) == 1:
            return Fitted(_title_box(found, size, style), whole, None)
    for size in TITLE_SIZES:
        found = title_lines(whole, TITLE.w * SAFETY / size, style.family, japanese)
        if len(found) <= 2 and len(found) * size * style.title_leading <= TITLE.h:
            return Fitted(_title_box(found, size, style), whole, None)
    if len(found) <= MOST_TITLE_LINES:
        return Fitted(_title_box(found, size, style), whole, None)
    kept = len(whole)
    while len(found) > MOST_TITLE_LINES:
        kept = min(kept - 8, sum(map(len, found[:MOST_TITLE_LINES])))
        short = whole[:kept].rstrip() + ELLIPSIS + suffix
        found = title_lines(short, TITLE.w * SAFETY / size, style.family, japanese)
    return Fitted(_title_box(found, size, style), "".join(found), title)


def _title_box(found: tuple[str, ...], size: float, style: Style) -> TextBox:
    text = "".join(found)
    breaks: list[int] = []
    for line in found[:-1]:
        breaks.append((breaks[-1] if breaks else 0) + len(line))
    pitch = round(size * style.title_leading * 2) / 2
    para = Para((Run(text, size, "text", True),), pitch, breaks=tuple(breaks))
    box = Box(TITLE.x, TITLE.y, TITLE.w, max(TITLE.h, len(found) * pitch + 2))
    return TextBox(box, (para,), "Title", anchor="bottom")


class FittedFoot(Struct, frozen=True):
    """The foot of every page of a deck, and its text when that is too long for the foot."""

    foot: Foot
    line: TextBox
    draft: TextBox | None
    number: Box
    spilled: str | None

    def with_sources(self, sources: tuple[str, ...], style: Style) -> tuple[PageFoot, float, tuple[str, ...]]:
        """The foot of one page, where its body ends, and the sources that found no room."""
        shown = ""
        left: list[str] = []
        for source in (" ".join(text.split()) for text in sources):
            longer = SEPARATOR.join(part for part in (shown, source) if part)
            if left or _height(longer, CONTENT_W, style, FOOT_SIZE) > MOST_SOURCES:
                left += [source] if source else []
            else:
                shown = longer
        paras = (Para((Run(shown, FOOT_SIZE, "muted"),), style.pitch(FOOT_SIZE)),) if shown else ()
        top = min(FOOT_LINE_Y, self.line.box.y - FOOT_GAP)
        box = None
        if paras:
            high = text_height(paras, CONTENT_W, style) + 2
            box = TextBox(Box(MARGIN, top - high - 3, CONTENT_W, high), paras, "Sources", anchor="bottom")
        found = PageFoot(box, self.line, self.draft, self.number, FOOT_SIZE)
        return found, body_end(found), tuple(left)


def body_end(foot: PageFoot) -> float:
    """Where the body of a page with this foot ends."""
    top = foot.sources.box.y if foot.sources else min(FOOT_LINE_Y, foot.line.box.y - FOOT_GAP)
    return top - BODY_FOOT_GAP


def foot(found: Foot, style: Style) -> FittedFoot:
    """The foot line from version, date and confidentiality; it may take two lines, the rest is handed back."""
    parts = [" ".join(text.split()) for text in (found.version, found.date, found.confidentiality)]
    whole = SEPARATOR.join(part for part in parts if part)
    pitch = style.pitch(FOOT_SIZE)
    free = CONTENT_W - NUMBER_W - (DRAFT_W if found.draft else 0.0) - 20
    shown = whole
    while _height(shown, free, style, FOOT_SIZE) > MOST_FOOT_LINES * pitch + 1:
        shown = shown[: -(len(shown) // 12 + 2)].rstrip() + ELLIPSIS
    high = max(pitch, _height(shown, free, style, FOOT_SIZE)) + 2
    y = FOOT_LINE_Y + FOOT_GAP
    paras = (Para((Run(shown or " ", FOOT_SIZE, "muted"),), pitch),)
    line = TextBox(Box(MARGIN, y, free, high), paras, "Version, date, confidentiality")
    number = Box(PAGE.w - MARGIN - NUMBER_W, y, NUMBER_W, pitch + 2)
    draft, lost = _draft(found.draft, y, style)
    spilled = "\n".join(text for text in (whole if shown != whole else "", lost) if text)
    return FittedFoot(found, line, draft, number, spilled or None)


def _draft(text: str | None, y: float, style: Style) -> tuple[TextBox | None, str]:
    """The mark of a deck that is not ready; with the whole text when it is too long for one line."""
    words = " ".join((text or "").split())
    if not words:
        return None, ""
    shown = words
    while _height(shown, DRAFT_W - 12, style, DRAFT_SIZE, bold=True) > style.pitch(DRAFT_SIZE) + 1:
        shown = shown[: -(len(shown) // 12 + 2)].rstrip() + ELLIPSIS
    para = Para((Run(shown, DRAFT_SIZE, "warning", True),), style.pitch(DRAFT_SIZE), align="right")
    box = Box(PAGE.w - MARGIN - NUMBER_W - DRAFT_W, y - 3, DRAFT_W, style.pitch(DRAFT_SIZE) + 2)
    return TextBox(box, (para,), "Draft mark", None, None, (6, 0, 6, 0)), words if shown != words else ""


def _height(text: str, width: float, style: Style, size: float, bold: bool = False) -> float:
    return text_height((Para((Run(text or " ", size, bold=bold),), style.pitch(size)),), width, style)
