"""The guided sample: its stops follow what the user does, by keys only, and the sample is never mistaken."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest
from app_driver import NARROW, a_library, an_id, dossier_of, on_screen, press_all, running, sample, until, walk_of

from prep.model.dossier import Dossier
from prep.settings import read_settings
from prep.words import LANGUAGES, Lang, has_text, text
from tui.actions.touring import keep_stop, tour_preparation
from tui.keymap import USUAL
from tui.screens.library import LibraryScreen
from tui.screens.touring import LINES
from tui.tour import STEPS, STOPS, Tour, begin, follow
from tui.widgets.plain import folded_lines

SMALL = (60, 20)


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    library = a_library(tmp_path / "case", sample("en"))
    found = library.get(an_id(library, "Listening")).dossier
    library.close()
    return found


def at(tour: Tour) -> tuple[str, bool]:
    return tour.stop.id, tour.is_done


def with_title(dossier: Dossier, title: str) -> Dossier:
    return msgspec.structs.replace(dossier, preparation=msgspec.structs.replace(dossier.preparation, title=title))


def test_the_stops_lead_through_the_steps_in_their_order() -> None:
    assert [one.step for one in STOPS] == sorted(one.step for one in STOPS)
    assert len({one.id for one in STOPS}) == len(STOPS) == len(STEPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sentences_of_every_stop_stand_whole_in_a_small_window(language: Lang) -> None:
    for number, stop in enumerate(STOPS, 1):
        words = USUAL.text(f"tour.{stop.id}.why", language)
        where = text("tour.at", language, number=number, of=len(STOPS), words=words)
        for said in ("do", "done") if stop is not STOPS[-1] else ("do",):
            told = "▸ " + USUAL.text(f"tour.{stop.id}.{said}", language)
            assert sum(len(folded_lines(one, SMALL[0] - 2)) for one in (where, told)) <= LINES, stop.id


def test_typing_a_word_is_done_when_it_is_typed_and_the_next_step_is_the_next_stop(dossier: Dossier) -> None:
    tour = follow(begin(dossier), dossier, 0, "title")
    assert at(tour) == ("why", False)
    changed = with_title(dossier, "Another")
    tour = follow(tour, changed, 0, "title")
    assert at(tour) == ("why", True)
    assert at(follow(tour, dossier, 0, "title")) == ("why", True)  # taken back, and done all the same
    assert at(follow(tour, changed, 1, "stakeholders")) == ("people", False)


@pytest.mark.parametrize(
    ("id", "place"),
    [("people", "stakeholders[s1].name"), ("voices", "quotes[q1].text"), ("numbers", "metrics[m1].name")],
)
def test_opening_a_record_is_done_in_one_of_its_fields_only(dossier: Dossier, id: str, place: str) -> None:
    tour = begin(dossier, id)
    assert at(follow(tour, dossier, tour.stop.step, place.partition(".")[0])) == (id, False)
    assert at(follow(tour, dossier, tour.stop.step, place)) == (id, True)


def test_a_stop_is_skipped_by_going_on_and_several_at_once(dossier: Dossier) -> None:
    tour = follow(begin(dossier), dossier, 0, None)
    assert at(follow(tour, dossier, 1, None)) == ("people", False)
    assert at(follow(tour, dossier, 4, None)) == ("objections", False)


def test_going_back_changes_nothing_and_a_tour_taken_up_waits_until_the_user_is_there(dossier: Dossier) -> None:
    tour = begin(dossier, "numbers")
    assert at(follow(tour, dossier, 0, "title")) == ("numbers", False)
    there = follow(tour, dossier, 3, None)
    assert at(follow(there, dossier, 1, None)) == ("numbers", False)


def test_deleting_an_ask_is_done_by_one_ask_less(dossier: Dossier) -> None:
    tour = begin(dossier, "ask")
    less = msgspec.structs.replace(dossier, preparation=msgspec.structs.replace(dossier.preparation, asks=()))
    assert at(follow(tour, dossier, 5, None)) == ("ask", False)
    assert at(follow(tour, less, 5, None)) == ("ask", True)


def test_jumping_to_a_gap_ends_the_check_and_the_deck_is_last(dossier: Dossier) -> None:
    tour = follow(begin(dossier, "check"), dossier, 6, None)
    tour = follow(tour, dossier, 4, "objections[o2].acknowledge")
    assert at(tour) == ("deck", False)
    tour = follow(tour, dossier, 7, None)
    assert (at(tour), tour.is_last) == (("deck", True), True)


def test_an_unknown_stop_is_the_first(dossier: Dossier) -> None:
    assert begin(dossier, "gone").stop.id == "why"


def test_every_stop_has_its_texts() -> None:
    for stop in STOPS:
        for language in LANGUAGES:
            for part in ("title", "why", "do", *(() if stop.id == "deck" else ("done",))):
                assert has_text(f"tour.{stop.id}.{part}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_says_what_it_is_and_is_made_once(tmp_path: Path, language: Lang) -> None:
    library = a_library(tmp_path)
    made = tour_preparation(library, tmp_path, language)
    assert tour_preparation(library, tmp_path, language) == made
    (only,) = library.summaries()
    assert only.title.startswith({"ja": "【見本】", "en": "Sample: "}[language])
    library.delete(made, library.get(made).etag)
    assert tour_preparation(library, tmp_path, language) != made
    library.close()


@pytest.mark.parametrize(("language", "size"), [("ja", NARROW), ("en", SMALL)])
def test_the_tour_is_walked_by_keys_from_an_empty_library_to_the_trash(
    tmp_path: Path, language: Lang, size: tuple[int, int]
) -> None:
    told = {"en": "Guided sample {}/8", "ja": "見本の案内 {}／8"}[language]

    async def scenario() -> None:
        async with running(tmp_path, language=language, size=size) as (app, pilot):
            await press_all(pilot, "f3")
            await until(pilot, lambda: told.format(1) in on_screen(app))
            await press_all(pilot, "あ")
            await until(pilot, lambda: walk_of(app).touring.tour is not None and _done(app) == ("why", True))
            await press_all(pilot, "f9", "f6", "enter")
            await until(pilot, lambda: _done(app) == ("people", True))
            await press_all(pilot, "f6", "enter")
            await until(pilot, lambda: _done(app) == ("voices", True))
            await press_all(pilot, "f6", "f6", "enter")
            await until(pilot, lambda: _done(app) == ("objections", True))
            await press_all(pilot, "f6", "ctrl+t")
            await until(pilot, lambda: _done(app) == ("ask", True))
            assert on_screen(app).count("F6") >= 1
            await press_all(pilot, "f9", "f6", "enter")
            await until(pilot, lambda: _done(app) == ("deck", False))
            for _ in STEPS:
                await press_all(pilot, "f6")
                if walk_of(app).step == STEPS.index("deck"):
                    break
            await until(pilot, lambda: told.format(8) in on_screen(app))
            await press_all(pilot, "f6", "down", "enter")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and not app.screen.rows.rows)
            assert read_settings(tmp_path).tour == ""
            assert len(app.library.history()) == 1  # in the trash

    def _done(app: object) -> tuple[str, bool]:
        from tui.app import NemawashiApp

        assert isinstance(app, NemawashiApp)
        tour = walk_of(app).touring.tour
        assert tour is not None
        return at(tour)

    asyncio.run(scenario())


def test_escape_leaves_the_tour_and_the_same_key_takes_it_up_where_it_was_left(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            await press_all(pilot, "f3")
            await until(pilot, lambda: "Guided sample 1/8" in on_screen(app))
            await press_all(pilot, "f6", "f6")
            await until(pilot, lambda: "Guided sample 3/8" in on_screen(app))
            await press_all(pilot, "escape", "escape")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
            await press_all(pilot, "f3")
            await until(pilot, lambda: "Guided sample 3/8" in on_screen(app))
            assert dossier_of(app).preparation.title.startswith("Sample: ")
            assert "Next: 3 Voices. F6 leads there." in on_screen(app)

    asyncio.run(scenario())


def test_the_sample_that_is_kept_is_a_preparation_like_any_other(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    tour_preparation(library, tmp_path, "en")
    keep_stop(tmp_path, "deck")

    async def scenario() -> None:
        async with running(tmp_path, library=library, open_id=an_id(library)) as (app, pilot):
            await walk_of(app).go(STEPS.index("deck"))
            await until(pilot, lambda: "Guided sample 8/8" in on_screen(app))
            await press_all(pilot, "f6", "enter")
            assert "a preparation like any other" in on_screen(app)
            assert "Guided sample" not in on_screen(app)
            await press_all(pilot, "f6")
            assert "What shall become" not in on_screen(app)

    asyncio.run(scenario())
    assert read_settings(tmp_path).tour == ""
