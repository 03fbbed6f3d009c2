"""A metric over time as a native chart: values in one scale, missing months as gaps, labels in the deck's words."""

from __future__ import annotations

import datetime as dt

from decks.deck import Chart, ChartPoint, Number
from decks.phrases import Phrases
from decks.scales import Scale, form, scale, told
from decks.spacing import with_gaps, within_months
from prep.shareable import Metric
from prep.words.formatting import date, day, month, short_month

CHART_POINTS = 3


def metric_chart(metric: Metric, say: Phrases) -> Chart | None:
    """The metric over time with its target as a dashed line; None under three known points."""
    known = [point for point in metric.series if point.value is not None and point.date is not None]
    if len(known) < CHART_POINTS:
        return None
    found = scale(metric, say.language, rounded=True)

    def shown(value: Number | None) -> str:
        return say("not_yet_measured") if value is None else told(value, metric.unit, found, say.language)

    points = _points(metric, found, say)
    target = metric.target.value
    goal = shown(target) if target is not None else say("not_yet_set")
    first, last = known[0], known[-1]
    return Chart(
        kind="line",
        title=say("chart_title", metric=metric.name, unit=_unit(metric, found)),
        series_name=metric.name,
        points=points,
        target=_scaled(target, found),
        target_label=say("chart_target", target=goal),
        unit=_unit(metric, found),
        alt=say(
            "alt.chart",
            metric=metric.name,
            since=say.date(first.date),
            first=shown(first.value),
            until=say.date(last.date),
            last=shown(last.value),
            target=goal,
            values=say.together([f"{point.label} {point.shown}" for point in points]),
        ),
        number_format=form(metric.unit, found, say.language),
    )


def _points(metric: Metric, found: Scale, say: Phrases) -> tuple[ChartPoint, ...]:
    """The series with short labels: the year stands where it begins; days where months do not tell points apart."""
    daily = within_months(metric.series)
    points, year = [], 0
    for reading in with_gaps(metric.series):
        if reading.date is None:
            continue
        short = day(reading.date, say.language) if daily else short_month(reading.date, say.language)
        label = short if reading.date.year == year else _with_year(reading.date, daily, say)
        year = reading.date.year
        known = reading.value is not None
        shown = told(reading.value or 0, metric.unit, found, say.language) if known else say("not_yet_measured")
        named = say("year", year=str(year))
        points.append(ChartPoint(label, _scaled(reading.value, found), shown, short, named))
    return tuple(points)


def _with_year(value: dt.date, daily: bool, say: Phrases) -> str:
    return date(value, say.language) if daily else month(value, say.language)


def _scaled(value: Number | None, found: Scale) -> Number | None:
    """The value as the chart's workbook holds it: in the unit that its heading names."""
    if value is None or not found.power:
        return value
    exact = found.of(value)
    return int(exact) if exact == int(exact) else float(exact)


def _unit(metric: Metric, found: Scale) -> str:
    """The unit with its scale: 万円, £m."""
    unit = metric.unit.strip()
    if not found.letter:
        return unit
    return told(0, unit, Scale(0, found.letter, 0), "en").replace("0", "", 1).strip()
