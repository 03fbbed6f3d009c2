"""The list of links shows evidence whole, finds it by a few letters, and makes what is missing."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, walk_of
from textual.pilot import Pilot

from builders import a_dossier
from prep.model.evidence import Quote
from tui.app import NemawashiApp
from tui.screens.picker import Picker


async def open_evidence(app: NemawashiApp, pilot: Pilot[None]) -> Picker:
    await walk_of(app).go_to_place("why.why_do.evidence")
    await pilot.pause()
    await press_all(pilot, "enter")
    assert isinstance(app.screen, Picker)
    return app.screen


def test_evidence_shows_its_tag_its_consent_and_the_whole_of_the_one_in_front(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            picker = await open_evidence(app, pilot)
            quote = dossier_of(app).preparation.quotes[0]
            picker.rows.move_to(quote.id)
            await pilot.pause()
            shown = on_screen(app)
            assert f"[{quote.id}]" in shown
            assert "quote: granted +" in shown
            assert "Counts as evidence" in shown

    asyncio.run(scenario())


def test_what_is_missing_is_made_and_linked_in_one_step(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            picker = await open_evidence(app, pilot)
            before = dossier_of(app)
            await type_text(pilot, "Nobody asked us yet")
            await press_all(pilot, "ctrl+n", "enter")
            now = dossier_of(app).preparation
            made = now.quotes[-1]
            assert made.text == "Nobody asked us yet"
            assert now.why.why_do.evidence[-1] == made.id
            assert app.screen is picker
            assert made.id in picker.marked
            await press_all(pilot, "escape", "f9")
            assert dossier_of(app).preparation == before.preparation

    asyncio.run(scenario())


def test_five_hundred_quotes_are_narrowed_down_well_within_a_key(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path)
        quotes = tuple(Quote(id=f"q{n}", text=f"{n} " + "customers at the counter のこと " * 8) for n in range(500))
        dossier = a_dossier().with_fields(quotes=quotes).build()
        library.put(dossier, None)
        async with running(tmp_path, library=library, open_id=dossier.preparation.id) as (app, pilot):
            picker = await open_evidence(app, pilot)
            assert len(picker.choices) >= 500
            times = []
            for query in ("c", "cu", "cus", "custo", "の", "のこ"):
                started = time.process_time()
                picker._fill(query, None)
                times.append(time.process_time() - started)
            assert sorted(times)[len(times) // 2] < 0.03

    asyncio.run(scenario())
