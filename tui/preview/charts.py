"""Charts in cells: a line in dots, or bars in eighths of a row; target, gaps and labels as on the slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from rich.cells import cell_len

from decks.deck import Chart
from decks.layout.items import ChartItem
from decks.pptx.plot import Plot, plot, scale, value_labels
from tui.preview.cells import Look, Sheet
from tui.widgets.sparkline import BARS

LEAST_ROWS = 8
FAMILIES = {"ja": "Arial", "en": "Calibri"}
"""The fonts by which the slide's own labels are placed."""
POINT = "▪"
DASH = "╌"
BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of the eight dots of a cell, row by row."""


@dataclass(frozen=True)
class _Area:
    """The cells of a plot, its axis below it."""

    left: int
    top: int
    right: int
    bottom: int
    low: float
    high: float
    count: int

    def column(self, index: int) -> float:
        """The middle of a point's place."""
        return self.left + (index + 0.5) * (self.right - self.left) / self.count

    def row(self, value: float) -> float:
        """The height of a value, from the top of the sheet."""
        share = (self.high - value) / (self.high - self.low)
        return self.top + share * max(1, self.bottom - self.top - 1)


def draw_chart(sheet: Sheet, item: ChartItem, cells: tuple[int, int, int, int], language: str) -> None:
    """The chart in ``cells``: left, top, right and bottom, the last two outside it."""
    chart = item.chart
    left, top, right, bottom = cells
    known = [point.value for point in chart.points if point.value is not None]
    if not known or right - left < 8 or bottom - top < 4:
        return
    low, high = scale(chart)
    area = _Area(left, top, right, bottom - _axis_rows(chart), low, high, len(chart.points))
    if chart.kind == "line":
        ends = [point.shown for point in chart.points if point.value is not None]
        area = _beside_labels(area, cell_len(ends[0]), cell_len(ends[-1]))
    _axis_labels(sheet, chart, area)
    _target(sheet, chart, area)
    (_line if chart.kind == "line" else _bars)(sheet, chart, area)
    _values(sheet, plot(item, FAMILIES.get(language, "Arial")), area, (left, right))
    _target_name(sheet, chart, area)


def _beside_labels(area: _Area, first: int, last: int) -> _Area:
    """Room at both sides for the labels of the first and the last point."""
    slot = (area.right - area.left) / max(1, area.count)
    before, after = (max(0, round(size + 2 - slot / 2)) for size in (first, last))
    if before + after > (area.right - area.left) // 2:
        return area
    return _Area(area.left + before, area.top, area.right - after, area.bottom, area.low, area.high, area.count)


def _axis_rows(chart: Chart) -> int:
    """How many rows stand below the plot: the line, the labels, and the years where the labels do not name them."""
    return 3 if any(point.short and point.year for point in chart.points) else 2


def _axis_labels(sheet: Sheet, chart: Chart, area: _Area) -> None:
    """As many labels as stand side by side, the year below the first that is shown of each."""
    sheet.put(area.left, area.bottom, DASH * (area.right - area.left), Look("rule"))
    end, year = -1, ""
    for index, point in enumerate(chart.points):
        label = point.short or point.label
        column = max(0, round(area.column(index) - cell_len(label) / 2))
        if column <= end or column + cell_len(label) > sheet.width:
            continue
        sheet.put(column, area.bottom + 1, label, Look("muted"))
        end = column + cell_len(label)
        if point.short and point.year != year:
            year = point.year
            below = max(0, round(area.column(index) - cell_len(year) / 2))
            sheet.put(below, area.bottom + 2, year, Look("muted"))


def _target(sheet: Sheet, chart: Chart, area: _Area) -> None:
    if chart.target is not None:
        sheet.put(area.left, round(area.row(float(chart.target))), DASH * (area.right - area.left), Look("warning"))


def _target_name(sheet: Sheet, chart: Chart, area: _Area) -> None:
    """The target's name beside its line, where nothing else stands."""
    if chart.target is None or not chart.target_label.strip():
        return
    row, size = round(area.row(float(chart.target))), cell_len(chart.target_label)
    for at in (row - 1, row + 1, row - 2, row + 2):
        for column in range(area.right - size, area.left - 1, -1):
            if area.top <= at < area.bottom and sheet.is_blank(max(0, column - 1), column + size, at):
                sheet.put(column, at, chart.target_label, Look("warning", bold=True))
                return
    sheet.put(max(area.left, area.right - size), row, chart.target_label, Look("warning", bold=True))


def _line(sheet: Sheet, chart: Chart, area: _Area) -> None:
    """Lines between neighbouring points, none over a gap, and a mark on every point."""
    dots: dict[tuple[int, int], int] = {}
    places = [
        (area.column(index), area.row(float(point.value))) if point.value is not None else None
        for index, point in enumerate(chart.points)
    ]
    for one, other in pairwise(places):
        if one is not None and other is not None:
            for x, y in _between(one, other):
                cell = (int(x), int(y))
                dots[cell] = dots.get(cell, 0) | DOTS[int(y % 1 * 4)][int(x % 1 * 2)]
    for (column, row), bits in dots.items():
        sheet.put(column, row, chr(BRAILLE + bits), Look("accent"))
    for place in places:
        if place is not None:
            sheet.put(int(place[0]), int(place[1] + 0.5), POINT, Look("accent", bold=True))


def _between(one: tuple[float, float], other: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Points on the line between two places, dense enough for dots; half a row down, where the marks stand."""
    steps = max(1, round(max(abs(other[0] - one[0]) * 2, abs(other[1] - one[1]) * 4)))
    for step in range(steps + 1):
        share = step / steps
        yield one[0] + (other[0] - one[0]) * share, one[1] + 0.5 + (other[1] - one[1]) * share


def _bars(sheet: Sheet, chart: Chart, area: _Area) -> None:
    """Bars from zero, in eighths of a row; a negative one hangs below it."""
    slot = (area.right - area.left) / area.count
    wide = max(1, round(slot * 0.55))
    rows = (area.bottom - area.top) / (area.high - area.low)
    zero = area.top + area.high * rows
    for index, point in enumerate(chart.points):
        if point.value is None:
            continue
        end = zero - float(point.value) * rows
        left = round(area.column(index) - wide / 2)
        for row in range(max(area.top, int(min(end, zero))), min(area.bottom, ceil(max(end, zero)))):
            part = min(1.0, row + 1 - end) if end < zero else 1.0
            sheet.put(left, row, BARS[max(0, min(7, round(part * 8) - 1))] * wide, Look("accent"))


def _values(sheet: Sheet, found: Plot, area: _Area, ends: tuple[int, int]) -> None:
    """The points that the slide labels, each label where it hides nothing."""
    for index, place in value_labels(found).items():
        point = found.chart.points[index]
        if point.value is None:
            continue
        size = cell_len(point.shown)
        column, row = int(area.column(index)), int(area.row(float(point.value)) + 0.5)
        middle = round(area.column(index) - size / 2)
        places = {
            "l": (column - size - 1, row),
            "r": (column + 2, row),
            "t": (middle, row - 1),
            "b": (middle, row + 1),
        }
        first = {"outEnd": "t"}.get(place.side, place.side)
        tried = [
            places[first],
            *(places[side] for side in "tblr" if side != first),
            (middle, row - 2),
            (middle, row + 2),
        ]
        fitting = [(x, y) for x, y in tried if ends[0] <= x and x + size <= ends[1] and area.top <= y < area.bottom]
        if fitting:
            x, y = next((at for at in fitting if sheet.is_blank(at[0], at[0] + size, at[1])), fitting[0])
            sheet.put(x, y, point.shown, Look("text", bold=True))
