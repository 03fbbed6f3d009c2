"""The backup of the day: one zip a day in a folder of the user's choice, of which the newest are kept."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from prep.errors import InputError, LockedOut, NemawashiError, common_error
from prep.library.archive import marked_for
from prep.library.backup import ENDING, PART, back_up, check_folder
from prep.library.files import remove
from prep.library.locks import Lock
from prep.library.protocol import Progress
from prep.settings import Settings, read_settings, write_settings

KEPT = 14
"""Daily zips; the 15th newest goes. No other file in the folder is touched."""

_STEM = "nemawashi-daily-"
_NAME = re.compile(rf"{_STEM}[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{re.escape(ENDING)}")


Outcome = Literal["off", "there", "busy", "written"]


@dataclass(frozen=True)
class Daily:
    """How the daily backup stands: its folder (None: it is off) and when the last zip was written (None: none is)."""

    folder: Path | None
    last: dt.datetime | None


def choose_folder(home: Path, folder: Path | None) -> None:
    """Write the zip of each day into ``folder`` from now on; None: no more. InputError when it cannot take one."""
    settings = read_settings(home)
    if folder is None:
        write_settings(home, replace(settings, daily=""))
        return
    check_folder(home, folder)
    _check_whose(folder, settings.library)
    mark = settings.library or os.urandom(8).hex()
    write_settings(home, replace(settings, daily=str(folder), library=mark))


def standing(home: Path) -> Daily:
    """How the daily backup stands. Asks the folder, which may take a while on a network drive."""
    settings = read_settings(home)
    if not settings.daily:
        return Daily(None, None)
    folder = Path(settings.daily)
    newest = next(iter(_zips(folder)), None)
    try:
        last = None if newest is None else dt.datetime.fromtimestamp(newest.stat().st_mtime, dt.UTC)
    except OSError:
        last = None
    return Daily(folder, last)


def write_daily(home: Path, today: dt.date, progress: Progress | None = None) -> Outcome:
    """Write the zip of the day and let go of the oldest.

    "off": no folder is chosen; "there": today's lies there; "busy": another window is at it. Errors as of ``back_up``;
    also InputError when the folder holds the daily zips of another library.
    """
    settings = read_settings(home)
    if not settings.daily:
        return "off"
    folder = Path(settings.daily)
    target = folder / f"{_STEM}{today:%Y-%m-%d}{ENDING}"
    try:
        with Lock(home / _STEM).held(patience=0):  # of its own: saving goes on meanwhile
            check_folder(home, folder)
            _check_whose(folder, settings.library)
            if os.path.lexists(target):  # unlike Path.exists it raises nothing where a drive is gone
                return "there"
            _sweep(folder, settings)
            back_up(home, target, progress, library_mark=settings.library)
            others = [path for path in _zips(folder) if path != target]  # a clock may have run ahead once
            for old in others[KEPT - 1 :]:
                remove(old)
    except LockedOut as locked:
        if locked.message.key == "common.error.locked_out":
            return "busy"
        raise
    return "written"


def _zips(folder: Path) -> list[Path]:
    """The daily zips in a folder, newest first by their names; none when it cannot be read."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 (only names are wanted)
    except OSError:
        return []
    return [folder / name for name in sorted(names, reverse=True) if _NAME.fullmatch(name)]


def _check_whose(folder: Path, mark: str) -> None:
    """Two libraries, say of two computers that sync one folder, would each take the other's zip for their own."""
    for path in _zips(folder)[:1]:
        try:
            theirs = marked_for(path)
        except NemawashiError:  # it cannot be read: the zip of today will tell whether one can write here
            continue
        if theirs != mark:
            raise InputError(common_error("backup_other_library", folder=str(folder)))


def _sweep(folder: Path, settings: Settings) -> None:
    """Remove what a daily backup of ours left that was killed: whoever holds the lock knows that it is dead."""
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except OSError:
        return
    for name in names:
        if settings.library and name.startswith(f"{PART}{settings.library}-") and name.endswith(".part"):
            remove(folder / name)
