"""What a rule is: one small function of the facts, declared with its id, level, weight and place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from prep.readiness.facts import Facts
from prep.words import Message
from prep.words.message import Argument

Level = Literal["must", "warning"]


@dataclass(frozen=True)
class Failure:
    """A rule that does not hold: ``why`` is one sentence, ``place`` the field that a key press jumps to.

    ``also`` are the other fields of which ``why`` speaks, too; the coach says it beside each of them.
    """

    id: str
    level: Level
    why: Message
    place: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a rule found wrong: which of its sentences (``case``, "" for the only one), about what, and where.

    ``place`` None means the rule's own place, ``also`` where else the same is wrong. ``others`` counts further
    offenders that the sentence does not name.
    """

    case: str = ""
    place: str | None = None
    args: Mapping[str, Argument] = field(default_factory=dict)
    others: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule of rules.md; ``weight`` counts in the score (0: it has none, as in the rollout)."""

    id: str
    level: Level
    weight: int
    place: str
    finds: Callable[[Facts], Found | None]

    def failure(self, facts: Facts) -> Failure | None:
        """The failure, or None when the rule holds."""
        found = self.finds(facts)
        if found is None:
            return None
        key = f"rules.{self.id}.{found.case}" if found.case else f"rules.{self.id}"
        why = Message(key, dict(found.args))
        if found.others:
            why = Message("rules.others", {"why": why, "n": found.others})
        return Failure(self.id, self.level, why, self.place if found.place is None else found.place, found.also)


def rule(
    rule_id: str, weight: int, place: str, level: Level = "must"
) -> Callable[[Callable[[Facts], Found | None]], Rule]:
    """Declare the function below as a rule."""

    def declare(finds: Callable[[Facts], Found | None]) -> Rule:
        return Rule(rule_id, level, weight, place, finds)

    return declare


def warning(rule_id: str, place: str) -> Callable[[Callable[[Facts], Found | None]], Rule]:
    """Declare a warning of the pre-read: weight 1, never blocks."""
    return rule(rule_id, 1, place, "warning")
