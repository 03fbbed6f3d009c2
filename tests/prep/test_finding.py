"""What search finds in a preparation, and the part of a text that it shows."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_dossier
from prep.finding import Sieve, find, pieces_of, words_of
from prep.folding import for_search
from prep.library.tables import Meta, Stored, encode_preparation
from prep.marking import Folded, excerpt
from prep.model.idea import Initiative
from prep.model.preparation import Preparation

KANA = st.text('ガカ゛がｶﾞｰーアａＡaé\u0301\u3099 \n"\\株㈱ß', max_size=12)


def found_in(preparation: Preparation, query: str) -> list[str]:
    return [hit.place for hit in find(pieces_of(preparation), words_of(query))]


def in_a_file(preparation: Preparation) -> bytes:
    meta = Meta(organisation_id="", updated=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    return encode_preparation(Stored(meta=meta, preparation=preparation))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ガイド", "店頭のｶﾞｲﾄﾞ"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("がいど", "旅行ガイドブック"),
        ("ガイド", "カ\u3099イト\u3099"),
        ("サービス", "ｻｰﾋﾞｽ"),
        ("kpi ２０２６", "ＫＰＩ 2026"),
        ("café", "cafe\u0301"),
        ("㈱", "(株)北星"),
    ],
)
def test_width_case_kana_and_combining_marks_do_not_matter(query: str, text: str) -> None:
    dossier = a_dossier().with_quote(text=text).build()
    assert found_in(dossier.preparation, query) == ["quotes[q1].text"]


@pytest.mark.parametrize(("query", "text"), [("サビス", "サービス"), ("ハート", "バート"), ("ガイドー", "ガイド")])
def test_other_words_are_not_found(query: str, text: str) -> None:
    assert not found_in(a_dossier().with_quote(text=text).build().preparation, query)


def test_a_text_with_all_words_comes_before_a_record_that_holds_them_in_several_texts() -> None:
    dossier = (
        a_dossier()
        .with_objection(concern="The budget is tight", response="We begin in spring")
        .with_quote(text="spring comes early")
        .with_objection(concern="No budget before spring")
        .build()
    )
    places = found_in(dossier.preparation, "spring budget")
    assert places == ["objections[o2].concern", "objections[o1].concern", "objections[o1].response"]


def test_lists_of_texts_are_one_text_and_ids_are_none() -> None:
    dossier = a_dossier().with_fields(initiative=Initiative(beneficiaries=("New parents", "Grandparents"))).build()
    assert found_in(dossier.preparation, "parents grand") == ["initiative.beneficiaries"]
    assert not found_in(a_dossier().with_stakeholder().with_conversation().build().preparation, "s1")


def test_the_goals_of_the_organisation_are_found_in_it() -> None:
    dossier = a_dossier().with_goal(title="Loyal customers").build()
    found = find(pieces_of(dossier.organisation), words_of("LOYAL"))
    assert [hit.place for hit in found] == [f"organisation.goals[{dossier.organisation.goals[-1].id}].title"]


@given(KANA, KANA, KANA)
def test_a_file_with_the_words_never_falls_through_the_sieve(before: str, word: str, after: str) -> None:
    preparation = a_dossier().with_quote(text=before + word + after).build().preparation
    words = words_of(word)
    if find(pieces_of(preparation), words):
        assert Sieve(words).may_hold(in_a_file(preparation))


def test_a_file_without_the_words_falls_through_the_sieve() -> None:
    data = in_a_file(a_dossier().with_quote(text="ｶﾞｲﾄﾞ").build().preparation)
    assert Sieve(words_of("ガイド")).may_hold(data)
    assert not Sieve(words_of("ガイダンス")).may_hold(data)


@given(KANA)
def test_a_text_folded_letter_by_letter_is_the_text_folded(text: str) -> None:
    assert Folded(text).text == for_search(text)


def test_an_excerpt_marks_what_was_found_in_the_text_as_it_was_written() -> None:
    text = "これは" + "とても長い前置きです。" * 10 + "店頭のｶﾞｲﾄﾞを\n見直すガイドライン"
    shown = excerpt(text, words_of("ガイド"))
    assert [shown.words[start:end] for start, end in shown.marks] == ["ｶﾞｲﾄﾞ", "ガイド"]
    assert text[shown.at :].startswith("ｶﾞｲﾄﾞ")
    assert shown.words.startswith("…")
    assert "\n" not in shown.words


def test_an_excerpt_of_a_very_long_text_finds_what_stands_late_in_it() -> None:
    text = "あ" * 50_000 + "ガイド" + "い" * 50_000
    shown = excerpt(text, words_of("がいど"))
    assert len(shown.words) < 400
    assert [shown.words[start:end] for start, end in shown.marks] == ["ガイド"]


def test_a_letter_that_stands_for_several_is_marked_whole() -> None:
    shown = excerpt("㈱北星", words_of("株"))
    assert [shown.words[start:end] for start, end in shown.marks] == ["㈱"]
