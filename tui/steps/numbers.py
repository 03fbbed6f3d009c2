"""Step 4, numbers: the metrics that prove the claims, and the one that leads the deck (A6, A35)."""

from __future__ import annotations

from functools import partial

from prep.model.dossier import Dossier
from prep.model.evidence import Direction, Level, Metric
from prep.model.values import Number
from prep.words import Message
from tui.steps.declare import declared, record, shown, value_of
from tui.steps.form import Fields, Kind, Records, Source, Step

_metrics = partial(declared, "numbers.metrics")
_lead = partial(declared, "numbers.lead")


def metric_row(dossier: Dossier, place: str) -> Message:
    """Name, baseline → target with the unit, level, and the goal it belongs to."""
    metric = record(dossier, place, Metric)
    unit = " ".join(metric.unit.split())
    return Message(
        "app.step.numbers.metrics.row",
        {
            "name": shown(metric.name, 30),
            "baseline": _value(metric.baseline.value),
            "target": _value(metric.target.value),
            "unit": Message("app.step.numbers.metrics.in_unit", {"unit": unit}) if unit else "",
            "level": value_of(metric.level, "level"),
        },
    )


def _value(value: Number | None) -> Number | Message:
    return Message("app.step.numbers.metrics.not_measured") if value is None else value


METRICS = Records(
    id="metrics",
    title="app.step.numbers.metrics.section",
    place="metrics",
    fields=(
        _metrics("name", Kind.LINE),
        _metrics("definition", Kind.TEXT),
        _metrics("unit", Kind.LINE),
        _metrics("direction", Kind.CHOICE, choices=Direction),
        _metrics("level", Kind.CHOICE, choices=Level),
        _metrics("goal_id", Kind.LINK, source=Source.GOALS, optional=True),
        _metrics("baseline.value", Kind.NUMBER, group=True),
        _metrics("baseline.date", Kind.DATE),
        _metrics("target.value", Kind.NUMBER),
        _metrics("target.date", Kind.DATE),
        _metrics("as_of", Kind.DATE, group=True),
        _metrics("source", Kind.LINE),
        _metrics("owner", Kind.LINE),
        _metrics("series", Kind.SERIES, group=True),
        _metrics("note", Kind.TEXT),
    ),
    row=metric_row,
    noun="common.term.metric",
    empty="app.step.numbers.metrics.empty",
)

LEAD = Fields(
    id="lead",
    title="app.step.numbers.lead.section",
    place="deck",
    fields=(_lead("lead_metric_id", Kind.LINK, source=Source.METRICS, optional=True),),
)

STEP = Step(
    id="numbers",
    title="app.step.numbers.title",
    purpose="app.step.numbers.purpose",
    sections=(METRICS, LEAD),
)
