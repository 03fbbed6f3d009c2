"""What proves and what contradicts: quotes, metrics and objections."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import Struct

from prep.model.values import Number


class QuoteKind(Enum):
    """What a quote expresses; ``customer_voice`` comes from outside the company (A19)."""

    SUPPORT = "support"
    CONCERN = "concern"
    IDEA = "idea"
    CUSTOMER_VOICE = "customer_voice"


class Consent(Enum):
    """Whether the speaker agreed to be quoted; only ``granted`` may leave."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Attribution(Enum):
    """The form of naming that the consent is for (A34)."""

    NAMED = "named"
    ROLE = "role"
    TEAM = "team"
    ANONYMOUS = "anonymous"


class Quote(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words said, verbatim; ``speaker`` names someone who is not on the list of stakeholders."""

    id: str
    stakeholder_id: str | None = None
    speaker: str | None = None
    conversation_id: str | None = None
    source: str = ""
    date: dt.date | None = None
    text: str = ""
    kind: QuoteKind = QuoteKind.SUPPORT
    consent: Consent = Consent.NOT_ASKED
    attribution: Attribution = Attribution.ANONYMOUS


class Direction(Enum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Level(Enum):
    """How near a metric is to the business; a channel metric never satisfies readiness (A2)."""

    BUSINESS = "business"
    OPERATIONAL = "operational"
    CHANNEL = "channel"


class Reading(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value on a date, in the metric's unit; None is not yet known."""

    value: Number | None = None
    date: dt.date | None = None


class Point(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One point of a series; a None value is a gap."""

    date: dt.date | None = None
    value: Number | None = None


class Metric(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number to prove or steer by, from baseline to target; ``series`` is in the order entered, gaps included."""

    id: str
    name: str = ""
    definition: str = ""
    unit: str = ""
    direction: Direction = Direction.UP
    level: Level = Level.BUSINESS
    goal_id: str | None = None
    baseline: Reading = Reading()
    target: Reading = Reading()
    as_of: dt.date | None = None
    source: str = ""
    owner: str = ""
    series: tuple[Point, ...] = ()
    note: str = ""


class Origin(Enum):
    """Where an objection came from."""

    ANTICIPATED = "anticipated"
    RAISED = "raised"
    HESITATION = "hesitation"


class Category(Enum):
    """What an objection is about."""

    COST = "cost"
    TIMING = "timing"
    PRIORITY = "priority"
    RISK = "risk"
    CAPACITY = "capacity"
    PROOF = "proof"
    OTHER = "other"


class Severity(Enum):
    """How much an objection weighs; ``high`` ones decide R08 and W11."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ObjectionStatus(Enum):
    """How far an objection is dealt with."""

    OPEN = "open"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    ACCEPTED = "accepted"


class NextStep(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A step with an owner and a date; also the form of an outcome's condition."""

    what: str = ""
    owner: str = ""
    due: dt.date | None = None
    done: bool = False


class Drill(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Rehearsal of one objection: Leitner box, when due next, and how it went last (None: not yet)."""

    box: int = 1
    due: dt.date | None = None
    last_result: str | None = None


class Objection(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A concern and its answer: acknowledge, explore, respond (A38). ``raised_by`` and ``underlying`` are private."""

    id: str
    raised_by: str | None = None
    origin: Origin = Origin.ANTICIPATED
    category: Category = Category.OTHER
    severity: Severity = Severity.MEDIUM
    concern: str = ""
    underlying: str = ""
    acknowledge: str = ""
    explore: str = ""
    response: str = ""
    evidence: tuple[str, ...] = ()
    next_step: NextStep | None = None
    status: ObjectionStatus = ObjectionStatus.OPEN
    drill: Drill | None = None
