"""The list of preparations as a cache: a row counts while the file's time, size and inode are as they were."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from prep.errors import LibraryError
from prep.library.files import read_bytes, write_atomically
from prep.library.tables import Stored

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes, inode."""

_NONE: Mapping[str, Stamp] = {}
_HEAD = re.compile(rb'\{"checksum":"sha256:([0-9a-f]{64})","rows":')
_TAIL = b"}\n"


class Row(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What the list shows of one file; ``newer`` is the format number of a file that only a later nemawashi opens."""

    stamp: Stamp
    title: str = ""
    language: str = ""
    stage: str = ""
    organisation_id: str = ""
    updated: dt.datetime
    ready: bool = False
    score: int = 0
    newer: int = 0


def row_of(stored: Stored, stamp: Stamp) -> Row:
    """The row of a preparation's file."""
    return Row(
        stamp=stamp,
        title=stored.preparation.title,
        language=stored.preparation.language.value,
        stage=stored.preparation.stage.value,
        organisation_id=stored.meta.organisation_id,
        updated=stored.meta.updated,
        ready=stored.meta.ready,
        score=stored.meta.score,
    )


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file as it is now."""
    return (status.st_mtime_ns, status.st_size, status.st_ino)


_AT_A_STRETCH = 64
"""Files looked at before a gentle look rests for a moment."""


def stamps(folder: Path, known: Mapping[str, Stamp] = _NONE, *, gently: bool = False) -> dict[str, Stamp]:
    """The stamp of every library file in a folder by its id; those of ``known`` themselves where they still hold.

    ``gently``: in a thread beside somebody who types. Ten thousand files at a stretch would keep Python from the other
    threads for as long as an eye notices; so would ten thousand new objects at every look, in which it looks for waste.
    """
    found: dict[str, Stamp] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".json") and not entry.name.startswith("."):
                try:
                    # On Windows only stat of the path, not the entry's own, knows the inode.
                    status = os.stat(entry.path) if os.name == "nt" else entry.stat()  # noqa: PTH116
                except FileNotFoundError:  # deleted by another window since the folder was read
                    continue
                name, stamp = entry.name.removesuffix(".json"), stamp_of(status)
                before = known.get(name)
                found[name] = before if before == stamp else stamp
                if gently and len(found) % _AT_A_STRETCH == 0:
                    time.sleep(0.001)
    return found


def load_rows(path: Path) -> tuple[dict[str, Row], bool]:
    """The rows as they were last written, and whether the cache could be trusted; an absent one is empty and fine."""
    try:
        data = read_bytes(path)
        return ({}, True) if data is None else (_rows_in(data), True)
    except (OSError, ValueError):  # msgspec says ValidationError, which is a ValueError
        return {}, False


def save_rows(path: Path, rows: Mapping[str, Row]) -> None:
    """Write the cache; where that is not possible, the next opening reads the files instead."""
    body = _encode(rows)
    head = f'{{"checksum":"sha256:{hashlib.sha256(body).hexdigest()}","rows":'.encode()
    try:
        write_atomically(path, head + body + _TAIL, durable=False)
    except LibraryError:
        return


def _rows_in(data: bytes) -> dict[str, Row]:
    """The rows in the cache's bytes; ValueError when a byte is not as it was written, or another version wrote it.

    Ten thousand rows are opened at every start: they are decoded at once, and not by way of tables.
    """
    head = _HEAD.match(data)
    if head is None or not data.endswith(_TAIL):
        raise ValueError("torn")
    body = memoryview(data)[head.end() : -len(_TAIL)]
    if hashlib.sha256(body).hexdigest().encode() != head[1]:
        raise ValueError("checksum")
    return _decode(body)


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Row]).decode
