"""The wall: what of a dossier may leave, as a Shareable (format.md, "What is private"; decks.md, rule 8)."""

from __future__ import annotations

from prep import share_evidence, share_rollout
from prep import shareable as public
from prep.folding import fold, folded, has_text
from prep.model.dossier import Dossier
from prep.model.idea import Answer, Change, Initiative
from prep.model.meeting import Ask, Outcome, Win
from prep.model.organisation import Goal
from prep.model.people import ConversationKind, DecisionRole
from prep.model.preparation import DeckChoices, Preparation
from prep.readiness.assessment import Assessment
from prep.readiness.facts import is_usable_quote
from prep.share_people import is_public, person, stakeholder
from prep.shareable_text import without_blanks
from prep.words import Lang


def share(dossier: Dossier, assessment: Assessment, language: Lang | None = None) -> public.Shareable:
    """All of the dossier that may leave, for decks in ``language`` (None: the preparation's own).

    Free text stays in the language it was written in. ``ready`` and ``rollout_ready`` come from the assessment.
    """
    preparation = dossier.preparation
    tags = share_evidence.usable_tags(preparation)
    people, teams = _consulted(dossier)
    chosen = preparation.deck if isinstance(preparation.deck, DeckChoices) else DeckChoices()
    shareable = public.Shareable(
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
        quotes=tuple(
            share_evidence.quote(quote, preparation) for quote in preparation.quotes if is_usable_quote(quote)
        ),
        metrics=tuple(share_evidence.metric(metric) for metric in preparation.metrics),
        concerns=tuple(share_evidence.concern(objection, tags) for objection in preparation.objections),
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
    return without_blanks(shareable)


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
    return len(met), len(folded([people[id_].team for id_ in met]))


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
    who = stakeholder(preparation, talk.stakeholder_id if talk else None)
    return public.Change(
        date=change.date,
        kind=change.kind.value,
        from_=change.from_,
        to=change.to,
        team=who.team if who else "",
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
    return public.Answer(text=answer.text, tags=share_evidence.usable(answer.evidence, tags))


def _asks(preparation: Preparation) -> tuple[public.Ask, ...]:
    """The asks, the one that R04 would accept first."""
    asks = [_ask(ask, preparation) for ask in preparation.asks]
    first = next((ask for ask in asks if ask.complete), None)
    return tuple(asks) if first is None else (first, *(ask for ask in asks if ask is not first))


def _ask(ask: Ask, preparation: Preparation) -> public.Ask:
    known = [who for id_ in dict.fromkeys(ask.from_) if (who := stakeholder(preparation, id_))]
    approvers = [who for who in known if who.decision_role is DecisionRole.APPROVER]
    others = [who for who in known if who.decision_role is not DecisionRole.APPROVER]
    return public.Ask(
        id=ask.id,
        type=ask.type.value,
        what=ask.what,
        amount=ask.amount,
        currency=ask.currency,
        by=ask.by,
        reversible=ask.reversible,
        if_no=ask.if_no,
        asked=tuple(person(who, preparation) for who in (*approvers, *others)),
        complete=has_text(ask.what) and ask.by is not None and bool(approvers),
    )


def _decided(outcome: Outcome | None, preparation: Preparation) -> public.Decided | None:
    """The decision without its words and reasons, which are private."""
    if outcome is None:
        return None
    deciders = [who for id_ in dict.fromkeys(outcome.decided_by) if (who := stakeholder(preparation, id_))]
    return public.Decided(
        decision=outcome.decision.value,
        date=outcome.date,
        decided_by=tuple(person(who, preparation) for who in deciders),
        conditions=tuple(
            share_evidence.step(condition) for condition in outcome.conditions if has_text(condition.what)
        ),
    )


def _carried(dossier: Dossier) -> tuple[public.CarriedLesson, ...]:
    """Each carried lesson that is known, with the attempt that taught it; dangling ones are left out."""
    found = []
    for carried in dossier.preparation.carried_lessons:
        taught_by = dossier.known_preparation(carried.from_preparation)
        outcome = taught_by.outcome if taught_by else None
        lesson = dossier.lesson(carried)
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
    people = [who for id_ in dict.fromkeys(win.people) if (who := stakeholder(preparation, id_))]
    return public.Win(
        id=win.id,
        date=win.date,
        kind=win.kind.value,
        what=win.what,
        people=tuple(who.name for who in people if is_public(who, preparation) and has_text(who.name)),
    )
