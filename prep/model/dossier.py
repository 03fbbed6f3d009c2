"""What one looks at: a preparation with its organisation, the attempts it follows, and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct

from prep.model.organisation import Goal, Organisation
from prep.model.preparation import Preparation


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything a rule, an edit or a deck may look at, as one value.

    ``earlier`` holds the preparations this one follows, nearest first. ``evaluate_on`` is the "today" that came with
    an import (None: none came); ``today`` is the date the rules use: --on, else ``evaluate_on``, else the real date.
    ``organisation_id`` is "" for a dossier read from a case file and not from a library. ``case_ids`` maps ids of
    preparations in the library to the ids they had in the case file they came from.
    """

    organisation_id: str = ""
    organisation: Organisation = Organisation()
    preparation: Preparation
    earlier: tuple[Preparation, ...] = ()
    evaluate_on: dt.date | None = None
    today: dt.date
    case_ids: Mapping[str, str] = {}

    @property
    def meeting_date(self) -> dt.date:
        """The date of the meeting in its own offset, else today (rules.md, exact readings)."""
        starts_at = self.preparation.meeting.starts_at
        return starts_at.date() if starts_at is not None else self.today

    @property
    def linked_goals(self) -> tuple[Goal, ...]:
        """The known goals the why is linked to, in the order of the organisation; unknown ids are left out."""
        ids = set(self.preparation.why.goal_ids)
        return tuple(goal for goal in self.organisation.goals if goal.id in ids)
