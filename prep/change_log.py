"""The idea's change log, fed from the conversations: what it says now becomes the "from" of a new entry (A26, W05)."""

from __future__ import annotations

from collections.abc import Mapping

from prep.folding import has_text
from prep.model.dossier import Dossier
from prep.model.idea import ChangeKind
from prep.model.people import Conversation, PressureTest

CHANGES = "initiative.changes"

_LIKELY = {
    PressureTest.HOLDS: ChangeKind.EXTEND,
    PressureTest.ADJUST: ChangeKind.TIGHTEN,
    PressureTest.FAILS: ChangeKind.REFRAME,
}


def idea_now(dossier: Dossier) -> str:
    """What the idea says as it stands: its summary, else its scope; "" when neither is written."""
    initiative = dossier.preparation.initiative
    return next((one for one in (initiative.summary, initiative.scope) if has_text(one)), "")


def change_values(dossier: Dossier, conversation: Conversation, kind: ChangeKind) -> Mapping[str, object]:
    """What an entry due to ``conversation`` starts with, for ``edits.add``: dated when it was held, else today."""
    held = conversation.date if conversation.date is not None and conversation.date <= dossier.today else None
    return {
        "date": held or dossier.today,
        "kind": kind.value,
        "from": idea_now(dossier),
        "to": "",
        "conversation_id": conversation.id,
    }


def likely_kind(conversation: Conversation) -> ChangeKind:
    """How such a conversation most often changes an idea; extending it where nothing is noted."""
    test = conversation.pressure_test
    return _LIKELY[test] if test is not None else ChangeKind.EXTEND
