"""What stands on every page around its body: title, foot, sources. Texts too long for it are handed back, never cut."""

from __future__ import annotations

from msgspec import Struct

from decks.deck import Foot
from decks.layout.breaking import title_lines
from decks.layout.canvas import OURS, Place
from decks.layout.items import Box, Colour, PageFoot, Para, Run, TextBox
from decks.layout.joined import cut_before
from decks.layout.prose import text_height
from decks.layout.style import BODY_GAP, FOOT_SIZE, RULE_GAP, SAFETY, Style

MOST_TITLE_LINES = 4
MOST_SOURCES = 56.0
MOST_FOOT_LINES = 2
DRAFT_W = 230.0
DRAFT_SIZE = 12.0
FOOT_GAP = 6.0
BODY_FOOT_GAP = 10.0
ELLIPSIS = "…"
SEPARATOR = "  ·  "


class Fitted(Struct, frozen=True):
    """A heading in its box and what of the text did not fit it (the whole text then, else None).

    ``body_y`` is where the body begins, in points.
    """

    heading: TextBox
    title: str
    spilled: str | None
    body_y: float

    @property
    def rule_y(self) -> float:
        """Where the rule below the title stands."""
        return self.heading.box.bottom + RULE_GAP


def heading(title: str, suffix: str, style: Style) -> Fitted:
    """The title in the largest size at which it has two lines; more lines only at the smallest size."""
    area, sizes, japanese = style.canvas.title, style.canvas.title_sizes, style.language == "ja"
    whole = title + suffix
    for size in sizes[:2]:
        if len(found := title_lines(whole, area.w * SAFETY / size, style.title_family, japanese)) == 1:
            return _fitted(found, size, style, whole, None)
    for size in sizes:
        found = title_lines(whole, area.w * SAFETY / size, style.title_family, japanese)
        if len(found) <= 2 and len(found) * size * style.title_leading <= area.h:
            return _fitted(found, size, style, whole, None)
    most = _most_lines(size, style)
    if len(found) <= most:
        return _fitted(found, size, style, whole, None)
    kept = len(whole)
    while len(found) > most:
        kept = min(kept - 8, sum(map(len, found[:most])))
        short = cut_before(whole, kept).rstrip() + ELLIPSIS + suffix
        found = title_lines(short, area.w * SAFETY / size, style.title_family, japanese)
    return _fitted(found, size, style, "".join(found), title)


def _most_lines(size: float, style: Style) -> int:
    """How many lines a title may take; a template's title area does not grow."""
    if not style.canvas.fixed:
        return MOST_TITLE_LINES
    return max(1, int(style.canvas.title.h / _title_pitch(size, style)))


def _title_pitch(size: float, style: Style) -> float:
    return round(size * style.title_leading * 2) / 2


def _fitted(found: tuple[str, ...], size: float, style: Style, title: str, spilled: str | None) -> Fitted:
    canvas = style.canvas
    text = "".join(found)
    breaks: list[int] = []
    for line in found[:-1]:
        breaks.append((breaks[-1] if breaks else 0) + len(line))
    pitch = _title_pitch(size, style)
    run = Run(text, size, "title" if canvas.fixed else "text", True)
    para = Para((run,), pitch, align=canvas.title_align, breaks=tuple(breaks))
    area = canvas.title
    box = area if canvas.fixed else Box(area.x, area.y, area.w, max(area.h, len(found) * pitch + 2))
    body_y = canvas.body.y if canvas.fixed else box.bottom + RULE_GAP + BODY_GAP
    return Fitted(TextBox(box, (para,), "Title", anchor=canvas.title_anchor), title, spilled, body_y)


class FittedFoot(Struct, frozen=True):
    """The foot of every page of a deck, and its text when that is too long for the foot."""

    line: TextBox
    date: TextBox | None
    draft: TextBox | None
    number: Box
    spilled: str | None

    def with_sources(self, sources: tuple[str, ...], style: Style) -> tuple[PageFoot, float, tuple[str, ...]]:
        """The foot of one page, where its body ends, and the sources that found no room."""
        area, size = style.canvas.body, style.canvas.sources_size
        most = MOST_SOURCES * size / FOOT_SIZE * max(1.0, style.canvas.page.h / OURS.page.h)
        shown = ""
        left: list[str] = []
        for source in (" ".join(text.split()) for text in sources):
            longer = SEPARATOR.join(part for part in (shown, source) if part)
            if left or _height(longer, area.w, style, size) > most:
                left += [source] if source else []
            else:
                shown = longer
        paras = (Para((Run(shown, size, "muted"),), style.pitch(size)),) if shown else ()
        box = None
        if paras:
            high = text_height(paras, area.w, style) + 2
            box = TextBox(Box(area.x, area.bottom - high - 3, area.w, high), paras, "Sources", anchor="bottom")
        number_size = style.canvas.foot_size(style.canvas.number)
        found = PageFoot(box, self.line, self.draft, self.number, number_size, self.date)
        return found, body_end(found, style), tuple(left)


