"""What bad input gets from the command: one clear sentence in either language, the right exit code, nothing changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from command import CASE_EN, CASE_JA, Ran, nemawashi

from prep.words import LANGUAGES


def missing(folder: Path) -> Path:
    return folder / "none.json"


def a_folder(folder: Path) -> Path:
    (folder / "folder.json").mkdir(exist_ok=True)
    return folder / "folder.json"


def written(name: str, data: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return write


WHOLE = CASE_JA.read_bytes()
NEWER = json.dumps(json.loads(WHOLE) | {"version": 99}).encode()
BAD_FILES: dict[str, Callable[[Path], Path]] = {
    "missing": missing,
    "a folder": a_folder,
    "empty": written("empty.json", b""),
    "truncated": written("truncated.json", WHOLE[: len(WHOLE) // 2]),
    "wrong encoding": written("sjis.json", WHOLE.decode().encode("cp932", "replace")),
    "newer format": written("newer.json", NEWER),
    "no case": written("other.json", b'{"a": 1}'),
    "no JSON": written("text.json", b"hello"),
}
COMMANDS = (["import"], ["check"], ["check", "--json"], ["deck"])


def one_sentence(ran: Ran, code: int = 2) -> str:
    assert ran.code == code, ran
    assert ran.out == ""
    assert ran.err.startswith("nemawashi: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    return ran.err


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_file_is_named_and_nothing_is_imported(kind: str, language: str, tmp_path: Path) -> None:
    file = BAD_FILES[kind](tmp_path)
    home = tmp_path / "home"
    for command in COMMANDS:
        assert file.name in one_sentence(nemawashi(*command, file, home=home, ui=language))
    assert json.loads(nemawashi("list", "--json", home=home).out) == []
    assert sorted(tmp_path.glob("*.pptx")) == []


def test_a_case_of_goals_alone_is_taken_in_but_cannot_be_checked(tmp_path: Path) -> None:
    goals = written("goals.json", json.dumps(json.loads(WHOLE) | {"preparations": []}).encode())(tmp_path)
    imported = nemawashi("import", goals, home=tmp_path / "home")
    assert (imported.code, imported.out) == (0, "")
    assert "goals.json holds no preparation" in imported.err
    assert "goals.json" in one_sentence(nemawashi("check", goals, home=tmp_path / "home"))


def test_one_bad_file_among_good_ones_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    one_sentence(nemawashi("import", CASE_EN, missing(tmp_path), home=home))
    assert json.loads(nemawashi("list", "--json", home=home).out) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_preparation_of_a_file_is_answered_with_those_there_are(language: str, tmp_path: Path) -> None:
    told = one_sentence(nemawashi("check", f"{CASE_JA}#p9", home=tmp_path, ui=language))
    assert "p9" in told
    assert "p1" in told
    assert "p0" in told


@pytest.mark.parametrize("command", [["check"], ["deck"], ["export"]])
def test_an_unknown_id_says_where_to_look(command: list[str], tmp_path: Path) -> None:
    assert "nemawashi new" in one_sentence(nemawashi(*command, "abc", home=tmp_path))
    ids = nemawashi("import", CASE_EN, home=tmp_path).lines
    assert "nemawashi list" in one_sentence(nemawashi(*command, "zzzz", home=tmp_path))
    assert ids[0] in one_sentence(nemawashi(*command, "listening", home=tmp_path))
    changed = ids[0][:-1] + ("0" if ids[0][-1] != "0" else "1")
    assert ids[0] in one_sentence(nemawashi(*command, changed, home=tmp_path))


def test_the_beginning_of_an_id_is_enough_when_only_one_has_it(tmp_path: Path) -> None:
    ids = nemawashi("import", CASE_EN, CASE_JA, home=tmp_path).lines
    checked = nemawashi("check", "--json", ids[2][:13], home=tmp_path)
    assert json.loads(checked.out)["id"] == ids[2]
    shared = next(ids[0][:n] for n in range(len(ids[0])) if sum(i.startswith(ids[0][:n]) for i in ids) == 1)[:-1]
    if shared:
        assert ids[0] in one_sentence(nemawashi("check", shared, home=tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_output_that_cannot_be_written_is_refused_before_any_work(language: str, tmp_path: Path) -> None:
    existing = tmp_path / "there.pptx"
    existing.write_text("mine")
    for out, named in ((tmp_path, tmp_path.name), (tmp_path / "no" / "out.pptx", "no"), (existing, "there.pptx")):
        told = one_sentence(nemawashi("deck", CASE_JA, "-o", out, home=tmp_path / "home", ui=language))
        assert named in told
    assert existing.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there.pptx"]


def test_a_folder_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder)  # root may write anywhere
    assert "locked" in one_sentence(nemawashi("deck", CASE_JA, "-o", folder / "x.pptx", home=tmp_path / "home"))
    assert list(folder.iterdir()) == []


def test_an_existing_output_of_the_sample_is_refused_before_it_is_added(tmp_path: Path) -> None:
    existing = tmp_path / "there.pptx"
    existing.write_text("mine")
    one_sentence(nemawashi("sample", "--deck", existing, home=tmp_path / "home"))
    assert json.loads(nemawashi("list", "--json", home=tmp_path / "home").out) == []


def test_a_library_that_is_a_file_is_the_librarys_refusal(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("not a folder")
    assert "NEMAWASHI_HOME" in one_sentence(nemawashi("list", home=home), code=3)


def test_a_title_of_nothing_visible_is_refused(tmp_path: Path) -> None:
    for title in ("", "  ", "\n\t", "\u3000", "\u200b"):
        one_sentence(nemawashi("new", title, home=tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_terminal_the_app_says_what_to_do(language: str, tmp_path: Path) -> None:
    for command in ([], ["open", CASE_JA], ["sample"]):
        assert "nemawashi --help" in one_sentence(nemawashi(*command, home=tmp_path, ui=language))
    assert json.loads(nemawashi("list", "--json", home=tmp_path).out) == []


def test_control_characters_in_an_argument_never_reach_the_terminal(tmp_path: Path) -> None:
    told = one_sentence(nemawashi("check", "evil\x1b[2J\nname.json", home=tmp_path))
    assert "\x1b" not in told
