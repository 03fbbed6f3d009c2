"""What plain python-pptx takes for as many slides, charts and tables as a deck of ours has."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches


@dataclass(frozen=True)
class Slide:
    """How much one slide holds: the points of each chart's series, and the cells of each table, row by row."""

    title: str
    charts: tuple[tuple[int, ...], ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


def measure(data: bytes) -> tuple[Slide, ...]:
    """What the slides of a deck hold."""
    slides = []
    for slide in Presentation(BytesIO(data)).slides:
        charts = tuple(
            tuple(len(list(series.values)) for plot in shape.chart.plots for series in plot.series)
            for shape in slide.shapes
            if shape.has_chart
        )
        tables = tuple(
            tuple(tuple(cell.text for cell in row.cells) for row in shape.table.rows)
            for shape in slide.shapes
            if shape.has_table
        )
        title = slide.shapes.title
        slides.append(Slide(title.text if title is not None else "", charts, tables))
    return tuple(slides)


def write(slides: tuple[Slide, ...]) -> bytes:
    """The same number of slides, charts and tables, as the documentation of python-pptx would have it."""
    presentation = Presentation()
    layout = presentation.slide_layouts[5]
    for held in slides:
        slide = presentation.slides.add_slide(layout)
        slide.shapes.title.text = held.title
        for chart in held.charts:
            points = CategoryChartData()
            points.categories = [str(n) for n in range(max(chart, default=1))]
            for number, length in enumerate(chart):
                points.add_series(f"series {number}", range(length))
            slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(2), Inches(6), Inches(4), points)
        for table in held.tables:
            shape = slide.shapes.add_table(len(table), len(table[0]), Inches(1), Inches(2), Inches(8), Inches(3))
            for row, texts in enumerate(table):
                for column, text in enumerate(texts):
                    shape.table.cell(row, column).text = text
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()
