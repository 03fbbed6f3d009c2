"""Where things stand inside a chart, in points: the plot, its axis labels, and value labels that stay off the lines."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from decks.deck import Chart, ChartPoint
from decks.layout.items import ChartItem
from decks.layout.measure import width

MOST_LABELS = 5  # with more points only the first, the last and the extremes are labelled
MARGIN = 4.0
GAP = 6.0
LINE = 1.3  # the height of a line of labels, in sizes
BOLD = 1.05
CROWDED = 1.25
ROOMY = 1.35  # a label of an axis in its slot; LibreOffice breaks one that fills more of it
ROOM_ABOVE, ROOM_BELOW = 0.22, 0.3  # of the spread of the values


class Place(Struct, frozen=True):
    """Where a label stands: beside its point ("t", "b", "l", "r", "outEnd") and moved by points from there."""

    side: str
    dx: float = 0.0
    dy: float = 0.0


class Plot(Struct, frozen=True):
    """The inner plot of a chart: a box in points from the chart's corner; ``axis`` are the labels below the points."""

    item: ChartItem
    latin: str
    left: float
    top: float
    wide: float
    high: float
    axis: tuple[str, ...]
    skip: int

    @property
    def chart(self) -> Chart:
        """What is drawn."""
        return self.item.chart

    @property
    def values(self) -> list[float | int | None]:
        """The value of each point, None for a gap."""
        return [point.value for point in self.chart.points]

    @property
    def line_high(self) -> float:
        """The height of one label."""
        return self.item.size * LINE

    def x(self, index: int) -> float:
        """The middle of a point's place on the axis."""
        return self.left + (index + 0.5) * self.wide / len(self.chart.points)

    def y(self, value: float) -> float:
        """The height of a value, downwards from the chart's top."""
        low, high = scale(self.chart)
        return self.top + (high - value) / (high - low) * self.high

    @property
    def crowded(self) -> bool:
        """Whether a label of the axis is clearly wider than the place of one point."""
        widest = max(self.label_width(line) for label in self.axis for line in label.split("\n"))
        return widest > CROWDED * self.wide / len(self.chart.points)

    def label_width(self, text: str) -> float:
        """How wide a label is drawn."""
        return width(text, self.latin) * self.item.size


def plot(item: ChartItem, latin: str) -> Plot:
    """The plot of ``item``: as wide as the chart, but for the labels that stand beside the first and the last point."""
    points = item.chart.points
    room = item.box.w - 2 * MARGIN
    left, wide = MARGIN, room
    known = [point for point in points if point.value is not None]
    if item.chart.kind == "line" and len(known) > 1 and len(points) > 1:
        first, last = (width(point.shown, latin) * item.size + GAP + MARGIN for point in (known[0], known[-1]))
        wide = min(room, (item.box.w - first - last) / (1 - 1 / len(points)))
        left = max(MARGIN, first - wide / len(points) / 2)
        wide = min(wide, item.box.w - MARGIN - left)
    labels, skip = _axis(points, wide, item.size, latin)
    below = max(label.count("\n") + 1 for label in labels) * item.size * LINE + GAP
    return Plot(item, latin, left, MARGIN, wide, item.box.h - MARGIN - below, labels, skip)


def _axis(points: tuple[ChartPoint, ...], wide: float, size: float, latin: str) -> tuple[tuple[str, ...], int]:
    """The labels of the axis and every how many points one is shown, so that none is broken or turned."""
    slot = wide / len(points)
    for skip in range(1, len(points) + 1):
        labels = _with_years(points, skip)
        shown = labels[::skip]
        widest = max(width(line, latin) for label in shown for line in label.split("\n")) * size
        if max(widest + GAP, widest * ROOMY) <= slot * skip:
            return labels, skip
    return labels, len(points)


def _with_years(points: tuple[ChartPoint, ...], skip: int) -> tuple[str, ...]:
    """Each point's short label, the year below it where a shown label is the first of its year."""
    labels, year = [], ""
    for index, point in enumerate(points):
        label = point.short or point.label
        if index % skip == 0 and point.year and point.year != year:
            label, year = f"{label}\n{point.year}", point.year
        labels.append(label)
    return tuple(labels)


