"""The people concerned and the conversations with them. Most of it is private (format.md, the wall)."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import Struct

from prep.model.values import Scale


class DecisionRole(Enum):
    """A stakeholder's part in the decision."""

    APPROVER = "approver"
    DRIVER = "driver"
    CONTRIBUTOR = "contributor"
    INFORMED = "informed"


class Stance(Enum):
    """Where someone stands towards the idea; never shown in any deck."""

    UNAWARE = "unaware"
    RESISTANT = "resistant"
    NEUTRAL = "neutral"
    SUPPORTIVE = "supportive"
    LEADING = "leading"


class ConversationKind(Enum):
    """How a conversation was held; only a 1:1 counts for R05 (A23)."""

    ONE_ON_ONE = "one_on_one"
    GROUP = "group"
    MESSAGE = "message"


class PressureTest(Enum):
    """What a conversation showed of the idea (A25)."""

    HOLDS = "holds"
    ADJUST = "adjust"
    FAILS = "fails"


class Owner(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who prepares: the marketer's name, role and own team."""

    name: str = ""
    role: str = ""
    team: str = ""


class Stakeholder(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Someone concerned. Only name, role, team and decision_role may ever leave (format.md)."""

    id: str
    name: str = ""
    role: str = ""
    team: str = ""
    decision_role: DecisionRole = DecisionRole.CONTRIBUTOR
    influence: Scale = 3
    interest: Scale = 3
    stance: Stance = Stance.UNAWARE
    desired: Stance = Stance.SUPPORTIVE
    impact: str = ""
    outside_line: bool = False


class FollowUp(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was promised in a conversation and by when (A28)."""

    what: str = ""
    due: dt.date | None = None
    done: bool = False


class Conversation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A talk with one stakeholder, held or planned; ``pressure_test`` and ``stance_after`` are None while planned."""

    id: str
    stakeholder_id: str
    date: dt.date | None = None
    kind: ConversationKind = ConversationKind.ONE_ON_ONE
    opened_with_why: bool = False
    pressure_test: PressureTest | None = None
    goal_ids: tuple[str, ...] = ()
    notes: str = ""
    stance_after: Stance | None = None
    follow_up: FollowUp | None = None
