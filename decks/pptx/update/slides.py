"""The slides of a deck file, in the order of the presentation, with what tells them apart."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from decks.pptx.container import P, R
from decks.pptx.update.canon import digest
from decks.pptx.update.fingerprint import words
from decks.pptx.update.identity import P14, slide_mark
from decks.pptx.update.parcel import Parcel
from decks.pptx.update.reading import Found, Sources, body_of, seen_read, shapes_of


class SlideFound(Struct, frozen=True, eq=False):
    """A slide: ``number`` counts from 1, ``creation`` is its creation id (0: none), ``hidden``: not shown."""

    part: str
    number: int
    sld_id: int
    creation: int
    tree: etree._Element
    shapes: tuple[Found, ...]

    @property
    def hidden(self) -> bool:
        """Whether a show leaves it out."""
        return self.tree.get("show") in ("0", "false")

    @property
    def title(self) -> str:
        """The words of its title; "" without one."""
        for shape in self.shapes:
            if shape.holder in ("title", "ctrTitle"):
                return " ".join(shape_text(shape.element).split())
        return ""


def slides_of(parcel: Parcel) -> tuple[SlideFound, ...]:
    """The slides that the presentation lists and that exist."""
    found = []
    listed = parcel.tree(parcel.main).iterfind(f"{P}sldIdLst/{P}sldId")
    for number, one in enumerate(listed, 1):
        relation = parcel.target(parcel.main, one.get(f"{R}id") or "")
        if relation is None or relation.external or relation.target not in parcel.parts:
            continue
        tree = parcel.tree(relation.target)
        sld_id = one.get("id") or ""
        found.append(
            SlideFound(
                relation.target,
                number,
                int(sld_id) if sld_id.isdecimal() else 0,
                slide_mark(tree),
                tree,
                shapes_of(tree),
            )
        )
    return tuple(found)


def shape_text(element: etree._Element) -> str:
    """The words of a shape as lines, table cells parted by tabs; "" without any."""
    seen = seen_read(element, NOWHERE)
    return "\n".join("\t".join(words(body) for body in row) for row in seen.cells)


NOWHERE = Sources(lambda _: "", lambda _: None)
"""For what only the words are asked of."""


def sources_of(parcel: Parcel, part: str, keys: Mapping[str, str]) -> Sources:
    """Where the relationships of a slide lead; ``keys`` names the pages by their part."""

    def target(relation: str) -> str:
        found = parcel.target(part, relation)
        if found is None:
            return ""
        return found.target if found.external else keys.get(found.target, "")

    def chart(relation: str) -> etree._Element | None:
        found = parcel.target(part, relation)
        return parcel.tree(found.target) if found is not None and found.target in parcel.parts else None

    return Sources(target, chart)


def notes_body(parcel: Parcel, part: str) -> etree._Element | None:
    """The text body of a slide's notes; None without notes."""
    notes = parcel.related(part, "notesSlide")
    if notes is None:
        return None
    for shape in parcel.tree(notes).iter(f"{P}sp"):
        holder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if holder is not None and (holder.get("type") or "body") == "body":
            return shape.find(f"{P}txBody")
    return None


def notes_text(parcel: Parcel, part: str) -> str:
    """A slide's notes as lines; "" without any."""
    body = notes_body(parcel, part)
    return words(body_of(body)).strip() if body is not None else ""


def notes_mark(text: str) -> str:
    """The mark of notes; "" for none."""
    return digest(text) if text else ""


def section_lists(presentation: etree._Element) -> list[etree._Element]:
    """The lists of slide ids of the sections, in order."""
    return list(presentation.iter(f"{{{P14}}}sldIdLst"))
