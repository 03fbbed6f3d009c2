"""Native charts: one wording for labels, workbook and alt text, gaps left open, colours that all can tell apart."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal

import pytest
from lxml import etree
from msgspec.structs import replace
from pptx_reading import A, C, first
from template_builder import COLOURS, FULL, ALayout, ATemplate

from builders import a_dossier
from decks.deck import Chart
from decks.figures import difference, value
from decks.layout.items import Box, ChartItem, Colour
from decks.lint_access import house_colours
from decks.metric_chart import metric_chart
from decks.phrases import Phrases
from decks.pptx.charts import chart_xml
from decks.pptx.ink import OUR_INK
from decks.pptx.look import look
from decks.pptx.plot import plot, scale
from decks.pptx.workbook import workbook
from prep.readiness.assessment import assess
from prep.share import share
from prep.shareable import Metric
from prep.words import LANGUAGES, Lang

MONTHS = ("2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31")


def a_metric(
    *values: float | None, unit: str = "%", target: float | None = None, dates: tuple[str, ...] = MONTHS
) -> Metric:
    series = [{"date": date, "value": value} for date, value in zip(dates, values, strict=False)]
    fields: dict[str, object] = {"unit": unit, "target": {"value": target}, "series": series}
    dossier = a_dossier().with_metric(**fields, baseline={"value": values[-1] if values else None}).build()
    return share(dossier, assess(dossier)).metrics[0]


def a_chart(metric: Metric, language: Lang = "en") -> Chart:
    found = metric_chart(metric, Phrases(language))
    assert found is not None
    return found


def drawn(chart: Chart, language: Lang = "en") -> etree._Element:
    item = ChartItem(Box(0, 0, 600, 300), chart, 12, "Chart")
    return etree.fromstring(chart_xml(plot(item, "Calibri"), language, OUR_INK[language]))


def as_excel_writes(amount: float, form: str) -> str:
    """The few number formats that a chart of ours has, read here anew."""
    positive, negative = form.split(";")
    chosen = negative if amount < 0 else positive
    texts = re.split(r"#,##0(?:\.0+)?", chosen)
    places = len(found[1]) if (found := re.search(r"\.(0+)", chosen)) else 0
    rounded = abs(Decimal(repr(amount))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return texts[0].replace('"', "") + f"{rounded:,}" + texts[1].replace('"', "")


def points_of(series: etree._Element) -> list[etree._Element]:
    """The cached values of a series."""
    return list(first(series, f"{C}val").iter(f"{C}pt"))


def labels(root: etree._Element) -> list[str]:
    """What every label of the chart shows once the values are put into its number format."""
    shown = []
    for series in root.iter(f"{C}ser"):
        values = {point.get("idx"): float(point.findtext(f"{C}v") or "") for point in points_of(series)}
        for label in series.iter(f"{C}dLbl"):
            rich = "".join(text.text or "" for text in label.iter(f"{A}t"))
            form = label.find(f"{C}numFmt")
            if form is None:
                shown.append(rich)
                continue
            number = values[first(label, f"{C}idx").get("val")]
            shown.append(as_excel_writes(int(number) if number.is_integer() else number, str(form.get("formatCode"))))
    return shown


SERIES: dict[str, tuple[tuple[float | None, ...], str, float | None]] = {
    "per cent": ((61.3, 62.0, 64.5, 63.1, 65.2), "%", 68.0),
    "yen": ((9840, 9900, 10100, 10000, 10400), "円", 10900),
    "much yen": ((18_600_000, 21_400_000, 20_000_000, 19_500_000, 22_000_000), "円", 24_000_000),
    "yen that no scale writes exactly": (
        (12_345_678, 12_999_999, 13_000_001, 12_500_003, 13_100_007),
        "円",
        14_000_000,
    ),
    "pounds": ((57_700_000, 58_000_000, 58_300_000, 58_100_000, 59_000_000), "£", 60_000_000),
    "people": ((1_200_000, 1_300_000, 1_250_000, 1_400_000, 1_500_000), "users", 2_000_000),
    "negative": ((-4.5, -3.0, -1.2, 0.0, 1.4), "%", 2.0),
    "losses": ((-1200, -900, -300, -250, -100), "£", -50),
    "very small": ((0.00012, 0.0002, 0.00031, 0.0004, 0.0005), "s", 0.0001),
    "very large": ((1.5e12, 1.6e12, 1.7e12, 1.8e12, 1.9e12), "円", 2.0e12),
    "all equal": ((5, 5, 5, 5, 5), "days", 5),
    "all nothing": ((0, 0, 0, 0, 0), "件", 0),
    "with a gap": ((61.3, None, 64.5, None, 65.2), "%", 68.0),
    "no target": ((61.3, 62.0, 64.5, 63.1, 65.2), "%", None),
    'a unit with "marks"': ((1, 2, 3, 4, 5), 'a "b" \\ c', 6),
    "a long unit": ((1, 2, 3, 4, 5), "complaints per thousand customers of the region and the season and the year", 6),
}
EVERY = pytest.mark.parametrize(("values", "unit", "target"), SERIES.values(), ids=SERIES)


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_alt_text_say_the_same_of_every_point(
    values: tuple[float | None, ...], unit: str, target: float | None, language: Lang
) -> None:
    chart = a_chart(a_metric(*values, unit=unit, target=target), language)
    shown = labels(drawn(chart, language))
    known = [point.shown for point in chart.points if point.value is not None]
    assert shown[:1] == known[:1]
    assert known[-1] in shown
    assert set(shown) <= {*known, chart.target_label}
    assert (chart.target_label in shown) is (target is not None)
    for point in chart.points:
        assert point.shown in chart.alt
    assert [point.value is None for point in chart.points] == [value is None for value in values]


@EVERY
def test_labels_follow_the_values_when_these_are_edited(
    values: tuple[float | None, ...], unit: str, target: float | None
) -> None:
    if len(unit) > 8 or unit not in ("%", "円", "£", "users", "s", "days", "件"):
        return
    root = drawn(a_chart(a_metric(*values, unit=unit, target=target), "ja"), "ja")
    forms = [label.find(f"{C}numFmt") for label in root.iter(f"{C}dLbl")]
    negative_target = target is not None and target < 0
    assert [form is None for form in forms].count(True) == int(negative_target)


@EVERY
def test_the_cache_is_the_workbook(values: tuple[float | None, ...], unit: str, target: float | None) -> None:
    chart = a_chart(a_metric(*values, unit=unit, target=target))
    item = ChartItem(Box(0, 0, 600, 300), chart, 12, "Chart")
    sheet = zipfile.ZipFile(io.BytesIO(workbook(chart, plot(item, "Calibri").axis))).read("xl/worksheets/sheet1.xml")
    cells = dict(re.findall(r'<c r="([BC]\d+)"><v>([^<]*)</v>', sheet.decode()))
    cached = {}
    for column, series in zip("BC", drawn(chart).iter(f"{C}ser"), strict=False):
        for point in points_of(series):
            cached[f"{column}{int(point.get('idx') or 0) + 2}"] = point.findtext(f"{C}v")
    assert cached == cells


@pytest.mark.parametrize(
    ("language", "unit", "shown", "named"),
    [("ja", "円", "2,200万円", "万円"), ("en", "£", "£22.0m", "£m"), ("en", "users", "22.0m users", "m users")],
)
def test_large_numbers_are_told_as_the_language_tells_them(language: Lang, unit: str, shown: str, named: str) -> None:
    metric = a_metric(18_600_000, 20_000_000, 22_000_000, unit=unit, target=24_500_000)
    chart = a_chart(metric, language)
    assert chart.points[-1].shown == shown == value(metric, 22_000_000, Phrases(language))
    assert named in chart.title
    assert [point.value for point in chart.points][-1] in (2200, 22)
    assert difference(metric, Phrases(language)).startswith(("+250万円", "+£2.5m", "+2.5m users"))


def test_no_number_of_a_table_is_rounded_to_a_scale() -> None:
    metric = a_metric(12_345_678, 12_999_999, 13_000_001, unit="円", target=14_000_000)
    assert value(metric, 12_345_678, Phrases("ja")) == "12,345,678円"
    assert a_chart(metric, "ja").points[0].shown == "1,234.6万円"
    assert a_chart(metric, "ja").points[0].value == 1234.5678


def test_a_number_of_forty_digits_keeps_them_all() -> None:
    metric = a_metric(10**40 + 1, 10**40 + 3, 10**40 + 5, unit="円")
    assert value(metric, 10**40 + 1, Phrases("ja")).replace(",", "") == f"{10**40 + 1}円"


def test_a_small_number_does_not_read_as_nothing() -> None:
    assert value(a_metric(0.00012, 0.2, 0.3, unit="s"), 0.00012, Phrases("en")) == "0.00012 s"


def test_a_month_that_was_left_out_is_a_gap() -> None:
    dates = ("2026-04-30", "2026-05-31", "2026-08-31", "2026-09-30")
    chart = a_chart(a_metric(1, 2, 3, 4, dates=dates))
    assert [(point.short, point.value) for point in chart.points] == [
        *(("Apr", 1), ("May", 2), ("Jun", None), ("Jul", None), ("Aug", 3), ("Sept", 4))
    ]
    cached = [point.get("idx") for point in points_of(next(drawn(chart).iter(f"{C}ser")))]
    assert cached == ["0", "1", "4", "5"]
    assert "Jun not yet measured" in chart.alt


def test_quarters_have_no_gaps_between_them() -> None:
    chart = a_chart(a_metric(1, 2, 3, 4, dates=("2025-10-31", "2026-01-31", "2026-04-30", "2026-10-31")))
    assert [point.value for point in chart.points] == [1, 2, 3, None, 4]


def test_weeks_are_told_by_their_days() -> None:
    chart = a_chart(a_metric(1, 2, 3, dates=("2026-10-05", "2026-10-12", "2026-10-26")))
    assert [(point.short, point.value) for point in chart.points] == [
        *(("5 Oct", 1), ("12 Oct", 2), ("19 Oct", None), ("26 Oct", 3))
    ]


def test_dates_without_a_rhythm_are_shown_as_they_are() -> None:
    chart = a_chart(a_metric(1, 2, 3, dates=("2001-01-31", "2014-02-28", "2026-09-30")))
    assert [point.value for point in chart.points] == [1, 2, 3]


@pytest.mark.parametrize("values", [(), (5,), (5, 6), (None, None, None), (5, None, 6, None)])
def test_fewer_than_three_known_points_make_no_chart(values: tuple[float | None, ...]) -> None:
    assert metric_chart(a_metric(*values), Phrases("en")) is None


@EVERY
@pytest.mark.parametrize("kind", ["line", "bar"])
def test_every_value_and_the_target_lie_inside_the_axis(
    values: tuple[float | None, ...], unit: str, target: float | None, kind: str
) -> None:
    chart = replace(a_chart(a_metric(*values, unit=unit, target=target)), kind=kind)
    low, high = scale(chart)
    shown = [point.value for point in chart.points if point.value is not None]
    shown += [chart.target] if chart.target is not None else []
    assert all(low <= one <= high for one in shown)
    assert low < high
    assert kind == "line" or low <= 0 <= high


# How people without one kind of cone see a colour: Machado, Oliveira and Fernandes (2009), severity 1.0.
SIGHTS = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red (protanopia)": (
        *((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216)),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green (deuteranopia)": (
        *((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413)),
        (-0.011820, 0.042940, 0.968881),
    ),
}
PALETTES = {
    "our own": house_colours(),
    "a template": look(ATemplate().data(), "firm.potx").colours,
    "a dark template": look(ATemplate(((ALayout(FULL, background="0B1220"),),)).data(), "firm.potx").colours,
    "a pale template": look(ATemplate(colours={**COLOURS, "accent1": "BFE3F2"}).data(), "firm.potx").colours,
    "red and green": look(ATemplate(colours={**COLOURS, "accent1": "2E7D32", "accent2": "C62828"}).data(), "f").colours,
}


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def seen(colour: str, sight: str) -> list[float]:
    """Linear red, green and blue as that eye sees them."""
    light = _linear(colour)
    return [min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in SIGHTS[sight]]


def lightness(light: list[float]) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_line_and_target_stand_out_from_the_ground_for_every_eye(palette: dict[str, str], sight: str) -> None:
    """3 to 1 is what WCAG 2 asks of graphics (1.4.11)."""
    ground = lightness(seen(palette["white"], sight))
    for role in ("accent", "warning", "text"):
        low, high = sorted((lightness(seen(palette[role], sight)), ground))
        assert (high + 0.05) / (low + 0.05) >= 3, role


def test_line_and_target_are_told_apart_by_more_than_their_colours() -> None:
    chart = a_chart(a_metric(61.3, 62.0, 64.5, target=68.0))
    values, target = drawn(chart).iter(f"{C}ser")
    assert values.find(f".//{A}prstDash") is None
    assert first(target, f".//{A}prstDash").get("val") == "dash"
    assert first(values, f"{C}marker/{C}symbol").get("val") == "circle"
    assert first(target, f"{C}marker/{C}symbol").get("val") == "none"
    assert {label for label in labels(drawn(chart)) if label.startswith("Target")} == {"Target 68.0%"}


LINES: tuple[Colour, Colour] = ("accent", "warning")


def test_our_own_colours_differ_for_every_eye() -> None:
    for sight in SIGHTS:
        line, target = (seen(house_colours()[role], sight) for role in LINES)
        assert sum((a - b) ** 2 for a, b in zip(line, target, strict=True)) ** 0.5 > 0.1, sight
