"""The layout that carries our slides, made ready in our copy of it: type as measured, a panel where text needs one."""

from __future__ import annotations

from lxml import etree

from decks.pptx.art import DRAWN
from decks.pptx.colours import RGB, to_hex
from decks.pptx.container import A, P
from decks.pptx.fitting import Fit
from decks.pptx.inherit import placeholder_type
from decks.pptx.plates import Plate
from decks.pptx.stripping import as_sentences
from decks.pptx.template import seat_of
from decks.pptx.text import emu

COVERED = 0.98  # of the page
NAMESPACES = f'xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}"'


def prepare(tree: etree._Element, fit: Fit) -> None:
    """Change the layout that ``fit`` is about for what our slides put on it."""
    seats = {one.seat for one in (fit.title, fit.line, fit.date, fit.number) if one is not None}
    for shape in tree.iter(f"{P}sp"):
        if placeholder_type(shape) is not None and seat_of(shape) in seats:
            as_sentences(shape)
    _with_usual_mapping(tree)
    ground = _own_ground(fit)
    if ground is not None:
        _colour_background(tree, ground)
    drawn = tree.find(f"{P}cSld/{P}spTree")
    if fit.plate is not None and drawn is not None:
        if fit.bare:
            tree.set("showMasterSp", "0")
            _clear(drawn)
        extensions = drawn.find(f"{P}extLst")
        place = len(drawn) if extensions is None else drawn.index(extensions)
        drawn.insert(place, _panel(fit.plate, fit.scale, _free_id(tree)))


def _with_usual_mapping(tree: etree._Element) -> None:
    """Name the theme's colours themselves in a layout with a mapping of its own: programs differ on whose counts."""
    holder = tree.find(f"{P}clrMapOvr")
    changed = holder.find(f"{A}overrideClrMapping") if holder is not None else None
    if holder is None or changed is None:
        return
    for colour in tree.iter(f"{A}schemeClr"):
        colour.set("val", changed.get(colour.get("val") or "") or colour.get("val") or "tx1")
    holder.remove(changed)
    etree.SubElement(holder, f"{A}masterClrMapping")


def _own_ground(fit: Fit) -> RGB | None:
    """The colour that the layout's background should have, so that every program finds what text stands on.

    That is the colour of a drawing that covers the page, and of a background meant in the layout's own mapping.
    """
    layout, page = fit.layout, fit.canvas.page
    found = layout.ground if layout.mapped else None
    for art in () if fit.bare else layout.art:
        if art.drawn and art.full and art.box.w * art.box.h > COVERED * page.w * page.h:
            found = art.grounds
    return found[0] if found is not None and len(found) == 1 else None


def _colour_background(tree: etree._Element, colour: RGB) -> None:
    drawn = tree.find(f"{P}cSld")
    if drawn is None:
        return
    for old in drawn.findall(f"{P}bg"):
        drawn.remove(old)
    fill = f'<a:solidFill><a:srgbClr val="{to_hex(colour)}"/></a:solidFill><a:effectLst/>'
    drawn.insert(0, etree.fromstring(f"<p:bg {NAMESPACES}><p:bgPr>{fill}</p:bgPr></p:bg>"))


def _clear(drawn: etree._Element) -> None:
    """Take out the drawings, not the placeholders."""
    for shape in list(drawn):
        if str(shape.tag).rpartition("}")[2] in (*DRAWN, "AlternateContent") and placeholder_type(shape) is None:
            drawn.remove(shape)


def _free_id(tree: etree._Element) -> int:
    ids = [int(one.get("id") or 0) for one in tree.iter(f"{P}cNvPr")]
    return max(ids, default=1) + 1


def _panel(plate: Plate, scale: float, number: int) -> etree._Element:
    x, y, w, h = (emu(one * scale) for one in (plate.box.x, plate.box.y, plate.box.w, plate.box.h))
    colour = f'schemeClr val="{plate.name}"' if plate.name else f'srgbClr val="{to_hex(plate.colour)}"'
    return etree.fromstring(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Panel"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:solidFill><a:{colour}/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
