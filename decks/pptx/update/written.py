"""The marks of a shape as the export has just written it, from its text: a file of 500 slides is not read again."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from decks.pptx.update.canon import look_written
from decks.pptx.update.fingerprint import Body, Para, Seen

PIECES = re.compile(
    r"<a:t>[^<]*|<a:rPr [^>]*>.*?(?:<a:hlinkClick|</a:rPr>)|<a:pPr [^>]*/>|<a:pPr[ >].*?</a:pPr>|</?a:p>|<a:br>"
    r"|<a:fld |</a:fld>|</[ap]:txBody>|<a:tr |<a:tcPr .*?</a:tcPr>"
)
PLACE = re.compile(r':xfrm><a:off x="(-?\d+)" y="(-?\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/></[ap]:xfrm>')
FRAME = re.compile(r"<p:spPr>(?:<a:xfrm>.*?</a:xfrm>)?(.*?)</p:spPr>(?:<p:txBody>(<a:bodyPr .*?</a:bodyPr>))?")
TABLE = re.compile(r"<a:tblPr.*?</a:tblPr>")
COLUMNS = re.compile(r'<a:gridCol w="(\d+)"')
ALT = re.compile(r' descr="([^"]*)"')
LINK = re.compile(r'<a:hlinkClick r:id="([^"]*)"')

Target = Callable[[str], str]
"""From the id of a relationship of the slide to the page it leads to."""


def seen_written(xml: str, target: Target, data: str = "") -> Seen:
    """A shape of ours from its XML; ``data`` is the mark of the data of the chart it frames."""
    table = "<a:tbl>" in xml
    alt = ALT.search(xml)
    cells, looks = _cells(xml)
    place = PLACE.search(xml)
    return Seen(
        "table" if table else "chart" if data else "text" if cells else "shape",
        (int(place[1]), int(place[2]), int(place[3]), int(place[4])) if place else None,
        (_frame(xml, table), *looks),
        unescape(alt[1]) if alt else "",
        cells,
        tuple(int(width) for width in COLUMNS.findall(xml)) if table else (),
        tuple(target(one) for one in LINK.findall(xml)) if "<a:hlinkClick" in xml else (),
        data,
    )


def _frame(xml: str, table: bool) -> str:
    if table:
        found = TABLE.search(xml)
        return look_written(found[0]) if found else ""
    found = FRAME.search(xml)
    if found is None:
        return ""
    own = look_written(f"<p:spPr>{found[1]}</p:spPr>")
    return f"{own}/{look_written(found[2])}" if found[2] else own


def bodies(paragraphs: str) -> tuple[Body, ...]:
    """The text of ``a:p`` elements."""
    return _cells(f"{paragraphs}</a:txBody>")[0][0]


def _cells(xml: str) -> tuple[tuple[tuple[Body, ...], ...], tuple[str, ...]]:
    """The text by row and cell, and the looks of the cells."""
    rows: list[list[Body]] = [[]]
    looks: list[str] = []
    body: list[Para] = []
    runs: list[tuple[str, str]] = []
    para = run = ""
    field = False
    for piece in PIECES.findall(xml):
        kind = piece[3:6]
        if kind == "t>" or piece.startswith("<a:t>"):
            text = piece[5:]
            runs.append((run, "#" if field else unescape(text) if "&" in text else text))
        elif kind == "rPr":
            run = look_written(piece[: -len("<a:hlinkClick")] + "</a:rPr>" if piece.endswith("Click") else piece)
        elif kind == "pPr":
            para = look_written(piece)
        elif kind == "p>":
            para, runs = "", []
        elif kind == "br>":
            runs.append(("", "\v"))
        elif kind == "fld":
            field = True
        elif piece == "</a:fld>":
            field = False
        elif piece == "</a:p>":
            body.append(Para(para, tuple(runs)))
        elif piece == "<a:tr ":
            rows.append([])
        elif kind == "tcP":
            looks.append(look_written(piece))
        else:
            rows[-1].append(tuple(body))
            body = []
    return tuple(tuple(row) for row in rows if row), tuple(looks)
