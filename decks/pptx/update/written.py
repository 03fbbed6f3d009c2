"""The marks of a shape as the export has just written it, taken from its text: reading 500 slides again takes long.

What stands between two texts repeats from shape to shape, so each such stretch is read once. The marks are those that
``reading.print_read`` finds in the same shape, which tests hold both to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decks.pptx.update.canon import digest, look_written
from decks.pptx.update.fingerprint import COUNT, NUMBER, Place, Print, link_marks, without_pages
from decks.pptx.update.graphs import data_mark, look_mark

TEXTS = re.compile(r"<a:t>([^<]*)</a:t>")
MARKUP = re.compile(
    r"<a:rPr [^>]*>.*?(?:<a:hlinkClick|</a:rPr>)|<a:pPr [^>]*/>|<a:pPr[ >].*?</a:pPr>|</?a:p>|<a:br>"
    r"|<a:fld |</a:fld>|</[ap]:txBody>|<a:tr |<a:tcPr .*?</a:tcPr>"
)
PLACE = re.compile(r':xfrm><a:off x="(-?\d+)" y="(-?\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/></[ap]:xfrm>')
TABLE = re.compile(r"<a:tblPr.*?</a:tblPr>")
COLUMNS = re.compile(r'<a:gridCol w="(\d+)"')
ALT = re.compile(r' descr="([^"]*)"')
LINK = re.compile(r'<a:hlinkClick r:id="([^"]*)"')

Target = Callable[[str], str]
"""From the id of a relationship of the slide to the page it leads to."""


class ChartMarks(Struct, frozen=True):
    """The marks of a chart's data and of its look."""

    data: str
    look: str


def chart_written(xml: bytes) -> ChartMarks:
    """The marks of a chart part."""
    tree = etree.fromstring(xml)
    return ChartMarks(data_mark(tree), look_mark(tree))


Step = tuple[str, str]
"""What a stretch of markup says: a kind, and the look that belongs to it."""


def print_written(xml: str, target: Target, chart: ChartMarks | None = None) -> Print:
    """The marks of a shape of ours from its XML; ``chart``: those of the chart that it frames."""
    start = xml.find("<p:spPr>")
    if start < 0:
        return _frame_print(xml, target, chart)
    if "<p:txBody>" not in xml:
        return Print("shape", _place(xml), (), _plain(xml[xml.find("</a:xfrm>", start) :]))
    found = _print(xml[start:])
    return replace(found, links=_links(xml, target)) if "<a:hlinkClick" in xml else found


@lru_cache(maxsize=64)
def _plain(drawn: str) -> tuple[str, ...]:
    """The look of a rectangle, from what follows its place."""
    own = look_written(f"<p:spPr>{drawn[len('</a:xfrm>') : drawn.find('</p:spPr>')]}</p:spPr>")
    return _whole([own], {own})


def _frame_print(xml: str, target: Target, chart: ChartMarks | None) -> Print:
    """The marks of a table or of a chart's frame."""
    found = ALT.search(xml)
    alt = digest(unescape(found[1])) if found and found[1] else ""
    if chart is not None:
        return Print("chart", _place(xml), ((chart.data,),), _whole([chart.look], {chart.look}), alt)
    start = xml.find("<a:tbl>")
    look = TABLE.search(xml, start)
    cells = _Cells(look_written(look[0]) if look else "", True)
    cells.read(xml[start:])
    columns = tuple(map(int, COLUMNS.findall(xml)))
    links = _links(xml, target) if "<a:hlinkClick" in xml else ()
    return Print("table", _place(xml), tuple(map(tuple, cells.rows)), cells.look(), alt, columns, links)


def _links(xml: str, target: Target) -> tuple[str, ...]:
    return link_marks(target(one) for one in LINK.findall(xml))


def _print(xml: str) -> Print:
    """The marks of a text box from its ``p:spPr`` on, its links left out."""
    drawn, end = xml.find("</a:xfrm>") + len("</a:xfrm>"), xml.find("</p:spPr>")
    body, text = xml.find("<a:bodyPr ", end), xml.find("</a:bodyPr>", end) + len("</a:bodyPr>")
    cells = _Cells(f"{look_written(f'<p:spPr>{xml[drawn:end]}</p:spPr>')}/{look_written(xml[body:text])}", False)
    cells.read(xml[text:])
    return Print("text", _place(xml), tuple(map(tuple, cells.rows)), cells.look())