def scale(chart: Chart) -> tuple[float, float]:
    """The value axis: room above for labels; bars start at 0, lines a little below their lowest value."""
    known = [float(point.value) for point in chart.points if point.value is not None]
    known += [float(chart.target)] if chart.target is not None else []
    low, high = min(known), max(known)
    if chart.kind == "bar":
        low, high = min(0.0, low * 1.15), max(0.0, high)
    spread = (high - low) or abs(high) or 1.0
    top = high + spread * ROOM_ABOVE
    bottom = low if chart.kind == "bar" else low - spread * ROOM_BELOW
    return (max(0.0, bottom) if low >= 0 else bottom), top


def value_labels(found: Plot) -> dict[int, Place]:
    """Which points are labelled and where: the first at its left, the last at its right, extremes in the open."""
    values = {index: value for index, value in enumerate(found.values) if value is not None}
    if found.chart.kind == "bar":
        return dict.fromkeys(_labelled(values), Place("outEnd"))
    first, last = min(values, default=0), max(values, default=0)
    places = {index: _beside(found, values, index) for index in _labelled(values) if index not in (first, last)}
    if first != last:
        return {first: Place("l"), **places, last: Place("r")}
    return {first: Place("t")} if values else {}


def _labelled(values: dict[int, float | int]) -> list[int]:
    if len(values) <= MOST_LABELS:
        return list(values)
    highest = max(values, key=lambda index: values[index])
    lowest = min(values, key=lambda index: values[index])
    return sorted({min(values), max(values), highest, lowest})


def _beside(found: Plot, values: dict[int, float | int], index: int) -> Place:
    """Above a summit, below a hollow, and on a slope beside the line on its open side; clear of the target line."""
    known = sorted(values)
    at = known.index(index)
    before, after, here = values[known[at - 1]], values[known[at + 1]], values[index]
    hollow = before >= here and after >= here and before + after > 2 * here
    half = found.label_width(found.chart.points[index].shown) / 2
    dx = 0.0
    if (before < here < after) or (before > here > after):
        run = found.x(known[at + 1]) - found.x(known[at - 1])
        steep = abs(found.y(before) - found.y(after)) * half / run > GAP
        dx = (half + GAP / 2) * (1 if before > after else -1) * steep
    return Place("b" if hollow else "t", dx, _clear_of_target(found, float(here), below=hollow))


def _clear_of_target(found: Plot, value: float, below: bool) -> float:
    """How far a label moves on so that the target line does not run through it."""
    if found.chart.target is None:
        return 0.0
    way = found.y(float(found.chart.target)) - found.y(value)
    ahead = way if below else -way
    return math.copysign(ahead, way) if 0 < ahead < found.line_high + GAP else 0.0


def target_label(found: Plot) -> dict[int, Place]:
    """The point at which the target's name is farthest from the values, above or below its line."""
    chart = found.chart
    if chart.target is None or not chart.target_label.strip():
        return {}
    half = found.label_width(chart.target_label) * BOLD / 2
    y = found.y(float(chart.target))
    best, where = -math.inf, {0: Place("t")}
    for index in reversed(range(len(chart.points))):
        x = found.x(index)
        if x - half < 0 or x + half > found.item.box.w:
            continue
        for side, middle in (("t", y - found.line_high * 0.7), ("b", y + found.line_high * 0.7)):
            free = min((abs(height - middle) for height in _heights(found, x - half, x + half)), default=math.inf)
            free = min(free, found.top + found.high - middle)
            if free > best + (0.5 if side == "t" else GAP):
                best, where = free, {index: Place(side)}
    return where


def _heights(found: Plot, left: float, right: float) -> Iterator[float]:
    """The heights of the value line between two x, at its points and where it enters and leaves."""
    dots = [(found.x(i), found.y(float(v))) for i, v in enumerate(found.values) if v is not None]
    yield from (y for x, y in dots if left <= x <= right)
    for (x1, y1), (x2, y2) in pairwise(dots):
        yield from (y1 + (y2 - y1) * (edge - x1) / (x2 - x1) for edge in (left, right) if x1 <= edge <= x2)
