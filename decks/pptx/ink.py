"""The colours and fonts that a deck is written in, as DrawingML: our own theme's, or those chosen for a template."""

from __future__ import annotations

from msgspec import Struct

from decks.layout.items import Colour

SCHEME: dict[Colour, str] = {
    "text": "tx1",
    "muted": "tx2",
    "accent": "accent1",
    "warning": "accent2",
    "rule": "accent5",
    "surface": "bg2",
    "accent_light": "accent3",
    "warning_light": "accent4",
    "white": "bg1",
    "title": "tx1",
    "line": "tx2",
    "line_mark": "accent2",
    "date": "tx2",
    "number": "tx2",
}
"""Our own theme's name of each colour role."""

FONTS = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
"""The theme's fonts, named on every run: not every program finds them through the master."""

TITLE_FONTS = '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/>'


def scheme(name: str) -> str:
    """A colour of the theme."""
    return f'<a:schemeClr val="{name}"/>'


class Ink(Struct, frozen=True, eq=False):
    """A colour element a role, "" where the placeholder's own colour stays; ``axis`` is that of a chart's base line.

    ``title_fonts`` are the fonts of a title on a template's page. ``latin`` and ``ea`` name the fonts of charts.
    """

    colours: dict[Colour, str]
    axis: str
    latin: str
    ea: str
    title_fonts: str = TITLE_FONTS

    def fill(self, colour: Colour) -> str:
        """A solid fill; nothing where the placeholder's own colour stays."""
        found = self.colours[colour]
        return f"<a:solidFill>{found}</a:solidFill>" if found else ""


THEME_FONTS = {"ja": ("Arial", "Yu Gothic"), "en": ("Calibri", "Yu Gothic")}
"""Latin and East Asian typefaces a language: what PowerPoint brings on Windows and on the Mac alike."""

OUR_COLOURS: dict[Colour, str] = {role: scheme(name) for role, name in SCHEME.items()}
OUR_INK = {language: Ink(OUR_COLOURS, scheme("accent6"), latin, ea) for language, (latin, ea) in THEME_FONTS.items()}
"""Our own theme's, a language."""
