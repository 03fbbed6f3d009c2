"""From laid-out pages to the bytes of a .pptx: the same pages always give the same file."""

from __future__ import annotations

import hashlib
import re
import uuid
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from decks.deck import Section
from decks.layout.items import ChartItem, Page, Pages, Para, Run, Shape, TableItem, TextBox
from decks.pptx.charts import chart_xml
from decks.pptx.ink import OUR_INK, THEME_FONTS, Ink
from decks.pptx.package import (
    FIRST_SLIDE_ID,
    RT,
    LastPart,
    OpcPackage,
    Part,
    add_part,
    base_package,
    part_named,
    relate,
    to_bytes,
)
from decks.pptx.plot import plot
from decks.pptx.shapes import Drawing, Seats
from decks.pptx.text import Pen, attribute, paragraph, words
from decks.pptx.update import memory
from decks.pptx.update.canon import digest
from decks.pptx.update.identity import mark_of, slide_extension, slide_key, slide_number
from decks.pptx.update.memory import ShapeMemory, SlideMemory, WrittenMemory
from decks.pptx.update.written import ChartMarks, chart_written, print_written, text_written
from decks.pptx.workbook import workbook

if TYPE_CHECKING:
    from decks.pptx.look import Look

__all__ = ["write_deck"]

OUR_LAYOUT = "ppt/slideLayouts/slideLayout1.xml"
SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
BASE_RELATIONS = 6  # of presentation.xml in the base; slides follow
CHART_FRAME = re.compile(r'<c:chart [^>]*r:id="([^"]*)"')
SECTION_SPACE = uuid.UUID("5d6c5b0a-3a2e-5d0f-9f5e-6a4f0f4b7c11")


def write_deck(pages: Pages, look: Look | None = None) -> bytes:
    """The file of ``pages``, in our own design or in the template that they were laid out for.

    ValueError without any page.
    """
    if not pages.pages:
        raise ValueError("a deck without pages cannot be written")
    if look is not None and look.fit.scale != 1.0:
        from decks.pptx.scaling import enlarged  # only a poster needs it

        pages = enlarged(pages, look.fit.scale)
    hand = _hand(pages.language, look)
    package = _package(pages, look)
    presentation = package.main_document_part
    layout = part_named(package, look.fit.layout.part if look else OUR_LAYOUT)
    slides = [
        add_part(package, f"/ppt/slides/slide{number}.xml", SLIDE_TYPE, b"")
        for number in range(1, len(pages.pages) + 1)
    ]
    for slide in slides:
        relate(slide, RT.SLIDE_LAYOUT, layout)
        relate(presentation, RT.SLIDE, slide)
    anchors = {tag: index for index in reversed(range(len(slides))) for tag in pages.pages[index].anchors}
    charts = _Charts(package, pages.language, hand, {str(part.partname) for part in package.iter_parts()})
    notes_master = presentation.part_related_by(RT.NOTES_MASTER)
    remembered = []
    for index, page in enumerate(pages.pages):
        slides[index].blob, shapes = _slide(index, pages, slides, anchors, charts)
        notes = _notes(package, notes_master, slides[index], page, index + 1, pages.language)
        key = slide_key(page.slide_id, page.part)
        kept = SlideMemory(key, FIRST_SLIDE_ID + index, slide_number(key), notes, shapes)
        remembered.append(memory.encoded(kept))
    return to_bytes(package, _memory(package, pages, look, tuple(remembered)))


def _memory(package: OpcPackage, pages: Pages, look: Look | None, slides: tuple[msgspec.Raw, ...]) -> LastPart:
    """The part in which the deck remembers what was written, for an export onto it after a person edited it."""
    item = add_part(package, "/customXml/item1.xml", memory.ITEM_TYPE, b"")
    properties = add_part(package, "/customXml/itemProps1.xml", memory.PROPERTIES_TYPE, memory.PROPERTIES)
    relate(item, memory.CUSTOM_PROPERTIES, properties)
    relate(package.main_document_part, memory.CUSTOM_XML, item)
    template = _digest_of(look) if look else ""

    def made(entries: list[zipfile.ZipInfo]) -> bytes:
        rest = memory.mark_of_rest(entries, "customXml/item1.xml")
        found = WrittenMemory(pages.kind, pages.language, template, digest(pages.title), rest, slides)
        return memory.memory_xml(found)

    return item, made


