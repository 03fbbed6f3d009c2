"""Quotes out of notes by keys: marked, made, asked about, taken back; and the change a conversation led to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
    walk_of,
)
from textual.pilot import Pilot

from prep import edits
from prep.model.evidence import Attribution, Consent, Quote, QuoteKind
from prep.model.idea import ChangeKind
from prep.words import LANGUAGES, Lang, text
from tui.app import NemawashiApp
from tui.screens.mining import MiningScreen

TITLES = {"ja": "はじめの3箱", "en": "Listening"}
NOTES = "及川：電話の半分は確認なんです。ただ、費用が心配です。\r\n\r\n👩‍👩‍👧「歓迎しますよ、本当に。」と言う。"


@asynccontextmanager
async def mining(
    home: Path, notes: str = NOTES, language: Lang = "ja", size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[NemawashiApp, Pilot[None]]]:
    """The screen, opened by keys on the first conversation, whose notes are ``notes``."""
    library = a_library(home, sample(language))
    open_id = an_id(library, TITLES[language])
    kept = library.get(open_id)
    library.put(edits.replace(kept.dossier, "conversations[c1].notes", notes), kept.etag)
    async with running(home, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
        await open_section(pilot, app, "people", "conversations")
        await press_all(pilot, "ctrl+o", "enter")
        assert isinstance(app.screen, MiningScreen)
        yield app, pilot


def screen_of(app: NemawashiApp) -> MiningScreen:
    assert isinstance(app.screen, MiningScreen)
    return app.screen


def last_quote(app: NemawashiApp) -> Quote:
    return dossier_of(app).preparation.quotes[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_sentence_becomes_a_quote_and_consent_is_asked(tmp_path: Path, language: Lang, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        async with mining(tmp_path, language=language, size=size) as (app, pilot):
            before = len(dossier_of(app).preparation.quotes)
            await press_all(pilot, "enter", "ctrl+n")
            made = last_quote(app)
            assert made.text == "電話の半分は確認なんです。"
            assert (made.stakeholder_id, made.conversation_id) == ("s4", "c1")
            assert made.date == dossier_of(app).preparation.conversations[0].date
            assert made.consent is Consent.NOT_ASKED
            assert text("talks.consent.granted", language) in on_screen(app)
            await press_all(pilot, "down", "down", "enter", "down", "enter")
            assert last_quote(app).consent is Consent.GRANTED
            assert last_quote(app).attribution is Attribution.ROLE
            await press_all(pilot, "f9")
            assert last_quote(app).consent is Consent.NOT_ASKED
            await press_all(pilot, "f9")
            assert len(dossier_of(app).preparation.quotes) == before

    asyncio.run(scenario())


def test_consent_can_be_left_for_later_and_asked_again_from_the_list(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path) as (app, pilot):
            await press_all(pilot, "enter", "ctrl+n", "escape")
            assert last_quote(app).consent is Consent.NOT_ASKED
            await press_all(pilot, "tab", "end", "f8", "down", "enter")
            assert last_quote(app).consent is Consent.ASKED
            await press_all(pilot, "f8", "down", "down", "enter", "escape")  # granted, the form left open
            assert last_quote(app).consent is Consent.GRANTED
            assert last_quote(app).attribution is Attribution.ANONYMOUS

    asyncio.run(scenario())


def test_a_kind_is_proposed_and_can_be_chosen(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path) as (app, pilot):
            await press_all(pilot, "ctrl+right", "ctrl+right", "enter")
            assert text("common.quote_kind.concern", "ja") in on_screen(app)
            await press_all(pilot, "ctrl+n", "escape")
            assert (last_quote(app).text, last_quote(app).kind) == ("ただ、費用が心配です。", QuoteKind.CONCERN)
            await press_all(pilot, "f7", "down", "down", "enter")
            assert last_quote(app).kind is QuoteKind.IDEA

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "keys", [("shift+right",) * 2, ("space", "right", "right"), ("ideographic_space", "right", "right")]
)
def test_words_are_marked_with_shift_or_from_a_mark_that_an_input_method_leaves_alone(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async def scenario() -> None:
        async with mining(tmp_path) as (app, pilot):
            await press_all(pilot, "right", "right", "right", *keys, "ctrl+n", "escape")
            assert last_quote(app).text == "電話"

    asyncio.run(scenario())


def test_a_marking_is_widened_from_where_a_key_marked_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path) as (app, pilot):
            await press_all(pilot, "enter", "shift+right", "shift+right", "ctrl+n", "escape")
            assert last_quote(app).text == "電話の半分は確認なんです。ただ"
            await press_all(pilot, "ctrl+end", "enter", "ctrl+n", "escape")
            assert last_quote(app).text == "歓迎しますよ、本当に。"
            await press_all(pilot, "enter", "enter", "ctrl+n", "ctrl+n", "escape")
            assert last_quote(app).text == "👩‍👩‍👧「歓迎しますよ、本当に。」と言う。"

    asyncio.run(scenario())


def test_what_is_a_quote_already_is_marked_and_is_not_made_one_twice(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path) as (app, pilot):
            await press_all(pilot, "enter", "ctrl+n", "escape")
            count = len(dossier_of(app).preparation.quotes)
            assert "# 及川" in on_screen(app)
            await press_all(pilot, "enter", "ctrl+n")
            assert len(dossier_of(app).preparation.quotes) == count
            assert text("talks.mining.already", "ja", words="x").partition("x")[0] in on_screen(app)
            await press_all(pilot, "enter", "ctrl+n")  # the whole line holds it: told first, then made
            assert len(dossier_of(app).preparation.quotes) == count
            await press_all(pilot, "ctrl+n", "escape")
            assert len(dossier_of(app).preparation.quotes) == count + 1

    asyncio.run(scenario())


def test_without_a_marking_or_words_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path, size=NARROW) as (app, pilot):
            count = len(dossier_of(app).preparation.quotes)
            await press_all(pilot, "ctrl+n")
            assert "まだ何も選んでいません" in on_screen(app)
            await press_all(pilot, "down", "down", "enter", "up", "enter", "ctrl+t")
            assert len(dossier_of(app).preparation.quotes) == count

    asyncio.run(scenario())


def test_empty_notes_say_what_to_do(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path, notes=" \n", language="en", size=(60, 20)) as (app, pilot):
            assert "The notes of this conversation are still empty" in " ".join(on_screen(app).split())
            await press_all(pilot, "enter", "space", "right", "ctrl+n", "f7", "f8", "ctrl+t", "tab", "tab")
            await press_all(pilot, "escape")
            assert walk_of(app).pane is not None

    asyncio.run(scenario())


def test_the_marking_goes_before_one_leaves_and_a_chosen_quote_opens_in_the_walk(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path) as (app, pilot):
            await press_all(pilot, "enter", "escape")
            assert screen_of(app).notes.marked is None
            await press_all(pilot, "enter", "ctrl+n", "escape", "tab", "end", "enter")
            pane = walk_of(app).pane
            assert pane is not None
            assert (pane.place() or "").startswith(f"quotes[{last_quote(app).id}]")

    asyncio.run(scenario())


def test_a_removed_quote_leaves_the_notes_as_they_are(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with mining(tmp_path) as (app, pilot):
            quotes = dossier_of(app).preparation.quotes
            await press_all(pilot, "enter", "ctrl+n", "escape", "ctrl+t")
            assert dossier_of(app).preparation.quotes == quotes
            assert screen_of(app).notes.taken == ()
            await press_all(pilot, "ctrl+r")
            await press_all(pilot, "f9")
            assert len(dossier_of(app).preparation.quotes) == len(quotes) + 1

    asyncio.run(scenario())


def test_when_the_conversation_is_taken_back_the_walk_is_there_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await open_section(pilot, app, "people", "conversations")
            await press_all(pilot, "ctrl+n", "escape", "ctrl+o", "enter")
            screen_of(app)
            await press_all(pilot, "f9")
            assert walk_of(app).pane is not None

    asyncio.run(scenario())


def test_a_long_transcript_is_moved_through_and_marked_to_its_end(tmp_path: Path) -> None:
    notes = "佐々木：締切を2日もらえるなら、現場はむしろ歓迎するよ。" * 3_000 + "最後の一言です。"

    async def scenario() -> None:
        async with mining(tmp_path, notes=notes, size=NARROW) as (app, pilot):
            await press_all(pilot, *("pagedown",) * 20, *("down",) * 20, "ctrl+end", "enter", "ctrl+n", "escape")
            assert last_quote(app).text == "最後の一言です。"
            assert "最後の一言です。" in on_screen(app)

    asyncio.run(scenario())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_feeds_the_change_log_in_one_change(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        async with mining(tmp_path, language=language) as (app, pilot):
            before = dossier_of(app).preparation.initiative
            await press_all(pilot, "ctrl+o", "home", "down", "enter")
            *_, change = dossier_of(app).preparation.initiative.changes
            held = dossier_of(app).preparation.conversations[0]
            assert (change.conversation_id, change.kind, change.date) == ("c1", ChangeKind.TIGHTEN, held.date)
            assert (change.from_, change.to) == (before.summary, "")
            pane = walk_of(app).pane
            assert pane is not None
            assert pane.place() == f"initiative.changes[{len(before.changes)}].to"
            await press_all(pilot, "f9")
            assert dossier_of(app).preparation.initiative == before

    asyncio.run(scenario())


def test_the_change_is_offered_on_the_conversation_and_escape_changes_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            await open_section(pilot, app, "people", "conversations")
            await press_all(pilot, "ctrl+o", "down", "down", "enter")
            assert text("talks.changed.question", "en")[:40] in on_screen(app)
            changes = dossier_of(app).preparation.initiative.changes
            await press_all(pilot, "escape")
            assert dossier_of(app).preparation.initiative.changes == changes
            assert walk_of(app).pane is not None

    asyncio.run(scenario())


def test_outside_the_conversations_the_palette_says_where_to_begin(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            walk_of(app).action_visit("mine")
            await pilot.pause()
            assert "Choose a conversation first" in on_screen(app)
            walk_of(app).action_visit("run_sheet")
            await pilot.pause()
            assert "Choose a stakeholder or a conversation first" in on_screen(app)

    asyncio.run(scenario())
