"""What a reader sees of dates and numbers is written by the language, nowhere by Python's own forms."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from babel.dates import format_datetime

from prep.words import LANGUAGES, Lang
from tui.listed import saved_at

TUI = Path(__file__).parents[2] / "tui"
NOT_READ = {
    "cli/list_.py": "data for scripts",
    "entering.py": "what a field takes back as it stands",
    "report.py": "file names and the report for its makers",
}


def _python_forms(source: Path) -> list[int]:
    """Lines with isoformat(), strftime() or a format such as {x:,} or {when:%Y}."""
    found = []
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("isoformat", "strftime"):
            found.append(node.lineno)
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)
            if "%Y" in spec or "," in spec:
                found.append(node.lineno)
    return found


def test_no_screen_writes_a_date_or_a_grouped_number_by_itself() -> None:
    sources = {source.relative_to(TUI).as_posix(): source for source in TUI.rglob("*.py")}
    wrong = {name: _python_forms(source) for name, source in sources.items() if name not in NOT_READ}
    assert {name: lines for name, lines in wrong.items() if lines} == {}
    assert all(_python_forms(sources[name]) for name in NOT_READ)  # none is excused without need


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_writes_when_it_was_saved_as_babel_would(language: Lang) -> None:
    for month in range(1, 13):
        when = dt.datetime(2026, month, 20, 9, 5)
        pattern, locale = ("y/MM/dd HH:mm", "ja_JP") if language == "ja" else ("d MMM y HH:mm", "en_GB")
        assert saved_at(when, language) == format_datetime(when, pattern, locale=locale)


def test_days_of_one_digit_stand_below_those_of_two() -> None:
    assert saved_at(dt.datetime(2026, 3, 4, 18, 30), "en") == " 4 Mar 2026 18:30"
    assert saved_at(dt.datetime(2026, 3, 4, 18, 30), "ja") == "2026/03/04 18:30"
