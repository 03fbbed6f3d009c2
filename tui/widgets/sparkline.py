"""A metric's series as one line of bars."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.text import Text
from textual.widget import Widget

from prep.model.evidence import Point

BARS = "▁▂▃▄▅▆▇█"
GAP = "·"


def bars(values: Sequence[int | float | None], width: int) -> str:
    """At most ``width`` bars from the lowest to the highest value; a gap is a dot. More values share a bar by mean."""
    if not values or width < 1:
        return ""
    size = math.ceil(len(values) / width)
    groups = [[one for one in values[start : start + size] if one is not None] for start in range(0, len(values), size)]
    means = [sum(float(one) for one in group) / len(group) if group else None for group in groups]
    known = [one for one in means if one is not None and math.isfinite(one)]
    if not known:
        return GAP * len(means)
    low, high = min(known), max(known)
    span = high - low
    return "".join(
        GAP if one is None or not math.isfinite(one) else BARS[int((one - low) / span * 7.999) if span else 3]
        for one in means
    )


class SeriesLine(Widget):
    """The sparkline beneath a series, in order of date, with its first and last value."""

    def __init__(self) -> None:
        super().__init__()
        self.values: tuple[int | float | None, ...] = ()

    def show(self, series: object) -> None:
        """Show a series; the line is hidden while it has fewer than two points."""
        points = [point for point in series if isinstance(point, Point)] if isinstance(series, tuple) else []
        dated = sorted((point for point in points if point.date is not None), key=lambda point: str(point.date))
        self.values = tuple(point.value for point in dated)
        self.display = len(self.values) > 1
        self.refresh()

    def render(self) -> Text:
        """First value, bars, last value."""
        known = [one for one in self.values if one is not None]
        ends = (f"{known[0]:g}", f"{known[-1]:g}") if known else ("", "")
        width = max(4, self.content_size.width - len(ends[0]) - len(ends[1]) - 2)
        return Text(f"{ends[0]} {bars(self.values, width)} {ends[1]}", no_wrap=True, end="")
