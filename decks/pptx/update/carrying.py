"""Elements and parts brought from the new export into the edited file, with what they are related to."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from decks.pptx.container import A
from decks.pptx.update.identity import relation_attributes
from decks.pptx.update.parcel import Parcel

POINTED_AT = {"slide", "chart", "hyperlink", "image", "package", "oleObject", "media", "video", "audio", "diagramData"}
"""Relationships that an element of the slide names; the others a slide has by itself: layout, notes, comments."""


class Carrier:
    """Brings elements over; ``pages`` leads from a slide of the new export to the slide that stands for it."""

    def __init__(self, new: Parcel, hand: Parcel, pages: Mapping[str, str]) -> None:
        self._new = new
        self._hand = hand
        self._pages = pages

    def copied(self, element: etree._Element, source: str, target: str) -> etree._Element:
        """``element`` of the new slide ``source`` for the edited slide ``target``; links to no slide are left out."""
        found = deepcopy(element)
        found.tail = None
        for one, name, relation in relation_attributes(found):
            led = self._new.target(source, relation)
            if led is None:
                fresh = None
            elif led.external:
                fresh = self._hand.relate(target, led.type, led.target, external=True)
            elif led.kind == "slide":
                page = self._pages.get(led.target)
                fresh = self._hand.relate(target, led.type, page) if page else None
            else:
                fresh = self._hand.relate(target, led.type, self.part(led.target))
            if fresh is not None:
                one.set(name, fresh)
            else:
                _drop(one, name)
        return found

    def part(self, name: str) -> str:
        """A copy of a part of the new export with all it is related to, slides left out; its name in the file."""
        made = self._hand.add(name, self._new.types[name], self._new.parts[name])
        for one in self._new.relations(name):
            if one.external:
                self._hand.relations(made).append(one)
            elif one.kind != "slide" and one.target in self._new.parts:
                copy = self.part(one.target)
                self._hand.relations(made).append(type(one)(one.id, one.type, copy, False))
        return made


def _drop(element: etree._Element, name: str) -> None:
    """Take a link without an aim out, whatever else names it stays without."""
    parent = element.getparent()
    if element.tag in (f"{A}hlinkClick", f"{A}hlinkMouseOver") and parent is not None:
        parent.remove(element)
    else:
        del element.attrib[name]


def tidy(hand: Parcel, part: str) -> None:
    """Forget the relationships that no element of a slide names any more, so that what they led to goes."""
    named = {relation for _, _, relation in relation_attributes(hand.tree(part))}
    for one in list(hand.relations(part)):
        if one.kind in POINTED_AT and one.id not in named:
            hand.unrelate(part, one.id)


def without_links_to(hand: Parcel, part: str, gone: set[str]) -> None:
    """Take the links to slides that are no longer in the deck out of a slide."""
    lost = {one.id for one in hand.relations(part) if one.kind == "slide" and one.target in gone}
    if not lost:
        return
    for element, name, relation in relation_attributes(hand.tree(part)):
        if relation in lost:
            _drop(element, name)
    for relation in lost:
        hand.unrelate(part, relation)
    hand.changed(part)
