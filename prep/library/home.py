"""The folder of a library: its parts by name, and how it is made."""

from __future__ import annotations

from pathlib import Path

from prep.errors import Unusable, common_error
from prep.library.files import make_folder, save_failed

PREPARATIONS = "preparations"
ORGANISATIONS = "organisations"
HISTORY = "history"
QUARANTINE = "quarantine"
INDEX = "index.json"


def make_home(home: Path) -> None:
    """Make the folder with its parts; one that exists is left as it is. Unusable, or SaveFailed on a full disk."""
    try:
        for folder in (home, *(home / kind for kind in (PREPARATIONS, ORGANISATIONS, HISTORY))):
            make_folder(folder)
    except (FileExistsError, NotADirectoryError):
        raise Unusable(common_error("home_is_file", folder=str(home))) from None
    except OSError as error:
        if (home / PREPARATIONS).is_dir() and (home / ORGANISATIONS).is_dir():
            return  # read-only: what is there can be read, and saving says what is wrong
        if (failed := save_failed(home, error)).message.key == "common.error.disk_full":
            raise failed from error
        reason = error.strerror or str(error)
        raise Unusable(common_error("home_unusable", folder=str(home), reason=reason)) from error
