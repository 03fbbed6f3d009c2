"""``check`` and ``deck``: what they say, write and end with."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from command import CASE_EN, CASE_JA, nemawashi

from prep.words import LANGUAGES


def slide_texts(data: bytes) -> list[str]:
    from pptx import Presentation

    return [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(io.BytesIO(data)).slides
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_as_json_has_the_shape_scripts_rely_on(language: str, tmp_path: Path) -> None:
    ran = nemawashi("check", CASE_EN, "--json", home=tmp_path, ui=language)
    assert (ran.code, ran.err) == (1, "")
    told = json.loads(ran.out)
    assert list(told) == ["id", "title", "ready", "score", "failed", "dangling", "rollout", "deck"]
    assert (told["id"], told["ready"], told["score"], told["dangling"]) == ("p1", False, 81, [])
    assert [failure["id"] for failure in told["failed"]] == ["R08", "R11", "W01", "W04", "W06", "W11", "W12"]
    assert all(list(failure) == ["id", "level", "why", "where"] for failure in told["failed"])
    assert told["failed"][0]["where"] == "objections[o2].acknowledge"
    assert {failure["level"] for failure in told["failed"]} == {"must", "warning"}
    assert told["rollout"]["ready"] is False
    assert list(told["rollout"]) == ["ready", "failed"]


def test_the_exit_code_of_check_follows_the_kind(tmp_path: Path) -> None:
    assert nemawashi("check", CASE_JA, home=tmp_path).code == 0
    assert nemawashi("check", CASE_JA, "--kind", "rollout", home=tmp_path).code == 0
    assert nemawashi("check", CASE_EN, "--kind", "rollout", home=tmp_path).code == 1
    assert nemawashi("check", f"{CASE_JA}#p0", home=tmp_path).code == 1


def test_check_says_what_is_missing_and_where(tmp_path: Path) -> None:
    english = nemawashi("check", CASE_EN, home=tmp_path)
    assert english.lines[0].startswith("NOT READY")
    assert any("R08" in line and "objections[o2].acknowledge" in line for line in english.lines)
    japanese = nemawashi("check", CASE_JA, home=tmp_path, ui="ja")
    assert japanese.lines[0].startswith("準備完了")
    assert any("W13" in line for line in japanese.lines)


def test_on_decides_what_today_is_before_and_after_the_subcommand(tmp_path: Path) -> None:
    assert nemawashi("check", CASE_JA, home=tmp_path).code == 0
    assert nemawashi("check", CASE_JA, "--on", "2030-01-01", "--json", home=tmp_path).out != (
        before := nemawashi("check", CASE_JA, "--json", home=tmp_path).out
    )
    outer = nemawashi("--on", "2030-01-01", "check", CASE_JA, "--json", home=tmp_path).out
    assert outer != before
    assert outer == nemawashi("check", CASE_JA, "--on", "2030-01-01", "--json", home=tmp_path).out


@pytest.mark.parametrize(("case", "drafted"), [(CASE_JA, False), (CASE_EN, True)])
def test_a_deck_is_marked_draft_on_every_slide_exactly_when_not_ready(
    case: Path, drafted: bool, tmp_path: Path
) -> None:
    out = tmp_path / "deck.pptx"
    ran = nemawashi("deck", case, "-o", out, home=tmp_path)
    assert (ran.code, ran.lines) == (0, [str(out)])
    assert ("DRAFT" in ran.err) is drafted
    slides = slide_texts(out.read_bytes())
    assert len(slides) >= 9
    assert ["DRAFT" in text or "未確定" in text for text in slides] == [drafted] * len(slides)


def test_strict_refuses_a_deck_that_is_not_ready_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    ran = nemawashi("deck", CASE_EN, "-o", out, "--strict", home=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "nemawashi check" in ran.err
    assert not out.exists()
    assert nemawashi("deck", CASE_JA, "-o", out, "--strict", home=tmp_path).code == 0


def test_check_tells_what_the_deck_lacks_with_slides_and_place(tmp_path: Path) -> None:
    told = json.loads(nemawashi("check", CASE_JA, "--json", home=tmp_path).out)["deck"]
    assert [fault["id"] for fault in told] == ["D81", "D81"]
    assert all(list(fault) == ["id", "level", "why", "slides", "where"] for fault in told)
    assert told[0]["where"] == "quotes[q1].attribution"
    assert nemawashi("check", CASE_JA, home=tmp_path).code == 0, "what the deck lacks does not make it less ready"
    lines = nemawashi("check", CASE_JA, home=tmp_path).lines
    assert any("D81" in line and "Slides 5" in line for line in lines)
    without = nemawashi("check", CASE_EN, "--kind", "rollout", "--json", home=tmp_path)
    assert json.loads(without.out)["deck"] is None, "without its directive there is no rollout deck to look at"


def test_strict_refuses_a_ready_deck_with_a_fault_and_writes_nothing(tmp_path: Path) -> None:
    case = json.loads(CASE_JA.read_text("utf-8"))
    preparation = next(one for one in case["preparations"] if one["id"] == "p1")
    preparation["initiative"]["options"][0]["cost"] = None
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(case), "utf-8")
    out = tmp_path / "deck.pptx"
    ran = nemawashi("deck", f"{bad}#p1", "-o", out, "--strict", home=tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "nemawashi check" in ran.err
    assert not out.exists()
    told = json.loads(nemawashi("check", f"{bad}#p1", "--json", home=tmp_path).out)
    assert [one["where"] for one in told["deck"] if one["id"] == "D72"] == ["initiative.options[0].cost"]
    assert nemawashi("deck", f"{bad}#p1", "-o", out, home=tmp_path).code == 0


@pytest.mark.parametrize(("case", "page_one", "by"), [(CASE_JA, "1ページ目", "12月10日"), (CASE_EN, "page 1", "3 Dec")])
def test_the_message_follows_the_path_which_stays_the_first_line(
    case: Path, page_one: str, by: str, tmp_path: Path
) -> None:
    out = tmp_path / "deck.md"
    ran = nemawashi("deck", case, "-o", out, "--message", home=tmp_path)
    assert (ran.code, ran.lines[:2]) == (0, [str(out), ""])
    assert ran.lines[2].startswith(("件名：", "Subject: "))
    assert by in ran.lines[2]
    assert page_one in ran.out


def test_a_deck_replaces_a_file_only_with_force(tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    out.write_text("mine")
    assert nemawashi("deck", CASE_JA, "-o", out, home=tmp_path).code == 2
    assert out.read_text() == "mine"
    assert nemawashi("deck", CASE_JA, "-o", out, "--force", home=tmp_path).code == 0
    assert zipfile.is_zipfile(out)


def test_without_a_name_the_deck_gets_that_of_the_preparation_and_never_another_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = nemawashi("deck", CASE_JA, "--format", "md", home=tmp_path).lines
    second = nemawashi("deck", CASE_JA, "--format", "md", home=tmp_path).lines
    assert first[0].endswith(".md")
    assert "「はじめの3箱」伴走プログラム" in first[0]
    assert first != second
    assert all((tmp_path / name).is_file() for name in (*first, *second))


def test_markdown_comes_by_option_or_by_ending_in_the_language_asked_for(tmp_path: Path) -> None:
    for name, options in (("a.md", []), ("b.txt", ["--format", "MD"])):
        out = nemawashi("deck", CASE_EN, "-o", tmp_path / name, *options, home=tmp_path).lines[0]
        assert Path(out).read_text("utf-8").lstrip().startswith(("#", "---", "<", ">", "*"))
    japanese = nemawashi("deck", CASE_EN, "-o", tmp_path / "c.md", "--lang", "ja", home=tmp_path).lines[0]
    assert "未確定" in Path(japanese).read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rollout_without_its_directive_is_refused_with_what_is_missing(language: str, tmp_path: Path) -> None:
    out = tmp_path / "rollout.pptx"
    ran = nemawashi("deck", CASE_EN, "--kind", "rollout", "-o", out, home=tmp_path, ui=language)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert not out.exists()


def test_a_rollout_with_its_directive_is_written(tmp_path: Path) -> None:
    out = tmp_path / "rollout.pptx"
    ran = nemawashi("deck", CASE_JA, "--kind", "rollout", "-o", out, home=tmp_path)
    assert (ran.code, ran.lines, ran.err) == (0, [str(out)], "")
    assert len(slide_texts(out.read_bytes())) >= 6


def test_a_deck_from_the_library_equals_one_from_its_file(tmp_path: Path) -> None:
    ids = nemawashi("import", CASE_EN, home=tmp_path / "home").lines
    for number, target in enumerate((str(CASE_EN), ids[0])):
        nemawashi("deck", target, "-o", tmp_path / f"{number}.md", home=tmp_path / "home")
    assert (tmp_path / "0.md").read_text("utf-8") == (tmp_path / "1.md").read_text("utf-8")
