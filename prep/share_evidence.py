"""The wall's evidence: quotes in their consented form, metrics whole, concerns without who raised them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from prep import shareable as public
from prep.folding import fold, has_text
from prep.model.evidence import Attribution, Metric, NextStep, Objection, Quote
from prep.model.people import Stakeholder
from prep.model.preparation import Preparation
from prep.readiness.facts import improves, is_usable_metric, is_usable_quote, missing_parts
from prep.share_people import stakeholder


def usable_tags(preparation: Preparation) -> frozenset[str]:
    """Ids of what may be shown as evidence: granted quotes with text, metrics with source and as-of; no objection."""
    quotes = {quote.id for quote in preparation.quotes if is_usable_quote(quote)}
    metrics = {metric.id for metric in preparation.metrics if is_usable_metric(metric)}
    return frozenset(quotes | metrics)


def usable(evidence: tuple[str, ...], tags: frozenset[str]) -> tuple[str, ...]:
    """The ids among ``evidence`` that may be shown, each once, in their order."""
    return tuple(dict.fromkeys(id_ for id_ in evidence if id_ in tags))


def quote(said: Quote, preparation: Preparation) -> public.Quote:
    """The quote in its consented form: what the form does not allow stays empty."""
    person = stakeholder(preparation, said.stakeholder_id)
    form = said.attribution
    named = form is Attribution.NAMED
    return public.Quote(
        id=said.id,
        text=said.text,
        kind=said.kind.value,
        attribution=form.value,
        name=(person.name if person else said.speaker or "") if named else "",
        role=person.role if person and form in (Attribution.NAMED, Attribution.ROLE) else "",
        team=person.team if person and form is not Attribution.ANONYMOUS else "",
        source=said.source if named else "",
        date=said.date if named else None,
        month=said.date.replace(day=1) if said.date else None,
        points_to=_points_to(said, person, preparation),
    )


def _points_to(said: Quote, person: Stakeholder | None, preparation: Preparation) -> Literal["", "role", "team"]:
    """Whether role or team, as the quote shows them, fit one person only among those who are known here."""
    if person is None or said.attribution not in (Attribution.ROLE, Attribution.TEAM):
        return ""
    by_role = said.attribution is Attribution.ROLE and has_text(person.role)
    if not by_role and not has_text(person.team):
        return ""

    def shown(role: str, team: str) -> tuple[str, str]:
        return fold(role) if by_role else "", fold(team)

    owner = preparation.owner
    known = [shown(one.role, one.team) for one in preparation.stakeholders]
    known += [shown(owner.role, owner.team)] if fold(owner.name) != fold(person.name) else []
    if known.count(shown(person.role, person.team)) != 1:
        return ""
    return "role" if by_role else "team"


def metric(number: Metric) -> public.Metric:
    """The metric whole, its series by date; points without a date are left out."""
    dated = [point for point in number.series if point.date is not None]
    return public.Metric(
        id=number.id,
        name=number.name,
        definition=number.definition,
        unit=number.unit,
        direction=number.direction.value,
        level=number.level.value,
        goal_id=number.goal_id,
        baseline=public.Reading(value=number.baseline.value, date=number.baseline.date),
        target=public.Reading(value=number.target.value, date=number.target.date),
        as_of=number.as_of,
        source=number.source,
        owner=number.owner,
        series=tuple(
            public.Reading(value=point.value, date=point.date)
            for point in sorted(dated, key=lambda point: point.date or dt.date.min)
        ),
        note=number.note,
        usable=is_usable_metric(number),
        complete=not missing_parts(number),
        improves=improves(number),
    )


def concern(objection: Objection, tags: frozenset[str]) -> public.Concern:
    """The objection without whoever raised it, what lay behind it and its rehearsal."""
    next_step = objection.next_step
    return public.Concern(
        id=objection.id,
        category=objection.category.value,
        severity=objection.severity.value,
        concern=objection.concern,
        acknowledge=objection.acknowledge,
        explore=objection.explore,
        response=objection.response,
        tags=usable(objection.evidence, tags),
        next_step=step(next_step) if next_step and has_text(next_step.what) else None,
        status=objection.status.value,
    )


def step(one: NextStep) -> public.Step:
    """A step with its owner, whose name is needed in public."""
    return public.Step(what=one.what, owner=one.owner, due=one.due, done=one.done)
