"""Rules about what proves: quotes with consent and complete business metrics."""

from __future__ import annotations

from prep.folding import has_text
from prep.model.evidence import Consent, Level, Metric, QuoteKind
from prep.naming import joined
from prep.places import each
from prep.readiness.facts import Facts, improves, is_old, missing_parts
from prep.readiness.rule import Found, rule, warning
from prep.words import Message


@rule("R06", 5, "quotes")
def somebody_is_quoted(facts: Facts) -> Found | None:
    """At least one usable quote: consent granted, and text (A34)."""
    if facts.usable_quotes:
        return None
    for place, quote in each("quotes", facts.preparation.quotes):
        if has_text(quote.text):
            return Found("consent", f"{place}.consent", {"quote": facts.words(quote)})
    return Found("none")


@rule("R07", 10, "metrics")
def a_business_number_proves_it(facts: Facts) -> Found | None:
    """At least one complete metric of level business on a current goal, linked to the why or not (A35)."""
    candidates = [
        (place, metric, missing_parts(metric))
        for place, metric in each("metrics", facts.preparation.metrics)
        if metric.level is Level.BUSINESS
    ]
    if any(_is_on_current_goal(facts, metric) and not missing for _, metric, missing in candidates):
        return None
    if not candidates:
        return Found("none")
    # The one nearest to holding is worth finishing: complete and without its goal, else with the least missing.
    place, metric, missing = min(
        candidates, key=lambda one: len(one[2]) + (0 if _is_on_current_goal(facts, one[1]) else 1)
    )
    name = facts.name(metric)
    if not missing:
        return Found("goal", f"{place}.goal_id", {"metric": name})
    parts = joined(Message(f"rules.part.{part.replace('.', '_')}") for part in missing)
    first, *rest = (f"{place}.{part}" for part in missing)
    return Found("incomplete", first, {"metric": name, "parts": parts}, also=tuple(rest))


def _is_on_current_goal(facts: Facts, metric: Metric) -> bool:
    return metric.goal_id in facts.current_goals


@warning("W01", "metrics")
def numbers_are_fresh(facts: Facts) -> Found | None:
    """No business metric is older than 100 days."""
    old = [
        (place, metric) for place, metric in each("metrics", facts.preparation.metrics) if is_old(metric, facts.today)
    ]
    if not old:
        return None
    first, *rest = (f"{place}.as_of" for place, _ in old)
    return Found(place=first, args={"metrics": facts.names(metric for _, metric in old)}, also=tuple(rest))


@warning("W09", "quotes")
def shows_a_concern(facts: Facts) -> Found | None:
    """At least one usable quote is a concern: only praise looks cherry-picked."""
    return None if any(quote.kind is QuoteKind.CONCERN for quote in facts.usable_quotes) else Found()


@warning("W13", "quotes")
def consent_for_the_evidence(facts: Facts) -> Found | None:
    """Every quote that the whys or objections rely on has consent."""
    why = facts.preparation.why
    relied = {*why.why_do.evidence, *why.why_goals.evidence, *why.why_care.evidence}
    relied.update(one for objection in facts.preparation.objections for one in objection.evidence)
    without = [
        (place, quote)
        for place, quote in each("quotes", facts.preparation.quotes)
        if quote.id in relied and quote.consent is not Consent.GRANTED
    ]
    if not without:
        return None
    first, *rest = (f"{place}.consent" for place, _ in without)
    return Found(place=first, args={"quotes": facts.all_words(quote for _, quote in without)}, also=tuple(rest))


@warning("W15", "metrics")
def targets_improve(facts: Facts) -> Found | None:
    """Every target that is known improves on its baseline."""
    flat = [
        (place, metric) for place, metric in each("metrics", facts.preparation.metrics) if improves(metric) is False
    ]
    if not flat:
        return None
    first, *rest = (f"{place}.target.value" for place, _ in flat)
    return Found(place=first, args={"metrics": facts.names(metric for _, metric in flat)}, also=tuple(rest))


RULES = (
    somebody_is_quoted,
    a_business_number_proves_it,
    numbers_are_fresh,
    shows_a_concern,
    consent_for_the_evidence,
    targets_improve,
)
