"""One shape on three sides: its text, its look, its place, each for itself."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decks.pptx.container import A, P, R
from decks.pptx.update.carrying import Carrier
from decks.pptx.update.deciding import Outcome, Side, What
from decks.pptx.update.editing import in_look, paragraphs_of, set_alt, set_frame, set_paragraphs, set_place
from decks.pptx.update.fingerprint import TURNED, Print, same_look, same_place
from decks.pptx.update.graphs import C, chart_words, same_shape, set_data
from decks.pptx.update.memory import FOOT, NUMBER, ShapeMemory, SlideMemory
from decks.pptx.update.parcel import Parcel
from decks.pptx.update.reading import Found, Sources
from decks.pptx.update.report import Desk, handle
from decks.pptx.update.slides import SlideFound, shape_text
from decks.pptx.update.tables import Tables, merge_table, set_header, set_height

CM = 360_000
DEGREE = 60_000


class Page(Struct, frozen=True, eq=False):
    """A slide on all three sides: as exported, as it stands, as the preparation says now.

    ``drawn``: the shapes of the new slide by number. ``foreign``: how the edited file looks says nothing.
    """

    base: SlideMemory
    new: SlideMemory
    hand: SlideFound
    hand_file: Parcel
    new_file: Parcel
    sources: Sources
    new_part: str
    drawn: dict[int, etree._Element]
    carrier: Carrier
    desk: Desk
    foreign: bool

    def restyled(self, base: Print, now: Print) -> bool:
        """Whether a person changed how a shape looks, or where its words lead."""
        return not self.foreign and not (same_look(base, now) and set(now.links) <= set(base.links))

    def chart_part(self, pair: Pair, hand: bool) -> str:
        """The part of the chart that a shape frames, in the edited file or in the new export; "" without one."""
        file, slide = (self.hand_file, self.hand.part) if hand else (self.new_file, self.new_part)
        chart = next((pair.element if hand else pair.drawn).iter(f"{C}chart"), None)
        found = file.target(slide, chart.get(f"{R}id") or "") if chart is not None else None
        return found.target if found is not None and found.target in file.parts else ""

    def chart(self, pair: Pair, hand: bool) -> etree._Element | None:
        """That chart."""
        part = self.chart_part(pair, hand)
        return (self.hand_file if hand else self.new_file).tree(part) if part else None

    def lost_workbook(self, pair: Pair) -> bool:
        """Whether a program dropped what the chart's data are edited in."""
        return self.hand_file.related(self.chart_part(pair, True), "package") is None

    def take_workbook(self, part: str, source: str) -> None:
        """Let the chart ``part`` stand on the workbook of the chart ``source``, not on its own with the old data."""
        old = [one for one in self.hand_file.relations(part) if one.kind == "package"]
        new = self.hand_file.related(source, "package")
        for one in old:
            self.hand_file.unrelate(part, one.id)
            if new is not None:
                self.hand_file.relations(part).append(replace(one, target=new, external=False))


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


class Shaped(Struct, frozen=True):
    """What to remember of a shape, whether a hand's edit stands on it, and whether anything new came in."""

    memory: ShapeMemory
    edited: bool
    updated: bool


def merge_shape(page: Page, pair: Pair) -> Shaped:
    """Merge a shape that all three sides have, in place."""
    base, new, now = pair.base.print, pair.new.print, pair.now
    if base.kind == now.kind == "table" and base.text and now.text and len(base.text[0]) == len(new.text[0]):
        return _merge_table(page, pair)
    name, words = handle(pair.base.name), (_said(page, pair, True), _said(page, pair, False))
    restyled = page.restyled(base, now)
    stuck = restyled and new.text != base.text and not _fits(page, pair)
    what: What = "chart" if base.kind == "chart" else "table" if base.kind == "table" else "text"
    text = page.desk.settle(
        name,
        what,
        (now.text != base.text or stuck, new.text != base.text),
        words,
        now.text == new.text and not stuck,
        pair.mild,
    )
    # with the text a look came that has no meaning without it
    drawn = not same_look(base, new) or (text.takes and new.links != base.links)
    agree = now.text == new.text and same_look(new, now)
    mild = pair.mild or base.text != new.text
    whole = stuck and text.takes
    look = page.desk.settle(f"{name}.look", "look", (restyled and not whole, drawn), words, agree, mild)
    place, alt = _placed(page, pair), _described(page, pair)
    lame = page.foreign and base.kind == now.kind == "chart" and not text.hand and page.lost_workbook(pair)
    if lame or any(one.takes for one in (text, look, place, alt)):
        page.hand_file.changed(page.hand.part)
    if place.takes and not pair.found.grouped:
        set_place(pair.element, pair.drawn)
    if lame or text.takes or look.takes:
        _redraw(page, pair, text, look)
    return _shaped(pair, text.advanced, new.text if text.advanced else base.text, (text, look, place, alt))


