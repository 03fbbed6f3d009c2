"""The walk: its steps in order, and where in them a place lies."""

from __future__ import annotations

from tui.steps import ask, numbers, objections, people, voices, why
from tui.steps.form import Section, Step

WALK: tuple[Step, ...] = (why.STEP, people.STEP, voices.STEP, numbers.STEP, objections.STEP, ask.STEP)


def home_of(place: str) -> tuple[Step, Section] | None:
    """The step and section that hold ``place``, the longest match first; None when none does."""
    homes = [(step, section) for step in WALK if (section := step.section_of(place)) is not None]
    return max(homes, key=lambda home: len(home[1].place), default=None)


def step_of(place: str) -> Step | None:
    """The step that holds ``place``; None when no step does."""
    home = home_of(place)
    return home[0] if home is not None else None
