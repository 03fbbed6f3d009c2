"""What is not a case file is refused in one sentence: the file, the place in it, and what was expected."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import prep.words
from prep.errors import InputError
from prep.intake.case import LARGEST, parse_case, read_case
from prep.words import LANGUAGES, render

SAMPLE = Path(prep.words.__file__).parent / "samples" / "case-en.json"


def _refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_case(data, "case.json")
    assert caught.value.exit_code == 2
    for language in LANGUAGES:
        sentence = render(caught.value.message, language)
        assert "case.json" in sentence
        assert "\n" not in sentence
    return str(caught.value)


def _with(change: Callable[[dict[str, Any]], object]) -> bytes:
    document = json.loads(SAMPLE.read_bytes())
    change(document)
    return json.dumps(document).encode()


def _set(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Sets what a path such as "preparations.0.title" names."""

    def change(document: dict[str, Any]) -> None:
        *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
        place: Any = document
        for step in way:
            place = place[step]
        place[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "where", "expected"),
    [
        ("preparations.0.metrics.2.unit", 5, "$.preparations[0].metrics[2].unit (m3)", "expected text"),
        ("preparations.0.title", None, "$.preparations[0].title (p1)", "expected text"),
        ("preparations.0.stage", "maybe", "$.preparations[0].stage (p1)", "one of preparing, sent, decided, rollout"),
        ("preparations.0.quotes.0.consent", "yes", "$.preparations[0].quotes[0].consent (q1)", "one of not_asked"),
        ("preparations.0.stakeholders.0.influence", 6, ".stakeholders[0].influence (s1)", "from 1 to 5"),
        ("preparations.0.stakeholders.0.influence", 2.0, ".stakeholders[0].influence (s1)", "from 1 to 5"),
        ("preparations.0.stakeholders.0.influence", True, ".stakeholders[0].influence (s1)", "from 1 to 5"),
        ("preparations.0.meeting.minutes", 2.5, "$.preparations[0].meeting.minutes (p1)", "a whole number"),
        ("preparations.0.asks.0.reversible", 1, "$.preparations[0].asks[0].reversible (a1)", "true or false"),
        ("preparations.0.created", "2026-02-30", "$.preparations[0].created (p1)", "a date that exists"),
        ("preparations.0.created", "2026-2-3", "$.preparations[0].created (p1)", "YYYY-MM-DD, or null"),
        ("preparations.0.created", "20260203", "$.preparations[0].created (p1)", "YYYY-MM-DD"),
        ("evaluate_on", "2026-11-24T00:00:00", "$.evaluate_on:", "YYYY-MM-DD"),
        ("preparations.0.meeting.starts_at", "2026-12-01T10:00:00", ".meeting.starts_at (p1)", "with its offset"),
        ("preparations.0.meeting.starts_at", "2026-12-01T10:00:00Z", ".meeting.starts_at (p1)", "with its offset"),
        ("preparations.0.meeting.starts_at", "2026-12-01T10:00:00.5+09:00", ".meeting.starts_at", "with its offset"),
        ("preparations.0.meeting.starts_at", "2026-12-01 10:00:00+09:00", ".meeting.starts_at", "with its offset"),
        ("preparations.0.meeting.starts_at", "2026-12-01T24:00:00+09:00", ".meeting.starts_at", "with its offset"),
        ("preparations.0.asks.0.amount", "240000", "$.preparations[0].asks[0].amount (a1)", "a number, or null"),
        ("preparations.0.asks.0.from", "s1", "$.preparations[0].asks[0].from (a1)", "a list"),
        ("preparations.0.asks.0.from", ["s1", 2], "$.preparations[0].asks[0].from[1] (a1)", "expected text"),
        ("preparations.0.outcome", [], "$.preparations[0].outcome (p1)", "an object, or null"),
        ("preparations.0.colour", "red", "$.preparations[0].colour (p1)", "no field “colour”"),
        ("organisation.goals.0.status", None, "$.organisation.goals[0].status (g1)", "one of active"),
        ("preparations.0.deck", {"title_overrides": {"why": 1}}, ".deck.title_overrides.why (p1)", "expected text"),
        ("preparations.0.deck", None, "$.preparations[0].deck (p1)", "an object"),
        ("version", "1", "$.version", "expected 1"),
        ("version", True, "$.version", "expected 1"),
        ("version", 0, "$.version", "expected 1"),
    ],
)
def test_a_wrong_value_is_named_by_its_path_and_record(path: str, value: object, where: str, expected: str) -> None:
    refusal = _refusal(_with(_set(path, value)))
    assert where in refusal
    assert expected in refusal


