"""Reading: not too much on a slide, and large enough to be read (decks.md rule 2)."""

from __future__ import annotations

from collections.abc import Iterator

from decks.deck import Bullets, Section, flat
from decks.layout.items import ChartItem, Para, TextBox
from decks.lint_rule import TAG, Hit, Rule, Shown, paragraphs
from decks.lint_titles import JAPANESE

MOST = {"ja": 400, "en": 150}
"""Characters (ja) and words (en) that a slide asks to be read."""
LABEL = {"ja": 12, "en": 4}
"""What is not longer than this is looked at, not read: a label, a name, a figure with its unit."""
MOST_BULLETS = 5
BODY = {"ja": 16.0, "en": 14.0}
LEAST, LEAST_FOOT = 12.0, 10.0
PROSE = ("Text", "Fact")


def read(text: str) -> tuple[int, int]:
    """How much of ``text`` is read: Japanese letters, and words of other scripts; tags and figures are not."""
    words = TAG.sub("", text)
    japanese = len(JAPANESE.findall(words))
    others = sum(any(letter.isalpha() for letter in word) for word in JAPANESE.sub(" ", words).split())
    return japanese, others


def _is_label(text: str) -> bool:
    letters, words = read(text)
    return letters / LABEL["ja"] + words / LABEL["en"] <= 1


def too_much(shown: Shown) -> Iterator[Hit]:
    """At most 150 words or 400 characters a slide; the appendix is looked up, not read."""
    form = "letters" if shown.deck.language == "ja" else "words"
    most = MOST[shown.deck.language]
    for number, page in shown.numbered():
        if page.section is Section.APPENDIX:
            continue
        counts = [read(para.text) for _, para, _ in paragraphs(page) if not _is_label(para.text)]
        load = sum(letters / MOST["ja"] + words / MOST["en"] for letters, words in counts)
        if load > 1:
            yield Hit((number,), {"n": round(load * most), "most": most}, form=form)


def too_many_bullets(shown: Shown) -> Iterator[Hit]:
    """At most five bullets a slide."""
    for slide in shown.deck.slides:
        count = sum(len(block.items) for block in flat(slide.blocks) if isinstance(block, Bullets))
        if count > MOST_BULLETS:
            yield Hit(shown.where(slide), {"n": count, "most": MOST_BULLETS})


def too_small(shown: Shown) -> Iterator[Hit]:
    """Sentences from 14 points (ja 16), nothing below 12, the foot not below 10."""
    for number, page in shown.numbered():
        smallest = min((size for size, least in _sizes(shown, number) if size < least), default=None)
        foot = page.foot
        lines = [box for box in (foot.sources, foot.line, foot.draft, foot.ways) if box is not None]
        feet = [foot.size, *(run.size for box in lines for para in box.paras for run in para.runs)]
        if smallest is not None:
            yield Hit((number,), {"size": smallest})
        elif min(feet) < LEAST_FOOT:
            yield Hit((number,), {"size": min(feet)}, form="foot")


def _sizes(shown: Shown, number: int) -> Iterator[tuple[float, float]]:
    """Each size on a page with the least it may be."""
    language, page = shown.deck.language, shown.pages.pages[number - 1]
    for item in page.items:
        if isinstance(item, ChartItem):
            yield item.size, LEAST
    for item, para, _ in paragraphs(page):
        prose = isinstance(item, TextBox) and item.name in PROSE and _is_prose(para)
        for run in para.runs:
            if run.text.strip():
                yield run.size, BODY[language] if prose and run.link is None else LEAST


def _is_prose(para: Para) -> bool:
    """Whether a paragraph is running text: longer than a label, neither bold nor muted as those of quotes are."""
    plain = any(not run.bold and run.colour != "muted" and run.link is None for run in para.runs)
    return plain and not _is_label(para.text)


RULES = (
    Rule("D21", "warning", too_much),
    Rule("D22", "warning", too_many_bullets),
    Rule("D23", "must", too_small),
)
