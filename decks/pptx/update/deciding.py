"""Three sides, one answer: what was exported, what a person made of it, and what the preparation says now."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from msgspec import Struct

What = Literal[
    "text", "cell", "row", "table", "chart", "place", "look", "removed", "dropped", "notes", "slide", "added", "order"
]


class Choice(Enum):
    """Which side of a conflict a person chose."""

    HAND = "hand"
    PREPARATION = "preparation"


class Side(Enum):
    """Whose state stands in the result; OPEN: the hand's, and both changed: it is reported until someone chooses."""

    HAND = "hand"
    NEW = "new"
    OPEN = "open"


class Outcome(Struct, frozen=True):
    """What stands in the result, whether a person had changed it, and whether the preparation had."""

    side: Side
    hand: bool
    new: bool

    @property
    def advanced(self) -> bool:
        """Whether the next export starts from what the preparation says now."""
        return self.side is not Side.OPEN

    @property
    def takes(self) -> bool:
        """Whether the preparation's state comes in."""
        return self.side is Side.NEW

    @property
    def kept(self) -> bool:
        """Whether an edit by hand stands in the result."""
        return self.hand and self.side is not Side.NEW


def decide(hand_changed: bool, new_changed: bool, agree: bool, choice: Choice | None, mild: bool = False) -> Outcome:
    """The side to take of one aspect.

    ``agree``: both changed it to the same. ``mild``: it is never a conflict, the hand's stays (foot, decoration).
    """
    if not hand_changed:
        return Outcome(Side.NEW if new_changed else Side.HAND, False, new_changed)
    if not new_changed or mild:
        return Outcome(Side.HAND, True, new_changed)
    if agree:
        return Outcome(Side.NEW, False, True)
    if choice is None:
        return Outcome(Side.OPEN, True, True)
    return Outcome(Side.NEW if choice is Choice.PREPARATION else Side.HAND, True, True)
