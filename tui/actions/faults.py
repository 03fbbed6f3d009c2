"""What a reader would complain of in the deck of a preparation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.errors import Refused
from prep.words import Lang
from tui.actions.checking import Kind

if TYPE_CHECKING:
    from decks.lint import Finding
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment


def deck_findings(
    dossier: Dossier, assessment: Assessment, kind: Kind, language: Lang | None = None
) -> tuple[Finding, ...] | None:
    """What the deck's rules find; None while no deck can be made: a rollout without its directive."""
    from decks.lint import lint
    from tui.actions.decks import build_deck

    try:
        deck = build_deck(dossier, assessment, kind, language)
    except Refused:
        return None
    return lint(deck)
