"""The ink for a template: its theme's colours and fonts, changed only where they could not be read."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Sequence

from msgspec import Struct

from decks.layout.items import Box, Colour
from decks.pptx.colours import BLACK, RGB, WHITE, contrast, dimmed, luminance, mixed, readable, to_hex
from decks.pptx.fitting import Fit
from decks.pptx.ink import Ink, scheme
from decks.pptx.template import Fonts, Placeholder, Template

ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
STEPS = ((1.0, 0.0), (0.75, 0.0), (0.5, 0.0), (0.6, 0.4), (0.4, 0.6), (0.25, 0.0), (0.2, 0.8))
"""PowerPoint's own shades of a theme colour: lumMod and lumOff."""
WARM = "C0392B"
CLEAR = 4.8
JAPANESE = "Yu Gothic"
FOREIGN = (
    *(
        "simsun",
        "simhei",
        "nsimsun",
        "fangsong",
        "kaiti",
        "dengxian",
        "microsoft yahei",
        "microsoft jhenghei",
        "stxihei",
    ),
    *(
        "pmingliu",
        "mingliu",
        "dfkai",
        "stsong",
        "stkaiti",
        "heiti",
        "songti",
        "pingfang sc",
        "pingfang tc",
        "source han",
    ),
    *("noto sans sc", "noto sans tc", "noto serif sc", "noto serif tc", "noto sans cjk sc", "noto sans cjk tc"),
    *("等线", "宋体", "黑体", "微软", "微軟", "新細明體", "細明體", "標楷體", "楷体", "仿宋", "华文", "方正", "思源"),
    *("malgun", "gulim", "batang", "dotum", "맑은", "굴림", "바탕", "돋움"),
)
"""Beginnings of the names of Chinese and Korean fonts: they draw kanji in another country's shapes."""
JAPANESE_CUTS = (" jp", " j ", "japan", "cjk jp")


class Tint(Struct, frozen=True):
    """A colour and how it is written."""

    colour: RGB
    xml: str


class Palette(Struct, frozen=True, eq=False):
    """The ink of a template and what was changed: ``corrected`` names the roles whose colours could not be read.

    ``link`` is the colour that the theme's links get, None where the template's own can be read.
    """

    ink: Ink
    corrected: tuple[Colour, ...]
    link: RGB | None
    ea: str
    heading_ea: str


def palette(template: Template, fit: Fit) -> Palette:
    """The ink of ``template`` as ``fit`` uses it."""
    known = dict(fit.layout.colours)
    grounds = fit.ground(fit.canvas.body) or _assumed(fit, known)
    text = _first(_darkest(known, grounds), grounds)
    accent_name, accent_base = _accent(known)
    warning_name, warning_base = _warning(known, accent_name)
    lights = [
        _light(name, base, text, grounds) for name, base in ((accent_name, accent_base), (warning_name, warning_base))
    ]
    surface = _surface(text, grounds)
    all_grounds = (*grounds, *(one.colour for one in (*lights, surface)))
    text = _first(_darkest(known, all_grounds), all_grounds)
    accent = _first(_shades(accent_name, accent_base, text), all_grounds)
    warning = _first(_shades(warning_name, warning_base, text), all_grounds)
    muted = _first((*_softer(text, grounds), text), all_grounds)
    colours: dict[Colour, str] = {
        "text": text.xml,
        "muted": muted.xml,
        "accent": accent.xml,
        "warning": warning.xml,
        "rule": _plain(mixed(grounds[0], text.colour, 0.18)).xml,
        "surface": surface.xml,
        "accent_light": lights[0].xml,
        "warning_light": lights[1].xml,
        "white": _plain(grounds[0]).xml,
    }
    names: tuple[tuple[Colour, str], ...] = (("accent", accent_name), ("warning", warning_name))
    corrected: list[Colour] = [role for role, name in names if name not in colours[role] or "lum" in colours[role]]
    colours |= _seated(fit, known, text, warning)
    seats: tuple[tuple[Colour, Placeholder | None], ...] = (
        *(("title", fit.title), ("line", fit.line)),
        *(("date", fit.date), ("number", fit.number)),
    )
    corrected += [role for role, holder in seats if holder and colours[role]]
    fonts = template.body_fonts[fit.layout.master]
    ea, heading_ea = japanese_font(fonts), japanese_font(template.heading_fonts[fit.layout.master])
    link = known.get("hlink", BLACK)
    return Palette(
        Ink(colours, _plain(mixed(grounds[0], text.colour, 0.5)).xml, fonts.latin or "Arial", ea, _title_fonts(fit)),
        tuple(corrected),
        None if readable(link, all_grounds) else accent.colour,
        ea,
        heading_ea,
    )


def japanese_font(fonts: Fonts) -> str:
    """The East Asian typeface: the theme's, unless it has none or one that draws kanji in a foreign shape."""
    for name in (fonts.ea, fonts.japanese):
        if name and not _is_foreign(name):
            return name
    return JAPANESE


