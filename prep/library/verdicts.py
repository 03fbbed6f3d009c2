"""The verdict that is kept beside a preparation, for the list to show."""

from __future__ import annotations

from collections.abc import Callable

from prep.model.dossier import Dossier

Assess = Callable[[Dossier], tuple[bool, int]]
"""Whether the pre-read is ready, and its score: what a row of the list shows."""


def assessed(dossier: Dossier) -> tuple[bool, int]:
    """The verdict on the pre-read by the rules of readiness."""
    from prep.readiness.assessment import preread_verdict  # the rules are not needed to read

    verdict = preread_verdict(dossier)
    return verdict.ready, verdict.score or 0
