"""What a person did to the file beyond its texts and shapes: it stays by itself, and is reported."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from decks.pptx.container import P
from decks.pptx.update.canon import digest, local
from decks.pptx.update.identity import P14
from decks.pptx.update.parcel import Parcel
from decks.pptx.update.presenting import file_title
from decks.pptx.update.reading import shapes_of
from decks.pptx.update.report import Kept
from decks.pptx.update.slides import SlideFound, shape_text

WHOLE = 0
"""The number under which an edit of the whole file is reported."""
COMMENT = ("comments", "comment")


def of_slide(parcel: Parcel, slide: SlideFound) -> list[Kept]:
    """Comments on a slide of ours, its being hidden, a ground of its own, a transition, animations."""
    found = []
    for one in parcel.relations(slide.part):
        if one.kind in COMMENT and one.target in parcel.parts:
            found.append(Kept(slide.number, slide.title, "added", _comment(parcel.tree(one.target))))
    names = {local(one) for one in slide.tree.iter(etree.Element) if one.tag in _SHOWN}
    if slide.hidden or names:
        found.append(Kept(slide.number, slide.title, "slide", slide.title))
    return found


_SHOWN = (f"{P}transition", f"{P}timing", f"{P}bg")


def _comment(tree: etree._Element) -> str:
    return " ".join(text for one in tree.iter(etree.Element) if (text := (one.text or "").strip()))


def of_file(parcel: Parcel, new: Parcel, title: str, foreign: bool) -> list[Kept]:
    """Another title of the file, sections renamed, words and drawings on masters and layouts.

    ``title`` is the mark of the exported title; ``foreign``: a program redrew the masters, so that they say nothing.
    """
    found = []
    own = file_title(parcel)
    if own and digest(own) != title:
        found.append(Kept(WHOLE, "", "text", own))
    theirs = _sections(new)
    found += [Kept(WHOLE, "", "slide", name) for name in _sections(parcel) if theirs and name not in theirs]
    if not foreign:
        added = Counter(_drawn(parcel)) - Counter(_drawn(new))
        found += [Kept(WHOLE, "", "look", text) for text in sorted(added)]
    return found


def _sections(parcel: Parcel) -> list[str]:
    return [one.get("name") or "" for one in parcel.tree(parcel.main).iter(f"{{{P14}}}section")]


def _drawn(parcel: Parcel) -> list[str]:
    """What stands on masters and layouts: their words, and "" for every drawing without."""
    endings = ("slideMaster+xml", "slideLayout+xml")
    parts = [part for part in parcel.reached() if parcel.types[part].endswith(endings)]
    return [shape_text(shape.element) for part in parts for shape in shapes_of(parcel.tree(part))]
