"""The command's help and its complaints about a command line, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import nemawashi

from tui.cli.root import SUBCOMMANDS

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_explains_itself_in_both_languages(name: str, tmp_path: Path) -> None:
    english = nemawashi(name, "--help", home=tmp_path)
    japanese = nemawashi(name, "--help", home=tmp_path, ui="ja")
    assert (english.code, japanese.code) == (0, 0)
    assert english.out.startswith(f"Usage: nemawashi {name} ")
    assert not JAPANESE.search(english.out)
    assert japanese.out.startswith(f"使い方： nemawashi {name} ")
    told = [line for line in japanese.out.splitlines() if line.startswith("  -")]
    assert told
    assert all(JAPANESE.search(line) for line in told)


def test_the_root_help_names_every_subcommand_in_the_order_of_a_day(tmp_path: Path) -> None:
    ran = nemawashi("--help", home=tmp_path)
    listed = re.findall(r"^  ([a-z]+)  ", ran.out, re.M)
    assert listed == list(SUBCOMMANDS)


@pytest.mark.parametrize("place", [["--ui", "ja", "list"], ["list", "--ui", "ja"], ["list", "--ui=ja"]])
def test_ui_is_heard_before_and_after_the_subcommand(place: list[str], tmp_path: Path) -> None:
    assert "準備はまだありません" in nemawashi(*place, home=tmp_path).err


@pytest.mark.parametrize(
    ("arguments", "english", "japanese"),
    [
        (
            ["dekc"],
            "There is no command “dekc”. Did you mean deck?",
            "「dekc」というコマンドはありません。もしかして：deck",
        ),
        (["zzz"], "There is no command “zzz”.", "「zzz」というコマンドはありません"),
        (["check"], "ID|FILE is missing.", "ID|FILE を指定してください"),
        (["import"], "FILE is missing.", "FILE を指定してください"),
        (["list", "--jsno"], "There is no option --jsno. Did you mean --json", "--jsno というオプションはありません"),
        (["list", "--zzz"], "There is no option --zzz.", "--zzz というオプションはありません"),
        (["deck", "x", "-o"], "-o needs a value.", "-o には値が必要です"),
        (["list", "--json=1"], "--json takes no value.", "--json に値は付けられません"),
        (["new", "two", "words"], "“words” is one argument too many.", "「words」は余分な引数です"),
        (["check", "x", "--on", "2026-02-30"], "--on needs a date like 2026-12-15", "2026-12-15 のような日付"),
        (["deck", "x", "--kind", "poster"], "--kind takes one of preread, rollout", "preread、rollout のどれか"),
        (["deck", "x", "--lang", "fr"], "--lang takes one of ja, en", "ja、en のどれか"),
        (["deck", "x", "--format", "pdf"], "The format pdf is not available yet.", "pdf 形式はまだ使えません"),
        (["deck", "x", "--format", "html"], "The format html is not available yet.", "html 形式はまだ使えません"),
        (["deck", "x", "-o", "a.pdf"], "The format pdf is not available yet.", "pdf 形式はまだ使えません"),
        (["deck", "x", "--format", "odp"], "--format takes one of pptx, md", "pptx、md のどれか"),
        (["deck", "x", "--template", "t.potx", "--format", "md"], "A template is for", "テンプレートを使えるのは"),
    ],
)
def test_a_wrong_command_line_gets_one_clear_line(
    arguments: list[str], english: str, japanese: str, tmp_path: Path
) -> None:
    for language, expected in (("en", english), ("ja", japanese)):
        ran = nemawashi(*arguments, home=tmp_path, ui=language)
        assert ran.code == 2
        assert ran.out == ""
        assert ran.err.startswith("nemawashi: ")
        assert expected in ran.err
        assert ran.err.count("\n") == 1


def test_an_unknown_interface_language_is_refused_in_the_language_of_the_environment(tmp_path: Path) -> None:
    ran = nemawashi("--ui", "fr", "list", home=tmp_path, ui="ja")
    assert ran.code == 2
    assert "--ui に「fr」は使えません" in ran.err


def test_an_unknown_language_in_the_environment_is_passed_over(tmp_path: Path) -> None:
    assert nemawashi("list", home=tmp_path, ui="fr").code == 0


def test_a_file_in_place_of_a_command_is_recognised(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text("{}")
    assert "nemawashi open FILE" in nemawashi(case, home=tmp_path).err
