"""Slides that the preparation adds, and notes for slides that had none: new parts of the edited file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from decks.pptx.container import P, R, Relation
from decks.pptx.update.carrying import Carrier, without_links_to
from decks.pptx.update.parcel import OFFICE, Parcel

FIRST = 256
"""The least id of a slide."""


class Additions:
    """Adds parts of the new export to the edited file; ``ours`` are the slides there that an export made."""

    def __init__(self, new: Parcel, hand: Parcel, carrier: Carrier, ours: Sequence[str]) -> None:
        self.new, self.hand, self.carrier = new, hand, carrier
        self._ours = tuple(ours)

    def make_room(self, sources: Mapping[str, str], parts: dict[str, str]) -> dict[str, int]:
        """Add an empty part for each page of ``sources``, name it in ``parts``, and say the id each slide gets."""
        listed = self.hand.tree(self.hand.main).iter(f"{P}sldId")
        highest = max((int(one.get("id") or "0") for one in listed if (one.get("id") or "").isdecimal()), default=0)
        found = {}
        for key, source in sources.items():
            parts[key] = self.hand.add("ppt/slides/slide1.xml", self.new.types[source], self.new.parts[source])
            highest = max(highest + 1, FIRST)
            found[key] = highest
        return found

    def fill(self, source: str, part: str, pages: Mapping[str, str]) -> None:
        """Relate an added slide to what it shows; ``pages`` leads from new slides to those of the file."""
        missing = []
        for one in self.new.relations(source):
            target: str | None = one.target
            if not one.external:
                target = self._target(one, source, part, pages)
            if target is None:
                missing.append(one)
            else:
                self.hand.relations(part).append(Relation(one.id, one.type, target, one.external))
        for one in missing:
            self.hand.relations(part).append(one)
        without_links_to(self.hand, part, {one.target for one in missing} - set(pages.values()))

    def _target(self, one: Relation, source: str, part: str, pages: Mapping[str, str]) -> str | None:
        if one.kind == "slide":
            return pages.get(one.target)
        if one.kind == "slideLayout":
            return self._layout(one.target)
        if one.kind == "notesSlide":
            return self.notes(one.target, part)
        return self.carrier.part(one.target)

    def _layout(self, wanted: str) -> str:
        """The layout of our other slides; without any, the one of the same name, else the first."""
        for slide in self._ours:
            found = self.hand.related(slide, "slideLayout")
            if found is not None:
                return found
        name = _layout_name(self.new.tree(wanted))
        layouts = [part for part in self.hand.reached() if self.hand.types[part].endswith("slideLayout+xml")]
        same = (part for part in layouts if _layout_name(self.hand.tree(part)) == name)
        return next(same, None) or layouts[0]

    def notes(self, source: str, slide: str) -> str:
        """A copy of the notes part ``source`` for ``slide``; its name."""
        part = self.hand.add("ppt/notesSlides/notesSlide1.xml", self.new.types[source], self.new.parts[source])
        self.hand.relate(part, f"{OFFICE}notesMaster", self._notes_master())
        self.hand.relate(part, f"{OFFICE}slide", slide)
        return part

    def _notes_master(self) -> str:
        """The notes master of the file; ours where a program dropped it."""
        found = self.hand.related(self.hand.main, "notesMaster")
        if found is not None:
            return found
        source = self.new.related(self.new.main, "notesMaster")
        if source is None:
            raise ValueError("a new export has a notes master")
        part = self.carrier.part(source)
        tree = self.hand.tree(self.hand.main)
        listed = etree.Element(f"{P}notesMasterIdLst")
        one = etree.SubElement(listed, f"{P}notesMasterId")
        one.set(f"{R}id", self.hand.relate(self.hand.main, f"{OFFICE}notesMaster", part))
        tree.insert(sum(str(child.tag) == f"{P}sldMasterIdLst" for child in tree), listed)
        self.hand.changed(self.hand.main)
        return part


def _layout_name(tree: etree._Element) -> str:
    found = tree.find(f"{P}cSld")
    return (found.get("name") or "") if found is not None else ""
