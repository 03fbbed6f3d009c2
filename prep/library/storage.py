"""TinyDB's storages of ours: tables in hand for one session, and the sealed file that sessions read and replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from prep.errors import Conflict, Unusable, common_error
from prep.library.files import out_of_reach, read_bytes, write_atomically
from prep.library.home import gone
from prep.library.locks import Lock
from prep.library.seal import Tables, seal, unseal

Save = Callable[[Path, bytes], None]
"""Replaces a file by bytes, whole or not at all; SaveFailed leaves the old one."""


class SessionStorage(Storage):
    """Tables in hand: opened from bytes when they are first read, sealed once however often they were written.

    ``data`` None: there are none yet. ``opened`` makes tables of bytes; what it raises, the first read raises.
    """

    def __init__(self, data: bytes | None = None, opened: Callable[[bytes], Tables] = unseal) -> None:
        self.data = data
        self.changed = False
        self._opened = opened
        self._tables: Tables | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables as they stand; None: there are none yet. UnsoundError when the bytes are not as written."""
        if self._tables is None and self.data is not None:
            self._tables = self._opened(self.data)
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Keep the tables until the session ends. UnsoundError when they would take the place of damaged ones."""
        self.read()
        self._tables = data
        self.changed = True

    def sealed(self) -> bytes:
        """The tables as the bytes of a file."""
        return seal(self._tables or {})


class SealedStorage(Storage):
    """One sealed file: read once a session, and replaced once, atomically, while it still holds what was read.

    ``lock`` is held while the file is compared and replaced; None: the caller holds it. ``name`` is what messages call
    the file. A single operation of TinyDB outside ``session`` is a session of its own. No handle stays open.
    """

    def __init__(
        self, path: Path | str, lock: Lock | None = None, save: Save = write_atomically, name: str | None = None
    ) -> None:
        self.path = Path(path)
        self._lock = lock
        self._save = save
        self._name = name or self.path.name
        self._session: SessionStorage | None = None
        self._seen: SessionStorage | None = None

    def on_disk(self) -> bytes | None:
        """The bytes that lie on disk, sound or not; None: there is no file. Unusable when it cannot be read."""
        try:
            return read_bytes(self.path)
        except OSError as error:
            if out_of_reach(self.path.parent, error):
                raise gone(self.path.parent.parent) from error
            reason = error.strerror or str(error)
            raise Unusable(common_error("file_unreadable", file=self._name, reason=reason)) from error

    def replace(self, data: bytes, instead_of: bytes | None) -> None:
        """Put ``data`` in the place of the bytes ``instead_of`` (None: of no file).

        Conflict when the disk holds something else by now, SaveFailed when it does not take the bytes; either way
        nothing was changed.
        """
        with self._lock.held() if self._lock is not None else nullcontext():
            if self.on_disk() != instead_of:
                raise Conflict(common_error("conflict_file", file=self._name))
            self._save(self.path, data)

    @contextmanager
    def session(self) -> Iterator[SessionStorage]:
        """Any number of TinyDB's operations that read the file once and replace it once, at the end.

        An exception that leaves the session leaves the file as it was; errors of the end are those of ``replace``. A
        session within a session is the same one.
        """
        if self._session is not None:
            yield self._session
            return
        session = self._session = SessionStorage(self.on_disk())
        try:
            yield session
        finally:
            self._session = None
        if session.changed:
            self.replace(session.sealed(), session.data)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables in the file; None: there is no file. UnsoundError when a single byte is not as it was written."""
        if self._session is not None:
            return self._session.read()
        self._seen = SessionStorage(self.on_disk())
        return self._seen.read()

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the tables last read; UnsoundError rather than writing over damage, else errors as of ``replace``."""
        if self._session is not None:
            self._session.write(data)
            return
        seen, self._seen = self._seen or SessionStorage(self.on_disk()), None
        seen.write(data)
        self.replace(seen.sealed(), seen.data)
