"""How the choice between two versions looks, in both languages, from a wide window to the smallest."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, a_library, an_id, press_all, running, sample
from pictures import freeze, settled
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from prep import edits
from prep.library.tiny import open_library
from prep.words import Lang, Message
from tui.screens.conflict import ConflictScreen
from tui.windows import Theirs

LABEL = Message("app.change.resolved")

TITLES: dict[Lang, str] = {"ja": "はじめの3箱", "en": "Listening"}
HERE: dict[Lang, tuple[str, str]] = {
    "ja": ("費用が膨らんだ経験を踏まえれば、損益分岐を先に知りたいというご懸念は当然です。", "物流の朝会で話す"),
    "en": (
        "You were left holding that question last year, so it is right to ask it before anything else.",
        "Two rooms",
    ),
}
THERE: dict[Lang, tuple[str, str]] = {
    "ja": (
        "費用が膨らんだ経験を踏まえれば、先に損益分岐を知りたいのは当然です。数字は月次で出します。",
        "本社 第3会議室",
    ),
    "en": ("You were left holding that question last year. It is fair to ask it first; Finance reviews it.", "Room 9"),
}


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


def picture(home: Path, language: Lang, size: tuple[int, int], keys: tuple[str, ...], patch: pytest.MonkeyPatch) -> str:
    async def scenario() -> str:
        library = a_library(home, sample(language))
        freeze(library, patch)
        open_id = an_id(library, TITLES[language])
        async with running(home, library=library, language=language, size=size, open_id=open_id) as (app, pilot):
            session = app.session
            assert session is not None
            base = session.dossier
            kept = open_library(home).get(open_id)
            there = kept.dossier
            for place, value in (
                ("objections[o1].acknowledge", THERE[language][0]),
                ("meeting.place", THERE[language][1]),
                ("organisation.goals[g1].owner", "Sato"),
            ):
                there = edits.replace(there, place, value)
            there = edits.remove(there, "quotes[q2]")
            for place, value in (
                ("objections[o1].acknowledge", HERE[language][0]),
                ("asks[a1].if_no", HERE[language][1]),
            ):
                session.edit(lambda one, place=place, value=value: edits.replace(one, place, value), LABEL)  # type: ignore[misc]
            assert session.workspace.base is base
            session.conflict = True
            saved_at = dt.datetime(2020, 11, 24, 10, 32).astimezone()
            session.theirs = Theirs(kept.etag, type(kept)(there, kept.etag), saved_at)
            app.push_screen(ConflictScreen(session, lambda taking: None))
            await pilot.pause()
            await press_all(pilot, *keys)
            return await settled(pilot, app)

    return asyncio.run(scenario())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20)], ids=["120x36", "80x24", "60x20"])
@pytest.mark.parametrize("keys", [(), ("down", "down", "right")], ids=["opened", "chosen"])
def test_the_choice_between_two_versions_looks_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    language: Lang,
    size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:
    assert picture(tmp_path, language, size, keys, monkeypatch) == snapshot.use_extension(Picture)