def test_a_missing_field_is_named() -> None:
    refusal = _refusal(_with(lambda document: document["preparations"][0]["why"].pop("why_care")))
    assert "$.preparations[0].why (p1): the field “why_care” is missing" in refusal


def test_a_field_that_stands_twice_is_refused_where_it_stands() -> None:
    data = SAMPLE.read_bytes().replace(b'"stage": "preparing",', b'"stage": "preparing", "stage": "sent",', 1)
    assert "$.preparations[0]: the field “stage” stands there twice" in _refusal(data)


def test_keys_that_become_equal_by_cleaning_stand_there_twice() -> None:
    titles = {"why": "a", "why\x00": "b"}
    assert "stands there twice" in _refusal(_with(_set("preparations.0.deck", {"title_overrides": titles})))


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9" * 5000])
def test_a_number_that_is_none_is_refused(literal: str) -> None:
    data = _with(_set("preparations.0.initiative.cost.amount", "HERE")).replace(b'"HERE"', literal.encode())
    refusal = _refusal(data)
    assert "$.preparations[0].initiative.cost.amount" in refusal
    assert "finite" in refusal


def test_a_newer_version_is_called_newer_even_when_its_content_is_strange() -> None:
    refusal = _refusal(b'{"format": "nemawashi-case", "version": 2, "projects": {}}')
    assert "newer format" in refusal
    assert "Update nemawashi" in refusal


@pytest.mark.parametrize("data", [b"[]", b"null", b"3", b'"text"', b"{}", b'{"format": "other", "version": 1}'])
def test_json_that_is_no_case_is_refused_as_such(data: bytes) -> None:
    assert "not a nemawashi case file" in _refusal(data)


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert "is empty" in _refusal(data)


def test_every_truncation_of_a_case_is_refused_and_most_are_called_cut_off() -> None:
    whole = SAMPLE.read_bytes().rstrip()
    refusals = [_refusal(whole[:length]) for length in range(1, len(whole), 997)]
    assert sum("cut off" in refusal for refusal in refusals) > 0.8 * len(refusals)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift_jis", "euc-jp", "latin-1"])
def test_another_encoding_is_called_not_utf8(encoding: str) -> None:
    text = '{"format": "nemawashi-case", "name": "é"}' if encoding == "latin-1" else '{"format": "根回し"}'
    assert "not UTF-8" in _refusal(text.encode(encoding))


def test_a_syntax_error_is_named_by_line_and_column() -> None:
    assert "line 2, column 3" in _refusal(b'{"format": 1,\n  format: 2}')


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 500 + b"]" * 500])
def test_deep_nesting_is_refused_without_a_traceback(data: bytes) -> None:
    refusal = _refusal(data)
    assert "nested too deeply" in refusal or "cut off" in refusal


def test_a_deeply_nested_unknown_field_is_refused(tmp_path: Path) -> None:
    nested: object = 1
    for _ in range(300):
        nested = [nested]
    assert "nested too deeply" in _refusal(_with(_set("preparations.0.extra", nested)))


def test_a_missing_file_a_folder_and_a_path_with_nul_are_one_sentence_each(tmp_path: Path) -> None:
    for path, words in [
        (tmp_path / "none.json", "There is no file"),
        (tmp_path, "is a folder"),
        (tmp_path / "a" / "b.json", "There is no file"),
        (Path("a\x00b"), "cannot be read|There is no file"),
    ]:
        with pytest.raises(InputError, match=words):
            read_case(path)


def test_a_file_below_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="There is no file"):
        read_case(tmp_path / "file" / "case.json")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(InputError, match="too large"):
        read_case(path)