def _shaped(pair: Pair, said: bool, text: tuple[tuple[str, ...], ...], found: tuple[Outcome, ...]) -> Shaped:
    """What to remember: the new export, and of open conflicts what was exported before."""
    base, new, (_, look, place, alt) = pair.base.print, pair.new.print, found
    merged = Print(
        new.kind,
        new.place if place.advanced else base.place,
        text,
        new.look if look.advanced else base.look,
        new.alt if alt.advanced else base.alt,
        new.columns if look.advanced else base.columns,
        new.links if said else base.links,
    )
    memory = replace(pair.new, number=pair.base.number, id=pair.found.id, name=pair.base.name, print=merged)
    return Shaped(memory, any(one.kept for one in found), any(one.takes for one in found))


def _placed(page: Page, pair: Pair) -> Outcome:
    base, new, now = pair.base.print, pair.new.print, pair.now
    return page.desk.settle(
        f"{handle(pair.base.name)}.place",
        "place",
        (not same_place(base, now), not same_place(base, new)),
        (_where(now), _where(new)),
        same_place(now, new),
        pair.mild,
    )


def _described(page: Page, pair: Pair) -> Outcome:
    """The alt text: that of a person stays, whatever the preparation says."""
    base, new, now = pair.base.print, pair.new.print, pair.now
    lost = page.foreign and not now.alt and bool(new.alt)  # a program that redraws looks drops alt texts as well
    if lost:
        set_alt(pair.element, pair.drawn)
        page.hand_file.changed(page.hand.part)
        now = replace(now, alt=new.alt)
        base = replace(base, alt=new.alt)
    changed = (now.alt != base.alt, new.alt != base.alt)
    found = page.desk.settle(handle(pair.base.name), "look", changed, ("", ""), now.alt == new.alt, True)
    if found.takes:
        set_alt(pair.element, pair.drawn)
    if found.kept and not pair.mild:
        page.desk.keep("look", _alt(pair.element))
    return found


def _alt(element: etree._Element) -> str:
    return next((one.get("descr") or "" for one in element.iter(f"{P}cNvPr")), "")


def _where(one: Print) -> str:
    if one.place is None:
        return ""
    x, y, w, h = (value / CM for value in one.place[:4])
    turned = f", {one.place[4] % TURNED / DEGREE:.0f}°" if one.place[4] else ""
    return f"{x:.1f}, {y:.1f} cm ({w:.1f} × {h:.1f} cm){turned}"


def _said(page: Page, pair: Pair, hand: bool) -> str:
    """What a shape says in the edited file, or what the preparation says."""
    if pair.base.print.kind != "chart":
        return shape_text(pair.element if hand else pair.drawn)
    chart = page.chart(pair, hand)
    return chart_words(chart) if chart is not None else shape_text(pair.element if hand else pair.drawn)


def _fits(page: Page, pair: Pair) -> bool:
    """Whether the new text can stand in the hand's look: data of a chart only where there are as many series."""
    if pair.base.print.kind == "table" or pair.now.kind != pair.base.print.kind:
        return False
    if pair.base.print.kind != "chart":
        return True
    mine, theirs = page.chart(pair, True), page.chart(pair, False)
    return mine is not None and theirs is not None and same_shape(mine, theirs)


