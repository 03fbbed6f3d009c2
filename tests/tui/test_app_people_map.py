"""The people map by keys and mouse: who is in front, what is done with them, what is copied."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, walk_of
from textual.pilot import Pilot

from prep import edits
from prep.model.dossier import Dossier
from prep.relations import View
from prep.words import LANGUAGES, Lang, Message, text
from tui.app import NemawashiApp
from tui.screens.people_map import PeopleMapScreen
from tui.screens.run_sheet import RunSheetScreen
from tui.widgets.people_grid import PeopleGrid

LABEL = Message("app.change.today")
TITLES = {"ja": "はじめの3箱", "en": "Listening"}
Scenario = Callable[[NemawashiApp, Pilot[None]], Awaitable[None]]


def played(home: Path, language: Lang, scenario: Scenario, size: tuple[int, int] = (120, 36)) -> None:
    """Run a scenario on the sample's map."""

    async def whole() -> None:
        library = a_library(home, sample(language))
        open_id = an_id(library, TITLES[language])
        async with running(home, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            await walk_of(app).run_action("visit('people_map')")
            await press_all(pilot)
            await scenario(app, pilot)

    asyncio.run(whole())


def with_a_crowd(dossier: Dossier) -> Dossier:
    """A hundred more people, all in one cell."""
    for number in range(100):
        values = {"name": f"Person {number}", "influence": 3, "interest": 3}
        dossier, _ = edits.add(dossier, "stakeholders", values)
    return dossier


def the_map(app: NemawashiApp) -> PeopleMapScreen:
    assert isinstance(app.screen, PeopleMapScreen)
    return app.screen


def test_arrows_go_from_person_to_person_and_enter_leads_to_the_record(tmp_path: Path) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        first = the_map(app).front
        await press_all(pilot, "down")
        below = the_map(app).current
        assert below is not None
        assert below.place != first
        assert below.person.influence < 5
        row = the_map(app).rows.current
        assert row is not None
        assert row.id == below.place  # the list goes along
        await press_all(pilot, "tab", "end", "enter")
        assert walk_of(app).pane is not None
        last = dossier_of(app).preparation.stakeholders[-1].id
        assert (walk_of(app).pane.place() or "").startswith(f"stakeholders[{last}]")  # type: ignore[union-attr]

    played(tmp_path, "ja", scenario)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_opened_from_the_list_of_steps_and_from_the_list_of_people(tmp_path: Path, language: Lang) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, "down", "enter")  # on somebody's record now
        here = (walk_of(app).pane.place() or "").partition(".")[0]  # type: ignore[union-attr]
        await press_all(pilot, "escape", "ctrl+o")
        await type_text(pilot, text("app.help.people_map", language)[:5])
        await press_all(pilot, "enter")
        assert the_map(app).front == here
        await press_all(pilot, "escape", "ctrl+g")
        await type_text(pilot, text("app.key.people_map", language))
        await press_all(pilot, "enter")
        assert the_map(app).front == here

    played(tmp_path, language, scenario)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_key_shows_only_those_who_want_attention_and_says_when_there_is_nobody(
    tmp_path: Path, language: Lang
) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        seen = {}
        for view in (*list(View)[1:], View.ALL):
            await press_all(pilot, "f6")
            assert the_map(app).view is view
            shown = [row.id for row in the_map(app).rows.rows]
            assert shown == [one.place for one in the_map(app).found.seen(view)]
            seen[view] = len(shown)
            if not shown:
                assert text("relations.view.unmet", language) in on_screen(app)
                assert not the_map(app).grid.is_on_screen
        assert seen[View.ALL] == 8
        assert seen[View.GAPS] > 0
        assert (seen[View.UNMET] == 0) is (language == "ja")

    played(tmp_path, language, scenario)


