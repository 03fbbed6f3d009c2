"""Step 5, objections: what worries people, answered in the order acknowledge, explore, respond (A36, A38)."""

from __future__ import annotations

from functools import partial

from prep.model.dossier import Dossier
from prep.model.evidence import Category, Objection, ObjectionStatus, Origin, Severity
from prep.words import Message
from tui.steps.declare import declared, record, shown, value_of
from tui.steps.form import Kind, Records, Seen, Source, Step

_objections = partial(declared, "objections.objections")


def objection_row(dossier: Dossier, place: str) -> Message:
    """How much it weighs, the concern, and how far it is dealt with (R08)."""
    objection = record(dossier, place, Objection)
    return Message(
        "app.step.objections.objections.row",
        {
            "severity": value_of(objection.severity, "severity"),
            "concern": shown(objection.concern),
            "category": value_of(objection.category, "category"),
            "status": value_of(objection.status, "objection_status"),
        },
    )


OBJECTIONS = Records(
    id="objections",
    title="app.step.objections.objections.section",
    place="objections",
    fields=(
        _objections("concern", Kind.TEXT),
        _objections("raised_by", Kind.LINK, Seen.NEVER, source=Source.STAKEHOLDERS, optional=True),
        _objections("origin", Kind.CHOICE, choices=Origin),
        _objections("category", Kind.CHOICE, choices=Category),
        _objections("severity", Kind.CHOICE, choices=Severity),
        _objections("underlying", Kind.TEXT, Seen.NEVER),
        _objections("acknowledge", Kind.TEXT, group=True),
        _objections("explore", Kind.TEXT),
        _objections("response", Kind.TEXT),
        _objections("evidence", Kind.LINKS, source=Source.EVIDENCE),
        _objections("next_step.what", Kind.LINE, group=True),
        _objections("next_step.owner", Kind.LINE),
        _objections("next_step.due", Kind.DATE),
        _objections("next_step.done", Kind.TOGGLE),
        _objections("status", Kind.CHOICE, choices=ObjectionStatus),
    ),
    row=objection_row,
    noun="common.term.objection",
    empty="app.step.objections.objections.empty",
)

STEP = Step(
    id="objections",
    title="app.step.objections.title",
    purpose="app.step.objections.purpose",
    sections=(OBJECTIONS,),
)
