"""The goals by fiscal year, a goal moved on to the next year, and what is told of the alignment on opening."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, walk_of

from prep import edits
from prep.library.protocol import Library
from prep.words import LANGUAGES, Lang, Message, text
from tui.app import NemawashiApp
from tui.screens.goals import GoalsScreen

LABEL = Message("app.change.today")
TITLES = {"ja": "はじめの3箱", "en": "Listening"}


def after_the_year(home: Path, language: Lang) -> tuple[Library, str]:
    """The sample, its meeting put off into the next fiscal year."""
    library = a_library(home, sample(language))
    open_id = an_id(library, TITLES[language])
    kept = library.get(open_id)
    library.put(edits.replace(kept.dossier, "meeting.starts_at", "2027-06-10T10:00:00+09:00"), kept.etag)
    return library, open_id


def the_goals(app: NemawashiApp) -> GoalsScreen:
    assert isinstance(app.screen, GoalsScreen)
    return app.screen


def lines(app: NemawashiApp) -> list[str]:
    return [row.cells[0] for row in the_goals(app).rows.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_this_years_goals_stand_first_with_what_the_idea_adds_and_enter_leads_to_the_goal(
    tmp_path: Path, language: Lang
) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            await press_all(pilot, "ctrl+g")
            await type_text(pilot, text("app.key.goals", language))
            await press_all(pilot, "enter")
            rows = the_goals(app).rows.rows
            headings = [row.cells[0] for row in rows if row.tone == "heading"]
            assert text("relations.goals.when.now", language) in headings[-2]
            assert text("relations.goals.when.past", language) in headings[-1]
            first = next(row for row in rows if row.id == "organisation.goals[g1]").cells[0]
            assert text("relations.goals.linked", language) in first
            assert ("6.0%" if language == "ja" else "101.8%") in first
            the_goals(app).rows.move_to("organisation.goals[g2]")
            await press_all(pilot, "enter")
            assert (walk_of(app).pane.place() or "").startswith("organisation.goals[g2]")  # type: ignore[union-attr]

    asyncio.run(scenario())


@pytest.mark.parametrize(("language", "way"), [("ja", "move_and_link"), ("en", "move_only")])
def test_a_goal_is_moved_on_in_one_step_of_undo_with_its_links_when_wanted(
    tmp_path: Path, language: Lang, way: str
) -> None:
    async def scenario() -> None:
        library, open_id = after_the_year(tmp_path, language)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            await walk_of(app).run_action("visit('goals')")
            await press_all(pilot)
            assert text("relations.goals.when.past", language) in on_screen(app)
            before = dossier_of(app)
            the_goals(app).rows.move_to("organisation.goals[g1]")
            await press_all(pilot, "f7", *(["down"] if way == "move_only" else []), "enter")
            after = dossier_of(app)
            new = after.organisation.goals[-1]
            assert new.is_current(after.meeting_date)
            assert "2027" in new.fiscal_year
            linked = {goal.id for goal in after.linked_goals}
            assert (new.id in linked, "g1" in linked) == ((True, False) if way == "move_and_link" else (False, True))
            assert the_goals(app).rows.current is not None
            assert the_goals(app).rows.current.id == f"organisation.goals[{new.id}]"  # type: ignore[union-attr]
            await press_all(pilot, "f9")
            assert dossier_of(app) == before

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_opening_tells_once_what_is_out_of_line_and_again_when_the_day_of_the_meeting_changes(
    tmp_path: Path, language: Lang
) -> None:
    async def scenario() -> None:
        library, open_id = after_the_year(tmp_path, language)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            session, walk = app.session, walk_of(app)
            assert session is not None
            await press_all(pilot)
            told = f"「{text('app.key.goals', language)}」" if language == "ja" else "“Goals”"
            assert told in " ".join(walk.status_line.lines)
            walk.notice(None)
            await press_all(pilot, "x")
            walk._reassess()
            assert told not in " ".join(walk.status_line.lines)
            session.edit(lambda one: edits.replace(one, "meeting.starts_at", "2027-07-10T10:00:00+09:00"), LABEL)
            walk._reassess()
            assert told in " ".join(walk.status_line.lines)
            session.edit(lambda one: edits.replace(one, "meeting.starts_at", "2026-12-10T10:00:00+09:00"), LABEL)
            walk.notice(None)
            walk._reassess()
            assert (told in " ".join(walk.status_line.lines)) is (language == "en")  # an old metric of its sample

    asyncio.run(scenario())


def test_what_is_out_of_line_stands_first_and_leads_to_its_field(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, open_id = after_the_year(tmp_path, "ja")
        async with running(tmp_path, library=library, language="ja", open_id=open_id) as (app, pilot):
            await walk_of(app).run_action("visit('goals')")
            await press_all(pilot)
            rows = the_goals(app).rows
            first = ["drift.organisation.goals[g1]", "drift.organisation.goals[g2]"]
            assert [row.id for row in rows.rows[1:3]] == first
            await press_all(pilot, "f7")
            assert text("relations.goals.choose_one", "ja") in on_screen(app)
            await press_all(pilot, "enter")
            assert (walk_of(app).pane.place() or "").startswith("organisation.goals[g1]")  # type: ignore[union-attr]

    asyncio.run(scenario())


def test_without_a_goal_enter_leads_to_where_they_are_written(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        open_id = an_id(library, "Listening")
        async with running(tmp_path, library=library, open_id=open_id) as (app, pilot):
            session = app.session
            assert session is not None
            for goal in session.dossier.organisation.goals:
                place = f"organisation.goals[{goal.id}]"
                session.edit(lambda one, at=place: edits.remove(one, at), LABEL)  # type: ignore[misc]
            await walk_of(app).run_action("visit('goals')")
            await press_all(pilot)
            assert "No company goal" in on_screen(app)
            await press_all(pilot, "f7", "enter")
            pane = walk_of(app).pane
            assert pane is not None
            assert pane.section.id == "goals"  # type: ignore[attr-defined]

    asyncio.run(scenario())
