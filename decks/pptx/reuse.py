"""The package of a deck on a template: what the template says of looks stays, its slides and its traces go."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from decks.pptx.colours import to_hex
from decks.pptx.container import OFFICE, A, Container, P, R, Relation
from decks.pptx.fitting import Fit
from decks.pptx.package import FIRST_SLIDE_ID, FIXED_TIME, STORED_AS, OpcPackage, filled
from decks.pptx.palette import Palette
from decks.pptx.preparing import prepare
from decks.pptx.stripping import kept_relations, plain_type, strip
from decks.pptx.text import attribute

KEPT = ("slideMaster", "theme", "tableStyles", "font")
"""What the presentation keeps of the template; settings of view and show are ours, slides, tags and macros go.

So do the masters of notes and handouts: nobody sees them in a deck, and who wrote something there does not know it.
"""
ORDER = ("sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz", "notesSz")
STAYS = ("sldMasterIdLst", "sldSz", "notesSz", "embeddedFontLst", "kinsoku", "defaultTextStyle")
"""What of the presentation says how things look; the rest names slides, people, programs and their settings."""
OURS = {
    "presProps": ("ppt/presProps.xml", "application/vnd.openxmlformats-officedocument.presentationml.presProps+xml"),
    "viewProps": ("ppt/viewProps.xml", "application/vnd.openxmlformats-officedocument.presentationml.viewProps+xml"),
}
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
PROPERTIES = {
    "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", "metadata/core-properties"),
    "docProps/app.xml": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "extended-properties",
    ),
}
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_WRITE = etree.tostring


def template_package(container: Container, fit: Fit, palette: Palette, values: Mapping[str, str]) -> OpcPackage:
    """A package without slides, whose presentation names those to come; ``values`` as for our own base."""
    parts, types, relations = _looks(container, fit, palette)
    main = container.main
    own = [one for one in container.relations(main) if one.kind in KEPT and not one.external and one.target in parts]
    own = _with_settings(own, parts, types, dict(values))
    own.append(_notes_master(parts, types, relations, dict(values)))
    relations[main] = tuple(Relation(f"rId{n}", one.type, one.target, False) for n, one in enumerate(own, 1))
    numbers = {one.id: f"rId{n}" for n, one in enumerate(own, 1)}
    parts[main] = _presentation(container.tree(main), numbers, relations[main], values)
    types[main] = container.types[main]
    relations[""] = _properties(parts, types, main, dict(values))
    return OpcPackage.open(io.BytesIO(_zipped(parts, types, relations)))


def _looks(
    container: Container, fit: Fit, palette: Palette
) -> tuple[dict[str, bytes], dict[str, str], dict[str, tuple[Relation, ...]]]:
    """The parts that masters, layouts and themes reach without a slide between, with their relationships."""
    parts: dict[str, bytes] = {}
    types: dict[str, str] = {}
    relations: dict[str, tuple[Relation, ...]] = {}
    waiting = [one.target for one in container.relations(container.main) if one.kind in KEPT and not one.external]
    while waiting:
        name = waiting.pop()
        if name in parts or not container.types.get(name):
            continue
        kept = kept_relations(container, name)
        types[name], relations[name] = container.types[name], kept
        parts[name] = _look(container, name, {one.id for one in kept}, fit, palette)
        waiting += [one.target for one in kept if not one.external]
    return parts, types, relations


def _look(container: Container, name: str, kept: set[str], fit: Fit, palette: Palette) -> bytes:
    """A part without what leads to parts that go, and in the layout of our slides what they need."""
    kind = container.types[name]
    if not kind.endswith("+xml") or kind.startswith("image/"):
        return container.parts[name]
    tree = container.tree(name)
    strip(tree, kept)
    if kind.endswith("theme+xml"):
        _with_fonts(tree, palette)
    if kind.endswith("slideMaster+xml"):
        plain_type(tree.find(f"{P}txStyles/{P}otherStyle"))
    if name == fit.layout.part:
        prepare(tree, fit)
    return HEAD + _WRITE(tree)


def _with_fonts(tree: etree._Element, palette: Palette) -> None:
    """Give the theme an East Asian font for Japanese, and a colour for links that can be read."""
    for which, ea in (("majorFont", palette.heading_ea), ("minorFont", palette.ea)):
        fonts = tree.find(f".//{A}{which}")
        if fonts is None:
            continue
        for old in fonts.findall(f"{A}ea"):
            fonts.remove(old)
        found = etree.Element(f"{A}ea", typeface=ea)
        latin = fonts.find(f"{A}latin")
        fonts.insert(0 if latin is None else fonts.index(latin) + 1, found)
    for slot in ("hlink", "folHlink") if palette.link else ():
        holder = tree.find(f".//{A}clrScheme/{A}{slot}")
        if holder is not None and palette.link is not None:
            for old in list(holder):
                holder.remove(old)
            etree.SubElement(holder, f"{A}srgbClr").set("val", to_hex(palette.link))


def _with_settings(
    own: list[Relation], parts: dict[str, bytes], types: dict[str, str], values: dict[str, str]
) -> list[Relation]:
    """The relationships with our own settings of show and view: the template's may name its slides."""
    for kind, (name, content_type) in OURS.items():
        parts[name], types[name] = filled(STORED_AS[name], values), content_type
        own.append(Relation(f"our {kind}", f"{OFFICE}{kind}", name, False))
    return own


