"""The run sheet of a 1:1 by keys: read, begun as a record, written to be printed."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from app_driver import NARROW, a_library, an_id, dossier_of, on_screen, open_section, press_all, running, sample, until
from app_driver import walk_of as walk

from prep.words import LANGUAGES, Lang, text
from tui.screens.run_sheet import RunSheetScreen

TITLES = {"ja": "はじめの3箱", "en": "Listening"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_from_a_stakeholder_begins_the_record_and_is_one_change(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=NARROW, open_id=open_id) as (app, pilot):
            await open_section(pilot, app, "people", "stakeholders")
            await press_all(pilot, "ctrl+o", "enter")
            assert isinstance(app.screen, RunSheetScreen)
            assert text("talks.sheet.part.why", language) in on_screen(app)
            await press_all(pilot, "end")
            await until(pilot, lambda: text("talks.sheet.agree.next_talk", language) in on_screen(app))
            before = dossier_of(app).preparation.conversations
            await press_all(pilot, "ctrl+n")
            *_, begun = dossier_of(app).preparation.conversations
            assert (begun.stakeholder_id, begun.date) == ("s1", dossier_of(app).today)
            pane = walk(app).pane
            assert pane is not None
            assert pane.place() == f"conversations[{begun.id}].opened_with_why"
            await press_all(pilot, "f9")
            assert dossier_of(app).preparation.conversations == before

    asyncio.run(scenario())


def test_from_a_conversation_its_own_record_is_gone_on_with(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await open_section(pilot, app, "people", "conversations")
            count = len(dossier_of(app).preparation.conversations)
            await press_all(pilot, "ctrl+o", "down", "enter", "ctrl+n")
            pane = walk(app).pane
            assert pane is not None
            assert pane.place() == "conversations[c1].opened_with_why"
            assert len(dossier_of(app).preparation.conversations) == count

    asyncio.run(scenario())


def test_the_print_lies_where_it_was_named_is_private_and_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    monkeypatch.setattr("tui.screens.run_sheet_file.home_of_files", lambda: files)

    async def scenario() -> None:
        library = a_library(tmp_path / "home", sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path / "home", library=library, open_id=open_id) as (app, pilot):
            await open_section(pilot, app, "people", "stakeholders")
            await press_all(pilot, "down", "ctrl+o", "enter", "ctrl+s", "enter")
            (written,) = files.iterdir()
            assert written.read_text("utf-8").startswith("> For your own use only")
            assert "resistant" not in written.read_text("utf-8")  # Helen Strand's stance
            assert stat.S_IMODE(written.stat().st_mode) == 0o600
            written.write_text("mine")
            await press_all(pilot, "ctrl+s", "ctrl+u", "ctrl+k", *str(written), "enter")
            assert text("talks.sheet.exists", "en")[:30] in on_screen(app)
            assert written.read_text() == "mine"
            await press_all(pilot, "enter")
            await until(pilot, lambda: len(list(files.iterdir())) == 2)
            await press_all(pilot, "ctrl+s", "ctrl+u", "ctrl+k", *str(tmp_path / "none" / "a.md"), "enter")
            assert "! " in on_screen(app)
            await press_all(pilot, "escape", "escape")
            assert walk(app).pane is not None

    asyncio.run(scenario())
