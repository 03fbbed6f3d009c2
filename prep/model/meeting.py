"""The ask, the meeting it is put to, what happened there and what it taught."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import Struct

from prep.model.evidence import NextStep
from prep.model.values import Moment, Number


class AskType(Enum):
    """What kind of decision is asked for."""

    APPROVE = "approve"
    ENDORSE = "endorse"
    CHOOSE = "choose"
    ADVISE = "advise"


class Decision(Enum):
    """How the meeting decided (A40)."""

    YES = "yes"
    CONDITIONAL = "conditional"
    NOT_YET = "not_yet"
    NO = "no"


class Ask(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"from_": "from"}):
    """The decision asked for; ``from_`` holds ids of stakeholders, ``by`` the date it is needed."""

    id: str
    type: AskType = AskType.APPROVE
    what: str = ""
    amount: Number | None = None
    currency: str | None = None
    by: dt.date | None = None
    reversible: bool = False
    if_no: str = ""
    from_: tuple[str, ...] = ()


class Preread(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When the pre-read goes or went out, to whom (private) and in which version."""

    planned_for: Moment | None = None
    sent_at: Moment | None = None
    recipients: tuple[str, ...] = ()
    version: int = 1


class Meeting(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The meeting that decides; ``attendees`` holds ids of stakeholders."""

    title: str = ""
    starts_at: Moment | None = None
    minutes: int = 30
    place: str = ""
    attendees: tuple[str, ...] = ()
    preread: Preread = Preread()


class Hesitation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A moment of doubt seen in the room, what was said to it and what was behind it (A37, A39). Private whole."""

    id: str
    at: Moment | None = None
    stakeholder_id: str
    signal: str = ""
    called_out: str = ""
    behind: str = ""
    objection_id: str | None = None


class Lesson(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a decision taught (A43)."""

    id: str
    text: str = ""


class Outcome(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The decision, its words and reasons, its conditions and its lessons (A40-A44)."""

    decision: Decision = Decision.NOT_YET
    date: dt.date | None = None
    decided_by: tuple[str, ...] = ()
    words: str = ""
    reasons: tuple[str, ...] = ()
    conditions: tuple[NextStep, ...] = ()
    what_would_change_it: str = ""
    lessons: tuple[Lesson, ...] = ()
    revisit_on: dt.date | None = None


class CarriedLesson(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A lesson of an earlier preparation and how this one applied it; empty text: not yet (R11)."""

    lesson_id: str
    from_preparation: str
    how_applied: str = ""


class WinKind(Enum):
    """What kind of success was recorded (A50)."""

    MEETING = "meeting"
    FEEDBACK = "feedback"
    RESULT = "result"
    SUPPORT = "support"


class Win(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A success worth telling; ``message`` and ``channel`` of the thank-you are private."""

    id: str
    date: dt.date | None = None
    kind: WinKind = WinKind.SUPPORT
    what: str = ""
    people: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    message: str = ""
    channel: str = ""
    sent_at: Moment | None = None
