"""What may be typed as a date, a time, a number or a series, and what is written back."""

from __future__ import annotations

import datetime as dt

import pytest
from rich.cells import cell_len

from prep.errors import InputError
from prep.model.evidence import Point
from tui.entering import read, read_date, read_number, written
from tui.searching import matches
from tui.steps.form import Kind
from tui.widgets.plain import fit, folded_lines, one_line
from tui.widgets.sparkline import bars

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed", ["2026-12-10", "2026/12/10", "2026.12.10", "２０２６／１２／１０", "2026年12月10日", "12/10", "12月10日"]
)
def test_a_date_is_understood_in_the_usual_spellings(typed: str) -> None:
    assert read_date(typed, TODAY) == dt.date(2026, 12, 10)


def test_a_date_without_a_year_is_rather_ahead_than_behind() -> None:
    assert read_date("1/15", TODAY) == dt.date(2027, 1, 15)
    assert read_date("10/1", TODAY) == dt.date(2026, 10, 1)


@pytest.mark.parametrize("typed", ["2026-13-45", "2026-02-30", "tomorrow", "12", "2026"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,860", 1860), ("18.5", 18.5), ("−3", -3), ("1,860万", 18_600_000), ("2億", 200_000_000), ("£240,000", 240_000)],
)
def test_a_number_is_understood_with_groups_units_and_signs(typed: str, value: int | float) -> None:
    assert read_number(typed) == value


@pytest.mark.parametrize("typed", ["nan", "inf", "1e999", "twelve", "1.2.3", "9" * 400])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_number(typed)


def test_a_time_keeps_the_offset_of_the_field_and_reads_its_own_writing() -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))
    moment = read("2026/12/15 10:00", Kind.MOMENT, TODAY, tokyo)
    assert moment == dt.datetime(2026, 12, 15, 10, tzinfo=tokyo)
    assert read(written(moment, Kind.MOMENT), Kind.MOMENT, TODAY, None) == moment
    assert read("2026-12-15T10:00:00Z", Kind.MOMENT, TODAY, tokyo) == dt.datetime(2026, 12, 15, 10, tzinfo=dt.UTC)


def test_a_series_reads_its_own_writing_gaps_included() -> None:
    points = (Point(date=TODAY, value=1.5), Point(date=dt.date(2026, 1, 1), value=None), Point(date=TODAY, value=-2))
    assert read(written(points, Kind.SERIES), Kind.SERIES, TODAY, None) == points


def test_a_line_of_a_series_that_cannot_be_read_is_named() -> None:
    with pytest.raises(InputError) as refused:
        read("2026-01-01 5\nnonsense 7", Kind.SERIES, TODAY, None)
    assert refused.value.message.args["n"] == 2


@pytest.mark.parametrize("width", [1, 2, 7, 20, 80])
def test_a_cell_is_exactly_as_wide_as_asked_whatever_stands_in_it(width: int) -> None:
    for text in ("", "plain", "日本語の長い文字列", "a\nb\tc", "\x1b[2J", "\u202ereversed", "x" * 9000):
        assert cell_len(fit(text, width)) == width
        assert "\x1b" not in one_line(text)


def test_folded_lines_stay_within_the_width_and_begin_with_no_closing_mark() -> None:
    text = "「なぜ全員に関わるのか」の答えがまだありません。すべての会話は、ここから始まります。"
    for width in range(8, 40):
        lines = folded_lines(text, width)
        assert "".join(lines) == text
        assert all(cell_len(line) <= width for line in lines)
        assert not any(line[:1] in "。、」" for line in lines)


@pytest.mark.parametrize("width", range(8, 30))
def test_no_folded_line_ends_with_an_opening_bracket(width: int) -> None:
    told = "会議の日とのずれ（Ctrl+G →「全社目標」で確認）：指標（全体）の時点（「解約数」）が、古くなっています"
    lines = folded_lines(told, width)
    assert "".join(lines).replace(" ", "") == told.replace(" ", "")
    assert all(len(line) < 2 or line[-1] not in "（「" for line in lines), lines


def test_a_long_line_ends_after_a_word_and_with_one_ellipsis() -> None:
    assert fit("approver · Chief Executive Officer", 31).rstrip() == "approver · Chief Executive…"
    assert fit("Marcus · Chief Revenue… (Sales)", 24).rstrip() == "Marcus · Chief Revenue…"


def test_bars_rise_with_the_values_and_show_gaps() -> None:
    assert bars([1, None, 2, 3], 10) == "▁·▄█"
    assert len(bars(list(range(100)), 20)) == 20
    assert bars([5, 5], 10) == "▄▄"


def test_search_folds_width_case_and_kana() -> None:
    assert matches("ｶﾀｶﾅ", "かたかな")
    assert matches("ABC みせ", "abcの店ミセ")
    assert not matches("xyz", "abc")
