"""What a deck remembers of its export, in a part of its own: marks of what was written, never the texts themselves.

The part is custom XML below the presentation, which PowerPoint and LibreOffice keep when they save.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable

import msgspec
from lxml import etree
from msgspec import Struct

from decks.pptx.update.fingerprint import Print

SPACE = "urn:nemawashi:memory"
VERSION = 1
ITEM_ID = "{6E656D61-7761-5368-8A69-6D656D6F7279}"
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
CUSTOM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
ITEM_TYPE = "application/xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PROPERTIES = (
    f'{HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    f'ds:itemID="{ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()

TITLE, SOURCES, FOOT, NUMBER = "title", "sources", "foot", "number"


class ShapeMemory(Struct, frozen=True, array_like=True, gc=False):
    """A shape: ``number`` is that of its creation id, ``id`` the one on the slide.

    ``role`` is "title", "sources", "foot", "number" or "" for the body; ``name`` is ours, never a user's text.
    """

    number: int
    id: int
    name: str
    role: str
    print: Print


class SlideMemory(Struct, frozen=True, array_like=True, gc=False):
    """A page: ``sld_id`` is its id in the presentation, ``notes`` the mark of its notes, "" without any."""

    key: str
    sld_id: int
    creation: int
    notes: str
    shapes: tuple[ShapeMemory, ...]


class Memory(Struct, frozen=True, array_like=True):
    """A whole deck. ``rest`` is the mark of all other parts as written; "": something in it was made by hand.

    ``template`` "" is our own design; ``title`` and ``subject`` are marks of the document's properties. ``foreign``: a
    program that redraws looks on saving wrote the file once, so that how it looks says nothing.
    """

    kind: str
    language: str
    template: str
    title: str
    rest: str
    slides: tuple[SlideMemory, ...]
    foreign: bool = False


class WrittenMemory(Struct, frozen=True, array_like=True):
    """A ``Memory`` whose slides are encoded already: the values of 500 would be looked through again and again.

    The fields are those of ``Memory``, in its order.
    """

    kind: str
    language: str
    template: str
    title: str
    rest: str
    slides: tuple[msgspec.Raw, ...]
    foreign: bool = False


def encoded(slide: SlideMemory) -> msgspec.Raw:
    """A slide for ``WrittenMemory``."""
    return msgspec.Raw(msgspec.json.encode(slide))


class DamagedMemory(Exception):
    """The part is there and cannot be read."""


class NewerMemory(Exception):
    """The part was written by a later version."""


def memory_xml(memory: Memory | WrittenMemory) -> bytes:
    """The part that holds ``memory``: letters, digits and signs that XML leaves as they are."""
    inside = msgspec.json.encode(memory).decode().replace("&", "\\u0026").replace("<", "\\u003c")
    return f'{HEAD}<memory xmlns="{SPACE}" version="{VERSION}">{inside}</memory>'.encode()


def is_memory(data: bytes) -> bool:
    """Whether a custom XML part is ours."""
    return SPACE.encode() in data[:400]


def read_memory(data: bytes) -> Memory:
    """The memory in its part. DamagedMemory when it cannot be read, NewerMemory when a later version wrote it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
        version = int(root.get("version") or "")
        if version > VERSION:
            raise NewerMemory
        if root.tag != f"{{{SPACE}}}memory" or len(root) or b"<!DOCTYPE" in data:
            raise DamagedMemory
        return msgspec.json.decode(root.text or "", type=Memory)
    except (etree.XMLSyntaxError, msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DamagedMemory from error


def mark_of_rest(entries: Iterable[zipfile.ZipInfo], own: str) -> str:
    """A mark of every part of a package but ``own``, from the checksums that its directory holds already."""
    listed = sorted((one.filename, one.CRC, one.file_size) for one in entries if one.filename != own)
    return hashlib.blake2b(repr(listed).encode(), digest_size=16).hexdigest()
