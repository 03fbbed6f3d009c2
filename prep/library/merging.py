"""Goals of one organisation from two sides: an incoming case (by id and title), or two windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

import msgspec
from msgspec import Struct, structs

from prep.folding import fold
from prep.model.numbered import Numbers, most, of_goals
from prep.model.organisation import Goal, Organisation
from prep.model.preparation import Preparation
from prep.model.references import REFERENCES

GOALS = "organisation.goals"


class GoalsMet(Struct, frozen=True):
    """The goals of an organisation after an incoming case; ``renamed`` gives incoming ids their new ones."""

    goals: tuple[Goal, ...]
    renamed: Mapping[str, str]
    added: int
    known: int


def meet(have: tuple[Goal, ...], incoming: tuple[Goal, ...], numbered: Numbers) -> GoalsMet:
    """Same id and same title: known, ours stays. Same id but another title: a goal of its own under a new id.

    Of that goal an earlier import may have left one with the same title and year under the id it got then: known, too.
    An id that stands twice in the case means the first of its goals. ``numbered`` holds the highest number ever given
    here: an incoming id whose goal is gone here gets a new one, since what still refers to it meant the one that went.
    """
    goals = list(have)
    held = {goal.id: goal for goal in reversed(have)}
    twins = {_known_by(goal): goal for goal in reversed(have)}
    free = _free_ids((*have, *incoming), numbered)
    renamed: dict[str, str] = {}
    first = {goal.id: goal for goal in reversed(incoming)}
    known = 0
    for goal in incoming:
        ours = held.get(goal.id)
        if ours is None and not _was_given(goal.id, numbered):
            goals.append(goal)
            held[goal.id] = goal
        elif ours is not None and fold(ours.title) == fold(goal.title):
            known += 1
        else:
            twin = twins.get(_known_by(goal))
            fresh = twin.id if twin is not None else next(free)
            if goal is first[goal.id]:
                renamed[goal.id] = fresh
            if twin is not None:
                known += 1
            else:
                goals.append(structs.replace(goal, id=fresh))
    return GoalsMet(tuple(goals), renamed, len(goals) - len(have), known)


def _known_by(goal: Goal) -> tuple[str, str]:
    return fold(goal.title), goal.fiscal_year


def _was_given(goal_id: str, numbered: Numbers) -> bool:
    number = of_goals(Organisation(goals=(Goal(id=goal_id),))).get("g")
    return number is not None and number <= numbered.get("g", 0)


def _free_ids(goals: tuple[Goal, ...], numbered: Numbers) -> Iterator[str]:
    """Ids that no goal has, nor had; for thousands of goals they must not be looked for one by one."""
    taken = {goal.id for goal in goals}
    highest = most(numbered, of_goals(Organisation(goals=goals))).get("g", 0)
    return (fresh for number in count(highest + 1) if (fresh := f"g{number}") not in taken)


def with_goal_ids(preparation: Preparation, renamed: Mapping[str, str]) -> Preparation:
    """The preparation with every reference to a goal under its new id."""
    if not renamed:
        return preparation
    plain: dict[str, object] = msgspec.to_builtins(preparation)
    for reference in REFERENCES:
        if GOALS in reference.targets:
            _rename(plain, reference.field.split("."), renamed)
    return msgspec.convert(plain, Preparation)


def _rename(record: object, path: list[str], renamed: Mapping[str, str]) -> None:
    name, rest = path[0], path[1:]
    if not isinstance(record, dict):
        return
    if name.endswith("[]"):
        for item in record.get(name.removesuffix("[]"), ()):
            _rename(item, rest, renamed)
    elif rest:
        _rename(record.get(name), rest, renamed)
    elif isinstance(record.get(name), list | tuple):
        record[name] = [renamed.get(value, value) for value in record[name]]
    elif isinstance(record.get(name), str):
        record[name] = renamed.get(record[name], record[name])


def three_way(base: Organisation, ours: Organisation, theirs: Organisation) -> Organisation | None:
    """What both windows made of ``base``; None when they changed the same goal, or the name, differently.

    Ids that stand twice cannot be told apart: None, too.
    """
    if any(len({goal.id for goal in side.goals}) < len(side.goals) for side in (base, ours, theirs)):
        return None
    name = _either(base.name, ours.name, theirs.name)
    if name is None:
        return None
    sides = [{goal.id: goal for goal in side.goals} for side in (base, ours, theirs)]
    was, here, there = sides
    goals = []
    for goal_id in dict.fromkeys([*here, *there, *was]):
        before, mine, other = was.get(goal_id), here.get(goal_id), there.get(goal_id)
        if mine != other and before not in (mine, other):
            return None
        goal = other if mine == before else mine
        if goal is not None:
            goals.append(goal)
    return Organisation(name=name, goals=tuple(goals))


def together(ours: Organisation, theirs: Organisation) -> Organisation | None:
    """All goals of both, when it is not known what they were before; None when the same goal, or the name, differs.

    Nothing goes: a goal that one side lacks may as well have been added by the other.
    """
    mine, other = ({goal.id: goal for goal in side.goals} for side in (ours, theirs))
    if len(mine) < len(ours.goals) or len(other) < len(theirs.goals) or fold(ours.name) != fold(theirs.name):
        return None
    if any(mine[goal_id] != other[goal_id] for goal_id in mine.keys() & other.keys()):
        return None
    return Organisation(name=theirs.name, goals=tuple({**other, **mine}.values()))


def _either(base: str, ours: str, theirs: str) -> str | None:
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None
