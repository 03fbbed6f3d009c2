"""A preparation: everything gathered for one decision, as one frozen value."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import UNSET, Struct, UnsetType

from prep.model.evidence import Metric, Objection, Quote
from prep.model.idea import Context, Initiative, Why
from prep.model.meeting import Ask, CarriedLesson, Hesitation, Meeting, Outcome, Win
from prep.model.people import Conversation, Owner, Stakeholder
from prep.model.rollout import Rollout


class Language(Enum):
    """The languages of the product; both are first-class."""

    JA = "ja"
    EN = "en"


class Stage(Enum):
    """How far a preparation has come."""

    PREPARING = "preparing"
    SENT = "sent"
    DECIDED = "decided"
    ROLLOUT = "rollout"


class DeckChoices(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the owner chose for the deck; UNSET fields were never written and are not exported."""

    lead_metric_id: str | UnsetType | None = UNSET
    title_overrides: dict[str, str] | UnsetType = UNSET


class Preparation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One preparation, in the key order of the case format; ``follows`` names the earlier attempt (A44)."""

    id: str
    title: str = ""
    language: Language = Language.EN
    stage: Stage = Stage.PREPARING
    created: dt.date | None = None
    follows: str | None = None
    owner: Owner = Owner()
    initiative: Initiative = Initiative()
    why: Why = Why()
    context: Context = Context()
    stakeholders: tuple[Stakeholder, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    quotes: tuple[Quote, ...] = ()
    metrics: tuple[Metric, ...] = ()
    objections: tuple[Objection, ...] = ()
    asks: tuple[Ask, ...] = ()
    meeting: Meeting = Meeting()
    hesitations: tuple[Hesitation, ...] = ()
    outcome: Outcome | None = None
    carried_lessons: tuple[CarriedLesson, ...] = ()
    wins: tuple[Win, ...] = ()
    rollout: Rollout | None = None
    deck: DeckChoices | UnsetType = UNSET
