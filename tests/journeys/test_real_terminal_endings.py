"""The app ended from outside, by signals and by closed terminals: what was typed a moment before is kept."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_driver import a_library, sample
from real_terminal import CTRL_E, CTRL_G, CTRL_L, CTRL_P, CTRL_Q, CTRL_S, ENTERED, F1, F8, RealTerminal

from prep import edits
from prep.library.locks import Lock
from prep.library.tiny import open_library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals and signals are POSIX")

BREAKING = str(Path(__file__).parent.parent / "breaking.py")
DEAF = "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); from tui.cli import main; sys.exit(main())"
WORDS = "まだ保存前"
SOON = 9.0
"""Seconds within which a forced end has to be over, whatever stands in its way."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def wanted(home: Path) -> str:
    library = a_library(home, sample("ja"))
    found = next(one.id for one in library.summaries() if one.stage != "decided")
    library.close()
    return found


@pytest.fixture
def begin(home: Path, wanted: str) -> Iterator[Callable[..., RealTerminal]]:
    begun: list[RealTerminal] = []

    def open_it(*before: str, program: tuple[str, ...] = ("-m", "tui.cli")) -> RealTerminal:
        terminal = RealTerminal([*before, "open", wanted], home, "ja", program=program)
        begun.append(terminal)
        terminal.wait_for("アイデア")
        return terminal

    yield open_it
    for terminal in begun:
        terminal.close()


def kept_title(home: Path, wanted: str) -> str:
    return open_library(home).get(wanted).dossier.preparation.title


def typed(terminal: RealTerminal) -> None:
    """Type at the end of the title, and wait until it stands there."""
    terminal.send(CTRL_E)
    since = terminal.now()
    terminal.send(WORDS.encode())
    terminal.wait_for(WORDS[-4:], since)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_what_was_typed_in_the_moment_before_a_signal_is_on_disk(
    home: Path, wanted: str, begin: Callable[..., RealTerminal], number: signal.Signals, code: int
) -> None:
    terminal = begin()
    typed(terminal)
    terminal.send("、直前".encode())
    time.sleep(0.03)  # it has left the keyboard; nothing says that it is painted
    terminal.kill(number)
    assert terminal.ended() == code
    assert terminal.restored()
    assert kept_title(home, wanted).endswith(WORDS + "、直前")
    assert "Traceback" not in terminal.said()


LONG = pytest.mark.long


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([CTRL_P, "終".encode()], id="search"),
        pytest.param([CTRL_P], id="palette", marks=LONG),
        pytest.param([F1], id="help", marks=LONG),
        pytest.param([CTRL_G], id="go", marks=LONG),
        pytest.param([F8], id="gap", marks=LONG),
    ],
)
def test_a_signal_saves_also_while_something_lies_over_the_preparation(
    home: Path, wanted: str, begin: Callable[..., RealTerminal], keys: list[bytes]
) -> None:
    terminal = begin()
    typed(terminal)
    for key in keys:
        terminal.send(key)
    time.sleep(0.3)
    terminal.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.restored()
    assert kept_title(home, wanted).endswith(WORDS)


