"""With an input method on, every letter arrives full-width: every action is still reachable."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import press_all, running
from textual.events import Key
from textual.pilot import Pilot

from prep.words import LANGUAGES, Lang, text
from tui.app import NemawashiApp
from tui.keys import ACTIONS, Action, Where
from tui.screens.picker import Picker
from tui.searching import matches


def full_width(words: str) -> str:
    """What an input method makes of typed words."""
    return "".join("\u3000" if one == " " else chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in words)


def named(action: Action) -> str:
    """The id by which the keymap knows an action."""
    return f"{action.where.value}.{action.id}"


@pytest.mark.parametrize("action", ACTIONS, ids=named)
def test_every_action_has_a_key_that_no_input_method_takes_or_is_found_by_full_width_words(action: Action) -> None:
    passes = [key for key in action.keys if len(key) > 1 and key != "space"]
    found = [text(action.label, language) for language in LANGUAGES]
    assert passes or (action.palette and all(matches(full_width(one), one) for one in found))


def test_the_palette_itself_opens_by_a_key_that_no_input_method_takes() -> None:
    (palette,) = [one for one in ACTIONS if one.id == "palette" and one.where is Where.APP]
    assert all(key.startswith(("ctrl+", "f")) for key in palette.keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_keyless_action_runs_from_the_palette_by_full_width_letters(tmp_path: Path, language: Lang) -> None:
    async def typed(app: NemawashiApp, pilot: Pilot[None], words: str) -> None:
        for one in full_width(words):
            app.post_message(Key(f"u{ord(one):x}", one))
        await press_all(pilot)

    async def scenario() -> None:
        async with running(tmp_path, language=language) as (app, pilot):
            await press_all(pilot, "ctrl+p")
            assert isinstance(app.screen, Picker)
            await typed(app, pilot, text("app.key.read_keys", language))
            await press_all(pilot, "enter")
            await pilot.pause()
            assert app.screen.is_current
            assert "keys.toml" in " ".join(app.screen.query_one("StatusLine").lines)  # type: ignore[attr-defined]

    asyncio.run(scenario())
