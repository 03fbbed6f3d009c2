"""A file damaged under the running app is mended, and the user is told so until it is put away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, on_screen, press_all, running, sample, until

from prep import edits
from prep.library.protocol import Finding
from prep.words import Lang, render
from tui.actions.health import notices_of, titles_of


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_damaged_under_the_running_app_is_restored_and_told(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        damaged = an_id(library, "Listening")
        kept = library.get(damaged)
        library.put(edits.replace(kept.dossier, "title", "A second version"), kept.etag)
        async with running(tmp_path, library=library, language=language) as (app, pilot):
            path = tmp_path / "preparations" / f"{damaged}.json"
            path.write_bytes(path.read_bytes()[:-200])
            await until(pilot, lambda: "quarantine/" in on_screen(app).replace("\n", ""))
            assert "Listening" in on_screen(app)
            await press_all(pilot, "down", "enter", "f6")
            assert "quarantine/" in on_screen(app)
            await press_all(pilot, "escape", "escape", "escape")
            assert "quarantine/" not in on_screen(app)

    asyncio.run(scenario())


def test_what_nobody_loses_by_is_not_told() -> None:
    found = [
        Finding("swept", "preparations/.x"),
        Finding("index", "index.json"),
        Finding("newer", "preparations/a.json"),
    ]
    assert notices_of(found, {}) == ()


def test_a_loss_is_told_as_one() -> None:
    (told,) = notices_of([Finding("damaged", "preparations/a.json", "quarantine/a-1.json", "checksum")], {"a": "Desk"})
    assert told.key == "app.told.lost"
    assert "Desk" in render(told, "en")
    assert "quarantine/a-1.json" in render(told, "ja")


def test_goals_that_were_mended_are_told_by_the_name_of_the_organisation(tmp_path: Path) -> None:
    library = a_library(tmp_path, sample("en"))
    ((organisation_id, organisation),) = library.organisations()
    (tmp_path / "organisations" / f"{organisation_id}.json").write_bytes(b"torn")
    library.organisations()
    (told,) = notices_of(library.findings(), titles_of(library))
    assert organisation.name in render(told, "en")
