"""``config``: what it prints, keeps and refuses; it never loads the screen."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from command import CASE_EN, nemawashi, nemawashi_process

from prep.settings import Settings, read_settings
from prep.words import LANGUAGES
from tui.actions.configuring import NAMES, entries


def test_without_arguments_every_setting_stands_with_its_value_and_what_it_may_be(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for language in LANGUAGES:
        ran = nemawashi("config", home=home, ui=language)
        assert ran.code == 0
        assert str(home / "settings.json") in ran.lines[0]
        assert [line.partition(" = ")[0] for line in ran.lines if " = " in line] == list(NAMES)
    assert not home.exists()  # looking makes nothing


def test_the_names_are_those_of_the_settings(tmp_path: Path) -> None:
    assert tuple(one.name for one in entries(tmp_path)) == NAMES


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("language", "ja", Settings(language="ja")),
        ("language", "auto", Settings()),
        ("theme", "light", Settings(theme="light")),
        ("theme", "auto", Settings()),
        ("coach", "OFF", Settings(coach=False)),
    ],
)
def test_what_is_set_is_kept_and_given_back(name: str, value: str, kept: Settings, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert nemawashi("config", "set", name, value, home=home).code == 0
    assert read_settings(home) == kept
    assert nemawashi("config", "get", name, home=home).out.strip() == value.lower()
    assert nemawashi("config", "unset", name, home=home).code == 0
    assert read_settings(home) == Settings()


def test_the_folder_of_the_daily_backup_is_set_and_taken_back(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "copies"
    folder.mkdir()
    assert nemawashi("config", "set", "daily", folder, home=home).code == 0
    assert json.loads(nemawashi("config", "get", "daily", "--json", home=home).out) == {"daily": str(folder)}
    assert nemawashi("config", "unset", "daily", home=home).code == 0
    assert read_settings(home).daily == ""


def test_a_theme_of_the_users_own_can_be_chosen_when_it_is_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "themes").mkdir(parents=True)
    (home / "themes" / "sea.toml").write_text('[colours]\naccent = "#ffd28a"\n')
    (home / "themes" / "bad.toml").write_text("[colours]\naccent = 1\n")
    assert nemawashi("config", "set", "theme", "sea", home=home).code == 0
    assert read_settings(home).theme == "sea"
    refused = nemawashi("config", "set", "theme", "bad", home=home)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "bad.toml: colours.accent" in refused.err
    assert read_settings(home).theme == "sea"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("set", "theme", "blue"), "theme cannot be “blue”. Use one of dark, light, terminal, auto."),
        (("set", "language", "fr"), "language cannot be “fr”. Use one of ja, en, auto."),
        (("set", "coach", "maybe"), "coach cannot be “maybe”. Use one of on, off."),
        (("set", "template", "missing.potx"), "missing.potx"),
        (("set", "keys", "x"), "keys always lies at"),
        (("unset", "themes"), "themes always lies at"),
        (("set", "colour", "x"), "There is no setting “colour”"),
        (("get",), "NAME is missing"),
        (("set", "theme"), "VALUE is missing"),
        (("get", "theme", "x"), "“x” is one argument too many"),
        (("show",), "config knows no “show”"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    arguments: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    ran = nemawashi("config", *arguments, home=home)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert expected in ran.err
    assert read_settings(home) == Settings()


def test_a_file_of_keys_to_begin_with_is_written_once_and_sets_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for language in LANGUAGES:
        ran = nemawashi("config", "keys", home=home, ui=language)
        assert ran.code == 0
        path = Path(ran.out.strip())
        written = path.read_text("utf-8")
        assert tomllib.loads(written) == {"keys": {}}
        opened = tomllib.loads("\n".join(line.removeprefix("# ") for line in written.splitlines() if '" = "' in line))
        assert opened["app.help"] == "f1"
        again = nemawashi("config", "keys", home=home, ui=language)
        assert (again.code, path.read_text("utf-8")) == (2, written)
        path.unlink()


def test_the_settings_are_shown_without_loading_the_screen(tmp_path: Path) -> None:
    assert nemawashi("import", CASE_EN, home=tmp_path / "home").code == 0
    ran = nemawashi_process("config", "list", "--json", home=tmp_path / "home", PYTHONPROFILEIMPORTTIME="1")
    assert json.loads(ran.out)["settings"]["theme"] == "auto"
    assert "prep.settings" in ran.err
    assert "textual" not in ran.err
