"""The theme of the running app: which one it begins with, and which comes next."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from prep.errors import NemawashiError
from prep.settings import OWN_THEMES, read_settings, write_settings
from prep.words import Message
from tui.theme import PREFIX, ThemeColours, after, fitting, has_colours, own_themes

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

    from tui.user_themes import UserTheme


def no_colours() -> bool | None:
    """Whether the terminal's own colours are to be left as they are because NO_COLOR is set; None: it is not.

    Else Textual would draw in shades of grey, in which what is told by colour alone cannot be told at all.
    """
    return True if os.environ.get("NO_COLOR") else None


class Looks:
    """The themes of ``app``; what the user chose is kept beside the library in ``home``.

    ``told`` is what the user should know of the theme that was chosen. Files of the user's own themes are read only
    when one of them was chosen, or when the next theme is asked for.
    """

    def __init__(self, app: App[None], home: Path) -> None:
        self._app = app
        self._home = home
        self.told: tuple[Message, ...] = ()
        for colours in own_themes():
            _register(app, colours)
        app.theme = PREFIX + fitting(app.console.color_system)
        chosen = read_settings(home).theme
        if not chosen or not has_colours(app.console.color_system):
            return
        if chosen in OWN_THEMES:
            app.theme = PREFIX + chosen
        else:
            self._begin_with(chosen)

    def next(self) -> Message:
        """Take the next theme and keep it; which one it is, or why there is no other."""
        if not has_colours(self._app.console.color_system):
            return Message("command.theme.sixteen")
        from tui.user_themes import user_themes

        own, refused = user_themes(self._home)
        name = after(self._app.theme.removeprefix(PREFIX), (*OWN_THEMES, *(one.name for one in own)))
        theme = next((one for one in own if one.name == name), None)
        if theme is None:
            self._app.theme = PREFIX + name
        else:
            self._use(theme)
        try:
            write_settings(self._home, replace(read_settings(self._home), theme=name))
        except NemawashiError as error:
            return error.message
        told = (*(theme.told if theme is not None else ()), *refused)
        shown = Message(f"command.theme.own.{name}") if theme is None else name
        now = Message("command.theme.now", {"name": shown})
        return Message("command.theme.now_told", {"now": now, "told": told[0]}) if told else now

    def _begin_with(self, chosen: str) -> None:
        from tui.user_themes import find_theme

        try:
            theme = find_theme(self._home, chosen)
        except NemawashiError as error:
            self.told = (error.message,)
            return
        if theme is None:
            self.told = (Message("command.theme.gone", {"name": chosen}),)
            return
        self._use(theme)
        self.told = theme.told

    def _use(self, theme: UserTheme) -> None:
        _register(self._app, theme.colours)
        self._app.theme = theme.name


def _register(app: App[None], colours: ThemeColours) -> None:
    """Make one theme known to the app."""
    from textual.theme import Theme

    app.register_theme(Theme(**msgspec.structs.asdict(colours)))
