"""Keys pressed at random in the stress case: nothing breaks, and undo leads back to where the preparation began."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from app_driver import STRESS, a_library, on_screen, press_all, running, sample, until
from textual.pilot import Pilot

from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from tui.app import NemawashiApp
from tui.keys import ACTIONS
from tui.report import FOLDER
from tui.screens.library import LibraryScreen
from tui.screens.walk import WalkScreen
from tui.session import Session

EVERY = 200
"""Keys between two looks at whether undo leads back."""

AT_ONCE = 20
"""Keys pressed before the app may come to rest."""

ENDS = ("ctrl+q",)
MOVES = ("tab", "shift+tab", "up", "down", "left", "right", "enter", "space", "escape", "home", "end", "pagedown")
EDITS = ("backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "shift+right", "ctrl+a", "ctrl+z")
LETTERS = tuple("あ漢ｱｶﾞ、。「」ー１ａa1-/.é👩🏽‍🚀\u200b\u202e")


class Monkey:
    """Presses keys in a running app and remembers each preparation as it was opened."""

    def __init__(self, app: NemawashiApp, pilot: Pilot[None], seed: int) -> None:
        self.app = app
        self.pilot = pilot
        self.chance = random.Random(seed)
        self.pressed: list[str] = []
        self._session: Session | None = None
        self._start: Dossier | None = None
        self.visited: set[str] = set()

    async def play(self, count: int) -> None:
        """Press ``count`` keys; what went wrong is told with the last of them."""
        for _ in range(0, count, AT_ONCE):
            keys = [self._key() for _ in range(AT_ONCE)]
            self.pressed += keys
            await press_all(self.pilot, *keys)
            self._note()
            self.visited.add(type(self.app.screen).__name__)
            assert self.app.is_running, self._told()
            assert self.app._exception is None, self._told()
            assert not list(self.app.home.glob(f"{FOLDER}/*.txt")), self._told()
        assert on_screen(self.app).strip()

    async def undo_everything(self) -> None:
        """Into the walk, and back to its start."""
        await self._into_the_walk()
        self._note()
        session = self.app.session
        assert session is not None
        while session.workspace.can_undo:
            await press_all(self.pilot, *["f9"] * 20)
        assert session.dossier == self._start, self._told()

    def _note(self) -> None:
        """Each preparation as it was when it was opened."""
        session = self.app.session
        if session is not None and session is not self._session:
            done = session.workspace._done
            self._session, self._start = session, done[0].before if done else session.dossier

    async def _into_the_walk(self) -> None:
        for _ in range(40):
            if isinstance(self.app.screen, WalkScreen):
                return
            if isinstance(self.app.screen, LibraryScreen):
                await press_all(self.pilot, "escape", "escape")
                await until(self.pilot, lambda: self.app.turns.resting)
                if not self.app.screen.rows.rows:
                    await press_all(self.pilot, "ctrl+n", "n", "enter")
                else:
                    await press_all(self.pilot, "enter")
            else:
                await press_all(self.pilot, "escape")
        raise AssertionError(f"no way back from {self.app.screen}: {self._told()}")

    def _key(self) -> str:
        registered = [key for action in ACTIONS for key in action.keys if key not in ENDS]
        kind = self.chance.choices((MOVES, registered, LETTERS, EDITS), (5, 3, 4, 1))[0]
        return self.chance.choice(kind)

    def _told(self) -> str:
        return f"on {self.app.screen} after {len(self.pressed)} keys, the last: {' '.join(self.pressed[-40:])}"


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 400), *(pytest.param(seed, 10_000, marks=pytest.mark.long) for seed in (2, 3))]
)
def test_random_keys_break_nothing_and_undo_leads_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, count: int
) -> None:
    desk, home = tmp_path / "desk", tmp_path / "home"
    desk.mkdir()
    monkeypatch.chdir(desk)  # decks and copies that are written lie there
    monkeypatch.setenv("HOME", str(desk))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)

    async def scenario() -> None:
        library = a_library(home, STRESS, sample("ja"))
        async with running(home, library=library, language="ja", size=(80, 24)) as (app, pilot):
            monkey = Monkey(app, pilot, seed)
            for _ in range(0, count, EVERY):
                await monkey.undo_everything()
                await monkey.play(EVERY)
            await monkey.undo_everything()
            assert len(monkey.visited) > 3, "it came nowhere"
            await press_all(pilot, "ctrl+q")
        assert app.return_code == 0

    asyncio.run(scenario())
    assert open_library(home).check().findings == ()
