"""The case file comes in and goes out as the same document."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from case_strategies import cases
from hypothesis import given
from properties import examples

import prep.words
from prep.errors import InputError
from prep.intake.case import Case, dossier_of, encode_case, parse_case, read_case, write_case
from prep.readiness.assessment import assess

SAMPLES = Path(prep.words.__file__).parent / "samples"
STRESS = Path(__file__).parents[1] / "data" / "case-stress.json"
MODEST = examples(40)


def _bytes(document: object) -> bytes:
    return json.dumps(document).encode()


def _without_uncarriable(value: object) -> object:
    """The same cleaning, written again from the words of the format."""
    if isinstance(value, str):
        kept = "".join(
            letter
            for letter in value
            if (ord(letter) >= 0x20 or letter in "\t\n\r")
            and not 0xD800 <= ord(letter) <= 0xDFFF
            and ord(letter) not in (0xFFFE, 0xFFFF)
        )
        return kept.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, list):
        return [_without_uncarriable(item) for item in value]
    if isinstance(value, dict):
        return {str(_without_uncarriable(key)): _without_uncarriable(item) for key, item in value.items()}
    return value


@MODEST
@given(cases())
def test_export_after_import_is_the_same_document_in_the_order_of_the_schema(document: dict[str, Any]) -> None:
    exported = encode_case(parse_case(_bytes(document), "case.json"))
    expected = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    assert exported.decode() == expected


@MODEST
@given(cases(dirty=True))
def test_import_changes_nothing_but_what_no_file_can_carry(document: dict[str, Any]) -> None:
    case = parse_case(_bytes(document), "case.json")
    exported = encode_case(case)
    assert json.loads(exported) == _without_uncarriable(document)
    again = parse_case(exported, "case.json")
    assert again.removed == 0
    assert encode_case(again) == exported


@pytest.mark.parametrize("path", [SAMPLES / "case-ja.json", SAMPLES / "case-en.json"], ids=lambda path: path.stem)
def test_a_sample_comes_back_whole_and_a_second_time_byte_for_byte(path: Path) -> None:
    case = read_case(path)
    exported = write_case(dossier_of(case, None, None, dt.date(2026, 1, 1)))
    assert json.loads(exported) == json.loads(path.read_bytes())
    assert case.removed == 0
    assert encode_case(parse_case(exported, path.name)) == exported


def test_the_stress_case_comes_in_and_the_characters_left_out_are_counted() -> None:
    document = json.loads(STRESS.read_bytes())
    case = read_case(STRESS)
    assert json.loads(encode_case(case)) == _without_uncarriable(document)
    uncarriable = json.dumps(_without_uncarriable(document), ensure_ascii=False)
    before = json.dumps(document, ensure_ascii=False).replace("\\r\\n", "\\n").replace("\\r", "\\n")
    assert case.removed > 0
    assert case.removed == _characters(document) - _characters(_without_uncarriable(document))
    assert len(before) > len(uncarriable)


def _characters(value: object) -> int:
    """Code points of all texts, CRLF counted as one."""
    if isinstance(value, str):
        return len(value.replace("\r\n", "\n"))
    if isinstance(value, list):
        return sum(_characters(item) for item in value)
    if isinstance(value, dict):
        return sum(_characters(key) + _characters(item) for key, item in value.items())
    return 0


def _case() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SAMPLES / "case-en.json").read_bytes())
    return document


def test_half_a_surrogate_pair_is_removed_and_a_whole_one_stays() -> None:
    document = _case()
    document["preparations"][0]["title"] = "𠮷\ud842x\udfb7"
    case = parse_case(_bytes(document), "case.json")
    assert (case.preparations[0].title, case.removed) == ("𠮷x", 2)


def test_the_slides_named_in_title_overrides_are_cleaned_like_any_text() -> None:
    document = _case()
    document["preparations"][0]["deck"] = {"title_overrides": {"why\x00": "A\x07 title"}}
    case = parse_case(_bytes(document), "case.json")
    deck = case.preparations[0].deck
    assert (deck.title_overrides, case.removed) == ({"why": "A title"}, 2)  # type: ignore[union-attr]


def test_a_byte_order_mark_is_no_part_of_the_document() -> None:
    assert parse_case(b"\xef\xbb\xbf" + _bytes(_case()), "case.json").organisation.name == "Kestrel Ledger Ltd"


@pytest.mark.parametrize("written", ["+00:00", "-00:00"])
def test_utc_goes_out_as_an_offset(written: str) -> None:
    document = _case()
    document["preparations"][0]["meeting"]["starts_at"] = f"2026-12-01T10:00:00{written}"
    assert b'"starts_at": "2026-12-01T10:00:00+00:00"' in encode_case(parse_case(_bytes(document), "case.json"))


def test_dangling_references_and_unsorted_series_are_accepted() -> None:
    document = _case()
    document["preparations"][0]["follows"] = "p-missing"
    document["preparations"][0]["metrics"][0]["series"].reverse()
    document["preparations"][0]["metrics"][0]["goal_id"] = "g99"
    assert json.loads(encode_case(parse_case(_bytes(document), "case.json"))) == document


def test_today_is_the_override_then_what_the_file_says_then_the_real_date() -> None:
    case = parse_case(_bytes(_case()), "case.json")
    real = dt.date(2030, 1, 1)
    assert dossier_of(case, None, dt.date(2027, 1, 1), real).today == dt.date(2027, 1, 1)
    assert dossier_of(case, None, None, real).today == dt.date(2026, 11, 24)
    undated = Case(organisation=case.organisation, preparations=case.preparations)
    assert dossier_of(undated, None, None, real).today == real


def test_a_dossier_holds_the_preparations_it_follows_nearest_first_and_survives_a_circle() -> None:
    document = _case()
    document["preparations"][1]["follows"] = "p1"
    case = parse_case(_bytes(document), "case.json")
    assert [one.id for one in dossier_of(case, "p0", None, dt.date.today()).earlier] == ["p1"]
    assert [one.id for one in dossier_of(case, None, None, dt.date.today()).earlier] == ["p0"]


def test_a_dossier_holds_the_preparations_whose_lessons_it_carries_without_following_them() -> None:
    document = _case()
    document["preparations"][0]["follows"] = None  # its lesson l1 still comes from p0
    dossier = dossier_of(parse_case(_bytes(document), "case.json"), None, None, dt.date.today())
    assert (dossier.earlier, [one.id for one in dossier.others]) == ((), ["p0"])
    carried = dossier.preparation.carried_lessons[0]
    assert dossier.lesson(carried) == dossier.others[0].outcome.lessons[0]  # type: ignore[union-attr]
    assert assess(dossier).dangling == ()
    assert write_case(dossier) == encode_case(
        Case(organisation=dossier.organisation, preparations=(dossier.preparation,), evaluate_on=dossier.evaluate_on)
    )


def test_a_preparation_that_the_file_does_not_hold_is_refused_with_those_it_does() -> None:
    with pytest.raises(InputError, match=r"no preparation “p9”\. It has: p1, p0"):
        dossier_of(parse_case(_bytes(_case()), "case.json"), "p9", None, dt.date.today())


def test_a_case_without_preparations_has_nothing_to_look_at() -> None:
    document = {**_case(), "preparations": []}
    with pytest.raises(InputError, match="holds no preparation"):
        dossier_of(parse_case(_bytes(document), "case.json"), None, None, dt.date.today())
