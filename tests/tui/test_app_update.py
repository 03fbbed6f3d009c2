"""The Deck step writes onto a deck that was edited by hand: what it asks, shows, keeps and says."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, a_library, an_id, on_screen, press_all, running, sample, walk_of
from hand_edits import opened, paragraph_with, replaced, saved, slide_at, text_of, there
from pictures import freeze, settled
from pptx.util import Emu
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from prep import edits
from prep.words import LANGUAGES, Lang, Message, text
from tui.actions import updating
from tui.actions.decks import write_deck_file
from tui.app import NemawashiApp
from tui.screens.deck import DeckPane
from tui.screens.deck_conflict import DeckConflictScreen
from tui.screens.dialogs import Ask
from tui.screens.in_front import DECK

TITLES: dict[Lang, str] = {"ja": "はじめの3箱", "en": "Listening"}
TITLE_WORD: dict[Lang, tuple[str, str]] = {"ja": ("ご承認", "ぜひご承認"), "en": ("please approve", "kindly approve")}
NEW: dict[Lang, tuple[int, str]] = {"ja": (19_500_000, "1,950万円"), "en": (265_000, "£265,000")}
"""Another amount for the first ask, and as the title shows it."""
Scene = Callable[[NemawashiApp, Pilot[None], Path], Awaitable[None]]
ByHand = Callable[[bytes], bytes]
BOTH = pytest.mark.parametrize(("language", "size"), [("ja", NARROW), ("en", WIDE)], ids=["ja 80x24", "en 120x36"])


def in_title(language: Lang) -> ByHand:
    """Other words in the title of the first slide."""

    def edited(data: bytes) -> bytes:
        deck = opened(data)
        replaced(there(paragraph_with(deck, TITLE_WORD[language][0])), *TITLE_WORD[language])
        return saved(deck)

    return edited


def a_box(data: bytes) -> bytes:
    """A text box of one's own on the third slide."""
    deck = opened(data)
    place = Emu(600_000), Emu(5_500_000), Emu(3_000_000), Emu(300_000)
    slide_at(deck, 3).shapes.add_textbox(*place).text_frame.text = "A box of my own"
    return saved(deck)


def both(language: Lang) -> ByHand:
    return lambda data: a_box(in_title(language)(data))


def play(
    home: Path,
    scene: Scene,
    by_hand: ByHand = a_box,
    language: Lang = "en",
    size: tuple[int, int] = WIDE,
    patch: pytest.MonkeyPatch | None = None,
) -> None:
    """The Deck step on an exported deck that was edited by hand: its name stands in the field."""

    async def playing() -> None:
        library = a_library(home / "library", sample(language))
        if patch is not None:
            freeze(library, patch)
        opened_id = an_id(library, TITLES[language])
        out = home / "deck.pptx"
        write_deck_file(library.get(opened_id).dossier, out)
        out.write_bytes(by_hand(out.read_bytes()))
        async with running(home, library=library, language=language, size=size, open_id=opened_id) as (app, pilot):
            await walk_of(app).go(DECK)
            await at_rest(app, pilot)
            deck_pane(app).file.value = str(out)
            await scene(app, pilot, out)

    asyncio.run(playing())


