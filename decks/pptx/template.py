"""A company template as a value: its pages, layouts and placeholders by type and geometry, its colours and fonts.

Names and indices of layouts and placeholders say nothing reliable (pptx.md): nothing here looks at them.
"""

from __future__ import annotations

from typing import Literal

from lxml import etree
from msgspec import Struct

from decks.deck import Align
from decks.layout.items import Anchor, Box
from decks.pptx.colours import MAP_NAMES, RGB, Scheme, mixed, resolved, scheme
from decks.pptx.container import A, Container, P, R, open_container, refused
from decks.pptx.inherit import Chain, box_of, chain_of, shape_box

Kind = Literal["title", "body", "picture", "foot", "date", "number", "other"]
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("title", "ctrTitle"), "title"),
    **dict.fromkeys(("body", "obj", "tbl", "chart", "dgm"), "body"),
    **dict.fromkeys(("pic", "clipArt", "media"), "picture"),
    "ftr": "foot",
    "dt": "date",
    "sldNum": "number",
}
"""What a placeholder is for, by its type; every other type is "other"."""

ANCHORS: dict[str, Anchor] = {"t": "top", "ctr": "middle", "b": "bottom"}
ALIGNS: dict[str, Align] = {"l": "left", "ctr": "center", "r": "right"}
UPRIGHT = ("", "horz")


class Placeholder(Struct, frozen=True):
    """A placeholder of a layout, its look inherited from the master; ``box`` is where its text stands, in points.

    ``seat`` are the attributes of its ``p:ph``; ``size`` is in points, ``colour`` None where it cannot be told.
    """

    kind: Kind
    seat: str
    idx: int
    box: Box
    upright: bool
    align: Align
    anchor: Anchor
    size: float
    colour: RGB | None
    latin: str


class Art(Struct, frozen=True):
    """Something drawn on a layout or its master; ``grounds`` are its colours, None where they cannot be told: pictures.

    ``drawn``: it covers what lies below it, in one colour or several; False for lines, frames and words.
    """

    box: Box
    drawn: bool
    grounds: tuple[RGB, ...] | None


class Layout(Struct, frozen=True):
    """A layout: ``part`` is its name in the file, ``master`` counts from 0; ``ground`` as in Art, of the background."""

    name: str
    part: str
    master: int
    placeholders: tuple[Placeholder, ...]
    art: tuple[Art, ...]
    ground: tuple[RGB, ...] | None
    colours: tuple[tuple[str, RGB], ...]
    content: Box | None

    def first(self, kind: Kind) -> Placeholder | None:
        """The largest placeholder of a kind; None when there is none."""
        found = [one for one in self.placeholders if one.kind == kind]
        return max(found, key=lambda one: one.box.w * one.box.h, default=None)


class Fonts(Struct, frozen=True):
    """The theme's typefaces: Latin, East Asian, and the one it names for Japanese; "" where it names none."""

    latin: str
    ea: str
    japanese: str


class Template(Struct, frozen=True):
    """What a template offers; ``samples`` counts the slides in it, which a deck does not take over."""

    file: str
    page: Box
    masters: int
    layouts: tuple[Layout, ...]
    samples: int
    heading_fonts: tuple[Fonts, ...]
    body_fonts: tuple[Fonts, ...]


def read_template(data: bytes, file: str) -> Template:
    """The template in a .pptx or .potx named ``file``; InputError when it cannot be one."""
    return template_of(open_container(data, file))


def template_of(container: Container) -> Template:
    """What the parts of an opened template offer; InputError when it has no page or no layouts."""
    try:
        return _template(container, container.tree(container.main))
    except ValueError as error:  # a measure that is no number
        raise refused("damaged", container.file) from error


def _template(container: Container, main: etree._Element) -> Template:
    if not str(main.tag).startswith(P):
        raise refused("strict", container.file)
    size = main.find(f"{P}sldSz")
    if size is None:
        raise refused("damaged", container.file)
    page = Box(0, 0, _points(size.get("cx")), _points(size.get("cy")))
    masters = _listed(container, container.main, main, f"{P}sldMasterIdLst")
    layouts = tuple(
        layout for number, master in enumerate(masters) for layout in _layouts(container, master, number, page)
    )
    if not layouts:
        raise refused("no_layouts", container.file)
    themes = [_theme(container, master) for master in masters]
    samples = main.find(f"{P}sldIdLst")
    return Template(
        container.file,
        page,
        len(masters),
        layouts,
        0 if samples is None else len(samples),
        tuple(_fonts(theme, "majorFont") for theme in themes),
        tuple(_fonts(theme, "minorFont") for theme in themes),
    )


