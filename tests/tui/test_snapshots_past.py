"""History and trash look as they were last approved, in both languages and at three sizes; see test_snapshots."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from app_driver import a_library, an_id, press_all, running, sample
from msgspec import structs
from pictures import FRIDAY, freeze, settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from prep import edits
from prep.library.protocol import Library, Version
from prep.words import LANGUAGES, Lang
from tui.app import NemawashiApp
from tui.screens.history import HistoryScreen

SIZES = [(120, 36), (80, 24), (60, 20)]
TITLES = {"ja": "はじめの3箱", "en": "Listening"}
STEPS = (dt.timedelta(minutes=7), dt.timedelta(hours=3), dt.timedelta(hours=22), dt.timedelta(days=9))


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


def with_a_past(home: Path, language: Lang) -> tuple[Library, str]:
    library = a_library(home, sample(language))
    open_id = an_id(library, TITLES[language])
    kept = library.get(open_id)
    dossier, etag = kept.dossier, kept.etag
    dossier = edits.replace(edits.replace(dossier, "meeting.place", "A"), "meeting.minutes", 45)
    etag = library.put(dossier, etag)
    dossier = edits.remove(dossier, "quotes[q1]")
    dossier, _ = edits.add(dossier, "stakeholders", {"name": "Rui"})
    etag = library.put(edits.replace(dossier, "organisation.goals[g1].measure", "B"), etag)
    dossier = library.get(open_id).dossier
    dossier = edits.replace(dossier, "context.where_we_are", dossier.preparation.context.where_we_are + " C")
    library.put(edits.move(dossier, "quotes[q2]", 1)[0], etag)
    return library, open_id


def stopped(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every version was saved at a set time before a Friday evening, which it is now."""
    freeze(library, monkeypatch)
    monkeypatch.setattr("tui.errands.BRIEFLY", 60.0)  # a slow machine is no window that keeps the library busy
    now = FRIDAY.astimezone()
    own, goals = library.history, library.goal_versions

    def back(versions: Sequence[Version], later: dt.timedelta) -> list[Version]:
        return [structs.replace(one, saved_at=now - STEPS[index % 4] - later) for index, one in enumerate(versions)]

    monkeypatch.setattr(library, "history", lambda id=None: back(own(id), dt.timedelta()))
    monkeypatch.setattr(library, "goal_versions", lambda id: back(goals(id), dt.timedelta(minutes=5)))
    for screen in ("history", "trash"):
        monkeypatch.setattr(f"tui.screens.{screen}.wall_clock", lambda: now)
    monkeypatch.setattr("tui.screens.trash.deleted_at", lambda version: version.saved_at)


async def read(app: NemawashiApp, pilot: Pilot[None]) -> None:
    """Wait until the versions are read."""
    deadline = time.monotonic() + 10
    while isinstance(app.screen, HistoryScreen) and app.screen._reading and time.monotonic() < deadline:
        await pilot.pause(0.02)


def keys(*pressed: str) -> Callable[[NemawashiApp, Pilot[None]], Awaitable[None]]:
    async def way(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, pressed[0])
        await read(app, pilot)
        await press_all(pilot, *pressed[1:])

    return way


IN_THE_WALK = {
    "history": keys("f4", "home", "down"),  # what is read above the cursor may move the list or not
    "history-older": keys("f4", "down", "down", "tab", "down"),
    "history-whole": keys("f4", "ctrl+o"),
}
IN_THE_LIST = {"trash": keys("ctrl+t", "f4", "escape", "f4"), "erase": keys("ctrl+t", "f4", "ctrl+t")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", [*IN_THE_WALK, *IN_THE_LIST])
def test_history_and_trash_look_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    language: Lang,
) -> None:
    async def scenario() -> str:
        library, open_id = with_a_past(tmp_path, language)
        stopped(library, monkeypatch)
        at = open_id if name in IN_THE_WALK else None
        async with running(tmp_path, library=library, language=language, size=size, open_id=at) as (app, pilot):
            await (IN_THE_WALK | IN_THE_LIST)[name](app, pilot)
            return await settled(pilot, app)

    assert asyncio.run(scenario()) == snapshot.use_extension(Picture)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["history-empty", "trash-empty"])
def test_without_a_past_the_screens_say_what_they_are_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    language: Lang,
) -> None:
    async def scenario() -> str:
        library = a_library(tmp_path, sample(language))
        stopped(library, monkeypatch)
        at = an_id(library, TITLES[language]) if name == "history-empty" else None
        async with running(tmp_path, library=library, language=language, size=size, open_id=at) as (app, pilot):
            await keys("f4")(app, pilot)
            return await settled(pilot, app)

    assert asyncio.run(scenario()) == snapshot.use_extension(Picture)
