"""The organisation's goals by fiscal year, what this idea adds to each, and a goal moved on to the next year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

from prep import edits
from prep.folding import fold, has_text
from prep.model.dossier import Dossier
from prep.model.evidence import Metric
from prep.model.organisation import Goal, GoalStatus
from prep.places import each, no_place

TOP = 3
"""A goal of this priority or better (1 is the first) is among the company's top priorities of its year (A12)."""

_YEAR = re.compile(r"\d{4}")
_SHORT_YEAR = re.compile(r"(?<=[/\-–／])\d{2}(?!\d)")
_NUMBER = re.compile(r"\d+")


class When(Enum):
    """Where a fiscal year lies, seen from the day of the meeting (A13)."""

    NOW = "now"
    COMING = "coming"
    PAST = "past"
    UNDATED = "undated"


@dataclass(frozen=True)
class GoalStanding:
    """One goal: whether it counts on the day of the meeting, whether the why links to it, what the idea adds to it.

    ``metrics`` are those of this preparation that are linked to the goal (A31).
    """

    place: str
    goal: Goal
    current: bool
    linked: bool
    metrics: tuple[Metric, ...]

    @property
    def is_top(self) -> bool:
        """Whether it is among the top priorities (A12)."""
        return is_top(self.goal)


@dataclass(frozen=True)
class GoalYear:
    """The goals of one fiscal year by priority; ``starts`` and ``ends`` span all of them, None: no goal has a date."""

    name: str
    starts: dt.date | None
    ends: dt.date | None
    when: When
    goals: tuple[GoalStanding, ...]


def is_top(goal: Goal) -> bool:
    """Whether a goal is among its year's top priorities (A12)."""
    return goal.priority <= TOP


def goal_years(dossier: Dossier) -> tuple[GoalYear, ...]:
    """This year's goals first, then the coming years, last year's and older ones, and what has no dates.

    Which year is this year is decided by the day of the meeting (A13).
    """
    linked = set(dossier.preparation.why.goal_ids)
    grouped: dict[str, list[GoalStanding]] = {}
    for place, goal in each("organisation.goals", dossier.organisation.goals):
        metrics = tuple(one for one in dossier.preparation.metrics if one.goal_id == goal.id)
        standing = GoalStanding(place, goal, goal.is_current(dossier.meeting_date), goal.id in linked, metrics)
        grouped.setdefault(_year_key(goal), []).append(standing)
    years = [_year(members, dossier.meeting_date) for members in grouped.values()]
    order = list(When)
    return tuple(sorted(years, key=lambda year: (order.index(year.when), _distance(year, dossier.meeting_date))))


def next_year(goal: Goal) -> Goal:
    """The goal with its dates and the name of its year moved on by one, active; its id is the old one's still.

    The source named last year's paper and is left for the new one. A year without a number keeps its name.
    """
    return Goal(
        id=goal.id,
        title=goal.title,
        fiscal_year=next_year_name(goal.fiscal_year),
        starts=_year_later(goal.starts),
        ends=_year_later(goal.ends),
        priority=goal.priority,
        measure=goal.measure,
        owner=goal.owner,
        status=GoalStatus.ACTIVE,
    )


def next_year_name(name: str) -> str:
    """FY2026 → FY2027, 2026年度 → 2027年度, 2026/27 → 2027/28, 令和8年度 → 令和9年度; without a number as it is."""
    if _YEAR.search(name):
        return _SHORT_YEAR.sub(_one_more, _YEAR.sub(_one_more, name))
    numbers = list(_NUMBER.finditer(name))
    if not numbers:
        return name
    last = numbers[-1]
    return name[: last.start()] + _one_more(last) + name[last.end() :]


def with_goal_moved_on(dossier: Dossier, place: str, relink: bool) -> tuple[Dossier, str]:
    """A copy of the goal at ``place`` for the next fiscal year, and its place.

    ``relink``: the why links to the copy in place of the old goal, and this preparation's metrics go with it. What
    was talked about in conversations stays with the old goal. EditError when there is no goal at ``place``.
    """
    spot = next((goal for at, goal in each("organisation.goals", dossier.organisation.goals) if at == place), None)
    if spot is None:
        raise no_place(place)
    new = next_year(spot)
    values = {name: getattr(new, name) for name in new.__struct_fields__ if name != "id"}
    after, new_place = edits.add(dossier, "organisation.goals", values)
    if not relink:
        return after, new_place
    new_id = after.organisation.goals[-1].id
    why = after.preparation.why.goal_ids
    after = edits.replace(after, "why.goal_ids", tuple(new_id if one == spot.id else one for one in why))
    for at, metric in each("metrics", after.preparation.metrics):
        if metric.goal_id == spot.id:
            after = edits.replace(after, f"{at}.goal_id", new_id)
    return after, new_place


def _year(members: list[GoalStanding], on: dt.date) -> GoalYear:
    starts = min((one.goal.starts for one in members if one.goal.starts is not None), default=None)
    ends = max((one.goal.ends for one in members if one.goal.ends is not None), default=None)
    goals = tuple(sorted(members, key=lambda one: one.goal.priority))
    return GoalYear(members[0].goal.fiscal_year, starts, ends, _when(starts, ends, on), goals)


def _when(starts: dt.date | None, ends: dt.date | None, on: dt.date) -> When:
    if starts is None or ends is None:
        return When.UNDATED
    if ends < on:
        return When.PAST
    return When.COMING if on < starts else When.NOW


def _distance(year: GoalYear, on: dt.date) -> int:
    if year.starts is None or year.ends is None:
        return 0
    return min(abs((year.starts - on).days), abs((year.ends - on).days))


def _year_key(goal: Goal) -> str:
    return fold(goal.fiscal_year) if has_text(goal.fiscal_year) else f"{goal.starts} {goal.ends}"


def _year_later(day: dt.date | None) -> dt.date | None:
    """The same day a year later, the last of a month staying the last; 9999 has no next year."""
    if day is None or day.year >= dt.MAXYEAR:
        return day
    last = calendar.monthrange(day.year, day.month)[1]
    length = calendar.monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=length if day.day == last else min(day.day, length))


def _one_more(found: re.Match[str]) -> str:
    return str(int(found[0]) + 1).zfill(len(found[0]))
