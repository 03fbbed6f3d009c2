"""The guided sample: its stops, what each asks the user to do, and when that is done. No screen is needed for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.steps.walk import WALK

if TYPE_CHECKING:
    from prep.model.dossier import Dossier

STEPS = (*(step.id for step in WALK), "check", "deck")
"""The steps of the walk in their order."""


@dataclass(frozen=True)
class Standing:
    """Where the user is: ``step`` counts the steps of the walk, ``place`` is that of the cursor (None: none).

    ``begun`` is the dossier as it was when the stop began; ``arrived``: the user has been at the stop's step since.
    """

    begun: Dossier
    now: Dossier
    step: int
    place: str | None
    arrived: bool = False


@dataclass(frozen=True)
class Stop:
    """One stop at the step ``id``; its texts are ``tour.<id>.why`` and ``tour.<id>.do``."""

    id: str
    is_done: Callable[[Standing], bool]

    @property
    def step(self) -> int:
        """The step of the walk it is at."""
        return STEPS.index(self.id)


def _opened(records: str) -> Callable[[Standing], bool]:
    """Whether the cursor is in a field of one of the records."""
    return lambda standing: (standing.place or "").startswith(f"{records}[") and "]." in (standing.place or "")


STOPS: tuple[Stop, ...] = (
    Stop("why", lambda at: at.now.preparation != at.begun.preparation),
    Stop("people", _opened("stakeholders")),
    Stop("voices", _opened("quotes")),
    Stop("numbers", _opened("metrics")),
    Stop("objections", _opened("objections")),
    Stop("ask", lambda at: len(at.now.preparation.asks) < len(at.begun.preparation.asks)),
    Stop("check", lambda at: at.arrived and at.step < STEPS.index("check")),
    Stop("deck", lambda at: at.step == STEPS.index("deck")),
)


@dataclass(frozen=True)
class Tour:
    """How far a user has come: the stop in front, whether what it asks is done, and where it began."""

    begun: Dossier
    at: int = 0
    is_done: bool = False
    has_arrived: bool = False

    @property
    def stop(self) -> Stop:
        """The stop in front."""
        return STOPS[self.at]

    @property
    def is_last(self) -> bool:
        """Whether no stop comes after this one."""
        return self.at == len(STOPS) - 1


def begin(dossier: Dossier, stop: str = "") -> Tour:
    """The tour from the stop of that id on, from the first when there is none such."""
    at = next((number for number, one in enumerate(STOPS) if one.id == stop), 0)
    return Tour(dossier, at)


def follow(tour: Tour, now: Dossier, step: int, place: str | None) -> Tour:
    """The tour after whatever the user did: a stop is done when it is done, and passed when the user goes on."""
    here = step == tour.stop.step
    standing = Standing(tour.begun, now, step, place, tour.has_arrived or here)
    if tour.stop.is_done(standing):
        tour = replace(tour, is_done=True)
    tour = replace(tour, has_arrived=standing.arrived)
    went_on = step > tour.stop.step and tour.has_arrived
    if tour.is_last or here or not (went_on or (tour.is_done and tour.stop.id == "check")):
        return tour
    at = next((number for number, one in enumerate(STOPS) if one.step >= step and number > tour.at), len(STOPS) - 1)
    return follow(Tour(now, at), now, step, place)
