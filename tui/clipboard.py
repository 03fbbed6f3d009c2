"""Text onto the clipboard: by the terminal (OSC 52), and by the system's own program where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from prep.words import Message
from tui.errands import beside

if TYPE_CHECKING:
    from textual.app import App

PATIENCE = 2.0
"""Seconds that a program may take; some wait for a display that does not answer."""

Find = Callable[[str], str | None]


def programs(environ: Mapping[str, str], platform: str, find: Find = shutil.which) -> list[tuple[str, ...]]:
    """The commands that can take a text here, the best first."""
    wanted: list[tuple[str, ...]] = [("pbcopy",)] if platform == "darwin" else []
    if platform == "win32" or "WSL_DISTRO_NAME" in environ:
        wanted.append(("clip.exe",))
    if "WAYLAND_DISPLAY" in environ:
        wanted.append(("wl-copy",))
    if "DISPLAY" in environ:
        wanted += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    return [(found, *one[1:]) for one in wanted if (found := find(one[0])) is not None]


def encoded(text: str, program: str) -> bytes:
    """The text as a program takes it: clip.exe tells Japanese only in UTF-16 with its mark, all others take UTF-8."""
    if os.path.basename(program).lower().startswith("clip"):  # noqa: PTH119 (also the name of a program elsewhere)
        return b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass")
    return text.encode("utf-8", "replace")


def hand_over(text: str, commands: list[tuple[str, ...]]) -> bool:
    """Whether one of the commands took the text; for a thread."""
    for command in commands:
        try:
            ended = subprocess.run(
                command,
                input=encoded(text, command[0]),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
                env={**os.environ, "LC_ALL": "en_US.UTF-8"} if command[0].endswith("pbcopy") else None,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if ended.returncode == 0:
            return True
    return False


async def copy(app: App[object], text: str) -> Message:
    """Copy ``text`` and say what happened: a terminal does not tell whether it took it."""
    app.copy_to_clipboard(text)
    commands = programs(os.environ, sys.platform)
    taken = await beside(lambda: hand_over(text, commands))
    return Message("keys.clipboard.copied" if taken else "keys.clipboard.sent")
