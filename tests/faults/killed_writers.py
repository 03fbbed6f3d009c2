"""Runs writers and kills them at random moments; prints as JSON what was lost. Run by test_kills.py.

A process of its own with one thread, so that forking it is safe; each fork is a real process.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import struct
import sys
import time
from pathlib import Path

import filelock  # noqa: F401 (imported before the first fork, which otherwise would pay for it)
from msgspec import structs

import prep.words
from prep.intake.case import read_case
from prep.library.tiny import TinyLibrary
from prep.model.dossier import Dossier


def _library(home: Path) -> TinyLibrary:
    return TinyLibrary(home, assess=lambda _: (False, 0))


def _numbered(dossier: Dossier, number: int) -> Dossier:
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, title=str(number)))


def _slow_disk() -> None:
    """Writes arrive in small pieces, so that most kills fall into the middle of one."""
    write = os.write

    def slowly(handle: int, data: bytes | memoryview) -> int:
        time.sleep(0.0001)
        return write(handle, data[:1024])

    os.write = slowly  # type: ignore[assignment]


def _save_until_killed(home: Path, preparation_id: str, number: int, acknowledge: int) -> None:
    _slow_disk()
    library = _library(home)
    kept = library.get(preparation_id)
    etag = kept.etag
    os.write(acknowledge, struct.pack("q", -1))
    while True:
        number += 1
        etag = library.put(_numbered(kept.dossier, number), etag)
        os.write(acknowledge, struct.pack("q", number))


def _acknowledged(handle: int) -> list[int]:
    data = b""
    while piece := os.read(handle, 65536):
        data += piece
    return [number for (number,) in struct.iter_unpack("q", data[: len(data) // 8 * 8])]


def _kill_one(home: Path, preparation_id: str, number: int, moment: random.Random) -> int:
    """Start a writer at ``number``, kill it; the last number it was told is saved."""
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(reading)
        _save_until_killed(home, preparation_id, number, writing)
    os.close(writing)
    # Counted saves first, so that a slow machine kills writers at work and not writers that are still beginning.
    begun = [os.read(reading, 8) for _ in range(1 + moment.randrange(3))]
    time.sleep(moment.uniform(0, 0.03))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    saved = [int(struct.unpack("q", begun[-1])[0]), *_acknowledged(reading)]
    os.close(reading)
    return max(number, *saved)


def main(home: Path, kills: int, seed: int) -> None:
    case = read_case(Path(prep.words.__file__).parent / "samples" / "case-ja.json")
    library = _library(home)
    preparation_id = library.add(case.organisation, case.preparations, dt.date(2026, 12, 15)).preparation_ids[0]
    library.put(_numbered(library.get(preparation_id).dossier, 0), library.get(preparation_id).etag)
    moment, number = random.Random(seed), 0
    lost, damaged, left_over, saves = 0, 0, 0, 0
    for _ in range(kills):
        told = _kill_one(home, preparation_id, number, moment)
        library = _library(home)
        found = int(library.get(preparation_id).dossier.preparation.title)
        findings = (*library.findings(), *library.check().findings)
        lost += found < told
        damaged += sum(finding.kind not in ("swept", "index") for finding in findings)
        left_over += sum(1 for _ in (home / "preparations").glob(".tmp-*"))
        saves += found - number
        number = found
    print(json.dumps({"lost": lost, "damaged": damaged, "left_over": left_over, "saves": saves}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
