"""The coach looks as it was last approved, in both languages and at two sizes; see test_snapshots."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, a_library, an_id, press_all, running, sample, walk_of
from pictures import freeze, settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from prep.words import LANGUAGES, Lang

TITLES: dict[Lang, str] = {"ja": "はじめの3箱", "en": "Listening"}
PLACES = {
    "field": "initiative.summary",
    "record": "stakeholders[s2].influence",
    "list": "asks",
}


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
@pytest.mark.parametrize("name", PLACES)
def test_the_coach_looks_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    language: Lang,
) -> None:
    library = a_library(tmp_path, sample(language))
    freeze(library, monkeypatch)

    async def taken() -> str:
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            await walk_of(app).go_to_place(PLACES[name])
            if size != WIDE:
                await settled(pilot, app)  # the walk has scrolled to the field
                await press_all(pilot, "f3")
            return await settled(pilot, app)

    assert asyncio.run(taken()) == snapshot.use_extension(Picture)
