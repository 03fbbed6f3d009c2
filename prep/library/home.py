"""The folder of a library: its parts by name, how it is made, and whether it can be reached."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prep.errors import SaveFailed, Unusable, common_error
from prep.library.files import make_folder, out_of_reach, save_failed

PREPARATIONS = "preparations"
ORGANISATIONS = "organisations"
HISTORY = "history"
QUARANTINE = "quarantine"
RESCUE = "rescue"
INDEX = "index.json"


def make_home(home: Path) -> None:
    """Make the folder with its parts; one that exists is left as it is. Unusable, or SaveFailed on a full disk."""
    try:
        for folder in (home, *(home / kind for kind in (PREPARATIONS, ORGANISATIONS, HISTORY))):
            make_folder(folder)
    except (FileExistsError, NotADirectoryError) as error:
        if home.is_symlink() and not home.exists():
            raise gone(home) from error
        raise Unusable(common_error("home_is_file", folder=str(home))) from None
    except OSError as error:
        if reachable(home):
            return  # read-only: what is there can be read, and saving says what is wrong
        if (failed := save_failed(home, error)).message.key == "common.error.disk_full":
            raise failed from error
        raise unusable(home, error) from error


def reachable(home: Path) -> bool:
    """Whether a library lies in the folder now; the empty mount point of a lost drive is none."""
    return all(os.path.isdir(home / kind) for kind in (PREPARATIONS, ORGANISATIONS))  # noqa: PTH112 (never raises)


@contextmanager
def saving(home: Path) -> Iterator[None]:
    """While text is at stake, a library out of reach is a save that failed, and its message says so."""
    try:
        yield
    except Unusable as lost:
        if lost.message.key != gone(home).message.key:
            raise
        raise SaveFailed(common_error("library_gone_saving", folder=str(home))) from lost


@contextmanager
def in_words(home: Path) -> Iterator[None]:
    """Whatever the system refuses that nobody foresaw is Unusable, with a sentence and never a traceback."""
    try:
        yield
    except OSError as error:
        raise unusable(home, error) from error


def reach(home: Path) -> None:
    """Unusable unless a library lies in the folder: what cannot be reached must not look empty."""
    if not reachable(home):
        raise gone(home)


def gone(home: Path) -> Unusable:
    """The error for a library that cannot be reached any more."""
    return Unusable(common_error("library_gone", folder=str(home)))


def unusable(home: Path, error: OSError) -> Unusable:
    """Why the folder cannot be used, as a sentence."""
    if out_of_reach(home, error) or (error.errno == errno.ENOENT and not reachable(home)):
        return gone(home)
    reason = error.strerror or str(error)
    return Unusable(common_error("home_unusable", folder=str(home), reason=reason))


def make_part(folder: Path, home: Path) -> None:
    """A folder below the library's, made when it is missing; OSError when the library cannot be reached.

    Nothing is ever made where the library lay before: it would hide it, or pass for it.
    """
    if folder.is_dir():
        return
    if not reachable(home):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(home))
    make_folder(folder)
