"""Whether what lies in a preparation's file may be replaced by somebody who knows an earlier state of it."""

from __future__ import annotations

from pathlib import Path

from prep.errors import Conflict, common_error
from prep.library.history import History
from prep.library.protocol import Damage, Etag
from prep.library.seal import fingerprint
from prep.library.shelf import Shelf
from prep.library.tables import Stored


class Replacing:
    """Compares what a window goes on from with what is on the disk and in the history."""

    def __init__(self, shelf: Shelf[Stored], history: History) -> None:
        self._shelf = shelf
        self._history = history

    def over(self, path: Path, expected: Etag | None, title: str) -> tuple[bytes | None, Damage | None]:
        """The bytes to replace, and how they are damaged; Conflict unless the disk holds what the caller knows of.

        What is damaged or lost there is nobody's work, unless it had replaced what the caller knows of.
        """
        data = self._shelf.raw(path.stem)
        known = None if expected is None else expected.partition(".")[0]
        if data is None:
            if known is None:
                return None, None
            if not self._history.lost(path.stem):
                raise Conflict(common_error("conflict_deleted", title=title))
            if self.was_replaced(path.stem, known):
                return self._repaired(path.stem, known, title), None
            return None, None
        if fingerprint(data) == known or self._shelf.is_ours(path.stem, known, data):
            return data, None
        if known is not None and self.came_back(path.stem, known, data):
            return data, None
        damage = None if known is None else self._shelf.damage(data, path)
        if known is None or damage is None:
            raise Conflict(common_error("conflict", title=title))
        if self.was_replaced(path.stem, known):
            return self._repaired(path.stem, known, title), None
        return data, damage

    def was_replaced(self, preparation_id: str, known: str) -> bool:
        """Whether what a window goes on from is a version by now: then another window's work took its place."""
        return self._history.holds(preparation_id, known)

    def came_back(self, preparation_id: str, known: str, data: bytes) -> bool:
        """Whether ``data`` is an earlier version, put back where what a window goes on from was damaged or lost."""
        return not self.was_replaced(preparation_id, known) and self._history.holds(preparation_id, fingerprint(data))

    def _repaired(self, preparation_id: str, known: str, title: str) -> bytes:
        """The good bytes that were put back in the place of damage; Conflict when they are not those known."""
        found = self._shelf.read(preparation_id, held=True)
        if found is None or fingerprint(found.data) != known:
            raise Conflict(common_error("conflict", title=title))
        return found.data
