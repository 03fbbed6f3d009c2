"""The shapes of a slide as PresentationML: placeholders, text boxes, rectangles, tables, chart frames."""

from __future__ import annotations

from msgspec import Struct

from decks.deck import Align
from decks.layout.items import Anchor, Box, Cell, ChartItem, Colour, PageFoot, Para, Row, Run, Shape, TableItem, TextBox
from decks.pptx.text import Pen, attribute, empty_paragraph, emu, paragraph, run_properties
from decks.pptx.update.identity import shape_extension
from decks.pptx.update.memory import FOOT, NUMBER, SOURCES, TITLE

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own "No Style, No Grid"."""
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
DECORATIVE = (
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
)
A_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
A_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Seats(Struct, frozen=True):
    """The placeholders of the layout, as the attributes of ``p:ph``; "": it has none, and a text box takes its place.

    The defaults are those of our own layout. ``stripes``: by name of the shape, the fill of a drawing on which it lies,
    repeated so that programs that check a deck find what its text stands on.
    """

    title: str = 'type="title"'
    sources: str = 'type="ftr" sz="quarter" idx="11"'
    line: str = 'type="dt" sz="half" idx="10"'
    date: str = ""
    number: str = 'type="sldNum" sz="quarter" idx="12"'
    number_align: Align = "right"
    number_colour: Colour = "muted"
    number_anchor: Anchor = "top"
    stripes: tuple[tuple[str, str], ...] = ()

    def stripe(self, name: str) -> str:
        """The fill of the shape ``name``; "" without."""
        return next((fill for one, fill in self.stripes if one == name), "")


class Drawing(Struct):
    """Collects the shapes of one slide and numbers them; 1 is the slide's own group.

    ``mark`` is the page's (see ``update.identity``); ``names`` are those of the shapes, one an entry of ``xml``, and
    ``roles`` says by number which of them are not of the body.
    """

    pen: Pen
    seats: Seats
    mark: str
    xml: list[str] = []
    names: list[str] = []
    roles: dict[int, str] = {}
    last_id: int = 1

    def _next(self, name: str, alone: bool = False, alt: str | None = None, decoration: bool = False) -> str:
        """The properties of the next shape; ``alone``: there is one of that name, and it goes without a number."""
        self.last_id += 1
        name = name if alone else f"{name} {self.last_id - 1}"
        self.names.append(name)
        described = "" if alt is None else f' descr="{attribute(alt)}"'
        return (
            f'<p:cNvPr id="{self.last_id}" name="{attribute(name)}"{described}><a:extLst>'
            f"{DECORATIVE if decoration else ''}{shape_extension(self.mark, self.last_id)}</a:extLst></p:cNvPr>"
        )

    def _paragraphs(self, paras: tuple[Para, ...]) -> str:
        return "".join(paragraph(para, self.pen) for para in paras)

    def title(self, box: TextBox) -> None:
        """The title, a real placeholder."""
        self.roles[self.last_id + 1] = TITLE
        self._placeholder("Title", self.seats.title, box)

    def _placeholder(self, name: str, kind: str, box: TextBox) -> None:
        self.xml.append(
            f'<p:sp><p:nvSpPr>{self._next(name, alone=True)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{_xfrm(box.box)}{self.seats.stripe(name)}</p:spPr>"
            f"<p:txBody>{_body(box)}<a:lstStyle/>{self._paragraphs(box.paras)}</p:txBody></p:sp>"
        )

    def text(self, box: TextBox) -> None:
        """A text box, with a ground when it has one."""
        ground = self.pen.ink.fill(box.fill) if box.fill else "<a:noFill/>"
        kind = "" if box.fill else ' txBox="1"'
        self.xml.append(
            f"<p:sp><p:nvSpPr>{self._next(box.name)}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{_xfrm(box.box)}{_RECT}{ground}{self._line(box.outline)}</p:spPr>"
            f"<p:txBody>{_body(box)}<a:lstStyle/>{self._paragraphs(box.paras)}</p:txBody></p:sp>"
        )

    def shape(self, shape: Shape) -> None:
        """A rectangle without words, marked as decoration."""
        self.xml.append(
            f"<p:sp><p:nvSpPr>{self._next(shape.name, decoration=True)}<p:cNvSpPr/>"
            f"<p:nvPr/></p:nvSpPr><p:spPr>{_xfrm(shape.box)}{_RECT}{self.pen.ink.fill(shape.fill)}"
            f"{self._line(shape.outline)}</p:spPr></p:sp>"
        )

    def _line(self, colour: Colour | None) -> str:
        if colour is None:
            return "<a:ln><a:noFill/></a:ln>"
        return f'<a:ln w="9525">{self.pen.ink.fill(colour)}</a:ln>'

    def table(self, table: TableItem) -> None:
        """A native table with its header row flagged."""
        columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in table.widths)
        first = ' firstCol="1"' if table.row_headers else ""
        rows = "".join(self._row(row, table) for row in table.rows)
        self.xml.append(
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._next(table.name, alt=table.alt)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{_xfrm(table.box, 'p')}<a:graphic>"
            f'<a:graphicData uri="{A_TABLE}"><a:tbl>'
            f'<a:tblPr firstRow="1"{first}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _row(self, row: Row, table: TableItem) -> str:
        cells = "".join(self._cell(cell, table.margins) for cell in row.cells)
        return f'<a:tr h="{emu(row.height)}">{cells}</a:tr>'

    def _cell(self, cell: Cell, margins: tuple[float, float]) -> str:
        side, top = emu(margins[0]), emu(margins[1])
        words = self._paragraphs(cell.paras) or empty_paragraph(12, 14, self.pen)
        none = "".join(f'<a:{edge} w="0"><a:noFill/></a:{edge}>' for edge in ("lnL", "lnR", "lnT"))
        width = emu(1.5 if cell.rule == "accent" else 0.75)
        below = (
            f'<a:lnB w="{width}">{self.pen.ink.fill(cell.rule)}</a:lnB>'
            if cell.rule
            else '<a:lnB w="0"><a:noFill/></a:lnB>'
        )
        anchor = {"top": "t", "middle": "ctr", "bottom": "b"}[cell.anchor]
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
            f'<a:tcPr marL="{side}" marR="{side + emu(cell.right)}" marT="{top}" marB="{top}" anchor="{anchor}">'
            f"{none}{below}{self.pen.ink.fill(cell.fill) if cell.fill else '<a:noFill/>'}</a:tcPr></a:tc>"
        )

    def chart(self, chart: ChartItem, relation: str) -> None:
        """The frame of a chart part."""
        self.xml.append(
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._next(chart.name, alt=chart.chart.alt)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{_xfrm(chart.box, 'p')}<a:graphic>"
            f'<a:graphicData uri="{A_CHART}"><c:chart xmlns:c="{A_CHART}" r:id="{relation}"/>'
            f"</a:graphicData></a:graphic></p:graphicFrame>"
        )

    def foot(self, foot: PageFoot, page: int, pages: int) -> None:
        """Sources, version line, draft mark and the page number, in placeholders where the layout has them."""
        seats = self.seats
        if foot.sources:
            self.roles[self.last_id + 1] = SOURCES
            self._seated("Sources", seats.sources, foot.sources)
        first = self.last_id + 1
        self._seated("Version", seats.line, foot.line)
        if foot.date:
            self._seated("Date", seats.date, foot.date)
        if foot.draft:
            self.text(foot.draft)
        if foot.ways:
            self.text(foot.ways)
        self.roles |= dict.fromkeys(range(first, self.last_id + 1), FOOT)
        self.roles[self.last_id + 1] = NUMBER
        self._page_number(foot, page, pages)

    def _seated(self, name: str, seat: str, box: TextBox) -> None:
        """In the placeholder ``seat``, or a text box where the layout has none."""
        if seat:
            self._placeholder(name, seat, box)
        else:
            self.text(box)

    def _page_number(self, foot: PageFoot, page: int, pages: int) -> None:
        look = run_properties(Run("1", foot.size, self.seats.number_colour), self.pen)
        box = TextBox(foot.number, (), "Slide number", anchor=self.seats.number_anchor)
        side = {"left": "l", "right": "r", "center": "ctr"}[self.seats.number_align]
        seat = self.seats.number
        place = f"<p:nvPr><p:ph {seat}/></p:nvPr>" if seat else "<p:nvPr/>"
        kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if seat else '<p:cNvSpPr txBox="1"/>'
        drawn = self.seats.stripe("Slide number") if seat else f"{_RECT}<a:noFill/>"
        self.xml.append(
            f"<p:sp><p:nvSpPr>{self._next('Slide number', alone=True)}{kind}{place}</p:nvSpPr>"
            f"<p:spPr>{_xfrm(foot.number)}{drawn}</p:spPr><p:txBody>{_body(box)}<a:lstStyle/>"
            f'<a:p><a:pPr algn="{side}"/><a:fld id="{NUMBER_FIELD}" type="slidenum">{look}'
            f"<a:t>{page}</a:t></a:fld><a:r>{look}<a:t> / {pages}</a:t></a:r></a:p></p:txBody></p:sp>"
        )


_RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def _xfrm(box: Box, prefix: str = "a") -> str:
    return (
        f'<{prefix}:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></{prefix}:xfrm>'
    )


def _body(box: TextBox) -> str:
    left, top, right, bottom = (emu(inset) for inset in box.insets)
    anchor = {"top": "t", "middle": "ctr", "bottom": "b"}[box.anchor]
    return (
        f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" rtlCol="0" '
        f'anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    )
