"""Folded lines know where in the text they stand: nothing lost, none too wide, whatever the text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.wrapped import cells, shown, step, wrapped


@given(st.text(alphabet="あ、。「」 ab\t\r\n\u3000か\u3099👩\u200d👧ｶﾞ漢\x07", max_size=120), st.integers(4, 30))
def test_the_lines_hold_every_character_in_order_and_fit(text: str, width: int) -> None:
    lines = wrapped(text, width)
    at = 0
    for line in lines:
        assert text[at : line.start].strip("\r\n") == ""  # only line breaks stand between lines
        assert line.start <= line.end
        at = line.end
    assert text[at:].strip("\r\n") == ""
    assert all(cells(text[one.start : one.end].rstrip()) <= max(width, 4) for one in lines)


def test_no_line_begins_with_a_closing_mark() -> None:
    text = "あいうえおかきく、けこ。"
    assert [text[one.start : one.end] for one in wrapped(text, 16)] == ["あいうえおかき", "く、けこ。"]


@pytest.mark.parametrize(("text", "count"), [("", 1), ("a", 1), ("a\n", 2), ("a\r\nb", 2), ("\n\n", 3)])
def test_there_is_a_line_for_the_cursor_everywhere(text: str, count: int) -> None:
    assert len(wrapped(text, 20)) == count


def test_a_step_never_ends_inside_an_emoji_or_an_accent() -> None:
    text = "a👩‍👩‍👧か\u3099b"
    stops = [0]
    while stops[-1] < len(text):
        stops.append(step(text, stops[-1], 1))
    assert [text[a:b] for a, b in pairwise(stops)] == ["a", "👩‍👩‍👧", "か\u3099", "b"]
    assert step("a\r\nb", 1, 1) == 3


def test_what_could_move_the_cursor_of_the_terminal_is_not_drawn() -> None:
    assert shown("a\x1b[2Jb\u202e") == "a[2Jb"


@pytest.mark.parametrize("unit", ["あいうえお、かきくけこ。", "word and ", "x", "行。\n"])
def test_a_hundred_thousand_characters_are_folded_at_once(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    before = time.process_time()
    wrapped(text, 70)
    assert time.process_time() - before < 4.0  # quadratic would be minutes
