"""Scenes with two windows on one library: the app, and another's handle on the same folder."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from app_driver import WIDE, a_library, an_id, press_all, running, sample, type_text, until
from textual.pilot import Pilot

from prep import edits
from prep.library.protocol import Library
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.preparation import Preparation
from tui.app import NemawashiApp
from tui.screens.conflict import ConflictScreen

Edit = Callable[[Dossier], Dossier]
Scene = Callable[[NemawashiApp, Pilot[None], Library, str], Awaitable[None]]


def to(place: str, value: object) -> Edit:
    return lambda dossier: edits.replace(dossier, place, value)


def adding(list_place: str, **values: object) -> Edit:
    return lambda dossier: edits.add(dossier, list_place, values)[0]


def other_saves(other: Library, open_id: str, *changes: Edit) -> None:
    kept = other.get(open_id)
    dossier = kept.dossier
    for change in changes:
        dossier = change(dossier)
    other.put(dossier, kept.etag)


def on_disk(other: Library, open_id: str) -> Preparation:
    return other.get(open_id).dossier.preparation


def titles_in_history(other: Library, open_id: str) -> set[str]:
    return {version.title for version in other.history(open_id)}


def play(home: Path, scene: Scene, size: tuple[int, int] = WIDE) -> None:
    """``scene`` with the app on the sample, and another window's handle on the same folder."""

    async def scenario() -> None:
        library = a_library(home, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(home, library=library, open_id=open_id, size=size) as (app, pilot):
            await scene(app, pilot, open_library(home), open_id)

    asyncio.run(scenario())


@contextmanager
def resting(app: NemawashiApp) -> Iterator[None]:
    """Neither saves nor looks begin by themselves: however slow the machine is, both windows change one version."""
    session = app.session
    assert session is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "save_if_due", lambda: False)
        patch.setattr(session, "look", lambda: None)
        yield


async def into_conflict(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str, *changes: Edit) -> None:
    """Type " mine" at the end of the title while the other window saves, and open the choice."""
    with resting(app):
        await press_all(pilot, "end")
        await type_text(pilot, " mine")
        other_saves(other, open_id, *changes)
    await press_all(pilot, "ctrl+s")
    await until(pilot, lambda: app.session is not None and app.session.conflict)
    if not isinstance(app.screen, ConflictScreen):
        await press_all(pilot, "ctrl+s")
    await until(pilot, lambda: isinstance(app.screen, ConflictScreen))


async def saved(app: NemawashiApp, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: app.session is not None and app.session.saving == "saved")
