"""Japanese text does not end in a line of one to three characters where a little room at its right mends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deck_builders import a_deck
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

import prep.words
from decks.deck import Column, Deck, Fact, Facts, Section, Slide, Table, Text
from decks.layout.breaking import lines
from decks.layout.items import Pages, Para, Run, TableItem, TextBox
from decks.layout.pages import paginate
from decks.layout.prose import line_count, line_room
from decks.layout.runts import room_at_right
from decks.layout.style import STYLES
from decks.preread import preread
from decks.rollout import rollout
from prep.intake.case import dossier_of, read_case
from prep.readiness.assessment import assess
from prep.share import share
from prep.shareable import Shareable

STYLE = STYLES["ja"][2]
SAMPLE = Path(prep.words.__file__).parent / "samples" / "case-ja.json"
japanese = st.text(st.sampled_from("解約率を下げるために、最初の九十日。ー・（）「」5%ABa"), min_size=1, max_size=120)


def a_para(text: str) -> Para:
    return Para((Run(text, STYLE.body),), STYLE.pitch(STYLE.body))


def drawn(text: str, width: float) -> list[str]:
    return [line.strip() for line in lines(text, line_room(a_para(text), width), STYLE.family)]


def paragraphs(pages: Pages) -> Iterator[tuple[Para, float]]:
    for page in pages.pages:
        for item in page.items:
            if isinstance(item, TextBox):
                for para in item.paras:
                    yield para, item.box.w - item.insets[0] - item.insets[2]
            if isinstance(item, TableItem):
                for row in item.rows:
                    for cell, width in zip(row.cells, item.widths, strict=True):
                        for para in cell.paras:
                            yield para, width - 2 * item.margins[0] - cell.right


def runts(pages: Pages) -> list[str]:
    found = []
    for para, width in paragraphs(pages):
        bold = any(run.bold for run in para.runs)
        shown = lines(para.text, line_room(para, width), STYLE.family, bold) if para.runs else ()
        if len(shown) > 1 and not para.breaks and 0 < len(shown[-1].strip()) <= 3:
            found.append(para.text)
    return found


@pytest.mark.parametrize("kind", [preread, rollout])
def test_hardly_a_paragraph_of_the_sample_ends_in_a_runt(kind: Callable[[Shareable], Deck]) -> None:
    dossier = dossier_of(read_case(SAMPLE), None, None, dt.date(2026, 11, 20))
    pages = paginate(kind(share(dossier, assess(dossier))))
    assert sum(1 for _ in paragraphs(pages)) > 100
    assert len(runts(pages)) <= 3


def test_a_cell_and_a_fact_that_would_end_in_a_runt_keep_from_their_right_edge() -> None:
    said = "過去二回の値引きでは四箱目で効果が消えたことを確かめました"
    rows = tuple((Text(said[: 8 + n]), Text(said)) for n in range(20))
    table = Table((Column("案"), Column("評価")), rows, "表")
    facts = Facts(tuple(Fact("経緯", Text((said * 4)[: 40 + n])) for n in range(20)))
    pages = paginate(a_deck("ja", slides=(Slide("1", Section.BODY, "表", (table, facts)),)))
    assert sum(1 for para, width in paragraphs(pages) if line_count(para, width, STYLE) > 1) > 10
    assert runts(pages) == []


@examples(150)
@given(japanese, st.floats(80, 600))
def test_room_at_the_right_costs_no_line_and_leaves_no_runt(text: str, width: float) -> None:
    free = room_at_right((a_para(text),), width, STYLE)
    assert 0 <= free <= 4.5 * STYLE.body
    before, after = drawn(text, width), drawn(text, width - free)
    assert len(after) == len(before)
    assert "".join(after) == "".join(before)
    if free:
        assert len(after[-1]) > 3


def test_english_text_and_numbers_at_the_right_stay_as_they_are() -> None:
    para = Para((Run("一二三四五六七八九十" * 2 + "百", STYLE.body),), STYLE.pitch(STYLE.body), align="right")
    assert room_at_right((para,), STYLE.body * 10.4, STYLE) == 0.0
    slide = Slide("1", Section.BODY, "T", (Facts((Fact("Why", Text("many words " * 30 + "at")),)),))
    boxes = [item for item in paginate(a_deck("en", slides=(slide,))).pages[0].items if isinstance(item, TextBox)]
    assert all(box.insets[2] == 0.0 for box in boxes)
