"""The workbook behind a chart: what "Edit data" opens. Texts are written as texts, never as formulas."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

from decks.deck import Chart
from decks.layout.cleaning import clean_text

CREATED = dt.datetime(1980, 1, 1)
SHEET = "Sheet1"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """``text`` such that no spreadsheet takes it for a formula, also after a copy or an export to CSV."""
    cleaned = clean_text(text)
    return "'" + cleaned if cleaned.startswith(FORMULA_STARTS) else cleaned


def workbook(chart: Chart, labels: tuple[str, ...]) -> bytes:
    """A sheet with the points' ``labels``, values and, when the chart has one, the target in the third column."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 1, safe(chart.series_name))
    if chart.target is not None:
        sheet.write_string(0, 2, safe(chart.target_label))
    for row, point in enumerate(chart.points, 1):
        sheet.write_string(row, 0, safe(labels[row - 1]))
        if point.value is not None:
            sheet.write_number(row, 1, point.value)
        if chart.target is not None:
            sheet.write_number(row, 2, chart.target)
    book.close()
    return stream.getvalue()
