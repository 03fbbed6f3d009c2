"""Backing up and bringing back the library: the command, the dialogs and the daily zip all go through here."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prep.errors import NemawashiError
from prep.words import Message
from tui.actions.exporting import export_case
from tui.actions.files import named_after, write_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prep.daily import Daily
    from prep.library.backup import BackedUp
    from prep.library.protocol import Progress
    from prep.library.restoring import Restored
    from prep.model.dossier import Dossier

ROOM = 50_000_000
"""Bytes that must be free in a folder before it is proposed: a full disk is why most saves fail."""


NAMED = 5
"""Titles or files that one sentence names; the others are counted."""


@dataclass(frozen=True)
class Copied:
    """What lies in another place now: the whole library, and beside it the open preparation as a case file.

    ``case`` None: the zip was written and the case file was not.
    """

    backup: BackedUp
    case: Path | None


def copy_everything(home: Path, folder: Path, dossier: Dossier, progress: Progress | None = None) -> Copied:
    """The whole library and the unsaved text of ``dossier`` into ``folder``; errors as of ``back_up``.

    The case file comes first: it needs nothing of a library that may lie on a drive which answers no more.
    """
    from prep.library.backup import back_up, check_folder
    from prep.library.files import remove

    check_folder(home, folder)
    case = _case_in(folder, dossier)
    try:
        backup = back_up(home, folder, progress, unsaved=dossier)
    except BaseException:
        if case is not None:
            remove(case)
        raise
    return Copied(backup, case)


def _case_in(folder: Path, dossier: Dossier) -> Path | None:
    case = named_after(dossier.preparation.title, ".json", folder)
    try:
        write_out(case, export_case(dossier), force=False, private=True)
    except NemawashiError:  # the zip holds the same text, and says what is wrong if it cannot be written either
        return None
    return case


def proposed_folder(home: Path) -> Path:
    """Where a copy would find room and its reader would find it again: desktop, documents, home, else temporary."""
    try:
        user = Path.home()
    except RuntimeError:  # somebody who has no home here
        return Path(tempfile.gettempdir())
    for folder in (user / "Desktop", user / "Documents", user):
        if _takes_files(folder, home):
            return folder
    return Path(tempfile.gettempdir())


def _takes_files(folder: Path, home: Path) -> bool:
    try:
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            return False
        if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(home)):
            return False
        return shutil.disk_usage(folder).free >= ROOM
    except OSError:
        return False


def told_of_backup(done: BackedUp) -> Iterator[Message]:
    """What whoever made a backup must know of it."""
    yield Message("command.backup.private")
    yield Message("command.backup.files", {"n": done.files})
    if done.damaged:
        yield Message("command.backup.damaged", {"files": _named(done.damaged)})
    if done.unread:
        yield Message("command.backup.unread", {"files": _named(done.unread)})


def told_of_daily(daily: Daily) -> Message:
    """How the daily backup stands, as a sentence."""
    if daily.folder is None:
        return Message("command.backup.daily_off")
    if daily.last is None:
        return Message("command.backup.daily_never", {"folder": str(daily.folder)})
    return Message("command.backup.daily_on", {"folder": str(daily.folder), "last": daily.last.astimezone()})


def told_of_restoring(done: Restored) -> Iterator[Message]:
    """The summary of a restore, a sentence for each thing that happened."""
    yield Message("command.restore.brought", {"n": len(done.brought)})
    if done.replaced:
        yield Message("command.restore.replaced", {"n": len(done.replaced)})
    if done.equal:
        yield Message("command.restore.equal", {"n": done.equal})
    if done.versions:
        yield Message("command.restore.versions", {"n": done.versions})
    if done.goals_brought:
        yield Message("command.restore.goals", {"names": _named(done.goals_brought)})
    if done.left:
        yield Message("command.restore.left", {"titles": _named(done.left)})
    if done.goals_left:
        yield Message("command.restore.goals_left", {"names": _named(done.goals_left)})
    if done.damaged:
        yield Message("command.restore.damaged", {"files": _named(done.damaged)})


def _named(names: Sequence[str]) -> tuple[str | Message, ...]:
    shown: tuple[str | Message, ...] = tuple(name or Message("app.untitled") for name in names[:NAMED])
    more = len(names) - NAMED
    return (*shown, Message("command.restore.others", {"n": more})) if more > 0 else shown
