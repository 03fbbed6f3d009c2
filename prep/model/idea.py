"""The idea itself: what is proposed, why, at what cost, and how it changed on the way."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import UNSET, Struct, UnsetType

from prep.model.values import Number


class ChangeKind(Enum):
    """How a conversation changed the idea (A26)."""

    EXTEND = "extend"
    TIGHTEN = "tighten"
    REFRAME = "reframe"


class Cost(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the idea costs: ``amount`` in whole units of ``currency`` (ISO 4217); None is not yet known."""

    amount: Number | None = None
    currency: str | None = None
    period: str = ""
    note: str = ""


class Option(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to decide; ``cost`` is in the currency of the idea's cost, ``do_nothing`` marks leaving all as it is."""

    name: str = ""
    benefit: str = ""
    cost: Number | None = None
    verdict: str = ""
    recommended: bool = False
    do_nothing: bool | UnsetType = UNSET


class Change(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"from_": "from"}):
    """What changed in the idea after a conversation (A26); ``conversation_id`` None means no one conversation."""

    date: dt.date | None = None
    kind: ChangeKind = ChangeKind.EXTEND
    to: str = ""
    conversation_id: str | None = None
    from_: str = ""


class Initiative(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The idea: scope, effect, whom it serves, its cost, the alternatives and its change log (A1, A4, A18, A22)."""

    summary: str = ""
    scope: str = ""
    out_of_scope: str = ""
    impact: str = ""
    audience_goal: str = ""
    beneficiaries: tuple[str, ...] = ()
    teams_served: tuple[str, ...] = ()
    cost: Cost = Cost()
    options: tuple[Option, ...] = ()
    changes: tuple[Change, ...] = ()


class Answer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The answer to one of the three whys, with the ids of the quotes, metrics and objections behind it."""

    text: str = ""
    evidence: tuple[str, ...] = ()


class Why(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The linked goals and the three answers: why do it, how it helps the goals, why everyone should care (A8-A10)."""

    goal_ids: tuple[str, ...] = ()
    why_do: Answer = Answer()
    why_goals: Answer = Answer()
    why_care: Answer = Answer()


class Context(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where we are, how we got here and the opportunity missed so far, in neutral sentences (A46)."""

    where_we_are: str = ""
    how_we_got_here: str = ""
    missed_opportunity: str = ""
