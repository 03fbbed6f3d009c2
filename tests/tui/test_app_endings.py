"""Leaving while something stands in the way: it is asked, shown or waited for, and no word goes untold."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from app_driver import (
    WIDE,
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
from msgspec import structs
from textual.pilot import Pilot

from prep.errors import EditError, SaveFailed, common_error
from prep.library.locks import Lock
from prep.library.protocol import Etag, Library
from prep.library.rescue import save_aside
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.words import Lang, Message, render, text
from tui import session as saving
from tui.actions import decks
from tui.app import NemawashiApp
from tui.screens.dialogs import Ask
from tui.screens.elsewhere import CopyElsewhere
from tui.screens.library import LibraryScreen

SMALLEST = (60, 20)
SECRET = "Geheimnis"
Scene = Callable[[NemawashiApp, Pilot[None], Library], Awaitable[None]]


def play(home: Path, scene: Scene, language: Lang = "en", size: tuple[int, int] = WIDE) -> NemawashiApp:
    """Play a scene in the open sample; the app as it has ended."""
    library = a_library(home, sample("en"))

    async def scenario() -> NemawashiApp:
        open_id = an_id(library, "Listening")
        async with running(home, library=library, open_id=open_id, language=language, size=size) as (app, pilot):
            await scene(app, pilot, library)
        return app

    return asyncio.run(scenario())


def kept_title(home: Path) -> str:
    library = open_library(home)
    return library.get(an_id(library)).dossier.preparation.title


def titles(home: Path) -> set[str]:
    return {one.title for one in open_library(home).summaries()}


def refusing(library: Library) -> Callable[[], None]:
    """Have the library take nothing; what is given back lets it take again."""
    real = library.put

    def refuse(dossier: Dossier, expected: Etag | None) -> Etag:
        raise SaveFailed(common_error("disk_full", folder="/full"))

    library.put = refuse  # type: ignore[method-assign]

    def again() -> None:
        library.put = real  # type: ignore[method-assign]

    return again


async def type_at_the_title(pilot: Pilot[None], words: str) -> None:
    await press_all(pilot, "end")
    await type_text(pilot, words)


async def out_of_the_preparation(app: NemawashiApp, pilot: Pilot[None]) -> None:
    """Escape, as often as it takes to get out of form and list."""
    for _ in range(2):
        if not isinstance(app.screen, Ask):
            await press_all(pilot, "escape")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [SMALLEST, WIDE])
def test_a_save_that_fails_is_told_at_once_and_steadily_and_its_return_too(
    tmp_path: Path, language: Lang, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY_SECONDS", 0.5)

    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        again = refusing(library)
        await type_at_the_title(pilot, " kept")
        await until(pilot, lambda: "/full" in on_screen(app))
        assert text("app.saving.failed", language) in on_screen(app)
        await press_all(pilot, "f6", "f5", "down")
        assert "/full" in on_screen(app), "it must stay in sight"
        again()
        await until(pilot, lambda: "/full" not in on_screen(app))
        assert text("app.saving.again", language)[:20] in on_screen(app)

    play(tmp_path, scene, language, size)
    assert any(title.endswith(" kept") for title in titles(tmp_path))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [SMALLEST, WIDE])
def test_leaving_while_saving_fails_asks_and_what_is_left_anyway_is_there_at_the_next_start(
    tmp_path: Path, language: Lang, size: tuple[int, int]
) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        refusing(library)
        await type_at_the_title(pilot, " aside")
        await out_of_the_preparation(app, pilot)
        assert isinstance(app.screen, Ask)
        for answer in ("again", "copy", "leave"):
            assert text(f"app.leaving.{answer}", language)[:12] in on_screen(app)
        await press_all(pilot, "down", "down", "enter")
        assert isinstance(app.screen, LibraryScreen)
        assert app.session is None
        assert "rescue" in on_screen(app).replace("\n", "")

    play(tmp_path, scene, language, size)
    assert not any(title.endswith(" aside") for title in titles(tmp_path))

    async def later(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        await until(pilot, lambda: any(one.title.endswith(" aside") for one in library.summaries()))

    async def next_start() -> None:
        async with running(tmp_path, language=language, size=size) as (app, pilot):
            await later(app, pilot, app.library)
            await until(pilot, lambda: bool(app.told))

    asyncio.run(next_start())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_text_that_still_cannot_be_saved_at_the_next_start_is_said_to_wait(tmp_path: Path, language: Lang) -> None:
    library = a_library(tmp_path, sample("en"))
    kept = library.get(an_id(library, "Listening"))
    changed = structs.replace(kept.dossier.preparation, title="Kept aside")
    assert save_aside(tmp_path, structs.replace(kept.dossier, preparation=changed), kept.etag) is not None
    refusing(library)

    async def next_start() -> str:
        async with running(tmp_path, library=library, language=language) as (app, pilot):
            await until(pilot, lambda: bool(app.told))
            return render(app.told[-1], language)

    assert asyncio.run(next_start()) == text("app.told.rescue_waits", language, title="Kept aside")


def test_quitting_while_saving_fails_asks_and_another_try_that_works_leaves(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        again = refusing(library)
        await type_at_the_title(pilot, " tried")
        await press_all(pilot, "ctrl+q")
        assert isinstance(app.screen, Ask)
        await press_all(pilot, "ctrl+q")
        assert [type(screen) for screen in app.screen_stack].count(Ask) == 1, "one question is enough"
        await press_all(pilot, "enter")
        assert isinstance(app.screen, Ask), "it still fails"
        await press_all(pilot, "escape")
        assert walk_of(app)
        await press_all(pilot, "ctrl+q")
        again()
        await pilot.press("enter")

    app = play(tmp_path, scene)
    assert app.return_code == 0
    assert app.farewell == []
    assert any(title.endswith(" tried") for title in titles(tmp_path))


def test_quitting_anyway_keeps_the_text_aside_and_ends_with_the_code_of_a_refusal(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        refusing(library)
        await type_at_the_title(pilot, " anyway")
        await press_all(pilot, "ctrl+q")
        await press_all(pilot, "down", "down")
        await pilot.press("enter")

    app = play(tmp_path, scene)
    assert app.return_code == 3
    assert len(list((tmp_path / "rescue").glob("*.json"))) == 1, "set aside once"
    assert "rescue" in render(app.farewell[-1], "en")


def test_saving_by_hand_while_it_fails_offers_another_place(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        again = refusing(library)
        await type_at_the_title(pilot, " here")
        await press_all(pilot, "ctrl+s")
        assert text("app.leaving.stay", "en") in on_screen(app)
        await press_all(pilot, "down", "enter")
        assert isinstance(app.screen, CopyElsewhere)
        await press_all(pilot, "escape")
        assert walk_of(app)
        again()
        await press_all(pilot, "ctrl+s")
        await until(pilot, lambda: walk_of(app).session.saving == "saved")
        assert text("app.saving.saved", "en") in on_screen(app)

    play(tmp_path, scene)


def test_a_key_typed_while_leaving_waits_takes_the_wish_back(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        with Lock(tmp_path).held():
            await type_at_the_title(pilot, " end")
            await press_all(pilot, "escape")
            assert text("app.saving.leaving", "en")[:12] in on_screen(app)
            await type_text(pilot, "less")
            assert text("app.saving.leaving", "en")[:12] not in on_screen(app)
        await until(pilot, lambda: app.session is not None and app.session.saving == "saved")
        assert walk_of(app), "one went on typing"
        assert dossier_of(app).preparation.title.endswith(" endless")

    play(tmp_path, scene)


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_leaving_goes_once_to_a_field_whose_text_is_no_value_and_never_tells_the_text(
    tmp_path: Path, key: str, language: Lang
) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        await open_section(pilot, app, "ask", "asks")
        pane = walk_of(app).pane
        assert pane is not None
        await type_at_a_date(app, pilot)
        (place,) = walk_of(app).session.unwritten
        await press_all(pilot, "f5")
        await press_all(pilot, key)
        if pane is not walk_of(app).pane:  # the first escape led out of the form
            await press_all(pilot, key)
        assert walk_of(app).pane is pane
        assert pane.place() == place
        assert text("app.leaving.unread", language)[:20] in on_screen(app)
        for _ in range(3):
            if app.session is not None and not app._exit:
                await pilot.press(key)
                await pilot.pause(0.2)

    app = play(tmp_path, scene, language)
    told = " ".join(render(one, language) for one in (*app.farewell, *app.told))
    assert SECRET not in told
    assert "›" in told, "the field is named"


async def type_at_a_date(app: NemawashiApp, pilot: Pilot[None]) -> None:
    from textual.widgets import Input

    from tui.widgets.field import FieldView

    view = next(one for one in app.screen.query(FieldView) if one.field.name == "by")
    assert isinstance(view.editor, Input)
    view.editor.focus()
    await press_all(pilot, "end", "ctrl+u")
    await type_text(pilot, SECRET)


def test_a_defect_in_writing_a_deck_is_told_in_its_step_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect(*arguments: object, **named: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(decks, "write_deck_file", defect)
    monkeypatch.chdir(tmp_path)

    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        await press_all(pilot, "ctrl+g")
        await type_text(pilot, "8")
        await press_all(pilot, "enter", "ctrl+s")
        await until(pilot, lambda: "ValueError" in on_screen(app))
        assert SECRET not in on_screen(app)
        await press_all(pilot, "ctrl+s")
        assert not app.mishaps.crashed

    app = play(tmp_path / "home", scene)
    assert app.return_code in (0, None)
    found = list((tmp_path / "home" / "reports").glob("*.txt"))
    assert found
    assert all(SECRET not in one.read_text("utf-8") for one in found)


def test_a_choice_that_cannot_be_kept_is_told_at_its_field(tmp_path: Path) -> None:
    from tui.widgets.editors import Choice

    async def scene(app: NemawashiApp, pilot: Pilot[None], library: Library) -> None:
        def refuse(*arguments: object) -> None:
            raise EditError(Message("common.error.save_failed", {"folder": "x", "reason": "y"}))

        await open_section(pilot, app, "people", "stakeholders")
        await press_all(pilot, "enter")
        choice = next(one for one in app.screen.query(Choice) if one.is_on_screen)
        choice.focus()
        assert app.session is not None
        app.session.edit = refuse  # type: ignore[method-assign,assignment]
        before = choice.index
        await press_all(pilot, "right", "left", "down", "space")
        assert choice.index == before
        assert not app.mishaps.crashed

    play(tmp_path, scene)
