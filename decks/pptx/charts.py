"""A native chart: values labelled directly, the target as a dashed line, gaps left open, bars from 0."""

from __future__ import annotations

import math

from decks.deck import Chart
from decks.layout.items import ChartItem
from decks.layout.measure import width
from decks.pptx.text import SCHEME, attribute, language, words
from decks.pptx.workbook import SHEET, safe

NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222
MOST_LABELS = 8  # with more points only the first, the last and the extremes are labelled
WORKBOOK_RELATION = "rId1"
LABEL_GAP = 12.0
PLOT_SHARE = 0.82
STEEP = 0.2  # of the plot height, over two steps: the label then stands beside the point, above the line
LABEL_SHARE = 0.2  # of the plot height that a label takes


def chart_xml(item: ChartItem, deck_language: str, ea: str, latin: str) -> bytes:
    """The chart part of ``item``; ``ea`` and ``latin`` are the fonts of its labels."""
    chart = item.chart
    look = _text(item.size, deck_language, ea, latin)
    layers = _values(chart, item.size, deck_language) + _target(chart, item.size, deck_language)
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {NS}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{layers}{_axes(chart, look, _skip(item, latin))}"
        "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{look}"
        f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return xml.encode("utf-8")


def _solid(role: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{role}"/></a:solidFill>'


def _text(size: float, deck_language: str, ea: str, latin: str) -> str:
    lang = 'lang="ja-JP" altLang="en-US"' if deck_language == "ja" else 'lang="en-GB"'
    fonts = f'<a:latin typeface="{latin}"/><a:ea typeface="{ea}"/>'
    return (
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 100)}" b="0">{_solid("tx1")}{fonts}'
        f"</a:defRPr></a:pPr><a:endParaRPr {lang}/></a:p></c:txPr>"
    )


