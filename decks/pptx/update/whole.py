"""The merge of two decks, slide by slide, and what stands around the slides."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from decks.pptx.container import Container
from decks.pptx.update.adding import Additions
from decks.pptx.update.aligning import slides_of_hand, texts_of
from decks.pptx.update.carrying import Carrier, without_links_to
from decks.pptx.update.deciding import Choice, What
from decks.pptx.update.memory import CUSTOM_XML, Memory, SlideMemory, memory_xml
from decks.pptx.update.merging import Merged, merge_page, worked_on
from decks.pptx.update.noticing import of_file, of_slide
from decks.pptx.update.noting import merge_notes
from decks.pptx.update.ordering import ordered
from decks.pptx.update.parcel import ROOT, Parcel
from decks.pptx.update.presenting import (
    EXTENDED,
    list_slide,
    set_numbers,
    set_order,
    set_pages,
    set_properties,
    unlist_slide,
)
from decks.pptx.update.reading import print_read
from decks.pptx.update.report import Conflict, Desk, Kept, Report
from decks.pptx.update.shaping import Page
from decks.pptx.update.slides import (
    NOWHERE,
    SlideFound,
    notes_body,
    notes_mark,
    notes_text,
    shape_text,
    slides_of,
    sources_of,
)


class Whole(Struct, frozen=True):
    """The merged file and its report, as ``updating.Updated``."""

    data: bytes
    kept: tuple[Kept, ...]
    conflicts: tuple[Conflict, ...]
    updated: int
    look_at: tuple[int, ...]


def merge_decks(
    before: Container, base: Memory, item: str, fresh: Container, new: Memory, choices: Mapping[str, Choice]
) -> Whole:
    """Merge the export ``fresh`` with its memory ``new`` into ``before``, whose memory ``base`` is the part ``item``.

    Unreadable when a part of either is damaged.
    """
    return _Merge(before, base, item, fresh, new, choices).done()


class _Merge:
    """A merge under way: both files, who is who, and what is reported."""

    def __init__(
        self, before: Container, base: Memory, item: str, fresh: Container, new: Memory, choices: Mapping[str, Choice]
    ) -> None:
        self.hand, self.new = Parcel(before), Parcel(fresh)
        self.base, self.item, self.memory = base, item, new
        self.report = Report(choices)
        self.foreign = base.foreign or _redrawn(self.hand)
        self.slides = slides_of(self.hand)
        self.new_slides = dict(zip((one.key for one in new.slides), slides_of(self.new), strict=True))
        self.pages = self._matched()
        self.keys = {slide.part: slide.part for slide in self.slides}
        self.keys |= {slide.part: key for key, slide in self.pages.items()}
        self.carried: dict[str, str] = {}
        self.carrier = Carrier(self.new, self.hand, self.carried)
        self.additions = Additions(self.new, self.hand, self.carrier, [one.part for one in self.pages.values()])
        self.merged: dict[str, Merged] = {}
        self.remembered: dict[str, SlideMemory] = {}
        self.parts: dict[str, str] = {key: slide.part for key, slide in self.pages.items()}

    def _matched(self) -> dict[str, SlideFound]:
        marks: dict[int, set[str]] = {}

        def prints(index: int) -> set[str]:
            if index not in marks:
                shapes = (print_read(one.element, NOWHERE) for one in self.slides[index].shapes)
                marks[index] = {mark for one in shapes for row in one.text for mark in row}
            return marks[index]

        found = slides_of_hand(self.base.slides, self.slides, prints).to_other
        return {self.base.slides[i].key: self.slides[j] for i, j in found.items()}

    def done(self) -> Whole:
        """Merge and write."""
        base = {one.key: one for one in self.base.slides}
        new = {one.key: one for one in self.memory.slides}
        gone = {key for key in self.pages if key not in new and self._goes(base[key])}
        added = [
            key for key in new if key not in base or (key not in self.pages and self._returns(base[key], new[key]))
        ]
        ids = self.additions.make_room({key: self.new_slides[key].part for key in added}, self.parts)
        self.carried.update({self.new_slides[key].part: self.parts[key] for key in new if key in self.parts})
        self._report_slides()
        for key, slide in self.pages.items():
            if key in new:
                self._merge(base[key], new[key], slide)
        for key in added:
            self.additions.fill(self.new_slides[key].part, self.parts[key], self.carried)
            self.remembered[key] = replace(new[key], sld_id=ids[key])
        self._drop(gone)
        return self._written(gone, ids)

    def _desk(self, key: str) -> Desk:
        """Where the questions of a page are settled; one that is not in the file stands behind the page before it."""
        slide = self.pages.get(key)
        if slide is None:
            order = [one.key for one in self.base.slides]
            earlier = [self.pages[one].number for one in order[: order.index(key)] if one in self.pages]
            title = self.new_slides[key].title if key in self.new_slides else ""
            return Desk(self.report, key, max(earlier, default=0) + 1, title)
        return Desk(self.report, key, slide.number, slide.title)

    def _page(self, base: SlideMemory, new: SlideMemory, slide: SlideFound, drawn: SlideFound | None) -> Page:
        shapes = {one.mark[1]: one.element for one in drawn.shapes if one.mark} if drawn else {}
        sources = sources_of(self.hand, slide.part, self.keys)
        part = drawn.part if drawn else ""
        desk = self._desk(base.key)
        return Page(base, new, slide, self.hand, self.new, sources, part, shapes, self.carrier, desk, self.foreign)

    def _goes(self, base: SlideMemory) -> bool:
        """Whether a page that the preparation no longer has leaves the file: not when a person worked on it."""
        slide = self.pages[base.key]
        if not worked_on(self._page(base, base, slide, None)) and self._notes_as(base, slide):
            return True
        words = "\n".join(text for one in slide.shapes if (text := shape_text(one.element)))
        outcome = self._desk(base.key).settle("slide", "slide", (True, True), (words, ""))
        if not outcome.advanced:
            self.remembered[base.key] = base
        return outcome.takes

    def _notes_as(self, base: SlideMemory, slide: SlideFound) -> bool:
        return notes_mark(notes_text(self.hand, slide.part)) == base.notes

    def _returns(self, base: SlideMemory, new: SlideMemory) -> bool:
        """Whether a page that a person deleted comes back: only when they chose so."""
        changed = texts_of(base) != texts_of(new)
        title = self.new_slides[base.key].title
        what: What = "dropped" if changed else "removed"
        outcome = self._desk(base.key).settle("slide", what, (True, changed), ("" if changed else title, title))
        if not outcome.takes:
            self.remembered[base.key] = replace(new if outcome.advanced else base, sld_id=base.sld_id)
        return outcome.takes

    def _report_slides(self) -> None:
        """Report what a person did to the file and to whole slides: added, hid or moved them."""
        self.report.kept += of_file(self.hand, self.new, self.base.title, self.foreign)
        ours = {slide.part: key for key, slide in self.pages.items()}
        for slide in self.slides:
            if slide.part not in ours:
                self.report.kept.append(Kept(slide.number, slide.title, "added", slide.title))
            else:
                self.report.kept += of_slide(self.hand, slide)
        stands = [ours[one.part] for one in self.slides if one.part in ours]
        stood = [one.key for one in self.base.slides if one.key in self.pages]
        moved = next((key for key, old in zip(stands, stood, strict=True) if key != old), None)
        if moved is not None:
            slide = self.pages[moved]
            self.report.kept.append(Kept(slide.number, slide.title, "order", slide.title))

    def _merge(self, base: SlideMemory, new: SlideMemory, slide: SlideFound) -> None:
        page = self._page(base, new, slide, self.new_slides[base.key])
        merged = merge_page(page)
        notes = merge_notes(self.additions, page)
        self.merged[base.key] = Merged(
            replace(merged.memory, creation=new.creation, notes=notes.mark),
            merged.edited or notes.edited,
            merged.updated or notes.updated,
        )
        self.remembered[base.key] = self.merged[base.key].memory

    def _drop(self, gone: set[str]) -> None:
        lost = {self.parts.pop(key) for key in gone}
        for key in gone:
            slide = self.pages[key]
            unlist_slide(self.hand, slide.part, slide.sld_id)
        for slide in self.slides:
            if slide.part not in lost:
                without_links_to(self.hand, slide.part, lost)

    def _written(self, gone: set[str], ids: dict[str, int]) -> Whole:
        lost = {self.pages[key].part for key in gone}
        names = {part: key for key, part in self.parts.items()}
        hand = [names.get(one.part, one.part) for one in self.slides if one.part not in lost]
        order = ordered(
            hand,
            [one.key for one in self.base.slides],
            [one.key for one in self.memory.slides if one.key in self.parts],
        )
        sld_ids = {names.get(one.part, one.part): one.sld_id for one in self.slides} | ids
        after: int | None = None
        for name in order:
            if name in ids:
                list_slide(self.hand, self.parts[name], ids[name], after)
            after = sld_ids[name]
        set_order(self.hand, [sld_ids[name] for name in order])
        parts = [self.parts.get(name, name) for name in order]
        set_numbers(self.hand, parts, len(parts))
        numbers = {part: number for number, part in enumerate(parts, 1)}
        for name in order:
            if name in self.parts:
                set_pages(self.hand, self.parts[name], numbers, len(parts))
        noted = sum(notes_body(self.hand, part) is not None for part in parts)
        hidden = sum(self.hand.tree(part).get("show") in ("0", "false") for part in parts)
        set_properties(self.hand, self.new, self.base.title, len(parts), noted, hidden)
        self._remember()
        updated = {key for key, one in self.merged.items() if one.updated} | set(ids) | gone
        both = {key for key, one in self.merged.items() if one.updated and one.edited}
        look_at = tuple(number for number, name in enumerate(order, 1) if name in both)
        report = self.report
        return Whole(self.hand.to_bytes(), tuple(report.kept), tuple(report.conflicts), len(updated), look_at)

    def _remember(self) -> None:
        """Write the memory: what the preparation says now, and of open conflicts what was exported before."""
        order = [one.key for one in self.memory.slides]
        order += [one.key for one in self.base.slides if one.key not in set(order)]
        slides = tuple(self.remembered[key] for key in order if key in self.remembered)
        found = replace(self.memory, rest="", slides=slides, foreign=self.foreign)
        self.hand.parts[self.item] = memory_xml(found)
        self.hand.forget(self.item)
        for one in [one for one in self.hand.relations(ROOT) if one.target == self.item]:
            self.hand.unrelate(ROOT, one.id)
        self.hand.relate(self.hand.main, CUSTOM_XML, self.item)


def _redrawn(parcel: Parcel) -> bool:
    """Whether another program than PowerPoint saved the file last, one that rewrites how things look."""
    name = next((one.target for one in parcel.relations(ROOT) if one.kind == "extended-properties"), "")
    if name not in parcel.parts:
        return True
    said = next((one.text or "" for one in parcel.tree(name).iter(f"{EXTENDED}Application")), "")
    return not said.startswith("Microsoft")
