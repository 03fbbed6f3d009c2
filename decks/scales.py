"""How large a metric's numbers are told: 1,860万円 and £57.7m, and never so that a value is lost in rounding."""

from __future__ import annotations

import math
from decimal import Decimal

from msgspec import Struct

from decks.deck import Number
from decks.number_format import number_format
from prep.shareable import Metric
from prep.words import Lang
from prep.words.formatting import decimals_of, number, quantity

SCALES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "ja": ((12, "兆"), (8, "億"), (4, "万")),
    "en": ((12, "tn"), (9, "bn"), (6, "m")),
}
"""Powers of ten with the letter that stands for them, the largest first."""
FROM = 10**6
"""Numbers below it are read as they are."""
EXACT_PLACES = 2
ROUND_PLACES = 1
LONG = 10
"""A label of a chart with more characters is rounded to the next scale."""
MOST_PLACES = 9
LEADING = "£$€¥￥"


class Scale(Struct, frozen=True):
    """``letter`` stands for ten to the ``power`` (4 for 万), ``places`` are the decimals of every value."""

    power: int
    letter: str
    places: int

    def of(self, amount: Number | Decimal) -> Decimal:
        """The amount in this scale, exactly."""
        sign, digits, exponent = Decimal(str(amount)).as_tuple()
        return Decimal((sign, digits, int(exponent) - self.power))


def scale(metric: Metric, language: Lang, rounded: bool = False) -> Scale:
    """The scale in which every value of the metric is exact; ``rounded``: for a label, when that would be long."""
    readings = (metric.baseline, metric.target, *metric.series)
    values = tuple(reading.value for reading in readings if reading.value is not None)
    plain = Scale(0, "", _places(values))
    largest = max((abs(value) for value in values), default=0)
    if largest < FROM or "%" in metric.unit:
        return plain
    fitting = [(power, letter) for power, letter in SCALES[language] if largest >= 10**power]
    for power, letter in fitting:
        places = max(0, *(power - _zeros(value) for value in values if value))
        if places <= EXACT_PLACES:
            return Scale(power, letter, places)
    if rounded and fitting and len(number(largest, language, plain.places)) + len(metric.unit) > LONG:
        return Scale(*fitting[0], ROUND_PLACES)
    return plain


def _zeros(value: Number) -> int:
    """How many zeros a number ends with; negative: how many decimals it has."""
    _, digits, exponent = Decimal(str(value)).as_tuple()
    written = "".join(map(str, digits))
    ending = len(written) - len(written.rstrip("0")) if any(digits) else 0
    return int(exponent) + ending


def _places(values: tuple[Number, ...]) -> int:
    """As many decimals as the values have, at most 3, but enough that none of them reads as 0."""
    smallest = min((abs(value) for value in values if value), default=1)
    needed = min(MOST_PLACES, 1 - math.floor(math.log10(smallest))) if smallest < 0.001 else 0
    return max(decimals_of(values), needed)


def told(amount: Number | Decimal, unit: str, found: Scale, language: Lang) -> str:
    """An amount in its scale with the unit: 1,860万円, £57.7m, 1.2m users."""
    unit = unit.strip()
    value = found.of(amount)
    if not found.letter:
        return quantity(value, unit, language, found.places)
    if unit[:1] and unit[0] in LEADING:
        return quantity(value, unit[0] + found.letter + unit[1:], language, found.places)
    gap = " " if unit[:1].isascii() and unit[:1].isalnum() else ""
    sign = "−" if value < 0 else ""
    return f"{sign}{number(abs(value), language, found.places)}{found.letter}{gap}{unit}"


def form(unit: str, found: Scale, language: Lang) -> str:
    """The number format in which a spreadsheet writes values of that scale with their unit."""
    zero = number(0, language, found.places)
    before, _, after = told(0, unit, found, language).partition(zero)
    return number_format(before, found.places, after)
