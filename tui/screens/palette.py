"""The palette: every action of the screen in front, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.words import text
from tui.keys import Where, actions_of
from tui.screens.frame import Framed
from tui.screens.picker import Option, Picker

if TYPE_CHECKING:
    from textual.app import App


def open_palette(app: App[None]) -> None:
    """Let an action of the screen in front be chosen and run it; nothing happens over a dialog."""
    screen = app.screen
    if not isinstance(screen, Framed):
        return
    language = screen.language
    actions = actions_of(*screen.places)
    choices = [
        Option(
            action.id,
            f"{text(action.label, language)}: {screen.say(action.help)}",
            screen.keymap.shown(f"{action.where.value}.{action.id}"),
        )
        for action in actions
        if action.palette
    ]

    async def run(picked: str | None) -> None:
        for action in actions:
            if action.id == picked:
                await app.run_action(action.run, app if action.where is Where.APP else screen)

    app.push_screen(Picker(text("app.palette.title", language), choices, language), run)
