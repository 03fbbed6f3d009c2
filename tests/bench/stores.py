"""The same preparations in other stores: TinyDB as it comes, sqlite3, and a plain file written and synced."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from many import Made
from tinydb import TinyDB
from tinydb.table import Document


class Store(Protocol):
    """One store filled with all preparations."""

    def save(self, place: int, data: bytes) -> None:
        """Replace the preparation at ``place`` durably, as far as the store does so by itself."""

    def close(self) -> None:
        """Let go of its files."""


class Plain:
    """One write and fsync of the bytes: the least that "on disk" can cost."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "plain.json"

    def save(self, place: int, data: bytes) -> None:
        with self._path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        self._path.unlink()


class TinyDefault:
    """TinyDB's own JSONStorage: all preparations in one file, which every update reads and writes whole."""

    def __init__(self, path: Path, made: Sequence[Made]) -> None:
        self._path = path
        documents = {str(place): {"id": one.id, "file": json.loads(one.data)} for place, one in enumerate(made, 1)}
        path.write_text(json.dumps({"preparations": documents}))
        self._database = TinyDB(path)

    def save(self, place: int, data: bytes) -> None:
        changed = Document({"file": json.loads(data)}, doc_id=place + 1)
        self._database.table("preparations").update(changed, doc_ids=[place + 1])

    def close(self) -> None:
        self._database.close()


class Sqlite:
    """sqlite3 with one row a preparation and its default journal, which syncs before a commit is done."""

    def __init__(self, path: Path, made: Sequence[Made]) -> None:
        self._ids = [one.id for one in made]
        self._connection = sqlite3.connect(path)
        with self._connection:
            self._connection.execute("create table preparations (id text primary key, title text, data blob)")
            rows = ((one.id, one.title, one.data) for one in made)
            self._connection.executemany("insert into preparations values (?, ?, ?)", rows)

    def save(self, place: int, data: bytes) -> None:
        with self._connection:
            self._connection.execute("update preparations set data = ? where id = ?", (data, self._ids[place]))

    def close(self) -> None:
        self._connection.close()
