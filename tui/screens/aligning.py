"""Tells once, on opening and whenever the dates that count have changed, what is out of line with them (A13)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from prep.words import Message
from prep.words.message import Argument
from tui.keys import BY_ID

if TYPE_CHECKING:
    from prep.model.dossier import Dossier


class Aligning:
    """Remembers for which days the alignment was looked at: typing elsewhere is never interrupted by it."""

    def __init__(self) -> None:
        self._looked_at: tuple[dt.date, dt.date] | None = None

    def news(self, dossier: Dossier) -> Message | None:
        """What to tell now; None: nothing is out of line, or neither the day of the meeting nor today has changed."""
        days = dossier.meeting_date, dossier.today
        if days == self._looked_at:
            return None
        self._looked_at = days
        from prep.alignment import alignment

        found = alignment(dossier)
        if not found:
            return None
        told: dict[str, Argument] = {
            "why": found[0].why,
            "goals": Message(BY_ID["walk.goals"].label),
        }
        if len(found) == 1:
            return Message("relations.drift.told", told)
        return Message("relations.drift.told_many", {**told, "n": len(found)})
