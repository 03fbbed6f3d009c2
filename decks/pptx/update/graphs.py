"""Charts: the marks of their data and of their look, and new data brought into a chart that a person restyled."""

from __future__ import annotations

from lxml import etree

from decks.pptx.update.canon import digest

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PLOTS = ("barChart", "lineChart", "pieChart", "areaChart", "scatterChart", "doughnutChart", "radarChart", "bubbleChart")


def data_mark(chart: bytes | etree._Element) -> str:
    """The mark of names, categories and values of a chart part; gaps count, number formats do not."""
    tree = etree.fromstring(chart) if isinstance(chart, bytes) else chart
    said = []
    for series in tree.iter(f"{C}ser"):
        said.append(f"name={_points(series.find(f'{C}tx'), False)}")
        said.append(f"cat={_points(series.find(f'{C}cat'), False)}")
        said.append(f"val={_points(series.find(f'{C}val'), True)}")
    return digest("\n".join(said))


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
