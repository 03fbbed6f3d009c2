"""What is missing is told beside the fields concerned, must-rules first."""

from __future__ import annotations

import pytest

from builders import a_dossier
from prep import edits, places
from prep.coaching import SOURCES, coaching, missing_here, missing_in_list
from prep.model.dossier import Dossier
from prep.model.evidence import Level
from prep.readiness.assessment import Failure, assess


def failed(dossier: Dossier) -> tuple[Failure, ...]:
    return assess(dossier).preread.failed


def here(dossier: Dossier, place: str) -> list[str]:
    return [one.id for one in missing_here(failed(dossier), place)]


def test_every_field_that_a_sentence_speaks_of_says_it_and_loses_it_when_it_is_mended() -> None:
    dossier = a_dossier().build()
    answers = [f"why.{name}.text" for name in ("why_do", "why_goals", "why_care")]
    assert all("R01" in here(dossier, place) for place in answers)
    dossier = edits.replace(dossier, answers[1], "Churn falls")
    assert [("R01" in here(dossier, place)) for place in answers] == [True, False, True]
    dossier = edits.replace(dossier, "context.where_we_are", "61 of 100 stay")
    assert "W07" not in here(dossier, "context.where_we_are")
    assert "W07" in here(dossier, "context.how_we_got_here")


def test_must_rules_come_before_warnings() -> None:
    dossier = a_dossier().with_goal(starts="2024-04-01", ends="2025-03-31").build()
    dossier = edits.replace(dossier, "why.goal_ids", [dossier.organisation.goals[0].id])
    assert here(dossier, "why.goal_ids") == ["R02", "W02"]


def test_a_list_says_what_concerns_it_and_the_record_in_front() -> None:
    found = failed(a_dossier().with_metric(level=Level.BUSINESS, name="Churn").with_metric(level=Level.CHANNEL).build())
    in_list = [one.id for one in missing_in_list(found, "metrics", "metrics[m1]")]
    assert "R07" in in_list
    assert "R07" not in [one.id for one in missing_in_list(found, "metrics", "metrics[m2]")]
    nobody = failed(a_dossier().build())
    assert [one.id for one in missing_in_list(nobody, "quotes", None)] == ["R06", "W03", "W09"]


def test_also_never_names_the_place_itself_and_only_what_is_there() -> None:
    builder = a_dossier().with_metric(level=Level.BUSINESS).with_objection(severity="high").with_conversation()
    for failure in failed(builder.build()):
        assert failure.place not in failure.also
        for place in failure.also:
            places.locate(builder.build(), place)


@pytest.mark.parametrize("place", ["nothing", "quotes", "quotes[q1].text", ""])
def test_what_is_no_field_has_no_advice(place: str) -> None:
    assert coaching(place) is None


def test_the_advice_names_the_practice_it_comes_from() -> None:
    advice = coaching("why.why_do.text")
    assert advice is not None
    assert advice.sources == ("A8", "A30")
    assert all(source[0] in "ARW" and source[1:].isdigit() for one in SOURCES.values() for source in one.split())
