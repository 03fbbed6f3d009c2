"""A native chart: values labelled directly, the target as a dashed line, gaps left open, bars from 0."""

from __future__ import annotations

from decks.deck import Number
from decks.number_format import within, written
from decks.pptx.ink import Ink
from decks.pptx.plot import Place, Plot, scale, target_label, value_labels
from decks.pptx.text import attribute, language, words
from decks.pptx.workbook import SHEET, safe

NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222
WORKBOOK_RELATION = "rId1"


def chart_xml(plot: Plot, deck_language: str, ink: Ink) -> bytes:
    """The chart part of ``plot`` in the colours and fonts of ``ink``."""
    look = _text(plot.item.size, deck_language, ink)
    layers = _values(plot, deck_language, ink) + _target(plot, deck_language, ink)
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {NS}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_layout(plot)}{layers}{_axes(plot, deck_language, ink)}"
        "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{look}"
        f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return xml.encode("utf-8")


def _layout(plot: Plot) -> str:
    """The place of the inner plot as shares of the chart, so that labels beside it have their room."""
    box = plot.item.box
    shares = (("x", plot.left / box.w), ("y", plot.top / box.h), ("w", plot.wide / box.w), ("h", plot.high / box.h))
    placed = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in shares)
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{placed}</c:manualLayout></c:layout>"
    )


