"""The next gap: within the step first, each in turn, and around again."""

from __future__ import annotations

from builders import a_dossier
from prep.readiness.assessment import assess
from tui import gaps
from tui.steps.walk import WALK

ASSESSED = assess(a_dossier().build())


def test_gaps_of_the_step_come_one_after_the_other_and_begin_again() -> None:
    met: list[str] = []
    here: str | None = None
    for _ in range(50):
        gap = gaps.next_gap(ASSESSED, 0, here)
        assert gap is not None
        here = gap.place
        if here in met:
            break
        met.append(here)
    assert len(met) > 1
    assert here == met[0]
    assert {gaps.step_of(place) for place in met} == {0}


def test_a_step_without_gaps_leads_to_the_first_must_anywhere() -> None:
    gap = gaps.next_gap(ASSESSED, len(WALK), None)
    assert gap is not None
    assert gap.level == "must"


def test_the_rail_counts_what_fails_in_the_walk() -> None:
    shown = gaps.stops(ASSESSED, "en")
    inside = [one for one in ASSESSED.preread.failed if gaps.step_of(one.place) is not None]
    assert sum(stop.must + stop.warnings for stop in shown) == len(inside)
    assert len(shown) == len(WALK) + 2
