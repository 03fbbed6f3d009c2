"""The points of a series at even distances: where a month was not measured there is a gap, never a line across it."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise

from prep.shareable import Reading

MOST_POINTS = 60
MOST_FILLED = 3
"""More gaps than so many times the values: the dates have no rhythm, and are shown as they are."""


def with_gaps(series: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The dated readings, by date, with a reading of None for each month (or day, of a shorter rhythm) left out."""
    dated = [(reading.date, reading) for reading in series if reading.date is not None]
    if len(dated) < 2:
        return tuple(reading for _, reading in dated)
    by_month = {_month(date): reading for date, reading in dated}
    if len(by_month) == len(dated):
        filled = [by_month.get(at) or Reading(value=None, date=_first_day(at)) for at in _steps(list(by_month))]
    else:
        by_day = {date.toordinal(): reading for date, reading in dated}
        filled = [by_day.get(at) or Reading(value=None, date=dt.date.fromordinal(at)) for at in _steps(sorted(by_day))]
    if len(filled) > MOST_POINTS or len(filled) > (1 + MOST_FILLED) * len(dated):
        return tuple(reading for _, reading in dated)
    return tuple(filled)


def within_months(series: tuple[Reading, ...]) -> bool:
    """Whether two of the readings are of one month, so that a month does not tell them apart."""
    months = [_month(reading.date) for reading in series if reading.date is not None]
    return len(set(months)) < len(months)


def _month(date: dt.date) -> int:
    return date.year * 12 + date.month - 1


def _first_day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def _steps(places: list[int]) -> range:
    """Every place from the first to the last in the largest step that meets them all."""
    step = math.gcd(*(after - before for before, after in pairwise(places))) or 1
    return range(places[0], places[-1] + 1, step)
