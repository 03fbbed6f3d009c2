"""A slide's shapes as they stand in a file that anyone may have saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct

from decks.pptx.container import A, P, R
from decks.pptx.update.canon import local, look_of
from decks.pptx.update.fingerprint import NUMBER, TURNED, Body, Para, Place, Print, Seen, print_of, without_pages
from decks.pptx.update.graphs import C, data_mark, look_mark
from decks.pptx.update.identity import shape_mark

SHAPES = {f"{P}sp", f"{P}graphicFrame", f"{P}pic", f"{P}grpSp", f"{P}cxnSp", f"{P}contentPart"}
FOREIGN = "other"
"""The kind of a shape that no export of ours makes: a picture, a group, a line, a diagram."""


class Sources(Struct, frozen=True, eq=False):
    """Where the relationships of a slide lead: ``target`` to a page or an address, ``chart`` to a chart's XML."""

    target: Callable[[str], str]
    chart: Callable[[str], etree._Element | None]


class Found(Struct, frozen=True, eq=False):
    """A shape of a slide; ``mark`` is its own mark of ours, None without; ``holder`` the type of its placeholder."""

    element: etree._Element
    mark: tuple[str, int] | None
    id: int
    name: str
    holder: str | None
    grouped: bool


def shapes_of(slide: etree._Element) -> tuple[Found, ...]:
    """The shapes of a slide in their order, those in groups after their group."""
    tree = slide.find(f"{P}cSld/{P}spTree")
    return tuple(_found(one, grouped) for one, grouped in _elements(tree, False)) if tree is not None else ()


def _elements(parent: etree._Element, grouped: bool) -> Iterator[tuple[etree._Element, bool]]:
    for child in parent:
        if child.tag in SHAPES or local(child) == "AlternateContent":
            yield child, grouped
        if child.tag == f"{P}grpSp":
            yield from _elements(child, True)


def _found(element: etree._Element, grouped: bool) -> Found:
    properties = properties_of(element)
    if properties is None:
        return Found(element, None, 0, "", None, grouped)
    number = properties.get("id") or ""
    holder = element.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    kind = (holder.get("type") or "body") if holder is not None else None
    found = int(number) if number.isdecimal() else 0
    return Found(element, shape_mark(properties), found, properties.get("name") or "", kind, grouped)


def properties_of(element: etree._Element) -> etree._Element | None:
    """The ``p:cNvPr`` of a shape itself, not of what it holds."""
    for child in element:
        if local(child).startswith("nv"):
            return child.find(f"{P}cNvPr")
    return None


def print_read(element: etree._Element, sources: Sources) -> Print:
    """The marks of a shape as it stands."""
    return print_of(seen_read(element, sources))


def seen_read(element: etree._Element, sources: Sources) -> Seen:
    """A shape as it stands, in the form that ``written.seen_written`` gives what we write."""
    properties = properties_of(element)
    alt = (properties.get("descr") or "") if properties is not None else ""
    place = place_of(element)
    table = element.find(f"{A}graphic/{A}graphicData/{A}tbl") if element.tag == f"{P}graphicFrame" else None
    if table is not None:
        return _table(table, place, alt, links_of(element, sources))
    chart = element.find(f"{A}graphic/{A}graphicData/{C}chart") if element.tag == f"{P}graphicFrame" else None
    if chart is not None:
        found = sources.chart(chart.get(f"{R}id") or "")
        if found is None:
            return Seen("chart", place, (), alt)
        return Seen("chart", place, (look_mark(found),), alt, said=data_mark(found))
    if element.tag != f"{P}sp":
        return Seen(FOREIGN, place, (), alt)
    own = look_of(element.find(f"{P}spPr"))
    text = element.find(f"{P}txBody")
    if text is None:
        return Seen("shape", place, (own,), alt)
    frame = f"{own}/{look_of(text.find(f'{A}bodyPr'))}"
    return Seen("text", place, (frame,), alt, ((body_of(text),),), links=links_of(element, sources))


def _table(table: etree._Element, place: Place | None, alt: str, links: tuple[str, ...]) -> Seen:
    rows, looks = [], [look_of(table.find(f"{A}tblPr"))]
    for row in table.iterfind(f"{A}tr"):
        cells = []
        for cell in row.iterfind(f"{A}tc"):
            text = cell.find(f"{A}txBody")
            cells.append(body_of(text) if text is not None else ())
            looks.append(look_of(cell.find(f"{A}tcPr")))
        rows.append(tuple(cells))
    return Seen("table", place, tuple(looks), alt, tuple(rows), columns_of(table), links)


def columns_of(table: etree._Element) -> tuple[int, ...]:
    """The widths of a table's columns in EMU."""
    return tuple(_number(one.get("w")) for one in table.iterfind(f"{A}tblGrid/{A}gridCol"))


def links_of(element: etree._Element, sources: Sources) -> tuple[str, ...]:
    """Where the links in a shape's text lead, each once for a run of the same."""
    found: list[str] = []
    for link in element.iter(f"{A}hlinkClick"):
        relation = link.get(f"{R}id")
        if relation:
            found.append(sources.target(relation))
    return tuple(found)


def body_of(text: etree._Element) -> Body:
    """The paragraphs of a text body."""
    return tuple(_para(one) for one in text.iterfind(f"{A}p"))


def _para(element: etree._Element) -> Para:
    runs: list[tuple[str, str, str]] = []
    look = ""
    for child in element:
        name = local(child)
        if name == "pPr":
            look = look_of(child)
        elif name == "br":
            runs.append(("", "\v", "\v"))
        elif name in ("r", "fld"):
            shown = child.findtext(f"{A}t") or ""
            said = NUMBER if child.get("type") == "slidenum" else without_pages(shown) if jumps(child) else shown
            runs.append((look_of(child.find(f"{A}rPr")), said, shown))
    return Para(look, tuple(runs))


def jumps(run: etree._Element) -> bool:
    """Whether a click on a run leads to a slide."""
    link = run.find(f"{A}rPr/{A}hlinkClick")
    return link is not None and "hlinksldjump" in (link.get("action") or "")


def place_of(element: etree._Element) -> Place | None:
    """Where a shape stands; None: it follows its layout."""
    for path in (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm"):
        found = element.find(path)
        if found is None:
            continue
        off, ext = found.find(f"{A}off"), found.find(f"{A}ext")
        if off is not None and ext is not None:
            x, y, w, h = (_number(one) for one in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy")))
            flips = sum(n * TURNED for n, flip in ((1, "flipH"), (2, "flipV")) if found.get(flip) in ("1", "true"))
            return x, y, w, h, _number(found.get("rot")) + flips
    return None


def _number(value: str | None) -> int:
    try:
        return int(value or "0")
    except ValueError:
        return 0
