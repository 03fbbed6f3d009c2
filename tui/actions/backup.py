"""Backing up and bringing back the library: the command, the dialogs and the daily zip all go through here."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prep.errors import NemawashiError
from tui.actions.exporting import export_case
from tui.actions.files import named_after, write_out

if TYPE_CHECKING:
    from prep.library.backup import BackedUp
    from prep.library.protocol import Progress
    from prep.model.dossier import Dossier

ROOM = 50_000_000
"""Bytes that must be free in a folder before it is proposed: a full disk is why most saves fail."""


@dataclass(frozen=True)
class Copied:
    """What lies in another place now: the whole library, and beside it the open preparation as a case file.

    ``case`` None: the zip was written and the case file was not.
    """

    backup: BackedUp
    case: Path | None


def copy_everything(home: Path, folder: Path, dossier: Dossier, progress: Progress | None = None) -> Copied:
    """The whole library and the unsaved text of ``dossier`` into ``folder``; errors as of ``back_up``."""
    from prep.library.backup import back_up

    backup = back_up(home, folder, progress, unsaved=dossier)
    case = named_after(dossier.preparation.title, ".json", backup.path.parent)
    try:
        write_out(case, export_case(dossier), force=False, private=True)
    except NemawashiError:  # the zip holds the same text
        return Copied(backup, None)
    return Copied(backup, case)


def proposed_folder(home: Path) -> Path:
    """Where a copy would find room and its reader would find it again: desktop, documents, home, else temporary."""
    user = Path.home()
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
