"""A dossier in which every text field holds a marker of its own, built by reflection over the model.

A field that the model gains is marked by itself, and counts as private until it is listed in ``PUBLIC``.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, Union

from msgspec import UNSET, Struct, UnsetType, structs

from prep.model.dossier import Dossier
from prep.model.evidence import Attribution, Consent, Quote, QuoteKind
from prep.model.organisation import Organisation
from prep.model.people import Conversation, DecisionRole, Stakeholder
from prep.model.preparation import Preparation

TODAY = dt.date(2026, 11, 24)

PUBLIC = frozenset(
    {
        "organisation.name",
        "organisation.goals.title",
        "organisation.goals.fiscal_year",
        "organisation.goals.measure",
        "organisation.goals.owner",
        "organisation.goals.source",
        "title",
        "owner.name",
        "owner.role",
        "owner.team",
        "deck.title_overrides",
        "initiative.summary",
        "initiative.scope",
        "initiative.out_of_scope",
        "initiative.impact",
        "initiative.audience_goal",
        "initiative.beneficiaries",
        "initiative.teams_served",
        "initiative.cost.currency",
        "initiative.cost.period",
        "initiative.cost.note",
        "initiative.options.name",
        "initiative.options.benefit",
        "initiative.options.verdict",
        "initiative.changes.from_",
        "initiative.changes.to",
        "why.why_do.text",
        "why.why_goals.text",
        "why.why_care.text",
        "context.where_we_are",
        "context.how_we_got_here",
        "context.missed_opportunity",
        "metrics.id",
        "metrics.name",
        "metrics.definition",
        "metrics.unit",
        "metrics.source",
        "metrics.owner",
        "metrics.note",
        "objections.concern",
        "objections.acknowledge",
        "objections.explore",
        "objections.response",
        "objections.next_step.what",
        "objections.next_step.owner",
        "asks.what",
        "asks.currency",
        "asks.if_no",
        "meeting.title",
        "meeting.place",
        "outcome.conditions.what",
        "outcome.conditions.owner",
        "carried_lessons.how_applied",
        "earlier.title",
        "earlier.outcome.lessons.text",
        "wins.what",
        "rollout.directive.strategy",
        "rollout.directive.from_",
        "rollout.directive.to",
        "rollout.directive.words",
        "rollout.strategy_overview",
        "rollout.internal_activities.activity",
        "rollout.internal_activities.owner",
        "rollout.share.how",
        "rollout.share.scope",
        "rollout.share.with_",
        "rollout.share_meeting.place",
        "rollout.tactics.title",
        "rollout.tactics.owner",
        "rollout.tactics.cooperating",
        "rollout.tactics.tools",
        "rollout.tactics.priority_set_by",
        "rollout.tactics.procedure.where",
        "rollout.journeys.persona.name",
        "rollout.journeys.persona.segment",
        "rollout.journeys.persona.image",
        "rollout.journeys.persona.wants",
        "rollout.journeys.stages.name",
        "rollout.journeys.stages.psychology",
        "rollout.journeys.stages.owner",
        "rollout.journeys.stages.action",
        "rollout.journeys.stages.tools",
        "rollout.journeys.stages.partners",
    }
)
"""What format.md lets out whatever the consent; of people and quotes, ``PEOPLE`` and ``QUOTES`` decide one by one."""


@dataclass
class Marker:
    """Makes markers, and remembers which field each stands in."""

    fields: dict[str, str] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """A word that occurs nowhere else and that nothing breaks or shortens."""
        word = f"Zq{len(self.fields) + 1:04d}x"
        self.fields[word] = path
        return word

    def of(self, path: str) -> frozenset[str]:
        """The markers of one field."""
        return frozenset(word for word, where in self.fields.items() if where == path)

    def private(self) -> dict[str, str]:
        """Every marker that may not leave, with its field."""
        return {word: path for word, path in self.fields.items() if path not in PUBLIC and not path.endswith("!")}


def found_in(text: str) -> frozenset[str]:
    """The markers in a text."""
    return frozenset(re.findall(r"Zq\d{4}x", text))


def marked(kind: object, path: str, marker: Marker) -> object:
    """A value of that type with every text in it marked, every list of one, every option taken."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return marked(inside[0], path, marker)
    if origin in (Union, types.UnionType):
        taken = [one for one in inside if one not in (type(None), UnsetType)]
        return marked(str if str in taken else taken[0], path, marker)
    if origin is tuple:
        return (marked(inside[0], path, marker),)
    if origin is Literal:
        return inside[0]
    if origin is dict:
        return {"2": marked(str, path, marker)}
    assert isinstance(kind, type), kind
    if issubclass(kind, Struct):
        hints = typing.get_type_hints(kind, include_extras=True)
        prefix = f"{path}." if path else ""
        values = {name: marked(hint, f"{prefix}{name}", marker) for name, hint in hints.items()}
        return kind(**values)
    return _plain(kind, path, marker)


