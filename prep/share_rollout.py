"""The wall's rollout side: the strategy as it goes to the staff. All of it is public but unusable evidence."""

from __future__ import annotations

from prep import shareable as public
from prep.model import rollout as model


def rollout(plan: model.Rollout, tags: frozenset[str]) -> public.Rollout:
    """The rollout plan; journeys keep only evidence tags among ``tags``."""
    asked = plan.directive
    return public.Rollout(
        directive=public.Directive(
            strategy=asked.strategy,
            from_=asked.from_,
            to=asked.to,
            by=asked.by,
            given_on=asked.given_on,
            words=asked.words,
        ),
        strategy_overview=plan.strategy_overview,
        activities=tuple(
            public.Activity(activity=one.activity, owner=one.owner, decision=one.decision.value)
            for one in plan.internal_activities
        ),
        share_how=plan.share.how,
        share_scope=plan.share.scope,
        share_with=plan.share.with_,
        meeting_starts_at=plan.share_meeting.starts_at,
        meeting_place=plan.share_meeting.place,
        tactics=tuple(map(_tactic, plan.tactics)),
        journeys=tuple(_journey(journey, tags) for journey in plan.journeys),
    )


def _tactic(tactic: model.Tactic) -> public.Tactic:
    return public.Tactic(
        id=tactic.id,
        title=tactic.title,
        owner=tactic.owner,
        cooperating=tactic.cooperating,
        tools=tactic.tools,
        starts=tactic.starts,
        due=tactic.due,
        measure_id=tactic.measure_id,
        priority=tactic.priority,
        priority_set_by=tactic.priority_set_by,
        procedure_where=tactic.procedure.where,
        briefed_on=tactic.procedure.briefed_on,
        journey_ids=tactic.journey_ids,
    )


def _journey(journey: model.Journey, tags: frozenset[str]) -> public.Journey:
    return public.Journey(
        id=journey.id,
        name=journey.persona.name,
        segment=journey.persona.segment,
        image=journey.persona.image,
        wants=journey.persona.wants,
        tags=tuple(dict.fromkeys(id_ for id_ in journey.evidence if id_ in tags)),
        stages=tuple(
            public.Stage(
                name=stage.name,
                psychology=stage.psychology,
                owner=stage.owner,
                action=stage.action,
                tools=stage.tools,
                partners=stage.partners,
            )
            for stage in journey.stages
        ),
    )
