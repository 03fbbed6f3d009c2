"""Text as DrawingML: runs with size, colour, language and links; paragraphs with exact line pitch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from decks.deck import Align
from decks.layout.cleaning import clean_text
from decks.layout.items import Para, Run
from decks.layout.prose import BULLET_INDENT
from decks.pptx.emoji import in_parts
from decks.pptx.ink import FONTS, Ink

EMU = 12700
JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Where Unicode keeps the letters written from the right: quick to look for, most texts have none."""
LATIN_WORD = re.compile("[A-Za-z]{3}")
EMOJI_FONTS = "".join(f'<a:{script} typeface="Segoe UI Emoji"/>' for script in ("latin", "ea", "cs"))
"""The emoji font of Windows; other systems put their own in its place."""

Links = Callable[[str], str | None]
"""From an evidence tag to the relationship id of the slide that anchors it; None when there is none to go to."""


class Pen(Struct, frozen=True, eq=False):
    """What text is written with: the deck's language, its colours and fonts, and where its links lead."""

    language: str
    ink: Ink
    links: Links


def emu(points: float) -> int:
    """Points as English Metric Units."""
    return round(points * EMU)


def words(text: str) -> str:
    """``text`` as XML content, without what XML forbids."""
    return _escaped(text if text.isprintable() else clean_text(text))


def attribute(text: str) -> str:
    """``text`` as an attribute value, line ends kept."""
    return _escaped(clean_text(text)).replace('"', "&quot;").replace("\n", "&#10;")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def language(text: str, deck_language: str) -> str:
    """The language attributes of a run, by its letters."""
    if JAPANESE.search(text):
        return 'lang="ja-JP" altLang="en-US"'
    if deck_language == "ja" and not LATIN_WORD.search(text):
        return 'lang="ja-JP" altLang="en-US"'
    return 'lang="en-GB"' if deck_language == "en" else 'lang="en-US" altLang="ja-JP"'


def reads_backwards(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or of another script written from the right."""
    if not RIGHT_TO_LEFT.search(text):
        return False
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def run_properties(run: Run, pen: Pen, link: str = "", tag: str = "rPr", fonts: str = FONTS) -> str:
    """The properties of a run: language, size, weight, colour, and a link when given.

    A title on a template's page keeps the template's weight and typeface.
    """
    bold: bool | None = run.bold
    if run.colour == "title":
        fonts, bold = pen.ink.title_fonts if fonts is FONTS else fonts, None
    look = _look(run.size, bold)
    return f"<a:{tag} {language(run.text, pen.language)}{look}>{pen.ink.fill(run.colour)}{fonts}{link}</a:{tag}>"


@lru_cache(maxsize=1024)
def _look(size: float, bold: bool | None) -> str:
    """Size and weight as attributes; None leaves the weight as it is."""
    weight = "" if bold is None else f' b="{int(bold)}"'
    return f' sz="{round(size * 100)}"{weight} dirty="0"'


def run_xml(run: Run, pen: Pen) -> str:
    """A run; the space before a linked tag stays outside the link."""
    target = pen.links(run.link) if run.link else None
    if target is None:
        # among letters written from the right, a run of its own for emoji is set past the line's end by LibreOffice
        parts = [run.text] if RIGHT_TO_LEFT.search(run.text) else in_parts(run.text)
        return "".join(_run(run, part, index % 2 == 1, pen) for index, part in enumerate(parts))
    inside = run.text.lstrip(" ")
    lead = run.text[: len(run.text) - len(inside)]
    before = f"<a:r>{run_properties(run, pen)}<a:t>{lead}</a:t></a:r>" if lead else ""
    jump = f'<a:hlinkClick r:id="{target}" action="ppaction://hlinksldjump"/>'
    return f"{before}<a:r>{run_properties(run, pen, jump)}<a:t>{words(inside)}</a:t></a:r>"


def _run(run: Run, part: str, emoji: bool, pen: Pen) -> str:
    """A part of a run's text as a run of its own, in a font for emoji when it is; nothing for no text."""
    if not part and run.text:
        return ""
    properties = run_properties(run, pen, fonts=EMOJI_FONTS if emoji else FONTS)
    return f"<a:r>{properties}<a:t>{words(part)}</a:t></a:r>"


def paragraph(para: Para, pen: Pen) -> str:
    """A paragraph with exact line pitch, so that every program draws as many points as were planned."""
    bullet = pen.ink.colours["accent"] if para.bullet else ""
    properties = _placing(bullet, para.align, para.pitch, para.before, reads_backwards(para.text))
    return f"<a:p>{properties}{''.join(_runs(para, pen))}</a:p>"


@lru_cache(maxsize=1024)
def _placing(bullet: str, align: Align, pitch: float, before: float, backwards: bool) -> str:
    """The properties of a paragraph: indent, alignment, spacing, and a bullet in the colour ``bullet``, "" without."""
    indent = f' marL="{emu(BULLET_INDENT)}" indent="-{emu(BULLET_INDENT)}"' if bullet else ' marL="0" indent="0"'
    side = {"left": "r" if backwards else "l", "right": "r", "center": "ctr"}[align]
    rtl = ' rtl="1"' if backwards else ""
    mark = f'<a:buClr>{bullet}</a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
    return (
        f'<a:pPr{indent} algn="{side}"{rtl}><a:lnSpc><a:spcPts val="{round(pitch * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="0"/></a:spcAft>{mark if bullet else "<a:buNone/>"}</a:pPr>'
    )


def _runs(para: Para, pen: Pen) -> Iterable[str]:
    """The runs, parted where the paragraph asks for a line break."""
    if not para.breaks:
        for run in para.runs:
            yield run_xml(run, pen)
        return
    at = 0
    for run in para.runs:
        cuts = [cut - at for cut in para.breaks if at < cut < at + len(run.text)]
        start = 0
        for cut in cuts:
            part = Run(run.text[start:cut], run.size, run.colour, run.bold, run.link)
            yield run_xml(part, pen)
            yield f"<a:br>{run_properties(part, pen)}</a:br>"
            start = cut
        yield run_xml(Run(run.text[start:], run.size, run.colour, run.bold, run.link), pen)
        at += len(run.text)


def empty_paragraph(size: float, pitch: float, pen: Pen) -> str:
    """What an empty cell holds: a table cell without a paragraph needs repair."""
    end = run_properties(Run("", size), pen, tag="endParaRPr")
    return f'<a:p><a:pPr><a:lnSpc><a:spcPts val="{round(pitch * 100)}"/></a:lnSpc></a:pPr>{end}</a:p>'
