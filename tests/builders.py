"""Small builders of dossiers for tests: ``a_dossier().with_quote(text="…").with_metric().build()``.

Every ``with_…`` returns a new builder; records get the letter and the next number as id unless one is given.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec
from msgspec import structs

from prep.model.dossier import Dossier
from prep.model.evidence import Metric, Objection, Quote
from prep.model.idea import Change, Option
from prep.model.meeting import Ask, CarriedLesson, Hesitation, Outcome, Win
from prep.model.organisation import Goal, Organisation
from prep.model.people import Conversation, Stakeholder
from prep.model.preparation import Preparation
from prep.model.rollout import Rollout

TODAY = dt.date(2026, 11, 24)

Record = TypeVar("Record", bound=msgspec.Struct)


def _next(prefix: str, records: tuple[msgspec.Struct, ...], fields: dict[str, object]) -> dict[str, object]:
    return {"id": f"{prefix}{len(records) + 1}", **fields}


def _build(kind: type[Record], fields: dict[str, object]) -> Record:
    """The struct with values given as they are in the model, enum members or their plain values alike."""
    renamed = {{"from_": "from", "with_": "with"}.get(name, name): value for name, value in fields.items()}
    return msgspec.convert(msgspec.to_builtins(renamed), kind)


@dataclass(frozen=True)
class DossierBuilder:
    """A dossier under construction; ``build`` gives the value."""

    dossier: Dossier

    def build(self) -> Dossier:
        return self.dossier

    @property
    def preparation(self) -> Preparation:
        return self.dossier.preparation

    def on(self, today: dt.date) -> DossierBuilder:
        return replace(self, dossier=structs.replace(self.dossier, today=today))

    def following(self, *earlier: Preparation) -> DossierBuilder:
        follows = earlier[0].id if earlier else None
        return replace(self, dossier=structs.replace(self.dossier, earlier=earlier)).with_fields(follows=follows)

    def with_fields(self, **fields: object) -> DossierBuilder:
        """Top-level fields of the preparation, given as model values (title, stage, why, meeting, outcome …)."""
        preparation = structs.replace(self.preparation, **fields)
        return replace(self, dossier=structs.replace(self.dossier, preparation=preparation))

    def with_initiative(self, **fields: object) -> DossierBuilder:
        return self.with_fields(initiative=structs.replace(self.preparation.initiative, **fields))

    def with_why(self, **fields: object) -> DossierBuilder:
        return self.with_fields(why=structs.replace(self.preparation.why, **fields))

    def with_meeting(self, **fields: object) -> DossierBuilder:
        return self.with_fields(meeting=structs.replace(self.preparation.meeting, **fields))

    def with_organisation(self, **fields: object) -> DossierBuilder:
        organisation = structs.replace(self.dossier.organisation, **fields)
        return replace(self, dossier=structs.replace(self.dossier, organisation=organisation))

    def with_goal(self, **fields: object) -> DossierBuilder:
        goals = self.dossier.organisation.goals
        goal = _build(
            Goal,
            _next("g", goals, {"title": "Keep more customers", "starts": "2026-01-01", "ends": "2026-12-31", **fields}),
        )
        return self.with_organisation(goals=(*goals, goal))

    def with_option(self, **fields: object) -> DossierBuilder:
        options = self.preparation.initiative.options
        return self.with_initiative(options=(*options, _build(Option, {"name": "An option", **fields})))

    def with_change(self, **fields: object) -> DossierBuilder:
        changes = self.preparation.initiative.changes
        return self.with_initiative(changes=(*changes, _build(Change, {"from": "before", "to": "after", **fields})))

    def with_stakeholder(self, **fields: object) -> DossierBuilder:
        have = self.preparation.stakeholders
        new = _build(Stakeholder, _next("s", have, {"name": "Dana", "role": "VP", "team": "Success", **fields}))
        return self.with_fields(stakeholders=(*have, new))

    def with_conversation(self, **fields: object) -> DossierBuilder:
        have = self.preparation.conversations
        new = _build(Conversation, _next("c", have, {"stakeholder_id": "s1", "date": "2026-11-01", **fields}))
        return self.with_fields(conversations=(*have, new))

    def with_quote(self, **fields: object) -> DossierBuilder:
        have = self.preparation.quotes
        new = _build(Quote, _next("q", have, {"text": "It helps us", "consent": "granted", **fields}))
        return self.with_fields(quotes=(*have, new))

    def with_metric(self, **fields: object) -> DossierBuilder:
        have = self.preparation.metrics
        defaults = {"name": "Save rate", "unit": "%", "source": "CRM", "as_of": "2026-10-31"}
        return self.with_fields(metrics=(*have, _build(Metric, _next("m", have, {**defaults, **fields}))))

    def with_objection(self, **fields: object) -> DossierBuilder:
        have = self.preparation.objections
        new = _build(Objection, _next("o", have, {"concern": "It costs too much", **fields}))
        return self.with_fields(objections=(*have, new))

    def with_ask(self, **fields: object) -> DossierBuilder:
        have = self.preparation.asks
        new = _build(Ask, _next("a", have, {"what": "Approve the desk", **fields}))
        return self.with_fields(asks=(*have, new))

    def with_hesitation(self, **fields: object) -> DossierBuilder:
        have = self.preparation.hesitations
        new = _build(Hesitation, _next("h", have, {"stakeholder_id": "s1", **fields}))
        return self.with_fields(hesitations=(*have, new))

    def with_carried_lesson(self, **fields: object) -> DossierBuilder:
        have = self.preparation.carried_lessons
        new = _build(CarriedLesson, {"lesson_id": "l1", "from_preparation": "p0", **fields})
        return self.with_fields(carried_lessons=(*have, new))

    def with_win(self, **fields: object) -> DossierBuilder:
        have = self.preparation.wins
        return self.with_fields(wins=(*have, _build(Win, _next("w", have, {"what": "A good talk", **fields}))))

    def with_outcome(self, **fields: object) -> DossierBuilder:
        return self.with_fields(outcome=_build(Outcome, fields))

    def with_rollout(self, **fields: object) -> DossierBuilder:
        return self.with_fields(rollout=_build(Rollout, fields))


def a_preparation(preparation_id: str = "p1", **fields: object) -> Preparation:
    """A preparation with an id and a title and nothing else."""
    return structs.replace(Preparation(id=preparation_id, title="The listening desk"), **fields)


def a_dossier(**fields: object) -> DossierBuilder:
    """The smallest dossier: a named organisation, one titled preparation, a fixed today."""
    return DossierBuilder(
        Dossier(organisation=Organisation(name="Kestrel"), preparation=a_preparation(**fields), today=TODAY)  # type: ignore[arg-type]
    )
