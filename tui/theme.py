"""The app's own themes, read from themes.json: the one place where colours stand. Which of them the terminal gets.

The theme ``terminal`` has no colours of its own: it uses the terminal's ink and ground, and is what a terminal with 16
colours gets, where other colours would come out as what the user's palette happens to hold.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from prep.settings import TERMINAL

THEMES = Path(__file__).parent / "themes.json"
PREFIX = "nemawashi-"


class ThemeColours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One theme as it stands in a file; ``ansi``: its colours are the terminal's own, by name (ansi_cyan)."""

    name: str
    dark: bool
    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    success: str
    warning: str
    error: str
    variables: dict[str, str]
    ansi: bool = False


def own_themes() -> list[ThemeColours]:
    """Our own themes."""
    return msgspec.json.decode(THEMES.read_bytes(), type=list[ThemeColours])


def fitting(colour_system: str | None) -> str:
    """The theme for who has chosen none: by the terminal's colours, then by its background (COLORFGBG), else dark."""
    if not has_colours(colour_system):
        return TERMINAL
    return "light" if light_background(os.environ.get("COLORFGBG", "")) else "dark"


def has_colours(colour_system: str | None) -> bool:
    """Whether a terminal shows more than its own 16 colours, in the words of Rich."""
    return colour_system in {"truecolor", "256"}


def light_background(variable: str) -> bool:
    """Whether COLORFGBG ("0;15") names a light background."""
    background = variable.rpartition(";")[2]
    return background in {"7", "15"}


def after(current: str, known: tuple[str, ...]) -> str:
    """The theme after ``current`` in the round of the ``known`` ones; the first when it is not among them."""
    return known[(known.index(current) + 1) % len(known)] if current in known else known[0]