def test_a_signal_while_a_deck_is_written_saves_and_ends(
    home: Path, wanted: str, begin: Callable[..., RealTerminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decks = tmp_path / "decks"
    decks.mkdir()
    monkeypatch.chdir(decks)
    terminal = begin()
    typed(terminal)
    since = terminal.now()
    terminal.send(CTRL_P)
    terminal.wait_for("操作一覧", since)
    terminal.send("書き出\r".encode())
    terminal.wait_for("資料を作っています", since)
    begun = time.monotonic()
    terminal.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    assert time.monotonic() - begun < SOON + 4
    assert terminal.restored()
    assert kept_title(home, wanted).endswith(WORDS)
    assert all(one.suffix == ".pptx" for one in decks.iterdir()), "half a file is left"


def test_two_signals_in_a_row_are_one(home: Path, wanted: str, begin: Callable[..., RealTerminal]) -> None:
    terminal = begin()
    typed(terminal)
    for _ in range(3):
        terminal.kill(signal.SIGTERM)
        terminal.kill(signal.SIGHUP)
    assert terminal.ended() in (143, 129), "whichever the system delivers first"
    assert terminal.restored()
    assert kept_title(home, wanted).endswith(WORDS)


def test_a_signal_while_another_window_holds_the_library_sets_the_text_aside_in_time(
    home: Path, wanted: str, begin: Callable[..., RealTerminal]
) -> None:
    terminal = begin()
    with Lock(home).held():
        typed(terminal)
        begun = time.monotonic()
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == 143
        assert time.monotonic() - begun < SOON
    assert terminal.restored()
    assert "控えてあります" in terminal.last_words()
    assert not kept_title(home, wanted).endswith(WORDS), "this test is about what was not saved"
    after = begin()
    after.wait_for("取り込みました")
    after.send(CTRL_Q)
    assert after.ended() == 0
    assert kept_title(home, wanted).endswith(WORDS)


def test_a_signal_while_saving_fails_sets_the_text_aside(
    home: Path, wanted: str, begin: Callable[..., RealTerminal]
) -> None:
    terminal = begin("failing", program=(BREAKING,))
    typed(terminal)
    terminal.wait_for("/full")
    terminal.kill(signal.SIGHUP)
    assert terminal.ended() == 129
    assert terminal.restored()
    after = begin()
    after.wait_for("取り込みました")
    after.kill(signal.SIGTERM)
    after.ended()
    assert kept_title(home, wanted).endswith(WORDS)


@pytest.mark.parametrize("asked", [False, True], ids=["in the walk", "while it is decided"])
def test_a_signal_in_a_conflict_keeps_both_versions(
    home: Path, wanted: str, begin: Callable[..., RealTerminal], asked: bool
) -> None:
    terminal = begin()
    typed(terminal)
    library = open_library(home)
    held = library.get(wanted)
    library.put(edits.replace(held.dossier, "title", "別ウィンドウの題名"), held.etag)
    terminal.wait_for("別のウィンドウ")
    if asked:
        terminal.send(CTRL_S)
        time.sleep(1.0)
    terminal.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.restored()
    titles = {kept_title(home, wanted), *(one.title for one in library.history(wanted))}
    assert "別ウィンドウの題名" in titles
    assert any(title.endswith(WORDS) for title in titles)


@pytest.mark.parametrize("program", [("-m", "tui.cli"), ("-c", DEAF)], ids=["with SIGHUP", "without a signal"])
def test_closing_the_terminal_saves_and_ends_the_app(
    home: Path, wanted: str, begin: Callable[..., RealTerminal], program: tuple[str, ...]
) -> None:
    terminal = begin(program=program)
    typed(terminal)
    begun = time.monotonic()
    terminal.hang_up()
    assert terminal.gone() == 129
    assert time.monotonic() - begun < SOON
    assert kept_title(home, wanted).endswith(WORDS)
    assert not list((home / "reports").glob("*.txt")), "a closed terminal is no defect"


@pytest.mark.long
def test_a_terminal_that_takes_nothing_any_more_does_not_keep_the_text_from_being_saved(
    home: Path, wanted: str, begin: Callable[..., RealTerminal]
) -> None:
    terminal = begin()
    typed(terminal)
    os.set_blocking(terminal.terminal, False)
    for _ in range(200):  # each draws the whole screen, and nobody reads it
        try:
            terminal.send(CTRL_L)
        except BlockingIOError:
            break
    time.sleep(1.0)
    begun = time.monotonic()
    terminal.kill(signal.SIGTERM)
    assert terminal.gone() == 143
    assert time.monotonic() - begun < 15
    assert kept_title(home, wanted).endswith(WORDS) or list((home / "rescue").glob("*.json"))


def test_a_signal_during_the_start_leaves_the_terminal_as_it_was(home: Path, wanted: str) -> None:
    chance = random.Random(7)
    for _ in range(6):
        terminal = RealTerminal(["open", wanted], home, "ja")
        try:
            until = time.monotonic() + chance.uniform(0.05, 0.9)
            while time.monotonic() < until:
                terminal._read(0.01)
            terminal.kill(signal.SIGTERM)
            assert terminal.ended() in (143, -signal.SIGTERM)
            assert ENTERED not in terminal.written or terminal.restored()
            assert "Traceback" not in terminal.said()
        finally:
            terminal.close()
