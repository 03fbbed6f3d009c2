"""One zip of the whole library: written beside its target, read back, and only then put in place."""

from __future__ import annotations

import datetime as dt
import errno
import os
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prep.errors import InputError, LibraryError, SaveFailed, Unusable, common_error
from prep.library.archive import Manifest, Writer, open_archive
from prep.library.copying import Copy
from prep.library.files import remove, replace, sync
from prep.library.protocol import Progress
from prep.library.unsaved import files_of
from prep.model.dossier import Dossier

ENDING = ".zip"
PART = ".nemawashi-"
"""How the names of zips begin that are being written."""

_DEAD = 24 * 60 * 60
"""Seconds after which nobody is writing a zip any more."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


@dataclass(frozen=True)
class BackedUp:
    """Where the zip lies and how many files of the library it holds.

    ``damaged`` names files that went in as they lie there, ``unread`` those that could not be read and are missing.
    """

    path: Path
    files: int
    damaged: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def back_up(
    home: Path,
    target: Path,
    progress: Progress | None = None,
    unsaved: Dossier | None = None,
    force: bool = False,
    library_mark: str = "",
) -> BackedUp:
    """Write the library in ``home`` into one zip: into the folder ``target``, or as the file of that name.

    ``unsaved`` goes in as the newest version of its preparation, also when nothing of the library can be read any
    more. InputError: the target cannot be used, or exists without ``force``. SaveFailed: the disk did not take it.
    Unusable: the library is not there. Whatever is raised, by ``progress`` too, nothing is left behind. ``progress``
    counts each file twice, when it is written and when it is read back.
    """
    made = dt.datetime.now(dt.UTC)
    out = _checked(home, target, made, force)
    _sweep(out.parent)
    temporary = out.parent / f"{PART}{library_mark or os.getpid()}-{os.urandom(4).hex()}.part"
    try:
        copy = _write(home, temporary, made, _half(progress, 0), unsaved, library_mark)
        open_archive(temporary, _half(progress, 1)).close()
        if not force and os.path.lexists(out):
            raise InputError(common_error("backup_exists", file=str(out)))
        _put_in_place(temporary, out)
    except OSError as error:
        remove(temporary)
        raise _failed(out, error) from error
    except InputError as error:
        remove(temporary)
        if error.message.key == "common.error.backup_exists":
            raise
        raise SaveFailed(common_error("backup_misread", folder=str(out.parent))) from error
    except BaseException:
        remove(temporary)
        raise
    return BackedUp(out, len(copy.archive.files), tuple(sorted(copy.damaged)), tuple(sorted(copy.unread)))


def _sweep(folder: Path) -> None:
    """Remove what backups left that were killed; one that is being written grows, and is never as old as that."""
    with suppress(OSError):
        for part in folder.glob(f"{PART}*.part"):
            if time.time() - part.lstat().st_mtime > _DEAD:
                remove(part)


def _half(progress: Progress | None, before: int) -> Progress | None:
    """Progress of writing, or (``before`` 1) of reading back: both go over all files."""
    if progress is None:
        return None
    return lambda done, of: progress(before * of + done, 2 * of)


def _put_in_place(temporary: Path, out: Path) -> None:
    try:
        replace(temporary, out)
    except OSError:
        if os.path.lexists(temporary):
            raise  # else the file lies there: some network drives cannot sync a folder


def _checked(home: Path, target: Path, made: dt.datetime, force: bool) -> Path:
    """The file to write. InputError: no such folder, a file in its place, inside the library, or it exists."""
    if "\0" in str(target):
        raise InputError(common_error("backup_no_folder", folder=str(target)))
    try:
        out = target / _name(target, made) if target.is_dir() else target
        if out.parent != target and out.suffix.lower() != ENDING:
            key = "backup_not_zip" if target.exists() else "backup_no_target"
            raise InputError(common_error(key, file=str(target), folder=str(target)))
        check_folder(home, out.parent)
        if out.is_dir():
            raise InputError(common_error("file_is_folder", file=str(out)))
        if os.path.lexists(out) and not force:
            raise InputError(common_error("backup_exists", file=str(out)))
    except OSError as error:  # a name too long, for instance
        reason = error.strerror or type(error).__name__
        raise InputError(common_error("backup_failed", folder=str(target), reason=reason)) from error
    return out


def check_folder(home: Path, folder: Path) -> None:
    """InputError unless backups can lie in this folder: it is there, takes files, and is none of the library's."""
    if not os.path.isdir(folder):  # noqa: PTH112 (Path.is_dir fails on names too long)
        key = "backup_not_zip" if os.path.lexists(folder) else "backup_no_folder"
        raise InputError(common_error(key, file=str(folder), folder=str(folder)))
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(home)):
        raise InputError(common_error("backup_inside", folder=str(folder)))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(common_error("backup_read_only", folder=str(folder)))


def _name(folder: Path, made: dt.datetime) -> str:
    stem = f"nemawashi-{made.astimezone():%Y-%m-%d-%H%M%S}"
    names = [stem + ENDING, *(f"{stem}-{n}{ENDING}" for n in range(2, 100))]
    return next((name for name in names if not os.path.lexists(folder / name)), names[0])


def _write(
    home: Path,
    temporary: Path,
    made: dt.datetime,
    progress: Progress | None,
    unsaved: Dossier | None,
    library_mark: str,
) -> Copy:
    handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file:
        copy = Copy(home, Writer(file, made.astimezone()), progress)
        try:
            _fill(copy, unsaved)
            copy.archive.close(_manifest(copy, made, unsaved, library_mark))
        except BaseException:
            copy.archive.abandon()
            raise
        file.flush()
        sync(file.fileno())
    return copy


def _fill(copy: Copy, unsaved: Dossier | None) -> None:
    try:
        copy.run()
    except Unusable:
        if unsaved is None:
            raise
        copy.give_up()
    if unsaved is not None:
        for name, data in files_of(unsaved, copy.current, frozenset(copy.archive.files)).items():
            copy.archive.put(name, data)


def _manifest(copy: Copy, made: dt.datetime, unsaved: Dossier | None, library_mark: str) -> Manifest:
    return Manifest(
        made=made,
        library=library_mark,
        unsaved=unsaved.preparation.id if unsaved is not None else None,
        counts=_counts(copy.archive.files),
        damaged=tuple(sorted(copy.damaged)),
        unread=tuple(sorted(copy.unread)),
        files=dict(sorted(copy.archive.files.items())),
    )


def _counts(names: Iterable[str]) -> dict[str, int]:
    """How many files there are of each kind."""
    return dict(sorted(Counter(name.partition("/")[0].removesuffix(".json") for name in names).items()))


def _failed(out: Path, error: OSError) -> LibraryError:
    """What went wrong at the target as a sentence."""
    if error.errno in _FULL:
        return SaveFailed(common_error("backup_full", folder=str(out.parent)))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveFailed(common_error("backup_read_only", folder=str(out.parent)))
    reason = error.strerror or type(error).__name__
    return SaveFailed(common_error("backup_failed", folder=str(out.parent), reason=reason))
