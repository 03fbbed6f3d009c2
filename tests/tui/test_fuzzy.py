"""A few letters mean the likeliest of many names."""

from __future__ import annotations

import time

import pytest

from tui.fuzzy import Names, match


def found(query: str, *names: str) -> list[str]:
    return [names[index] for index in Names(names).find(query)]


def test_the_start_of_a_name_comes_before_the_start_of_a_word_before_its_inside_before_letters_spread() -> None:
    names = ("ha reclaim", "declare", "go clear", "clear", "c l e a r")
    assert found("clear", *names) == ["clear", "go clear", "c l e a r"]
    assert found("cl", *names)[:2] == ["clear", "go clear"]


def test_names_of_equal_worth_stay_in_their_order() -> None:
    assert found("a", "a2", "a1", "a3") == ["a2", "a1", "a3"]


@pytest.mark.parametrize(
    ("query", "name"), [("ｶﾞｲ", "店頭ガイド"), ("がいど", "ガイド"), ("ＫＰＩ", "kpi tree"), ("ktr", "kpi tree")]
)
def test_width_case_and_kana_do_not_matter(query: str, name: str) -> None:
    assert found(query, name, "something else") == [name]


def test_every_word_must_be_meant() -> None:
    assert found("undo last", "Undo the last change", "Undo") == ["Undo the last change"]


def test_letters_that_are_far_apart_mean_nothing() -> None:
    assert match("ab", "a" + "x" * 40 + "b") is None


def test_other_words_of_a_name_find_it_but_count_less() -> None:
    names = Names(["Undo", "Language"], [["元に戻す"], ["undo the language"]])
    assert names.find("undo") == [0, 1]
    assert names.find("もどす") == []
    assert names.find("戻す") == [0]


def test_the_marks_are_the_letters_that_are_meant() -> None:
    name = "店頭のｶﾞｲﾄﾞ と KPI"
    marks = Names([name]).marks(0, "がいど kpi")
    assert [name[start:end] for start, end in marks] == ["ｶﾞｲﾄﾞ", "KPI"]


def test_five_hundred_long_quotes_are_ranked_well_within_a_key() -> None:
    names = Names([f"{number} " + "お客様の声を聞いてから決めたいと思っています。" * 8 for number in range(500)])
    started = time.process_time()
    names.find("きめお声")
    assert time.process_time() - started < 0.03
