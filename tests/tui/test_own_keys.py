"""The user's own keys: they work and are shown everywhere; what is wrong in the file costs its own entry only."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample, type_text, walk_of

from prep.words import LANGUAGES, Lang, render, text
from tui.keymap import USUAL
from tui.keymap_file import read_keymap
from tui.keys import BY_ID
from tui.own_keys import keymap_path


def a_file(home: Path, entries: str) -> Path:
    """A file of keys in ``home`` with these lines below [keys]."""
    path = keymap_path(home)
    path.write_text(f"[keys]\n{entries}\n", "utf-8")
    return path


def faults(home: Path, entries: str, language: Lang = "en") -> list[str]:
    """What is said of a file with these entries."""
    return [render(one, language) for one in read_keymap(a_file(home, entries))[1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_users_key_works_and_stands_wherever_a_key_is_named(tmp_path: Path, language: Lang) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        a_file(
            tmp_path, '"walk.undo" = "f11"\n"app.help" = "shift+f1"\n"walk.next_step" = "ctrl+r"\n"walk.redo" = "f6"'
        )
        open_id = an_id(library)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            before = dossier_of(app)
            await type_text(pilot, "x")
            await press_all(pilot, "f9")
            assert dossier_of(app) != before
            await press_all(pilot, "f11")
            assert dossier_of(app) == before
            await press_all(pilot, "f6")
            assert dossier_of(app) != before
            await press_all(pilot, "ctrl+r")
            assert walk_of(app).step == 1
            assert text("app.key.next_step", language) in on_screen(app)
            assert "F6" not in on_screen(app)
            assert on_screen(app).splitlines()[-1].strip().startswith("Shift+F1 ")
            await press_all(pilot, "f1")
            assert "F11" in on_screen(app)
            await press_all(pilot, "f1")
            assert walk_of(app)

    asyncio.run(scenario())


def test_a_notice_names_the_users_key(tmp_path: Path) -> None:
    async def scenario() -> None:
        library = a_library(tmp_path, sample("en"))
        a_file(tmp_path, '"library.undelete" = "f11"')
        async with running(tmp_path, library=library) as (app, pilot):
            await press_all(pilot, "ctrl+t")
            assert "F11 brings it back" in on_screen(app)
            await press_all(pilot, "f11")
            assert "F11 brings it back" not in on_screen(app)

    asyncio.run(scenario())


def test_the_app_starts_with_a_broken_file_and_says_what_is_wrong(tmp_path: Path) -> None:
    async def scenario() -> None:
        keymap_path(tmp_path).write_text('[keys]\n"walk.add" = \n', "utf-8")
        async with running(tmp_path) as (app, pilot):
            assert "line 2" in on_screen(app).replace("\n", " ")
            assert app.keymap.changed == {}
            keymap_path(tmp_path).write_text('[keys]\n"library.new" = "f11"\n', "utf-8")
            await app.run_action("read_keys", app)
            await pilot.pause()
            assert "F11" in on_screen(app)
            keymap_path(tmp_path).unlink()
            await app.run_action("read_keys", app)
            await pilot.pause()
            assert "F11" not in on_screen(app)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('"walk.ad" = "f11"', "walk.add"),
        ('"nonsense" = "f11"', "nonsense"),
        ('"walk.add" = "a"', "input method"),
        ('"walk.add" = "ａ"', "input method"),
        ('"walk.add" = "ctrl+z"', "edits text"),
        ('"walk.add" = "ctrl+m"', "terminal"),
        ('"walk.add" = "f99"', "f99".upper()),
        ('"walk.add" = "enter"', "fields and lists"),
        ('"walk.add" = "f9"', "walk.undo"),
        ('"walk.add" = "f1"', "always help"),
        ('"walk.add" = "ctrl+q"', "always quits"),
        ('"walk.add" = 5', "quotes"),
        ('"walk.add" = ""', "names no key"),
        ('"trash.bring_back" = "f11"', "keeps its key"),
    ],
)
def test_a_wrong_entry_is_told_in_one_sentence_and_keeps_its_usual_key(tmp_path: Path, entry: str, fault: str) -> None:
    (told,) = faults(tmp_path, entry)
    assert fault in told
    keymap, _ = read_keymap(keymap_path(tmp_path))
    assert all(keymap.keys(id) == BY_ID[id].keys for id in BY_ID)
    assert faults(tmp_path, entry, "ja") != [told]


def test_a_good_entry_holds_beside_a_wrong_one(tmp_path: Path) -> None:
    keymap, told = read_keymap(a_file(tmp_path, '"walk.add" = "Ctrl + N, Ｆ１１"\nwalk.remove = "a"'))
    assert keymap.keys("walk.add") == ("ctrl+n", "f11")
    assert len(told) == 1


def test_two_actions_can_change_places(tmp_path: Path) -> None:
    keymap, told = read_keymap(a_file(tmp_path, '"walk.next_step" = "f5"\n"walk.previous_step" = "f6"'))
    assert told == ()
    assert keymap.shown("walk.next_step") == "F5"


def test_bytes_that_are_no_text_and_a_table_of_another_name_are_told(tmp_path: Path) -> None:
    path = keymap_path(tmp_path)
    path.write_bytes(b"\xff\xfe[keys]")
    assert [one.key for one in read_keymap(path)[1]] == ["keys.file.not_utf8"]
    path.write_text('[key]\n"walk.add" = "f11"\n', "utf-8")
    assert [one.key for one in read_keymap(path)[1]] == ["keys.file.no_table"]
    path.write_text("keys = 5\n", "utf-8")
    assert [one.key for one in read_keymap(path)[1]] == ["keys.file.keys_no_table"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_names_a_key_finds_its_action(language: Lang) -> None:
    from prep.words import keys
    from prep.words.catalogue import DOMAINS, lookup

    for domain in DOMAINS:
        for key in keys(domain, language):
            for part in lookup(key, language, 2).split("{")[1:]:
                name = part.split("}")[0].split(":")[0]
                assert not name.startswith("key_") or name in USUAL.words, key
