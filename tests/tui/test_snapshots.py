"""Every screen looks as it was last approved, in both languages. The pictures are text and lie in ``__snapshots__``.

After a change that is meant: ``pytest tests/tui/test_snapshots.py --snapshot-update`` writes them anew; then read the
difference before it is committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, a_library, an_id, press_all, running, sample, walk_of
from pictures import freeze, settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from prep.library.protocol import Library
from prep.words import Lang
from tui.app import NemawashiApp
from tui.steps.walk import WALK


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


Way = Callable[[NemawashiApp, Pilot[None]], Awaitable[None]]
TITLES = {"ja": "はじめの3箱", "en": "Listening"}
LANGUAGES: tuple[Lang, ...] = ("ja", "en")


def keys(*pressed: str) -> Way:
    async def way(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await press_all(pilot, *pressed)

    return way


def step(index: int, *pressed: str) -> Way:
    async def way(app: NemawashiApp, pilot: Pilot[None]) -> None:
        await walk_of(app).go(index)
        await press_all(pilot, *pressed)

    return way


async def nowhere(app: NemawashiApp, pilot: Pilot[None]) -> None:
    await pilot.pause()


IN_THE_LIST: dict[str, Way] = {
    "library": nowhere,
    "new": keys("ctrl+n"),
    "import": keys("ctrl+o"),
    "help": keys("f1"),
    "palette": keys("ctrl+p"),
}
IN_THE_WALK: dict[str, Way] = {
    **{f"step-{one.id}": step(index) for index, one in enumerate(WALK)},
    "people-record": step(1, "enter"),
    "numbers-record": step(3, "enter"),
    "check": step(len(WALK)),
    "deck": step(len(WALK) + 1),
    "go": keys("ctrl+g"),
    "help-walk": keys("f1"),
}
LEAST = (60, 20)


def taken(
    home: Path, library: Library | None, language: Lang, size: tuple[int, int], open_id: str | None, way: Way
) -> str:
    async def scenario() -> str:
        async with running(home, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            await way(app, pilot)
            return await settled(pilot, app)

    return asyncio.run(scenario())


@pytest.fixture
def approved(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "size"),
    [(name, size) for size in (WIDE, NARROW, LEAST) for name in (*IN_THE_LIST, *IN_THE_WALK)],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}x{value[1]}",
)
def test_the_screen_looks_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    approved: SnapshotAssertion,
    language: Lang,
    name: str,
    size: tuple[int, int],
) -> None:
    library = a_library(tmp_path, sample(language))
    freeze(library, monkeypatch)
    open_id = an_id(library, TITLES[language]) if name in IN_THE_WALK else None
    way = IN_THE_WALK.get(name) or IN_THE_LIST[name]
    assert taken(tmp_path, library, language, size, open_id, way) == approved


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW, (50, 15)], ids=["120x36", "80x24", "50x15"])
def test_the_empty_library_looks_as_approved(
    tmp_path: Path, approved: SnapshotAssertion, language: Lang, size: tuple[int, int]
) -> None:
    assert taken(tmp_path, None, language, size, None, nowhere) == approved
