"""Checking whether a preparation is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment, Verdict

Kind = Literal["preread", "rollout"]


def check(dossier: Dossier) -> Assessment:
    """All rules over a dossier, both kinds of verdict and the references that lead nowhere."""
    from prep.readiness.assessment import assess

    return assess(dossier)


def verdict(assessment: Assessment, kind: Kind) -> Verdict:
    """The verdict that decides on a deck of ``kind``."""
    return assessment.rollout if kind == "rollout" else assessment.preread