def _points(emu: str | None) -> float:
    return round(int(emu or 0) / 12700, 2)


def _listed(container: Container, part: str, tree: etree._Element, list_name: str) -> list[str]:
    """The parts that a list of ids names, in its order; those that exist."""
    targets = {one.id: one.target for one in container.relations(part)}
    listed = tree.find(list_name)
    names = [targets.get(one.get(f"{R}id") or "", "") for one in listed] if listed is not None else []
    return [name for name in names if name in container.parts]


def _theme(container: Container, part: str) -> etree._Element:
    found = container.related(part, "theme")
    if not found:
        raise refused("damaged", container.file)
    return container.tree(found[0])


def _fonts(theme: etree._Element, which: str) -> Fonts:
    listed = theme.find(f".//{A}{which}")
    if listed is None:
        return Fonts("", "", "")
    scripts = {one.get("script"): one.get("typeface") or "" for one in listed.iter(f"{A}font")}
    latin, ea = (listed.find(f"{A}{name}") for name in ("latin", "ea"))
    return Fonts(
        (latin.get("typeface") or "") if latin is not None else "",
        (ea.get("typeface") or "") if ea is not None else "",
        scripts.get("Jpan", ""),
    )


def _layouts(container: Container, master: str, number: int, page: Box) -> list[Layout]:
    tree = container.tree(master)
    theme = _theme(container, master)
    mapping = tree.find(f"{P}clrMap")
    known = scheme(theme, {name: mapping.get(name) or "" for name in MAP_NAMES} if mapping is not None else {})
    names = _listed(container, master, tree, f"{P}sldLayoutIdLst")
    return [_layout(container.tree(name), name, tree, number, known, theme, page) for name in names]


def _layout(
    tree: etree._Element,
    part: str,
    master: etree._Element,
    number: int,
    known: Scheme,
    theme: etree._Element,
    page: Box,
) -> Layout:
    holders = [found for shape in tree.iter(f"{P}sp") if (found := _placeholder(shape, master, known, theme))]
    hidden = tree.get("showMasterSp") in ("0", "false")
    shapes = [*(() if hidden else _art(master, known, page)), *_art(tree, known, page)]
    ground = _background(tree, known, theme)
    content = next((box_of(one) for one in master.iter(f"{P}sp") if _type(one) == "body"), None)
    drawn = tree.find(f"{P}cSld")
    return Layout(
        (drawn.get("name") or "") if drawn is not None else "",
        part,
        number,
        tuple(holders),
        tuple(shapes),
        _background(master, known, theme) if ground == () else ground,
        tuple(known.items()),
        content,
    )


def _type(shape: etree._Element) -> str | None:
    """The type of a placeholder, "obj" when it names none; None for what is no placeholder."""
    found = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return None if found is None else found.get("type") or "obj"


def _placeholder(
    shape: etree._Element, master: etree._Element, known: Scheme, theme: etree._Element
) -> Placeholder | None:
    kind = _type(shape)
    mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    chain = chain_of(shape, master, kind) if kind else None
    box = chain.box if chain else None
    if kind is None or mark is None or chain is None or box is None:
        return None
    named = ((name, mark.get(name) or "") for name in ("type", "orient", "sz", "idx"))
    seat = " ".join(f'{name}="{value}"' for name, value in named if value.isalnum())
    left, top, right, bottom = chain.insets
    inner = Box(box.x + left, box.y + top, max(1.0, box.w - left - right), max(1.0, box.h - top - bottom))
    return Placeholder(
        KINDS.get(kind, "other"),
        seat,
        int(mark.get("idx") or 0),
        inner,
        chain.body("vert") in UPRIGHT and mark.get("orient") != "vert",
        ALIGNS.get(chain.paragraph("algn"), "left"),
        ANCHORS.get(chain.body("anchor"), "top"),
        float(chain.run("sz") or 1800) / 100,
        resolved(chain.fill, known) or known.get("tx1"),
        _latin(chain, theme, kind),
    )