def _plain(kind: type, path: str, marker: Marker) -> object:
    if issubclass(kind, Enum):
        return next(iter(kind))
    if kind is str:
        return marker.text(path)
    plain: dict[type, object] = {
        bool: True,
        int: 3,
        float: 3.5,
        dt.date: dt.date(2026, 11, 3),
        dt.datetime: dt.datetime(2026, 12, 3, 14, 0, tzinfo=dt.UTC),
    }
    return plain[kind]


def marked_dossier() -> tuple[Dossier, Marker]:
    """A dossier with everything filled, its references valid, and people and quotes of every kind of consent."""
    marker = Marker()
    preparation = marked(Preparation, "", marker)
    earlier = marked(Preparation, "earlier", marker)
    organisation = marked(Organisation, "organisation", marker)
    assert isinstance(preparation, Preparation)
    assert isinstance(earlier, Preparation)
    assert isinstance(organisation, Organisation)
    preparation = _with_people_and_quotes(preparation, marker)
    preparation = _linked(preparation, earlier, organisation)
    return Dossier(organisation=organisation, preparation=preparation, earlier=(earlier,), today=TODAY), marker


PEOPLE = {
    "approver": ("name!", "role!", "team!"),
    "attendee": ("name!", "role!", "team!"),
    "named": ("name!", "role!", "team!"),
    "role": ("name", "role!", "team!"),
    "team": ("name", "role", "team!"),
    "anonymous": ("name", "role", "team"),
    "refused": ("name", "role", "team"),
    "objector": ("name", "role", "team"),
    "changer": ("name", "role", "team!"),
}
"""Who there is, and which of name, role and team may leave (marked "!")."""

QUOTES = {
    "named": ("named", Attribution.NAMED, Consent.GRANTED, ("text!", "source!", "id!")),
    "role": ("role", Attribution.ROLE, Consent.GRANTED, ("text!", "source", "id!")),
    "team": ("team", Attribution.TEAM, Consent.GRANTED, ("text!", "source", "id!")),
    "anonymous": ("anonymous", Attribution.ANONYMOUS, Consent.GRANTED, ("text!", "source", "id!")),
    "customer": (None, Attribution.ANONYMOUS, Consent.GRANTED, ("text!", "source", "id!")),
    "customer_role": (None, Attribution.ROLE, Consent.GRANTED, ("text!", "source", "id!")),
    "refused": ("refused", Attribution.NAMED, Consent.REFUSED, ("text", "source", "id")),
    "asked": ("refused", Attribution.NAMED, Consent.ASKED, ("text", "source", "id")),
    "not_asked": ("refused", Attribution.NAMED, Consent.NOT_ASKED, ("text", "source", "id")),
}


