"""A pytest plugin that gives TinyDB's own test suite our storages wherever it asks for TinyDB's. Run by its test."""

from __future__ import annotations

from pathlib import Path

import tinydb
import tinydb.storages

from prep.library.locks import Lock
from prep.library.seal import Tables
from prep.library.storage import SealedStorage, SessionStorage


class InHand(SessionStorage):
    """In the place of MemoryStorage."""

    def __init__(self) -> None:
        super().__init__()

    @property
    def memory(self) -> Tables | None:
        """What the session holds, as TinyDB's tests call it."""
        return self.read()


class OnDisk(SealedStorage):
    """In the place of JSONStorage, with the lock of its folder; ``ensure_ascii`` False is what ours always does."""

    def __init__(self, path: str, ensure_ascii: bool = False) -> None:
        assert not ensure_ascii
        super().__init__(path, Lock(Path(path).parent))


for module in (tinydb, tinydb.storages):
    for name, ours in (("MemoryStorage", InHand), ("JSONStorage", OnDisk)):
        if hasattr(module, name):
            setattr(module, name, ours)
tinydb.TinyDB.default_storage_class = OnDisk  # type: ignore[assignment]