def _latin(chain: Chain, theme: etree._Element, kind: str) -> str:
    """The Latin typeface; names that stand for the theme's are looked up."""
    named = chain.latin
    if named in ("", "+mj-lt", "+mn-lt"):
        heading = named == "+mj-lt" or (not named and KINDS.get(kind) == "title")
        return _fonts(theme, "majorFont" if heading else "minorFont").latin
    return named


def _background(tree: etree._Element, known: Scheme, theme: etree._Element) -> tuple[RGB, ...] | None:
    """The colours of the background; () when the part has none of its own, None when they cannot be told."""
    found = tree.find(f"{P}cSld/{P}bg")
    if found is None:
        return ()
    own, named = found.find(f"{P}bgPr"), found.find(f"{P}bgRef")
    if own is not None:
        return _grounds(own, known)
    colour = resolved(named, known)
    if named is None or colour is None:
        return None
    fills = theme.find(f".//{A}bgFillStyleLst")
    index = int(named.get("idx") or 1001) - 1001
    if fills is None or not 0 <= index < len(fills):
        return (colour,)
    holder = etree.Element("holder")
    holder.append(etree.fromstring(etree.tostring(fills[index])))
    return _grounds(holder, known, colour)


def _grounds(properties: etree._Element, known: Scheme, placeholder: RGB | None = None) -> tuple[RGB, ...] | None:
    """The colours of a fill: one, or those between which it shades; () for none, None for pictures and patterns."""
    for fill in properties:
        kind = str(fill.tag).rpartition("}")[2]
        if kind == "noFill":
            return ()
        if kind == "solidFill":
            colour = resolved(fill, known, placeholder)
            return None if colour is None else (_faded(colour, fill),)
        if kind == "gradFill":
            stops = [resolved(stop, known, placeholder) for stop in fill.iter(f"{A}gs")]
            told = tuple(stop for stop in stops if stop is not None)
            return told if told and len(told) == len(stops) else None
        if kind in ("blipFill", "pattFill", "grpFill"):
            return None
    return ()


def _faded(colour: RGB, fill: etree._Element) -> RGB:
    """A see-through colour as it looks on white, which is what lies below it almost always."""
    alpha = fill.find(f".//{A}alpha")
    return colour if alpha is None else mixed((1.0, 1.0, 1.0), colour, float(alpha.get("val") or 0) / 100_000)


def _art(tree: etree._Element, known: Scheme, page: Box) -> list[Art]:
    """What is drawn on a part besides its placeholders, from back to front; what cannot be seen is left out."""
    drawn = tree.find(f"{P}cSld/{P}spTree")
    found = []
    for shape in drawn if drawn is not None else ():
        kind = str(shape.tag).rpartition("}")[2]
        if kind not in ("sp", "pic", "cxnSp", "graphicFrame", "grpSp") or (kind == "sp" and _type(shape) is not None):
            continue
        box = _clipped(shape_box(shape), page)
        if box is None:
            continue
        grounds = _shape_grounds(shape, known) if kind == "sp" else None if kind in ("pic", "grpSp") else ()
        words = any((one.text or "").strip() for one in shape.iter(f"{A}t"))
        if kind != "sp" or grounds != () or words or _outlined(shape):
            found.append(Art(box, grounds != (), grounds))
    return found


def _shape_grounds(shape: etree._Element, known: Scheme) -> tuple[RGB, ...] | None:
    properties = shape.find(f"{P}spPr")
    if properties is not None and any(str(one.tag).endswith("Fill") for one in properties):
        return _grounds(properties, known)
    styled = shape.find(f"{P}style/{A}fillRef")
    if styled is None or styled.get("idx") in (None, "0"):
        return ()
    colour = resolved(styled, known)
    return None if colour is None else (colour,)


def _outlined(shape: etree._Element) -> bool:
    line = shape.find(f"{P}spPr/{A}ln")
    if line is not None:
        return line.find(f"{A}noFill") is None and len(line) > 0
    styled = shape.find(f"{P}style/{A}lnRef")
    return styled is not None and styled.get("idx") not in (None, "0")


def _clipped(box: Box | None, page: Box) -> Box | None:
    """The part of ``box`` on the page; None when nothing of it is."""
    if box is None:
        return None
    left, top = max(0.0, box.x), max(0.0, box.y)
    right, bottom = min(page.w, box.right), min(page.h, box.bottom)
    return Box(left, top, right - left, bottom - top) if right >= left and bottom >= top else None
