"""Colours of a theme as red, green and blue shares of 1, and how well two of them can be told apart (WCAG 2)."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from lxml import etree

from decks.pptx.container import A

RGB: TypeAlias = tuple[float, float, float]
WHITE: RGB = (1.0, 1.0, 1.0)
BLACK: RGB = (0.0, 0.0, 0.0)
READABLE = 4.5
HEX = re.compile("[0-9A-Fa-f]{6}")
SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
SYSTEM = {"window": "FFFFFF", "windowText": "000000"}
SHORT = {"dk": "dark", "lt": "light", "med": "medium"}
"""How the format shortens the names of colours that the web knows, too."""
SHORTENED = re.compile("(dk|lt|med)(?=[A-Z])")
MAP_NAMES = ("bg1", "tx1", "bg2", "tx2", *SLOTS[4:])
MAPPED = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}


def from_hex(text: str) -> RGB | None:
    """The colour "RRGGBB"; None when it is not one."""
    if not HEX.fullmatch(text):
        return None
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def to_hex(colour: RGB) -> str:
    """The colour as "RRGGBB"."""
    return "".join(f"{round(min(1, max(0, share)) * 255):02X}" for share in colour)


def luminance(colour: RGB) -> float:
    """How bright it seems, 0 to 1."""
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: RGB, grounds: Sequence[RGB]) -> bool:
    """Whether text of this colour can be read on every one of ``grounds``."""
    return all(contrast(colour, ground) >= READABLE for ground in grounds)


def mixed(one: RGB, other: RGB, share: float) -> RGB:
    """``one`` with a ``share`` of ``other``."""
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def dimmed(colour: RGB, mod: float, off: float = 0.0) -> RGB:
    """PowerPoint's lumMod and lumOff."""
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light * mod + off)), saturation)


class Scheme(dict[str, RGB]):
    """The theme's colours by slot ("dk1", "accent3") and by the names a master maps to them ("tx1")."""


def scheme(theme: etree._Element, mapping: Mapping[str, str]) -> Scheme:
    """The colours of a theme as a master maps them; black and white where the theme names none."""
    found = Scheme()
    listed = theme.find(f".//{A}clrScheme")
    for slot in SLOTS:
        element = listed.find(f"{A}{slot}") if listed is not None else None
        colour = resolved(element, Scheme()) if element is not None else None
        found[slot] = colour or (WHITE if slot.startswith("lt") else BLACK)
    own = dict(found)
    for name in MAP_NAMES:
        usual = MAPPED.get(name, name)
        found[name] = own.get(mapping.get(name) or usual, own[usual])
    return found


def resolved(parent: etree._Element | None, known: Scheme, placeholder: RGB | None = None) -> RGB | None:
    """The first colour inside ``parent`` (a solidFill, a bgRef …); None when there is none that can be told."""
    for element in parent if parent is not None else ():
        base = _base(element, known, placeholder)
        if base is not None:
            for change in element:
                base = _changed(base, str(change.tag).rpartition("}")[2], float(change.get("val") or 0) / 100_000)
            return base
    return None


def _base(element: etree._Element, known: Scheme, placeholder: RGB | None) -> RGB | None:
    kind, value = str(element.tag).rpartition("}")[2], element.get("val") or ""
    if kind == "srgbClr":
        return from_hex(value)
    if kind == "sysClr":
        return from_hex(element.get("lastClr") or SYSTEM.get(value, ""))
    if kind == "prstClr":
        return _preset(value)
    if kind == "schemeClr":
        return placeholder if value == "phClr" else known.get(value)
    if kind == "scrgbClr":
        red, green, blue = (_stored(_share(element, name)) for name in "rgb")
        return red, green, blue
    if kind == "hslClr":
        hue, saturation, light = (
            float(element.get("hue") or 0) / 21_600_000,
            *(_share(element, n) for n in ("sat", "lum")),
        )
        return colorsys.hls_to_rgb(hue, light, saturation)
    return None


def _share(element: etree._Element, name: str) -> float:
    return min(1.0, max(0.0, float(element.get(name) or 0) / 100_000))


def _preset(name: str) -> RGB | None:
    """A colour by name: those of the web, some of them shortened."""
    from PIL.ImageColor import colormap  # comes with python-pptx, which a template is read for

    found = colormap.get(SHORTENED.sub(lambda short: SHORT[short[1]], name).lower())
    return from_hex(found.lstrip("#")) if isinstance(found, str) else None


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _stored(linear: float) -> float:
    return linear * 12.92 if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _in_light(colour: RGB, share: float, added: float) -> RGB:
    """PowerPoint tints and shades light itself, not the stored numbers: black with a tint of 75 % is 898989."""
    red, green, blue = (_stored(min(1.0, _linear(one) * share + added)) for one in colour)
    return red, green, blue


def _changed(colour: RGB, kind: str, share: float) -> RGB:
    if kind == "lumMod":
        return dimmed(colour, share)
    if kind == "lumOff":
        return dimmed(colour, 1.0, share)
    if kind == "tint":
        return _in_light(colour, share, 1.0 - share)
    if kind == "shade":
        return _in_light(colour, share, 0.0)
    if kind in ("inv", "gray"):
        grey = luminance(colour)
        red, green, blue = ((1.0 - one) if kind == "inv" else _stored(grey) for one in colour)
        return red, green, blue
    if kind in ("satMod", "satOff", "hueOff", "comp"):
        hue, light, saturation = colorsys.rgb_to_hls(*colour)
        saturation = saturation * share if kind == "satMod" else saturation + share if kind == "satOff" else saturation
        hue += {"hueOff": share * 100_000 / 21_600_000, "comp": 0.5}.get(kind, 0.0)
        return colorsys.hls_to_rgb(hue % 1.0, light, min(1.0, max(0.0, saturation)))
    return colour