def _is_foreign(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(FOREIGN) and not any(cut in f"{lower} " for cut in JAPANESE_CUTS)


def _title_fonts(fit: Fit) -> str:
    """A title keeps its own Latin typeface."""
    latin = fit.title.latin.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") if fit.title else "+mj-lt"
    return f'<a:latin typeface="{latin or "+mj-lt"}"/><a:ea typeface="+mj-ea"/>'


def _assumed(fit: Fit, known: dict[str, RGB]) -> tuple[RGB, ...]:
    """The ground behind a picture, guessed from the template's own text: it must be readable there."""
    body = fit.layout.first("body")
    colour = body.colour if body and body.colour else known.get("tx1", BLACK)
    return (WHITE,) if luminance(colour) < 0.4 else (BLACK,)


def _plain(colour: RGB) -> Tint:
    return Tint(colour, f'<a:srgbClr val="{to_hex(colour)}"/>')


def _themed(name: str, base: RGB, mod: float = 1.0, off: float = 0.0) -> Tint:
    """A theme colour in one of PowerPoint's shades."""
    if (mod, off) == (1.0, 0.0):
        return Tint(base, scheme(name))
    change = f'<a:lumMod val="{round(mod * 100_000)}"/>' + (f'<a:lumOff val="{round(off * 100_000)}"/>' if off else "")
    return Tint(dimmed(base, mod, off), f'<a:schemeClr val="{name}">{change}</a:schemeClr>')


def _first(tints: Sequence[Tint], grounds: Sequence[RGB]) -> Tint:
    """The first that can be read on every ground; else the one that can be read best."""
    for tint in tints:
        if readable(tint.colour, grounds):
            return tint
    return max(tints, key=lambda tint: min(contrast(tint.colour, ground) for ground in grounds))


def _darkest(known: dict[str, RGB], grounds: Sequence[RGB]) -> tuple[Tint, ...]:
    """The theme's text colours, then black and white."""
    names = [name for name in ("tx1", "bg1", "tx2", "bg2") if name in known]
    clear = [_themed(name, known[name]) for name in names if min(contrast(known[name], one) for one in grounds) >= 7]
    return (*clear, *(_themed(name, known[name]) for name in names), _plain(BLACK), _plain(WHITE))


def _shades(name: str, base: RGB, text: Tint) -> tuple[Tint, ...]:
    """A colour of the theme, then darker and lighter shades of it; the text's colour at the last."""
    themed = name.startswith("accent")
    steps = [_themed(name, base, mod, off) if themed else _plain(dimmed(base, mod, off)) for mod, off in STEPS]
    return (*steps, text)


def _softer(text: Tint, grounds: Sequence[RGB]) -> Iterator[Tint]:
    """The text's colour drawn towards the ground, the softest first."""
    for share in (0.35, 0.28, 0.2, 0.1):
        yield _plain(mixed(text.colour, grounds[0], share))


def _saturation(colour: RGB) -> float:
    _, light, saturation = colorsys.rgb_to_hls(*colour)
    return saturation * (1 - abs(2 * light - 1))


def _accent(known: dict[str, RGB]) -> tuple[str, RGB]:
    """The first accent that is a colour at all."""
    name = next((one for one in ACCENTS if _saturation(known[one]) > 0.2), ACCENTS[0])
    return name, known[name]


def _warning(known: dict[str, RGB], accent: str) -> tuple[str, RGB]:
    """The accent nearest to red, when one is; else a red of our own."""

    def distance(name: str) -> float:
        hue = colorsys.rgb_to_hls(*known[name])[0]
        return min(abs(hue - 0.02), 1 - abs(hue - 0.02))

    near = [one for one in ACCENTS if one != accent and _saturation(known[one]) > 0.3 and distance(one) < 0.09]
    near = [one for one in near if contrast(known[one], known[accent]) > 1.05]
    if near:
        name = min(near, key=distance)
        return name, known[name]
    red, green, blue = (int(WARM[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return WARM, (red, green, blue)


def _light(name: str, base: RGB, text: Tint, grounds: Sequence[RGB]) -> Tint:
    """The ground of a callout: a breath of the colour, on which text can be read."""
    if luminance(grounds[0]) > 0.6 and name.startswith("accent"):
        tint = _themed(name, base, 0.2, 0.8)
        if contrast(tint.colour, text.colour) >= 7 and luminance(tint.colour) > 0.7:
            return tint
    return _plain(mixed(grounds[0], base, 0.12))


def _surface(text: Tint, grounds: Sequence[RGB]) -> Tint:
    return _plain(mixed(grounds[0], text.colour, 0.05))


def _clearly(colour: RGB, grounds: Sequence[RGB]) -> bool:
    """Whether a colour of the template can be read in every program: they differ in the greys they make of tints."""
    return all(contrast(colour, ground) >= CLEAR for ground in grounds)


def _seated(fit: Fit, known: dict[str, RGB], text: Tint, warning: Tint) -> dict[Colour, str]:
    """The colours of title and foot: the placeholder's own where it can be read there, else one that can."""

    def colour(holder: Placeholder | None, box: Box) -> str:
        ground = fit.ground(box)
        if holder is not None and (ground is None or (holder.colour and _clearly(holder.colour, ground))):
            return ""
        return _first((text, *_darkest(known, ground or (WHITE,))), ground or (WHITE,)).xml

    canvas = fit.canvas
    line = colour(fit.line, canvas.line.box)
    under = fit.ground(canvas.line.box)
    return {
        "title": colour(fit.title, canvas.title),
        "line": line,
        "line_mark": warning.xml if under is not None and readable(warning.colour, under) else line,
        "date": colour(fit.date, canvas.date.box) if canvas.date else "",
        "number": colour(fit.number, canvas.number.box),
    }
