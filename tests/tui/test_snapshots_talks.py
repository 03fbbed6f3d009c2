"""Mining, run sheet and idea change look as last approved, in both languages and at three sizes; see test_snapshots."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, open_section, press_all, running, sample
from pictures import freeze, settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from prep.words import LANGUAGES, Lang

SIZES = [(120, 36), (80, 24), (60, 20)]
TITLES = {"ja": "はじめの3箱", "en": "Listening"}
KEYS = {
    "mining": ("conversations", ("ctrl+o", "enter", "enter", "ctrl+n", "escape", "ctrl+right", "enter", "enter")),
    "run_sheet": ("stakeholders", ("down", "ctrl+o", "enter")),
    "idea_changed": ("conversations", ("ctrl+o", "down", "down", "enter")),
}


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", KEYS)
def test_the_screens_of_talks_look_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    language: Lang,
) -> None:
    async def scenario() -> str:
        library = a_library(tmp_path, sample(language))
        freeze(library, monkeypatch)
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            section, keys = KEYS[name]
            await open_section(pilot, app, "people", section)
            await press_all(pilot, *keys)
            return await settled(pilot, app)

    assert asyncio.run(scenario()) == snapshot.use_extension(Picture)
