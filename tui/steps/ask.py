"""Step 6, the ask: what is to be decided, what it costs, on which conditions, and in which meeting."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from prep.model.dossier import Dossier
from prep.model.evidence import NextStep
from prep.model.idea import Option
from prep.model.meeting import Ask, AskType, Decision
from prep.model.people import DecisionRole
from prep.words import Message
from tui.steps.declare import declared, name_of, record, shown, value_of
from tui.steps.form import Fields, Kind, Records, Seen, Source, Step

_asks = partial(declared, "ask.asks")
_cost = partial(declared, "ask.cost")
_options = partial(declared, "ask.options")
_conditions = partial(declared, "ask.conditions")
_outcome = partial(declared, "ask.outcome")
_meeting = partial(declared, "ask.meeting")
_preread = partial(declared, "ask.preread")


def ask_row(dossier: Dossier, place: str) -> Message:
    """What kind of decision, what for, from whom and by when (R04)."""
    ask = record(dossier, place, Ask)
    names = tuple(name_of(dossier, one) for one in ask.from_)
    return Message(
        "app.step.ask.asks.row",
        {
            "type": value_of(ask.type, "ask_type"),
            "what": shown(ask.what),
            "from": names or Message("app.step.ask.asks.from_nobody"),
            "by": ask.by or Message("app.step.no_date"),
        },
    )


def new_ask(dossier: Dossier) -> Mapping[str, object]:
    """From those who approve, in the currency of the idea's cost."""
    preparation = dossier.preparation
    approvers = [one.id for one in preparation.stakeholders if one.decision_role is DecisionRole.APPROVER]
    return {"from": approvers, "currency": preparation.initiative.cost.currency}


def option_row(dossier: Dossier, place: str) -> Message:
    """Name and cost, marked when it is the one recommended or the one of doing nothing (W08)."""
    option = record(dossier, place, Option)
    mark: str | Message = ""
    if option.recommended:
        mark = Message("app.step.ask.options.is_recommended")
    elif option.do_nothing is True:
        mark = Message("app.step.ask.options.is_nothing")
    return Message(
        "app.step.ask.options.row",
        {
            "name": shown(option.name),
            "cost": Message("app.step.ask.options.no_cost") if option.cost is None else option.cost,
            "currency": dossier.preparation.initiative.cost.currency or "",
            "mark": mark,
        },
    )


def condition_row(dossier: Dossier, place: str) -> Message:
    """What must happen, by whom and by when, and whether it is done (W12)."""
    condition = record(dossier, place, NextStep)
    done = "app.step.ask.conditions.is_done" if condition.done else "app.step.ask.conditions.is_open"
    return Message(
        "app.step.ask.conditions.row",
        {
            "what": shown(condition.what),
            "owner": shown(condition.owner, 20),
            "due": condition.due or Message("app.step.no_date"),
            "done": Message(done),
        },
    )


ASKS = Records(
    id="asks",
    title="app.step.ask.asks.section",
    place="asks",
    fields=(
        _asks("type", Kind.CHOICE, choices=AskType),
        _asks("what", Kind.TEXT),
        _asks("amount", Kind.NUMBER),
        _asks("currency", Kind.LINE, optional=True),
        _asks("from", Kind.LINKS, source=Source.STAKEHOLDERS),
        _asks("by", Kind.DATE),
        _asks("reversible", Kind.TOGGLE),
        _asks("if_no", Kind.TEXT),
    ),
    row=ask_row,
    noun="common.term.ask",
    empty="app.step.ask.asks.empty",
    new=new_ask,
)

COST = Fields(
    id="cost",
    title="app.step.ask.cost.section",
    place="initiative.cost",
    fields=(
        _cost("amount", Kind.NUMBER),
        _cost("currency", Kind.LINE, optional=True),
        _cost("period", Kind.LINE),
        _cost("note", Kind.TEXT),
    ),
)

OPTIONS = Records(
    id="options",
    title="app.step.ask.options.section",
    place="initiative.options",
    fields=(
        _options("name", Kind.LINE),
        _options("do_nothing", Kind.TOGGLE),
        _options("benefit", Kind.TEXT),
        _options("cost", Kind.NUMBER),
        _options("verdict", Kind.TEXT),
        _options("recommended", Kind.TOGGLE),
    ),
    row=option_row,
    noun="app.step.ask.options.noun",
    empty="app.step.ask.options.empty",
)

CONDITIONS = Records(
    id="conditions",
    title="app.step.ask.conditions.section",
    place="outcome.conditions",
    fields=(
        _conditions("what", Kind.LINE),
        _conditions("owner", Kind.LINE),
        _conditions("due", Kind.DATE),
        _conditions("done", Kind.TOGGLE),
    ),
    row=condition_row,
    noun="app.step.ask.conditions.noun",
    empty="app.step.ask.conditions.empty",
)

OUTCOME = Fields(
    id="outcome",
    title="app.step.ask.outcome.section",
    place="outcome",
    fields=(
        _outcome("decision", Kind.CHOICE, choices=Decision),
        _outcome("date", Kind.DATE),
    ),
)

MEETING = Fields(
    id="meeting",
    title="app.step.ask.meeting.section",
    place="meeting",
    fields=(
        _meeting("title", Kind.LINE),
        _meeting("starts_at", Kind.MOMENT),
        _meeting("minutes", Kind.WHOLE),
        _meeting("place", Kind.LINE),
        _meeting("attendees", Kind.LINKS, source=Source.STAKEHOLDERS),
    ),
)

PREREAD = Fields(
    id="preread",
    title="app.step.ask.preread.section",
    place="meeting.preread",
    fields=(
        _preread("planned_for", Kind.MOMENT),
        _preread("sent_at", Kind.MOMENT),
        _preread("recipients", Kind.LINKS, Seen.NEVER, source=Source.STAKEHOLDERS),
        _preread("version", Kind.WHOLE),
    ),
)

STEP = Step(
    id="ask",
    title="app.step.ask.title",
    purpose="app.step.ask.purpose",
    sections=(ASKS, COST, OPTIONS, CONDITIONS, OUTCOME, MEETING, PREREAD),
)
