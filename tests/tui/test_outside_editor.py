"""A long text goes into the user's own editor and comes back whole, or one sentence says why not."""

from __future__ import annotations

import asyncio
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from app_driver import a_library, an_id, dossier_of, on_screen, press_all, running, sample

from prep.words import LANGUAGES, Lang, Message, text
from tui.clipboard import encoded, hand_over, programs
from tui.outside_editor import FOLDER, edit_outside, editor_command, sweep
from tui.widgets.editors import TextEdit


def editing(data: bytes | None, code: int = 0) -> Callable[[Sequence[str]], int]:
    """An editor that leaves ``data`` in the file (None: deletes it) and ends with ``code``."""

    def run(command: Sequence[str]) -> int:
        path = Path(command[-1])
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)
        return code

    return run


def key_of(outcome: str | Message) -> str:
    """The key of what was said."""
    assert isinstance(outcome, Message)
    return outcome.key


def test_what_the_editor_saved_comes_back_with_one_kind_of_line_break_and_no_file_stays(tmp_path: Path) -> None:
    back = edit_outside("前の文", tmp_path, ["e"], editing("\ufeff直した文\r\n二行目\n".encode()))
    assert back == "直した文\n二行目"
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_the_file_is_for_nobody_else_and_holds_the_text(tmp_path: Path) -> None:
    seen: list[tuple[str, int]] = []

    def run(command: Sequence[str]) -> int:
        path = Path(command[-1])
        seen.append((path.read_text("utf-8"), stat.S_IMODE(path.stat().st_mode)))
        return 0

    assert edit_outside("秘密\n", tmp_path, ["e"], run) == "秘密\n"
    assert seen == [("秘密\n", 0o600)]


def test_what_goes_wrong_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    assert key_of(edit_outside("x", tmp_path, ["e"], editing(b"y", 1))) == "keys.editor.failed"
    assert key_of(edit_outside("x", tmp_path, ["e"], editing(None))) == "keys.editor.gone"
    assert key_of(edit_outside("x", tmp_path, [str(tmp_path / "no-editor")])) == "keys.editor.not_found"
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_text_in_another_encoding_is_kept_where_it_is_told(tmp_path: Path) -> None:
    outcome = edit_outside("x", tmp_path, ["e"], editing("日本語".encode("cp932")))
    assert key_of(outcome) == "keys.editor.not_utf8"
    assert isinstance(outcome, Message)
    assert Path(str(outcome.args["path"])).read_bytes() == "日本語".encode("cp932")


def test_what_a_crash_left_behind_is_swept_and_what_is_being_edited_stays(tmp_path: Path) -> None:
    import os

    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "4194305-left.txt").write_text("x")  # no system has so many processes
    (folder / f"{os.getpid()}-mine.txt").write_text("x")
    sweep(tmp_path)
    assert [one.name for one in folder.iterdir()] == [f"{os.getpid()}-mine.txt"]


def test_the_command_of_the_user_keeps_its_arguments() -> None:
    def there(name: str) -> str | None:
        return None if name == "missing" else f"/bin/{name}"

    assert editor_command({"EDITOR": "code --wait"}, "linux", there) == ("code", "--wait")
    assert editor_command({"VISUAL": "'my editor' -n", "EDITOR": "vi"}, "linux", there) == ("my editor", "-n")
    assert editor_command({}, "linux", there) == ("nano",)
    assert editor_command({}, "win32", there) == ("notepad.exe",)
    assert key_of_command({"EDITOR": "missing"}, there) == "keys.editor.not_found"
    assert key_of_command({"EDITOR": "'open"}, there) == "keys.editor.quotes"
    assert key_of_command({}, lambda _: None) == "keys.editor.none"


def key_of_command(environ: dict[str, str], find: Callable[[str], str | None]) -> str:
    """What is said instead of a command."""
    found = editor_command(environ, "linux", find)
    assert isinstance(found, Message)
    return found.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_from_the_editor_is_one_step_of_undo(
    tmp_path: Path, language: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('外で書いた\\n二行目', 'utf-8')\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")

    async def scenario() -> None:
        library = a_library(tmp_path, sample(language))
        open_id = an_id(library)
        async with running(tmp_path, library=library, language=language, open_id=open_id) as (app, pilot):
            before = dossier_of(app)
            while not isinstance(app.screen.focused, TextEdit):
                await press_all(pilot, "tab")
            await app.screen.run_action("editor")
            await pilot.pause()
            assert text("keys.editor.no_suspend", language)[:20] in on_screen(app)
            monkeypatch.setattr(app, "suspend", nullcontext)
            await press_all(pilot, "ctrl+o")
            assert "外で書いた\n二行目" in repr(dossier_of(app)).replace("\\n", "\n")
            await press_all(pilot, "f9")
            assert dossier_of(app) == before

    asyncio.run(scenario())


def test_the_programs_of_a_system_are_asked_in_their_order() -> None:
    def there(name: str) -> str | None:
        return f"/bin/{name}"

    assert programs({}, "darwin", there) == [("/bin/pbcopy",)]
    assert programs({"WSL_DISTRO_NAME": "Ubuntu"}, "linux", there) == [("/bin/clip.exe",)]
    wanted = ["/bin/wl-copy", "/bin/xclip", "/bin/xsel"]
    assert [one[0] for one in programs({"WAYLAND_DISPLAY": "0", "DISPLAY": ":0"}, "linux", there)] == wanted
    assert programs({}, "linux", there) == []


def test_japanese_reaches_clip_exe_in_utf_16_and_the_others_in_utf_8() -> None:
    assert encoded("声", "/mnt/c/clip.exe").decode("utf-16") == "声"
    assert encoded("声", "/bin/wl-copy").decode("utf-8") == "声"


def test_a_program_that_fails_gives_way_to_the_next(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    taking = f"import sys; open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())"
    assert hand_over("声", [(str(tmp_path / "none"),), (sys.executable, "-c", taking)])
    assert kept.read_text("utf-8") == "声"
    assert not hand_over("声", [(sys.executable, "-c", "raise SystemExit(1)")])
