"""The message to send with a deck, as text to copy or to pipe on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.words import Lang
from tui.actions.checking import Kind, check

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment


def covering_text(
    dossier: Dossier, kind: Kind = "preread", language: Lang | None = None, assessment: Assessment | None = None
) -> str:
    """Subject and body of the message that goes with the deck of ``kind``; ``language`` None: the preparation's.

    ``assessment`` None: assessed here. Only what is shareable is in it.
    """
    from decks.message import as_text, covering
    from decks.phrases import Phrases
    from prep.share import share

    shareable = share(dossier, assessment or check(dossier), language)
    return as_text(covering(shareable, kind), Phrases(shareable.language))
