"""What one looks at: a preparation with its organisation, the attempts it follows, and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct

from prep.model.meeting import CarriedLesson, Lesson
from prep.model.organisation import Goal, Organisation
from prep.model.preparation import Preparation


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything a rule, an edit or a deck may look at, as one value.

    ``earlier`` holds the preparations this one follows, nearest first; ``others`` those whose lessons it, or one of
    them, carries without following them. ``evaluate_on`` is the "today" that came with
    an import (None: none came); ``today`` is the date the rules use: --on, else ``evaluate_on``, else the real date.
    ``organisation_id`` is "" for a dossier read from a case file and not from a library. ``case_ids`` maps ids of
    preparations in the library to the ids they had in the case file they came from. ``numbered`` holds, by letter, the
    highest number ever given to a goal (g) or a lesson (l) where no record has it any more (``prep.model.numbered``).
    """

    organisation_id: str = ""
    organisation: Organisation = Organisation()
    preparation: Preparation
    earlier: tuple[Preparation, ...] = ()
    others: tuple[Preparation, ...] = ()
    evaluate_on: dt.date | None = None
    today: dt.date
    case_ids: Mapping[str, str] = {}
    numbered: Mapping[str, int] = {}

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

    def known_preparation(self, preparation_id: str | None) -> Preparation | None:
        """The preparation with this id among all that the dossier holds; None: it is known nowhere."""
        held = (self.preparation, *self.earlier, *self.others)
        return next((one for one in held if one.id == preparation_id), None)

    def lesson(self, carried: CarriedLesson) -> Lesson | None:
        """The lesson that is carried over, from whichever preparation taught it; None: it is known nowhere."""
        taught_by = self.known_preparation(carried.from_preparation)
        lessons = taught_by.outcome.lessons if taught_by is not None and taught_by.outcome is not None else ()
        return next((one for one in lessons if one.id == carried.lesson_id), None)


def named_elsewhere(chain: Sequence[Preparation]) -> tuple[str, ...]:
    """The ids that carried lessons of ``chain`` name and that stand outside it, each once."""
    held = {one.id for one in chain}
    named = (lesson.from_preparation for one in chain for lesson in one.carried_lessons)
    return tuple(one for one in dict.fromkeys(named) if one not in held)