async def at_rest(app: NemawashiApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def keys(app: NemawashiApp, pilot: Pilot[None], *pressed: str) -> None:
    """Press keys, each when all that the one before began has ended."""
    for key in pressed:
        await press_all(pilot, key)
        await at_rest(app, pilot)


def deck_pane(app: NemawashiApp) -> DeckPane:
    pane = walk_of(app).pane
    assert isinstance(pane, DeckPane)
    return pane


def ask_for_more(app: NemawashiApp, language: Lang = "en") -> None:
    """Another amount in the preparation."""
    value = NEW[language][0]
    walk_of(app).session.edit(lambda one: edits.replace(one, "asks[a1].amount", value), Message("app.change.today"))


def title_of(out: Path) -> str:
    return text_of(slide_at(opened(out.read_bytes()), 1).shapes._spTree).partition("\n")[0]


@BOTH
def test_what_was_changed_by_hand_is_counted_and_stays(language: Lang, size: tuple[int, int], tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        ask_for_more(app, language)
        await keys(app, pilot, "ctrl+s")
        assert isinstance(app.screen, Ask)
        assert text("app.deck.edited", language, n=1, path="").rstrip() in on_screen(app)
        assert [one for one, _ in app.screen.answers] == ["keep", "replace", "other", "no"]
        await keys(app, pilot, "enter")
        assert text("app.deck.count_kept", language, n=1) in on_screen(app)
        assert paragraph_with(opened(out.read_bytes()), "A box of my own") is not None
        assert NEW[language][1] in title_of(out)
        assert size is WIDE or out.name in "".join(on_screen(app).split()), "the end of the path is in sight"

    play(tmp_path, scene, language=language, size=size)


@BOTH
@pytest.mark.parametrize("taken", ["left", "right"])
def test_a_conflict_shows_both_texts_and_writes_the_side_chosen(
    taken: str, language: Lang, size: tuple[int, int], tmp_path: Path
) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        ask_for_more(app, language)
        await keys(app, pilot, "ctrl+s", "enter")
        assert isinstance(app.screen, DeckConflictScreen)
        assert app.screen.versions.taking == set()
        shown = "".join(on_screen(app).split())
        assert "".join(TITLE_WORD[language][1].split()) in shown
        assert NEW[language][1] in shown
        await keys(app, pilot, taken, "ctrl+s")
        by_hand = taken == "left"
        assert (TITLE_WORD[language][1] in title_of(out)) is by_hand
        assert (NEW[language][1] in title_of(out)) is not by_hand
        assert paragraph_with(opened(out.read_bytes()), "A box of my own") is not None
        await keys(app, pilot, "ctrl+s")
        assert isinstance(app.screen, Ask)
        assert text("app.deck.keep", language) in on_screen(app), "what was decided is not asked again"

    play(tmp_path, scene, both(language), language, size)


def test_leaving_the_question_or_the_conflict_writes_nothing(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        before = out.read_bytes()
        ask_for_more(app)
        for pressed in (("ctrl+s", "escape"), ("ctrl+s", "enter", "escape")):
            await keys(app, pilot, *pressed)
            assert text("app.deck.not_written", "en") in on_screen(app)
            assert out.read_bytes() == before
            assert not deck_pane(app).writing

    play(tmp_path, scene, both("en"))


def test_the_deck_is_written_anew_when_that_is_chosen(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        await keys(app, pilot, "ctrl+s", "down", "enter")
        assert text("app.deck.count_kept", "en", n=1) not in on_screen(app)
        other = tmp_path / "other.pptx"
        write_deck_file(walk_of(app).session.dossier, other)
        assert out.read_bytes() == other.read_bytes()

    play(tmp_path, scene)


def test_a_file_saved_elsewhere_while_one_decides_is_left_as_it_is(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        await keys(app, pilot, "ctrl+s")
        out.write_bytes(b"saved by somebody else")
        await keys(app, pilot, "enter")
        assert "saved by somebody else" in out.read_text()
        assert "".join(text("command.error.out_changed", "en", out=str(out)).split())[-60:] in "".join(
            on_screen(app).split()
        )

    play(tmp_path, scene)


def test_a_deck_open_in_powerpoint_is_told_before_and_after(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        out.with_name("~$deck.pptx").write_bytes(b"")
        await keys(app, pilot, "ctrl+s")
        assert "open in another program" in on_screen(app)
        await keys(app, pilot, "enter")
        assert "open in another program" in on_screen(app)

    play(tmp_path, scene)


def test_any_other_file_is_asked_about_as_ever(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        out.write_bytes(b"mine")
        await keys(app, pilot, "ctrl+s")
        assert isinstance(app.screen, Ask)
        assert [one for one, _ in app.screen.answers] == ["other", "replace", "no"]
        await keys(app, pilot, "enter")
        assert out.read_bytes() == b"mine"
        assert (tmp_path / "deck-2.pptx").is_file()

    play(tmp_path, scene)


def test_the_language_may_change_while_one_decides(tmp_path: Path) -> None:
    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        ask_for_more(app)
        await keys(app, pilot, "ctrl+s", "enter", "right", "ctrl+l")
        assert text("app.deck_conflict.hand", "ja") in on_screen(app)
        await keys(app, pilot, "ctrl+s")
        assert NEW["en"][1] in title_of(out)
        assert text("app.deck.count_kept", "ja", n=1) in on_screen(app)

    play(tmp_path, scene, both("en"))


def test_the_file_is_read_and_made_beside_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []
    real = updating.find, updating.write_over

    def find(out: Path, fresh: bytes, anew: bool = False) -> updating.Found:
        threads.append(threading.current_thread())
        return real[0](out, fresh, anew)

    def write_over(out: Path, data: bytes, found: updating.Found) -> str:
        threads.append(threading.current_thread())
        return real[1](out, data, found)

    monkeypatch.setattr(updating, "find", find)
    monkeypatch.setattr(updating, "write_over", write_over)

    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        await keys(app, pilot, "ctrl+s", "enter")
        assert len(threads) == 2
        assert threading.main_thread() not in threads

    play(tmp_path, scene)


def test_the_file_written_last_is_proposed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        pane = deck_pane(app)
        pane.file.value = ""
        await pane.open(None)
        await at_rest(app, pilot)
        first = Path(pane.file.value)
        await keys(app, pilot, "ctrl+s")
        assert first.is_file()
        pane.file.value = ""
        await pane.open(None)
        await at_rest(app, pilot)
        assert Path(pane.file.value) == first

    play(tmp_path, scene)


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
def test_the_choice_between_hand_and_preparation_looks_as_approved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    language: Lang,
    size: tuple[int, int],
) -> None:
    taken: list[str] = []

    async def scene(app: NemawashiApp, pilot: Pilot[None], out: Path) -> None:
        ask_for_more(app, language)
        await keys(app, pilot, "ctrl+s", "enter")
        taken.append(await settled(pilot, app))

    play(tmp_path, scene, both(language), language, size, monkeypatch)
    assert taken == [snapshot.use_extension(Picture)]
