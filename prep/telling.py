"""The order in which an idea is told, from the why to what comes next: one template for all who tell it (A29).

The pre-read's slides after page 1 (decks.preread) and the run sheet of a 1:1 (prep.run_sheet) both follow ``ORDER``.
"""

from __future__ import annotations

from enum import Enum


class Part(Enum):
    """What is told at one go."""

    WHY = "why"
    PATH = "path"
    NUMBERS = "numbers"
    VOICES = "voices"
    PROPOSAL = "proposal"
    CHANGES = "changes"
    CONCERNS = "concerns"
    NEXT = "next"


ORDER: tuple[Part, ...] = (
    Part.WHY,
    Part.PATH,
    Part.NUMBERS,
    Part.VOICES,
    Part.PROPOSAL,
    Part.CHANGES,
    Part.CONCERNS,
    Part.NEXT,
)
"""Whoever leaves a part out keeps the order of the rest."""
