"""What a pre-read shows first: lead metric, biggest risk, order of metrics, concerns and quotes (decks.md)."""

from __future__ import annotations

from msgspec import Struct

from prep.shareable import Concern, Goal, Metric, Quote, Shareable, Step

SEVERITY = ("high", "medium", "low")
STATUS = ("open", "answered", "accepted", "resolved")
TABLE_ROWS = 6
CONCERNS = 5
MIN_CONCERNS = 3
LETTERS = {"ja": 400, "en": 900}
"""What a slide of full sentences may hold: 400 characters, or 150 words of six letters (rule 2)."""
QUOTES = 5
CUSTOMERS = 2


def current_goals(shareable: Shareable) -> tuple[Goal, ...]:
    """This year's goals by priority; goals of other years are never shown as this year's."""
    return tuple(sorted((goal for goal in shareable.goals if goal.current), key=lambda goal: goal.priority))


def lead_metric(shareable: Shareable) -> Metric | None:
    """The owner's choice, else the first complete business metric on the highest-priority current linked goal.

    Without one on a linked goal: on any current goal, then on none; None when no business metric is complete.
    """
    chosen = next((metric for metric in shareable.metrics if metric.id == shareable.lead_metric_id), None)
    if chosen is not None:
        return chosen
    complete = [metric for metric in shareable.metrics if metric.level == "business" and metric.complete]
    goals = sorted(current_goals(shareable), key=lambda goal: not goal.linked)
    for goal in goals:
        for metric in complete:
            if metric.goal_id == goal.id:
                return metric
    return complete[0] if complete else None


def table_metrics(shareable: Shareable) -> tuple[Metric, ...]:
    """At most six: the lead, business on linked goals, other business, operational; channel metrics never."""
    lead = lead_metric(shareable)
    linked = {goal.id for goal in shareable.goals if goal.linked}

    def rank(metric: Metric) -> int:
        if lead is not None and metric.id == lead.id:
            return 0
        if metric.level == "operational":
            return 3
        return 1 if metric.goal_id in linked else 2

    shown = [metric for metric in shareable.metrics if metric.level != "channel" and metric.name]
    return tuple(sorted(shown, key=rank)[:TABLE_ROWS])


def ranked_concerns(shareable: Shareable) -> tuple[Concern, ...]:
    """By severity, then open before answered before resolved, then as listed; those without a text are left out."""
    told = [concern for concern in shareable.concerns if concern.concern]
    return tuple(sorted(told, key=lambda concern: (SEVERITY.index(concern.severity), STATUS.index(concern.status))))


def biggest_risk(shareable: Shareable) -> Concern | None:
    """The first concern in rank; None: there is none."""
    ranked = ranked_concerns(shareable)
    return ranked[0] if ranked else None


def shown_concerns(shareable: Shareable) -> tuple[Concern, ...]:
    """Three to five that weigh most, as many as one slide can tell; an open one of high severity is never left out."""
    shown: list[Concern] = []
    letters = 0
    for concern in ranked_concerns(shareable):
        letters += _length(concern)
        fits = len(shown) < MIN_CONCERNS or (len(shown) < CONCERNS and letters <= LETTERS[shareable.language])
        if fits or (concern.severity == "high" and concern.status == "open"):
            shown.append(concern)
    return tuple(shown)


def _length(concern: Concern) -> int:
    step = concern.next_step
    told = (concern.concern, concern.acknowledge, concern.response, step.what if step else "")
    return sum(map(len, told))


def further_concerns(shareable: Shareable) -> tuple[Concern, ...]:
    """What slide 8 does not show."""
    shown = {concern.id for concern in shown_concerns(shareable)}
    return tuple(concern for concern in ranked_concerns(shareable) if concern.id not in shown)


def shown_quotes(shareable: Shareable) -> tuple[Quote, ...]:
    """Three to five as listed: a concern if there is one, up to two customers, then colleagues of different teams."""
    claimed = {tag for answer in (shareable.why_do, shareable.why_goals, shareable.why_care) for tag in answer.tags}
    by_use = sorted(shareable.quotes, key=lambda quote: quote.id not in claimed)
    customers = [quote for quote in by_use if quote.kind == "customer_voice"]
    concerns = [quote for quote in by_use if quote.kind == "concern"]
    others = [quote for quote in by_use if quote.kind in ("support", "idea")]
    picked = [*concerns[:1], *customers[:CUSTOMERS]]
    for fresh in (True, False):
        for quote in others:
            teams = {one.team for one in picked if one.team}
            if quote not in picked and len(picked) < QUOTES and (not fresh or quote.team not in teams):
                picked.append(quote)
    picked += [quote for quote in (*customers, *concerns) if quote not in picked]
    chosen = {quote.id for quote in picked[:QUOTES]}
    return tuple(quote for quote in shareable.quotes if quote.id in chosen)


def further_quotes(shareable: Shareable) -> tuple[Quote, ...]:
    """What slide 5 does not show."""
    shown = {quote.id for quote in shown_quotes(shareable)}
    return tuple(quote for quote in shareable.quotes if quote.id not in shown)


def _same(step: Step, other: Step) -> bool:
    """Whether two steps are one: the same text, or the same owner and day and a text that begins alike."""
    if step.what == other.what:
        return True
    alike = step.what.startswith(other.what) or other.what.startswith(step.what)
    return alike and step.due == other.due and step.owner == other.owner


class Plan(Struct, frozen=True):
    """What follows the decision: the conditions we propose and the steps already promised, by date."""

    conditions: tuple[Step, ...]
    steps: tuple[Step, ...]


def plan(shareable: Shareable) -> Plan:
    """Conditions of the decision if there are any, and what concerns still ask for; undated ones last."""
    conditions = shareable.decided.conditions if shareable.decided else ()
    promised = (concern.next_step for concern in ranked_concerns(shareable))
    steps: list[Step] = []
    for step in promised:
        if step is not None and not step.done and not any(_same(step, other) for other in (*conditions, *steps)):
            steps.append(step)

    def by_date(step: Step) -> tuple[bool, str]:
        return step.due is None, step.due.isoformat() if step.due else ""

    return Plan(conditions=tuple(sorted(conditions, key=by_date)), steps=tuple(sorted(steps, key=by_date)))
