"""One writer at a time: a native lock whose file lies outside the library, so that no sync client carries it away."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prep.errors import LockedOut, common_error
from prep.library.files import is_own, make_folder
from prep.library.home import in_words

PATIENCE = 10.0
"""Seconds to wait for another window; a save takes milliseconds."""

_BETWEEN_TRIES = 0.005
_KNOWN = ".known"


class Lock:
    """The lock of the library in one folder; every process and thread that names the folder meets the same one."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file: Path | None = None

    @contextmanager
    def held(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold it; LockedOut after ``patience`` seconds, or where the system has no native locks. Not reentrant.

        What the system refuses meanwhile is Unusable.
        """
        from filelock import FileLock, Timeout  # slow to import, and reading needs no lock

        try:
            if self._file is None:
                self._file = _lock_file(self._home)
            lock = FileLock(
                self._file, timeout=patience, mode=0o600, poll_interval=_BETWEEN_TRIES, fallback_to_soft=False
            )
            lock.acquire()
        except Timeout:
            raise LockedOut(common_error("locked_out", folder=str(self._home))) from None
        except (OSError, NotImplementedError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise LockedOut(common_error("lock_unavailable", folder=str(self._home), reason=reason)) from error
        try:
            with in_words(self._home):
                yield
        finally:
            lock.release()


def was_here(home: Path) -> bool:
    """Whether a library of this user was ever written to in the folder, on this computer."""
    return (_state_folder() / f"{_name(home)}{_KNOWN}").exists()


def _lock_file(home: Path) -> Path:
    """The same file for every process of this user that opens the same folder, by whatever path."""
    folder, name = _lock_folder(), _name(home)
    (folder / f"{name}{_KNOWN}").touch(mode=0o600)  # not every system leaves the lock's own file
    return folder / f"{name}.lock"


def _name(home: Path) -> str:
    return hashlib.sha256(os.path.realpath(home).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _state_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("nemawashi", appauthor=False) / "locks"


def _lock_folder() -> Path:
    folder = _state_folder()
    try:
        make_folder(folder)
    except OSError:  # a home that is read-only or absent
        import tempfile

        owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
        state, folder = folder, Path(tempfile.gettempdir()) / f"nemawashi-{owner}"
        make_folder(folder)
        if not is_own(folder):  # whoever made it could let two windows in at once
            raise LockedOut(common_error("lock_folder_foreign", folder=str(folder), state=str(state))) from None
    return folder
