"""TinyDB on our storages: a session reads once and writes once, and nobody's bytes are replaced unseen."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from case_strategies import cases
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from properties import examples
from tinydb import TinyDB, where

from prep.errors import Conflict, SaveFailed
from prep.intake.case import parse_case
from prep.library import files
from prep.library.locks import Lock
from prep.library.seal import UnsoundError, unseal
from prep.library.storage import SealedStorage
from prep.library.tables import (
    Meta,
    Stored,
    StoredOrganisation,
    decode_organisation,
    decode_preparation,
    encode_organisation,
    encode_preparation,
    numbered_in,
)


class Disk:
    """Counts what a storage asks of the disk."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.reads = self.writes = 0

        def counted(wanted: Path) -> bytes | None:
            self.reads += 1
            return files.read_bytes(wanted)

        monkeypatch.setattr("prep.library.storage.read_bytes", counted)

    def save(self, path: Path, data: bytes) -> None:
        self.writes += 1
        files.write_atomically(path, data)

    def storage(self) -> SealedStorage:
        return SealedStorage(self.path, Lock(self.path.parent), self.save)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(tmp_path / "file.json", monkeypatch)


def _texts(path: Path) -> list[str]:
    return [str(document["text"]) for document in TinyDB(path, storage=SealedStorage).table("quotes")]


def test_a_session_reads_once_and_writes_once_however_much_is_done_in_it(disk: Disk) -> None:
    storage = disk.storage()
    database = TinyDB(storage=lambda: storage)
    with storage.session():
        quotes = database.table("quotes")
        for number in range(20):
            quotes.insert({"text": f"quote {number}"})
        quotes.remove(where("text") == "quote 7")
        assert not disk.path.exists()
    assert (disk.writes, len(_texts(disk.path))) == (1, 19)
    disk.reads = disk.writes = 0
    with storage.session(), storage.session():  # the same one
        quotes.update({"text": "changed"}, where("text") == "quote 8")
    assert (disk.reads, disk.writes) == (2, 1)  # read, and compared with before it is replaced
    assert "changed" in _texts(disk.path)


def test_a_session_that_only_reads_writes_nothing(disk: Disk) -> None:
    storage = disk.storage()
    with storage.session():
        assert TinyDB(storage=lambda: storage).table("quotes").all() == []
    assert (disk.reads, disk.writes, disk.path.exists()) == (1, 0, False)


def test_a_session_that_fails_leaves_the_file_as_it_was(disk: Disk) -> None:
    storage = disk.storage()
    quotes = TinyDB(storage=lambda: storage).table("quotes")
    quotes.insert({"text": "kept"})
    before = disk.path.read_bytes()

    def broken() -> None:
        with storage.session():
            quotes.insert({"text": "half"})
            raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        broken()
    assert disk.path.read_bytes() == before
    quotes.insert({"text": "after"})
    assert _texts(disk.path) == ["kept", "after"]


def test_a_session_over_a_file_that_another_has_replaced_is_a_conflict(disk: Disk) -> None:
    ours, theirs = disk.storage(), disk.storage()
    mine = TinyDB(storage=lambda: ours).table("quotes")

    def meet() -> None:
        with ours.session():
            mine.insert({"text": "ours"})
            TinyDB(storage=lambda: theirs).table("quotes").insert({"text": "theirs"})

    with pytest.raises(Conflict, match=r"file\.json.*another program"):
        meet()
    assert _texts(disk.path) == ["theirs"]
    mine.insert({"text": "ours"})
    assert _texts(disk.path) == ["theirs", "ours"]


def test_a_disk_that_takes_nothing_keeps_what_it_had(disk: Disk, tmp_path: Path) -> None:
    storage = disk.storage()
    TinyDB(storage=lambda: storage).table("quotes").insert({"text": "kept"})

    def full(path: Path, _: bytes) -> None:
        raise files.save_failed(path.parent, OSError(28, "No space left on device"))

    refusing = SealedStorage(disk.path, Lock(tmp_path), full)
    with pytest.raises(SaveFailed):
        TinyDB(storage=lambda: refusing).table("quotes").insert({"text": "lost"})
    assert _texts(disk.path) == ["kept"]


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-1], lambda data: data.replace(b"a", b"b")])
def test_damage_is_neither_opened_nor_written_over(damage: Callable[[bytes], bytes], disk: Disk) -> None:
    storage = disk.storage()
    database = TinyDB(storage=lambda: storage)
    database.table("quotes").insert({"text": "a quote"})
    damaged = damage(disk.path.read_bytes())
    disk.path.write_bytes(damaged)
    with pytest.raises(UnsoundError):
        database.table("quotes").all()
    with pytest.raises(UnsoundError):
        database.table("quotes").insert({"text": "more"})
    with pytest.raises(UnsoundError):
        database.drop_tables()
    with pytest.raises(UnsoundError), storage.session():
        database.drop_tables()
    assert disk.path.read_bytes() == damaged


def test_threads_that_write_one_file_lose_nothing(disk: Disk) -> None:
    def insert(name: str) -> None:
        storage = SealedStorage(disk.path, Lock(disk.path.parent))
        done = 0
        while done < 20:
            try:
                with storage.session():
                    TinyDB(storage=lambda: storage).table("quotes").insert({"text": f"{name}{done}"})
                done += 1
            except Conflict:
                continue

    threads = [threading.Thread(target=insert, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(_texts(disk.path)) == sorted(f"{name}{number}" for name in "abc" for number in range(20))


def test_a_file_without_tables_is_sealed_like_any_other(disk: Disk) -> None:
    storage = disk.storage()
    TinyDB(storage=lambda: storage).drop_tables()
    data = disk.path.read_bytes()
    assert (list(json.loads(data)), unseal(data)) == (["checksum"], {})
    for place in range(len(data)):
        for torn in (data[:place], data[:place] + data[place + 1 :], data[:place] + b"!" + data[place + 1 :]):
            with pytest.raises(UnsoundError):
                unseal(torn)


_NUMBERS = st.dictionaries(st.sampled_from(["l", "g"]), st.integers(1, 10**15), max_size=2)


@examples(40)
@given(cases(dirty=True), _NUMBERS)
def test_whatever_is_written_is_read_back_equal_and_its_bytes_are_always_the_same(
    document: dict[str, Any], numbered: dict[str, int]
) -> None:
    case = parse_case(json.dumps(document).encode(), "case.json")
    goals = StoredOrganisation(id="o", organisation=case.organisation, numbered=numbered)
    data = encode_organisation(goals)
    read = decode_organisation(data, "file")
    assert (read.id, read.organisation) == ("o", case.organisation)
    assert data == encode_organisation(goals) == encode_organisation(read)
    assert numbered_in(data, "file") == read.numbered
    for preparation in case.preparations:
        meta = Meta(organisation_id="o", updated=dt.datetime(2026, 11, 24, tzinfo=dt.UTC), numbered=numbered)
        stored = Stored(meta=meta, preparation=preparation)
        data = encode_preparation(stored)
        again = decode_preparation(data, "file")
        assert again.preparation == preparation
        assert structs.replace(again.meta, numbered={}) == structs.replace(meta, numbered={})
        assert all(again.meta.numbered[letter] >= number for letter, number in numbered.items())
        assert data == encode_preparation(stored) == encode_preparation(again)
        assert numbered_in(data, "file") == again.meta.numbered
