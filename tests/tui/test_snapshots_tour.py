"""The guided sample looks as it was last approved, in both languages and at three sizes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, press_all, running, until, walk_of
from pictures import settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from prep.words import LANGUAGES, Lang
from tui.screens.walk import WalkScreen


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20)], ids=["120x36", "80x24", "60x20"])
def test_a_stop_of_the_guided_sample_looks_as_approved(
    tmp_path: Path, snapshot: SnapshotAssertion, language: Lang, size: tuple[int, int]
) -> None:
    async def scenario() -> str:
        async with running(tmp_path, language=language, size=size) as (app, pilot):
            await press_all(pilot, "f3")
            await until(pilot, lambda: isinstance(app.screen, WalkScreen) and walk_of(app).pane is not None)
            await press_all(pilot, "f6")
            return await settled(pilot, app)

    assert asyncio.run(scenario()) == snapshot.use_extension(Picture)
