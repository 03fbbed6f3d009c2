"""A long text in the user's own editor: handed over in a private file, which is gone again when it is read back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from prep.words import Message

FOLDER = "editing"
"""Below the library's folder, for nobody else to read."""

FORGOTTEN = 24 * 3600.0
"""Seconds after which a file left behind is nobody's any more, where one cannot ask for its process."""

USUAL = ("nano", "vim", "vi")


def editor_command(
    environ: Mapping[str, str], platform: str = sys.platform, find: Callable[[str], str | None] = shutil.which
) -> tuple[str, ...] | Message:
    """The user's editor with its arguments ($VISUAL, $EDITOR), else one that is there; a Message: there is none."""
    for name in ("VISUAL", "EDITOR"):
        value = environ.get(name, "").strip()
        if not value:
            continue
        try:
            words = tuple(one.strip('"') for one in shlex.split(value, posix=platform != "win32"))
        except ValueError:
            return Message("keys.editor.quotes", {"name": name})
        if find(words[0]) is None:
            return Message("keys.editor.not_found", {"program": words[0], "name": name})
        return words
    if platform == "win32":
        return ("notepad.exe",)
    found = next((one for one in USUAL if find(one) is not None), None)
    return (found,) if found is not None else Message("keys.editor.none")


def edit_outside(
    text: str, home: Path, command: Sequence[str], run: Callable[[Sequence[str]], int] = subprocess.call
) -> str | Message:
    """The text as it came back from the editor; a Message says why it did not, and nothing is changed then."""
    try:
        path = _write(text, home)
    except OSError as refused:
        return Message("keys.editor.no_file", {"folder": str(home / FOLDER), "why": refused.strerror or ""})
    keep = False
    try:
        code = run([*command, str(path)])
        if code != 0:
            return Message("keys.editor.failed", {"program": command[0], "code": code})
        back = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        gone = Message("keys.editor.not_found", {"program": command[0], "name": "EDITOR"})
        return gone if path.exists() else Message("keys.editor.gone")
    except OSError as refused:
        return Message("keys.editor.not_started", {"program": command[0], "why": refused.strerror or ""})
    except UnicodeDecodeError:
        keep = True
        return Message("keys.editor.not_utf8", {"path": str(path)})
    finally:
        if not keep:
            with suppress(OSError):
                path.unlink()
    back = back.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return back.removesuffix("\n") if not text.endswith("\n") else back  # an editor ends the last line itself


def sweep(home: Path) -> None:
    """Remove what an app that did not end well has left behind; what another window is editing stays."""
    folder = home / FOLDER
    if not folder.is_dir():
        return
    for path in folder.glob("*.txt"):
        with suppress(OSError, ValueError):
            if not _is_in_use(path):
                path.unlink()


def _write(text: str, home: Path) -> Path:
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(".txt", f"{os.getpid()}-", folder)  # 0600
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8", "replace"))
    return Path(name)


def _is_in_use(path: Path) -> bool:
    if sys.platform == "win32":
        return time.time() - path.stat().st_mtime < FORGOTTEN
    try:
        os.kill(int(path.name.partition("-")[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
