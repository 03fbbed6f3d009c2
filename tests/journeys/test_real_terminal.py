"""In a real pseudo-terminal: Japanese typed and committed at once, lines pasted, and the exact text on disk."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_driver import a_library, sample
from real_terminal import CTRL_E, CTRL_Q, F6, TAB, RealTerminal

from prep.library.tiny import open_library

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
        terminal.settle()
        yield terminal
    finally:
        terminal.close()


def on_disk(home: Path) -> str:
    """All readable JSON of the library: TinyDB files, unescaped."""
    files = [path for path in home.rglob("*.json") if "history" not in path.parts]
    return "\n".join(json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False) for path in files)


def test_japanese_committed_at_once_and_pasted_lines_lie_exactly_in_the_tinydb_file(
    home: Path, opened: RealTerminal
) -> None:
    assert len(COMMIT) == 31
    opened.send(CTRL_E)
    opened.send("　".encode())
    opened.send(COMMIT.encode())
    opened.settle()
    opened.send(TAB * 5)  # language, name, role, team, then the text in a nutshell
    opened.settle()
    opened.paste(PASTED + "\n")
    opened.settle()
    opened.send(CTRL_Q)
    assert opened.ended() == 0
    assert b"\x1b[?1049l" in opened.written, "the screen was not restored"
    titles = [one.title for one in open_library(home).summaries()]
    assert any(title.endswith("　" + COMMIT) for title in titles), titles
    assert json.dumps(PASTED, ensure_ascii=False)[1:-1] in on_disk(home)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_what_was_typed_and_restores_the_screen(
    home: Path, opened: RealTerminal, number: signal.Signals
) -> None:
    opened.send(CTRL_E + "まだ保存前".encode())
    opened.settle(0.2)
    opened.kill(number)
    assert opened.ended() == 128 + number
    assert b"\x1b[?1049l" in opened.written
    assert any(one.title.endswith("まだ保存前") for one in open_library(home).summaries())


def test_the_walk_goes_on_while_an_input_method_is_on(opened: RealTerminal) -> None:
    position = len(opened.written)
    opened.send(F6)
    opened.wait_for("氏名", position)
    opened.send(CTRL_Q)
    assert opened.ended() == 0
