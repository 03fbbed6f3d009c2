"""Tone advice: on the owner's own words alone, in both languages, without false alarms."""

from __future__ import annotations

import time

import pytest

from builders import a_dossier
from prep.model.idea import Answer, Context, Why
from prep.tone import OWN_WORDS, Sound, advice, balance
from prep.words import LANGUAGES, Message, render


def sounds(text: str) -> dict[str, tuple[str, ...]]:
    return {one.sound.value: one.words for one in advice(text)}


@pytest.mark.parametrize(
    ("text", "sound", "words"),
    [
        ("営業のせいで遅れています。", "blame", ("のせいで",)),
        ("前任者が決めた仕組みです。", "blame", ("前任者が",)),
        ("現場には誰も来ません。", "absolutes", ("誰も",)),
        ("ﾀﾞﾒな案です。", "negative", ("ダメ",)),  # half-width
        ("この案はだめだ。", "negative", ("だめ",)),  # the other kana
        ("ヒドイ結果。", "negative", ("ヒドイ",)),
        ("意識が低いままです。", "belittling", ("意識が低い",)),
        ("それは誤解です。", "defensive", ("誤解です",)),
        ("Sales dropped the ball.", "blame", ("dropped the ball",)),
        ("It was dropped\nthe   Ball", "blame", ("dropped the Ball",)),
        ("They ALWAYS say so.", "absolutes", ("ALWAYS",)),
        ("ａｌｗａｙｓ", "absolutes", ("always",)),  # full-width
        ("A mess, a Mess and a nightmare.", "negative", ("mess", "nightmare")),
        ("They don’t get it.", "belittling", ("They don't get it",)),
        ("Actually, no: as I already said.", "defensive", ("Actually, no", "as I already said")),
    ],
)
def test_a_word_that_may_land_badly_is_named_as_it_stands(text: str, sound: str, words: tuple[str, ...]) -> None:
    assert sounds(text).get(sound, ()) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "お客様は、届いた日にお礼の葉書を読んでいます。",
        "誰もが使える窓口にします。",
        "費用を無駄なく使い、無駄を省きます。",
        "ブランドへのダメージを防ぎます。",
        "まだめどは立っていません。ただめずらしい例です。",
        "原因はまだ分かっていない。",
        "最悪の場合でも、2週間で元に戻せます。",
        "We answer every message in default mode.",  # mess, fault
        "An always-on campaign, billed monthly; the always on plan stays.",
        "A no-blame review of food waste, broken down by shop, with respect to cost.",
        "The delivery failure rate fell to 2%.",
        "Nevertheless the wasteland is failing.",
    ],
)
def test_a_harmless_text_raises_no_alarm(text: str) -> None:
    assert sounds(text) == {}


@pytest.mark.parametrize(
    ("opens", "closes"), [("「", "」"), ("『", "』"), ("“", "”"), ("‘", "’"), ('"', '"'), ("｢", "｣"), ("«", "»")]
)
def test_what_is_quoted_is_never_judged(opens: str, closes: str) -> None:
    for words in ("最悪だ、誰も来ない", "this is always a disaster"):
        assert sounds(f"Lena: {opens}{words}{closes} (May)") == {}
        assert sounds(f"Lena: {opens}{words}") == {}  # the closing mark is not typed yet
        assert sounds(f"{opens}a{closes} {words}") != {}
        assert sounds(f"{opens}{words}\n{words}") != {}  # an open mark does not silence the next line


def test_each_advice_says_why_and_what_to_try_in_both_languages() -> None:
    told = advice("いつも営業のせいで最悪。意識が低い。誤解です。")
    assert [one.sound for one in told] == list(Sound)
    for language in LANGUAGES:
        for one in told:
            assert one.words[0] in render(one.why, language)
            assert len(render(one.instead, language)) > 10
    assert len({render(one.why, "ja") for one in told}) == len(Sound)


def test_no_quote_no_note_and_no_concern_of_others_counts_as_own_words() -> None:
    others = ("quotes", "conversations[].notes", "objections[].concern", "objections[].underlying", "outcome")
    assert not [one for one in OWN_WORDS if one.startswith(others)]
    assert {"why.why_do.text", "context.how_we_got_here", "objections[].response"} <= OWN_WORDS


def a_case(*, why: str = "", here: str = "", missed: str = "") -> tuple[int, int, bool]:
    preparation = (
        a_dossier(why=Why(why_do=Answer(text=why)), context=Context(where_we_are=here, missed_opportunity=missed))
        .build()
        .preparation
    )
    found = balance(preparation)
    return found.total, found.heavy, found.tips


def test_more_than_a_third_of_strong_sentences_tips_the_balance() -> None:
    assert a_case() == (0, 0, False)
    assert a_case(why="最悪です。良くできます。") == (2, 1, True)
    assert a_case(why="最悪です。良くできます。", missed="1年で戻せます。") == (3, 1, False)
    assert a_case(why="It fell by 1.5 points. It is a mess! Why? We can mend it.") == (4, 1, False)
    assert a_case(here="誰も来ません", missed="Nobody came.\nNever again.") == (3, 3, True)
    assert a_case(here="彼らは「最悪。無駄」と言った。") == (1, 0, False)
    assert a_case(here="それは誤解です。") == (1, 0, False)  # defensive, but not about the problem


def test_the_balance_is_told_in_both_languages() -> None:
    found = balance(a_dossier(why=Why(why_do=Answer(text="A mess. A nightmare."))).build().preparation)
    for language in LANGUAGES:
        assert "2" in render(found.why, language)
        assert render(found.instead, language)
    assert isinstance(found.why, Message)


def test_a_very_long_text_is_looked_through_in_no_time() -> None:
    text = "はじめに事実を書く。 A plain sentence follows. " * 3000 + "最悪"
    began = time.perf_counter()
    assert sounds(text) == {"negative": ("最悪",)}
    assert time.perf_counter() - began < 1.0
