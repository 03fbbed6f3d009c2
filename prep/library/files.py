"""Files that are either the old bytes or the new ones, whenever the power goes (storage.md)."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from prep.errors import SaveFailed, common_error

TEMPORARY = ".tmp-"
"""How the names of files begin that are being written; any that are left over were never saved."""

_REPLACE_TRIES = 40
_WINDOWS_BUSY = (5, 32, 33)
"""Access denied, sharing violation, lock violation: a virus scanner or a sync client holds the file for a moment."""


def make_folder(path: Path) -> None:
    """The folder, for its owner only; one that exists is left as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace the file by ``data``; SaveFailed leaves the old one. ``durable`` False: a cache, not synced to disk."""
    temporary = path.parent / f"{TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}"
    try:
        _write_new(temporary, data, durable)
        _replace(temporary, path)
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        remove(temporary)
        raise save_failed(path.parent, error) from error


def _write_new(path: Path, data: bytes, durable: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if durable:
            _sync(handle)
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    """All the way to the medium: on macOS fsync alone stops at the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError:  # a network volume that knows no F_FULLFSYNC
            os.fsync(handle)
    else:
        os.fsync(handle)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    except OSError as error:  # file systems that cannot sync a folder say EINVAL
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _replace(source: Path, target: Path) -> None:
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
            return
        except PermissionError as error:
            busy = getattr(error, "winerror", None) in _WINDOWS_BUSY
            if not busy or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05)


def move(source: Path, target: Path) -> None:
    """Move a file within the library, durably; SaveFailed leaves it where it was."""
    try:
        make_folder(target.parent)
        _replace(source, target)
        sync_folder(target.parent)
        sync_folder(source.parent)
    except OSError as error:
        raise save_failed(source.parent, error) from error


def remove(path: Path) -> None:
    """Remove a file that nobody needs; one that cannot be removed stays."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def link(source: Path, target: Path) -> None:
    """A second name for the same bytes, else a copy where links are not to be had; OSError when neither works."""
    make_folder(target.parent)
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        import shutil  # slow to import, and almost every disk can link

        try:
            shutil.copyfile(source, target)
            target.chmod(0o600)
        except OSError:
            remove(target)
            raise


def read_bytes(path: Path) -> bytes | None:
    """The bytes of a file; None when there is none. OSError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def left_over(folder: Path) -> list[Path]:
    """The temporary files in a folder; whoever holds the lock knows that nobody is writing them any more."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith(TEMPORARY))
    except OSError:
        return []


def save_failed(folder: Path, error: OSError) -> SaveFailed:
    """What went wrong on the disk as a sentence: full, read-only, or as the system says it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return SaveFailed(common_error("disk_full", folder=str(folder)))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveFailed(common_error("read_only", folder=str(folder)))
    return SaveFailed(common_error("save_failed", folder=str(folder), reason=error.strerror or str(error)))
