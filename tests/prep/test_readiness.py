"""The verdicts: every rule with its examples, the open cases, the score, and that nothing importable breaks it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from rollout_examples import ROLLOUT, a_rollout
from rule_examples import MUST, WARNINGS, Example

from builders import DossierBuilder, a_dossier, a_preparation
from prep.intake.case import Case, dossier_of, read_case
from prep.places import locate
from prep.readiness.assessment import PREREAD_RULES, ROLLOUT_RULES, Assessment, Failure, assess, preread_verdict
from prep.words import LANGUAGES, has_text, render

DATA = Path(__file__).parents[1] / "data"
SAMPLES = Path(__file__).parents[2] / "prep" / "words" / "samples"
EXAMPLES = (*MUST, *WARNINGS, *ROLLOUT)
REAL = dt.date(2000, 1, 1)


def failures(builder: DossierBuilder) -> dict[str, Failure]:
    assessment = assess(builder.build())
    return {one.id: one for one in (*assessment.preread.failed, *assessment.rollout.failed)}


def test_every_rule_of_the_book_has_an_example() -> None:
    assert {one.id for one in EXAMPLES} == {rule.id for rule in (*PREREAD_RULES, *ROLLOUT_RULES)} | {"X00"}
    assert [rule.id for rule in PREREAD_RULES] == [f"R{n:02}" for n in range(1, 12)] + [
        f"W{n:02}" for n in range(1, 16)
    ]
    assert [rule.id for rule in ROLLOUT_RULES] == [f"X{n:02}" for n in range(1, 11)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.id)
def test_the_minimal_passing_preparation_passes(example: Example) -> None:
    assert example.id not in failures(example.passing)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.id)
def test_the_minimal_failing_preparation_fails_at_its_place(example: Example) -> None:
    failure = failures(example.failing)[example.id]
    assert failure.place == example.place
    locate(example.failing.build(), failure.place)  # every place can be gone to


def _case(name: str) -> Case:
    folder = DATA if name == "case-stress" else SAMPLES
    return read_case(folder / f"{name}.json")


def _plain(assessment: Assessment) -> dict[str, object]:
    preread, rollout = assessment.preread, assessment.rollout
    return {
        "readiness": {"ready": preread.ready, "score": preread.score, "failed": [one.id for one in preread.failed]},
        "rollout": {"ready": rollout.ready, "failed": [one.id for one in rollout.failed]},
        "dangling": len(assessment.dangling),
    }


@pytest.mark.parametrize("name", ["case-ja", "case-en"])
@pytest.mark.parametrize("preparation_id", ["p1", "p0"])
def test_the_open_cases_get_the_expected_verdicts(name: str, preparation_id: str) -> None:
    expected = json.loads((DATA / "expected-open.json").read_text("utf-8"))
    assert _plain(assess(dossier_of(_case(name), preparation_id, None, REAL))) == expected[name][preparation_id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_is_a_sentence_and_every_rule_has_a_title(language: str) -> None:
    for example in EXAMPLES:
        for failure in failures(example.failing).values():
            sentence = render(failure.why, language)  # type: ignore[arg-type]
            assert sentence.rstrip(")）")[-1] in ".。", sentence
            assert "{" not in sentence
        assert has_text(f"rules.{example.id}.title", language)  # type: ignore[arg-type]


def test_the_stress_case_is_assessed_and_shown_in_both_languages() -> None:
    dossier = dossier_of(_case("case-stress"), None, None, REAL)
    assessment = assess(dossier)
    assert "why.goal_ids[3]" in assessment.dangling
    assert {"follows", "carried_lessons[0].lesson_id"} <= set(assessment.dangling)
    for place in assessment.dangling:
        locate(dossier, place)
    for failure in (*assessment.preread.failed, *assessment.rollout.failed):
        assert render(failure.why, "ja")
        assert render(failure.why, "en")


def test_a_warning_never_blocks_and_the_score_is_rounded() -> None:
    assessment = assess(dossier_of(_case("case-ja"), "p1", None, REAL))
    assert assessment.preread.ready
    assert assessment.preread.score == 99  # 104 of 105
    assert assessment.rollout.score is None


@pytest.mark.parametrize("name", ["case-ja", "case-en", "case-stress"])
def test_a_save_learns_the_same_verdict_on_the_pre_read_as_a_full_assessment(name: str) -> None:
    dossier = dossier_of(_case(name), None, None, REAL)
    assert preread_verdict(dossier) == assess(dossier).preread


def test_without_a_rollout_only_x00_is_reported() -> None:
    rollout = assess(a_dossier().build()).rollout
    assert not rollout.ready
    assert [one.id for one in rollout.failed] == ["X00"]


def test_an_unknown_id_is_ignored_by_the_rules_and_reported() -> None:
    builder = a_dossier().with_why(goal_ids=("g9",)).with_conversation(stakeholder_id="s9", opened_with_why=True)
    assessment = assess(builder.build())
    assert assessment.dangling == ("why.goal_ids[0]", "conversations[c1].stakeholder_id")
    assert "W02" not in failures(builder)


def test_a_sentence_names_a_few_and_counts_the_rest() -> None:
    builder = a_dossier()
    for name in ("Ana", "Ben", "Cy", "Di", "Ed"):
        builder = builder.with_stakeholder(name=name, decision_role="approver", stance="unaware")
    why = failures(builder)["W06"].why
    assert "Ana, Ben, Cy and 2 more" in render(why, "en")
    assert "Ana、Ben、Cyほか2件" in render(why, "ja")


def test_extreme_values_do_not_break_it() -> None:
    last, first = dt.date(9999, 12, 31), dt.date(1, 1, 1)
    builder = (
        a_rollout()
        .with_goal(starts="0001-01-01", ends="9999-12-31")
        .with_metric(level="business", as_of="0001-01-01", baseline={"value": 1e308}, target={"value": 0.5})
        .with_stakeholder(id="x].y", name="\u200b", decision_role="approver", influence=5)
        .with_stakeholder(id="x", name="", decision_role="driver", influence=5)
        .with_stakeholder(id="x", name="\ufeff", decision_role="driver", influence=5)
        .with_objection(id="", severity="high", concern="\u3000")
        .following(a_preparation("p0"))
    )
    huge = builder.with_metric(baseline={"value": 1}, target={"value": 2.5}).build()
    for today in (first, last):
        for dossier in (builder.on(today).build(), a_dossier().on(today).build(), huge):
            for failure in assess(dossier).preread.failed:
                assert render(failure.why, "ja")
                locate(dossier, failure.place)