def test_a_conversation_is_added_with_the_person_in_front_and_undo_takes_it_back(tmp_path: Path) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        before = dossier_of(app).preparation.conversations
        await press_all(pilot, "right")
        one = the_map(app).current
        assert one is not None
        await press_all(pilot, "ctrl+n")
        added = dossier_of(app).preparation.conversations[-1]
        assert (len(before) + 1, one.person.id) == (
            len(dossier_of(app).preparation.conversations),
            added.stakeholder_id,
        )
        assert walk_of(app).pane is not None
        assert walk_of(app).pane.place() == f"conversations[{added.id}].date"  # type: ignore[union-attr]
        await press_all(pilot, "f9")
        assert dossier_of(app).preparation.conversations == before

    played(tmp_path, "en", scenario)


def test_the_run_sheet_opens_over_the_map_and_leads_back_to_it(tmp_path: Path) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, "right", "f7")
        assert isinstance(app.screen, RunSheetScreen)
        assert app.screen.stakeholder_id == "s3"
        await press_all(pilot, "escape")
        assert the_map(app).front == "stakeholders[s3]"
        await press_all(pilot, "f7", "ctrl+n")
        assert (walk_of(app).pane.place() or "").startswith("conversations[")  # type: ignore[union-attr]

    played(tmp_path, "en", scenario)


def test_the_update_is_copied_in_the_preparations_language_whatever_the_interface_speaks(tmp_path: Path) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, "ctrl+l", "right", "ctrl+o")
        assert "「はじめの3箱」" in on_screen(app)  # to be read whole
        await press_all(pilot, "escape")
        one = the_map(app).current
        assert one is not None
        assert app.clipboard.startswith(one.person.name.split()[0] + "さん、")
        assert "「はじめの3箱」" in app.clipboard

    played(tmp_path, "ja", scenario)


def test_a_click_puts_a_person_in_front_and_a_double_click_opens_the_record(tmp_path: Path) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        hit = next(one for one in the_map(app).grid._hits if one.place == "stakeholders[s8]")
        at = (hit.start + 2, hit.line)
        await pilot.click(PeopleGrid, offset=(at[0] + 1, at[1]))
        assert the_map(app).front == "stakeholders[s8]"
        await pilot.click(PeopleGrid, offset=(at[0] + 1, at[1]), times=2)
        await press_all(pilot)
        assert (walk_of(app).pane.place() or "").startswith("stakeholders[s8]")  # type: ignore[union-attr]

    played(tmp_path, "en", scenario)


@pytest.mark.parametrize(("language", "size"), [("en", (120, 36)), ("ja", (60, 20))])
def test_whoever_is_in_front_of_a_crowded_cell_can_be_seen_and_how_many_cannot(
    tmp_path: Path, language: Lang, size: tuple[int, int]
) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        session = app.session
        assert session is not None
        session.edit(with_a_crowd, LABEL)
        await press_all(pilot, "tab", "end", "tab")
        grid = the_map(app).grid
        assert the_map(app).front == the_map(app).found.people[-1].place
        await press_all(pilot)
        assert the_map(app).front in {hit.place for hit in grid._hits}
        assert re.search(r"\+\d+\|", on_screen(app))
        assert len({hit.place for hit in grid._hits}) < 100

    played(tmp_path, language, scenario, size)


def test_an_empty_map_says_how_to_fill_it_and_its_keys_do_no_harm(tmp_path: Path) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        session = app.session
        assert session is not None
        for person in session.dossier.preparation.stakeholders:
            place = f"stakeholders[{person.id}]"
            session.edit(lambda dossier, at=place: edits.remove(dossier, at), LABEL)  # type: ignore[misc]
        await press_all(pilot)
        assert "Ctrl+N" in on_screen(app)
        before = session.dossier
        await press_all(pilot, "f6", "f6", "tab", "enter", "ctrl+n", "ctrl+o", "f7", "up", "left")
        assert session.dossier is before
        assert the_map(app).current is None
        await press_all(pilot, "escape")
        walk_of(app)

    played(tmp_path, "en", scenario)


def test_the_language_switch_redraws_the_map_where_it_stands(tmp_path: Path) -> None:
    async def scenario(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, "down", "f6", "f6", "ctrl+l")
        assert text("relations.view.gaps", "ja") in on_screen(app)
        assert text("common.stance.resistant", "ja") in on_screen(app)
        assert the_map(app).view is View.GAPS

    played(tmp_path, "en", scenario)
