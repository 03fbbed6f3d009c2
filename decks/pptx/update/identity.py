"""Who is who in a deck: marks on slides and shapes that PowerPoint keeps, the same at every export."""

from __future__ import annotations

import hashlib
import re

from lxml import etree

from decks.pptx.container import R

SHAPE_MARK = "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"
SLIDE_MARK = "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"
A16 = "http://schemas.microsoft.com/office/drawing/2014/main"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
OWN = re.compile(r"\{([0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-8[0-9A-F]{3})-([0-9A-F]{12})\}")


def slide_key(slide_id: str, part: int) -> str:
    """The name of a page across exports: "4.1" is the first page of slide 4."""
    return f"{slide_id}.{part}"


def mark_of(key: str) -> str:
    """What the marks of the shapes of page ``key`` begin with: the first 16 digits of a UUID made from its name."""
    found = hashlib.blake2b(key.encode(), digest_size=8, person=b"nemawashi").hexdigest().upper()
    return f"{found[:8]}-{found[8:12]}-5{found[13:]}-8{found[9:12]}"


def shape_extension(mark: str, number: int) -> str:
    """The extension of a shape's properties that says which one it is; ``number`` is its own on its page."""
    return f'<a:ext uri="{SHAPE_MARK}"><a16:creationId xmlns:a16="{A16}" id="{{{mark}-{number:012X}}}"/></a:ext>'


def slide_number(key: str) -> int:
    """The creation id of page ``key``: 32 bits, never 0."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4, person=b"page").digest(), "big") or 1


def slide_extension(key: str) -> str:
    """The extension of a slide that says which page it is."""
    return (
        f'<p:extLst><p:ext uri="{SLIDE_MARK}"><p14:creationId xmlns:p14="{P14}" val="{slide_number(key)}"/></p:ext>'
        "</p:extLst>"
    )


def shape_mark(properties: etree._Element) -> tuple[str, int] | None:
    """The page's mark and the shape's number from its ``p:cNvPr``; None: it is none of ours."""
    for found in properties.iter(f"{{{A16}}}creationId"):
        match = OWN.fullmatch(found.get("id") or "")
        if match:
            return match[1], int(match[2], 16)
    return None


def set_shape_mark(properties: etree._Element, mark: str, number: int) -> None:
    """Mark a shape that carries a mark of ours as another one."""
    for found in properties.iter(f"{{{A16}}}creationId"):
        found.set("id", f"{{{mark}-{number:012X}}}")


def slide_mark(slide: etree._Element) -> int:
    """The creation id of a slide; 0: it has none."""
    found = next(slide.iter(f"{{{P14}}}creationId"), None)
    value = found.get("val") if found is not None else None
    return int(value) if value and value.isdecimal() else 0


def relation_attributes(element: etree._Element) -> list[tuple[etree._Element, str, str]]:
    """Every attribute below ``element`` that names a relationship: the element, the attribute, the id."""
    return [
        (one, str(name), str(value))
        for one in element.iter(etree.Element)
        for name, value in one.attrib.items()
        if str(name).startswith(R) and value
    ]
