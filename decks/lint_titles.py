"""Titles: sentences that tell the argument, short, each its own (decks.md rule 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.deck import Chart, Slide, Tiles, flat
from decks.lint_rule import FIGURE, Hit, Rule, Shown
from decks.phrases import TITLE_LETTERS_JA, TITLE_WORDS
from prep.words.message import Argument

PART = re.compile(r" \(\d+/\d+\)(?: \[\d+\])?$")
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]")
SENTENCE_JA = re.compile("[\u3041-\u3096][」』）)…]*[。．！？!?]?$")
"""A Japanese sentence ends in hiragana: the verb or です; one that ends in kanji or katakana names a topic."""
FEWEST_WORDS = 4
VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|be|has|have|had|do|does|did|can|cannot|could|will|would|must|should|may|might|let|"
    r"please|need|want|ask|approve|endorse|choose|advise|keep|meet|rest|begin|go|went|rose|fell|grow|grew|cut|told|"
    r"heard|made|make|give|gave|bring|start|stop|save|lose|lost|win|won|cost|pay|change|decide|serve|show|say|said|"
    r"recommend|answer|propose|agree|work|\w{2,}ed|\w{3,}n't|\w{3,}[^s\W]s)\b"
)
"""What can be the verb of an English sentence; plural nouns pass for one, so that no sentence is called none."""
MOST_LINES = 2


def without_part(title: str) -> str:
    """A title without the number of its part: "(2/3)"."""
    return PART.sub("", title)


def _is_japanese(title: str, language: str) -> bool:
    """Whether a title is a Japanese sentence; an English one may name a Japanese metric, and the other way round."""
    letters = len(JAPANESE.findall(title))
    return letters > 0 and (language == "ja" or letters > len(LATIN.findall(title)))


def too_long(shown: Shown) -> Iterator[Hit]:
    """At most 15 words in English, 35 characters in Japanese."""
    for slide in shown.deck.slides:
        title = " ".join(slide.title.split())
        japanese = _is_japanese(title, shown.deck.language)
        count = len(title) if japanese else len(title.split())
        most = TITLE_LETTERS_JA if japanese else TITLE_WORDS
        if count > most:
            args: dict[str, Argument] = {"title": title, "n": count, "most": most}
            yield Hit(shown.where(slide), args, form="letters" if japanese else "words")


def too_many_lines(shown: Shown) -> Iterator[Hit]:
    """A title takes at most two lines."""
    for number, page in shown.numbered():
        lines = 1 + sum(len(para.breaks) for para in page.heading.paras)
        if lines > MOST_LINES:
            yield Hit((number,), {"n": lines, "title": without_part(page.title)})


def no_sentence(shown: Shown) -> Iterator[Hit]:
    """A title says something; a topic ("Market overview", 市場の状況) says nothing."""
    for slide in shown.deck.slides:
        title = " ".join(slide.title.split())
        if _is_japanese(title, shown.deck.language):
            says = bool(SENTENCE_JA.search(title))
        else:
            says = len(title.split()) >= FEWEST_WORDS and bool(VERB.search(title))
        if not says:
            yield Hit(shown.where(slide), {"title": title})


def twice(shown: Shown) -> Iterator[Hit]:
    """No two slides have the same title; parts of one slide are told apart by their number."""
    first: dict[str, tuple[int, str]] = {}
    for number, page in shown.numbered():
        title = PART.sub("", page.title) if page.parts > 1 else page.title.split(" [")[0]
        before = first.setdefault(title.casefold(), (number, page.slide_id))
        if before[1] != page.slide_id:
            yield Hit((before[0], number), {"title": title})
    whole: dict[str, int] = {}
    for number, page in shown.numbered():
        if (seen := whole.setdefault(page.title.casefold(), number)) != number:
            yield Hit((seen, number), {"title": page.title})


def no_number(shown: Shown) -> Iterator[Hit]:
    """Where a slide shows a key figure or a chart, its title says a number."""
    for slide in shown.deck.slides:
        if _shows_figure(slide) and not FIGURE.search(slide.title):
            yield Hit(shown.where(slide), {"title": slide.title})


def _shows_figure(slide: Slide) -> bool:
    blocks = tuple(flat(slide.blocks))
    tiles = (tile for block in blocks if isinstance(block, Tiles) for tile in block.tiles)
    return any(isinstance(block, Chart) for block in blocks) or any(FIGURE.search(tile.value) for tile in tiles)


RULES = (
    Rule("D11", "warning", too_long),
    Rule("D12", "warning", too_many_lines),
    Rule("D13", "warning", no_sentence),
    Rule("D14", "must", twice),
    Rule("D15", "warning", no_number),
)
