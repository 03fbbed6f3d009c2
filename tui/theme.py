"""The app's two themes, read from themes.json: the one place where colours stand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from textual.app import App

THEMES = Path(__file__).parent / "themes.json"


class ThemeColours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One theme as it stands in the file."""

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


def register_themes(app: App[None]) -> None:
    """Register both and choose by what the terminal says of its background (COLORFGBG), else dark."""
    from textual.theme import Theme

    for colours in msgspec.json.decode(THEMES.read_bytes(), type=list[ThemeColours]):
        app.register_theme(Theme(**msgspec.structs.asdict(colours)))
    app.theme = "nemawashi-light" if light_background(os.environ.get("COLORFGBG", "")) else "nemawashi-dark"


def light_background(variable: str) -> bool:
    """Whether COLORFGBG ("0;15") names a light background."""
    background = variable.rpartition(";")[2]
    return background in {"7", "15"}