def _merge_table(page: Page, pair: Pair) -> Shaped:
    """A table row by row; its height follows its rows."""
    base, new, now = pair.base.print, pair.new.print, pair.now
    name, restyled = handle(pair.base.name), page.restyled(base, now)
    words = (shape_text(pair.element), shape_text(pair.drawn))
    agree, mild = now.text == new.text and same_look(new, now), base.text != new.text
    look = page.desk.settle(f"{name}.look", "look", (restyled, not same_look(base, new)), words, agree, mild)
    place, alt = _placed(page, pair), _described(page, pair)
    fresh = page.carrier.copied(pair.drawn, page.new_part, page.hand.part)
    mine, theirs = (next(one.iter(f"{A}tbl")) for one in (pair.element, fresh))
    if page.foreign:
        set_header(mine, theirs)
        page.hand_file.changed(page.hand.part)
    sides = Tables(base.text, now.text, new.text, mine, theirs, look.kept, page.desk, name)
    linked = base.text == new.text and base.links != new.links and not look.kept
    table = merge_table(sides, look.takes or linked)
    if place.takes and not pair.found.grouped:
        set_place(pair.element, pair.drawn)
    if table.updated or place.takes:
        set_height(pair.element, mine)
    if table.updated or place.takes or alt.takes:
        page.hand_file.changed(page.hand.part)
    text = Outcome(Side.NEW if table.updated else Side.HAND, table.edited, table.updated)
    shaped = _shaped(pair, True, table.rows, (text, look, place, alt))
    return Shaped(shaped.memory, shaped.edited or table.edited, shaped.updated or table.updated)


def _redraw(page: Page, pair: Pair, text: Outcome, look: Outcome) -> None:
    """Bring the new text, the new look or both into a shape."""
    fresh = page.carrier.copied(pair.drawn, page.new_part, page.hand.part)
    if pair.now.kind != pair.base.print.kind:
        if text.takes:
            _replace_whole(pair, fresh)
    elif pair.base.print.kind in ("table", "chart"):
        _redraw_graphic(page, pair, fresh, text, look)
    else:
        _redraw_text(pair, fresh, text, look)


def _replace_whole(pair: Pair, fresh: etree._Element) -> None:
    """Put the new shape in the place of one that a person made something else of; it keeps its number."""
    parent = pair.element.getparent()
    for one in fresh.iter(f"{P}cNvPr"):
        one.set("id", str(pair.found.id))
        break
    if parent is not None:
        parent.replace(pair.element, fresh)


def _redraw_graphic(page: Page, pair: Pair, fresh: etree._Element, text: Outcome, look: Outcome) -> None:
    """A table of another make, or a chart: as a whole, or only new data where a person restyled the chart."""
    mine, theirs = page.chart(pair, True), page.chart(pair, False)
    if look.kept and pair.base.print.kind == "chart" and mine is not None and theirs is not None:
        part, source = page.chart_part(pair, True), fresh.find(f".//{C}chart")
        set_data(mine, theirs)
        page.hand_file.changed(part)
        if source is not None:
            made = page.hand_file.target(page.hand.part, source.get(f"{R}id") or "")
            page.take_workbook(part, made.target if made else "")
        return
    graphic, other = pair.element.find(f"{A}graphic"), fresh.find(f"{A}graphic")
    if graphic is not None and other is not None and not text.kept:
        pair.element.replace(graphic, other)


def _redraw_text(pair: Pair, fresh: etree._Element, text: Outcome, look: Outcome) -> None:
    mine, theirs = pair.element.find(f"{P}txBody"), fresh.find(f"{P}txBody")
    if not look.kept:
        set_frame(pair.element, fresh)
    if mine is None or theirs is None:
        return
    old, new = paragraphs_of(mine), paragraphs_of(theirs)
    if text.takes:
        set_paragraphs(mine, in_look(new, old) if look.kept else new)
    elif text.kept:
        set_paragraphs(mine, in_look(old, new))
    else:
        set_paragraphs(mine, new)
