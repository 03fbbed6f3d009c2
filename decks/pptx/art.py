"""What a layout, its master and its theme draw: backgrounds, bars, logos, and the colours they put behind text."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decks.layout.items import Box
from decks.pptx.colours import RGB, WHITE, Scheme, mixed, resolved
from decks.pptx.container import A, Container, P
from decks.pptx.inherit import placeholder_type, shape_box
from decks.pptx.pictures import Picture, picture_of

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WHOLE = 0.6  # art that covers so much of the page is its ground, not something in the way
SEEN = 0.15  # the least opacity that counts
DRAWN = ("sp", "pic", "cxnSp", "graphicFrame", "grpSp")
FULL = ("rect", "roundRect", "flowChartProcess", "snip1Rect", "round1Rect", "round2SameRect")
"""Geometries that fill their box."""

Grounds = tuple[RGB, ...] | None
"""One colour, or those between which a fill shades; () for none, None where they cannot be told."""


class Art(Struct, frozen=True):
    """Something drawn on a layout or its master; ``picture`` when its colours are those of a picture.

    ``drawn``: it covers what lies below it, in one colour or several; False for lines, frames and words.
    ``full``: all of its box.
    """

    box: Box
    drawn: bool
    grounds: Grounds
    picture: Picture | None = None
    full: bool = True


class Scene(Struct, frozen=True, eq=False):
    """A part whose drawings are looked at: its colours, its theme and the page; pictures once read stay in ``read``."""

    container: Container
    part: str
    known: Scheme
    theme: etree._Element
    theme_part: str
    page: Box
    read: dict[str, Picture | None]


def background(tree: etree._Element, scene: Scene) -> tuple[Grounds, Picture | None]:
    """The colours of the background, () when the part has none of its own; and its picture when it has one."""
    found = tree.find(f"{P}cSld/{P}bg")
    if found is None:
        return (), None
    own, named = found.find(f"{P}bgPr"), found.find(f"{P}bgRef")
    if own is not None:
        return _fill(own, scene, None, scene.page)
    colour = resolved(named, scene.known)
    if named is None or colour is None:
        return None, None
    fills = scene.theme.find(f".//{A}bgFillStyleLst")
    index = int(named.get("idx") or 1001) - 1001
    if fills is None or not 0 <= index < len(fills):
        return (colour,), None
    holder = etree.Element("holder")
    holder.append(etree.fromstring(etree.tostring(fills[index])))
    return _fill(holder, replace(scene, part=scene.theme_part), colour, scene.page)


def art(tree: etree._Element, scene: Scene) -> list[Art]:
    """What is drawn on a part besides its placeholders, from back to front; what cannot be seen is left out."""
    drawn = tree.find(f"{P}cSld/{P}spTree")
    return list(_drawings(drawn, scene, Frame())) if drawn is not None else []


class Frame(Struct, frozen=True):
    """How the measures inside a group become those of the page."""

    x: float = 0.0
    y: float = 0.0
    wide: float = 1.0
    high: float = 1.0

    def placed(self, box: Box) -> Box:
        """The box on the page."""
        return Box(self.x + box.x * self.wide, self.y + box.y * self.high, box.w * self.wide, box.h * self.high)


def _drawings(parent: etree._Element, scene: Scene, frame: Frame) -> Iterator[Art]:
    for shape in parent:
        kind = str(shape.tag).rpartition("}")[2]
        if str(shape.tag).startswith(MC):  # what one program shows and what others show: both may be seen
            yield from _drawings(shape, scene, frame)
        if kind not in DRAWN or (kind in ("sp", "pic") and placeholder_type(shape) is not None):
            continue
        own = shape_box(shape)
        box = clipped(frame.placed(own), scene.page) if own is not None else None
        if own is None or box is None:
            continue
        if kind == "grpSp" and box.w * box.h >= WHOLE * scene.page.w * scene.page.h:
            yield from _drawings(shape, scene, _inside(shape, own, frame))
            continue
        found = _one(shape, kind, box, scene)
        if found is not None:
            yield found


def _inside(group: etree._Element, own: Box, frame: Frame) -> Frame:
    """The frame of what a group holds."""
    at, size = (group.find(f"{P}grpSpPr/{A}xfrm/{A}{name}") for name in ("chOff", "chExt"))
    if at is None or size is None:
        return frame
    x, y, w, h = (int(one.get(n) or 0) / 12700 for one, n in ((at, "x"), (at, "y"), (size, "cx"), (size, "cy")))
    wide, high = own.w / (w or 1.0), own.h / (h or 1.0)
    outer = frame.placed(Box(own.x - x * wide, own.y - y * high, 0, 0))
    return Frame(outer.x, outer.y, frame.wide * wide, frame.high * high)


def _one(shape: etree._Element, kind: str, box: Box, scene: Scene) -> Art | None:
    if kind == "pic":
        large = box.w * box.h >= WHOLE * scene.page.w * scene.page.h
        picture = (
            picture_of(shape.find(f"{P}blipFill"), box, scene.container, scene.part, scene.read) if large else None
        )
        return Art(box, True, None, picture)
    if kind == "grpSp":
        return Art(box, True, None)
    if kind != "sp":
        return Art(box, False, ())
    grounds, picture = _shape_fill(shape, box, scene)
    words = any((one.text or "").strip() for one in shape.iter(f"{A}t"))
    if grounds == () and not words and not _outlined(shape):
        return None
    geometry = shape.find(f"{P}spPr/{A}prstGeom")
    full = geometry is not None and geometry.get("prst") in FULL
    return Art(box, grounds != (), grounds, picture, full)


def _shape_fill(shape: etree._Element, box: Box, scene: Scene) -> tuple[Grounds, Picture | None]:
    properties = shape.find(f"{P}spPr")
    if properties is not None and any(str(one.tag).endswith("Fill") for one in properties):
        return _fill(properties, scene, None, box)
    styled = shape.find(f"{P}style/{A}fillRef")
    if styled is None or styled.get("idx") in (None, "0"):
        return (), None
    colour = resolved(styled, scene.known)
    return (None if colour is None else (colour,)), None


def _fill(
    properties: etree._Element, scene: Scene, placeholder: RGB | None, box: Box
) -> tuple[Grounds, Picture | None]:
    """The colours of the first fill among ``properties``."""
    for fill in properties:
        kind = str(fill.tag).rpartition("}")[2]
        if kind == "noFill":
            return (), None
        if kind == "blipFill":
            return None, picture_of(fill, box, scene.container, scene.part, scene.read)
        if kind == "grpFill":
            return None, None
        if kind == "solidFill":
            return _solid(fill, resolved(fill, scene.known, placeholder)), None
        if kind in ("gradFill", "pattFill"):
            names = ("gs",) if kind == "gradFill" else ("fgClr", "bgClr")
            colours = [resolved(one, scene.known, placeholder) for name in names for one in fill.iter(f"{A}{name}")]
            told = tuple(one for one in colours if one is not None)
            return (told if told and len(told) == len(colours) else None), None
    return (), None


def _solid(fill: etree._Element, colour: RGB | None) -> Grounds:
    """A see-through colour as it looks on white, which is what lies below it almost always."""
    alpha = fill.find(f".//{A}alpha")
    share = 1.0 if alpha is None else float(alpha.get("val") or 0) / 100_000
    if share < SEEN:
        return ()
    return None if colour is None else (mixed(WHITE, colour, share),)


def _outlined(shape: etree._Element) -> bool:
    line = shape.find(f"{P}spPr/{A}ln")
    if line is not None:
        return line.find(f"{A}noFill") is None and len(line) > 0
    styled = shape.find(f"{P}style/{A}lnRef")
    return styled is not None and styled.get("idx") not in (None, "0")


def clipped(box: Box, page: Box) -> Box | None:
    """The part of ``box`` on the page; None when nothing of it is."""
    if not all(map(math.isfinite, (box.x, box.y, box.w, box.h))):
        return None
    left, top = max(0.0, box.x), max(0.0, box.y)
    right, bottom = min(page.w, box.right), min(page.h, box.bottom)
    return Box(left, top, right - left, bottom - top) if right >= left and bottom >= top else None
