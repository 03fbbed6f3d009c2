"""Two windows on one library: nothing is overwritten, both versions can be chosen from, and changes appear."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from app_driver import (
    NARROW,
    WIDE,
    a_library,
    an_id,
    dossier_of,
    on_screen,
    open_section,
    press_all,
    sample,
    type_text,
    until,
    walk_of,
)
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from two_windows import adding, into_conflict, on_disk, other_saves, play, resting, saved, titles_in_history, to

from prep.library.protocol import Library
from prep.library.tiny import open_library
from prep.words import text
from tui.app import NemawashiApp
from tui.screens.conflict import ConflictScreen


def test_one_field_changed_in_both_windows_is_shown_twice_and_either_can_be_taken(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await into_conflict(app, pilot, other, open_id, to("title", "From the other window"))
        shown = on_screen(app)
        assert "From the other window" in shown
        assert " mine" in shown
        assert text("app.conflict.by.both", "en") in shown
        assert on_disk(other, open_id).title == "From the other window"
        await press_all(pilot, "right", "ctrl+s")
        await saved(app, pilot)
        assert dossier_of(app).preparation.title == "From the other window"
        assert any(title.endswith(" mine") for title in titles_in_history(other, open_id))
        await press_all(pilot, "f9")
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        assert on_disk(other, open_id).title.endswith(" mine")

    play(tmp_path, scene)


def test_keeping_ours_leaves_theirs_in_the_history_and_says_so(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await into_conflict(app, pilot, other, open_id, to("title", "From the other window"))
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        assert on_disk(other, open_id).title.endswith(" mine")
        assert "From the other window" in titles_in_history(other, open_id)
        assert app.keymap.text("app.conflict.resolved", "en") in on_screen(app)

    play(tmp_path, scene)


def test_changes_in_different_fields_are_both_kept_when_nothing_is_chosen(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        there = (to("context.where_we_are", "There"), adding("wins", what="There"), to("meeting.place", "Room 9"))
        await into_conflict(app, pilot, other, open_id, *there)
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        kept = on_disk(other, open_id)
        assert kept.title.endswith(" mine")
        assert (kept.context.where_we_are, kept.wins[-1].what, kept.meeting.place) == ("There", "There", "Room 9")

    play(tmp_path, scene)


def test_leaving_the_choice_saves_nothing_and_keeps_the_text(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await into_conflict(app, pilot, other, open_id, to("title", "From the other window"))
        await press_all(pilot, "right", "escape")
        assert dossier_of(app).preparation.title.endswith(" mine")
        await type_text(pilot, "!")
        await pilot.pause(2.5)
        assert dossier_of(app).preparation.title.endswith(" mine!")
        assert on_disk(other, open_id).title == "From the other window"
        assert "Ctrl+S" in on_screen(app)
        assert walk_of(app).session.saving == "conflict"

    play(tmp_path, scene)


def test_goals_are_chosen_one_by_one_and_the_other_window_s_are_not_replaced(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await open_section(pilot, app, "why", "goals")
        await press_all(pilot, "enter", "end")
        there = (
            to("organisation.goals[g1].title", "Theirs"),
            to("organisation.goals[g2].owner", "Their owner"),
            adding("organisation.goals", title="Their new goal"),
        )
        with resting(app):
            await type_text(pilot, " mine")
            other_saves(other, open_id, *there)
        await press_all(pilot, "ctrl+s")
        await until(pilot, lambda: app.session is not None and app.session.conflict)
        if not isinstance(app.screen, ConflictScreen):
            await press_all(pilot, "ctrl+s")
        assert "Theirs" in on_screen(app)
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        goals = {goal.id: goal for goal in other.get(open_id).dossier.organisation.goals}
        assert goals["g1"].title.endswith(" mine")
        assert goals["g2"].owner == "Their owner"
        assert "Their new goal" in {goal.title for goal in goals.values()}
        organisation_id = other.get(open_id).dossier.organisation_id
        kept = [other.goals_of(version) for version in other.goal_versions(organisation_id)]
        assert any("Theirs" in {goal.title for goal in one.goals} for one in kept)

    play(tmp_path, scene)


def test_people_added_in_both_windows_under_one_number_are_both_kept(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await open_section(pilot, app, "people", "stakeholders")
        with resting(app):
            await press_all(pilot, "ctrl+n")
            await type_text(pilot, "Here")
            other_saves(other, open_id, adding("stakeholders", name="There"))
        await press_all(pilot, "ctrl+s")
        await until(pilot, lambda: app.session is not None and app.session.conflict)
        if not isinstance(app.screen, ConflictScreen):
            await press_all(pilot, "ctrl+s")
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        people = {one.name: one.id for one in on_disk(other, open_id).stakeholders}
        assert {"Here", "There"} <= set(people)
        assert people["Here"] != people["There"]
        await press_all(pilot, "end")
        await type_text(pilot, "!")
        names = [one.name for one in dossier_of(app).preparation.stakeholders]
        assert "Here!" in names
        assert "There" in names

    play(tmp_path, scene)


def test_what_another_window_saved_appears_and_one_key_takes_it_back(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await press_all(pilot, "tab")
        focused = app.screen.focused
        before = dossier_of(app).preparation.title
        other_saves(other, open_id, to("title", "From the other window"))
        await until(pilot, lambda: dossier_of(app).preparation.title == "From the other window")
        await pilot.pause(0.2)
        assert app.screen.focused is focused
        assert "F9" in on_screen(app)
        assert walk_of(app).session.saving == "saved"
        field = app.screen.query(Input).first()
        assert field.value == "From the other window"
        await press_all(pilot, "f9")
        assert dossier_of(app).preparation.title == before
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        assert on_disk(other, open_id).title == before
        assert "From the other window" in titles_in_history(other, open_id)

    play(tmp_path, scene)


def test_another_window_s_change_never_replaces_what_is_being_typed(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await press_all(pilot, "end")
        other_saves(other, open_id, to("title", "From the other window"))
        for letter in " typed on":
            await type_text(pilot, letter)
            await pilot.pause(0.05)
        await pilot.pause(1.5)
        assert dossier_of(app).preparation.title.endswith(" typed on")
        await until(pilot, lambda: walk_of(app).session.conflict)
        assert on_disk(other, open_id).title == "From the other window"

    play(tmp_path, scene)


def test_a_field_goes_on_being_edited_when_another_one_changes_elsewhere(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await press_all(pilot, "home")
        other_saves(other, open_id, to("context.where_we_are", "There"))
        await until(pilot, lambda: dossier_of(app).preparation.context.where_we_are == "There")
        await type_text(pilot, "A")
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        kept = on_disk(other, open_id)
        assert kept.title.startswith("A")
        assert kept.context.where_we_are == "There"

    play(tmp_path, scene)


def test_a_long_text_that_changes_under_the_cursor_keeps_it_in_place(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        other_saves(other, open_id, to("why.why_do.text", "One\nTwo and more\nThree"))
        await until(pilot, lambda: dossier_of(app).preparation.why.why_do.text.startswith("One"))
        await pilot.pause(0.2)
        await walk_of(app).go_to_place("why.why_do.text")
        await press_all(pilot)
        editor = app.screen.focused
        assert isinstance(editor, TextArea)
        await press_all(pilot, "down", "end")
        other_saves(other, open_id, to("why.why_do.text", "One\nTwo\nThree"))
        await until(pilot, lambda: editor.text == "One\nTwo\nThree")
        await type_text(pilot, "!")
        assert dossier_of(app).preparation.why.why_do.text == "One\nTwo!\nThree"

    play(tmp_path, scene)


def test_ending_the_app_in_a_conflict_keeps_the_changes_of_both_windows(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await into_conflict(app, pilot, other, open_id, to("title", "Theirs"), to("meeting.place", "Room 9"))
        await pilot.press("ctrl+q")
        await pilot.pause()

    play(tmp_path, scene)
    other = open_library(tmp_path)
    open_id = an_id(other, "mine")
    assert on_disk(other, open_id).meeting.place == "Room 9"
    assert "Theirs" in titles_in_history(other, open_id)


def test_the_language_can_be_changed_while_choosing_and_the_choice_stays(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        await into_conflict(app, pilot, other, open_id, to("title", "Theirs"))
        await press_all(pilot, "right", "ctrl+l")
        await pilot.pause()
        assert text("app.conflict.theirs", "ja") in on_screen(app)
        await press_all(pilot, "f1")
        assert text("app.key.all_theirs", "ja") in on_screen(app)
        await press_all(pilot, "escape", "ctrl+s")
        await saved(app, pilot)
        assert dossier_of(app).preparation.title == "Theirs"

    play(tmp_path, scene)


def test_both_windows_having_done_the_same_is_no_conflict(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        title = dossier_of(app).preparation.title
        with resting(app):
            await press_all(pilot, "end")
            await type_text(pilot, "!")
            other_saves(other, open_id, to("title", title + "!"))
        await press_all(pilot, "ctrl+s")
        await saved(app, pilot)
        assert on_disk(other, open_id).title == title + "!"

    play(tmp_path, scene)


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20)])
def test_two_hundred_differences_are_walked_through_and_chosen_with_keys_alone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        many = [adding("wins", what=f"Win {number}: " + "a long story, " * 12) for number in range(199)]
        await into_conflict(app, pilot, other, open_id, *many, to("title", "Theirs"))
        screen = app.screen
        assert isinstance(screen, ConflictScreen)
        assert len(screen.versions.choices) == 200
        for _ in range(200 * 6):
            screen.versions.action_by(1)
        assert screen.versions.cursor == 199
        await pilot.pause()
        assert "Win 198" in on_screen(app)
        await press_all(pilot, "f7", "home", "enter", "end", "enter", "ctrl+s")
        await saved(app, pilot)
        kept = on_disk(other, open_id)
        assert kept.title == "Theirs"
        assert sum(one.what.startswith("Win ") for one in kept.wins) == 1

    play(tmp_path, scene, size)


def test_a_long_text_is_shown_whole_in_both_versions(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], other: Library, open_id: str) -> None:
        words = " ".join(f"word{number}" for number in range(3000))
        await into_conflict(app, pilot, other, open_id, to("context.where_we_are", words))
        screen = app.screen
        assert isinstance(screen, ConflictScreen)
        drawn = [line.text for one in screen.versions._drawn for line in one.lines if line is not None]
        assert "word2999" in " ".join(drawn).split()
        seen = ""
        for _ in range(400):
            await pilot.pause(0)
            seen += on_screen(app)
            screen.versions.action_by(1)
        assert "word2999" in seen

    play(tmp_path, scene, NARROW)


def test_today_given_at_the_start_survives_changes_from_elsewhere_and_conflicts(tmp_path: Path) -> None:
    async def scenario() -> None:
        library, other = a_library(tmp_path, sample("en")), open_library(tmp_path)
        open_id = an_id(library, "Listening")
        app = NemawashiApp(library, "en", tmp_path, open_id, dt.date(2027, 1, 5))
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            other_saves(other, open_id, to("meeting.place", "Room 9"))
            await until(pilot, lambda: dossier_of(app).preparation.meeting.place == "Room 9")
            assert dossier_of(app).today == dt.date(2027, 1, 5)
            await into_conflict(app, pilot, other, open_id, to("title", "Theirs"))
            await press_all(pilot, "f8", "ctrl+s")
            await saved(app, pilot)
            assert dossier_of(app).preparation.title == "Theirs"
            assert dossier_of(app).today == dt.date(2027, 1, 5)

    asyncio.run(scenario())
