"""Earlier versions: the last ones of each preparation and of each organisation, deleted ones, and what was damaged.

A version is the file as it was, under the nanosecond it was set aside: ``history/<id>/<20 digits>.json``; the last one
of a deleted preparation ends in ``-deleted.json``, a copy kept only to compare with in ``-base.json``.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from pathlib import Path

from prep.errors import NewerFormat
from prep.library.files import link, make_folder, move, read_bytes, remove, save_failed, write_atomically
from prep.library.protocol import Version
from prep.library.seal import UnsoundError, fingerprint
from prep.library.tables import decode_preparation

KEPT = 50
"""Versions of one preparation; the 51st oldest goes (promise 6)."""

_DELETED = "-deleted"
_BASE = "-base"


class History:
    """The versions below one folder of the library."""

    def __init__(self, folder: Path, quarantine: Path) -> None:
        self.folder = folder
        self.quarantine = quarantine

    def keep(self, current: Path) -> Path:
        """Set the file aside as a version before it is replaced; SaveFailed when the disk does not take it."""
        target = self._next(current.stem, "")
        try:
            link(current, target)
        except OSError as error:
            raise save_failed(self.folder, error) from error
        return target

    def keep_base(self, owner: str, data: bytes) -> None:
        """Keep bytes that never lay on disk, so that a later save can tell what it changed itself."""
        folder = self.folder / owner
        try:
            make_folder(folder)
        except OSError as error:
            raise save_failed(self.folder, error) from error
        write_atomically(self._next(owner, _BASE), data, durable=False)

    def bury(self, current: Path) -> Version:
        """Take the file away as the last version of a deleted preparation."""
        target = self._next(current.stem, _DELETED)
        move(current, target)
        return self._described(current.stem, target, deleted=True) or _nameless(current.stem, target)

    def set_aside(self, damaged: Path) -> Path:
        """Move a damaged file where nobody opens it; its bytes are kept (promise 5)."""
        target = self.quarantine / f"{damaged.stem}-{time.time_ns()}.json"
        move(damaged, target)
        return target

    def prune(self, owner: str) -> None:
        """Let go of the versions beyond the last ones; what cannot be removed stays."""
        for name in self._names(owner)[KEPT:]:
            remove(self.folder / owner / name)

    def versions(self, owner: str, *, exists: bool) -> list[Version]:
        """The readable versions of one preparation, newest first; ``exists``: it is not a deleted one."""
        found = []
        for number, path in enumerate(self._saved(owner)):
            deleted = number == 0 and path.stem.endswith(_DELETED) and not exists
            version = self._described(owner, path, deleted=deleted)
            if version is not None:
                found.append(version)
        return found

    def deleted(self, existing: frozenset[str]) -> list[Version]:
        """The last version of every deleted preparation, newest first; ``existing`` ids are not deleted."""
        last = (self.versions(owner, exists=False)[:1] for owner in self._owners() if owner not in existing)
        buried = [version for versions in last for version in versions if version.deleted]
        return sorted(buried, key=lambda version: version.name, reverse=True)

    def vanished(self, existing: frozenset[str]) -> list[str]:
        """Ids that have versions but no file, although nobody deleted them."""
        return [owner for owner in self._owners() if owner not in existing and self.lost(owner)]

    def lost(self, owner: str) -> bool:
        """Whether an id that has no file had one that nobody deleted: its newest version is not a deletion."""
        newest = next((name for name in self._names(owner) if not name.endswith(f"{_BASE}.json")), None)
        return newest is not None and not newest.endswith(f"{_DELETED}.json")

    def bytes_of(self, version: Version) -> bytes | None:
        """The bytes of a version; None when it is gone."""
        if not version.name or Path(version.name).name != version.name:
            return None
        return read_bytes(self.folder / version.id / f"{version.name}.json")

    def newest_first(self, owner: str) -> Iterator[Path]:
        """The files of one owner that once were current, for whoever looks for a good one."""
        yield from self._saved(owner)

    def with_fingerprint(self, owner: str, wanted: str) -> bytes | None:
        """The bytes that have this fingerprint; None when no version has it."""
        for path in self._paths(owner):
            data = read_bytes(path)
            if data is not None and fingerprint(data) == wanted:
                return data
        return None

    def _described(self, owner: str, path: Path, *, deleted: bool) -> Version | None:
        data = read_bytes(path)
        try:
            stored = decode_preparation(data or b"", path.name)
        except (UnsoundError, NewerFormat):
            return None
        return Version(
            id=owner, name=path.stem, saved_at=stored.meta.updated, title=stored.preparation.title, deleted=deleted
        )

    def _owners(self) -> list[str]:
        try:
            return sorted(path.name for path in self.folder.iterdir())
        except OSError:
            return []

    def _names(self, owner: str) -> list[str]:
        """The names of all versions, newest first."""
        try:
            found = os.listdir(self.folder / owner)  # noqa: PTH208 (a Path for each of them costs a save dearly)
        except OSError:
            return []
        return sorted((name for name in found if name.endswith(".json")), reverse=True)

    def _paths(self, owner: str) -> list[Path]:
        return [self.folder / owner / name for name in self._names(owner)]

    def _saved(self, owner: str) -> list[Path]:
        return [path for path in self._paths(owner) if not path.stem.endswith(_BASE)]

    def _next(self, owner: str, kind: str) -> Path:
        """A name after all others, even when the clock went back."""
        newest = next(iter(self._names(owner)), "")[:20]
        last = int(newest) if newest.isascii() and newest.isdigit() else 0
        return self.folder / owner / f"{max(time.time_ns(), last + 1):020d}{kind}.json"


def _nameless(owner: str, path: Path) -> Version:
    """The version of a file that was deleted although it cannot be read."""
    return Version(id=owner, name=path.stem, saved_at=dt.datetime.now(dt.UTC), title="", deleted=True)