def body_end(foot: PageFoot, style: Style) -> float:
    """Where the body of a page with this foot ends."""
    return (foot.sources.box.y if foot.sources else style.canvas.body.bottom) - BODY_FOOT_GAP


def foot(found: Foot, style: Style) -> FittedFoot:
    """The foot from version, date and confidentiality; it may take two lines, the rest is handed back."""
    if style.canvas.fixed:
        return _foot_in_places(found, style)
    place, number = style.canvas.line.box, style.canvas.number.box
    pitch = style.pitch(FOOT_SIZE)
    whole = _joined(found.version, found.date, found.confidentiality)
    free = place.w - (DRAFT_W if found.draft else 0.0)
    shown = _shortened(whole, free, MOST_FOOT_LINES * pitch + 1, style, FOOT_SIZE)
    high = max(pitch, _height(shown, free, style, FOOT_SIZE)) + 2
    line = _line(shown, Box(place.x, place.y, free, high), style)
    draft, lost = _draft(found.draft, number, style)
    spilled = "\n".join(text for text in (whole if shown != whole else "", lost) if text)
    return FittedFoot(line, None, draft, Box(number.x, number.y, number.w, pitch + 2), spilled or None)


def _joined(*parts: str) -> str:
    return SEPARATOR.join(text for part in parts if (text := " ".join(part.split())))


def _shortened(whole: str, wide: float, high: float, style: Style, size: float, bold: bool = False) -> str:
    """As much of ``whole`` as ``high`` points hold."""
    shown = whole
    while len(shown) > 1 and _height(shown, wide, style, size, bold) > high:
        shown = cut_before(shown, len(shown) - len(shown) // 12 - 2).rstrip() + ELLIPSIS
    return shown


def _line(shown: str, box: Box, style: Style) -> TextBox:
    paras = (Para((Run(shown or " ", FOOT_SIZE, "muted"),), style.pitch(FOOT_SIZE)),)
    return TextBox(box, paras, "Version, date, confidentiality")


def _draft(text: str | None, number: Box, style: Style) -> tuple[TextBox | None, str]:
    """The mark of a deck that is not ready; with the whole text when it is too long for one line."""
    words = " ".join((text or "").split())
    if not words:
        return None, ""
    pitch = style.pitch(DRAFT_SIZE)
    shown = _shortened(words, DRAFT_W - 12, pitch + 1, style, DRAFT_SIZE, bold=True)
    para = Para((Run(shown, DRAFT_SIZE, "warning", True),), pitch, align="right")
    box = Box(number.x - DRAFT_W, number.y - 3, DRAFT_W, pitch + 2)
    return TextBox(box, (para,), "Draft mark", None, None, (6, 0, 6, 0)), words if shown != words else ""


def _foot_in_places(found: Foot, style: Style) -> FittedFoot:
    """The foot in a template's places; the mark of a draft begins its line, so that it needs no place of its own."""
    canvas = style.canvas
    mark = _joined(found.draft or "")
    date = " ".join(found.date.split())
    whole = _joined(mark, found.version, "" if canvas.date else date, found.confidentiality)
    line, lost = _in_place(whole, mark, canvas.line, "line", style)
    dated, late = _in_place(date, "", canvas.date, "date", style) if canvas.date else (None, "")
    spilled = "\n".join(text for text in (lost, late) if text)
    return FittedFoot(line, dated, None, canvas.number.box, spilled or None)


def _in_place(whole: str, mark: str, place: Place, colour: Colour, style: Style) -> tuple[TextBox, str]:
    """A text of the foot in its place, ``mark`` standing out at its beginning; with the whole when it is too long."""
    size = style.canvas.foot_size(place)
    pitch = style.pitch(size)
    high = max(pitch, min(place.box.h, MOST_FOOT_LINES * pitch)) + 1
    shown = _shortened(whole, place.box.w, high, style, size, bold=bool(mark))
    runs: tuple[Run, ...] = (Run(shown or " ", size, colour),)
    if mark and shown.startswith(mark):
        rest = Run(shown[len(mark) :], size, colour)
        runs = (Run(mark, size, "line_mark", True), *((rest,) if rest.text else ()))
    box = TextBox(place.box, (Para(runs, pitch, align=place.align),), "Foot", anchor="middle")
    return box, whole if shown != whole else ""


def _height(text: str, width: float, style: Style, size: float, bold: bool = False) -> float:
    return text_height((Para((Run(text or " ", size, bold=bold),), style.pitch(size)),), width, style)
