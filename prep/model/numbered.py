"""Numbers that are never given twice: other preparations may refer to a goal or a lesson long after it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import structs

from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation

Numbers = Mapping[str, int]
"""The highest number ever given, by the letter of the ids: g for goals, l for lessons."""

NONE: Numbers = {}

_NUMBERED = re.compile(r"([a-z])([0-9]{1,18})\Z")


def of_goals(organisation: Organisation) -> dict[str, int]:
    """The highest number among the goals; empty when none has one."""
    return _highest("g", (goal.id for goal in organisation.goals))


def of_lessons(preparation: Preparation) -> dict[str, int]:
    """The highest number among the lessons; empty when none has one."""
    lessons = preparation.outcome.lessons if preparation.outcome is not None else ()
    return _highest("l", (lesson.id for lesson in lessons))


def most(*known: Numbers) -> dict[str, int]:
    """The higher number of each letter."""
    letters = sorted({letter for numbers in known for letter in numbers})
    return {letter: max(numbers.get(letter, 0) for numbers in known) for letter in letters}


def given(dossier: Dossier) -> dict[str, int]:
    """The highest numbers a dossier knows of: those it holds, and those given up since."""
    return most(dossier.numbered, of_goals(dossier.organisation), of_lessons(dossier.preparation))


def goals_given_up(dossier: Dossier) -> dict[str, int]:
    """What a dossier knows of numbers of goals that are gone."""
    return {letter: number for letter, number in dossier.numbered.items() if letter == "g"}


def lessons_given_up(dossier: Dossier) -> dict[str, int]:
    """What a dossier knows of numbers of lessons that are gone."""
    return {letter: number for letter, number in dossier.numbered.items() if letter == "l"}


def keeping(dossier: Dossier, *known: Numbers) -> Dossier:
    """The dossier in which no number of ``known`` is given again; itself when it tells all of that already."""
    held = most(of_goals(dossier.organisation), of_lessons(dossier.preparation))
    ever = most(dossier.numbered, *known)
    numbered = {letter: number for letter, number in ever.items() if number > held.get(letter, 0)}
    return dossier if numbered == dossier.numbered else structs.replace(dossier, numbered=numbered)


def _highest(letter: str, ids: Iterable[str]) -> dict[str, int]:
    numbers = [int(found[2]) for one in ids if (found := _NUMBERED.match(one)) and found[1] == letter]
    return {letter: max(numbers)} if numbers else {}
