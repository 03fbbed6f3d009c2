"""Which layout of a template carries our slides, and where on it title, body and foot stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from decks.layout.canvas import Canvas, Place
from decks.layout.items import Anchor, Box
from decks.pptx.art import WHOLE, Art, Grounds
from decks.pptx.colours import RGB, WHITE, luminance
from decks.pptx.plates import Plate, plate_for
from decks.pptx.template import Layout, Placeholder, Template

LEAST_SHARE = 0.34  # of the page that the body must have, else the layout's drawings are hidden
LEAST_WIDE = 0.45
AIR = 8.0
EDGE = 0.045  # of the shorter side: the margin where the template gives none
LEAST_SIZE, MOST_SIZE = 18.0, 28.0
FOOT_HIGH = 28.0
FOOT_LEAST_WIDE = 150.0
NUMBER_WIDE = 62.0
MARGIN_SPARE = 2.0
MOST_GAP = 60.0
INSET = 3.6  # the usual margin above and below a placeholder's text, which ours does without


class Fit(Struct, frozen=True):
    """How a template is used: its layout, the canvas on it, and the placeholders that our texts take.

    ``bare``: the layout's drawings leave too little room and are hidden. ``plate``: a panel that our copy of the layout
    gets, so that text can be read. ``scale`` as in Template.
    """

    layout: Layout
    canvas: Canvas
    title: Placeholder | None
    line: Placeholder | None
    date: Placeholder | None
    number: Placeholder | None
    bare: bool
    share: float
    plate: Plate | None = None
    scale: float = 1.0

    @property
    def titled(self) -> bool:
        """Whether the title takes a placeholder of the layout."""
        return self.title is not None

    @property
    def hides(self) -> bool:
        """Whether slides hide the drawings themselves; with a panel our copy of the layout has none but that."""
        return self.bare and self.plate is None

    def stripe(self, box: Box) -> RGB | None:
        """The one colour of a drawing in which ``box`` lies, and which is not the ground of the page; None without."""
        under = [art for art in self.layout.art if art.drawn and _overlap(art.box, box) > 0.995 * box.w * box.h]
        if self.bare or not under or not under[-1].full or (self.plate and _overlap(self.plate.box, box) > 1):
            return None
        found = under[-1].grounds
        return found[0] if found is not None and len(found) == 1 and found != self.layout.ground else None

    def ground(self, box: Box) -> tuple[RGB, ...] | None:
        """The colours behind ``box``; None when they cannot be told."""
        if self.plate is not None and _overlap(self.plate.box, box) > 0.5 * box.w * box.h:
            return (self.plate.colour,)
        return ground_at(box, self.layout, self.bare)


def fit(template: Template) -> Fit:
    """The layout that serves best: a title above, much free room below, a ground on which text can be read."""
    fits = [_fit(template, layout) for layout in template.layouts]
    best = max(zip(fits, range(len(fits), 0, -1), strict=True), key=lambda pair: (_worth(pair[0]), pair[1]))[0]
    canvas = best.canvas
    date = (canvas.date.box,) if canvas.date else ()
    seats = (canvas.title, canvas.line.box, *date, canvas.number.box)
    return replace(
        best, plate=plate_for(canvas.body, seats, template.page, best.layout, best.ground), scale=template.scale
    )


def _worth(found: Fit) -> float:
    """How well a layout serves; the earlier of equals is taken."""
    title, ground = found.title, found.ground(found.canvas.body)
    worth = 100 * min(found.share, 0.7) - 25 * found.bare
    worth += 2 * (found.number is not None) + (found.line is not None) + 3 * _has_content(found)
    if title is None:
        worth -= 60
    elif title.seat.startswith('type="ctrTitle"'):
        worth -= 15
    if ground is None:
        worth -= 12
    elif any(luminance(one) < 0.18 for one in ground):
        worth -= 8
    return worth


def _has_content(found: Fit) -> bool:
    """Whether the layout has one area for content: the usual page of a company."""
    return sum(one.kind == "body" for one in found.layout.placeholders) == 1


def ground_at(box: Box, layout: Layout, bare: bool) -> Grounds:
    """The colours behind ``box`` on a layout; None when they cannot be told."""
    found = layout.ground or (None if layout.ground is None else (WHITE,))
    if layout.picture is not None:
        found = layout.picture.within(box, WHITE)
    for art in () if bare else layout.art:
        if art.drawn and _overlap(art.box, box) > 0.5 * box.w * box.h:
            found = _covered(found, art, box)
    return found


def _covered(found: Grounds, art: Art, box: Box) -> Grounds:
    """The colours behind ``box`` once ``art`` lies over ``found``; what does not fill its box leaves them seen."""
    own = art.picture.within(box, found[0] if found else WHITE) if art.picture is not None else art.grounds
    if own is None or own == ():
        return own if own is None else found
    if art.full:
        return own
    return None if found is None else (*found, *own)


def _overlap(one: Box, other: Box) -> float:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, wide) * max(0.0, high)


def _fit(template: Template, layout: Layout) -> Fit:
    page = template.page
    title = _usable_title(layout, page)
    drawn = _in_the_way(layout.art, page)
    fit_here = _placed(layout, page, title, drawn, bare=False)
    if fit_here.share < LEAST_SHARE and drawn:
        alone = _placed(layout, page, title, (), bare=True)
        if alone.share > fit_here.share:
            return alone
    return fit_here


def _usable_title(layout: Layout, page: Box) -> Placeholder | None:
    """The title when it is upright, wide enough and leaves room below."""
    title = layout.first("title")
    if title is None or not title.upright or title.box.w < LEAST_WIDE * page.w:
        return None
    return title if title.box.bottom < 0.55 * page.h else None


def _in_the_way(art: Sequence[Art], page: Box) -> tuple[Box, ...]:
    """The places where something is drawn that text must not cover."""
    return tuple(one.box for one in art if one.box.w * one.box.h < WHOLE * page.w * page.h)


def _placed(layout: Layout, page: Box, title: Placeholder | None, drawn: Sequence[Box], bare: bool) -> Fit:
    edge = max(20.0, EDGE * min(page.w, page.h))
    line, date, number = _foot_seats(layout, page)
    used = [one.box for one in (line, date, number) if one is not None]
    low = [box for box in used if box.y > page.h / 2]
    foot_top = min([box.y for box in low], default=page.h - edge / 2)
    own = _title_box(title, page, edge, drawn, layout)
    area = _content_area(layout, page, own, foot_top, edge)
    body = _free(area, [*drawn, *used])
    if not (line and number):
        body = Box(body.x, body.y, body.w, body.h - FOOT_HIGH)
    canvas = Canvas(
        page=page,
        title=own,
        body=body,
        line=_line_place(line, body, number),
        date=Place(_whole(date.box), date.idx, date.align) if date else None,
        number=_number_place(number, body),
        title_sizes=_title_sizes(title),
        title_align=title.align if title else "left",
        title_anchor=title.anchor if title else "bottom",
        sources_size=12.0,
        fixed=True,
    )
    share = max(0.0, body.w) * max(0.0, body.h) / (page.w * page.h)
    return Fit(layout, canvas, title, line, date, number, bare, 0.0 if body.w < LEAST_WIDE * page.w else share)


def _foot_seats(layout: Layout, page: Box) -> tuple[Placeholder | None, Placeholder | None, Placeholder | None]:
    """The placeholders for version line, date and page number; none that is too small or lies over another."""
    number, foot, date = layout.first("number"), layout.first("foot"), layout.first("date")
    number = number if number and number.upright and number.box.w >= 24 else None
    taken = [number.box] if number else []
    found: list[Placeholder | None] = []
    for one, least in ((foot, FOOT_LEAST_WIDE), (date, 60.0)):
        free = one is not None and one.upright and one.box.w >= least and _edge_of(one.box, page)
        if one is None or not free or any(_overlap(one.box, box) > 1 for box in taken):
            found.append(None)
            continue
        taken.append(one.box)
        found.append(one)
    line, dated = found
    if line is None and dated is not None and dated.box.w >= FOOT_LEAST_WIDE:
        return dated, None, number
    return line, dated, number


def _edge_of(box: Box, page: Box) -> bool:
    """Whether a place lies at the foot of the page, or above everything else."""
    return box.y > 0.85 * page.h or box.bottom < 0.1 * page.h


def _title_sizes(title: Placeholder | None) -> tuple[float, ...]:
    """Our sizes, none above the template's own; smaller ones where its title is small."""
    most = min(MOST_SIZE, max(LEAST_SIZE, title.size if title else MOST_SIZE))
    steps = [size for size in (28.0, 26.0, 24.0, 22.0, 20.0, 18.0) if size <= most]
    return tuple(steps)


