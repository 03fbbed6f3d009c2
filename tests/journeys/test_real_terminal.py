"""In a real pseudo-terminal: Japanese typed and committed at once, lines pasted, and the exact text on disk."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_driver import a_library, sample
from real_terminal import CTRL_E, CTRL_Q, ENTERED, F6, F7, LEFT, RealTerminal

from prep.library.tiny import open_library
from prep.model.preparation import Preparation

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

COMMIT = "お客様の声を、翌週までに商品と営業の改善へつなげる仕組みを作る"
PASTED = "一行目：解約の理由が分からない\n二行目：\t表の中の 値\n\n四行目：「はい」と言ってもらう"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def opened(home: Path) -> Iterator[RealTerminal]:
    library = a_library(home, sample("ja"))
    wanted = next(one.id for one in library.summaries() if one.stage != "decided")
    library.close()
    terminal = RealTerminal(["open", wanted], home, "ja")
    try:
        terminal.wait_for("アイデア")
        yield terminal
    finally:
        terminal.close()


def on_disk(home: Path) -> Preparation:
    """The open preparation of the sample as it is kept."""
    library = open_library(home)
    (open_one,) = (one.id for one in library.summaries() if one.stage != "decided")
    return library.get(open_one).dossier.preparation


def typed(terminal: RealTerminal, words: str) -> None:
    """Send a text in one write, as an input method commits it, and wait until its end stands on the screen."""
    since = terminal.now()
    terminal.send(words.encode())
    terminal.wait_for(words[-8:], since)


def test_japanese_committed_at_once_and_pasted_lines_lie_exactly_in_the_tinydb_file(
    home: Path, opened: RealTerminal
) -> None:
    assert len(COMMIT) > 30
    before = on_disk(home)
    opened.send(CTRL_E)
    typed(opened, "　" + COMMIT)
    for shown in ("つながる全社目標", "会社・団体名", "優先順位", "どうしてここに来たか"):
        since = opened.now()
        opened.send(F7)
        opened.wait_for(shown, since)
    since = opened.now()
    opened.paste(PASTED + "\n")
    opened.wait_for("「はい」と言ってもらう", since)
    opened.send(CTRL_Q)
    assert opened.ended() == 0
    assert opened.written.count(ENTERED) == opened.written.count(LEFT) == 1, "the screen was not restored"
    kept = on_disk(home)
    assert kept.title == before.title + "　" + COMMIT
    assert kept.context.where_we_are == PASTED + "\n" + before.context.where_we_are
    (file,) = (home / "preparations").glob(f"*{kept.id}*.json")
    assert COMMIT in file.read_text("utf-8"), "the file is readable as it is"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_what_was_typed_and_restores_the_screen(
    home: Path, opened: RealTerminal, number: signal.Signals
) -> None:
    opened.send(CTRL_E)
    typed(opened, "まだ保存前")
    opened.kill(number)
    assert opened.ended() == 128 + number
    assert LEFT in opened.written
    assert on_disk(home).title.endswith("まだ保存前")


@pytest.mark.parametrize(("ui", "says"), [("en", "Name a folder"), ("ja", "フォルダーを指定")])
def test_a_library_folder_that_cannot_be_one_is_told_in_one_line(home: Path, ui: str, says: str) -> None:
    home.write_text("no folder", "utf-8")
    terminal = RealTerminal([], home, ui)
    try:
        assert terminal.ended() == 3
    finally:
        terminal.close()
    (line,) = terminal.said().splitlines()
    assert line.startswith("nemawashi: ")
    assert str(home) in line
    assert says in line
    assert ENTERED not in terminal.written
    assert home.read_text("utf-8") == "no folder"


def test_the_walk_goes_on_while_an_input_method_is_on(opened: RealTerminal) -> None:
    position = opened.now()
    opened.send(F6)
    opened.wait_for("氏名", position)
    opened.send(CTRL_Q)
    assert opened.ended() == 0
