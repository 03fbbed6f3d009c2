"""What was found in a company template and how a deck will use it: in words, and as a sketch of block characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.words import Message
from prep.words.message import Argument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decks.layout.items import Box
    from decks.pptx.look import Look

Arguments = dict[str, Argument]
CM = 2.54 / 72
SKETCH_WIDE, SKETCH_NARROW = 56, 32
PAPER = " "
MARKS = (("art", "█"), ("body", "▒"), ("title", "▓"), ("line", "="), ("date", "-"), ("number", "#"))
"""The parts of a page in the order they are drawn, each with its mark."""
SHAPES = ((1.70, 1.85, "wide"), (1.25, 1.45, "four_three"), (0.0, 0.999, "portrait"))


def found(look: Look) -> tuple[Message, ...]:
    """What the template holds: page, masters and layouts, sample slides, fonts, colours."""
    template, page = look.template, look.template.page
    ratio, unit = page.w / page.h, CM * template.scale
    shape = next((name for low, high, name in SHAPES if low <= ratio <= high), "other")
    size: Arguments = {
        "w": f"{page.w * unit:.1f}",
        "h": f"{page.h * unit:.1f}",
        "shape": Message(f"common.template.shape.{shape}"),
    }
    messages = [Message("common.template.page", size)]
    counts: Arguments = {
        "masters": Message("common.template.masters", {"n": template.masters}),
        "layouts": Message("common.template.layouts", {"n": len(template.layouts)}),
    }
    messages.append(Message("common.template.holds", counts))
    if template.samples:
        messages.append(Message("common.template.samples", {"n": template.samples}))
    if look.container.macros:
        messages.append(Message("common.template.macros"))
    return tuple(messages)


def use(look: Look) -> tuple[Message, ...]:
    """How a deck will use it: layout, title, foot, fonts, and the colours that were corrected."""
    return (*_layout(look), *_foot(look), *_fonts(look), *_colours(look))


def _layout(look: Look) -> Iterator[Message]:
    fit = look.fit
    share = str(round(100 * fit.share))
    values: Arguments = {
        "name": fit.layout.name,
        "n": str(_place_of(look)),
        "of": str(len(look.template.layouts)),
        "share": share,
    }
    yield Message("common.template.layout" if fit.layout.name.strip() else "common.template.layout_unnamed", values)
    if fit.bare:
        yield Message("common.template.bare")
    size: Arguments = {"size": f"{fit.canvas.title_sizes[0]:g}"}
    yield Message("common.template.title" if fit.titled else "common.template.no_title", size)
    if fit.plate is not None:
        yield Message("common.template.panel")
    if look.template.scale != 1.0:
        yield Message("common.template.poster", {"times": f"{look.template.scale:g}"})


def _place_of(look: Look) -> int:
    """Which layout of the file it is, from 1."""
    return [one.part for one in look.template.layouts].index(look.fit.layout.part) + 1


def _foot(look: Look) -> Iterator[Message]:
    fit = look.fit
    yield Message("common.template.line" if fit.line else "common.template.no_line")
    yield Message("common.template.date" if fit.date else "common.template.no_date")
    yield Message("common.template.number" if fit.number else "common.template.no_number")


def _fonts(look: Look) -> Iterator[Message]:
    fonts = look.template.body_fonts[look.fit.layout.master]
    title = look.fit.title.latin if look.fit.title else fonts.latin
    names: Arguments = {"latin": look.palette.ink.latin, "title": title, "ea": look.palette.ea}
    yield Message("common.template.fonts" if title == fonts.latin else "common.template.fonts_two", names)
    if fonts.ea and fonts.ea != look.palette.ea:
        yield Message("common.template.font_replaced", {"old": fonts.ea, "new": look.palette.ea})


def _colours(look: Look) -> Iterator[Message]:
    palette = look.palette
    changed = [Message(f"common.template.colour.{role}") for role in palette.corrected]
    changed += [Message("common.template.colour.link")] if palette.link else []
    if changed:
        yield Message("common.template.corrected", {"what": tuple(changed)})
    else:
        yield Message("common.template.colours_kept")


def legend(look: Look) -> tuple[tuple[str, Message], ...]:
    """The marks of the sketch that are on it, each with what it stands for."""
    boxes = _boxes(look)
    return tuple((mark, Message(f"common.template.mark.{name}")) for name, mark in MARKS if boxes[name])


def sketch(look: Look, widest: int = SKETCH_WIDE) -> tuple[str, ...]:
    """The page as lines of block characters, a frame around it; a character is twice as high as wide.

    ``widest`` counts the characters of a page that is wider than high.
    """
    page = look.template.page
    wide = widest if page.w >= page.h else SKETCH_NARROW
    high = max(6, round(wide * page.h / page.w / 2))
    rows = [[PAPER] * wide for _ in range(high)]
    boxes = _boxes(look)
    for name, mark in MARKS:
        for box in boxes[name]:
            _paint(rows, box, page, mark)
    edge = "─" * wide
    return (f"┌{edge}┐", *(f"│{''.join(row)}│" for row in rows), f"└{edge}┘")


def _boxes(look: Look) -> dict[str, tuple[Box, ...]]:
    """Where each part of the page stands, in points."""
    canvas, page = look.fit.canvas, look.template.page
    drawn = () if look.fit.bare else look.fit.layout.art
    return {
        "art": tuple(one.box for one in drawn if one.box.w * one.box.h < 0.6 * page.w * page.h),
        "body": (canvas.body,),
        "title": (canvas.title,),
        "line": (canvas.line.box,),
        "date": (canvas.date.box,) if canvas.date else (),
        "number": (canvas.number.box,),
    }


def _paint(rows: list[list[str]], box: Box, page: Box, mark: str) -> None:
    high, wide = len(rows), len(rows[0])
    top = min(high - 1, int(box.y / page.h * high))
    bottom = max(top + 1, min(high, round(box.bottom / page.h * high)))
    left = min(wide - 1, round(box.x / page.w * wide))
    right = max(left + 1, min(wide, round(box.right / page.w * wide)))
    for row in rows[top:bottom]:
        row[left:right] = mark * (right - left)
