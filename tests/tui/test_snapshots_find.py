"""The search, the numbers to jump by and the list of evidence look as they were last approved, in both languages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, a_library, an_id, press_all, running, sample, type_text, until, walk_of
from pictures import freeze, settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from prep.words import Lang
from tui.app import NemawashiApp
from tui.screens.find import FindScreen

SMALL = (60, 20)
WORDS = {"ja": "ｻﾎﾟｰﾄ", "en": "renewals"}
TITLES = {"ja": "はじめの3箱", "en": "Listening"}


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


async def find(app: NemawashiApp, pilot: Pilot[None], language: Lang) -> None:
    await press_all(pilot, "ctrl+f")
    await type_text(pilot, WORDS[language])
    screen = app.screen
    assert isinstance(screen, FindScreen)
    await until(pilot, lambda: screen._sought.over)


async def jump(app: NemawashiApp, pilot: Pilot[None], language: Lang) -> None:
    await press_all(pilot, "f2")


async def evidence(app: NemawashiApp, pilot: Pilot[None], language: Lang) -> None:
    await walk_of(app).go_to_place("why.why_do.evidence")
    await pilot.pause()
    await press_all(pilot, "enter")


WAYS = {"find": find, "jump": jump, "evidence": evidence}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW, SMALL], ids=["120x36", "80x24", "60x20"])
@pytest.mark.parametrize("name", list(WAYS))
def test_the_screen_looks_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    language: Lang,
    size: tuple[int, int],
    name: str,
) -> None:
    library = a_library(tmp_path, sample(language))
    freeze(library, monkeypatch)

    async def scenario() -> str:
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            await WAYS[name](app, pilot, language)
            return await settled(pilot, app)

    assert asyncio.run(scenario()) == snapshot.use_extension(Picture)
