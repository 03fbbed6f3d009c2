"""What LibreOffice draws stands where it was planned: the first and the last word of each text inside its box."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from deck_builders import Language, a_deck
from outside import libreoffice, pdftotext

from decks.deck import (
    Block,
    Callout,
    Column,
    Fact,
    Facts,
    Paragraph,
    QuoteCard,
    QuoteCards,
    Section,
    Slide,
    Table,
    Text,
)
from decks.layout.items import Box, Page, TableItem, TextBox
from decks.layout.pages import paginate
from decks.pptx.write import write_deck

HARD = {
    "sentences": {
        "ja": "年額契約の更新率を92.4％から95.0％へ引き上げる見込みです。",
        "en": "Reaching flagged accounts doubled it. ",
    },
    "no space": {"ja": "お客さまの声を届け解約を防ぐために", "en": "abcdefghijklmnopqrstuvwxyz"},
    "a word": {"ja": "ｶｽﾀﾏｰｻﾎﾟｰﾄ", "en": "Donaudampfschifffahrtsgesellschaft"},
    "an address": {
        "ja": "https://example.jp/report/2026?id=42&page=3、",
        "en": "https://example.com/a-b/c_d?id=42&x=9#top ",
    },
    "scripts": {"ja": "SaaSのARRはQ3に+12.5pt、NPSは-3。", "en": "The 解約率 fell to 5.4%; naïve façade £9. "},
    "emoji": {"ja": "良かった👍です。家族👨‍👩‍👧も", "en": "Fine 👍 and good 🎉 it is "},
}
SLACK = 3.0
MARK = re.compile(r"[az]\d{3}q")


class Marked:
    """Texts that begin and end with words that no other text has."""

    def __init__(self, language: Language, times: int) -> None:
        self._language, self._times, self._count = language, times, 0

    def __call__(self, hard: str, share: int = 1) -> Text:
        self._count += 1
        words = HARD[hard][self._language] * max(1, self._times // share)
        return Text(f"a{self._count:03}q {words} z{self._count:03}q")


def slides(language: Language, times: int) -> Iterator[Slide]:
    text = Marked(language, times)
    for index, hard in enumerate(HARD):
        cells = tuple((text(hard), text(hard, 2), text(hard, 4)) for _ in range(2))
        table = Table((Column("A", weight=2), Column("B"), Column("C")), cells, "rows")
        cards = tuple(QuoteCard(text(hard).text, "X", "") for _ in range(2))
        facts = Facts(tuple(Fact(f"Fact {n}", text(hard)) for n in range(2)))
        blocks: tuple[tuple[Block, ...], ...] = (
            (Paragraph(text(hard)), Callout("Note", (text(hard),)), facts),
            (table,),
            (QuoteCards("Quotes", cards),),
        )
        for part, found in enumerate(blocks):
            yield Slide(f"{index}.{part}", Section.BODY, f"Slide {index} {part}", found)


def homes(page: Page) -> Iterator[tuple[str, Box]]:
    """Each marker with the box or the table that holds it; rows of tables may grow, tables may not leave the body."""
    for item in page.items:
        if isinstance(item, TextBox):
            for mark in MARK.findall(item.text):
                yield mark, item.box
        if isinstance(item, TableItem):
            y = item.box.y
            for row in item.rows:
                x = item.box.x
                for cell, width in zip(row.cells, item.widths, strict=True):
                    for mark in MARK.findall(cell.text):
                        yield mark, Box(x, y, width, row.height)
                    x += width
                y += row.height


def drawn_words(file: Path, folder: Path) -> list[list[tuple[str, float, float]]]:
    """The words of each page with the middle of their places in points."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [libreoffice(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    out = folder / "words.html"
    subprocess.run([pdftotext(), "-bbox", str(file.with_suffix(".pdf")), str(out)], check=True, capture_output=True)
    tree = ET.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out.read_text(encoding="utf-8")))
    pages = []
    for page in tree.iter("{http://www.w3.org/1999/xhtml}page"):
        words = []
        for word in page.iter("{http://www.w3.org/1999/xhtml}word"):
            left, top, right, bottom = (float(word.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax"))
            words.append((word.text or "", (left + right) / 2, (top + bottom) / 2))
        pages.append(words)
    return pages


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("times", [2, pytest.param(12, marks=pytest.mark.long)])
def test_the_first_and_the_last_word_of_every_text_are_drawn_in_its_box(
    language: Language, times: int, tmp_path: Path
) -> None:
    pages = paginate(a_deck(language, slides=tuple(slides(language, times))))
    file = tmp_path / "deck.pptx"
    file.write_bytes(write_deck(pages))
    drawn = drawn_words(file, tmp_path)
    assert len(drawn) == len(pages.pages)
    seen = 0
    for page, words in zip(pages.pages, drawn, strict=True):
        for mark, box in homes(page):
            places = [(x, y) for word, x, y in words if mark in word]
            for x, y in places:
                seen += 1
                assert box.x - SLACK <= x <= box.right + SLACK, (mark, page.title)
                assert box.y - SLACK <= y <= box.bottom + SLACK, (mark, page.title)
    assert seen > 60
