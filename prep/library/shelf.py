"""One folder of sealed files: damage is set aside, and the newest good version put back in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from prep.errors import Damaged, LibraryError, NewerFormat, SaveFailed, common_error
from prep.library.files import read_bytes, remove, write_atomically
from prep.library.history import History
from prep.library.locks import Lock
from prep.library.protocol import Finding
from prep.library.seal import UnsoundError
from prep.library.storage import SealedStorage

Item = TypeVar("Item")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
"""What may be a file's name: nothing that leaves the folder or hides."""


@dataclass(frozen=True)
class Found(Generic[Item]):
    """What a file holds, with the very bytes it was read from."""

    item: Item
    data: bytes


class Shelf(Generic[Item]):
    """The files of one kind; ``told`` is called with whatever had to be done to them."""

    def __init__(
        self,
        folder: Path,
        decode: Callable[[bytes, str], Item],
        history: History,
        lock: Lock,
        told: Callable[[Finding], None],
    ) -> None:
        self.folder = folder
        self.history = history
        self._decode = decode
        self._lock = lock
        self._told = told

    def path(self, item_id: str) -> Path | None:
        """Where the file of an id lies; None for what cannot be an id."""
        return self.folder / f"{item_id}.json" if _ID.fullmatch(item_id) else None

    def name(self, path: Path) -> str:
        """The file as it is named in messages and findings."""
        return f"{self.folder.name}/{path.name}"

    def read(self, item_id: str, *, held: bool = False) -> Found[Item] | None:
        """What the file of an id holds; None: there is none. ``held``: the caller holds the lock.

        A damaged file, or one that vanished, is repaired first; Damaged when no good version was left. NewerFormat
        leaves it alone.
        """
        path = self.path(item_id)
        if path is None:
            return None
        try:
            data = self._bytes(path)
            if data is not None:
                return Found(self._decode(data, self.name(path)), data)
            if not self.history.lost(item_id):
                return None
        except UnsoundError:
            pass
        if held:
            return self._repaired(path)
        with self._lock.held():
            return self._repaired(path)

    def raw(self, item_id: str) -> bytes | None:
        """The bytes of a file, sound or not; None: there is none."""
        path = self.path(item_id)
        return None if path is None else self._bytes(path)

    def is_sound(self, data: bytes, path: Path) -> bool:
        """Whether the bytes are what was once written; NewerFormat when a later nemawashi wrote them."""
        try:
            self._decode(data, self.name(path))
        except UnsoundError:
            return False
        return True

    def write(self, path: Path, data: bytes, instead_of: bytes | None) -> None:
        """Replace the bytes ``instead_of`` (None: begin a file), holding the lock; they become a version.

        SaveFailed harms nothing; Conflict when a program that knows no lock of ours has changed the file since.
        """
        SealedStorage(path, save=self._replace, name=self.name(path)).replace(data, instead_of)

    def _replace(self, path: Path, data: bytes) -> None:
        kept = self.history.keep(path) if path.exists() else None
        try:
            write_atomically(path, data)
        except SaveFailed:
            if kept is not None:
                remove(kept)
            raise
        if kept is not None:
            self.history.prune(path.stem)

    def quarantine(self, path: Path, how: str) -> Path:
        """Take a damaged file out of the way while holding the lock, and tell."""
        kept = self.history.set_aside(path)
        self._told(Finding("damaged", self.name(path), f"{kept.parent.name}/{kept.name} ({how})"))
        return kept

    def put_back(self, item_id: str) -> Found[Item] | None:
        """Make the newest good version the current file while holding the lock; None: there is none."""
        path = self.path(item_id)
        if path is None:
            return None
        for version in self.history.newest_first(item_id):
            data = read_bytes(version)
            try:
                item = self._decode(data or b"", version.name)
            except (UnsoundError, NewerFormat):
                continue
            # A copy and not a link: the next damage must not reach the version as well.
            write_atomically(path, data or b"")
            self._told(Finding("restored", self.name(path), version.stem))
            return Found(item, data or b"")
        return None

    def _bytes(self, path: Path) -> bytes | None:
        return SealedStorage(path, name=self.name(path)).on_disk()

    def _repaired(self, path: Path) -> Found[Item] | None:
        """With the lock held, another window may have repaired it already: look again first."""
        data = self._bytes(path)
        if data is None:
            return self.put_back(path.stem) if self.history.lost(path.stem) else None
        try:
            return Found(self._decode(data, self.name(path)), data)
        except UnsoundError as unsound:
            how = str(unsound.args[0])
        try:
            kept = self.quarantine(path, how)
        except LibraryError:
            raise Damaged(common_error("damaged_in_place", file=self.name(path))) from None
        found = self.put_back(path.stem)
        if found is None:
            raise Damaged(common_error("damaged", file=self.name(path), kept=str(kept)))
        return found
