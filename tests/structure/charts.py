"""Charts: axes that belong together, and values that are those of the workbook behind them."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from structure.container import Container
from structure.finding import Findings, about
from structure.names import child, elements, full, short, whole
from structure.presentation import slide_parts
from structure.workbook import read_workbook

AXES = ("c:catAx", "c:valAx", "c:dateAx", "c:serAx")
RANGE = re.compile(r"(?:'((?:[^']|'')+)'|(\w+))!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")


def check_charts(file: Container) -> Findings:
    """All of it."""
    shown = Counter(chart for part in slide_parts(file) for chart in file.related(part, "chart"))
    for part, kind in file.types.items():
        if not kind.endswith("drawingml.chart+xml") or part not in file.trees:
            continue
        if shown[part] != 1:
            yield about(part)("chart.shown", "slides", f"is shown by {shown[part]} slides")
        yield from _axes(part, file.trees[part])
        yield from _from_zero(part, file.trees[part])
        yield from _data(file, part)


def _axes(part: str, tree: etree._Element) -> Findings:
    """Ids are positive and unique, each axis crosses another one, each group of series names axes that exist."""
    axes = {one: _val(one, "c:axId") for one in elements(tree, *AXES)}
    for id, count in Counter(axes.values()).items():
        if count > 1 or not 0 < whole(id) < 2**31:
            yield about(part)("chart.axis", f"axis {id}", "has an id that is not positive and its own")
    crossing = {id: _val(one, "c:crossAx") for one, id in axes.items()}
    for id, other in crossing.items():
        if other not in crossing or crossing[other] != id:
            yield about(part)("chart.cross", f"axis {id}", f"crosses {other}, which does not cross it")
    for group in elements(tree, "c:barChart", "c:lineChart"):
        named = [one.get("val") for one in group if short(one) == "c:axId"]
        if len(set(named)) != 2 or not set(named) <= set(axes.values()):
            yield about(part)("chart.axis", short(group), f"names the axes {named}")
    order = [_val(one, "c:order") for one in elements(tree, "c:ser")]
    if len(set(order)) != len(order):
        yield about(part)("chart.series", "c:order", f"two series share a place: {order}")


def _val(element: etree._Element, name: str) -> str:
    found = child(element, name)
    return (found.get("val") or "") if found is not None else ""


def _from_zero(part: str, tree: etree._Element) -> Findings:
    """Bars begin at 0, and no value lies beyond the axis."""
    values = [float(one.text or 0) for number in elements(tree, "c:val") for one in elements(number, "c:v")]
    for scaling in (child(axis, "c:scaling") for axis in elements(tree, "c:valAx")):
        if scaling is None or not _val(scaling, "c:min") or not _val(scaling, "c:max"):
            continue
        low, high = float(_val(scaling, "c:min")), float(_val(scaling, "c:max"))
        if elements(tree, "c:barChart") and not low <= 0 <= high:
            yield about(part)("chart.zero", "c:valAx", f"bars stand on an axis from {low} to {high}")
        if not low < high or any(not low <= value <= high for value in values):
            yield about(part)("chart.range", "c:valAx", f"values lie beyond {low} to {high}")


def _data(file: Container, part: str) -> Findings:
    tell = about(part)
    external = child(file.trees[part], "c:externalData")
    relation = file.relation(part, external.get(full("r:id"))) if external is not None else None
    if relation is None or relation.part not in file.parts:
        yield tell("chart.workbook", "c:externalData", "has no workbook behind it")
        return
    book = read_workbook(file.parts[relation.part], relation.part)
    yield from book.findings
    for reference in elements(file.trees[part], "c:strRef", "c:numRef"):
        formula = (getattr(child(reference, "c:f"), "text", "") or "").strip()
        wanted = _cells_of(formula)
        sheet = book.sheets.get(wanted[0]) if wanted else None
        if wanted is None or sheet is None:
            yield tell("chart.formula", formula, "names no cells of the workbook")
            continue
        yield from _cached(part, formula, reference, [sheet.get(cell) for cell in wanted[1]])


def _cells_of(formula: str) -> tuple[str, list[str]] | None:
    """The sheet that a formula names and its cells in order; None for what is no range in one column."""
    found = RANGE.fullmatch(formula)
    if found is None or (found[5] and found[5] != found[3]):
        return None
    rows = range(int(found[4]), int(found[6] or found[4]) + 1)
    return found[1] or found[2], [f"{found[3]}{row}" for row in rows]


def _cached(part: str, formula: str, reference: etree._Element, cells: list[str | float | None]) -> Findings:
    """What the chart remembers is what the cells hold."""
    count = next((whole(one.get("val")) for one in elements(reference, "c:ptCount")), -1)
    if count != len(cells):
        yield about(part)("chart.cache", formula, f"remembers {count} points of {len(cells)} cells")
    kept = {whole(one.get("idx"), -1): _value(one, reference) for one in elements(reference, "c:pt")}
    for place, held in enumerate(cells):
        if kept.get(place) != held and not (held is None and kept.get(place) == ""):
            yield about(part)("chart.cache", formula, f"point {place} is {kept.get(place)!r}, its cell {held!r}")
    if any(not 0 <= place < len(cells) for place in kept):
        yield about(part)("chart.cache", formula, "remembers a point beyond its cells")


def _value(point: etree._Element, reference: etree._Element) -> str | float:
    text = getattr(child(point, "c:v"), "text", "") or ""
    if short(reference) == "c:strRef":
        return text
    try:
        return float(text)
    except ValueError:
        return text
