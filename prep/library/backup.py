"""One zip of the whole library: written beside its target, read back, and only then put in place.

Other windows may save meanwhile. Files are replaced whole, so every one that is read is whole; those that changed
since are read again, the last of them while nobody can save, so that preparations and goals fit together.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prep.errors import InputError, LibraryError, SaveFailed, Unusable, common_error
from prep.library.archive import SETTINGS, Manifest, Writer, may_hold, open_archive
from prep.library.files import read_bytes, remove, sync_folder
from prep.library.home import HISTORY, ORGANISATIONS, PREPARATIONS, QUARANTINE
from prep.library.index import Stamp, stamps
from prep.library.locks import Lock
from prep.library.protocol import Progress
from prep.library.seal import UnsoundError, format_of_stranger, unseal
from prep.library.unsaved import files_of
from prep.model.dossier import Dossier

RESCUE = "rescue"
ENDING = ".zip"
PART = ".nemawashi-"
"""How the names of zips begin that are being written."""

_PATIENCE = 2.0
_ROUNDS = 5
"""How often what changed is read again before those who save are kept waiting for a moment."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_CURRENT = (PREPARATIONS, ORGANISATIONS)


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
    Unusable: the library is not there. Whatever is raised, by ``progress`` too, nothing is left behind.
    """
    made = dt.datetime.now(dt.UTC)
    out = _checked(home, target, made, force)
    temporary = out.parent / f"{PART}{os.getpid()}-{os.urandom(4).hex()}.part"
    try:
        copy = _write(home, temporary, made, progress, unsaved, library_mark)
        open_archive(temporary).close()
        if not force and os.path.lexists(out):
            raise InputError(common_error("backup_exists", file=str(out)))
        temporary.replace(out)
        with suppress(OSError):  # the file lies there; some network drives cannot sync a folder
            sync_folder(out.parent)
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


def _checked(home: Path, target: Path, made: dt.datetime, force: bool) -> Path:
    """The file to write. InputError: no such folder, a file in its place, inside the library, or it exists."""
    try:
        out = target / _name(target, made) if target.is_dir() else target
        if out.parent != target and out.suffix.lower() != ENDING:
            key = "backup_not_zip" if target.exists() else "backup_no_folder"
            raise InputError(common_error(key, file=str(target), folder=str(target)))
        if not out.parent.is_dir():
            raise InputError(common_error("backup_no_folder", folder=str(out.parent)))
        if out.is_dir():
            raise InputError(common_error("file_is_folder", file=str(out)))
        if os.path.lexists(out) and not force:
            raise InputError(common_error("backup_exists", file=str(out)))
        if Path(os.path.realpath(out.parent)).is_relative_to(os.path.realpath(home)):
            raise InputError(common_error("backup_inside", folder=str(out.parent)))
    except (OSError, ValueError) as error:  # a name too long, or one with a null byte
        raise InputError(common_error("backup_no_folder", folder=str(target))) from error
    return out


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
) -> _Copy:
    handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file:
        copy = _Copy(home, Writer(file, made.astimezone()), progress)
        try:
            copy.run()
        except Unusable:
            if unsaved is None:
                raise
        if unsaved is not None:
            for name, data in files_of(unsaved, copy.current, frozenset(copy.archive.files)).items():
                copy.archive.put(name, data)
        manifest = Manifest(
            made=made,
            library=library_mark,
            unsaved=unsaved.preparation.id if unsaved is not None else None,
            counts=_counts(copy.archive.files),
            damaged=tuple(sorted(copy.damaged)),
            unread=tuple(sorted(copy.unread)),
            files=dict(sorted(copy.archive.files.items())),
        )
        copy.archive.close(manifest)
        file.flush()
        os.fsync(file.fileno())
    return copy


def _counts(names: Iterable[str]) -> dict[str, int]:
    """How many files there are of each kind."""
    return dict(sorted(Counter(name.partition("/")[0].removesuffix(".json") for name in names).items()))


class _Copy:
    """The files of one library on their way into an archive."""

    def __init__(self, home: Path, archive: Writer, progress: Progress | None) -> None:
        self.archive = archive
        self.damaged: set[str] = set()
        self.unread: set[str] = set()
        self._home = home
        self._progress = progress
        self._taken: dict[str, Stamp] = {}

    def run(self) -> None:
        """Take everything, then what changed meanwhile. Unusable when the library's folders cannot be listed."""
        self._taken = begun = self._stamps()
        names = [*sorted(begun), *self._others()]
        for done, name in enumerate(names, start=1):
            self._take(name)
            if self._progress is not None:
                self._progress(done, len(names))
        for _ in range(_ROUNDS):
            if not self._take_changed():
                break
        try:
            with Lock(self._home).held(_PATIENCE):
                self._take_changed()
        except LibraryError:  # somebody saves without pause, or nothing can be locked here: as it stood a moment ago
            self._take_changed()
        self._take_new_versions(begun)

    def current(self, name: str) -> bytes | None:
        """The bytes of a file as they lie in the library now; None: there is none, or it cannot be read."""
        try:
            return read_bytes(self._home / name)
        except OSError:
            return None

    def _take(self, name: str) -> None:
        try:
            data = read_bytes(self._home / name)
        except OSError:
            self.unread.add(name)
            return
        self.unread.discard(name)
        self.damaged.discard(name)
        if data is None:  # deleted, or thinned out of the history, since the folder was read
            self.archive.drop(name)
            return
        self.archive.put(name, data)
        if name.startswith(_CURRENT) and _is_damaged(data):
            self.damaged.add(name)

    def _take_changed(self) -> bool:
        """Read anew what is not as it was when it was read; whether there was any."""
        now = self._stamps()
        changed = [name for name in now.keys() | self._taken.keys() if now.get(name) != self._taken.get(name)]
        self._taken = now
        for name in sorted(changed):
            self._take(name)
        return bool(changed)

    def _take_new_versions(self, begun: dict[str, Stamp]) -> None:
        """What was saved or deleted meanwhile left versions that were not there when the history was read."""
        for name in sorted(begun.keys() | self._taken.keys()):
            if begun.get(name) != self._taken.get(name):
                for version in self._versions(Path(name).stem):
                    if version not in self.archive.files:
                        self._take(version)

    def _stamps(self) -> dict[str, Stamp]:
        """The stamp of every preparation and organisation by its name in the zip."""
        found: dict[str, Stamp] = {}
        for kind in _CURRENT:
            try:
                files = stamps(self._home / kind)
            except OSError as error:
                reason = error.strerror or str(error)
                raise Unusable(common_error("home_unusable", folder=str(self._home), reason=reason)) from error
            found.update({f"{kind}/{one}.json": stamp for one, stamp in files.items()})
        return {name: stamp for name, stamp in found.items() if may_hold(name)}

    def _others(self) -> Iterator[str]:
        for owner in _listed(self._home / HISTORY):
            yield from self._versions(owner)
        for kind in (QUARANTINE, RESCUE):
            yield from (f"{kind}/{one}" for one in _listed(self._home / kind) if may_hold(f"{kind}/{one}"))
        if (self._home / SETTINGS).is_file():
            yield SETTINGS

    def _versions(self, owner: str) -> Iterator[str]:
        names = (f"{HISTORY}/{owner}/{one}" for one in _listed(self._home / HISTORY / owner))
        return (name for name in names if may_hold(name))


def _listed(folder: Path) -> list[str]:
    """The names in a folder in order; none when it is not there or none of ours."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 (a Path for each version takes longer than the rest)
    except OSError:
        return []


def _is_damaged(data: bytes) -> bool:
    """Whether the bytes are neither as they were sealed nor of a later nemawashi that seals in its own way."""
    try:
        unseal(data)
    except UnsoundError:
        return format_of_stranger(data) is None
    except (ValueError, KeyError, RecursionError):
        return True
    return False


def _failed(out: Path, error: OSError) -> LibraryError:
    """What went wrong at the target as a sentence."""
    if error.errno in _FULL:
        return SaveFailed(common_error("backup_full", folder=str(out.parent)))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveFailed(common_error("backup_read_only", folder=str(out.parent)))
    reason = error.strerror or type(error).__name__
    return SaveFailed(common_error("backup_failed", folder=str(out.parent), reason=reason))
