"""The package below a deck: python-pptx's parts and relationships, written with fixed times.

This module alone touches python-pptx's internals. It replaces three things: ``next_partname`` and ``relate_to``, which
walk every relationship for each new part, and the zip writer, which stamps the time of day.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, cast
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import OpcPackage, Part, _Relationship, _Relationships
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import _ContentTypesItem

if TYPE_CHECKING:
    from pptx.package import Package

__all__ = ["RT", "OpcPackage", "Part", "add_part", "base_package", "filled", "part_named", "relate", "to_bytes"]

BASE = Path(__file__).parent / "base"
RELATIONS_HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
FIRST_SLIDE_ID = 256
LastPart = tuple[Part, Callable[[list[zipfile.ZipInfo]], bytes]]
"""A part, and what makes its content from the directory of the others."""
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
COMPRESSION = 6
PACKED = (".png", ".jpg", ".jpeg", ".gif", ".mp4", ".wdp")
"""What a template brings packed already: to pack it again takes long and saves little."""
LEAST_COMPRESSION = 1
STORED_AS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "ppt/presentation.xml": "presentation.xml",
    "ppt/_rels/presentation.xml.rels": "presentation.rels",
    "ppt/presProps.xml": "presProps.xml",
    "ppt/viewProps.xml": "viewProps.xml",
    "ppt/tableStyles.xml": "tableStyles.xml",
    "ppt/theme/theme1.xml": "theme1.xml",
    "ppt/theme/theme2.xml": "theme2.xml",
    "ppt/slideMasters/slideMaster1.xml": "slideMaster1.xml",
    "ppt/slideMasters/_rels/slideMaster1.xml.rels": "slideMaster1.rels",
    "ppt/slideLayouts/slideLayout1.xml": "slideLayout1.xml",
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": "slideLayout1.rels",
    "ppt/notesMasters/notesMaster1.xml": "notesMaster1.xml",
    "ppt/notesMasters/_rels/notesMaster1.xml.rels": "notesMaster1.rels",
}
"""Where each file of ``base`` stands in the package."""


@cache
def _base_text(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


def filled(name: str, values: dict[str, str]) -> bytes:
    """A file of ``base`` with its $placeholders filled; the values are XML already."""
    return Template(_base_text(name)).substitute(values).encode("utf-8")


def base_package(values: dict[str, str]) -> OpcPackage:
    """A package without slides: theme, master, one layout, notes master and properties."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for stored, name in STORED_AS.items():
            archive.writestr(zipfile.ZipInfo(stored, FIXED_TIME), filled(name, values))
    stream.seek(0)
    return OpcPackage.open(stream)


def add_part(package: OpcPackage, name: str, content_type: str, blob: bytes) -> Part:
    """A part of ``package`` under a name the caller knows to be free; relate it or it is not written."""
    return Part(PackURI(name), content_type, cast("Package", package), blob)


def relate(source: Part, kind: str, target: Part) -> str:
    """The id of a new relationship of ``source``; the caller knows that there is none of that kind to ``target`` yet.

    ``relate_to`` looks through every relationship for one that exists, which makes long decks slow.
    """
    key: str = source._rels._add_relationship(kind, target)
    return key


def part_named(package: OpcPackage, name: str) -> Part:
    """The part of that name, without its leading slash; it must exist."""
    return next(part for part in package.iter_parts() if str(part.partname) == f"/{name}")


def to_bytes(package: OpcPackage, last: LastPart | None = None) -> bytes:
    """The package as a file: the same parts always give the same bytes.

    ``last`` is a part whose content speaks of all the others: it is made when they are written.
    """
    parts = tuple(package.iter_parts())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _write(archive, "[Content_Types].xml", serialize_part_xml(_ContentTypesItem.xml_for(parts)))
        _write(archive, "_rels/.rels", _relations(package._rels, "/"))
        for part in parts:
            name = str(part.partname)
            if last is None or part is not last[0]:
                _write(archive, name[1:], part.blob)
            if part._rels:
                folder, _, file = name.rpartition("/")
                _write(archive, f"{folder[1:]}/_rels/{file}.rels", _relations(part._rels, folder))
        if last is not None:
            part, made = last
            _write(archive, str(part.partname)[1:], made(archive.infolist()))
    return stream.getvalue()


def _relations(relations: _Relationships, folder: str) -> bytes:
    """What ``relations.xml`` says, which builds a tree of elements for it; ours are all in order."""
    lines = [
        f'<Relationship Id="{key}" Type="{relation.reltype}" Target={_target(folder, relation)}/>'
        for key, relation in relations.items()
    ]
    return f"{RELATIONS_HEAD}{''.join(lines)}</Relationships>".encode()


def _target(folder: str, relation: _Relationship) -> str:
    """The way to a part, or an address that a template's master leads to."""
    if relation.is_external:
        return f'{quoteattr(relation.target_ref)} TargetMode="External"'
    return f'"{_way(folder, str(relation.target_partname))}"'


@lru_cache(maxsize=4096)
def _way(folder: str, target: str) -> str:
    """The path to the part ``target`` from ``folder``."""
    return posixpath.relpath(target, folder)


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    packed = name.lower().endswith(PACKED)
    archive.writestr(entry, data, compresslevel=LEAST_COMPRESSION if packed else COMPRESSION)
