"""Style sheets are parsed once for the colours that hold, and again when these change."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, press_all, running, sample
from textual.css.stylesheet import Stylesheet


def test_a_screen_that_brings_its_own_sheet_has_only_that_one_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    parse = Stylesheet._parse_rules

    def counted(self: Stylesheet, css: str, read_from: tuple[str, str], *args: object, **named: object) -> object:
        if not self._parse_cache.get((css, read_from, *args, *named.values())):
            asked.append(read_from[0])
        return parse(self, css, read_from, *args, **named)  # type: ignore[arg-type]

    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (_, pilot):
            monkeypatch.setattr(Stylesheet, "_parse_rules", counted)
            await press_all(pilot, "f1")
            new = {Path(one).name for one in asked if one.endswith(".tcss")}
            assert new == {"help.tcss"}

    asyncio.run(scenario())


def test_another_theme_draws_everything_in_its_colours(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        async with running(tmp_path, library=library, open_id=an_id(library, "Listening")) as (app, pilot):
            dark = app.screen.styles.background
            await press_all(pilot, "f12")
            assert app.theme == "nemawashi-light"
            assert app.screen.styles.background != dark
            assert app.screen.styles.background.hex == app.theme_variables["background"].upper()

    asyncio.run(scenario())
