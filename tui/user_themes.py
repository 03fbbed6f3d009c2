"""Themes of the user's own: files in the folder ``themes`` beside the library, each changing one of ours.

A file is TOML or JSON: ``base`` ("dark" or "light") and a table ``colours`` of names and #rrggbb. What it does not name
is taken from the base. The name of the theme is that of the file. ``docs/theme.schema.json`` describes the form.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from prep.errors import InputError
from prep.settings import OWN_THEMES
from prep.words import Message
from tui.contrast import weak_pairs
from tui.theme import PREFIX, ThemeColours, own_themes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prep.words.message import Argument

FOLDER = "themes"
ENDINGS = (".toml", ".json")
LARGEST = 64 * 1024
"""Bytes of the largest file that is read as a theme."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NO_COLOURS = frozenset({"name", "dark", "ansi", "variables"})


@dataclass(frozen=True)
class UserTheme:
    """A theme of the user's; ``told`` says which of its pairs are hard to read."""

    name: str
    colours: ThemeColours
    told: tuple[Message, ...] = ()


def themes_folder(home: Path) -> Path:
    """Where the user's themes lie; it need not exist."""
    return home / FOLDER


def user_themes(home: Path) -> tuple[tuple[UserTheme, ...], tuple[Message, ...]]:
    """The themes that can be used, by name, and a sentence about each file that cannot."""
    found: list[UserTheme] = []
    refused: list[Message] = []
    for path in theme_files(home):
        try:
            found.append(read_theme(path))
        except InputError as error:
            refused.append(error.message)
    return tuple(found), tuple(refused)


def theme_files(home: Path) -> list[Path]:
    """The files of the user's themes, by name; none when there is no such folder or it cannot be listed."""
    try:
        return sorted(one for one in themes_folder(home).iterdir() if one.suffix.lower() in ENDINGS)
    except OSError:
        return []


def find_theme(home: Path, name: str) -> UserTheme | None:
    """The theme of that name; None when there is no file of it. InputError when it cannot be used."""
    path = next((one for one in theme_files(home) if one.stem == name), None)
    return read_theme(path) if path is not None else None


def read_theme(path: Path) -> UserTheme:
    """The theme in a file; InputError names the file, the entry and what it should be."""
    if path.stem in OWN_THEMES:
        raise _refused("name", path)
    content = _content(path)
    unknown = next((entry for entry in content if entry not in ("$schema", "base", "colours")), None)
    if unknown is not None:
        raise _refused("entry", path, entry=unknown)
    base = content.get("base", "dark")
    if base not in ("dark", "light"):
        raise _refused("base", path, value=str(base))
    colours = content.get("colours", {})
    if not isinstance(colours, dict):
        raise _refused("table", path)
    own = next(one for one in own_themes() if one.name == f"{PREFIX}{base}")
    theme = _with(own, path, colours)
    told = tuple(
        Message(
            "command.theme.weak",
            {"file": path.name, "ink": weak.ink, "ground": weak.ground, "ratio": f"{weak.ratio:.1f}"},
        )
        for weak in weak_pairs(theme)
    )
    return UserTheme(path.stem, theme, told)


def colour_names() -> tuple[str, ...]:
    """The names that a theme may give a colour to."""
    own = own_themes()[0]
    single = [name for name in own.__struct_fields__ if name not in _NO_COLOURS]
    return (*single, *(name for name, value in own.variables.items() if _COLOUR.fullmatch(value)))


def _with(base: ThemeColours, path: Path, colours: Mapping[str, object]) -> ThemeColours:
    """The base with other colours; what is drawn with a colour of another name follows it."""
    known = colour_names()
    for name, value in colours.items():
        if name not in known:
            raise _refused("colour_name", path, entry=f"colours.{name}", known=known)
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise _refused("colour", path, entry=f"colours.{name}", value=str(value))
    given = {name: str(value).lower() for name, value in colours.items()}
    followed = {name: given[source] for name, source in _FOLLOWS.items() if source in given and name not in given}
    veil = {"veil": f"{given['background']} 60%"} if "background" in given else {}
    variables = {
        **base.variables,
        **veil,
        **{name: value for name, value in chain(followed.items(), given.items()) if name in base.variables},
    }
    single = {name: value for name, value in given.items() if name not in base.variables}
    return msgspec.structs.replace(base, name=path.stem, variables=variables, **single)


_FOLLOWS = {
    "bar-ground": "panel",
    "bar-ink": "foreground",
    "key-ink": "accent",
    "input-selection-foreground": "foreground",
    "screen-selection-foreground": "foreground",
    "screen-selection-background": "input-selection-background",
    "input-cursor-background": "foreground",
    "input-cursor-foreground": "background",
}
"""Colours that are those of another name until a theme says otherwise."""


def _content(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _refused("large", path)
        written = data.decode("utf-8-sig")
        found = tomllib.loads(written) if path.suffix.lower() == ".toml" else json.loads(written)
    except OSError as error:
        raise _refused("unreadable", path, reason=error.strerror or type(error).__name__) from error
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise _refused("form", path, reason=str(error)) from error
    if not isinstance(found, dict):
        raise _refused("form", path, reason="{}")
    return found


def _refused(key: str, path: Path, **args: Argument) -> InputError:
    return InputError(Message(f"command.theme.{key}", {"file": path.name, **args}))
