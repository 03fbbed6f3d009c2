"""Hand edits of shapes: moved, restyled, deleted, copied, grouped, added; charts and their data; comments."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy

from hand_edits import HandEdit, shapes_with, slide_at, there
from lxml import etree
from PIL import Image
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartPart
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.util import Emu, Pt
from pptx_reading import A, P

RISK = "Biggest risk"
PLACE, LOOK, ADDED, REMOVED = (frozenset({one}) for one in ("place", "look", "added", "removed"))
CHART = frozenset({"chart", "look"})
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MODERN = "http://schemas.microsoft.com/office/2018/10/relationships"
THREADS = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"


def _risk(deck: Deck) -> etree._Element:
    return shapes_with(deck, RISK)[0]


def _measure(shape: etree._Element, path: str, name: str) -> int:
    return int(str(there(shape.find(f".//{A}xfrm{path}")).get(name, "0")))


def _set(path: str, **values: int) -> Callable[[Deck], None]:
    """Another place of the callout: values of its a:xfrm, or of a child of that."""

    def make(deck: Deck) -> None:
        element = there(_risk(deck).find(f".//{A}xfrm{path}"))
        for name, value in values.items():
            element.set(name, str(value))

    return make


def _stands(path: str, **values: int) -> Callable[[Deck], bool]:
    def seen(deck: Deck) -> bool:
        found = shapes_with(deck, RISK)
        return bool(found) and all(_measure(found[0], path, name) == value for name, value in values.items())

    return seen


def _fill(deck: Deck) -> None:
    shape = next(one for one in slide_at(deck, 1).shapes if isinstance(one, Shape) and RISK in one.text_frame.text)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0xCC, 0xFF, 0xDD)
    shape.line.color.rgb = RGBColor(0x12, 0x34, 0x56)
    shape.line.width = Pt(3)


def _filled(deck: Deck) -> bool:
    found = {one.get("val") for shape in shapes_with(deck, RISK) for one in shape.iter(f"{A}srgbClr")}
    return {"CCFFDD", "123456"} <= found


def _delete(text: str) -> Callable[[Deck], None]:
    def make(deck: Deck) -> None:
        shape = shapes_with(deck, text)[0]
        there(shape.getparent()).remove(shape)

    return make


def _gone(text: str) -> Callable[[Deck], bool]:
    return lambda deck: not shapes_with(deck, text)


def _add_box(deck: Deck) -> None:
    box = slide_at(deck, 4).shapes.add_textbox(Pt(60), Pt(300), Pt(300), Pt(40))
    box.text_frame.text = "A box of my own"


def _add_picture(deck: Deck) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(stream, "PNG")
    slide_at(deck, 4).shapes.add_picture(stream, Pt(500), Pt(250), Pt(120), Pt(90))


def _picture(deck: Deck) -> bool:
    """A picture whose part is one."""
    for slide in deck.slides:
        for blip in slide.shapes._spTree.iter(f"{A}blip"):
            blob: bytes = slide.part.related_part(blip.get(qn("r:embed"))).blob
            return blob.startswith(b"\x89PNG")
    return False


def _add_table(deck: Deck) -> None:
    table = slide_at(deck, 4).shapes.add_table(2, 2, Pt(60), Pt(320), Pt(300), Pt(60)).table
    table.cell(0, 0).text = "A table of my own"


def _add_chart(deck: Deck) -> None:
    data = CategoryChartData()
    data.categories = ["North", "South"]
    data.add_series("My own chart", (4, 7))
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    # its own declaration names another class than its documentation
    slide_at(deck, 4).shapes.add_chart(kind, Pt(400), Pt(250), Pt(300), Pt(180), data)  # type: ignore[arg-type]


def _charts(deck: Deck) -> list[Chart]:
    shapes = [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, GraphicFrame)]
    return [shape.chart for shape in shapes if shape.has_chart]


def _workbook(chart: Chart) -> bytes:
    assert isinstance(chart.part, ChartPart)
    part = chart.part.chart_workbook.xlsx_part
    assert part is not None
    blob: bytes = part.blob
    return blob


def _own_chart(deck: Deck) -> bool:
    """With its workbook, which says the same."""
    found = [chart for chart in _charts(deck) if "My own chart" in [one.name for one in chart.plots[0].series]]
    return bool(found) and _workbook(found[0])[:2] == b"PK"


def _change_data(deck: Deck) -> None:
    chart = _charts(deck)[0]
    data = CategoryChartData()
    data.categories = ["M1", "M2", "M3", "M4", "M5"]
    for series in chart.plots[0].series:
        data.add_series(series.name, [*list(series.values)[:-1], 77.7])
    chart.replace_data(data)


def _other_data(deck: Deck) -> bool:
    return any(77.7 in series.values for chart in _charts(deck) for series in chart.plots[0].series)


def _colour_series(deck: Deck) -> None:
    series = next(iter(_charts(deck)[0].plots[0].series))
    series.format.line.color.rgb = RGBColor(0x99, 0x00, 0x99)


def _chart_coloured(deck: Deck) -> bool:
    return any(one.get("val") == "990099" for chart in _charts(deck) for one in chart._chartSpace.iter(f"{A}srgbClr"))


def _title_chart(deck: Deck) -> None:
    _charts(deck)[0].chart_title.text_frame.text = "Renewals by hand"


def _chart_titled(deck: Deck) -> bool:
    return any(chart.has_title and "by hand" in chart.chart_title.text_frame.text for chart in _charts(deck))


def _group(deck: Deck) -> None:
    slide = slide_at(deck, 1)
    members = [one for one in slide.shapes if one.name.startswith("Callout")]
    assert len(members) == 2
    slide.shapes.add_group_shape(members)


def _grouped(deck: Deck) -> bool:
    return any("grpSp" in str(there(shape.getparent()).tag) for shape in shapes_with(deck, RISK))


def _copy(deck: Deck) -> None:
    """Copy and paste: a new id, the same creationId left out, a little lower."""
    shape = _risk(deck)
    twin = deepcopy(shape)
    ids = [int(str(one.get("id"))) for one in slide_at(deck, 1).shapes._spTree.iter(f"{P}cNvPr")]
    named = there(twin.find(f".//{P}cNvPr"))
    named.set("id", str(max(ids) + 1))
    for extension in list(named):
        named.remove(extension)
    offset = there(twin.find(f".//{A}off"))
    offset.set("y", str(int(str(offset.get("y"))) + Emu(1_200_000)))
    there(shape.getparent()).append(twin)


def _comment(deck: Deck, kind: str, name: str, content_type: str, xml: str) -> None:
    part = Part(PackURI(name), content_type, deck.part.package, xml.encode())
    slide_at(deck, 4).part.relate_to(part, kind)


def _comment_legacy(deck: Deck) -> None:
    space = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    authors = (
        f'<p:cmAuthorLst {space}><p:cmAuthor id="0" name="A B" initials="AB" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    )
    kind = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
    part = Part(PackURI("/ppt/commentAuthors.xml"), kind, deck.part.package, authors.encode())
    deck.part.relate_to(part, f"{COMMENTS}/commentAuthors")
    _comment(
        deck,
        f"{COMMENTS}/comments",
        "/ppt/comments/comment1.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.comments+xml",
        f'<p:cmLst {space}><p:cm authorId="0" dt="2026-11-25T10:00:00.000" idx="1"><p:pos x="10" y="10"/>'
        "<p:text>Is this certain?</p:text></p:cm></p:cmLst>",
    )


def _comment_modern(deck: Deck) -> None:
    space = f'xmlns:p188="{THREADS}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    person = "{0A1B2C3D-1111-2222-3333-445566778899}"
    authors = (
        f'<p188:authorLst {space}><p188:author id="{person}" name="A B" initials="AB" userId="u" providerId="None"/>'
        "</p188:authorLst>"
    )
    kind = "application/vnd.ms-powerpoint.authors+xml"
    deck.part.relate_to(
        Part(PackURI("/ppt/authors.xml"), kind, deck.part.package, authors.encode()), f"{MODERN}/authors"
    )
    _comment(
        deck,
        f"{MODERN}/comments",
        "/ppt/comments/modernComment_103_0.xml",
        "application/vnd.ms-powerpoint.comments+xml",
        f'<p188:cmLst {space}><p188:cm id="{{5D5D5D5D-0000-4000-8000-000000000001}}" authorId="{person}" '
        'created="2026-11-25T10:00:00.000"><pc:sldMkLst xmlns:pc="http://schemas.microsoft.com/office/powerpoint/2013/'
        'main/command"><pc:docMk/><pc:sldMk cId="0" sldId="259"/></pc:sldMkLst><p188:txBody><a:bodyPr/><a:lstStyle/>'
        "<a:p><a:r><a:t>Is this certain?</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>",
    )


def _commented(deck: Deck) -> bool:
    """On a slide and with its author."""
    parts = [part for part in deck.part.package.iter_parts() if b"Is this certain?" in part.blob]
    held = [rel.target_part for slide in deck.slides for rel in slide.part.rels.values() if not rel.is_external]
    authors = [rel.target_part.blob for rel in deck.part.rels.values() if "uthors" in rel.reltype]
    return bool(parts) and all(part in held for part in parts) and any(b"A B" in one for one in authors)


SHAPE_EDITS = (
    HandEdit("a shape moved", _set(f"/{A}off", x=2_000_000, y=4_100_000), _stands(f"/{A}off", x=2_000_000), 1, PLACE),
    HandEdit("a shape resized", _set(f"/{A}ext", cx=6_000_000), _stands(f"/{A}ext", cx=6_000_000), 1, PLACE),
    HandEdit("a shape rotated", _set("", rot=900_000), _stands("", rot=900_000), 1, PLACE),
    HandEdit("a shape restyled", _fill, _filled, 1, LOOK),
    HandEdit("a shape deleted", _delete(RISK), _gone(RISK), 1, REMOVED, "risk"),
    HandEdit("a table deleted", _delete("Renewals"), _gone("Renewals"), 2, REMOVED, "cell"),
    HandEdit("a text box added", _add_box, lambda deck: bool(shapes_with(deck, "A box of my own")), 4, ADDED),
    HandEdit("a picture added", _add_picture, _picture, 4, ADDED),
    HandEdit("a table added", _add_table, lambda deck: bool(shapes_with(deck, "A table of my own")), 4, ADDED),
    HandEdit("a chart added", _add_chart, _own_chart, 4, ADDED),
    HandEdit("a shape copied", _copy, lambda deck: len(shapes_with(deck, RISK)) == 2, 1, ADDED),
    HandEdit("shapes grouped", _group, _grouped, 1, PLACE | ADDED | LOOK),
    HandEdit("a comment", _comment_legacy, _commented, 4, ADDED | frozenset({"slide"})),
    HandEdit("a comment of today's kind", _comment_modern, _commented, 4, ADDED | frozenset({"slide"})),
    HandEdit("other data in a chart", _change_data, _other_data, 3, CHART, "last_point"),
    HandEdit("another colour in a chart", _colour_series, _chart_coloured, 3, CHART),
    HandEdit("a title on a chart", _title_chart, _chart_titled, 3, CHART),
)
