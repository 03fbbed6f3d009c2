"""A claim shows its evidence or says that it is a hypothesis, wherever it stands (decks.md rule 4, A30)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from case_strategies import cases
from hypothesis import given
from properties import examples
from rollout_examples import CELLS, DIRECTIVE

from builders import DossierBuilder, a_dossier
from decks.deck import Callout, Deck, Facts, Text, flat, texts
from decks.lint import lint
from decks.phrases import Phrases
from decks.preread import preread
from decks.rollout import missing_directive, rollout
from prep.intake.case import dossier_of, parse_case
from prep.model.idea import Answer, Context
from prep.model.people import Owner
from prep.readiness.assessment import assess
from prep.share import share
from prep.words import LANGUAGES, Lang

MARK = {"en": "[hypothesis]", "ja": "〔仮説〕"}
NEW_YEAR = dt.date(2027, 1, 1)
LONG = "We answer it by calling each customer within two days of the first sign of trouble, team by team, "


def deck_of(builder: DossierBuilder, language: Lang = "en") -> Deck:
    dossier = builder.build()
    return preread(share(dossier, assess(dossier), language))


def said(deck: Deck, slide_id: str) -> list[Text]:
    slide = next(slide for slide in deck.slides if slide.id == slide_id)
    return [text for blocks in (slide.blocks, slide.brief) for block in flat(blocks) for text in texts(block)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_to_a_concern_without_evidence_is_a_hypothesis_on_every_slide_that_tells_it(language: Lang) -> None:
    builder = a_dossier()
    for n in range(7):
        builder = builder.with_objection(concern=f"Too dear {n}?", response=f"It pays back in {n} months.", evidence=())
    deck = deck_of(builder, language)
    told = [text for id_ in ("1", "8", "A2") for text in said(deck, id_) if "It pays back" in text.text]
    assert len(told) >= 8
    assert all(text.text.endswith(MARK[language]) for text in told)


def test_an_answer_with_usable_evidence_carries_its_tags_and_no_mark() -> None:
    builder = a_dossier().with_quote(text="It paid.").with_objection(response="It pays back.", evidence=("q1",))
    told = [text for id_ in ("1", "8") for text in said(deck_of(builder), id_) if text.text.startswith("It pays")]
    assert told
    assert all(text.tags == ("q1",) and text.text == "It pays back." for text in told)


def test_evidence_without_consent_proves_nothing() -> None:
    quoted = a_dossier().with_quote(text="It paid.", consent="asked")
    told = said(deck_of(quoted.with_objection(response="It pays back.", evidence=("q1",))), "8")
    assert [text.text for text in told if text.text.startswith("It pays")] == ["It pays back. [hypothesis]"]


def test_the_mark_survives_where_page_one_shortens_the_answer() -> None:
    deck = deck_of(a_dossier().with_objection(response=LONG * 3, evidence=()))
    boxes = [block for block in flat(deck.slides[0].brief) if isinstance(block, Callout)]
    answer = next(text for box in boxes for text in box.body if text.text.startswith("We answer"))
    assert "…" in answer.text
    assert answer.text.endswith("[hypothesis]")


def test_what_a_metric_without_source_adds_to_a_goal_is_a_hypothesis() -> None:
    fields: dict[str, object] = {
        **{"name": "Retention", "unit": "%", "direction": "up", "level": "business", "goal_id": "g1"},
        **{"baseline": {"value": 61}, "target": {"value": 68}},
    }
    bare = a_dossier().with_goal(id="g1").with_why(goal_ids=("g1",)).with_metric(**fields, source="", as_of=None)
    cells = [text.text for text in said(deck_of(bare), "2") if "Retention" in text.text]
    assert cells
    assert all(cell.endswith("[hypothesis]") for cell in cells)


def test_the_index_lists_what_is_still_to_be_proven() -> None:
    builder = a_dossier().with_quote(text="It paid.").with_why(why_do=Answer(text="It pays.", evidence=("q1",)))
    rows = said(deck_of(builder.with_objection(concern="Too dear?", response="No.", evidence=())), "A5")
    assert "Answer to: Too dear?" in [text.text for text in rows]
    assert "hypothesis" in [text.text for text in rows]


def test_sentences_without_evidence_of_their_own_say_whose_account_they_are() -> None:
    deck = deck_of(a_dossier(context=Context(where_we_are="Churn is 6%."), owner=Owner(name="Aya Miura")))
    assert next(slide for slide in deck.slides if slide.id == "3").sources[-1].startswith("Text: as seen by Aya Miura")


@examples(25)
@given(cases())
def test_whatever_is_prepared_no_claim_stands_bare(document: dict[str, Any]) -> None:
    case = parse_case(json.dumps(document).encode(), "case.json")
    for preparation in case.preparations[:1]:
        dossier = dossier_of(case, preparation.id, None, NEW_YEAR)
        for language in LANGUAGES:
            shareable = share(dossier, assess(dossier), language)
            decks = [preread(shareable)] + ([] if missing_directive(shareable) else [rollout(shareable)])
            for deck in decks:
                assert "D41" not in {one.id for one in lint(deck)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_image_of_a_customer_rests_on_evidence_or_is_a_hypothesis(language: Lang) -> None:
    say = Phrases(language)
    for evidence, marked in ((("q1",), False), ((), True)):
        deck = _rollout(evidence, language)
        sheet = next(slide for slide in deck.slides if slide.id.startswith("7"))
        rows = [row for block in flat(sheet.blocks) if isinstance(block, Facts) for row in block.rows]
        image = next(row.body for row in rows if row.label == say("label.image"))
        assert (image.text.endswith(MARK[language]), image.tags) == (marked, evidence)
        assert any(source.startswith("[q1]") for source in sheet.sources) is not marked
        assert sheet.anchors == evidence


def _rollout(evidence: tuple[str, ...], language: Lang) -> Deck:
    stage = {"name": "First box", **CELLS}
    persona = {"name": "Yuka", "segment": "", "image": "Home at half past six.", "wants": "Rest"}
    journey = {"id": "j1", "persona": persona, "stages": [stage], "evidence": list(evidence)}
    builder = a_dossier().with_quote(text="It paid.").with_rollout(directive=DIRECTIVE, journeys=[journey])
    dossier = builder.build()
    return rollout(share(dossier, assess(dossier), language))
