"""Charts: the marks of their data and of their look, and new data brought into a chart that a person restyled."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from decks.pptx.update.canon import digest, local, look_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
AXES = {"catAx": "lblOffset", "valAx": "crossBetween"}
"""The axes, each with the element that its steps stand behind."""
STEPS = ("tickLblSkip", "tickMarkSkip", "majorUnit", "minorUnit")
PLOTS = ("barChart", "lineChart", "pieChart", "areaChart", "scatterChart", "doughnutChart", "radarChart", "bubbleChart")


def data_mark(chart: etree._Element) -> str:
    """The mark of names, categories and values of a chart part; gaps count, number formats do not."""
    said = []
    for series in chart.iter(f"{C}ser"):
        said.append(f"name={_points(series.find(f'{C}tx'), False)}")
        said.append(f"cat={_points(series.find(f'{C}cat'), False)}")
        said.append(f"val={_points(series.find(f'{C}val'), True)}")
    return digest("\n".join(said))


def look_mark(chart: etree._Element) -> str:
    """The mark of how a chart looks: its kinds, the colours of its series, and what stands beside them."""
    said = [local(one) for one in chart.iter() if local(one) in (*PLOTS, "legend", "title", "dTable")]
    for series in chart.iter(f"{C}ser"):
        said.append(look_of(series.find(f"{C}spPr")))
        said += [look_of(point.find(f"{C}spPr")) for point in series.iterfind(f"{C}dPt")]
        symbol = series.find(f"{C}marker/{C}symbol")
        said.append((symbol.get("val") or "") if symbol is not None else "")
    said += [one.get("val") or "1" for axis in ("catAx", "valAx") for one in chart.iterfind(f".//{C}{axis}/{C}delete")]
    return digest(" ".join(said))


def chart_words(chart: etree._Element) -> str:
    """What a chart shows, a line a series: "Rate: Jan 1.5, Feb 2"."""
    lines = []
    for series in chart.iter(f"{C}ser"):
        name = " ".join(value for _, value in _points(series.find(f"{C}tx"), False))
        labels = dict(_points(series.find(f"{C}cat"), False))
        values = _points(series.find(f"{C}val"), True)
        lines.append(f"{name}: " + ", ".join(f"{labels.get(index, '')} {value}".strip() for index, value in values))
    return "\n".join(lines)


def same_shape(one: etree._Element, other: etree._Element) -> bool:
    """Whether two charts have as many series, so that the data of one can stand in the other."""
    return len(list(one.iter(f"{C}ser"))) == len(list(other.iter(f"{C}ser")))


def set_data(mine: etree._Element, theirs: etree._Element) -> None:
    """The data of ``theirs`` in the look of ``mine``: names, categories, values, their labels and the scale."""
    for series, other in zip(mine.iter(f"{C}ser"), theirs.iter(f"{C}ser"), strict=True):
        for name in ("tx", "dLbls", "cat", "val"):
            old, new = series.find(f"{C}{name}"), other.find(f"{C}{name}")
            if old is not None and new is not None:
                series.replace(old, deepcopy(new))
    for name, follows in AXES.items():
        for axis, other in zip(mine.iter(f"{C}{name}"), theirs.iter(f"{C}{name}"), strict=False):
            _set_axis(axis, other, follows)


def _set_axis(mine: etree._Element, theirs: etree._Element, follows: str) -> None:
    """Scale, steps and the way of the labels: an axis of six labels does not hold twenty."""
    for path in ("scaling", f"txPr/{A}bodyPr"):
        old, new = mine.find(f"{C}{path}"), theirs.find(f"{C}{path}")
        parent = old.getparent() if old is not None else None
        if old is not None and new is not None and parent is not None:
            parent.replace(old, deepcopy(new))
    for step in [one for one in mine if local(one) in STEPS]:
        mine.remove(step)
    before = mine.find(f"{C}{follows}")
    for step in reversed([one for one in theirs if local(one) in STEPS]):
        if before is not None:
            before.addnext(deepcopy(step))


def _points(holder: etree._Element | None, numbers: bool) -> list[tuple[str, str]]:
    if holder is None:
        return []
    found = [(one.get("idx") or "", one.findtext(f"{C}v") or "") for one in holder.iter(f"{C}pt")]
    return [(index, _number(value)) for index, value in found] if numbers else found


def _number(value: str) -> str:
    """A value as every program would write it."""
    try:
        return f"{float(value):.10g}"
    except ValueError:
        return value
