"""The command as a process: its streams, its imports, its end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from command import CASE_EN, CASE_JA, environment, nemawashi, nemawashi_process

WATCHED = ("textual", "msgspec", "filelock", "importlib.metadata", "click", "pptx", "babel")
PROBE = """
import sys
sys.argv = ["nemawashi", *sys.argv[1:]]
from tui.cli import main
try:
    code = main()
finally:
    print("\\nLOADED", *sorted(name for name in {watched!r} if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""


def loaded(*arguments: str | Path, home: Path) -> tuple[int, set[str]]:
    """The exit code of a command line and which of the watched packages it imported."""
    command = [sys.executable, "-c", PROBE.format(watched=WATCHED), *(str(argument) for argument in arguments)]
    done = subprocess.run(command, capture_output=True, env=environment(home, "en"), cwd=home.parent, check=False)
    last = done.stderr.decode().splitlines()[-1].split()
    assert last[0] == "LOADED", done.stderr.decode()
    return done.returncode, set(last[1:])


def test_the_version_is_told_without_loading_anything(tmp_path: Path) -> None:
    assert loaded("--version", home=tmp_path / "home") == (0, set())
    assert not (tmp_path / "home").exists()


def test_help_needs_click_alone(tmp_path: Path) -> None:
    assert loaded("--help", home=tmp_path / "home") == (0, {"click"})


def test_import_check_and_deck_never_load_a_screen(tmp_path: Path) -> None:
    home = tmp_path / "home"
    code, packages = loaded("import", CASE_EN, home=home)
    assert code == 0
    assert not packages & {"textual", "pptx", "importlib.metadata"}
    code, packages = loaded("check", CASE_EN, "--json", home=home)
    assert code == 1
    assert not packages & {"textual", "pptx", "filelock", "importlib.metadata"}
    code, packages = loaded("deck", CASE_EN, "-o", tmp_path / "out.pptx", home=home)
    assert code == 0
    assert "pptx" in packages
    assert not packages & {"textual", "filelock", "importlib.metadata"}


def test_the_app_does_not_load_pptx_before_the_first_export() -> None:
    probe = "import sys, tui.app; print([name for name in ('pptx', 'lxml', 'PIL') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_streams_are_utf8_without_a_utf8_locale(tmp_path: Path) -> None:
    ran = nemawashi_process("check", CASE_JA, "--json", home=tmp_path / "home", ui="ja")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["title"] == "「はじめの3箱」伴走プログラム"
    refused = nemawashi_process("check", "無い.json", home=tmp_path / "home", ui="ja")
    assert (refused.code, refused.out) == (2, "")
    assert "無い.json" in refused.err


@pytest.mark.parametrize("arguments", [[], ["sample"], ["open", str(CASE_EN)]])
def test_without_a_terminal_no_app_is_opened(arguments: list[str], tmp_path: Path) -> None:
    ran = nemawashi_process(*arguments, home=tmp_path / "home")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("nemawashi: The app needs a terminal")
    assert ran.err.count("\n") == 1


def test_a_reader_that_goes_away_is_no_error_worth_a_word(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui.cli", "check", str(CASE_EN), "--json"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, env=environment(tmp_path, "en"), check=False
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    with mock.patch("prep.settings.library_home", side_effect=KeyboardInterrupt):
        ran = nemawashi("list", home=tmp_path)
    assert (ran.code, ran.out, ran.err) == (130, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_that_is_full_is_one_line_and_no_success(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui.cli", "check", str(CASE_EN), "--json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment(tmp_path, "en"), check=False
        )
    assert done.returncode == 3
    assert done.stderr.decode().startswith("nemawashi: The system refused (No space left on device)")
    assert done.stderr.count(b"\n") == 1


def test_a_defect_of_ours_is_one_line_without_the_users_text_unless_debugging(tmp_path: Path) -> None:
    broken = (
        "import sys; sys.argv = ['nemawashi', 'list']\n"
        "import prep.settings\n"
        "def broken(*_: object) -> None: raise ZeroDivisionError('private words')\n"
        "prep.settings.library_home = broken\n"
        "from tui.cli import main; sys.exit(main())"
    )
    for debug in ("", "1"):
        env = environment(tmp_path, "en") | {"NEMAWASHI_DEBUG": debug}
        done = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True, env=env, check=False)
        assert (done.returncode, done.stdout) == (70, "")
        assert ("Traceback" in done.stderr) is bool(debug)
        assert ("private words" in done.stderr) is bool(debug)
        if not debug:
            assert done.stderr.count("\n") == 1
            assert "ZeroDivisionError" in done.stderr
