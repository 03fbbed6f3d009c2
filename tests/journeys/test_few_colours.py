"""On a terminal with 16 colours, and with NO_COLOR, everything can be read and told apart: by what is really sent."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from app_driver import a_library, sample
from real_terminal import CTRL_Q, ESC, F1, F6, RealTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

STYLED = re.compile(rb"\x1b\[([\d;]*)m([^\x1b]*)")
PLAIN, CURSOR = ("39", "49"), ("97", "44")
ATTRIBUTES = {"1", "3", "4", "7"}


def styles_sent(home: Path, **environ: str) -> Counter[tuple[str, ...]]:
    """The graphic parameters with which visible text was sent: list, field, a list of records, and help."""
    a_library(home, sample("en")).close()
    library = a_library(home)
    wanted = next(one.id for one in library.summaries() if one.stage != "decided")
    library.close()
    terminal = RealTerminal(["open", wanted], home, "en", extra=environ)
    try:
        terminal.wait_for("Idea")
        for key, seen in ((F6, "Stakeholders"), (F1, "╭"), (ESC, ""), (F6, "Quotes")):
            since = terminal.now()
            terminal.send(key)
            terminal.wait_for(seen, since)
        terminal.send(CTRL_Q)
        assert terminal.ended() == 0
    finally:
        terminal.close()
    sent: Counter[tuple[str, ...]] = Counter()
    for parameters, words in STYLED.findall(terminal.written):
        if words.strip() and parameters not in (b"", b"0"):
            sent[tuple(parameters.decode().split(";"))] += len(words)
    return sent


@pytest.fixture(autouse=True)
def _nothing_said_of_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLORTERM", "NO_COLOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("term", ["xterm", "linux"])
def test_sixteen_colours_are_the_terminals_own_ink_and_ground_and_one_pair_for_the_cursor(
    tmp_path: Path, term: str
) -> None:
    sent = styles_sent(tmp_path / "home", TERM=term)
    colours = {tuple(one for one in style if one not in ATTRIBUTES) for style in sent}
    assert colours <= {PLAIN, CURSOR}
    assert CURSOR in colours
    assert any("7" in style for style in sent)  # the lines at the top and the bottom
    assert any("1" in style and PLAIN[0] in style for style in sent)  # headings


def test_without_colours_cursor_bars_and_headings_are_told_by_reverse_bold_and_underline(tmp_path: Path) -> None:
    sent = styles_sent(tmp_path / "home", NO_COLOR="1")
    assert {tuple(one for one in style if one not in ATTRIBUTES) for style in sent} == {PLAIN}
    attributes = {frozenset(style) & ATTRIBUTES for style in sent}
    assert {frozenset("1"), frozenset(("1", "7"))} <= attributes
