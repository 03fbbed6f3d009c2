"""Tables: every row has a cell for every column, every cell a paragraph."""

from __future__ import annotations

from structure.container import Container
from structure.finding import Findings, about
from structure.names import child, elements, whole
from structure.presentation import slide_parts
from structure.shapes import TOLERANCE, Shape, shapes


def check_tables(file: Container) -> Findings:
    """All of it."""
    for part in slide_parts(file):
        for shape in shapes(file.trees[part]):
            if shape.kind == "p:graphicFrame" and elements(shape.element, "a:tbl"):
                yield from _table(part, shape)


def _table(part: str, shape: Shape) -> Findings:
    tell = about(part)
    columns = [whole(one.get("w")) for one in elements(shape.element, "a:gridCol")]
    rows = elements(shape.element, "a:tr")
    if not columns or min(columns) <= 0:
        yield tell("table.grid", shape.where, f"has columns of {columns}")
    if not rows:
        yield tell("table.rows", shape.where, "has no rows")
    for number, row in enumerate(rows, 1):
        cells = elements(row, "a:tc")
        if len(cells) != len(columns):
            yield tell("table.cells", f"{shape.where}, row {number}", f"{len(cells)} cells, {len(columns)} columns")
        if whole(row.get("h")) <= 0:
            yield tell("table.rows", f"{shape.where}, row {number}", f"is {row.get('h')!r} high")
        for place, cell in enumerate(cells, 1):
            if child(cell, "a:txBody/a:p") is None:
                yield tell("table.paragraph", f"{shape.where}, row {number}, cell {place}", "has no paragraph")
            spans = whole(cell.get("gridSpan"), 1)
            if spans < 1 or place - 1 + spans > len(columns):
                yield tell("table.span", f"{shape.where}, row {number}, cell {place}", f"spans {spans} columns")
    frame = child(shape.element, "p:xfrm/a:ext")
    wide = whole(frame.get("cx")) if frame is not None else 0
    if abs(wide - sum(columns)) > TOLERANCE:
        yield tell("table.width", shape.where, f"its columns are {sum(columns)} wide, its frame {wide}")
    first = child(shape.element, "a:graphic/a:graphicData/a:tbl/a:tblPr")
    if first is None or first.get("firstRow") != "1":
        yield tell("table.header", shape.where, "does not mark its first row as its header")
