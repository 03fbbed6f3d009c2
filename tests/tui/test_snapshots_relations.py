"""The people map and the goals look as they were last approved, in both languages and at three sizes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, press_all, running, sample, walk_of
from pictures import freeze, settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from prep.words import LANGUAGES, Lang

SIZES = [(120, 36), (80, 24), (60, 20)]
TITLES = {"ja": "はじめの3箱", "en": "Listening"}
SCREENS = {"people_map": ("right", "down"), "goals": ("down",)}


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
def test_the_screens_look_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    language: Lang,
) -> None:
    """The samples bring their own today."""

    async def scenario() -> str:
        library = a_library(tmp_path, sample(language))
        freeze(library, monkeypatch)
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            await walk_of(app).run_action(f"visit('{name}')")
            await press_all(pilot, *SCREENS[name])
            return await settled(pilot, app)

    assert asyncio.run(scenario()) == snapshot.use_extension(Picture)
