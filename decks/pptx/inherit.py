"""What a placeholder of a layout takes from its master: place, margins, alignment, size, colour and typeface."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct

from decks.layout.items import Box
from decks.pptx.container import A, P

MASTER_TYPES = {"title": "title", "ctrTitle": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}
STYLES = {"title": "titleStyle", "body": "bodyStyle"}
EMU = 12700
INSETS = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))


class Chain(Struct, frozen=True, eq=False):
    """The shapes a placeholder's look is taken from, its own first, and the master's text style of its kind."""

    shapes: tuple[etree._Element, ...]
    style: etree._Element | None

    @property
    def box(self) -> Box | None:
        """Its place in points; None when nowhere given."""
        return next((box for shape in self.shapes if (box := box_of(shape))), None)

    @property
    def insets(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom margins in points."""
        left, top, right, bottom = (int(self.body(name) or usual) / EMU for name, usual in INSETS)
        return left, top, right, bottom

    def body(self, name: str) -> str:
        """An attribute of the text body; "" when nowhere given."""
        found = (shape.find(f"{P}txBody/{A}bodyPr") for shape in self.shapes)
        return next((one.get(name) or "" for one in found if one is not None and one.get(name)), "")

    @property
    def _levels(self) -> list[etree._Element]:
        """The properties of first-level paragraphs, the nearest first."""
        own = [shape.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr") for shape in self.shapes]
        usual = self.style.find(f"{A}lvl1pPr") if self.style is not None else None
        return [level for level in (*own, usual) if level is not None]

    def paragraph(self, name: str) -> str:
        """An attribute of paragraphs; "" when nowhere given."""
        return next((level.get(name) or "" for level in self._levels if level.get(name)), "")

    @property
    def _runs(self) -> list[etree._Element]:
        found = (level.find(f"{A}defRPr") for level in self._levels)
        return [one for one in found if one is not None]

    def run(self, name: str) -> str:
        """An attribute of text; "" when nowhere given."""
        return next((one.get(name) or "" for one in self._runs if one.get(name)), "")

    @property
    def fill(self) -> etree._Element | None:
        """The solid fill of text; None when nowhere given."""
        found = (one.find(f"{A}solidFill") for one in self._runs)
        return next((one for one in found if one is not None), None)

    @property
    def latin(self) -> str:
        """The Latin typeface as written; "" when nowhere given."""
        found = (one.find(f"{A}latin") for one in self._runs)
        return next((one.get("typeface") or "" for one in found if one is not None), "")


def chain_of(shape: etree._Element, master: etree._Element, kind: str) -> Chain:
    """The chain of a layout's placeholder of type ``kind``: by type, never by index."""
    wanted = MASTER_TYPES.get(kind, "body")
    above = next((one for one in master.iter(f"{P}sp") if _master_type(one) == wanted), None)
    style = master.find(f"{P}txStyles/{P}{STYLES.get(wanted, 'otherStyle')}")
    return Chain((shape,) if above is None else (shape, above), style)


def _master_type(shape: etree._Element) -> str | None:
    found = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return None if found is None else found.get("type") or "body"


def box_of(shape: etree._Element) -> Box | None:
    """The place a shape gives itself, in points; None when it gives none."""
    return _box(shape.find(f"{P}spPr/{A}xfrm"))


def shape_box(shape: etree._Element) -> Box | None:
    """The place of any shape, picture, line, group or frame, in points."""
    places = (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm")
    return next((box for path in places if (box := _box(shape.find(path)))), None)


def _box(place: etree._Element | None) -> Box | None:
    if place is None:
        return None
    at, size = place.find(f"{A}off"), place.find(f"{A}ext")
    if at is None or size is None:
        return None
    x, y, w, h = (int(one.get(name) or 0) / EMU for one, name in ((at, "x"), (at, "y"), (size, "cx"), (size, "cy")))
    if place.get("rot") in ("5400000", "16200000", "-5400000"):
        return Box(x + (w - h) / 2, y + (h - w) / 2, h, w)
    return Box(x, y, w, h)
