"""The palette: every action of the screen in front, by name, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from prep.words import Lang, text
from tui.keys import Action, Where, actions_of
from tui.screens.frame import Framed
from tui.screens.picker import Option, Picker
from tui.screens.reasons import reason

if TYPE_CHECKING:
    from textual.app import App

    from tui.host import Host

OTHER: dict[Lang, Lang] = {"ja": "en", "en": "ja"}


def open_palette(app: App[None]) -> None:
    """Let an action of the screen in front be chosen and run it; nothing happens over a dialog.

    What was chosen last comes first; what cannot be done now says why.
    """
    screen = app.screen
    if not isinstance(screen, Framed):
        return
    lately = cast("Host", app).lately
    actions = {f"{one.where.value}.{one.id}": one for one in actions_of(*screen.places) if one.palette}
    order = [*(id for id in lately.actions if id in actions), *(id for id in actions if id not in lately.actions)]

    async def run(picked: str | None) -> None:
        if picked is None:
            return
        action = actions[picked]
        lately.ran(picked)
        await app.run_action(action.run, app if action.where is Where.APP else screen)

    options = [_option(screen, id, actions[id]) for id in order]
    app.push_screen(Picker(text("app.palette.title", screen.language), options, screen.language), run)


def _option(screen: Framed, id: str, action: Action) -> Option:
    keymap, language = screen.keymap, screen.language
    other = OTHER[language]
    name = f"{text(action.label, language)}: {keymap.text(action.help, language)}"
    also = (text(action.label, other), keymap.text(action.help, other))
    return Option(id, name, keymap.shown(id), also=also, off=reason(screen, action))
