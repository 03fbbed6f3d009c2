"""A template ready for a deck: its file, the layout that carries our slides, and the ink they are written in."""

from __future__ import annotations

from typing import Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decks.layout.canvas import Canvas
from decks.layout.fonts import widths_of
from decks.layout.items import Colour
from decks.pptx.colours import Scheme, resolved, to_hex
from decks.pptx.container import A, Container, open_container, refused
from decks.pptx.fitting import Fit, fit
from decks.pptx.palette import Palette, palette
from decks.pptx.scaling import scale_of, shrunk
from decks.pptx.shapes import Seats
from decks.pptx.template import Template, template_of

SEATED: tuple[Colour, ...] = ("title", "line", "line_mark", "date", "number")

LEAST_BODY = (320.0, 150.0)
"""The width and height in points below which no page holds a sentence and a table."""


class Look(Struct, frozen=True, eq=False):
    """What a template was found to offer and how it is used."""

    container: Container
    template: Template
    fit: Fit
    palette: Palette

    def canvas(self, language: Literal["ja", "en"]) -> Canvas:
        """Where things stand on its pages, with the fonts by which text in ``language`` is measured."""
        title = self.fit.title.latin if self.fit.title else self.template.heading_fonts[self.fit.layout.master].latin
        body = self.template.body_fonts[self.fit.layout.master].latin
        text, titles = (widths_of(font, language == "ja") for font in (body, title))
        return replace(self.fit.canvas, family=text.safe, own_family=text.own, title_family=titles.safe)

    @property
    def colours(self) -> dict[Colour, str]:
        """The roles as RRGGBB; without those of title and foot, which stand on the template's own grounds."""
        known = Scheme(self.fit.layout.colours)
        inks = {role: ink for role, ink in self.palette.ink.colours.items() if role not in SEATED}
        found = {
            role: resolved(etree.fromstring(f'<a:x xmlns:a="{A[1:-1]}">{ink}</a:x>'), known)
            for role, ink in inks.items()
        }
        return {role: to_hex(colour) for role, colour in found.items() if colour is not None}

    @property
    def seats(self) -> Seats:
        """The placeholders that a slide takes; a title that its layout lacks is the slide's own."""
        fit, canvas = self.fit, self.fit.canvas
        seated = (
            *(("Title", fit.title, canvas.title), ("Version", fit.line, canvas.line.box)),
            *(("Date", fit.date, canvas.date.box if canvas.date else canvas.line.box),),
            ("Slide number", fit.number, canvas.number.box),
        )
        found = ((name, fit.stripe(box)) for name, holder, box in seated if holder is not None)
        fill = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
        return Seats(
            title=fit.title.seat if fit.title else 'type="title"',
            sources="",
            line=fit.line.seat if fit.line else "",
            date=fit.date.seat if fit.date else "",
            number=fit.number.seat if fit.number else "",
            number_align=fit.canvas.number.align,
            number_colour="number",
            number_anchor="middle",
            stripes=tuple((name, fill.format(to_hex(colour))) for name, colour in found if colour is not None),
        )


def look(data: bytes, file: str) -> Look:
    """The look of the .pptx or .potx named ``file``; InputError when it cannot be one."""
    container = open_container(data, file)
    template = template_of(container)
    scale = scale_of(template.page)
    template = template if scale == 1.0 else shrunk(template, scale)
    fitted = fit(template)
    if min(fitted.canvas.body.w / LEAST_BODY[0], fitted.canvas.body.h / LEAST_BODY[1]) < 1:
        raise refused("no_room", file)
    return Look(container, template, fitted, palette(template, fitted))
