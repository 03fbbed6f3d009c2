"""The organisation a preparation belongs to, and the goals of its fiscal years."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import Struct


class GoalStatus(Enum):
    """Whether a goal still counts: only an active one can be current."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    DRAFT = "draft"


class Goal(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A goal of one fiscal year; ``starts`` or ``ends`` None means it is never current (rules.md)."""

    id: str
    title: str = ""
    fiscal_year: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    priority: int = 1
    measure: str = ""
    owner: str = ""
    source: str = ""
    status: GoalStatus = GoalStatus.ACTIVE

    def is_current(self, on: dt.date) -> bool:
        """Active, with both dates known and ``on`` between them, ends included (rules.md, exact readings)."""
        if self.status is not GoalStatus.ACTIVE or self.starts is None or self.ends is None:
            return False
        return self.starts <= on <= self.ends


class Organisation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A company or body by name, with its goals of all years in the order they were entered."""

    name: str = ""
    goals: tuple[Goal, ...] = ()
