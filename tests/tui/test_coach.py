"""The coach: advice for every field in both languages, beside it or folded below it, and never in the way of typing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
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
    running,
    sample,
    shown_by,
    type_text,
    until,
    walk_of,
)
from textual.pilot import Pilot

from prep import edits
from prep.coaching import coaching
from prep.errors import LibraryError
from prep.settings import read_settings
from prep.words import Lang, Message, render, text
from tui.app import NemawashiApp
from tui.screens.coaching import BESIDE_FROM
from tui.screens.library import LibraryScreen
from tui.steps.walk import WALK
from tui.widgets.coach_panel import CoachPanel
from tui.widgets.form import FormView

SMALL = (60, 20)
TITLES: dict[Lang, str] = {"ja": "はじめの3箱", "en": "Listening"}
PARTS = ("good", "why", "ask")

Scene = Callable[[NemawashiApp, Pilot[None]], Awaitable[None]]


def play(home: Path, scene: Scene, language: Lang = "en", size: tuple[int, int] = WIDE) -> None:
    async def playing() -> None:
        library = a_library(home, sample(language))
        open_id = an_id(library, TITLES[language])
        async with running(home, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            await scene(app, pilot)

    asyncio.run(playing())


def panel(app: NemawashiApp) -> str:
    """What the coach says; "" when it is not to be seen."""
    return "\n".join(shown_by(one) for one in walk_of(app).query(CoachPanel) if one.display)


def says(app: NemawashiApp, words: str) -> Callable[[], bool]:
    """Whether the coach says it on one of its pages, wherever its lines break."""

    def holds() -> bool:
        shown = [one for one in walk_of(app).query(CoachPanel) if one.display]
        return any(words in told for one in shown for note in one.notes for _, told in note.paragraphs)

    return holds


def test_beside_the_field_it_follows_the_cursor_from_field_to_field(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        for place in ("title", "language", "owner.name"):
            advice = coaching(place)
            assert advice is not None
            await until(pilot, says(app, render(advice.ask, "en")))
            await press_all(pilot, "tab")
        await press_all(pilot, "f7")
        await until(pilot, says(app, render(Message("coach.why.goal_ids.good"), "en")))

    play(tmp_path, scene)


def test_in_a_list_it_speaks_of_the_list_and_of_the_record_in_front(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await open_section(pilot, app, "people", "stakeholders")
        await until(pilot, says(app, render(Message("coach.stakeholders.why"), "en")))
        await press_all(pilot, "enter")
        await until(pilot, says(app, render(Message("coach.stakeholders.name.why"), "en")))
        await press_all(pilot, "escape")
        await until(pilot, says(app, render(Message("coach.stakeholders.why"), "en")))

    play(tmp_path, scene)


@pytest.mark.parametrize("size", [NARROW, SMALL, (BESIDE_FROM - 1, 36)], ids=str)
def test_folded_it_opens_below_without_taking_the_cursor_and_escape_puts_it_away(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        assert panel(app) == ""
        at = app.focused
        await press_all(pilot, "f3")
        await until(pilot, lambda: "Five or six words" in panel(app))
        assert app.focused is at
        await type_text(pilot, "あZ ")
        assert dossier_of(app).preparation.title.endswith("あZ ")
        assert at is not None
        assert at.region.bottom <= walk_of(app).query_one(CoachPanel).region.y  # what one types stays in sight
        await press_all(pilot, "escape")
        assert panel(app) == ""
        assert app.focused is at
        await type_text(pilot, "!")
        assert dossier_of(app).preparation.title.endswith("あZ !")
        await press_all(pilot, "f3")
        await until(pilot, lambda: panel(app) != "")
        await press_all(pilot, "f3")
        assert panel(app) == ""
        await press_all(pilot, "escape")  # nothing lies over the form: this one leaves
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))

    play(tmp_path, scene, size=size)


@pytest.mark.parametrize("place", ["why.why_do.text", "stakeholders[s1].influence", "objections[o1].response"])
def test_the_field_in_front_stays_in_sight_however_much_the_folded_coach_says(tmp_path: Path, place: str) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await walk_of(app).go_to_place(place)
        await press_all(pilot, "f3")
        await until(pilot, lambda: panel(app) != "")
        await type_text(pilot, "Always their fault, a lazy mess. ")
        await asyncio.sleep(0.6)  # longer than the verdict takes
        await pilot.pause()
        assert app.focused is not None
        form = next(one for one in app.focused.ancestors if isinstance(one, FormView))
        assert form.region.contains_region(app.focused.region)
        assert app.focused.region.bottom <= walk_of(app).query_one(CoachPanel).region.y

    play(tmp_path, scene, size=SMALL)


def test_beside_the_field_escape_means_what_it_always_means(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))

    play(tmp_path, scene)


def test_whether_it_stands_beside_the_fields_is_remembered(tmp_path: Path) -> None:
    async def close(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: panel(app) != "")
        await press_all(pilot, "f3")
        assert panel(app) == ""
        await press_all(pilot, "ctrl+l")  # another setting is kept beside it
        await until(pilot, lambda: app.language == "ja")

    async def still_closed(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert panel(app) == ""
        await press_all(pilot, "f3")
        await until(pilot, lambda: panel(app) != "")

    play(tmp_path, close)
    assert not read_settings(tmp_path).coach
    play(tmp_path, still_closed)
    assert read_settings(tmp_path).coach
    assert read_settings(tmp_path).language == "ja"


def test_a_folder_that_takes_no_settings_is_told_and_the_panel_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LibraryError(Message("common.error.file_is_folder", {"file": "settings"}))

    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        monkeypatch.setattr("prep.settings.write_settings", refuse)
        await press_all(pilot, "f3")
        assert panel(app) == ""
        assert "settings" in on_screen(app)

    play(tmp_path, scene)


def test_it_folds_and_unfolds_with_the_window(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: panel(app) != "")
        await pilot.resize_terminal(*NARROW)
        await until(pilot, lambda: panel(app) == "")
        await press_all(pilot, "f3")
        await until(pilot, lambda: panel(app) != "")
        assert walk_of(app).query_one(CoachPanel).region.y > NARROW[1] // 2
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: walk_of(app).query_one(CoachPanel).region.x > WIDE[0] // 2)
        assert len(walk_of(app).query(CoachPanel)) == 1

    play(tmp_path, scene)


def test_where_there_are_no_fields_it_is_gone_and_f3_says_why(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await walk_of(app).go(len(WALK))
        await until(pilot, lambda: panel(app) == "")
        await press_all(pilot, "f3")
        assert app.keymap.text("app.coach.not_here", "en") in on_screen(app)
        await press_all(pilot, "f5")
        await until(pilot, lambda: panel(app) != "")

    play(tmp_path, scene)


def test_it_speaks_the_other_language_at_once(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await until(pilot, says(app, render(Message("coach.title.ask"), "en")))
        await press_all(pilot, "ctrl+l")
        await until(pilot, says(app, render(Message("coach.title.ask"), "ja")))

    play(tmp_path, scene)


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALL], ids=str)
def test_what_is_missing_comes_and_goes_while_one_types(tmp_path: Path, size: tuple[int, int]) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        assert app.session is not None
        app.session.edit(lambda one: edits.replace(one, "initiative.audience_goal", ""), Message("app.change.today"))
        await walk_of(app).go_to_place("initiative.audience_goal")
        if size != WIDE:
            await press_all(pilot, "f3")
        missing = "what the audience wants"
        await until(pilot, lambda: "missing" in panel(app).lower() and says(app, missing)())
        await type_text(pilot, "Answers")
        await until(pilot, lambda: "missing" not in panel(app).lower())
        await press_all(pilot, *["backspace"] * 7)
        await until(pilot, lambda: "missing" in panel(app).lower())

    play(tmp_path, scene, size=size)


@pytest.mark.parametrize(("language", "harsh", "word"), [("ja", "最悪。", "「最悪」"), ("en", "awful ", "“awful”")])
def test_tone_is_advised_on_own_words_and_goes_with_the_word(
    tmp_path: Path, language: Lang, harsh: str, word: str
) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await walk_of(app).go_to_place("initiative.summary")
        await type_text(pilot, harsh)
        await until(pilot, says(app, word))
        await until(pilot, says(app, text("coach.tone.negative.instead", language)))
        await press_all(pilot, *["backspace"] * len(harsh))
        await until(pilot, lambda: not says(app, word)())

    play(tmp_path, scene, language=language)


def test_the_balance_of_problem_and_opportunity_is_told_where_it_is_made(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        assert app.session is not None
        harsh = "A mess. A nightmare. Nobody cared. It is always so."
        app.session.edit(
            lambda one: edits.replace(edits.replace(one, "context.where_we_are", harsh), "why.why_care.text", harsh),
            Message("app.change.today"),
        )
        told = text("coach.balance.instead", "en")
        await walk_of(app).go_to_place("why.why_do.text")
        await until(pilot, says(app, told))
        await walk_of(app).go_to_place("initiative.summary")
        await until(pilot, says(app, render(Message("coach.initiative.summary.ask"), "en")))
        assert not says(app, told)()

    play(tmp_path, scene)


@pytest.mark.parametrize("place", ["quotes[q1].text", "conversations[c1].notes", "objections[o1].concern"])
def test_what_others_said_is_never_judged(tmp_path: Path, place: str) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await walk_of(app).go_to_place(place)
        await type_text(pilot, "This is an awful mess, always. ")
        pattern = f"{place.partition('[')[0]}.{place.rpartition('.')[2]}"
        await until(pilot, says(app, render(Message(f"coach.{pattern}.ask"), "en")))
        await asyncio.sleep(0.6)  # longer than the verdict takes
        assert "awful" in on_screen(app)
        assert not says(app, "“awful”")()

    play(tmp_path, scene)


def test_more_than_fits_is_read_on_with_the_same_key_which_closes_after_the_last_page(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await walk_of(app).go_to_place("why.why_do.text")
        await type_text(pilot, "Their fault: always a mess, they are lazy. With respect, ")
        await press_all(pilot, "f3")
        await until(pilot, lambda: "F3 more 1/" in panel(app))
        seen, pages = panel(app), 1
        while "F3 more" in panel(app):
            await press_all(pilot, "f3")
            seen, pages = seen + panel(app), pages + 1
            assert pages < 9
        for word in ("fault", "always", "lazy", "respect", "Ask"):
            assert word in seen
        await press_all(pilot, "f3")
        assert panel(app) == ""

    play(tmp_path, scene, size=SMALL)


def test_a_click_on_the_panel_does_what_the_key_does(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, "f3")
        await until(pilot, lambda: panel(app) != "")
        at = app.focused
        await pilot.click(CoachPanel)
        await until(pilot, lambda: panel(app) == "")
        assert app.focused is at

    play(tmp_path, scene, size=NARROW)


FOLDED = """
import asyncio, sys
from pathlib import Path
from app_driver import NARROW, a_library, an_id, press_all, running, sample
home = Path(sys.argv[1])
COACH = ("prep.coaching", "prep.tone", "tui.widgets.coach_panel")
async def main():
    library = a_library(home, sample("en"))
    async with running(home, library=library, size=NARROW, open_id=an_id(library, "Listening")) as (app, pilot):
        await press_all(pilot, "tab", "f7")
        print([one for one in COACH if one in sys.modules])
        await press_all(pilot, "f3")
        print([one for one in COACH if one in sys.modules])
asyncio.run(main())
"""


def test_nothing_of_the_coach_is_loaded_before_it_shows(tmp_path: Path) -> None:
    tests = Path(__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", FOLDED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": f"{tests}:{tests.parent}", "PATH": ""},
    )
    before, after = ran.stdout.splitlines()
    assert before == "[]"
    assert after == "['prep.coaching', 'prep.tone', 'tui.widgets.coach_panel']"