def _digest_of(look: Look) -> str:
    """A mark of the template's parts."""
    found = hashlib.blake2b(digest_size=8)
    for name, data in sorted(look.container.parts.items()):
        found.update(f"{name} {len(data)} ".encode())
        found.update(data)
    return found.hexdigest()


def _package(pages: Pages, look: Look | None) -> OpcPackage:
    """The package of our own design, or that of the template."""
    if look is None:
        return base_package(_values(pages))
    from decks.pptx.reuse import template_package  # only a deck on a template needs it

    return template_package(look.container, look.fit, look.palette, _values(pages))


def _values(pages: Pages) -> dict[str, str]:
    """What the files of the base are filled with."""
    latin, ea = THEME_FONTS[pages.language]
    noted = sum(1 for page in pages.pages if page.notes.strip())
    ids = "".join(
        f'<p:sldId id="{FIRST_SLIDE_ID + index}" r:id="rId{BASE_RELATIONS + 1 + index}"/>'
        for index in range(len(pages.pages))
    )
    return {
        "lang": "ja-JP" if pages.language == "ja" else "en-GB",
        "latin": latin,
        "ea": ea,
        "title": words(pages.title),
        "subject": words(pages.subject),
        "author": words(pages.author),
        "organisation": words(pages.organisation),
        "format": "Widescreen" if (pages.width, pages.height) == (960, 540) else "Custom",
        "date": f"{pages.date.isoformat()}T00:00:00Z",
        "slides": str(len(pages.pages)),
        "notes": str(noted),
        "slide_ids": ids,
        "sections": _sections(pages),
    }


def _sections(pages: Pages) -> str:
    """The section list of PowerPoint 2010 and later: one a run of pages of the same section."""
    runs: list[tuple[Section, list[int]]] = []
    for index, page in enumerate(pages.pages):
        if not runs or runs[-1][0] is not page.section:
            runs.append((page.section, []))
        runs[-1][1].append(FIRST_SLIDE_ID + index)
    parts = []
    for number, (section, ids) in enumerate(runs):
        name = attribute(pages.section_names.get(section, section.value))
        guid = str(uuid.uuid5(SECTION_SPACE, f"{number} {section.value}")).upper()
        listed = "".join(f'<p14:sldId id="{slide_id}"/>' for slide_id in ids)
        parts.append(f'<p14:section name="{name}" id="{{{guid}}}"><p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>')
    return (
        '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f"{''.join(parts)}</p14:sectionLst></p:ext>"
    )


class _Hand(Struct, frozen=True, eq=False):
    """How slides are written: ink, the font that chart labels are measured by, placeholders, an attribute of slides."""

    ink: Ink
    family: str
    seats: Seats
    bare: str


def _hand(language: Literal["ja", "en"], look: Look | None) -> _Hand:
    if look is None:
        return _Hand(OUR_INK[language], OUR_INK[language].latin, Seats(), "")
    hidden = ' showMasterSp="0"' if look.fit.hides else ""
    return _Hand(look.palette.ink, look.canvas(language).family, look.seats, hidden)


def _chart_name(number: int) -> str:
    return f"/ppt/charts/chart{number}.xml"


def _workbook_name(number: int) -> str:
    return f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx"


