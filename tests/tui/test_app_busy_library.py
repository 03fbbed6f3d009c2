"""Another window keeps the library busy: the app goes on, says that it has not saved, and saves as soon as it can."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, until, walk_of

from prep import edits
from prep.library.locks import Lock
from prep.library.tiny import open_library
from prep.words import Message, text
from prep.workspace import SAVE_WITHIN
from tui.background import LOOK_EVERY
from tui.screens.library import LibraryScreen
from tui.session import Session


def kept_title(home: Path, preparation_id: str) -> str:
    return open_library(home).get(preparation_id).dossier.preparation.title


def test_typing_goes_on_while_another_window_holds_the_library(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            session = walk_of(app).session
            with Lock(tmp_path).held():
                await press_all(pilot, "end")
                await type_text(pilot, " one")
                await until(pilot, lambda: session.busy)
                await type_text(pilot, " two")
                await press_all(pilot, "f6", "f5", "ctrl+s")
                assert session.busy, "nothing waited for the save"
                assert dossier_of(app).preparation.title.endswith(" one two")
                assert text("app.saving.unsaved", "en") in on_screen(app)
            await until(pilot, lambda: kept_title(tmp_path, open_id).endswith(" one two"))
            await until(pilot, lambda: text("app.saving.saved", "en") in on_screen(app))

    asyncio.run(scenario())


def test_leaving_waits_for_the_save_and_then_happens_by_itself(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            with Lock(tmp_path).held():
                await press_all(pilot, "end")
                await type_text(pilot, " end")
                await press_all(pilot, "escape")
                assert text("app.saving.leaving", "en")[:12] in on_screen(app)
                assert walk_of(app)
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
            assert app.session is None
            assert kept_title(tmp_path, open_id).endswith(" end")

    asyncio.run(scenario())


def test_a_save_begins_early_enough_to_be_done_two_seconds_after_the_first_change(tmp_path: Path) -> None:
    library = a_library(tmp_path, sample("en"))
    session = Session(library, library.get(an_id(library, "Listening")))
    session.edit(lambda dossier: edits.replace(dossier, "title", "Changed"), Message("app.change.today"))
    assert not session.save_if_due(), "typing is not saved letter by letter"
    time.sleep(SAVE_WITHIN - 2 * LOOK_EVERY)
    assert session.save_if_due()
    assert session.save()
    assert library.get(session.dossier.preparation.id).dossier.preparation.title == "Changed"
