"""What each slide of the rollout says in both languages, and when it is left out (decks.md, "Rollout")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from rollout_examples import CELLS, DIRECTIVE, TACTIC, a_journey, a_rollout

import prep.words
from builders import DossierBuilder
from decks.deck import Block, Callout, Columns, Deck, Facts, Slide, Table, Tiles
from decks.markdown import markdown
from decks.rollout import missing_directive, rollout
from prep.intake.case import dossier_of, read_case
from prep.readiness.assessment import assess
from prep.share import share
from prep.words import LANGUAGES, Lang, text

SAMPLE = Path(prep.words.__file__).parent / "samples" / "case-ja.json"
ROWS = ("psychology", "owner", "action", "tools", "partners")


def sample(language: Lang) -> Deck:
    dossier = dossier_of(read_case(SAMPLE), None, None, dt.date(2026, 12, 15))
    return rollout(share(dossier, assess(dossier), language))


def deck_of(builder: DossierBuilder) -> Deck:
    dossier = builder.build()
    return rollout(share(dossier, assess(dossier)))


def slide(deck: Deck, slide_id: str) -> Slide:
    return next(one for one in deck.slides if one.id == slide_id)


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Columns):
            for cell in block.cells:
                yield from flat(cell)
        else:
            yield block


def table(found: Slide) -> Table:
    return next(block for block in flat(found.blocks) if isinstance(block, Table))


def column(found: Slide, number: int) -> list[str]:
    return [row[number].text for row in table(found).rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_slide_is_the_request_in_the_heads_words_from_whom_to_whom_by_when(language: Lang) -> None:
    first = sample(language).slides[0]
    request = next(block for block in first.blocks if isinstance(block, Callout))
    assert request.body[0].text == "「はじめの3箱」伴走戦略を2027年2月1日までに動かしてほしい。頼みます。"
    facts = next(block for block in first.blocks if isinstance(block, Facts))
    said = {row.label: row.body.text for row in facts.rows}
    assert said[text("deck.label.directive_from", language)] == "代表取締役社長 長谷川 誠一"
    assert said[text("deck.label.directive_to", language)] == "CRM課 課長 三浦 彩"
    assert said[text("deck.label.by", language)] == {"ja": "2027年2月1日", "en": "1 Feb 2027"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_decision_names_its_conditions_with_owner_and_date(language: Lang) -> None:
    rows = table(slide(sample(language), "2")).rows
    dates = {"ja": ["2027年4月30日", "2027年3月31日"], "en": ["30 Apr 2027", "31 Mar 2027"]}
    assert [row[1].text for row in rows] == ["三浦 彩", "大友 律子"]
    assert [row[2].text for row in rows] == dates[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strategy_stands_on_one_page_with_the_one_number_the_goals_and_the_whys(language: Lang) -> None:
    third = slide(sample(language), "3")
    figures = [tile for block in flat(third.blocks) if isinstance(block, Tiles) for tile in block.tiles]
    assert [tile.value for tile in figures] == ["6.2% → 5.4%"]
    labels = [row.label for block in flat(third.blocks) if isinstance(block, Facts) for row in block.rows]
    assert labels == [text(f"deck.label.{name}", language) for name in ("goal", "why_do", "why_goals", "why_care")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_tactics_are_listed_by_the_staffs_own_priority_and_a_blank_waits_for_them(language: Lang) -> None:
    assert column(slide(sample(language), "4"), 0) == ["1", "2", "3", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_todays_work_is_kept_changed_or_stopped_and_shared_with_teams_at_a_time(language: Lang) -> None:
    deck = sample(language)
    kinds = [text(f"common.activity_decision.{kind}", language) for kind in ("keep", "change", "change", "stop")]
    assert column(slide(deck, "5"), 0) == kinds
    labels = [row.label for block in slide(deck, "6").blocks if isinstance(block, Facts) for row in block.rows]
    assert labels == [text(f"deck.label.share_{name}", language) for name in ("how", "scope", "with", "when")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_customer_has_a_sheet_of_stages_by_five_rows(language: Lang) -> None:
    sheets = [one for one in sample(language).slides if one.id.startswith("7")]
    assert len(sheets) == 2
    for sheet in sheets:
        assert len(table(sheet).columns) == 6
        assert column(sheet, 0) == [text(f"deck.row.{row}", language) for row in ROWS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_slides_are_procedures_the_staffs_worksheet_the_measures_and_the_wins(language: Lang) -> None:
    deck = sample(language)
    assert [one.id for one in deck.slides[-4:]] == ["8", "9", "10", "11"]
    assert text("deck.not_yet_set", language) in column(slide(deck, "8"), 2)
    assert [len(table(one).rows) for one in deck.slides[-4:]] == [4, 4, 4, 2]


def test_a_journey_of_more_than_six_stages_goes_on_with_its_rows_named_again() -> None:
    stages = [{**CELLS, "name": f"Stage {number}"} for number in range(1, 9)]
    sheets = deck_of(a_rollout(directive=DIRECTIVE, journeys=[a_journey("j1", *stages)])).slides
    parts = [one for one in sheets if one.id.startswith("7")]
    assert sum(len(table(part).columns) - 1 for part in parts) == 8
    assert all(len(table(part).columns) - 1 <= 6 for part in parts)
    assert len({part.title for part in parts}) == len(parts) > 1


def test_what_has_no_content_is_left_out_and_what_is_never_left_out_says_that_it_is_missing() -> None:
    deck = deck_of(a_rollout(directive=DIRECTIVE))
    assert [one.id.split(".")[0] for one in deck.slides] == ["1", "3", "4", "6", "7"]
    assert text("deck.no_journey", deck.language) in markdown(deck)
    assert text("deck.no_tactic", deck.language) in markdown(deck)
    assert deck.foot.draft


def test_the_worksheet_waits_only_for_tactics_that_the_staff_have_not_ranked() -> None:
    ranked = deck_of(a_rollout(directive=DIRECTIVE, tactics=[TACTIC]))
    waiting = deck_of(a_rollout(directive=DIRECTIVE, tactics=[{**TACTIC, "priority": None}]))
    assert "9" not in [one.id for one in ranked.slides]
    assert column(slide(waiting, "4"), 0) == [""]
    assert len(table(slide(waiting, "9")).rows) == 1


def test_without_strategy_from_to_and_date_there_is_no_rollout_and_each_is_named() -> None:
    dossier = a_rollout().build()
    missing = [part.key for part in missing_directive(share(dossier, assess(dossier)))]
    assert missing == ["deck.missing.strategy", "deck.missing.from", "deck.missing.to", "deck.missing.by"]
