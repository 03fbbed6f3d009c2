"""The file of a company template: opened with care, its kind corrected in memory, each complaint one clear sentence."""

from __future__ import annotations

import posixpath
import re

from lxml import etree
from msgspec import Struct

from decks.pptx.unpacking import Find, NotReadable, unpacked
from prep.errors import InputError, common_error

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

TYPES = "[Content_Types].xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SLIDES = "PowerPoint Document".encode("utf-16-le")
PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
KINDS = re.compile(
    r"application/vnd\.(openxmlformats-officedocument\.presentationml\.(presentation|template|slideshow)"
    r"|ms-powerpoint\.(presentation|template|slideshow)\.macroEnabled)\.main\+xml"
)
KNOWN = {
    **{"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"},
    **{"tif": "image/tiff", "tiff": "image/tiff", "emf": "image/x-emf", "wmf": "image/x-wmf"},
    **{"svg": "image/svg+xml", "fntdata": "application/x-fontdata"},
}
"""The types of parts whose type a careless program left out."""


class Relation(Struct, frozen=True):
    """A relationship: ``kind`` is the last word of its type; ``target`` a part, or an address if ``external``."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """E.g. "slideLayout"."""
        return self.type.rpartition("/")[2]


class Container(Struct, frozen=True, eq=False):
    """The parts of a template by name, and the content type of each; ``main`` is the presentation's name.

    ``find`` leads from a name, however written, to the part's own. ``macros``: the file brings programs with it.
    """

    file: str
    parts: dict[str, bytes]
    types: dict[str, str]
    main: str
    find: Find
    macros: bool

    def tree(self, part: str) -> etree._Element:
        """The part as XML; InputError when it is damaged or missing."""
        return _parsed(self.parts.get(part, b""), self.file)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of a part, in the file's order."""
        return _relations(self.parts, self.find, part, self.file)

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts that ``part`` names as its ``kind``, those that exist."""
        found = (one.target for one in self.relations(part) if one.kind == kind and not one.external)
        return tuple(target for target in found if target in self.parts)


def refused(reason: str, file: str) -> InputError:
    """The complaint ``reason`` about a template."""
    return InputError(common_error(f"template_{reason}", file=file))


def open_container(data: bytes, file: str) -> Container:
    """The parts of a .pptx or .potx; InputError when it is none, is encrypted, damaged or far too large."""
    if data.startswith(OLE):
        raise refused("encrypted" if ENCRYPTED in data else "old" if SLIDES in data else "not_powerpoint", file)
    if not data.startswith(b"PK"):
        raise refused("not_powerpoint", file)
    try:
        parts, find = unpacked(data)
    except NotReadable as error:
        raise refused(error.reason, file) from error
    if find(TYPES) not in parts:
        raise refused("not_powerpoint", file)
    mains = [one.target for one in _relations(parts, find, "", file) if one.kind == "officeDocument"]
    types = _types(parts, find, file)
    main = next((name for name in mains if name in parts), "")
    kind = KINDS.fullmatch(types.get(main, ""))
    if not kind:
        raise refused("not_powerpoint", file)
    types[main] = PRESENTATION
    return Container(file, parts, types, main, find, "macroEnabled" in kind.string)


def _parsed(data: bytes, file: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refused("damaged", file) from error


def _types(parts: dict[str, bytes], find: Find, file: str) -> dict[str, str]:
    """The content type of every part."""
    tree = _parsed(parts[find(TYPES)], file)
    endings = {(one.get("Extension") or "").lower(): one.get("ContentType") or "" for one in tree.iter(f"{CT}Default")}
    own = {find(one.get("PartName") or ""): one.get("ContentType") or "" for one in tree.iter(f"{CT}Override")}
    found = {}
    for name in parts:
        ending = name.rpartition(".")[2].lower()
        found[name] = own.get(name) or endings.get(ending) or KNOWN.get(ending, "")
    return found


def _relations(parts: dict[str, bytes], find: Find, part: str, file: str) -> tuple[Relation, ...]:
    folder, _, name = part.rpartition("/")
    listed = parts.get(find(f"{folder}/_rels/{name}.rels"))
    if listed is None:
        return ()
    found = []
    for one in _parsed(listed, file):
        target, external = one.get("Target") or "", one.get("TargetMode") == "External"
        if not external:
            target = find(posixpath.join("/", folder, target.replace("\\", "/").partition("#")[0]))
        found.append(Relation(one.get("Id") or "", one.get("Type") or "", target, external))
    return tuple(found)
