"""A company template as a value: its pages, layouts and placeholders by type and geometry, its colours and fonts.

Names and indices of layouts and placeholders say nothing reliable (pptx.md): nothing here looks at them.
"""

from __future__ import annotations

from typing import Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Align
from decks.layout.items import Anchor, Box
from decks.pptx.art import Art, Grounds, Scene, art, background, clipped
from decks.pptx.colours import MAP_NAMES, RGB, Scheme, resolved, scheme
from decks.pptx.container import A, Container, P, R, open_container, refused
from decks.pptx.inherit import Chain, box_of, chain_of, placeholder_type
from decks.pptx.pictures import Picture

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


class Layout(Struct, frozen=True):
    """A layout: ``part`` is its name in the file, ``master`` counts from 0.

    ``ground`` and ``picture`` as in Art, of the background. ``colours`` are those of slides. ``mapped``: the layout
    itself uses the theme's colours in another way, which its slides do not take over.
    """

    name: str
    part: str
    master: int
    placeholders: tuple[Placeholder, ...]
    art: tuple[Art, ...]
    ground: Grounds
    picture: Picture | None
    colours: tuple[tuple[str, RGB], ...]
    mapped: bool
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
    """What a template offers; ``samples`` counts the slides in it, which a deck does not take over.

    ``scale``: its pages are so many times larger than told here (posters).
    """

    file: str
    page: Box
    masters: int
    layouts: tuple[Layout, ...]
    samples: int
    heading_fonts: tuple[Fonts, ...]
    body_fonts: tuple[Fonts, ...]
    scale: float = 1.0


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
        raise refused("not_powerpoint", container.file)
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
    themes = [container.tree(_theme(container, master)) for master in masters]
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


def _theme(container: Container, part: str) -> str:
    found = container.related(part, "theme")
    if not found:
        raise refused("damaged", container.file)
    return found[0]


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
    theme_part = _theme(container, master)
    theme = container.tree(theme_part)
    mapping = tree.find(f"{P}clrMap")
    known = scheme(theme, _mapped(mapping) if mapping is not None else {})
    scene = Scene(container, master, known, theme, theme_part, page, {})
    own = art(tree, scene), background(tree, scene)
    names = _listed(container, master, tree, f"{P}sldLayoutIdLst")
    return [_layout(container.tree(name), replace(scene, part=name), tree, number, own, master) for name in names]


def _mapped(mapping: etree._Element) -> dict[str, str]:
    return {name: mapping.get(name) or "" for name in MAP_NAMES if mapping.get(name)}


def _layout(
    tree: etree._Element,
    scene: Scene,
    master: etree._Element,
    number: int,
    above: tuple[list[Art], tuple[Grounds, Picture | None]],
    above_part: str,
) -> Layout:
    on_slides = scene
    changed = tree.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    if changed is not None:
        scene = replace(scene, known=scheme(scene.theme, _mapped(changed)))
        in_master = replace(scene, part=above_part)
        above = art(master, in_master), background(master, in_master)
    holders = [found for shape in tree.iter(f"{P}sp") if (found := _placeholder(shape, master, on_slides))]
    if changed is not None:  # its own colours are meant in its own mapping, those of its master are not
        holders = [replace(one, colour=None) for one in holders]
    hidden = tree.get("showMasterSp") in ("0", "false")
    ground, picture = background(tree, scene)
    if ground == ():
        ground, picture = above[1]
    content = next((box_of(one) for one in master.iter(f"{P}sp") if placeholder_type(one) == "body"), None)
    drawn = tree.find(f"{P}cSld")
    return Layout(
        (drawn.get("name") or "") if drawn is not None else "",
        scene.part,
        number,
        tuple(holders),
        (*(() if hidden else above[0]), *art(tree, scene)),
        ground,
        picture,
        tuple(on_slides.known.items()),
        changed is not None,
        clipped(content, scene.page) if content is not None else None,
    )


def _placeholder(shape: etree._Element, master: etree._Element, scene: Scene) -> Placeholder | None:
    """A placeholder of a layout; None for other shapes, and for one that stands nowhere or mostly beside the page."""
    kind = placeholder_type(shape)
    mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    chain = chain_of(shape, master, kind) if kind else None
    box = chain.box if chain else None
    seen = clipped(box, scene.page) if box else None
    if kind is None or mark is None or chain is None or box is None or seen is None:
        return None
    if seen.w * seen.h <= 0.5 * box.w * box.h:
        return None
    left, top, right, bottom = chain.insets
    fill = chain.fill
    return Placeholder(
        KINDS.get(kind, "other"),
        seat_of(shape),
        int(mark.get("idx") or 0),
        Box(seen.x + left, seen.y + top, max(1.0, seen.w - left - right), max(1.0, seen.h - top - bottom)),
        not chain.turned and mark.get("orient") != "vert",
        ALIGNS.get(chain.paragraph("algn"), "left"),
        ANCHORS.get(chain.body("anchor"), "top"),
        float(chain.run("sz") or 1800) / 100,
        scene.known.get("tx1") if fill is None else _told(fill, scene.known),
        _latin(chain, scene.theme, kind),
    )


def seat_of(shape: etree._Element) -> str:
    """The attributes of a placeholder's ``p:ph``."""
    mark = shape.find(f"*/{P}nvPr/{P}ph")
    named = ((name, mark.get(name) or "") for name in ("type", "orient", "sz", "idx")) if mark is not None else ()
    return " ".join(f'{name}="{value}"' for name, value in named if value.isalnum())


def _told(fill: etree._Element, known: Scheme) -> RGB | None:
    """The colour of a solid fill; None for one that shades or can be seen through."""
    faint = next((float(one.get("val") or 0) < 90_000 for one in fill.iter(f"{A}alpha")), False)
    return resolved(fill, known) if str(fill.tag) == f"{A}solidFill" and not faint else None


def _latin(chain: Chain, theme: etree._Element, kind: str) -> str:
    """The Latin typeface; names that stand for the theme's are looked up."""
    named = chain.latin
    if named in ("", "+mj-lt", "+mn-lt"):
        heading = named == "+mj-lt" or (not named and KINDS.get(kind) == "title")
        return _fonts(theme, "majorFont" if heading else "minorFont").latin
    return named