def _strings(formula: str, values: list[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{words(safe(v))}</c:v></c:pt>' for i, v in enumerate(values))
    return f'<c:strRef><c:f>{formula}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'


def _numbers(formula: str, values: list[float | int | None], number_format: str) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{v!r}</c:v></c:pt>' for i, v in enumerate(values) if v is not None)
    return (
        f"<c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>{words(number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _series(chart: Chart, column: int, name: str, values: list[float | int | None], look: str, labels: str) -> str:
    letter, last = "ABC"[column], len(chart.points) + 1
    categories = _strings(f"{SHEET}!$A$2:$A${last}", [point.label for point in chart.points])
    numbers = _numbers(f"{SHEET}!${letter}$2:${letter}${last}", values, chart.number_format)
    return (
        f'<c:ser><c:idx val="{column - 1}"/><c:order val="{column - 1}"/>'
        f"<c:tx>{_strings(f'{SHEET}!${letter}$1', [name])}"
        f"</c:tx>{look}{labels}<c:cat>{categories}</c:cat><c:val>{numbers}</c:val>"
    )


def _values(chart: Chart, size: float, deck_language: str) -> str:
    values = [point.value for point in chart.points]
    shown = {index: chart.points[index].shown for index in _labelled(values)}
    places = {index: _side(chart, index) if chart.kind == "line" else "outEnd" for index in shown}
    labels = _labels(shown, places, "tx1", size, deck_language)
    ids = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'
    if chart.kind == "bar":
        look = f'<c:spPr>{_solid("accent1")}</c:spPr><c:invertIfNegative val="0"/>'
        series = _series(chart, 1, chart.series_name, values, look, labels) + "</c:ser>"
        return (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{series}<c:gapWidth val="70"/>{ids}</c:barChart>'
        )
    line = f'<c:spPr><a:ln w="34925" cap="rnd">{_solid("accent1")}<a:round/></a:ln></c:spPr>'
    mark = (
        f'<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>{_solid("accent1")}'
        f'<a:ln w="9525">{_solid("bg1")}</a:ln></c:spPr></c:marker>'
    )
    series = _series(chart, 1, chart.series_name, values, line + mark, labels) + '<c:smooth val="0"/></c:ser>'
    return _line_chart(series, ids)


def _line_chart(series: str, ids: str) -> str:
    head = '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
    return f'{head}{series}<c:marker val="1"/>{ids}</c:lineChart>'


def _target(chart: Chart, size: float, deck_language: str) -> str:
    if chart.target is None:
        return ""
    look = (
        f'<c:spPr><a:ln w="22225" cap="flat">{_solid(SCHEME["warning"])}<a:prstDash val="dash"/></a:ln></c:spPr>'
        '<c:marker><c:symbol val="none"/></c:marker>'
    )
    label = {_farthest(chart): chart.target_label} if chart.target_label.strip() else {}
    labels = _labels(label, dict.fromkeys(label, "t"), SCHEME["warning"], size, deck_language, bold=True)
    values: list[float | int | None] = [chart.target] * len(chart.points)
    series = _series(chart, 2, chart.target_label, values, look, labels) + '<c:smooth val="0"/></c:ser>'
    return _line_chart(series, f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>')


def _farthest(chart: Chart) -> int:
    """The point at which the target line's label is least in the way of the values."""
    target = chart.target or 0
    return max(
        range(len(chart.points)),
        key=lambda i: (math.inf if (v := chart.points[i].value) is None else abs(v - target), -i),
        default=0,
    )


def _labelled(values: list[float | int | None]) -> list[int]:
    known = [index for index, value in enumerate(values) if value is not None]
    if len(known) <= MOST_LABELS:
        return known
    highest = max(known, key=lambda i: values[i] or 0)
    lowest = min(known, key=lambda i: values[i] or 0)
    return sorted({known[0], known[-1], highest, lowest})


def _side(chart: Chart, index: int) -> str:
    """Above the point, but below it in a hollow of the line: where neither the line nor the target runs."""
    values = [point.value for point in chart.points]
    here = values[index] or 0
    low, high = _scale(chart)
    before, after = (values[at] if 0 <= at < len(values) else None for at in (index - 1, index + 1))
    if before is not None and after is not None and abs(before - after) > (high - low) * STEEP:
        return "r" if before > after else "l"
    if chart.target is not None and 0 <= here - chart.target < (high - low) * LABEL_SHARE:
        return "t"
    beside = [value for at in (index - 1, index + 1) if 0 <= at < len(values) and (value := values[at]) is not None]
    return "b" if beside and sum(beside) / len(beside) > here else "t"


def _labels(
    shown: dict[int, str], places: dict[int, str], role: str, size: float, deck_language: str, bold: bool = False
) -> str:
    """Labels with the very words of the deck, on the points named; all others have none."""
    flags = "".join(
        f'<c:{flag} val="0"/>'
        for flag in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    visible = flags.replace('<c:showVal val="0"/>', '<c:showVal val="1"/>')
    look = f'sz="{round(size * 100)}" b="{int(bold)}"'
    parts = "".join(
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>'
        f"<a:rPr {language(text, deck_language)} {look}>{_solid(role)}</a:rPr>"
        f"<a:t>{words(text)}</a:t></a:r></a:p></c:rich>"
        f'</c:tx><c:dLblPos val="{places[index]}"/>{visible}</c:dLbl>'
        for index, text in sorted(shown.items())
    )
    return f"<c:dLbls>{parts}{flags}</c:dLbls>"


def _axes(chart: Chart, look: str, skip: int) -> str:
    low, high = _scale(chart)
    hidden = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    base = f'<c:spPr><a:ln w="9525">{_solid("accent6")}</a:ln></c:spPr>'
    category = (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>{hidden}'
        f'<c:tickLblPos val="low"/>{base}{look}<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/>'
        f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="{skip}"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
    )
    value = (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high!r}"/>'
        f'<c:min val="{low!r}"/></c:scaling><c:delete val="1"/><c:axPos val="l"/>'
        f'<c:numFmt formatCode="{attribute(chart.number_format)}" sourceLinked="0"/>{hidden}'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="min"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
    return category + value


def _skip(item: ChartItem, latin: str) -> int:
    """Every how many points a label stands on the axis, so that none is broken or turned."""
    points = item.chart.points
    widest = max(width(point.label, latin) for point in points) * item.size + LABEL_GAP
    return max(1, math.ceil(widest * len(points) / (item.box.w * PLOT_SHARE)))


def _scale(chart: Chart) -> tuple[float, float]:
    """The value axis: room above for labels; bars start at 0, lines a little below their lowest value."""
    known = [float(point.value) for point in chart.points if point.value is not None]
    known += [float(chart.target)] if chart.target is not None else []
    low, high = min(known), max(known)
    if chart.kind == "bar":
        low, high = min(0.0, low * 1.15), max(0.0, high)
    spread = (high - low) or abs(high) or 1.0
    top = high + spread * 0.22
    bottom = low if chart.kind == "bar" else low - spread * 0.3
    return (max(0.0, bottom) if low >= 0 else bottom), top
