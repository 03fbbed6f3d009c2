"""The wall: what of a dossier may leave, as a Shareable (format.md, "What is private"; decks.md, rule 8)."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING

from prep import share_rollout
from prep import shareable as public
from prep.model.dossier import Dossier
from prep.model.evidence import Attribution, Consent, Metric, NextStep, Objection, Quote
from prep.model.idea import Answer, Change, Initiative
from prep.model.meeting import Ask, Outcome, Win
from prep.model.organisation import Goal
from prep.model.people import ConversationKind, DecisionRole, Stakeholder
from prep.model.preparation import DeckChoices, Preparation
from prep.words import Lang

if TYPE_CHECKING:
    from prep.readiness.assessment import Assessment


def share(dossier: Dossier, assessment: Assessment, language: Lang | None = None) -> public.Shareable:
    """All of the dossier that may leave, for decks in ``language`` (None: the preparation's own).

    Free text stays in the language it was written in. ``ready`` and ``rollout_ready`` come from the assessment.
    """
    preparation = dossier.preparation
    tags = usable_tags(preparation)
    people, teams = _consulted(dossier)
    chosen = preparation.deck if isinstance(preparation.deck, DeckChoices) else DeckChoices()
    return public.Shareable(
        organisation=dossier.organisation.name,
        title=preparation.title,
        language=language or preparation.language.value,
        owner=public.Person(name=preparation.owner.name, role=preparation.owner.role, team=preparation.owner.team),
        today=dossier.today,
        version=preparation.meeting.preread.version,
        ready=assessment.preread.ready,
        rollout_ready=assessment.rollout.ready,
        idea=_idea(preparation),
        goals=tuple(_goal(goal, dossier) for goal in dossier.organisation.goals),
        why_do=_answer(preparation.why.why_do, tags),
        why_goals=_answer(preparation.why.why_goals, tags),
        why_care=_answer(preparation.why.why_care, tags),
        where_we_are=preparation.context.where_we_are,
        how_we_got_here=preparation.context.how_we_got_here,
        missed_opportunity=preparation.context.missed_opportunity,
        people_consulted=people,
        teams_consulted=teams,
        quotes=tuple(_quote(quote, preparation) for quote in preparation.quotes if _may_be_quoted(quote)),
        metrics=tuple(_metric(metric) for metric in preparation.metrics),
        concerns=tuple(_concern(objection, tags) for objection in preparation.objections),
        asks=_asks(preparation),
        meeting=public.Meeting(
            title=preparation.meeting.title,
            starts_at=preparation.meeting.starts_at,
            minutes=preparation.meeting.minutes,
            place=preparation.meeting.place,
        ),
        decided=_decided(preparation.outcome, preparation),
        carried_lessons=_carried(dossier),
        wins=tuple(_win(win, preparation) for win in preparation.wins),
        rollout=share_rollout.rollout(preparation.rollout, tags) if preparation.rollout else None,
        lead_metric_id=chosen.lead_metric_id if isinstance(chosen.lead_metric_id, str) else None,
        title_overrides=dict(chosen.title_overrides) if isinstance(chosen.title_overrides, dict) else {},
    )


def has_text(text: str) -> bool:
    """At least one printable character that is not a space."""
    return any(char.isprintable() and not char.isspace() for char in text)


def fold(name: str) -> str:
    """The name as it is compared."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def usable_tags(preparation: Preparation) -> frozenset[str]:
    """Ids of what may be shown as evidence: granted quotes with text, metrics with source and as-of; no objection."""
    quotes = {quote.id for quote in preparation.quotes if _may_be_quoted(quote)}
    metrics = {metric.id for metric in preparation.metrics if _is_evidence(metric)}
    return frozenset(quotes | metrics)


def _may_be_quoted(quote: Quote) -> bool:
    return quote.consent is Consent.GRANTED and has_text(quote.text)


def _is_evidence(metric: Metric) -> bool:
    return has_text(metric.source) and metric.as_of is not None


def _consulted(dossier: Dossier) -> tuple[int, int]:
    """People met 1:1 up to today, and their distinct teams; planned talks and unknown people do not count."""
    people = {stakeholder.id: stakeholder for stakeholder in dossier.preparation.stakeholders}
    met = {
        talk.stakeholder_id
        for talk in dossier.preparation.conversations
        if talk.kind is ConversationKind.ONE_ON_ONE
        and talk.date is not None
        and talk.date <= dossier.today
        and talk.stakeholder_id in people
    }
    teams = {fold(people[id_].team) for id_ in met if has_text(people[id_].team)}
    return len(met), len(teams)


def _idea(preparation: Preparation) -> public.Idea:
    idea: Initiative = preparation.initiative
    return public.Idea(
        summary=idea.summary,
        scope=idea.scope,
        out_of_scope=idea.out_of_scope,
        impact=idea.impact,
        audience_goal=idea.audience_goal,
        beneficiaries=tuple(filter(has_text, idea.beneficiaries)),
        teams_served=_distinct(idea.teams_served),
        cost=public.Cost(
            amount=idea.cost.amount, currency=idea.cost.currency, period=idea.cost.period, note=idea.cost.note
        ),
        options=tuple(
            public.Option(
                name=option.name,
                benefit=option.benefit,
                cost=option.cost,
                verdict=option.verdict,
                recommended=option.recommended,
                do_nothing=option.do_nothing is True,
            )
            for option in idea.options
        ),
        changes=tuple(_change(change, preparation) for change in idea.changes),
    )


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that have text, each once, as first written."""
    found: dict[str, str] = {}
    for name in filter(has_text, names):
        found.setdefault(fold(name), name)
    return tuple(found.values())


def _change(change: Change, preparation: Preparation) -> public.Change:
    talk = next((talk for talk in preparation.conversations if talk.id == change.conversation_id), None)
    person = _stakeholder(preparation, talk.stakeholder_id if talk else None)
    return public.Change(
        date=change.date,
        kind=change.kind.value,
        from_=change.from_,
        to=change.to,
        team=person.team if person else "",
    )


def _goal(goal: Goal, dossier: Dossier) -> public.Goal:
    return public.Goal(
        id=goal.id,
        title=goal.title,
        fiscal_year=goal.fiscal_year,
        starts=goal.starts,
        ends=goal.ends,
        priority=goal.priority,
        measure=goal.measure,
        owner=goal.owner,
        source=goal.source,
        current=goal.is_current(dossier.meeting_date),
        linked=goal.id in dossier.preparation.why.goal_ids,
    )


def _answer(answer: Answer, tags: frozenset[str]) -> public.Answer:
    return public.Answer(text=answer.text, tags=usable(answer.evidence, tags))


def usable(evidence: tuple[str, ...], tags: frozenset[str]) -> tuple[str, ...]:
    """The ids among ``evidence`` that may be shown, each once, in their order."""
    return tuple(dict.fromkeys(id_ for id_ in evidence if id_ in tags))


def _stakeholder(preparation: Preparation, id_: str | None) -> Stakeholder | None:
    return next((person for person in preparation.stakeholders if person.id == id_), None)


def _quote(quote: Quote, preparation: Preparation) -> public.Quote:
    """The quote in its consented form: what the form does not allow stays empty."""
    person = _stakeholder(preparation, quote.stakeholder_id)
    form = quote.attribution
    named = form is Attribution.NAMED
    return public.Quote(
        id=quote.id,
        text=quote.text,
        kind=quote.kind.value,
        attribution=form.value,
        name=(person.name if person else quote.speaker or "") if named else "",
        role=person.role if person and form in (Attribution.NAMED, Attribution.ROLE) else "",
        team=person.team if person and form is not Attribution.ANONYMOUS else "",
        source=quote.source if named else "",
        date=quote.date if named else None,
        month=quote.date.replace(day=1) if quote.date else None,
    )


def _metric(metric: Metric) -> public.Metric:
    baseline, target = metric.baseline.value, metric.target.value
    improves: bool | None = None
    if baseline is not None and target is not None:
        improves = target > baseline if metric.direction.value == "up" else target < baseline
    texts = (metric.name, metric.definition, metric.unit, metric.source)
    values = (baseline, metric.baseline.date, target, metric.target.date, metric.as_of)
    dated = [point for point in metric.series if point.date is not None]
    return public.Metric(
        id=metric.id,
        name=metric.name,
        definition=metric.definition,
        unit=metric.unit,
        direction=metric.direction.value,
        level=metric.level.value,
        goal_id=metric.goal_id,
        baseline=public.Reading(value=baseline, date=metric.baseline.date),
        target=public.Reading(value=target, date=metric.target.date),
        as_of=metric.as_of,
        source=metric.source,
        owner=metric.owner,
        series=tuple(
            public.Reading(value=point.value, date=point.date)
            for point in sorted(dated, key=lambda point: point.date or dt.date.min)
        ),
        note=metric.note,
        usable=_is_evidence(metric),
        complete=all(map(has_text, texts)) and None not in values,
        improves=improves,
    )


def step(step: NextStep) -> public.Step:
    """A step with its owner, whose name is needed in public."""
    return public.Step(what=step.what, owner=step.owner, due=step.due, done=step.done)


def _concern(objection: Objection, tags: frozenset[str]) -> public.Concern:
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


def _asks(preparation: Preparation) -> tuple[public.Ask, ...]:
    """The asks, the one that R04 would accept first."""
    asks = [_ask(ask, preparation) for ask in preparation.asks]
    first = next((ask for ask in asks if ask.complete), None)
    return tuple(asks) if first is None else (first, *(ask for ask in asks if ask is not first))


def _ask(ask: Ask, preparation: Preparation) -> public.Ask:
    known = [person for id_ in dict.fromkeys(ask.from_) if (person := _stakeholder(preparation, id_))]
    approvers = [person for person in known if person.decision_role is DecisionRole.APPROVER]
    others = [person for person in known if person.decision_role is not DecisionRole.APPROVER]
    return public.Ask(
        id=ask.id,
        type=ask.type.value,
        what=ask.what,
        amount=ask.amount,
        currency=ask.currency,
        by=ask.by,
        reversible=ask.reversible,
        if_no=ask.if_no,
        asked=tuple(_person(person, preparation) for person in (*approvers, *others)),
        complete=has_text(ask.what) and ask.by is not None and bool(approvers),
    )


def _person(person: Stakeholder, preparation: Preparation) -> public.Person:
    """Role and team, and the name where it is needed in public: an approver's or an attendee's."""
    return public.Person(
        name=person.name if _is_public(person, preparation) else "", role=person.role, team=person.team
    )


def _is_public(person: Stakeholder, preparation: Preparation) -> bool:
    """Whether the name is needed: an approver, someone at the meeting, or someone who agreed to be named."""
    if person.decision_role is DecisionRole.APPROVER or person.id in preparation.meeting.attendees:
        return True
    return any(
        quote.stakeholder_id == person.id and quote.attribution is Attribution.NAMED and _may_be_quoted(quote)
        for quote in preparation.quotes
    )


def _decided(outcome: Outcome | None, preparation: Preparation) -> public.Decided | None:
    """The decision without its words and reasons, which are private."""
    if outcome is None:
        return None
    deciders = [person for id_ in dict.fromkeys(outcome.decided_by) if (person := _stakeholder(preparation, id_))]
    return public.Decided(
        decision=outcome.decision.value,
        date=outcome.date,
        decided_by=tuple(_person(person, preparation) for person in deciders),
        conditions=tuple(step(condition) for condition in outcome.conditions if has_text(condition.what)),
    )


def _carried(dossier: Dossier) -> tuple[public.CarriedLesson, ...]:
    """Each carried lesson that is known, with the attempt that taught it; dangling ones are left out."""
    earlier = {preparation.id: preparation for preparation in dossier.earlier}
    found = []
    for carried in dossier.preparation.carried_lessons:
        taught_by = earlier.get(carried.from_preparation)
        outcome = taught_by.outcome if taught_by else None
        lesson = next((one for one in outcome.lessons if one.id == carried.lesson_id), None) if outcome else None
        if taught_by is None or outcome is None or lesson is None:
            continue
        found.append(
            public.CarriedLesson(
                earlier_title=taught_by.title,
                decision=outcome.decision.value,
                decided_on=outcome.date,
                lesson=lesson.text,
                how_applied=carried.how_applied if has_text(carried.how_applied) else "",
            )
        )
    return tuple(found)


def _win(win: Win, preparation: Preparation) -> public.Win:
    people = [person for id_ in dict.fromkeys(win.people) if (person := _stakeholder(preparation, id_))]
    return public.Win(
        id=win.id,
        date=win.date,
        kind=win.kind.value,
        what=win.what,
        people=tuple(person.name for person in people if _is_public(person, preparation) and has_text(person.name)),
    )
