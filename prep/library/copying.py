"""The files of a library on their way into an archive, while other windows may save.

Files are replaced whole, so every one that is read is whole; those that changed since are read again, the last of them
while nobody can save, so that preparations and goals fit together.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from prep.errors import LibraryError
from prep.library.archive import SETTINGS, Writer, may_hold
from prep.library.files import read_bytes
from prep.library.home import HISTORY, ORGANISATIONS, PREPARATIONS, QUARANTINE, RESCUE, unusable
from prep.library.index import Stamp, stamps
from prep.library.locks import Lock
from prep.library.protocol import Progress
from prep.library.seal import UnsoundError, format_of_stranger, unseal

_PATIENCE = 2.0
_ROUNDS = 5
"""How often what changed is read again before those who save are kept waiting for a moment."""

_CURRENT = (PREPARATIONS, ORGANISATIONS)


class Copy:
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

    def give_up(self) -> None:
        """The library is out of reach: what it held and could not be taken counts as unread."""
        self.unread.update(name for name in self._taken if name not in self.archive.files)

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
                raise unusable(self._home, error) from error
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