def _text(size: float, deck_language: str, ink: Ink, rotation: str = "") -> str:
    lang = 'lang="ja-JP" altLang="en-US"' if deck_language == "ja" else 'lang="en-GB"'
    fonts = f'<a:latin typeface="{attribute(ink.latin)}"/><a:ea typeface="{attribute(ink.ea)}"/>'
    return (
        f"<c:txPr><a:bodyPr{rotation}/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 100)}" b="0">{ink.fill("text")}{fonts}'
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


def _series(plot: Plot, column: int, name: str, values: list[float | int | None], look: str, labels: str) -> str:
    letter, last = "ABC"[column], len(values) + 1
    categories = _strings(f"{SHEET}!$A$2:$A${last}", list(plot.axis))
    numbers = _numbers(f"{SHEET}!${letter}$2:${letter}${last}", values, plot.chart.number_format)
    return (
        f'<c:ser><c:idx val="{column - 1}"/><c:order val="{column - 1}"/>'
        f"<c:tx>{_strings(f'{SHEET}!${letter}$1', [name])}"
        f"</c:tx>{look}{labels}<c:cat>{categories}</c:cat><c:val>{numbers}</c:val>"
    )


def _values(plot: Plot, deck_language: str, ink: Ink) -> str:
    chart, values = plot.chart, plot.values
    places = value_labels(plot)
    shown = {index: chart.points[index].shown for index in places}
    labels = _labels(shown, places, ink.fill("text"), plot, deck_language)
    ids = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'
    if chart.kind == "bar":
        look = f'<c:spPr>{ink.fill("accent")}</c:spPr><c:invertIfNegative val="0"/>'
        series = _series(plot, 1, chart.series_name, values, look, labels) + "</c:ser>"
        return (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{series}<c:gapWidth val="70"/>{ids}</c:barChart>'
        )
    line = f'<c:spPr><a:ln w="34925" cap="rnd">{ink.fill("accent")}<a:round/></a:ln></c:spPr>'
    mark = (
        f'<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>{ink.fill("accent")}'
        f'<a:ln w="9525">{ink.fill("white")}</a:ln></c:spPr></c:marker>'
    )
    series = _series(plot, 1, chart.series_name, values, line + mark, labels) + '<c:smooth val="0"/></c:ser>'
    return _line_chart(series, ids)


def _line_chart(series: str, ids: str) -> str:
    head = '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
    return f'{head}{series}<c:marker val="1"/>{ids}</c:lineChart>'


def _target(plot: Plot, deck_language: str, ink: Ink) -> str:
    chart = plot.chart
    if chart.target is None:
        return ""
    look = (
        f'<c:spPr><a:ln w="22225" cap="flat">{ink.fill("warning")}<a:prstDash val="dash"/></a:ln></c:spPr>'
        '<c:marker><c:symbol val="none"/></c:marker>'
    )
    places = target_label(plot)
    label = dict.fromkeys(places, chart.target_label)
    labels = _labels(label, places, ink.fill("warning"), plot, deck_language, bold=True)
    values: list[float | int | None] = [chart.target] * len(chart.points)
    series = _series(plot, 2, chart.target_label, values, look, labels) + '<c:smooth val="0"/></c:ser>'
    return _line_chart(series, f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>')


def _labels(
    shown: dict[int, str], places: dict[int, Place], fill: str, plot: Plot, deck_language: str, bold: bool = False
) -> str:
    """Labels with the very words of the deck on the points named, by a number format where one writes them.

    So they follow the values when somebody edits these. All other points have none.
    """
    flags = "".join(
        f'<c:{flag} val="0"/>'
        for flag in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    visible = flags.replace('<c:showVal val="0"/>', '<c:showVal val="1"/>')
    parts = []
    for index, text in sorted(shown.items()):
        line = " ".join(text.split("\n"))
        form = _form(line, plot.values[index] if not bold else plot.chart.target, plot.chart.number_format)
        look = f'sz="{round(plot.item.size * 100)}" b="{int(bold)}"'
        words_of = _formatted(form, look, fill, plot, deck_language) if form else _rich(line, look, fill, deck_language)
        parts.append(
            f'<c:dLbl><c:idx val="{index}"/>{_moved(places[index], plot)}{words_of}'
            f'<c:dLblPos val="{places[index].side}"/>{visible}</c:dLbl>'
        )
    return f"<c:dLbls>{''.join(parts)}{flags}</c:dLbls>"


def _form(text: str, value: Number | None, usual: str) -> str | None:
    """The number format that writes ``value`` as ``text``; None when none does."""
    if value is None:
        return None
    return usual if written(value, usual) == text else within(text, value, usual)


def _formatted(form: str, look: str, fill: str, plot: Plot, deck_language: str) -> str:
    lang = 'lang="ja-JP" altLang="en-US"' if deck_language == "ja" else 'lang="en-GB"'
    return (
        f'<c:numFmt formatCode="{attribute(form)}" sourceLinked="0"/>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr {look}>{fill}</a:defRPr></a:pPr>'
        f"<a:endParaRPr {lang}/></a:p></c:txPr>"
    )


def _rich(text: str, look: str, fill: str, deck_language: str) -> str:
    return (
        '<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>'
        f"<a:rPr {language(text, deck_language)} {look}>{fill}</a:rPr>"
        f"<a:t>{words(text)}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def _moved(place: Place, plot: Plot) -> str:
    """How far a label stands from its usual place, as shares of the chart."""
    if not place.dx and not place.dy:
        return ""
    x, y = place.dx / plot.item.box.w, place.dy / plot.item.box.h
    return f'<c:layout><c:manualLayout><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/></c:manualLayout></c:layout>'


def _axes(plot: Plot, deck_language: str, ink: Ink) -> str:
    low, high = scale(plot.chart)
    hidden = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    # upright; where labels are crowded LibreOffice would break them all, but for an angle too small to see
    turned = f' rot="{1000 if plot.crowded else 0}" vert="horz"'
    look = _text(plot.item.size, deck_language, ink, turned)
    base = f'<c:spPr><a:ln w="9525"><a:solidFill>{ink.axis}</a:solidFill></a:ln></c:spPr>'
    category = (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>{hidden}'
        f'<c:tickLblPos val="low"/>{base}{look}<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/>'
        f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="{plot.skip}"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
    )
    value = (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high!r}"/>'
        f'<c:min val="{low!r}"/></c:scaling><c:delete val="1"/><c:axPos val="l"/>'
        f'<c:numFmt formatCode="{attribute(plot.chart.number_format)}" sourceLinked="0"/>{hidden}'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="min"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
    return category + value
