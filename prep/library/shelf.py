"""One folder of sealed files: damage is set aside, and the newest good version put back in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar, cast

from msgspec import Struct

from prep.errors import Damaged, LibraryError, NewerFormat, SaveFailed, common_error
from prep.library.files import read_bytes, remove, replace, save_failed, write_atomically
from prep.library.history import History
from prep.library.home import gone, reachable, unusable
from prep.library.index import Stamp, stamp_of
from prep.library.locks import Lock
from prep.library.protocol import Damage, Finding
from prep.library.seal import UnsoundError, fingerprint
from prep.library.storage import SealedStorage


class Identified(Protocol):
    """What lies on a shelf knows the id it is kept under."""

    @property
    def id(self) -> str:
        """The id, which is the file's name, too."""


Item = TypeVar("Item", bound=Identified)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
"""What may be a file's name: nothing that leaves the folder or hides."""


_OTHER_CASE = "other case"


class Found(Struct, Generic[Item], frozen=True):
    """What a file holds, with the very bytes it was read from; ``version`` names the version, "" the file itself."""

    item: Item
    data: bytes
    version: str = ""


class Shelf(Generic[Item]):
    """The files of one kind; ``told`` is called with whatever had to be done to them.

    A file that holds what belongs under another id is damage, too.
    """

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
        self._own: dict[str, Stamp] = {}
        self._landed: dict[str, tuple[str | None, str]] = {}

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
            data = self.raw(item_id)
            if data is not None:
                return Found(self.decode(data, item_id, self.name(path)), data)
            if not self.history.lost(item_id):
                return None
        except UnsoundError as unsound:
            if unsound.args[0] == _OTHER_CASE:
                return None
        if held:
            return self._repaired(path)
        with self._lock.held():
            return self._repaired(path)

    def raw(self, item_id: str) -> bytes | None:
        """The bytes of a file, sound or not; None: there is none. Unusable when the library cannot be reached."""
        path = self.path(item_id)
        if path is None:
            return None
        data = self._bytes(path)
        if data is None and not reachable(self.folder.parent):
            raise gone(self.folder.parent)
        return data

    def decode(self, data: bytes, item_id: str, name: str) -> Item:
        """What the bytes of an id's file or version hold; UnsoundError, or NewerFormat that names ``name``."""
        item = self._decode(data, name)
        if item.id != item_id:
            # A disk that takes ONE for one: there is no file of that id, and nothing is wrong with the other.
            raise UnsoundError(_OTHER_CASE if item.id.casefold() == item_id.casefold() else "swapped")
        return item

    def owner(self, data: bytes, name: str) -> str | None:
        """The id whose content the bytes of a file of another name hold; None: they are not sound, or there is none."""
        try:
            item_id = self._decode(data, name).id
        except UnsoundError:
            return None
        path = self.path(item_id)
        return None if path is None or not (path.exists() or self.history.names(item_id)) else item_id

    def damage(self, data: bytes, path: Path) -> Damage | None:
        """How the bytes differ from what was written; None: they do not. NewerFormat: a later nemawashi wrote them."""
        try:
            self.decode(data, path.stem, self.name(path))
        except UnsoundError as unsound:
            return None if unsound.args[0] == _OTHER_CASE else cast(Damage, unsound.args[0])
        return None

    def write(self, path: Path, data: bytes, instead_of: bytes | None, damage: Damage | None = None) -> None:
        """Replace the bytes ``instead_of`` (None: begin a file), holding the lock; they become a version.

        Those that show ``damage`` are set aside. SaveFailed harms nothing; Conflict when a program that knows no lock
        of ours has changed the file since.
        """
        aside = None if damage is None else self.history.set_aside(path, path.stem, leave=True)
        SealedStorage(path, save=partial(self._replace, aside=aside), name=self.name(path)).replace(data, instead_of)
        if damage is not None and aside is not None:
            self._tell_damage(path, aside, damage)

    def is_ours(self, item_id: str, wanted: str | None, data: bytes) -> bool:
        """Whether the bytes on disk are those of a save of ours that failed after it had replaced ``wanted``.

        Such a save was not promised, and the disk did not let it be taken back. ``wanted`` is a fingerprint, None:
        there was no file.
        """
        return self._landed.get(item_id) == (wanted, fingerprint(data))

    def _replace(self, path: Path, data: bytes, aside: Path | None) -> None:
        """``aside``: where the file lies already that is replaced, since it was damaged."""
        before = self._stamp(path)
        kept = aside
        if before is not None and aside is None:
            kept = self.history.keep(path, found=before != self._own.get(path.stem))
        try:
            write_atomically(path, data)
        except SaveFailed:
            self._take_back(path, data, kept)
            raise
        self._landed.pop(path.stem, None)
        with suppress(OSError, LibraryError):  # it is saved: nothing that comes after may say otherwise
            after = self._stamp(path)
            if after is not None:
                self._own[path.stem] = after
            if kept is None:
                self.history.revive(path.stem)
            elif aside is None:
                self.history.prune(path.stem)

    def _take_back(self, path: Path, data: bytes, kept: Path | None) -> None:
        """Undo a save that failed, even one that failed after the new file was in place: it was not promised."""
        with suppress(OSError):  # the version stays where it is: better twice than not at all
            if read_bytes(path) != data:
                if kept is not None:
                    remove(kept)
                return
            before = None if kept is None else read_bytes(kept)
            self._landed[path.stem] = (None if before is None else fingerprint(before), fingerprint(data))
            if kept is None:
                path.unlink()
            else:
                replace(kept, path)

    def _stamp(self, path: Path) -> Stamp | None:
        try:
            return stamp_of(path.stat())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise save_failed(self.folder, error) from error

    def _tell_damage(self, path: Path, kept: Path, damage: Damage) -> None:
        self._told(Finding("damaged", self.name(path), f"{kept.parent.name}/{kept.name}", damage))

    def put_back(self, item_id: str) -> Found[Item] | None:
        """Make the newest good version the current file while holding the lock; None: there is none."""
        path = self.path(item_id)
        good = None if path is None else self.newest_good(item_id)
        if path is None or good is None:
            return None
        # A copy and not a link: the next damage must not reach the version as well.
        write_atomically(path, good.data)
        self._told(Finding("restored", self.name(path), good.version))
        return good

    def newest_good(self, item_id: str) -> Found[Item] | None:
        """The newest version that can be trusted; None: there is none. Unusable when one could not be read."""
        unreadable: OSError | None = None
        for version in self.history.trustworthy(item_id):
            try:
                data = read_bytes(version) or b""
                return Found(self.decode(data, item_id, version.name), data, version.stem)
            except OSError as error:
                unreadable = error
            except (UnsoundError, NewerFormat):
                continue
        if unreadable is not None:
            raise unusable(self.folder.parent, unreadable)
        return None

    def _bytes(self, path: Path) -> bytes | None:
        return SealedStorage(path, name=self.name(path)).on_disk()

    def _repaired(self, path: Path) -> Found[Item] | None:
        """With the lock held, another window may have repaired it already: look again first."""
        data = self.raw(path.stem)
        if data is None:
            return self.put_back(path.stem) if self.history.lost(path.stem) else None
        try:
            return Found(self.decode(data, path.stem, self.name(path)), data)
        except UnsoundError as unsound:
            damage = cast(Damage, unsound.args[0])
        if damage == "swapped" and self._taken_in(path, data):
            return None
        good = self.newest_good(path.stem)
        try:
            # The file stays until the good version replaces it: were the power to go, the list would miss it.
            kept = self.history.set_aside(path, path.stem, leave=good is not None)
        except LibraryError:
            self._told(Finding("damaged", self.name(path), "", damage))
            raise Damaged(common_error("damaged_in_place", file=self.name(path))) from None
        if good is None:
            self._tell_damage(path, kept, damage)
            raise Damaged(common_error("damaged", file=self.name(path), kept=str(kept)))
        try:
            write_atomically(path, good.data)
        except SaveFailed:
            if read_bytes(path) == data:
                remove(kept)
            raise
        self._tell_damage(path, kept, damage)
        self._told(Finding("restored", self.name(path), good.version))
        return good

    def _taken_in(self, path: Path, data: bytes) -> bool:
        """Take a copy that a sync service made, "<id>-<computer>.json", into the history of what it is a copy of."""
        owner = self.owner(data, self.name(path))
        if owner is None or not path.stem.startswith(owner) or self.history.names(path.stem):
            return False
        kept = self.history.take_in(path, owner)
        self._told(Finding("copy", self.name(path), kept.relative_to(self.folder.parent).as_posix()))
        return True