def _title_box(title: Placeholder | None, page: Box, edge: float, drawn: Sequence[Box], layout: Layout) -> Box:
    """The title's place, made higher into free room where it would hold less than two lines."""
    if title is None:
        area = _free(Box(edge, edge, page.w - 2 * edge, 62.0), [box for box in drawn if box.bottom < page.h / 3])
        return Box(area.x, area.y, area.w, max(area.h, 30.0))
    box = title.box
    sizes = _title_sizes(title)
    wanted = 2 * 1.2 * sizes[0] + 2
    if box.h >= wanted:
        return _trimmed(box, wanted, title.anchor)
    floors = [one.bottom for one in drawn if one.bottom <= box.y + 1 and _across(one, box)]
    walls = [one.y for one in drawn if one.y >= box.bottom - 1 and _across(one, box)]
    walls += [one.box.y for one in layout.placeholders if one.kind == "body" and one.box.y >= box.bottom - 1]
    top = max([edge / 2, *(floor + 2 for floor in floors)])
    bottom = min([page.h / 2, *(wall - 4 for wall in walls)])
    below = min(max(0.0, wanted - box.h), max(0.0, bottom - box.bottom))
    above = min(max(0.0, wanted - box.h - below), max(0.0, box.y - top))
    return Box(box.x, box.y - above, box.w, box.h + above + below)