def _notes_master(
    parts: dict[str, bytes], types: dict[str, str], relations: dict[str, tuple[Relation, ...]], values: dict[str, str]
) -> Relation:
    """Our notes master with its theme."""
    name = "ppt/notesMasters/notesMaster1.xml"
    number = next(n for n in range(1, 10_000) if f"ppt/theme/theme{n}.xml" not in parts)
    theme = f"ppt/theme/theme{number}.xml"
    parts[theme], types[theme] = filled("theme2.xml", values), THEME_TYPE
    parts[name], types[name] = filled("notesMaster1.xml", values), NOTES_TYPE
    relations[name] = (Relation("rId1", f"{OFFICE}theme", theme, False),)
    return Relation("our notes", f"{OFFICE}notesMaster", name, False)


def _presentation(
    tree: etree._Element,
    numbers: dict[str, str],
    relations: tuple[Relation, ...],
    values: Mapping[str, str],
) -> bytes:
    """The presentation with our slides in place of the template's."""
    for child in list(tree):
        if str(child.tag).removeprefix(P) not in STAYS:
            tree.remove(child)
    tree.attrib.pop("firstSlideNum", "")
    plain_type(tree.find(f"{P}defaultTextStyle"))
    for element in [*tree.iter(etree.Element)]:
        old = element.get(f"{R}id")
        parent = element.getparent()
        if old is not None and old in numbers:
            element.set(f"{R}id", numbers[old])
        elif old is not None and parent is not None:
            parent.remove(element)
    for font in tree.findall(f"{P}embeddedFontLst/{P}embeddedFont"):
        parent = font.getparent()
        if len(font) < 2 and parent is not None:  # none of its files is there
            parent.remove(font)
    embedded = tree.find(f"{P}embeddedFontLst")
    if embedded is not None and not len(embedded):
        tree.remove(embedded)
    notes = next(one.id for one in relations if one.kind == "notesMaster")
    slides = range(int(values["slides"]))
    ids = "".join(f'<p:sldId id="{FIRST_SLIDE_ID + n}" r:id="rId{len(relations) + 1 + n}"/>' for n in slides)
    _insert(tree, "notesMasterIdLst", f'<p:notesMasterId r:id="{notes}"/>')
    _insert(tree, "sldIdLst", ids)
    tree.append(_fragment(f"<p:extLst>{values['sections']}</p:extLst>"))
    return HEAD + _WRITE(tree)


def _fragment(xml: str) -> etree._Element:
    spaces = f'xmlns:p="{P[1:-1]}" xmlns:r="{R[1:-1]}" xmlns:a="{A[1:-1]}"'
    return etree.fromstring(f"<holder {spaces}>{xml}</holder>")[0]


def _insert(tree: etree._Element, name: str, inside: str) -> None:
    """A list of the presentation in its place in the order of the format."""
    before = ORDER[: ORDER.index(name)]
    place = sum(str(child.tag).removeprefix(P) in before for child in tree)
    tree.insert(place, _fragment(f"<p:{name}>{inside}</p:{name}>"))


def _properties(
    parts: dict[str, bytes], types: dict[str, str], main: str, values: dict[str, str]
) -> tuple[Relation, ...]:
    """The relationships of the package: the presentation, and our own properties in place of the template's."""
    found = [Relation("rId1", f"{OFFICE}officeDocument", main, False)]
    for number, (name, (content_type, kind)) in enumerate(PROPERTIES.items(), 2):
        parts[name], types[name] = filled(STORED_AS[name], values), content_type
        base = PACKAGE + "relationships/" if kind.startswith("metadata") else OFFICE
        found.append(Relation(f"rId{number}", base + kind, name, False))
    return tuple(found)


def _zipped(parts: dict[str, bytes], types: dict[str, str], relations: dict[str, tuple[Relation, ...]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        overrides = "".join(
            f'<Override PartName="/{attribute(name)}" ContentType="{attribute(types[name])}"/>' for name in parts
        )
        listed = (
            f'<Types xmlns="{PACKAGE}content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>"
        )
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml", FIXED_TIME), listed)
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), data)
        for name, found in relations.items():
            if found:
                folder, _, file = name.rpartition("/")
                path = f"{folder}/_rels/{file}.rels".lstrip("/")
                archive.writestr(zipfile.ZipInfo(path, FIXED_TIME), _listing(found))
    return stream.getvalue()


def _listing(found: tuple[Relation, ...]) -> str:
    lines = [
        f'<Relationship Id="{one.id}" Type="{attribute(one.type)}" '
        + (
            f'Target="{attribute(one.target)}" TargetMode="External"/>'
            if one.external
            else f'Target="/{attribute(one.target)}"/>'
        )
        for one in found
    ]
    return f'<Relationships xmlns="{PACKAGE}relationships">{"".join(lines)}</Relationships>'
