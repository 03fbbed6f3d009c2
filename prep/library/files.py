"""Files that are either the old bytes or the new ones, whenever the power goes (storage.md)."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from prep.errors import SaveFailed, common_error

TEMPORARY = ".tmp-"
"""How the names of files begin that are being written; any that are left over were never saved."""

_REPLACE_TRIES = 40
_WINDOWS_BUSY = (5, 32, 33)
"""Access denied, sharing violation, lock violation: a virus scanner or a sync client holds the file for a moment."""

_GONE = frozenset(
    getattr(errno, name)
    for name in ("ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENODEV", "ENXIO", "ENETDOWN", "ENETUNREACH")
    if hasattr(errno, name)
)
_WINDOWS_GONE = (21, 53, 55, 59, 64, 67, 121, 1167, 1231, 1232)
"""The device is not ready or not connected; the network path, name or resource is not there any more."""


def make_folder(path: Path) -> None:
    """The folder, for its owner only, its name durable; one that exists is left as it is."""
    if path.is_dir():
        return
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    with suppress(PermissionError):  # a parent that may be written, but not read
        sync_folder(path.parent)


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
            sync(handle)
    finally:
        os.close(handle)


def sync(handle: int) -> None:
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


def _patiently(act: Callable[[], object]) -> None:
    """Do it again for a while when Windows says that the file is busy."""
    for attempt in range(_REPLACE_TRIES):
        try:
            act()
            return
        except PermissionError as error:
            busy = getattr(error, "winerror", None) in _WINDOWS_BUSY
            if not busy or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05)


def _replace(source: Path, target: Path) -> None:
    _patiently(lambda: source.replace(target))


def replace(source: Path, target: Path) -> None:
    """Give a file that is complete on disk another's name, durably; OSError."""
    _replace(source, target)
    sync_folder(target.parent)


def move(source: Path, target: Path) -> None:
    """Move a file to a name that is free, durably; OSError leaves it where it was.

    The new name reaches the disk before the old one goes: a rename between two folders may lose both.
    """
    link(source, target)
    try:
        _patiently(source.unlink)
        sync_folder(source.parent)
    except OSError:
        with suppress(FileExistsError):
            link(target, source)
        remove(target)
        raise


def remove(path: Path) -> None:
    """Remove a file that nobody needs; one that cannot be removed stays."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def link(source: Path, target: Path) -> None:
    """A second name for the same bytes, else a copy where links are not to be had, durably; the folder must exist.

    OSError when neither works; FileExistsError when the name is taken: nothing is ever replaced.
    """
    try:
        if source.is_symlink():  # a second name would be one of the link, and not of the bytes
            _copy(source, target)
        else:
            os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        if not source.exists():
            raise
        _copy(source, target)
    try:
        sync_folder(target.parent)
    except OSError:
        remove(target)
        raise


def _copy(source: Path, target: Path) -> None:
    """A copy that is whole or not there; whoever holds the lock is alone to give names."""
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    status = source.stat()
    temporary = target.parent / f"{TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}"
    try:
        _write_new(temporary, source.read_bytes(), durable=True)
        os.utime(temporary, ns=(status.st_atime_ns, status.st_mtime_ns))
        _replace(temporary, target)
    except OSError:
        remove(temporary)
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


def is_own(*folders: Path) -> bool:
    """Whether they are folders of this user's in which nobody else may write; Windows keeps others out by itself."""
    if not hasattr(os, "getuid"):
        return all(folder.is_dir() for folder in folders)
    try:
        return all(
            stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o022
            for status in (folder.lstat() for folder in folders)
        )
    except OSError:
        return False


def out_of_reach(folder: Path, error: OSError) -> bool:
    """Whether the folder itself is not there any more: a drive was unplugged, a network went away."""
    windows = getattr(error, "winerror", None)
    if error.errno in _GONE or windows in _WINDOWS_GONE:
        return True
    return error.errno in (errno.ENOENT, errno.ENOTDIR) and not os.path.isdir(folder)  # noqa: PTH112 (never raises)


def save_failed(folder: Path, error: OSError) -> SaveFailed:
    """What went wrong on the disk as a sentence: out of reach, full, read-only, or as the system says it."""
    if out_of_reach(folder, error):
        return SaveFailed(common_error("library_gone_saving", folder=str(folder)))
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return SaveFailed(common_error("disk_full", folder=str(folder)))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveFailed(common_error("read_only", folder=str(folder)))
    return SaveFailed(common_error("save_failed", folder=str(folder), reason=error.strerror or str(error)))
