"""Earlier versions as files: of each preparation and each organisation, deleted ones, and what was damaged.

A version is the file as it was, under the nanosecond it was set aside: ``history/<id>/<20 digits>.json``. A word behind
the digits tells more: ``-found`` as another window or session left it, ``-deleted`` the last one of a deleted
preparation, ``-kept`` given up in a conflict and never current, ``-base`` a copy to compare with, or to mend what has
no version yet.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from prep.errors import LibraryError
from prep.library.files import TEMPORARY, link, move, read_bytes, remove, save_failed, sync_folder, write_atomically
from prep.library.home import in_words, make_part, unusable
from prep.library.seal import fingerprint
from prep.library.thinning import BASE, DELETED, FOUND, GIVEN_UP, PLAIN, beyond, kind_of, time_of


class History:
    """The versions below one folder of the library; whoever changes something holds the lock."""

    def __init__(self, folder: Path, quarantine: Path) -> None:
        self.folder = folder
        self.quarantine = quarantine
        self._home = folder.parent

    def keep(self, current: Path, *, found: bool = False) -> Path:
        """Set the file aside as a version, durably, before it is replaced; SaveFailed when the disk does not take it.

        ``found``: another window, or an earlier session, left it so.
        """
        return self._give(current, FOUND if found else PLAIN, link)

    def keep_base(self, owner: str, data: bytes) -> None:
        """Keep a copy that is no version: to compare a later save with, or to mend a file with that has none."""
        self._write(owner, BASE, data, durable=False)

    def keep_given_up(self, owner: str, data: bytes) -> Path:
        """Keep bytes that shall not become the current file, as a version."""
        return self._write(owner, GIVEN_UP, data, durable=True)

    def bury(self, current: Path) -> Path:
        """Take the file away as the last version of a deleted preparation."""
        return self._give(current, DELETED, move)

    def take_in(self, copy: Path, owner: str) -> Path:
        """Move a file that holds a text of an id, and is not the id's own, among its versions."""
        return self._give(copy, GIVEN_UP, move, owner)

    def revive(self, owner: str) -> None:
        """Have an id that is saved again no longer count as deleted, should its file ever vanish."""
        for name in self.names(owner):
            if kind_of(name) == DELETED:
                path = self.folder / owner / name
                try:
                    path.rename(path.with_name(f"{name[:20]}{FOUND}.json"))
                except OSError:  # it is on disk all the same
                    continue

    def erase(self, owner: str) -> None:
        """Remove all versions of an id and its quarantined files for good; SaveFailed when the disk refuses.

        All at once: of a deletion that went half way, what is left must not look like a preparation that vanished.
        """
        versions, doomed = self.folder / owner, self.folder / f"{TEMPORARY}{owner}-{os.urandom(4).hex()}"
        quarantined = re.compile(re.escape(owner) + r"-[0-9]{19,20}\.json")
        aside = [name for name in _listed(self.quarantine) if quarantined.fullmatch(name)]
        try:
            versions.rename(doomed)
            try:
                sync_folder(self.folder)
            except OSError:
                doomed.rename(versions)
                raise
        except OSError as error:
            raise save_failed(self.folder, error) from error
        for _ in range(2):  # what is left all the same, the next check sweeps
            with suppress(OSError):
                shutil.rmtree(doomed, ignore_errors=True)
        for name in aside:
            remove(self.quarantine / name)

    def set_aside(self, damaged: Path, owner: str, *, leave: bool = False) -> Path:
        """Move a damaged file of an id where nobody opens it; its bytes are kept (promise 5). SaveFailed leaves it.

        ``leave``: the file stays in its place, too, for a good one to replace it.
        """
        target = self.quarantine / f"{owner}-{time.time_ns()}.json"
        try:
            make_part(self.quarantine, self._home)
            while target.exists():
                target = self.quarantine / f"{owner}-{time.time_ns()}.json"
            (link if leave else move)(damaged, target)
        except OSError as error:
            raise save_failed(self.quarantine, error) from error
        return target

    def prune(self, owner: str) -> None:
        """Let go of the versions that need not be kept; what cannot be removed stays."""
        with suppress(LibraryError):
            for name in beyond(self.names(owner)):
                remove(self.folder / owner / name)

    def lost(self, owner: str) -> bool:
        """Whether an id that has no file had one that nobody deleted: its newest version is not a deletion.

        What was given up in a conflict was never the file, and says nothing.
        """
        newest = next((kind for name in self.names(owner) if (kind := kind_of(name)) != GIVEN_UP), None)
        return newest is not None and newest != DELETED

    def saved(self, owner: str) -> list[Path]:
        """The versions for the user to see, newest first."""
        return [self.folder / owner / name for name in self.names(owner) if kind_of(name) != BASE]

    def trustworthy(self, owner: str) -> list[Path]:
        """The files to look for a good version in: first those that were current, newest first, then all others."""
        names = self.names(owner)
        were_current = [name for name in names if kind_of(name) not in (GIVEN_UP, BASE)]
        return [self.folder / owner / name for name in dict.fromkeys([*were_current, *names])]

    def bytes_of(self, owner: str, name: str) -> bytes | None:
        """The bytes of a version by its name; None when it is gone. The time names it, its kind may have changed."""
        if kind_of(f"{name}.json") is None or Path(owner).name != owner:
            return None
        named = (one for one in self.names(owner) if one[:20] == name[:20])
        with in_words(self._home):
            return next((read_bytes(self.folder / owner / one) for one in named), None)

    def holds(self, owner: str, wanted: str) -> bool:
        """Whether one of the versions has this fingerprint."""
        found = (read_bytes(self.folder / owner / name) for name in self.names(owner))
        return any(data is not None and fingerprint(data) == wanted for data in found)

    def owners(self) -> list[str]:
        """The ids that have versions."""
        return sorted(name for name in _listed(self.folder) if not name.startswith("."))

    def names(self, owner: str) -> list[str]:
        """The names of the files of all versions, newest first."""
        return sorted((name for name in _listed(self.folder / owner) if kind_of(name) is not None), reverse=True)

    def _give(self, current: Path, kind: str, act: Callable[[Path, Path], None], owner: str = "") -> Path:
        owner = owner or current.stem
        try:
            make_part(self.folder / owner, self._home)
            target = self._next(owner, kind)
            act(current, target)
        except OSError as error:
            raise save_failed(self.folder, error) from error
        return target

    def _write(self, owner: str, kind: str, data: bytes, *, durable: bool) -> Path:
        try:
            make_part(self.folder / owner, self._home)
        except OSError as error:
            raise save_failed(self.folder, error) from error
        target = self._next(owner, kind)
        write_atomically(target, data, durable=durable)
        return target

    def _next(self, owner: str, kind: str) -> Path:
        """A name after all others, even when the clock went back."""
        newest = next(iter(self.names(owner)), "")
        return self.folder / owner / f"{max(time.time_ns(), time_of(newest) + 1):020d}{kind}.json"


def _listed(folder: Path) -> Sequence[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 (a Path for each of them costs a save dearly)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise unusable(folder, error) from error
