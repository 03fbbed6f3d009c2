"""Japanese titles break between phrases, never before a closing mark, and never leave a few characters alone."""

from __future__ import annotations

from itertools import pairwise

import budoux
import pytest
from deck_builders import a_deck
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from decks.deck import Paragraph, Section, Slide, Text
from decks.layout.canvas import OURS, Canvas
from decks.layout.items import Box
from decks.layout.pages import paginate

PARTS = (
    "更新率は",
    "92.4％まで上がり、",
    "目標の95.0％まで",
    "あと2.6ポイントです",
    "「傾聴デスク」の新設を",
    "12月10日までに",
    "ご承認ください",
    "SaaSのARRと",
    "（三つの案のうち）",
    "お客さまの声を",
    "全員が読める形に",
    "しておくこと。",
    "解約を防ぎます",
    "カスタマーサポート部と",
)
CLOSING = "、。」）・％ー！？ぁっゃゅょァッャュョ"
OPENING = "「（"
NARROW = Canvas(title=Box(40, 20, 560, 70), body=Box(40, 100, 560, 380), fixed=True)
PARSER = budoux.load_default_japanese_parser()
titles = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join)


def broken(title: str, canvas: Canvas) -> list[str]:
    slide = Slide("1", Section.BODY, title, (Paragraph(Text("本文です。")),))
    page = paginate(a_deck("ja", slides=(slide,)), canvas).pages[0]
    (para,) = page.heading.paras
    ends = (0, *para.breaks, len(para.text))
    return [para.text[start:end] for start, end in pairwise(ends)]


@examples(60)
@given(titles, st.sampled_from([OURS, NARROW]))
def test_a_title_breaks_between_phrases_only(title: str, canvas: Canvas) -> None:
    lines = broken(title, canvas)
    phrases = PARSER.parse("".join(lines))
    boundaries = {sum(map(len, phrases[:count])) for count in range(len(phrases) + 1)}
    at = 0
    for line in lines[:-1]:
        at += len(line)
        assert at in boundaries, lines


@examples(60)
@given(titles, st.sampled_from([OURS, NARROW]))
def test_no_line_of_a_title_begins_with_a_closing_mark_or_ends_with_an_opening_one(title: str, canvas: Canvas) -> None:
    lines = broken(title, canvas)
    assert all(line[0] not in CLOSING for line in lines[1:])
    assert all(line.rstrip()[-1] not in OPENING for line in lines[:-1])


@examples(60)
@given(titles, st.sampled_from([OURS, NARROW]))
def test_no_title_leaves_a_last_line_of_three_characters(title: str, canvas: Canvas) -> None:
    lines = broken(title, canvas)
    assert len(lines) == 1 or len(lines[-1].strip()) > 3, lines


@pytest.mark.parametrize("language", ["ja", "en"])
def test_titles_of_parts_stay_unique_where_every_slide_has_the_same(language: str) -> None:
    words = "同じ題の資料です。" if language == "ja" else "The same title over and over. "
    long = Paragraph(Text(words * 120))
    slides = tuple(Slide(str(number), Section.APPENDIX, words * 4, (long,)) for number in range(4))
    pages = paginate(a_deck("ja" if language == "ja" else "en", slides=slides), NARROW).pages
    shown = [page.title for page in pages]
    assert len(pages) >= 8
    assert len(set(shown)) == len(shown)
    assert all(f"({page.part}/{page.parts})" in page.title for page in pages)