def _place(xml: str) -> Place | None:
    found = PLACE.search(xml)
    return (int(found[1]), int(found[2]), int(found[3]), int(found[4]), 0) if found else None


def _whole(whole: list[str], parts: set[str]) -> tuple[str, ...]:
    parts.discard("")
    return (digest(" ".join(whole)), *sorted(parts))


@lru_cache(maxsize=2048)
def _steps(markup: str) -> tuple[Step, ...]:
    """What a stretch of markup between two texts says."""
    found: list[Step] = []
    for piece in MARKUP.findall(markup):
        kind = piece[:6]
        if kind == "<a:rPr":
            if piece.endswith("hlinkClick"):
                found.append(("jump", look_written(f"{piece.removesuffix('<a:hlinkClick')}</a:rPr>")))
            else:
                found.append(("run", look_written(piece)))
        elif kind == "<a:pPr":
            found.append(("placing", look_written(piece)))
        elif kind == "<a:tcP":
            found.append(("cell", look_written(piece)))
        else:
            found.append((piece.strip("<> "), ""))
    return tuple(found)


class _Cells:
    """Takes the text of a shape in: the marks of its cells or paragraphs by row, and how all of it looks."""

    def __init__(self, frame: str, table: bool) -> None:
        self.rows: list[list[str]] = []
        self._table = table
        self._frames = [frame]
        self._looks: list[str] = []
        self._parts = {frame}
        self._paras: list[str] = []

    def look(self) -> tuple[str, ...]:
        """The look as ``Print.look``."""
        return _whole(self._frames + self._looks, self._parts)

    def read(self, xml: str) -> None:
        """Take the XML of a text or a table in."""
        pieces = TEXTS.split(xml)
        texts: list[str] = []
        spans: list[tuple[str, int]] = []
        placing = run = ""
        field = counted = jump = False
        for at in range(0, len(pieces), 2):
            for kind, look in _steps(pieces[at]):
                if kind == "run":
                    run, jump = look, False
                elif kind == "jump":
                    run, jump = look, True
                elif kind == "placing":
                    placing = look
                elif kind == "a:p":
                    placing, texts, spans, counted = "", [], [], False
                elif kind == "/a:p":
                    self._paragraph("".join(texts), placing, spans, counted)
                elif kind == "cell":
                    self._frames.append(look)
                    self._parts.add(look)
                elif kind == "a:br":
                    texts.append("\v")
                elif kind == "a:tr":
                    self.rows.append([])
                elif kind == "a:fld":
                    field = counted = True
                elif kind == "/a:fld":
                    field = False
                else:
                    self._body()
            if at + 1 < len(pieces):
                text = NUMBER if field else pieces[at + 1]
                if "&" in text:
                    text = unescape(text)
                if jump and text[-1:].isdigit():
                    text = without_pages(text)
                    counted = counted or NUMBER in text
                texts.append(text)
                if spans and spans[-1][0] == run:
                    spans[-1] = (run, spans[-1][1] + len(text))
                elif text:
                    spans.append((run, len(text)))

    def _paragraph(self, text: str, placing: str, spans: list[tuple[str, int]], counted: bool) -> None:
        looks, parts = self._looks, self._parts
        looks.append(placing)
        parts.add(placing)
        for run, length in spans:
            looks.append(run if counted else f"{run}{length}")
            parts.add(run)
        self._paras.append(COUNT.sub(" / #", text) if counted else text)

    def _body(self) -> None:
        """A text ends."""
        self._looks.append("|")
        if self._table:
            self.rows[-1].append(digest("\n".join(self._paras)))
        else:
            self.rows.append([digest(text) for text in self._paras])
        self._paras = []


def text_written(paragraphs: str) -> str:
    """The words of ``a:p`` elements as lines."""
    lines = []
    for paragraph in paragraphs.split("</a:p>")[:-1]:
        lines.append(unescape("".join(TEXTS.findall(paragraph))))
    return "\n".join(lines)
