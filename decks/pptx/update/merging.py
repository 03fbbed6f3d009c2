"""One slide: what a person changed stays, what the preparation changed comes in."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decks.pptx.container import P
from decks.pptx.update.aligning import shapes_of_exports, shapes_of_hand
from decks.pptx.update.carrying import tidy
from decks.pptx.update.fingerprint import Print, same_place
from decks.pptx.update.identity import mark_of, set_shape_mark
from decks.pptx.update.memory import FOOT, NUMBER, ShapeMemory, SlideMemory
from decks.pptx.update.reading import Found, print_read, properties_of
from decks.pptx.update.report import handle
from decks.pptx.update.shaping import Page, Pair, merge_shape
from decks.pptx.update.slides import shape_text


class Merged(Struct, frozen=True):
    """What the deck remembers of the slide, whether a hand's edit stands on it, and whether anything new came in."""

    memory: SlideMemory
    edited: bool
    updated: bool


def merge_page(page: Page) -> Merged:
    """Merge a slide in place and say what became of it."""
    prints: dict[int, Print] = {}

    def print_at(index: int) -> Print:
        if index not in prints:
            prints[index] = print_read(page.hand.shapes[index].element, page.sources)
        return prints[index]

    hand = shapes_of_hand(page.base, page.hand.shapes, print_at).to_other
    new = shapes_of_exports(page.base, page.new).to_other
    remembered: dict[int, ShapeMemory] = {}
    edited = _report_added(page, set(hand.values()))
    updated = False
    for i, base in enumerate(page.base.shapes):
        fresh = page.new.shapes[new[i]] if i in new else None
        found = page.hand.shapes[hand[i]] if i in hand else None
        if found is None:
            memory, hers, news = _gone(page, base, fresh)
        elif fresh is None:
            memory, hers, news = _dropped(page, base, found, print_at(hand[i]))
        else:
            drawn = page.drawn[fresh.number]
            pair = Pair(base, fresh, found, print_at(hand[i]), found.element, drawn)
            shaped = merge_shape(page, pair)
            memory, hers, news = shaped.memory, shaped.edited, shaped.updated
        edited, updated = edited or hers, updated or (news and base.role not in (FOOT, NUMBER))
        if memory is not None:
            remembered[i] = memory
    elements = {j: page.hand.shapes[hand[i]].element for i, j in new.items() if i in hand}
    shapes: list[ShapeMemory] = []
    back = {j: i for i, j in new.items()}
    for j, fresh in enumerate(page.new.shapes):
        if j not in back:
            shapes.append(_brought(page, fresh, j, elements, [*remembered.values(), *shapes]))
            updated = True
        elif back[j] in remembered:
            shapes.append(remembered.pop(back[j]))
    shapes += remembered.values()
    if page.hand_file.is_changed(page.hand.part):
        tidy(page.hand_file, page.hand.part)
    return Merged(replace(page.base, sld_id=page.hand.sld_id, shapes=tuple(shapes)), edited, updated)


def worked_on(page: Page) -> bool:
    """Whether a person changed anything on the slide: a shape, its text, place or look, or added or deleted one."""
    found = page.hand.shapes
    hand = shapes_of_hand(page.base, found, lambda j: print_read(found[j].element, page.sources)).to_other
    if len(hand) < len(page.base.shapes) or len(hand) < len(found):
        return True
    for i, j in hand.items():
        base, now = page.base.shapes[i].print, print_read(found[j].element, page.sources)
        if now.text != base.text or not same_place(base, now) or page.restyled(base, now):
            return True
    return False


def _report_added(page: Page, claimed: set[int]) -> bool:
    """Report the shapes that are none of ours: drawn, pasted, copied or made of some of ours by hand."""
    inside: set[etree._Element] = set()
    added = False
    for j, found in enumerate(page.hand.shapes):
        if j in claimed or found.element in inside:
            continue
        held = set(found.element.iter()) - {found.element}
        inside |= held
        page.desk.keep("added", shape_text(found.element) or found.name)
        added = True
    return added


def _gone(page: Page, base: ShapeMemory, new: ShapeMemory | None) -> tuple[ShapeMemory | None, bool, bool]:
    """A shape that a person deleted: it stays away unless the preparation has something else to say there."""
    if new is None:
        return None, True, False
    drawn = page.drawn[new.number]
    words = shape_text(drawn)
    mild = base.role in (FOOT, NUMBER) or base.print.kind == "shape"
    changed = new.print.text != base.print.text
    name = f"{handle(base.name)}.dropped" if changed else handle(base.name)
    outcome = page.desk.settle(name, "dropped" if changed else "removed", (True, changed), ("", words), mild=mild)
    if outcome.takes:
        element = _insert(page, base, new, drawn, None)
        return replace(new, number=base.number, name=base.name, id=_own_id(element)), False, True
    kept = new if outcome.advanced else base
    return replace(kept, number=base.number, id=base.id, name=base.name), True, False


def _own_id(drawn: etree._Element) -> int:
    found = properties_of(drawn)
    return int(found.get("id") or "0") if found is not None else 0


def _dropped(page: Page, base: ShapeMemory, found: Found, now: Print) -> tuple[ShapeMemory | None, bool, bool]:
    """A shape that the preparation no longer has: it goes, unless a person worked on it."""
    worked = now.text != base.print.text or not same_place(base.print, now) or page.restyled(base.print, now)
    mild = base.role in (FOOT, NUMBER) or base.print.kind == "shape"
    if worked and not mild:
        words = shape_text(found.element)
        outcome = page.desk.settle(f"{handle(base.name)}.removed", "removed", (True, True), (words, ""))
        if not outcome.takes:
            return (None if outcome.advanced else base), True, False
    _remove(found.element)
    page.hand_file.changed(page.hand.part)
    return None, False, True


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _brought(
    page: Page, new: ShapeMemory, index: int, elements: dict[int, etree._Element], known: list[ShapeMemory]
) -> ShapeMemory:
    """A shape that the preparation adds: drawn after the one it follows there."""
    taken = {one.number for one in (*known, *page.base.shapes)}
    number = new.number if new.number not in taken else max(*taken, *(one.number for one in page.new.shapes)) + 1
    stem = new.name.rstrip("0123456789")
    name = new.name if number == new.number or stem == new.name else f"{stem}{number - 1}"
    before = next((elements[j] for j in range(index - 1, -1, -1) if j in elements), None)
    numbered = replace(new, number=number, name=name)
    element = _insert(page, numbered, new, page.drawn[new.number], before)
    elements[index] = element
    return replace(numbered, id=_own_id(element))


def _insert(
    page: Page, named: ShapeMemory, new: ShapeMemory, drawn: etree._Element, before: etree._Element | None
) -> etree._Element:
    """Draw a shape of the new slide on the edited one, under a number that is free there."""
    element = page.carrier.copied(drawn, page.new_part, page.hand.part)
    ids = {int(one.get("id") or "0") for one in page.hand.tree.iter(f"{P}cNvPr") if (one.get("id") or "").isdecimal()}
    properties = properties_of(element)
    if properties is not None:
        free = new.id if new.id not in ids else max(ids, default=1) + 1
        properties.set("id", str(free))
        properties.set("name", named.name)
        set_shape_mark(properties, mark_of(page.base.key), named.number)
    tree = page.hand.tree.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        while before is not None and before.getparent() is not tree:
            before = before.getparent()
        place = tree.index(before) + 1 if before is not None else len(tree)
        if before is None and len(tree) and str(tree[-1].tag).endswith("extLst"):
            place -= 1
        tree.insert(place, element)
    page.hand_file.changed(page.hand.part)
    return element
