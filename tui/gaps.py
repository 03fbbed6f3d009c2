"""What is missing, by step of the walk: the signs of the rail, and where the next gap is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prep.words import Lang, text
from tui.steps.walk import WALK, home_of
from tui.widgets.bars import Stop

if TYPE_CHECKING:
    from prep.readiness.assessment import Assessment, Failure


def ordered(assessment: Assessment) -> Sequence[Failure]:
    """What fails for the pre-read, must-rules first."""
    return sorted(assessment.preread.failed, key=lambda one: one.level != "must")


def step_of(place: str) -> int | None:
    """The step whose fields hold ``place``; None when it lies outside the walk."""
    home = home_of(place)
    return WALK.index(home[0]) if home is not None else None


def stops(assessment: Assessment, language: Lang) -> list[Stop]:
    """The stops of the rail with what is missing at each; check and deck come last."""
    counts = [[0, 0] for _ in WALK]
    for failure in assessment.preread.failed:
        step = step_of(failure.place)
        if step is not None:
            counts[step][failure.level != "must"] += 1
    found = [Stop(text(step.title, language), count[0], count[1]) for step, count in zip(WALK, counts, strict=True)]
    return [*found, Stop(text("app.check.title", language)), Stop(text("app.deck.title", language))]


def next_gap(assessment: Assessment, step: int, here: str | None) -> Failure | None:
    """The gap after the one at ``here`` in ``step``, else the first anywhere; None when nothing fails in the walk."""
    gaps = [one for one in ordered(assessment) if step_of(one.place) is not None]
    choices = [one for one in gaps if step_of(one.place) == step] or gaps
    places = [one.place for one in choices]
    if not places:
        return None
    return choices[(places.index(here) + 1) % len(places)] if here in places else choices[0]
