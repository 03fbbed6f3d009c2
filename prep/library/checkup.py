"""The full check of a library: every file and every version read, damage repaired, what vanished put back, swept."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from prep.errors import Damaged, LibraryError, NewerFormat
from prep.library.files import left_over, read_bytes, remove
from prep.library.home import HISTORY, QUARANTINE, RESCUE
from prep.library.listing import Listing
from prep.library.migrations import read_tables
from prep.library.protocol import Damage, Finding, Progress
from prep.library.rescue import waiting
from prep.library.seal import UnsoundError
from prep.library.shelf import Shelf
from prep.library.tables import Stored, StoredOrganisation
from prep.library.thinning import BASE, kind_of

Told = Callable[[Finding], None]
AnyShelf = Shelf[Stored] | Shelf[StoredOrganisation]

_AT_WORK = 60.0
"""Seconds after which a temporary file outside the locked folders cannot belong to a writer at work."""


class Checkup:
    """Runs over one library; whoever runs it holds the lock."""

    def __init__(self, home: Path, shelf: Shelf[Stored], goals: Shelf[StoredOrganisation], listing: Listing) -> None:
        self._home = home
        self._shelf = shelf
        self._goals = goals
        self._listing = listing
        self._history = shelf.history

    def run(self, progress: Progress | None, told: Told) -> tuple[int, int]:
        """Check everything; the numbers of files and of versions read. What was found is told one by one."""
        self.sweep(told)
        self._sweep_more(told)
        shelves: tuple[AnyShelf, ...] = (self._shelf, self._goals)
        files = [(kind, path) for kind in shelves for path in sorted(kind.folder.glob("*.json"))]
        versions = [(owner, name) for owner in self._history.owners() for name in self._history.names(owner)]
        for done, (kind, path) in enumerate(files, start=1):
            self._check_file(kind, path, told)
            if progress is not None:
                progress(done, len(files) + len(versions))
        for done, (owner, name) in enumerate(versions, start=len(files) + 1):
            self._check_version(owner, name, told)
            if progress is not None:
                progress(done, len(files) + len(versions))
        self._put_back_vanished()
        self._check_rescued(told)
        if not self._listing.forget():
            told(Finding("index", "index.json"))
        self._listing.refresh(None, held=True)
        self._listing.save()
        return len(files), len(versions)

    def sweep(self, told: Told) -> None:
        """Remove temporary files that no writer is writing any more."""
        for folder in (self._shelf.folder, self._goals.folder):
            self._remove(left_over(folder), told)
        # The index and the settings are written without the lock.
        self._remove((path for path in left_over(self._home) if _age(path) > _AT_WORK), told)

    def _sweep_more(self, told: Told) -> None:
        """Left-overs where looking takes longer: among the versions, set aside files and rescued texts."""
        for folder in (self._home / HISTORY, self._home / QUARANTINE):
            self._remove(left_over(folder), told)
        for owner in self._history.owners():
            self._remove(left_over(self._home / HISTORY / owner), told)
        self._remove((path for path in left_over(self._home / RESCUE) if _age(path) > _AT_WORK), told)

    def _remove(self, paths: Iterator[Path] | list[Path], told: Told) -> None:
        for path in paths:
            try:
                if path.is_dir():  # of what was being erased for good
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
            except OSError:
                continue
            told(Finding("swept", self._name(path)))

    def _check_file(self, kind: AnyShelf, path: Path, told: Told) -> None:
        if path.name.startswith("."):
            return
        if kind.path(path.stem) is None:
            taken = self._take_in(kind, path)
            told(Finding("stranger" if taken is None else "copy", kind.name(path), taken or ""))
            return
        try:
            kind.read(path.stem, held=True)
        except NewerFormat as newer:
            told(Finding("newer", kind.name(path), str(newer.message.args["version"])))
        except Damaged:  # the shelf told it
            return
        except LibraryError as error:
            told(Finding("unreadable", kind.name(path), str(error.message.args.get("reason", ""))))

    def _take_in(self, kind: AnyShelf, path: Path) -> str | None:
        """Take a copy that a sync service made into the history of what it is a copy of; None: it is none."""
        try:
            owner = kind.owner(read_bytes(path) or b"", path.name)
            return None if owner is None else self._name(self._history.take_in(path, owner))
        except (OSError, LibraryError):
            return None

    def _check_version(self, owner: str, name: str, told: Told) -> None:
        path = self._home / HISTORY / owner / name
        try:
            damage = _damage_of(read_bytes(path), owner, name)
        except OSError as error:
            told(Finding("unreadable", self._name(path), error.strerror or str(error)))
            return
        if damage is None:
            return
        if kind_of(name) == BASE:  # a copy only to compare with, which was never synced
            remove(path)
            told(Finding("swept", self._name(path)))
            return
        try:
            kept = self._history.set_aside(path, owner)
        except LibraryError:
            told(Finding("version", self._name(path), "", damage))
            return
        told(Finding("version", self._name(path), self._name(kept), damage))

    def _put_back_vanished(self) -> None:
        """A file that has versions and that nobody deleted was lost: its newest good version takes its place."""
        existing = self._listing.known_ids() | {path.stem for path in self._goals.folder.glob("*.json")}
        for item_id in self._history.owners():
            if item_id in existing or not self._history.lost(item_id):
                continue
            # An id of either kind: the version itself says which, only one of the two can read it.
            if self._shelf.put_back(item_id) is None:
                self._goals.put_back(item_id)

    def _check_rescued(self, told: Told) -> None:
        """Texts put aside that still wait; one that is damaged is set aside like any other file."""
        for one in waiting(self._home):
            if one.damage is None:
                told(Finding("waiting", self._name(one.path), one.title))
                continue
            try:
                kept = self._history.set_aside(one.path, one.path.stem[:-21])
            except LibraryError:
                told(Finding("damaged", self._name(one.path), "", one.damage))
                continue
            told(Finding("damaged", self._name(one.path), self._name(kept), one.damage))

    def _name(self, path: Path) -> str:
        """The path from the library's folder; a whole one outside of it."""
        return str((path.relative_to(self._home) if path.is_relative_to(self._home) else path).as_posix())


def _damage_of(data: bytes | None, owner: str, name: str) -> Damage | None:
    """How the bytes of a version show damage; only what is cheap to see, since there are fifty of each."""
    if data is None:  # let go of meanwhile
        return None
    try:
        tables = read_tables(data, name)
    except NewerFormat:
        return None
    except UnsoundError as unsound:
        return cast(Damage, unsound.args[0])
    held = tables["preparation"] if "preparation" in tables else tables.get("meta", {})
    return None if held.get("1", {}).get("id") == owner else "swapped"


def _age(path: Path) -> float:
    """Seconds since a file was written; 0 for one that is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
