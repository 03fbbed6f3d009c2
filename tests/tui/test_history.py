"""History by keys: earlier versions are found, told, read and brought back, and nothing newer is lost by it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from app_driver import (
    a_library,
    an_id,
    dossier_of,
    on_screen,
    open_section,
    press_all,
    running,
    sample,
    type_text,
    until,
    walk_of,
)
from textual.pilot import Pilot

from prep import edits
from prep.errors import NotFound, SaveFailed, common_error
from prep.library.protocol import Library, Version
from prep.library.thinning import BASE
from prep.library.tiny import open_library
from prep.model.preparation import Preparation
from prep.words import LANGUAGES, Lang, text
from tui.app import NemawashiApp
from tui.past import in_one_minute
from tui.screens.history import NOW, HistoryScreen
from tui.screens.reading import ReadScreen
from tui.screens.walk import WalkScreen

TITLES = {"ja": "はじめの3箱", "en": "Listening"}


def with_versions(home: Path, language: Lang, *titles: str) -> tuple[Library, str]:
    """A library whose sample was saved under each of the titles, one after the other."""
    library = a_library(home, sample(language))
    open_id = an_id(library, TITLES[language])
    kept = library.get(open_id)
    dossier, etag = kept.dossier, kept.etag
    for title in titles:
        dossier = edits.replace(dossier, "title", title)
        etag = library.put(dossier, etag)
    return library, open_id


async def to_history(app: NemawashiApp, pilot: Pilot[None]) -> HistoryScreen:
    """Open it and wait until everything is read."""
    await press_all(pilot, "f4")
    screen = app.screen
    assert isinstance(screen, HistoryScreen)
    await until(pilot, lambda: not screen._reading)
    return screen


def rows_of(screen: HistoryScreen) -> list[str]:
    return [row.cells[0] for row in screen.rows.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_over_comes_back_and_undo_brings_the_newer_text_back(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, language)
        old = library.get(open_id).dossier.preparation.title
        async with running(tmp_path, library=library, language=language) as (app, pilot):
            app.screen.query_one("#preparations").focus()
            await type_text(pilot, "")
            at = [one.id for one in library.summaries()].index(open_id)
            await press_all(pilot, "home", *["down"] * at, "enter", "end")
            await type_text(pilot, " newer")
            await press_all(pilot, "escape")  # leave: it is saved
            await press_all(pilot, "home", "enter")
            assert dossier_of(app).preparation.title == f"{old} newer"
            screen = await to_history(app, pilot)
            assert len(rows_of(screen)) == 2
            assert f"{old} newer" in on_screen(app)
            await press_all(pilot, "enter")
            assert isinstance(app.screen, WalkScreen)
            assert dossier_of(app).preparation.title == old
            assert "F9" in on_screen(app)
            await press_all(pilot, "ctrl+s")
            assert open_library(tmp_path).get(open_id).dossier.preparation.title == old
            await press_all(pilot, "f9")
            assert dossier_of(app).preparation.title == f"{old} newer"
            assert f"{old} newer" in on_screen(app)
            await press_all(pilot, "ctrl+s")
        assert open_library(tmp_path).get(open_id).dossier.preparation.title == f"{old} newer"

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_versions_stand_newest_first_with_what_changed_in_each(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, language, "One")
        kept = library.get(open_id)
        dossier, etag = kept.dossier, kept.etag
        dossier = edits.remove(dossier, "quotes[q1]")
        for place in ("context.where_we_are", "context.how_we_got_here", "initiative.scope", "initiative.impact"):
            dossier = edits.replace(dossier, place, "New")
        etag = library.put(dossier, etag)
        library.put(edits.replace(dossier, "title", "Last"), etag)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            now, second, first, oldest = rows_of(await to_history(app, pilot))
        field = f"{text('app.step.why.idea.section', language)} › {text('app.step.why.idea.title', language)}"
        today = text("app.when.today", language, time="").strip()
        assert field in now
        assert today in second
        assert "+" in second or "ほか" in second  # most of its changes are only counted
        assert field in first
        assert text("app.history.oldest", language) in oldest

    asyncio.run(scenario())


def test_one_thing_is_brought_back_from_a_version_and_the_rest_stays(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en")
        kept = library.get(open_id)
        quote = kept.dossier.preparation.quotes[0]
        changed = edits.remove(edits.replace(kept.dossier, "title", "Newer"), f"quotes[{quote.id}]")
        library.put(changed, kept.etag)
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            screen = await to_history(app, pilot)
            await press_all(pilot, "tab")
            at = [row.id for row in screen.changes.rows].index(f"quotes[{quote.id}]")
            await press_all(pilot, *["down"] * at, "enter")
            assert isinstance(app.screen, HistoryScreen)
            assert quote in dossier_of(app).preparation.quotes
            assert dossier_of(app).preparation.title == "Newer"
            assert f"quotes[{quote.id}]" not in [row.id for row in screen.changes.rows]
            await press_all(pilot, "f9")
            assert dossier_of(app).preparation == changed.preparation
            assert f"quotes[{quote.id}]" in [row.id for row in screen.changes.rows]
            await press_all(pilot, "f10", "escape", "ctrl+s")
            assert isinstance(app.screen, WalkScreen)
        assert quote in open_library(tmp_path).get(open_id).dossier.preparation.quotes

    asyncio.run(scenario())


def test_goals_of_the_organisation_come_back_as_an_edit_too(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en")
        kept = library.get(open_id)
        goals = kept.dossier.organisation.goals
        library.put(edits.replace(kept.dossier, f"organisation.goals[{goals[0].id}].title", "Another"), kept.etag)
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            screen = await to_history(app, pilot)
            marked = text("app.history.goals", "en", when="").strip()
            at = next(index for index, row in enumerate(rows_of(screen)) if marked in row)
            await press_all(pilot, "home", *["down"] * at, "enter")
            assert dossier_of(app).organisation.goals == goals
            await press_all(pilot, "ctrl+s")
            assert open_library(tmp_path).get(open_id).dossier.organisation.goals == goals
            await press_all(pilot, "f9", "ctrl+s")
        assert open_library(tmp_path).get(open_id).dossier.organisation.goals[0].title == "Another"

    asyncio.run(scenario())


def test_versions_in_which_nothing_changed_are_one_row(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", "One", "Two", "One", "One", "One")
        assert len(library.history(open_id)) >= 4
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            screen = await to_history(app, pilot)
            shown = [row.id for row in screen.rows.rows]
            assert shown[0] == NOW
            told = [screen._told[one] for one in shown[1:]]
            assert all(one.changes != () for one in told)

    asyncio.run(scenario())


def test_what_another_window_saves_is_in_the_list_while_it_is_open(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", "One")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            screen = await to_history(app, pilot)
            await press_all(pilot, "end")
            shown, chosen = len(rows_of(screen)), screen.rows.current
            another = open_library(tmp_path)
            kept = another.get(open_id)
            another.put(edits.replace(kept.dossier, "title", "By another window"), kept.etag)
            await until(pilot, lambda: len(rows_of(screen)) == shown + 1 and not screen._reading)
            assert "By another window" in screen.changes.rows[0].cells[0]
            assert [row.id for row in (screen.rows.current, chosen) if row is not None] == [screen.rows.rows[-1].id] * 2

    asyncio.run(scenario())


def test_versions_of_one_minute_show_their_seconds(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", "One", "Two", "Three")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            screen = await to_history(app, pilot)
            close = in_one_minute(one.saved_at for one in screen.versions)
            assert close, "three saves in a row, and no two in a minute"
            for version, row in zip(screen.versions, rows_of(screen)[1:], strict=True):
                assert (f"{version.saved_at.astimezone():%H:%M:%S}" in row) == (version.saved_at in close)

    asyncio.run(scenario())


def test_the_whole_text_of_a_version_can_be_read(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", "Newer")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            await to_history(app, pilot)
            await press_all(pilot, "ctrl+o")
            assert isinstance(app.screen, ReadScreen)
            assert "[ Why › Idea ]" in app.screen.body
            assert "Newer" not in app.screen.body
            await press_all(pilot, "pagedown", "pagedown", "escape")
            assert isinstance(app.screen, HistoryScreen)
            await press_all(pilot, "home", "ctrl+o")
            assert isinstance(app.screen, ReadScreen)
            assert "Newer" in app.screen.body

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_earlier_versions_it_is_said_what_history_is(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, language)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            await to_history(app, pilot)
            assert text("app.history.empty", language).split("\n", 1)[0] in on_screen(app)
            await press_all(pilot, "tab", "ctrl+g", "enter")
            for key in ("app.history.choose_one", "app.history.choose_version", "app.key.restore_one"):
                assert text(key, language) not in on_screen(app), "there is no list to choose in"
            await press_all(pilot, "enter", "ctrl+o", "ctrl+g", "tab", "f9")
            assert isinstance(app.screen, HistoryScreen | ReadScreen)
            await press_all(pilot, "escape", "escape", "f4", "f4")
            assert isinstance(app.screen, WalkScreen)

    asyncio.run(scenario())


def test_now_is_no_version_to_go_back_to_and_one_like_now_changes_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", "Two", "Three")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            await to_history(app, pilot)
            before = dossier_of(app)
            await press_all(pilot, "home", "enter")
            assert isinstance(app.screen, HistoryScreen)
            assert text("app.history.choose_version", "en") in on_screen(app)
            assert dossier_of(app) is before

    asyncio.run(scenario())


def test_what_could_not_be_read_as_a_value_goes_with_the_field_that_is_brought_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en")
        kept = library.get(open_id)
        library.put(edits.replace(kept.dossier, "meeting.minutes", 45), kept.etag)
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            await open_section(pilot, app, "ask", "meeting")
            pane = walk_of(app).pane
            assert pane is not None
            await press_all(pilot, "tab", "tab", "ctrl+u")
            await type_text(pilot, "many")
            assert app.session is not None
            assert list(app.session.unwritten) == ["meeting.minutes"]
            await to_history(app, pilot)
            await press_all(pilot, "enter")
            assert app.session.unwritten == {}
            assert dossier_of(app).preparation.meeting.minutes == kept.dossier.preparation.meeting.minutes
            assert "many" not in on_screen(app)

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_damaged_versions_are_left_out_and_counted(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, language, "Two", "Three", "Four")
        folder = tmp_path / "history" / open_id
        files = sorted(file for file in folder.glob("*.json") if BASE not in file.name)
        for file in files[:2]:
            data = bytearray(file.read_bytes())
            data[len(data) // 2] ^= 1
            file.unlink()  # it may be a second name of another version
            file.write_bytes(bytes(data))
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            screen = await to_history(app, pilot)
            assert len(screen.rows.rows) == 1 + len(library.history(open_id))
            assert text("app.history.damaged", language, n=2) in on_screen(app)
            await press_all(pilot, "enter")
            assert dossier_of(app).preparation.title == "Three"

    asyncio.run(scenario())


def test_a_version_that_vanishes_while_the_list_is_read_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", "Two", "Three")
        gone = library.history(open_id)[1]
        real = library.preparation_of

        def missing(version: Version) -> Preparation:
            if version == gone:
                raise NotFound(common_error("version_not_found", id=version.id, name=version.name))
            return real(version)

        monkeypatch.setattr(library, "preparation_of", missing)
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            screen = await to_history(app, pilot)
            assert len(screen.rows.rows) == 1 + len(library.history(open_id)) - 1
            assert text("app.history.damaged", "en", n=1) not in on_screen(app)  # a save may thin old ones out

    asyncio.run(scenario())


def test_a_library_out_of_reach_is_told_and_the_way_back_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", "Two")

        def gone(preparation_id: str | None = None) -> list[Version]:
            raise SaveFailed(common_error("read_only", folder="/gone"))

        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            monkeypatch.setattr(library, "history", gone)
            await to_history(app, pilot)
            assert "/gone" in on_screen(app)
            await press_all(pilot, "escape")
            assert isinstance(app.screen, WalkScreen)
            monkeypatch.undo()

    asyncio.run(scenario())


def test_keys_are_answered_while_versions_are_still_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        library, open_id = with_versions(tmp_path, "en", *(f"Title {number}" for number in range(12)))
        go_on = threading.Event()
        real = library.preparation_of

        def slow(version: Version) -> Preparation:
            go_on.wait(60)
            return real(version)

        monkeypatch.setattr(library, "preparation_of", slow)
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            await press_all(pilot, "f4", "f1", "escape", "ctrl+l", "ctrl+l", "escape")
            assert isinstance(app.screen, WalkScreen)
            go_on.set()  # not before

    asyncio.run(scenario())
