"""The shapes of a slide: their ids, the title, placeholders, alt texts and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from structure.container import Container
from structure.finding import Findings, about
from structure.names import child, elements, short, whole, words
from structure.presentation import slide_parts

SHAPES = ("p:sp", "p:pic", "p:graphicFrame", "p:cxnSp", "p:grpSp")
TITLES = ("title", "ctrTitle")
TOLERANCE = 12700  # a point: what rounding may add up to
NO_BREAK = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True)
class Shape:
    """A shape as it stands on a slide; ``seat`` are type and idx of its placeholder, None when it is none."""

    element: etree._Element
    id: str
    name: str
    descr: str
    decorative: bool
    seat: tuple[str, str] | None

    @property
    def where(self) -> str:
        return f"shape {self.id} {self.name!r}"

    @property
    def kind(self) -> str:
        return short(self.element)

    @property
    def says(self) -> bool:
        """Whether it has words that can be seen."""
        return bool(words(self.element).strip().strip(NO_BREAK))


def shapes(tree: etree._Element) -> Iterator[Shape]:
    """The shapes of a slide from back to front, those inside groups after their group."""
    drawn = child(tree, "p:cSld/p:spTree")
    for one in elements(drawn, *SHAPES) if drawn is not None else ():
        head = next((below for below in one[0] if short(below) == "p:cNvPr"), None) if len(one) else None
        if head is None:
            yield Shape(one, "", "", "", False, None)
            continue
        marks = [mark.get("val") for mark in elements(head, "adec:decorative")]
        ph = child(one[0], "p:nvPr/p:ph")
        seat = None if ph is None else (ph.get("type") or "obj", ph.get("idx") or "0")
        yield Shape(one, head.get("id") or "", head.get("name") or "", head.get("descr") or "", "1" in marks, seat)


def check_shapes(file: Container) -> Findings:
    """All of it, on every slide; of notes the ids alone."""
    slides = slide_parts(file)
    layouts = {one for part in slides for one in file.related(part, "slideLayout") if one in file.trees}
    offered = {layout: _offered(file.trees[layout]) for layout in layouts}
    for part in slides:
        found = list(shapes(file.trees[part]))
        yield from _ids(file, part)
        yield from _title(part, found)
        layout = next((one for one in file.related(part, "slideLayout") if one in offered), "")
        yield from _seats(part, found, offered.get(layout, set()))
        yield from _told(part, found)
        yield from _places(file, part, found)
    for part in file.trees:
        if part.startswith("ppt/notesSlides/") and part.endswith(".xml"):
            yield from _ids(file, part)


def _ids(file: Container, part: str) -> Findings:
    heads = elements(file.trees[part], "p:cNvPr")
    for id, count in Counter(one.get("id") or "" for one in heads).items():
        if count > 1:
            yield about(part)("shape.id", f"shape id {id}", f"stands for {count} shapes")
        if not 0 < whole(id) < 2**31:
            yield about(part)("shape.id", f"shape id {id!r}", "is out of the range of ids")


def _title(part: str, found: list[Shape]) -> Findings:
    """One title, first in reading order."""
    titles = [shape for shape in found if shape.seat and shape.seat[0] in TITLES]
    if len(titles) != 1:
        yield about(part)("title.one", "title", f"the slide has {len(titles)} titles")
    elif found[0] is not titles[0]:
        yield about(part)("title.first", titles[0].where, f"is read after {found[0].name!r}")
    for title in titles:
        if not title.says:
            yield about(part)("title.empty", title.where, "has no words")


def _offered(layout: etree._Element) -> set[tuple[str, str]]:
    """The placeholders of a layout; a title is one whatever its number."""
    seats = [shape.seat for shape in shapes(layout) if shape.seat]
    return {(_family(kind), "" if kind in TITLES else idx) for kind, idx in seats}


def _seats(part: str, found: list[Shape], offered: set[tuple[str, str]]) -> Findings:
    """No placeholder is empty, each has one of its own in the layout."""
    taken = Counter(shape.seat for shape in found if shape.seat)
    for shape in found:
        if shape.seat is None:
            continue
        if shape.kind == "p:sp" and not shape.says:
            yield about(part)("placeholder.empty", shape.where, "is a placeholder without words")
        if (_family(shape.seat[0]), "" if shape.seat[0] in TITLES else shape.seat[1]) not in offered:
            yield about(part)("placeholder.unknown", shape.where, f"its layout offers no {shape.seat}")
        if taken[shape.seat] > 1:
            yield about(part)("placeholder.twice", shape.where, f"{taken[shape.seat]} shapes take {shape.seat}")


def _family(kind: str) -> str:
    return "title" if kind in TITLES else kind


def _told(part: str, found: list[Shape]) -> Findings:
    """What cannot be read aloud as text says what it shows, or that it is decoration."""
    for shape in found:
        pictured = shape.kind in ("p:pic", "p:graphicFrame")
        if pictured and not shape.descr.strip() and not shape.decorative:
            yield about(part)("alt.none", shape.where, "has no alt text")
        if shape.kind == "p:sp" and not shape.says and not shape.decorative and not shape.descr.strip():
            rule = "text.empty" if child(shape.element, "p:txBody") is not None else "alt.none"
            if shape.seat is None:
                yield about(part)(rule, shape.where, "says nothing and is not marked as decoration")
        if not shape.name.strip():
            yield about(part)("shape.name", shape.where, "has no name")


def _places(file: Container, part: str, found: list[Shape]) -> Findings:
    """Every shape stands on the slide, tables with all their rows."""
    size = child(file.trees[file.main], "p:sldSz")
    if size is None:
        return
    wide, high = whole(size.get("cx")), whole(size.get("cy"))
    for shape in found:
        box = _box(shape)
        if box is None:
            continue
        x, y, w, h = box
        if w < 0 or h < 0:
            yield about(part)("place.size", shape.where, f"is {w} by {h}")
        rows = sum(whole(row.get("h")) for row in elements(shape.element, "a:tr"))
        beyond = max(-x, -y, x + w - wide, y + max(h, rows) - high)
        if beyond > TOLERANCE:
            yield about(part)("place.outside", shape.where, f"goes {beyond / 12700:.1f} pt beyond the slide")


def _box(shape: Shape) -> tuple[int, int, int, int] | None:
    """Left, top, width and height in EMU; None for what takes its layout's place, or stands in a group."""
    parent = shape.element.getparent()
    if parent is None or short(parent) == "p:grpSp":
        return None
    path = {"p:graphicFrame": "p:xfrm", "p:grpSp": "p:grpSpPr/a:xfrm"}.get(shape.kind, "p:spPr/a:xfrm")
    place = child(shape.element, path)
    off, ext = (child(place, name) for name in ("a:off", "a:ext")) if place is not None else (None, None)
    if off is None or ext is None:
        return None
    return whole(off.get("x")), whole(off.get("y")), whole(ext.get("cx")), whole(ext.get("cy"))