def _trimmed(box: Box, high: float, anchor: Anchor) -> Box:
    """The part of a title's place where two lines stand in it: what is left below belongs to the body."""
    spare = box.h - high
    y = box.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[anchor]
    return Box(box.x, y, box.w, high)


def _across(one: Box, other: Box) -> bool:
    """Whether two boxes stand above one another."""
    return min(one.right, other.right) - max(one.x, other.x) > 1


def _content_area(layout: Layout, page: Box, title: Box, foot_top: float, edge: float) -> Box:
    """Where the template wants content, down to the foot; below the title where it says nothing."""
    top = title.bottom + AIR
    holders = [one.box for one in layout.placeholders if one.kind in ("body", "picture") and one.upright]
    below = [box for box in holders if box.y + box.h / 2 > top and not _edge_of(box, page)]
    if not below and layout.content is not None and layout.content.y + layout.content.h / 2 > top:
        inside = layout.content
        below = [Box(inside.x + 7.2, inside.y, inside.w - 14.4, inside.h)]
    whole = reduce(_around, below) if below else Box(min(title.x, edge * 2), top, 0.0, 0.0)
    if whole.w < 0.6 * page.w or whole.h < 0.35 * page.h:
        left = min(title.x, max(edge, whole.x))
        whole = Box(left, top, page.w - 2 * left, page.h)
    y = top if whole.y - top < MOST_GAP else whole.y  # a pre-read needs the room that a talk leaves empty
    own = max(edge, min(title.x, 2 * edge))  # of pictures that run to the edge of the page text keeps away
    left = whole.x if whole.x >= edge / 2 else own
    right = whole.right if whole.right <= page.w - edge / 2 else page.w - own
    return Box(left, y, right - left, max(10.0, foot_top - AIR / 2 - y))


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Box(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)


def _free(area: Box, taken: Iterable[Box]) -> Box:
    """The largest part of ``area`` left when strips with something drawn in them are cut away."""
    for box in taken:
        inside = min(area.right, box.right) - max(area.x, box.x) > MARGIN_SPARE
        if not inside or min(area.bottom, box.bottom) - max(area.y, box.y) < -0.5:
            continue
        parts = (
            Box(area.x, area.y, area.w, box.y - AIR / 2 - area.y),
            Box(area.x, box.bottom + AIR, area.w, area.bottom - box.bottom - AIR),
            Box(area.x, area.y, box.x - AIR - area.x, area.h),
            Box(box.right + AIR, area.y, area.right - box.right - AIR, area.h),
        )
        area = max(parts, key=lambda part: max(0.0, part.w) * max(0.0, part.h))
    return area


def _whole(box: Box) -> Box:
    """A place at the foot as high as its placeholder."""
    return Box(box.x, box.y - INSET, box.w, box.h + 2 * INSET)


def _line_place(line: Placeholder | None, body: Box, number: Placeholder | None) -> Place:
    if line is not None:
        return Place(_whole(line.box), line.idx, line.align)
    wide = body.w - (0.0 if number else NUMBER_WIDE + AIR)
    return Place(Box(body.x, body.bottom + 2, wide, FOOT_HIGH - 2))


def _number_place(number: Placeholder | None, body: Box) -> Place:
    if number is not None:
        return Place(number.box, number.idx, number.align)
    return Place(Box(body.right - NUMBER_WIDE, body.bottom + 2, NUMBER_WIDE, FOOT_HIGH - 2), None, "right")
