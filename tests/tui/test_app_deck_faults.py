"""What a reader of the deck would complain of, in the check and the deck step; and the message to send with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import NARROW, a_library, an_id, dossier_of, on_screen, press_all, running, sample, walk_of
from textual.pilot import Pilot

from prep import edits
from prep.model.dossier import Dossier
from prep.words import LANGUAGES, Lang, Message, text
from tui.app import NemawashiApp
from tui.screens.check import CheckPane
from tui.screens.deck import DeckPane
from tui.screens.in_front import CHECK, DECK
from tui.screens.reading import ReadScreen

TITLES = {"ja": "はじめの3箱", "en": "Listening"}


def _made_anonymous(quote_id: str) -> Callable[[Dossier], Dossier]:
    return lambda dossier: edits.replace(dossier, f"quotes[{quote_id}].attribution", "anonymous")


async def looked_through(app: NemawashiApp, pilot: Pilot[None]) -> None:
    """Wait until the deck was looked through."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_stands_below_its_slide_and_enter_leads_to_the_field(language: Lang, tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample(language))
        opened = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=NARROW, open_id=opened) as (app, pilot):
            await walk_of(app).go(DECK)
            await looked_through(app, pilot)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            names = [row.id for row in pane.rows.rows]
            assert names[names.index("5") + 1] == "fault.0"
            pane.rows.move_to("fault.0")
            await press_all(pilot, "enter")
            place = walk_of(app).pane
            assert place is not None
            assert (place.place() or "").endswith(".attribution")

    asyncio.run(walk())


def test_a_fault_that_was_mended_is_gone(tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, TITLES["en"])) as (app, pilot):
            await walk_of(app).go(DECK)
            await looked_through(app, pilot)
            pane = walk_of(app).pane
            assert isinstance(pane, DeckPane)
            assert pane.faults
            session = walk_of(app).session
            for quote in dossier_of(app).preparation.quotes:
                session.edit(_made_anonymous(quote.id), Message("app.change.today"))
            pane.assessed()
            await looked_through(app, pilot)
            assert pane.faults == ()
            assert text("app.deck.faultless", "en") in on_screen(app)

    asyncio.run(walk())


def test_the_check_lists_what_the_deck_lacks(tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, TITLES["en"])) as (app, pilot):
            await walk_of(app).go(CHECK)
            await looked_through(app, pilot)
            pane = walk_of(app).pane
            assert isinstance(pane, CheckPane)
            pane.rows.move_to("fault.0")
            await pilot.pause()
            assert text("app.check.deck", "en") in on_screen(app)
            assert "Slides 5, 13" in on_screen(app)
            await press_all(pilot, "enter")
            assert walk_of(app).step not in (CHECK, DECK)

    asyncio.run(walk())


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_key_shows_and_copies_the_message(language: Lang, tmp_path: Path) -> None:
    async def walk() -> None:
        library = a_library(tmp_path, sample(language))
        opened = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=NARROW, open_id=opened) as (app, pilot):
            await walk_of(app).go(DECK)
            await looked_through(app, pilot)
            await press_all(pilot, "ctrl+o")
            assert isinstance(app.screen, ReadScreen)
            assert text("app.message.heading", language) in on_screen(app)
            assert app.clipboard.startswith("件名：" if language == "ja" else "Subject: ")
            assert app.clipboard == app.screen.body
            await press_all(pilot, "escape")
            assert text("keys.clipboard.sent", language)[:20] in on_screen(app)

    asyncio.run(walk())
