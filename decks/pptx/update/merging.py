"""One slide: what a person changed stays, what the preparation changed comes in."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decks.pptx.container import A, P
from decks.pptx.update.aligning import shapes_of_exports, shapes_of_hand
from decks.pptx.update.carrying import Carrier, tidy
from decks.pptx.update.deciding import Outcome
from decks.pptx.update.editing import in_look, paragraphs_of, set_alt, set_frame, set_paragraphs, set_place
from decks.pptx.update.fingerprint import Print, same_look, same_place
from decks.pptx.update.identity import mark_of, set_shape_mark
from decks.pptx.update.memory import FOOT, NUMBER, ShapeMemory, SlideMemory
from decks.pptx.update.parcel import Parcel
from decks.pptx.update.reading import Found, Sources, print_read, properties_of
from decks.pptx.update.report import Desk, handle
from decks.pptx.update.slides import SlideFound, shape_text

CM = 360_000


class Page(Struct, frozen=True, eq=False):
    """A slide on all three sides: as exported, as it stands, as the preparation says now.

    ``drawn``: the shapes of the new slide by number. ``foreign``: how the edited file looks says nothing.
    """

    base: SlideMemory
    new: SlideMemory
    hand: SlideFound
    hand_file: Parcel
    sources: Sources
    new_part: str
    drawn: dict[int, etree._Element]
    carrier: Carrier
    desk: Desk
    foreign: bool


class Merged(Struct, frozen=True):
    """What the deck remembers of the slide, whether a hand's edit stands on it, and whether anything new came in."""

    memory: SlideMemory
    edited: bool
    updated: bool


class Pair(Struct, frozen=True, eq=False):
    """A shape on three sides; ``mild``: what a person did to it is never a conflict."""

    base: ShapeMemory
    new: ShapeMemory
    found: Found
    now: Print
    element: etree._Element
    drawn: etree._Element

    @property
    def mild(self) -> bool:
        """Of the foot, or without words."""
        return self.base.role in (FOOT, NUMBER) or self.base.print.kind == "shape"


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
            memory, hers, news = merge_shape(page, pair)
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
    if updated:
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
        if now.text != base.text or _moved(base, now) or _restyled(page, base, now):
            return True
    return False


def _report_added(page: Page, claimed: set[int]) -> bool:
    """Report the shapes that are none of ours: drawn, pasted or copied by hand."""
    inside: set[etree._Element] = set()
    ours = {page.hand.shapes[j].element for j in claimed}
    added = False
    for j, found in enumerate(page.hand.shapes):
        if j in claimed or found.element in inside:
            continue
        held = set(found.element.iter()) - {found.element}
        inside |= held
        if not held & ours:
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
    worked = now.text != base.print.text or _moved(base.print, now) or _restyled(page, base.print, now)
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


def _moved(base: Print, now: Print) -> bool:
    return not same_place(base, now)


def _restyled(page: Page, base: Print, now: Print) -> bool:
    return not page.foreign and not same_look(base, now)


def merge_shape(page: Page, pair: Pair) -> tuple[ShapeMemory, bool, bool]:
    """A shape that all three sides have: its text, its look with its alt text, and its place, each for itself."""
    base, new, now = pair.base.print, pair.new.print, pair.now
    name, desk = handle(pair.base.name), page.desk
    words = (shape_text(pair.element), shape_text(pair.drawn))
    what = {"table": "table", "chart": "chart"}.get(base.kind, "text")
    text = desk.settle(
        name,
        what,  # type: ignore[arg-type]
        (now.text != base.text, new.text != base.text),
        words,
        now.text == new.text,
        pair.mild,
    )
    drawn_new = not same_look(base, new) or (text.takes and new.links != base.links)
    agree = now.text == new.text and same_look(new, now)
    look = desk.settle(
        f"{name}.look",
        "look",
        (_restyled(page, base, now), drawn_new),
        words,
        agree,
        pair.mild or base.text != new.text,
    )
    place = desk.settle(
        f"{name}.place",
        "place",
        (_moved(base, now), not same_place(base, new)),
        (_where(now), _where(new)),
        same_place(now, new),
        pair.mild,
    )
    alt = desk.settle(
        f"{name}.alt", "look", (now.alt != base.alt, new.alt != base.alt), ("", ""), now.alt == new.alt, True
    )
    _apply(page, pair, text, look, place, alt)
    merged = Print(
        new.kind,
        new.place if place.advanced else base.place,
        new.text if text.advanced else base.text,
        new.look if look.advanced else base.look,
        new.alt if alt.advanced else base.alt,
        new.columns if look.advanced else base.columns,
        new.links,
    )
    memory = replace(pair.new, number=pair.base.number, id=pair.found.id, name=pair.base.name, print=merged)
    every = (text, look, place, alt)
    return memory, any(one.kept for one in every), any(one.takes for one in every)


def _where(one: Print) -> str:
    if one.place is None:
        return ""
    x, y, w, h = (value / CM for value in one.place)
    return f"{x:.1f}, {y:.1f} cm ({w:.1f} × {h:.1f} cm)"


def _apply(page: Page, pair: Pair, text: Outcome, look: Outcome, place: Outcome, alt: Outcome) -> None:
    if not any(one.takes for one in (text, look, place, alt)):
        return
    page.hand_file.changed(page.hand.part)
    grown = text.takes and not place.hand and pair.base.print.kind == "table"
    if (place.takes or grown) and not pair.found.grouped:
        set_place(pair.element, pair.drawn)
    if alt.takes:
        set_alt(pair.element, pair.drawn)
    if text.takes or look.takes:
        _redraw(page, pair, text, look)


def _redraw(page: Page, pair: Pair, text: Outcome, look: Outcome) -> None:
    """Bring the new text, the new look or both into a shape."""
    fresh = page.carrier.copied(pair.drawn, page.new_part, page.hand.part)
    if pair.base.print.kind in ("table", "chart"):
        graphic, other = pair.element.find(f"{A}graphic"), fresh.find(f"{A}graphic")
        if graphic is not None and other is not None and text.takes:
            pair.element.replace(graphic, other)
        return
    mine, theirs = pair.element.find(f"{P}txBody"), fresh.find(f"{P}txBody")
    keeps_look = look.kept or (look.hand and not look.takes)
    if not keeps_look:
        set_frame(pair.element, fresh)
    if mine is None or theirs is None:
        return
    old, new = paragraphs_of(mine), paragraphs_of(theirs)
    if text.takes:
        set_paragraphs(mine, in_look(new, old) if keeps_look else new)
    elif text.kept:
        set_paragraphs(mine, in_look(old, new))
    else:
        set_paragraphs(mine, new)


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
