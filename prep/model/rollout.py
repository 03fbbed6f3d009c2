"""After the yes: the directive, how it is shared, the tactics and one customer journey a persona (B1-B25)."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import Struct

from prep.model.values import Moment


class ActivityDecision(Enum):
    """What becomes of a present internal activity (B19, B22)."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


class Directive(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"from_": "from"}):
    """The head's request: get this strategy running by this date (B2)."""

    strategy: str = ""
    to: str = ""
    by: dt.date | None = None
    given_on: dt.date | None = None
    words: str = ""
    from_: str = ""


class InternalActivity(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something done today, and whether it stays."""

    activity: str = ""
    owner: str = ""
    decision: ActivityDecision = ActivityDecision.KEEP


class Share(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"with_": "with"}):
    """How, how far and with whom the strategy is shared (B5-B7)."""

    how: str = ""
    scope: str = ""
    with_: tuple[str, ...] = ()


class ShareMeeting(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The meeting that shares the strategy with the staff (B4, B9)."""

    starts_at: Moment | None = None
    place: str = ""


class Procedure(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the procedure of a tactic lies and when the staff were briefed (B23, B24)."""

    where: str = ""
    briefed_on: dt.date | None = None


class Tactic(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One activity of the strategy; ``priority`` None: the staff have not ranked it yet (B12)."""

    id: str
    title: str = ""
    owner: str = ""
    cooperating: str = ""
    tools: str = ""
    starts: dt.date | None = None
    due: dt.date | None = None
    measure_id: str | None = None
    priority: int | None = None
    priority_set_by: str | None = None
    procedure: Procedure = Procedure()
    journey_ids: tuple[str, ...] = ()


class Persona(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The customer a journey is drawn for (B18, B19)."""

    name: str = ""
    segment: str = ""
    image: str = ""
    wants: str = ""


class Stage(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One stage of a journey: exactly five cells (B14)."""

    name: str = ""
    psychology: str = ""
    owner: str = ""
    action: str = ""
    tools: str = ""
    partners: str = ""


class Journey(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One customer's journey, a sheet of its own (B13, B15)."""

    id: str
    persona: Persona = Persona()
    evidence: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()


class Rollout(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The strategy on its way to the staff."""

    directive: Directive = Directive()
    strategy_overview: str = ""
    internal_activities: tuple[InternalActivity, ...] = ()
    share: Share = Share()
    share_meeting: ShareMeeting = ShareMeeting()
    tactics: tuple[Tactic, ...] = ()
    journeys: tuple[Journey, ...] = ()
