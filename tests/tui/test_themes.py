"""Every theme can be read, what the user chose is kept, and a theme of the user's own is used, its faults told."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from app_driver import on_screen, press_all, running

from prep.errors import InputError
from prep.library.home import make_home
from prep.settings import OWN_THEMES, read_settings, write_settings
from prep.words import Message, render
from tui.contrast import ENOUGH, PAIRS, colour_of, ratio, weak_pairs
from tui.theme import PREFIX, after, fitting, own_themes
from tui.user_themes import colour_names, read_theme, themes_folder, user_themes

SCHEMA = Path(__file__).parents[2] / "docs" / "theme.schema.json"


def a_theme(home: Path, name: str, written: str) -> Path:
    make_home(home)
    themes_folder(home).mkdir(exist_ok=True)
    path = themes_folder(home) / name
    path.write_text(written, "utf-8")
    return path


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert ratio("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", own_themes(), ids=lambda theme: theme.name)
def test_every_pair_of_our_themes_has_contrast_enough(theme: object) -> None:
    colours = next(one for one in own_themes() if one is theme or one == theme)
    assert list(weak_pairs(colours)) == []
    if not colours.ansi:
        assert min(ratio(colour_of(colours, ink), colour_of(colours, ground)) for ink, ground in PAIRS) >= ENOUGH


def test_our_themes_are_those_that_the_settings_name() -> None:
    assert [one.name for one in own_themes()] == [PREFIX + name for name in OWN_THEMES]


@pytest.mark.parametrize(
    ("system", "background", "expected"),
    [
        ("truecolor", "", "dark"),
        ("truecolor", "0;15", "light"),
        ("256", "15;0", "dark"),
        ("standard", "0;15", "terminal"),
        ("windows", "", "terminal"),
        (None, "", "terminal"),
    ],
)
def test_the_theme_of_who_chose_none_suits_the_terminal(
    system: str | None, background: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", background)
    assert fitting(system) == expected


def test_the_key_leads_round_through_all_themes() -> None:
    known = ("dark", "light", "mine")
    assert [after(one, known) for one in ("dark", "light", "mine", "gone")] == ["light", "mine", "dark", "dark"]


def test_what_a_file_does_not_name_is_that_of_its_base(tmp_path: Path) -> None:
    path = a_theme(tmp_path, "sea.toml", 'base = "light"\n[colours]\naccent = "#003B5C"\n')
    light = next(one for one in own_themes() if one.name == "nemawashi-light")
    theme = read_theme(path)
    assert theme.told == ()
    assert theme.colours.name == "sea"
    assert theme.colours.accent == theme.colours.variables["key-ink"] == "#003b5c"
    assert theme.colours.background == light.background


def test_a_theme_may_be_json_and_too_little_contrast_is_told_with_the_pair(tmp_path: Path) -> None:
    path = a_theme(tmp_path, "fog.json", json.dumps({"base": "light", "colours": {"quiet": "#b0b0b0"}}))
    told = [render(one, "en") for one in read_theme(path).told]
    assert "fog.json: quiet on background has a contrast of 2.0:1, which is hard to read; aim for 4.5:1." in told


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("a.toml", "base = ", "a.toml: is not valid TOML or JSON"),
        ("a.json", "[]", "a.json: is not valid TOML or JSON"),
        ("a.toml", 'base = "blue"', "base is dark or light, not “blue”"),
        ("a.toml", 'font = "x"', "there is no entry “font”"),
        ("a.toml", 'colours = "x"', "colours must be a table"),
        ("a.toml", '[colours]\nink = "#000000"', "there is no colour “colours.ink”"),
        ("a.toml", '[colours]\nerror = "red"', "colours.error is written like #1f6b56, not “red”"),
        ("dark.toml", "", "dark, light and terminal are names of built-in themes"),
        ("a.toml", "#" * 70_000, "at most 64 KB"),
    ],
)
def test_a_file_that_is_no_theme_is_told_with_file_and_entry(
    tmp_path: Path, name: str, written: str, expected: str
) -> None:
    path = a_theme(tmp_path, name, written)
    with pytest.raises(InputError, match=expected.replace("(", r"\(").replace(".", r"\.")):
        read_theme(path)
    found, refused = user_themes(tmp_path)
    assert (found, len(refused)) == ((), 1)


def test_no_folder_of_themes_is_no_theme(tmp_path: Path) -> None:
    assert user_themes(tmp_path) == ((), ())


def test_the_schema_of_the_docs_knows_the_same_colours() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert tuple(schema["properties"]["colours"]["properties"]) == colour_names()
    assert set(schema["properties"]) == {"$schema", "base", "colours"}


def test_the_theme_chosen_by_key_is_there_again_at_the_next_start(tmp_path: Path) -> None:
    a_theme(tmp_path, "sea.toml", '[colours]\naccent = "#ffd28a"\n')

    async def scenario() -> None:
        async with running(tmp_path) as (app, pilot):
            seen = [app.theme]
            for _ in OWN_THEMES:
                await press_all(pilot, "f12")
                seen.append(app.theme)
            assert seen == ["nemawashi-dark", "nemawashi-light", "nemawashi-terminal", "sea"]
            assert "Theme: sea" in on_screen(app)
        assert read_settings(tmp_path).theme == "sea"
        async with running(tmp_path) as (app, pilot):
            assert app.theme == "sea"
            assert app.get_css_variables()["key-ink"] == "#ffd28a"

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("written", "expected"),
    [(None, "There is no file for the theme “sea”"), ("base = 1", "sea.toml: base is dark or light")],
)
def test_a_chosen_theme_that_cannot_be_used_is_told_and_the_app_opens(
    tmp_path: Path, written: str | None, expected: str
) -> None:
    make_home(tmp_path)
    write_settings(tmp_path, replace(read_settings(tmp_path), theme="sea"))
    if written is not None:
        a_theme(tmp_path, "sea.toml", written)

    async def scenario() -> None:
        async with running(tmp_path) as (app, _):
            assert app.theme == "nemawashi-dark"
            assert expected in on_screen(app)

    asyncio.run(scenario())


def test_every_own_theme_has_a_name_in_both_languages() -> None:
    for name in OWN_THEMES:
        assert render(Message(f"command.theme.own.{name}"), "ja") != render(Message(f"command.theme.own.{name}"), "en")