class _Charts:
    """Writes chart parts with their workbooks and numbers them; ``marks``: of each, by relationship."""

    def __init__(self, package: OpcPackage, language: str, hand: _Hand, taken: set[str]) -> None:
        self._package = package
        self.hand = hand
        self._taken = taken
        self._language = language
        self._count = 0
        self.marks: dict[str, ChartMarks] = {}

    def add(self, item: ChartItem, slide: Part) -> str:
        """The relationship id of the chart on ``slide``."""
        self._count += 1
        while _chart_name(self._count) in self._taken or _workbook_name(self._count) in self._taken:
            self._count += 1
        found = plot(item, self.hand.family)
        xml = chart_xml(found, self._language, self.hand.ink)
        part = add_part(self._package, _chart_name(self._count), CHART_TYPE, xml)
        name = _workbook_name(self._count)
        relate(part, RT.PACKAGE, add_part(self._package, name, WORKBOOK_TYPE, workbook(item.chart, found.axis)))
        relation = relate(slide, RT.CHART, part)
        self.marks[relation] = chart_written(xml)
        return relation


def _slide(
    index: int, pages: Pages, slides: list[Part], anchors: dict[str, int], charts: _Charts
) -> tuple[bytes, tuple[ShapeMemory, ...]]:
    """The slide's XML, and what the deck remembers of its shapes."""
    page, slide = pages.pages[index], slides[index]
    hand = charts.hand
    key = slide_key(page.slide_id, page.part)
    charts.marks.clear()
    jumps: dict[str, str] = {}
    pen = Pen(pages.language, hand.ink, _links(index, slides, anchors, jumps, pages))
    drawing = Drawing(pen, hand.seats, mark_of(key))
    drawing.title(page.heading)
    for item in page.items:
        match item:
            case TextBox():
                drawing.text(item)
            case Shape():
                drawing.shape(item)
            case TableItem():
                drawing.table(item)
            case ChartItem():
                drawing.chart(item, charts.add(item, slide))
    drawing.foot(page.foot, index + 1, len(slides))
    xml = (
        f"{HEAD}<p:sld {NS}{hand.bare}><p:cSld><p:spTree>{GROUP}{''.join(drawing.xml)}</p:spTree>"
        f"{slide_extension(key)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
    return xml.encode(), _shapes(drawing, jumps, charts.marks)


def _shapes(drawing: Drawing, jumps: dict[str, str], charts: dict[str, ChartMarks]) -> tuple[ShapeMemory, ...]:
    found = []
    for number, (xml, name) in enumerate(zip(drawing.xml, drawing.names, strict=True), 2):
        chart = CHART_FRAME.search(xml) if "<c:chart " in xml else None
        marks = print_written(xml, lambda relation: jumps.get(relation, ""), charts[chart[1]] if chart else None)
        role = drawing.roles.get(number, "")
        found.append(ShapeMemory(number, number, name, role, marks))
    return tuple(found)


def _links(
    index: int, slides: list[Part], anchors: dict[str, int], jumps: dict[str, str], pages: Pages
) -> Callable[[str], str | None]:
    """What finds the relationship of a tag; ``jumps`` is told to which page each leads."""
    known: dict[int, str] = {}

    def link(tag: str) -> str | None:
        target = anchors.get(tag)
        if target is None or target == index:
            return None
        if target not in known:
            known[target] = relate(slides[index], RT.SLIDE, slides[target])
            jumps[known[target]] = slide_key(pages.pages[target].slide_id, pages.pages[target].part)
        return known[target]

    return link


def _notes(package: OpcPackage, master: Part, slide: Part, page: Page, number: int, language: str) -> str:
    """The presenter's notes of a slide, when it has any; the mark of their text, "" without."""
    lines = [line for line in page.notes.split("\n") if line.strip()]
    if not lines:
        return ""
    pen = Pen(language, OUR_INK[language], lambda _: None)
    paras = "".join(paragraph(Para((Run(line, 12),), 16, 4), pen) for line in lines)
    xml = (
        f'{HEAD}<p:notes {NS}><p:cSld><p:spTree>{GROUP}<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        '</p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f"<a:lstStyle/>{paras}</p:txBody></p:sp></p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
    part = add_part(package, f"/ppt/notesSlides/notesSlide{number}.xml", NOTES_TYPE, xml.encode())
    relate(part, RT.NOTES_MASTER, master)
    relate(part, RT.SLIDE, slide)
    relate(slide, RT.NOTES_SLIDE, part)
    return digest(text_written(paras).strip())
