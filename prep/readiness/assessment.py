"""Whether a preparation is ready: every rule is asked, rules decide, the score only orders the work (rules.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prep.links import dangling
from prep.model.dossier import Dossier
from prep.readiness import evidence, idea, meeting, objections, people, rollout, why
from prep.readiness.facts import Facts
from prep.readiness.rule import Failure, Rule

__all__ = ["PREREAD_RULES", "ROLLOUT_RULES", "Assessment", "Failure", "Verdict", "assess", "preread_verdict"]

PREREAD_RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*why.RULES, *idea.RULES, *people.RULES, *evidence.RULES, *objections.RULES, *meeting.RULES),
        key=lambda one: one.id,
    )
)
"""R01 to R11, then W01 to W15."""

ROLLOUT_RULES: tuple[Rule, ...] = rollout.RULES
"""X01 to X10; X00 stands alone, for when there is no rollout."""


@dataclass(frozen=True)
class Verdict:
    """``ready``: every must-rule holds. ``score`` is 0 to 100, None for a rollout. ``failed`` by id."""

    ready: bool
    score: int | None
    failed: tuple[Failure, ...]


@dataclass(frozen=True)
class Assessment:
    """Both verdicts on a dossier, and the places of ids that point nowhere."""

    preread: Verdict
    rollout: Verdict
    dangling: tuple[str, ...]


def assess(dossier: Dossier) -> Assessment:
    """Ask every rule about ``dossier``. Never fails, whatever an import let in."""
    facts = Facts(dossier)
    no_rollout = rollout.exists.failure(facts)
    return Assessment(
        preread=_verdict(facts, PREREAD_RULES, _score),
        rollout=_verdict(facts, ROLLOUT_RULES) if no_rollout is None else Verdict(False, None, (no_rollout,)),
        dangling=dangling(dossier),
    )


def preread_verdict(dossier: Dossier) -> Verdict:
    """The verdict on the pre-read alone, as in ``assess``: all that a save needs to know."""
    return _verdict(Facts(dossier), PREREAD_RULES, _score)


def _verdict(facts: Facts, rules: tuple[Rule, ...], score: Callable[[frozenset[str]], int] | None = None) -> Verdict:
    failed = tuple(failure for rule in rules if (failure := rule.failure(facts)))
    ready = all(failure.level != "must" for failure in failed)
    return Verdict(ready, score(frozenset(one.id for one in failed)) if score else None, failed)


def _score(failed: frozenset[str]) -> int:
    """100 × weights that hold / all weights of R and W, rounded half up."""
    every = sum(rule.weight for rule in PREREAD_RULES)
    held = sum(rule.weight for rule in PREREAD_RULES if rule.id not in failed)
    return (200 * held + every) // (2 * every)
