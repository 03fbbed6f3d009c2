"""The list of preparations as a cache: a row counts while the file's time, size and inode are as they were."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from prep.errors import LibraryError
from prep.library.files import read_bytes, write_atomically
from prep.library.seal import UnsoundError, seal, unseal
from prep.library.tables import Stored

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes, inode."""


class Row(Struct, frozen=True, kw_only=True):
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


def stamps(folder: Path) -> dict[str, Stamp]:
    """The stamp of every library file in a folder by its id."""
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".json") and not entry.name.startswith("."):
                try:
                    # On Windows only stat of the path, not the entry's own, knows the inode.
                    status = os.stat(entry.path) if os.name == "nt" else entry.stat()  # noqa: PTH116
                except FileNotFoundError:  # deleted by another window since the folder was read
                    continue
                found[entry.name.removesuffix(".json")] = stamp_of(status)
    return found


def load_rows(path: Path) -> tuple[dict[str, Row], bool]:
    """The rows as they were last written, and whether the cache could be trusted; an absent one is empty and fine."""
    try:
        data = read_bytes(path)
        if data is None:
            return {}, True
        return msgspec.convert(unseal(data)["rows"], dict[str, Row]), True
    except (OSError, ValueError, KeyError, UnsoundError, msgspec.ValidationError):
        return {}, False


def save_rows(path: Path, rows: Mapping[str, Row]) -> None:
    """Write the cache; where that is not possible, the next opening reads the files instead."""
    try:
        write_atomically(path, seal({"rows": msgspec.to_builtins(rows) or {}}), durable=False)
    except LibraryError:
        return
