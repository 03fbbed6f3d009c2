"""A defect of ours, wherever it lies: the work is saved, the terminal given back, and no word of the user's told."""

from __future__ import annotations

import signal
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_driver import a_library, sample
from breaking import SECRET
from real_terminal import CTRL_E, CTRL_Q, F1, F3, RealTerminal

from prep.library.tiny import open_library
from prep.model.preparation import Preparation

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

BREAKING = str(Path(__file__).parent.parent / "breaking.py")
LONG = ["chained", "worker", "refresh", "memory", "recursion"]
ENDS = ["key", "thread", "timer", "render", "saving", "keys"]
ENDS_ALL = [*ENDS, *(pytest.param(kind, marks=pytest.mark.long) for kind in LONG)]
GOES_ON = ["beside", "unawaited"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def wanted(home: Path) -> str:
    library = a_library(home, sample("en"))
    found = next(one.id for one in library.summaries() if one.stage != "decided")
    library.close()
    return found


@pytest.fixture
def terminals(home: Path, wanted: str) -> Iterator[list[RealTerminal]]:
    begun: list[RealTerminal] = []
    yield begun
    for terminal in begun:
        terminal.close()


def broken(terminals: list[RealTerminal], kind: str, home: Path, wanted: str) -> RealTerminal:
    terminal = RealTerminal([kind, "open", wanted], home, "en", program=(BREAKING,))
    terminals.append(terminal)
    return terminal


def type_secret(terminal: RealTerminal) -> None:
    terminal.wait_for("Next section")
    terminal.send(CTRL_E)
    since = terminal.now()
    terminal.send(SECRET.encode())
    terminal.wait_for(SECRET[-4:], since)


def kept(home: Path, wanted: str) -> Preparation:
    return open_library(home).get(wanted).dossier.preparation


def reports(home: Path) -> list[Path]:
    return sorted((home / "reports").glob("*.txt"))


def nothing_is_told(terminal: RealTerminal, home: Path) -> None:
    """No word of the user's in the report or on the terminal, and no traceback there."""
    said = terminal.last_words()
    for words in (said, *(one.read_text("utf-8") for one in reports(home))):
        assert SECRET not in words
        assert "Geheimnis" not in words
        assert "Listening" not in words, "a title"
    assert "Traceback" not in said
    for report in reports(home):
        assert str(home) not in report.read_text("utf-8")
        assert stat.S_IMODE(report.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ENDS_ALL)
def test_a_defect_saves_restores_the_screen_and_is_told_in_one_line(
    terminals: list[RealTerminal], home: Path, wanted: str, kind: str
) -> None:
    terminal = broken(terminals, kind, home, wanted)
    type_secret(terminal)
    terminal.send(F3)
    if kind == "keys":  # it breaks at the next key, which nobody reads any more
        time.sleep(1.0)
        terminal.send(b"x")
    assert terminal.ended() == 70
    assert terminal.restored()
    assert kept(home, wanted).title.endswith(SECRET), "what was typed is on disk"
    (report,) = reports(home)
    (line,) = [one for one in terminal.last_words().splitlines() if one.strip()]
    assert str(report) in line
    assert "is saved" in line
    nothing_is_told(terminal, home)
    told = report.read_text("utf-8")
    assert "coach" in told
    assert {"chained": "KeyError", "memory": "MemoryError", "recursion": "RecursionError"}.get(kind, "Error") in told
    assert "textual: 8" in told
    assert "120 x 36" in told


@pytest.mark.parametrize("kind", GOES_ON)
def test_what_breaks_beside_the_app_is_reported_and_the_app_goes_on(
    terminals: list[RealTerminal], home: Path, wanted: str, kind: str
) -> None:
    terminal = broken(terminals, kind, home, wanted)
    type_secret(terminal)
    since = terminal.now()
    terminal.send(F3)
    terminal.wait_for("you can go on", since)
    terminal.send(b"!")
    terminal.send(CTRL_Q)
    assert terminal.ended() == 0
    assert kept(home, wanted).title.endswith(SECRET + "!")
    assert len(reports(home)) == 1
    nothing_is_told(terminal, home)


@pytest.mark.parametrize("kind", ["start", "style", "close"])
def test_a_defect_while_starting_or_closing_gives_the_terminal_back(
    terminals: list[RealTerminal], home: Path, wanted: str, kind: str
) -> None:
    terminal = broken(terminals, kind, home, wanted)
    if kind == "close":
        terminal.wait_for("Next section")
        terminal.send(F3)
    assert terminal.ended() == 70
    assert kind == "style" or terminal.restored()
    assert len(reports(home)) == 1
    nothing_is_told(terminal, home)


def test_a_defect_in_a_screen_that_opens_ends_the_app_with_the_work_saved(
    terminals: list[RealTerminal], home: Path, wanted: str
) -> None:
    terminal = broken(terminals, "compose", home, wanted)
    type_secret(terminal)
    terminal.send(F1)
    assert terminal.ended() == 70
    assert terminal.restored()
    assert kept(home, wanted).title.endswith(SECRET)
    nothing_is_told(terminal, home)


@pytest.mark.parametrize("kind", ["full", "ending"])
def test_what_cannot_be_saved_in_a_crash_is_there_at_the_next_start(
    terminals: list[RealTerminal], home: Path, wanted: str, kind: str
) -> None:
    before = kept(home, wanted).title
    terminal = broken(terminals, kind, home, wanted)
    type_secret(terminal)
    terminal.send(F3)
    assert terminal.ended() == 70
    assert terminal.restored()
    assert "kept aside" in terminal.last_words()
    nothing_is_told(terminal, home)
    assert kept(home, wanted).title == before, "this test is about what was not saved"
    after = RealTerminal([], home, "en")
    terminals.append(after)
    after.wait_for("has been taken up")
    after.send(CTRL_Q)
    assert after.ended() == 0
    assert kept(home, wanted).title.endswith(SECRET)


def test_a_defect_in_a_conflict_keeps_both_versions(terminals: list[RealTerminal], home: Path, wanted: str) -> None:
    from prep import edits

    terminal = broken(terminals, "key", home, wanted)
    type_secret(terminal)
    other = open_library(home)
    held = other.get(wanted)
    other.put(edits.replace(held.dossier, "title", "From the other window"), held.etag)
    terminal.wait_for("another window")
    terminal.send(F3)
    assert terminal.ended() == 70
    nothing_is_told(terminal, home)
    library = open_library(home)
    titles = {kept(home, wanted).title, *(one.title for one in library.history(wanted))}
    assert "From the other window" in titles
    assert any(title.endswith(SECRET) for title in titles)


def test_a_crash_below_python_is_told_at_the_next_start_without_a_place_of_this_computer(
    terminals: list[RealTerminal], home: Path, wanted: str
) -> None:
    terminal = RealTerminal(["open", wanted], home, "en")
    terminals.append(terminal)
    type_secret(terminal)
    time.sleep(3.0)  # saved by now, and watched
    terminal.kill(signal.SIGSEGV)
    assert terminal.ended() == -signal.SIGSEGV
    after = RealTerminal(["open", wanted], home, "en")
    terminals.append(after)
    after.wait_for("ended abruptly")
    after.send(CTRL_Q)
    assert after.ended() == 0
    (report,) = reports(home)
    told = report.read_text("utf-8")
    assert "Segmentation fault" in told
    assert "tui/running.py:" in told
    assert str(Path.home()) not in told
    assert str(Path(BREAKING).parent.parent) not in told
    nothing_is_told(after, home)
    assert kept(home, wanted).title.endswith(SECRET)
