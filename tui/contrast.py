"""How well ink stands out from its ground, by WCAG 2.2, and which pairs of a theme a reader meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.theme import ThemeColours

ENOUGH = 4.5
"""The least ratio for text of ordinary size (WCAG 1.4.3)."""

PAIRS: tuple[tuple[str, str], ...] = (
    *(("foreground", ground) for ground in ("background", "surface", "panel", "field", "field-focus", "cursor-quiet")),
    ("foreground", "input-selection-background"),
    *(("quiet", ground) for ground in ("background", "surface", "field", "field-focus")),
    *((ink, ground) for ink in ("primary", "error") for ground in ("background", "surface", "field-focus")),
    *((ink, ground) for ink in ("accent", "warning", "success") for ground in ("background", "surface")),
    ("accent", "panel"),
    ("cursor-ink", "cursor-ground"),
)
"""Ink and ground, as the style sheets put them together."""


@dataclass(frozen=True)
class Weak:
    """A pair of a theme that is hard to read; ``ratio`` from 1 to 21."""

    ink: str
    ground: str
    ratio: float


def ratio(ink: str, ground: str) -> float:
    """The contrast of two colours written #rrggbb, from 1 (none) to 21 (black on white). ValueError for other forms."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, from 0 to 1."""
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(colour)
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def weak_pairs(theme: ThemeColours) -> Iterator[Weak]:
    """The pairs of a theme that have too little contrast; none of a theme whose colours are the terminal's."""
    if theme.ansi:
        return
    for ink, ground in PAIRS:
        found = ratio(colour_of(theme, ink), colour_of(theme, ground))
        if found < ENOUGH:
            yield Weak(ink, ground, found)


def colour_of(theme: ThemeColours, name: str) -> str:
    """The colour behind a name, #rrggbb. KeyError when the theme has none of that name."""
    found = theme.variables.get(name) or getattr(theme, name, None)
    if not isinstance(found, str):
        raise KeyError(name)
    return found


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