def _with_people_and_quotes(preparation: Preparation, marker: Marker) -> Preparation:
    people, quotes = [], []
    for who, allowed in PEOPLE.items():
        person = marked(Stakeholder, f"stakeholders({who})", marker)
        assert isinstance(person, Stakeholder)
        for name in allowed:
            plain = name.rstrip("!")
            marker.fields[getattr(person, plain)] = f"stakeholders({who}).{name}"
        role = DecisionRole.APPROVER if who == "approver" else DecisionRole.CONTRIBUTOR
        people.append(structs.replace(person, decision_role=role))
    ids = {who: person.id for who, person in zip(PEOPLE, people, strict=True)}
    for label, (speaker, form, consent, allowed) in QUOTES.items():
        quote = marked(Quote, f"quotes({label})", marker)
        assert isinstance(quote, Quote)
        for name in allowed:
            marker.fields[getattr(quote, name.rstrip("!"))] = f"quotes({label}).{name}"
        kind = QuoteKind.CUSTOMER_VOICE if speaker is None else QuoteKind.SUPPORT
        whose = ids[speaker] if speaker else None
        quotes.append(structs.replace(quote, stakeholder_id=whose, kind=kind, consent=consent, attribution=form))
    return structs.replace(preparation, stakeholders=tuple(people), quotes=tuple(quotes))


def _spoken_to(preparation: Preparation, ids: dict[str, str]) -> tuple[Conversation, ...]:
    """A conversation with everyone, each like the one there is."""
    return tuple(
        structs.replace(preparation.conversations[0], id=f"c{number}", stakeholder_id=id_)
        for number, id_ in enumerate(ids.values())
    )


def _linked(preparation: Preparation, earlier: Preparation, organisation: Organisation) -> Preparation:
    """The references made valid: everything that proves proves everything, everyone has spoken and is asked."""
    ids = dict(zip(PEOPLE, (person.id for person in preparation.stakeholders), strict=True))
    proofs = (
        *(one.id for one in preparation.quotes),
        *(one.id for one in preparation.metrics),
        *(one.id for one in preparation.objections),
    )
    talks = _spoken_to(preparation, ids)
    changer = next(talk.id for talk in talks if talk.stakeholder_id == ids["changer"])
    why = preparation.why
    answers = {
        name: structs.replace(getattr(why, name), evidence=proofs) for name in ("why_do", "why_goals", "why_care")
    }
    goal = organisation.goals[0].id
    assert preparation.outcome is not None
    assert earlier.outcome is not None
    assert preparation.rollout is not None
    plan = preparation.rollout
    return structs.replace(
        preparation,
        why=structs.replace(why, goal_ids=(goal,), **answers),
        initiative=structs.replace(
            preparation.initiative,
            changes=tuple(structs.replace(one, conversation_id=changer) for one in preparation.initiative.changes),
        ),
        conversations=talks,
        metrics=tuple(structs.replace(one, goal_id=goal) for one in preparation.metrics),
        objections=tuple(
            structs.replace(one, raised_by=ids["objector"], evidence=proofs) for one in preparation.objections
        ),
        asks=tuple(structs.replace(one, from_=(ids["approver"],)) for one in preparation.asks),
        meeting=structs.replace(
            preparation.meeting,
            attendees=(ids["attendee"],),
            preread=structs.replace(preparation.meeting.preread, recipients=tuple(ids.values())),
        ),
        outcome=structs.replace(preparation.outcome, decided_by=(ids["approver"],)),
        wins=tuple(structs.replace(one, people=tuple(ids.values())) for one in preparation.wins),
        carried_lessons=tuple(
            structs.replace(one, lesson_id=earlier.outcome.lessons[0].id, from_preparation=earlier.id)
            for one in preparation.carried_lessons
        ),
        rollout=structs.replace(
            plan,
            tactics=tuple(structs.replace(one, measure_id=preparation.metrics[0].id) for one in plan.tactics),
            journeys=tuple(structs.replace(one, evidence=proofs) for one in plan.journeys),
        ),
        deck=structs.replace(preparation.deck, lead_metric_id=UNSET) if preparation.deck else UNSET,
    )
