"""The namespaces of a deck, with their usual prefixes."""

from __future__ import annotations

from functools import cache

from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": OFFICE.rstrip("/"),
    "rel": f"{PACKAGE}relationships",
    "ct": f"{PACKAGE}content-types",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "cp": f"{PACKAGE}metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
}
PREFIXES = {space: prefix for prefix, space in SPACES.items()}


def full(name: str) -> str:
    """The name as lxml writes it: "a:t" → "{http://…main}t"."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def short(element: etree._Element) -> str:
    """The name with its usual prefix; "?:x" in an unknown namespace."""
    return _short(str(element.tag))


@cache
def _short(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    return f"{PREFIXES.get(space[1:], '?')}:{local}"


def elements(root: etree._Element, *names: str) -> list[etree._Element]:
    """Every element below ``root`` with one of the names, in document order."""
    return list(root.iter(*(full(name) for name in names)))


def child(root: etree._Element, path: str) -> etree._Element | None:
    """The first element at ``path``, such as "p:cSld/p:spTree"; None when there is none."""
    return root.find("/".join(full(step) for step in path.split("/")))


def words(root: etree._Element) -> str:
    """All text of the runs below ``root``."""
    return "".join(one.text or "" for one in elements(root, "a:t"))


def whole(text: str | None, default: int = 0) -> int:
    """A whole number, ``default`` for what is none."""
    try:
        return int(text or "")
    except ValueError:
        return default
