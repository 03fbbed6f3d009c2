"""Titles are conclusions that fit: unique, short enough, the same argument when read alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from case_strategies import cases
from hypothesis import given
from properties import examples

import prep.words
from builders import a_dossier
from decks.deck import Deck
from decks.markdown import markdown
from decks.phrases import first_sentence, fits_title, shortened
from decks.preread import preread
from decks.rollout import missing_directive, rollout
from prep.intake.case import dossier_of, parse_case, read_case
from prep.model.dossier import Dossier
from prep.model.preparation import DeckChoices
from prep.readiness.assessment import assess
from prep.share import share
from prep.shareable import Shareable
from prep.words import LANGUAGES, Lang

SAMPLES = Path(prep.words.__file__).parent / "samples"
STRESS = Path(__file__).parents[1] / "data" / "case-stress.json"
NEW_YEAR = dt.date(2027, 1, 1)


def _shared(dossier: Dossier, language: Lang | None = None) -> Shareable:
    return share(dossier, assess(dossier), language)


def _sample(name: str, language: Lang | None = None) -> Shareable:
    return _shared(dossier_of(read_case(SAMPLES / f"case-{name}.json"), None, None, NEW_YEAR), language)


def _complaints(deck: Deck) -> list[str]:
    titles = [slide.title for slide in deck.slides]
    twice = [title for title in titles if titles.count(title) > 1]
    return [title for title in titles if not title.strip() or not fits_title(title, deck.language)] + twice


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["ja", "en"])
def test_the_samples_have_titles_that_fit_and_differ(name: str, language: Lang) -> None:
    shareable = _sample(name, language)
    assert _complaints(preread(shareable)) == []
    if not missing_directive(shareable):
        assert _complaints(rollout(shareable)) == []


def test_the_first_titles_of_the_english_sample_tell_the_argument() -> None:
    titles = [slide.title for slide in preread(_sample("en")).slides[:4]]
    assert titles == [
        "Net revenue retention to 102.8%: please approve £240,000 by 3 Dec 2026",
        "The proposal serves 2 of this year's 3 goals, the first among them",
        "Net revenue retention went from 103.6% in Jan 2025 to 101.8% in Oct 2026",
        "Net revenue retention is to rise from 101.8% to 102.8% by Oct 2027",
    ]


def test_the_first_title_of_the_japanese_sample_asks_in_one_line() -> None:
    assert preread(_sample("ja")).slides[0].title == "月次解約率5.4%へ、1,860万円を12月10日までにご承認ください"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preparation_with_only_a_title_makes_a_deck(language: Lang) -> None:
    deck = preread(_shared(a_dossier().build(), language))
    assert [slide.id for slide in deck.slides] == ["1", "2", "4", "6", "9"]
    assert _complaints(deck) == []
    assert markdown(deck)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stress_case_makes_a_deck(language: Lang) -> None:
    deck = preread(_shared(dossier_of(read_case(STRESS), None, None, NEW_YEAR), language))
    assert _complaints(deck) == []
    assert markdown(deck)


@examples(25)
@given(cases())
def test_whatever_is_prepared_the_titles_fit_and_differ(document: dict[str, Any]) -> None:
    case = parse_case(json.dumps(document).encode(), "case.json")
    for preparation in case.preparations[:1]:
        dossier = dossier_of(case, preparation.id, None, NEW_YEAR)
        for language in LANGUAGES:
            shareable = _shared(dossier, language)
            overridden = set(shareable.title_overrides)
            decks = [preread(shareable)]
            if not missing_directive(shareable):
                decks.append(rollout(shareable))
            for deck in decks:
                kept = [slide for slide in deck.slides if slide.id not in overridden]
                assert all(fits_title(slide.title, language) for slide in kept)
                assert len({slide.title for slide in kept}) == len(kept)


def test_an_override_replaces_the_title_of_its_slide_and_no_other() -> None:
    dossier = a_dossier(deck=DeckChoices(title_overrides={"2": "Our  own words", "4": "  "})).build()
    titles = {slide.id: slide.title for slide in preread(_shared(dossier)).slides}
    assert titles["2"] == "Our own words"
    assert titles["4"] == "The numbers are still to be measured"


def test_a_title_that_an_override_took_is_not_used_again() -> None:
    taken = "The cost is not yet known; the scope is set"
    plain = {slide.id: slide.title for slide in preread(_shared(a_dossier().build())).slides}
    dossier = a_dossier(deck=DeckChoices(title_overrides={"1": plain["6"], "2": taken})).build()
    titles = [slide.title for slide in preread(_shared(dossier)).slides]
    assert len(set(titles)) == len(titles)


def test_the_first_sentence_of_a_text_ends_where_its_language_ends_it() -> None:
    assert first_sentence("毎週電話します！次に一覧を作ります。") == "毎週電話します！…"
    assert first_sentence("それで十分でしょうか？次に進みます") == "それで十分でしょうか？…"
    assert first_sentence("担当を一人決めます。続けます。") == "担当を一人決めます。…"
    assert first_sentence("We call every week! Then we list.") == "We call every week! Then we list."
    assert first_sentence("We call every customer each week! Then.") == "We call every customer each week! …"
    assert first_sentence("a!=b は式です") == "a!=b は式です"


def test_a_long_name_is_shortened_at_a_phrase_and_marked() -> None:
    assert shortened("Lost customers who complained in public", 24) == "Lost customers who…"
    assert shortened("初回の問い合わせにかかった時間の合計", 14).endswith("…")
    assert shortened("Kurz", 24) == "Kurz"
    assert shortened("Donaudampfschifffahrt", 8) == ""
