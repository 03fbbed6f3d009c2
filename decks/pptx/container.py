"""The file of a company template: opened with care, its kind corrected in memory, each complaint one clear sentence."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from lxml import etree
from msgspec import Struct

from prep.errors import InputError, common_error

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

TYPES = "[Content_Types].xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
KINDS = re.compile(
    r"application/vnd\.(openxmlformats-officedocument\.presentationml\.(presentation|template|slideshow)"
    r"|ms-powerpoint\.(presentation|template|slideshow)\.macroEnabled)\.main\+xml"
)
MOST_BYTES = 300_000_000
MOST_XML = 40_000_000
MOST_FILES = 8_000


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
    """The parts of a template by name, and the content type of each; ``main`` is the presentation's name."""

    file: str
    parts: dict[str, bytes]
    types: dict[str, str]
    main: str

    def tree(self, part: str) -> etree._Element:
        """The part as XML; InputError when it is damaged or missing."""
        return _parsed(self.parts.get(part, b""), self.file)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of a part, in the file's order."""
        return _relations(self.parts, part, self.file)

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
        raise refused("encrypted" if ENCRYPTED in data else "old", file)
    if not data.startswith(b"PK"):
        raise refused("not_powerpoint", file)
    parts = _unpacked(data, file)
    if TYPES not in parts:
        raise refused("not_powerpoint", file)
    mains = [one.target for one in _relations(parts, "", file) if one.kind == "officeDocument"]
    types = _types(parts, file)
    main = next((name for name in mains if name in parts), "")
    if not KINDS.fullmatch(types.get(main, "")):
        raise refused("not_powerpoint", file)
    types[main] = PRESENTATION
    return Container(file, parts, types, main)


def _unpacked(data: bytes, file: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if any(one.flag_bits & 1 for one in entries):
                raise refused("encrypted", file)
            xml = (one.file_size for one in entries if one.filename.endswith((".xml", ".rels")))
            if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MOST_BYTES or sum(xml) > MOST_XML:
                raise refused("too_large", file)
            return {one.filename: archive.read(one) for one in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise refused("damaged", file) from error


def _parsed(data: bytes, file: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refused("damaged", file) from error


def _types(parts: dict[str, bytes], file: str) -> dict[str, str]:
    """The content type of every part."""
    tree = _parsed(parts[TYPES], file)
    endings = {(one.get("Extension") or "").lower(): one.get("ContentType") or "" for one in tree.iter(f"{CT}Default")}
    own = {(one.get("PartName") or "").lstrip("/"): one.get("ContentType") or "" for one in tree.iter(f"{CT}Override")}
    return {name: own.get(name) or endings.get(name.rpartition(".")[2].lower(), "") for name in parts}


def _relations(parts: dict[str, bytes], part: str, file: str) -> tuple[Relation, ...]:
    folder, _, name = part.rpartition("/")
    listed = parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
    if listed is None:
        return ()
    found = []
    for one in _parsed(listed, file):
        target, external = one.get("Target") or "", one.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(one.get("Id") or "", one.get("Type") or "", target, external))
    return tuple(found)
