"""The search over many texts finds what the plain search finds, whatever was asked before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.searching import Finder, matches

TEXTS = st.lists(st.text("aAｂBかカ価 é1\u3099", max_size=8), max_size=12)
QUERIES = st.lists(st.text("aｂBカか価 e1", max_size=4), max_size=6)


@given(TEXTS, QUERIES)
def test_every_query_finds_what_matches_however_the_queries_follow_each_other(
    texts: list[str], queries: list[str]
) -> None:
    finder = Finder(texts)
    for query in queries:
        assert [texts[place] for place in finder.find(query)] == [one for one in texts if matches(query, one)]


@given(TEXTS, TEXTS, QUERIES)
def test_a_finder_made_from_another_one_finds_in_its_own_texts(
    before: list[str], texts: list[str], queries: list[str]
) -> None:
    first = Finder(before)
    for query in queries:
        first.find(query)
    finder = Finder(texts, first)
    for query in queries:
        assert [texts[place] for place in finder.find(query)] == [one for one in texts if matches(query, one)]


def test_letters_typed_one_by_one_narrow_and_taken_back_widen() -> None:
    finder = Finder(["Winter campaign", "冬のｷｬﾝﾍﾟｰﾝ", "Podcast"])
    assert list(finder.find("w")) == [0]
    assert list(finder.find("")) == [0, 1, 2]
    assert list(finder.find("きゃんぺーん 冬")) == [1]
    assert list(finder.find("きゃんぺーん")) == [1]
    assert list(finder.find("CAMP WIN")) == [0]
