"""Metrics as a deck prints them: values with unit, differences in points, source lines."""

from __future__ import annotations

from decimal import Decimal

from decks.deck import Number
from decks.phrases import Phrases
from decks.scales import scale, told
from prep.shareable import Metric
from prep.words.formatting import signed

GUARD_RELATIVE = Decimal("0.01")
GUARD_POINTS = Decimal("0.5")
MOST_RELATIVE = 10_000
"""Beyond a hundredfold a relative change says nothing."""


def value(metric: Metric, amount: Number | None, say: Phrases) -> str:
    """A value of the metric with its unit, in the scale of the metric's other values; "not yet measured"."""
    if amount is None:
        return say("not_yet_measured")
    return told(amount, metric.unit, scale(metric, say.language), say.language)


def is_percent(metric: Metric) -> bool:
    """Whether the metric is a share, whose differences are points and never percent of percent (rule 9)."""
    return metric.unit.strip().casefold().startswith(("%", "％", "percent", "パーセント"))


def change(metric: Metric) -> Decimal | None:
    """Target minus baseline, exactly; None while either is unknown."""
    if metric.baseline.value is None or metric.target.value is None:
        return None
    return Decimal(str(metric.target.value)) - Decimal(str(metric.baseline.value))


def guards(metric: Metric) -> bool:
    """Whether the target only holds what is there: a change below 1 % (of a share: and below half a point)."""
    moved = change(metric)
    if moved is None or metric.improves is False:
        return moved == 0
    if is_percent(metric) and abs(moved) >= GUARD_POINTS:
        return False
    return abs(moved) < abs(Decimal(str(metric.baseline.value or 0))) * GUARD_RELATIVE


def improves(metric: Metric) -> bool:
    """Whether the target may be called an improvement."""
    return metric.improves is True and not guards(metric)


def difference(metric: Metric, say: Phrases) -> str:
    """The way from baseline to target: "+6.7 points", "+1,060円(+10.8%)"; a relative change never from 0."""
    moved = change(metric)
    if moved is None:
        return say("not_yet_measured")
    found = scale(metric, say.language)
    if is_percent(metric):
        return say("points_one" if abs(moved) == 1 else "points", shown=signed(moved, say.language, found.places))
    sign = "+" if moved > 0 else "−" if moved < 0 else "±"
    shown = sign + told(abs(moved), metric.unit, found, say.language)
    if not metric.baseline.value:
        return shown
    relative = moved / abs(Decimal(str(metric.baseline.value))) * 100
    if not Decimal("0.05") <= abs(relative) < MOST_RELATIVE:
        return shown
    return say("with_relative", shown=shown, relative=signed(round(relative, 1), say.language, 1) + "%")


def judged(metric: Metric, say: Phrases) -> str:
    """The difference, and what it is when it is no improvement: "hold" or "not an improvement"."""
    shown = difference(metric, say)
    if change(metric) is None or improves(metric):
        return shown
    return say("judged.hold" if guards(metric) else "judged.worse", shown=shown)


def journey(metric: Metric, say: Phrases) -> str:
    """Baseline → target; the target alone reads "not yet set"."""
    target = value(metric, metric.target.value, say) if metric.target.value is not None else say("not_yet_set")
    return f"{value(metric, metric.baseline.value, say)} → {target}"


def source_line(metric: Metric, say: Phrases) -> str:
    """Name, source and as-of date, for the foot of a slide (rule 3)."""
    source = metric.source or say("source_missing")
    as_of = say.date(metric.as_of) if metric.as_of else say("date_missing")
    return say("source_line", name=metric.name, source=source, as_of=as_of)


def source_lines(metrics: tuple[Metric, ...], say: Phrases) -> tuple[str, ...]:
    """The source lines of the metrics, each once."""
    return tuple(dict.fromkeys(source_line(metric, say) for metric in metrics))
