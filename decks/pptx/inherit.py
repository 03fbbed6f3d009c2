"""What a placeholder of a layout takes from its master: place, margins, alignment, size, colour and typeface."""

from __future__ import annotations

import math

from lxml import etree
from msgspec import Struct

from decks.layout.items import Box
from decks.pptx.container import A, P

MASTER_TYPES = {"title": "title", "ctrTitle": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}
STYLES = {"title": "titleStyle", "body": "bodyStyle"}
EMU = 12700
UPRIGHT = ("", "horz")
FULL_TURN = 360 * 60_000
STRAIGHT = 8 * 60_000  # a slant that is style
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
    def turned(self) -> bool:
        """Whether its text does not run from left to right: turned as a whole, inside its box, or written downwards."""
        places = (shape.find(f"{P}spPr/{A}xfrm") for shape in self.shapes)
        own = next((int(one.get("rot") or 0) for one in places if one is not None), 0)
        inside = sum(int(turn) for turn in (self.body("rot"),) if turn.lstrip("-").isdigit())
        return (own + inside + STRAIGHT) % FULL_TURN > 2 * STRAIGHT or self.body("vert") not in UPRIGHT

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
        """The nearest fill of text, of whatever kind; None when nowhere given."""
        return next((fill for one in self._runs for fill in one if str(fill.tag).endswith("Fill")), None)

    @property
    def latin(self) -> str:
        """The Latin typeface as written; "" when nowhere given."""
        found = (one.find(f"{A}latin") for one in self._runs)
        return next((one.get("typeface") or "" for one in found if one is not None), "")


def placeholder_type(shape: etree._Element) -> str | None:
    """The type of a placeholder, "obj" when it names none; None for what is no placeholder."""
    found = shape.find(f"*/{P}nvPr/{P}ph")
    return None if found is None else found.get("type") or "obj"


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
    turn = math.radians(int(place.get("rot") or 0) / 60_000)
    if not turn:
        return Box(x, y, w, h)
    across, along = abs(math.cos(turn)), abs(math.sin(turn))
    wide, high = w * across + h * along, w * along + h * across
    return Box(x + (w - wide) / 2, y + (h - high) / 2, wide, high)
