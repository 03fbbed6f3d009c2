"""The pages of the deck and what was done look as last approved, in both languages and at three sizes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, press_all, running, sample, walk_of
from pictures import freeze, settled
from steps_and_pages import TITLES, changed, to_the_pages
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from prep.words import LANGUAGES, Lang

SIZES = [(120, 36), (80, 24), (60, 20)]


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


PRESSED = {"pages": ("pagedown",) * 3, "pages-words": ("enter",), "changes": ("f4", "f7")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", PRESSED)
def test_pages_and_steps_look_as_approved(
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
        monkeypatch.setattr("tui.screens.changes.when", lambda *_: "18:30")
        open_id = an_id(library, TITLES[language])
        async with running(tmp_path, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            if name == "changes":
                changed(walk_of(app).session)
                assert walk_of(app).session.save()
            else:
                await to_the_pages(app, pilot)
            await press_all(pilot, *PRESSED[name])
            return await settled(pilot, app)

    assert asyncio.run(scenario()) == snapshot.use_extension(Picture)
