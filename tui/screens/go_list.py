"""The list to go by: every step of the walk, then the screens that show people and goals as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.words import text
from tui import gaps
from tui.keys import BY_ID
from tui.screens.picker import Option, Picker

if TYPE_CHECKING:
    from tui.screens.in_front import InFront

SCREENS = ("walk.people_map", "walk.goals")


def open_go_list(walk: InFront) -> None:
    """Let a step, the people map or the goals be chosen and go there."""
    stops = gaps.stops(walk.session.assessment, walk.language)
    steps = [Option(str(index), f"{index + 1} {stop.title}", stop.sign) for index, stop in enumerate(stops)]
    screens = [Option(one, text(BY_ID[one].label, walk.language)) for one in SCREENS]

    async def picked(id: str | None) -> None:
        if id in SCREENS:
            await walk.run_action(BY_ID[id].run)
        elif id is not None:
            await walk.go(int(id))

    walk.app.push_screen(
        Picker(walk.say("app.go.heading"), [*steps, *screens], walk.language, at=str(walk.step)), picked
    )
