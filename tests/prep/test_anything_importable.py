"""Whatever a case file may hold can be assessed, explained in both languages, and edited."""

from __future__ import annotations

import datetime as dt
import json

from case_strategies import cases
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from prep.edits import add, consequences, move, remove
from prep.intake.case import dossier_of, parse_case
from prep.intake.json_text import Json
from prep.links import dangling
from prep.model.dossier import Dossier
from prep.places import each, locate
from prep.readiness.assessment import assess
from prep.words import render

RECORDS = ("stakeholders", "conversations", "quotes", "metrics", "objections", "asks", "hesitations", "wins")
QUIETLY = examples(30)


def dossiers() -> st.SearchStrategy[Dossier]:
    """Dossiers of every case with a preparation; ids are made to meet, so that references hit and clash."""

    def opened(case: Json, today: dt.date) -> Dossier:
        parsed = parse_case(json.dumps(case).encode(), "case.json")
        return dossier_of(parsed, None, today, today)

    return st.builds(opened, cases().filter(lambda case: case["preparations"]).map(_meeting_ids), st.dates())


def _meeting_ids(node: Json) -> Json:
    """The document with every id, and every reference, cut to one of a few."""
    if isinstance(node, list):
        return [_meeting_ids(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {key: _few(value) if _holds_ids(key) else _meeting_ids(value) for key, value in node.items()}


def _holds_ids(key: str) -> bool:
    return key.endswith(("id", "_ids")) or key in (
        "evidence",
        "from",
        "attendees",
        "recipients",
        "decided_by",
        "people",
    )


def _few(value: Json) -> Json:
    if isinstance(value, list):
        return [_few(one) for one in value]
    return ("a", "b", "", "0", "a].text")[len(value) % 5] if isinstance(value, str) else value


@given(dossiers())
@QUIETLY
def test_it_is_assessed_and_every_failure_is_told_in_both_languages(dossier: Dossier) -> None:
    assessment = assess(dossier)
    assert assessment.preread.score is not None
    assert 0 <= assessment.preread.score <= 100
    for failure in (*assessment.preread.failed, *assessment.rollout.failed):
        locate(dossier, failure.place)
        assert render(failure.why, "ja")
        assert render(failure.why, "en")
    for place in assessment.dangling:
        locate(dossier, place)


@given(dossiers(), st.data())
@QUIETLY
def test_its_records_can_be_moved_removed_and_added_without_a_new_dangling_id(
    dossier: Dossier, data: st.DataObject
) -> None:
    places = [place for name in RECORDS for place, _ in each(name, getattr(dossier.preparation, name))]
    unknown = len(dangling(dossier))
    for name in ("quotes", "stakeholders", "rollout.tactics", "outcome.lessons", "organisation.goals"):
        after, place = add(dossier, name)
        locate(after, place)
        assert len(dangling(after)) <= unknown
    if places:
        place = data.draw(st.sampled_from(places))
        moved, there = move(dossier, place, data.draw(st.integers(-2, 2)))
        assert locate(moved, there).value == locate(dossier, place).value
        for message in consequences(dossier, place):
            assert render(message, "ja")
            assert render(message, "en")
        assert len(dangling(remove(dossier, place))) <= unknown
