"""Whatever a case file may hold can be assessed, explained in both languages, and edited."""

from __future__ import annotations

from dossier_strategies import dossiers
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from prep.edits import add, consequences, move, remove
from prep.links import dangling
from prep.model.dossier import Dossier
from prep.places import each, locate
from prep.readiness.assessment import assess
from prep.words import render

RECORDS = ("stakeholders", "conversations", "quotes", "metrics", "objections", "asks", "hesitations", "wins")
QUIETLY = examples(30)


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
