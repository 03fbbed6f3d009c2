"""Random damage to real library files: always noticed, never opened as anything else, and repaired."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from crash_states import Tree, lay_out, snapshot
from doings import opened, titled, with_goal

import prep.words
from builders import TODAY
from prep.errors import Damaged, LibraryError, NotFound
from prep.intake.case import read_case
from prep.library.protocol import Version
from prep.library.tiny import TinyLibrary
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation

SAMPLES = Path(prep.words.__file__).parent / "samples"
VERSIONS = 4


@dataclass(frozen=True)
class Shelved:
    """A library of real files: its tree, what is in it by id, and every title of each preparation, newest first."""

    tree: Tree
    preparations: dict[str, Preparation]
    organisations: dict[str, Organisation]
    organisation_of: dict[str, str]
    titles: dict[str, list[str]]

    def files(self, folder: str) -> list[str]:
        return [path for path, data in self.tree.items() if data is not None and path.startswith(f"{folder}/")]

    def bytes(self, path: str) -> bytes:
        data = self.tree[path]
        assert data is not None
        return data


def _shelved(home: Path) -> Shelved:
    """Four preparations of two organisations, in both languages, each saved a few times with goals."""
    library = opened(home)
    titles: dict[str, list[str]] = {}
    for language in ("ja", "en"):
        case = read_case(SAMPLES / f"case-{language}.json")
        for preparation_id in library.add(case.organisation, case.preparations, case.evaluate_on).preparation_ids:
            kept = library.get(preparation_id, TODAY)
            dossier, etag = kept.dossier, kept.etag
            titles[preparation_id] = [dossier.preparation.title]
            for number in range(VERSIONS):
                title = f"{dossier.preparation.id[:8]} version {number}"
                dossier = with_goal(titled(dossier, title), f"x{len(titles)}{number}", title)
                etag = library.put(dossier, etag)
                titles[preparation_id].insert(0, title)
    dossiers = {preparation_id: library.get(preparation_id, TODAY).dossier for preparation_id in titles}
    library.check()
    library.close()
    return Shelved(
        tree=snapshot(home),
        preparations={item_id: dossier.preparation for item_id, dossier in dossiers.items()},
        organisations=dict(library.organisations()),
        organisation_of={item_id: dossier.organisation_id for item_id, dossier in dossiers.items()},
        titles=titles,
    )


def _place(data: bytes, draw: random.Random) -> tuple[int, int]:
    start = draw.randrange(len(data))
    return start, min(len(data), start + draw.choice((1, 8, 64, 512, 4096)))


def _flipped(data: bytes, draw: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 5, 50))):
        damaged[draw.randrange(len(damaged))] ^= draw.randrange(1, 256)
    return bytes(damaged)


def _one_bit(data: bytes, draw: random.Random) -> bytes:
    damaged = bytearray(data)
    damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
    return bytes(damaged)


def _truncated(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.choice((draw.randrange(len(data)), len(data) - 1, len(data) - 2, len(data) // 512 * 512))]


def _extended(data: bytes, draw: random.Random) -> bytes:
    tail = draw.choice((b"\n", b" ", b"\0", b"\0" * 512, data, b"{}", draw.randbytes(20)))
    return draw.choice((data + tail, tail + data))


def _zeroed(data: bytes, draw: random.Random) -> bytes:
    start, stop = _place(data, draw)
    return data[:start] + b"\0" * (stop - start) + data[stop:]


def _emptied(data: bytes, draw: random.Random) -> bytes:
    return b""


def _all_zero(data: bytes, draw: random.Random) -> bytes:
    return draw.choice((b"\0" * len(data), b"\0"))


def _left_out(data: bytes, draw: random.Random) -> bytes:
    start, stop = _place(data, draw)
    return data[:start] + data[stop:]


def _blocks_swapped(data: bytes, draw: random.Random) -> bytes:
    size = draw.choice((16, 512, 1024))
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    one, other = draw.randrange(len(blocks)), draw.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


INSIDE: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped,
    _one_bit,
    _truncated,
    _extended,
    _zeroed,
    _emptied,
    _all_zero,
    _left_out,
    _blocks_swapped,
)


def _strangers(shelved: Shelved, path: str) -> list[bytes]:
    """Sound bytes that do not belong at the path: files of others and their older versions, of either kind."""
    owner = Path(path).parent.name if path.startswith("history/") else Path(path).stem
    others = [
        shelved.bytes(other)
        for folder in ("preparations", "organisations", "history")
        for other in shelved.files(folder)
        if owner not in other
    ]
    assert len(others) > VERSIONS
    return others


def _damaged(shelved: Shelved, path: str, number: int, draw: random.Random) -> tuple[str, bytes]:
    """What happened to the file, each way in turn, and its bytes then, which are never those of before."""
    data, way = shelved.bytes(path), number % (len(INSIDE) + 2)
    damaged = data
    while damaged == data:
        damaged = INSIDE[way](data, draw) if way < len(INSIDE) else draw.choice(_strangers(shelved, path))
    return INSIDE[way].__name__.strip("_") if way < len(INSIDE) else "swapped", damaged


def _trial(shelved: Shelved, home: Path, path: str, damaged: bytes) -> str | None:
    """Open the library with the damaged file; what is wrong with how that went."""
    (home / path).write_bytes(damaged)
    library = opened(home)
    owner = Path(path).stem
    wrong = (_wrong_preparation if path.startswith("preparations/") else _wrong_organisation)(shelved, library, owner)
    if wrong is not None:
        return wrong
    findings = [finding.kind for finding in library.findings() if finding.kind != "index"]
    if findings != ["damaged", "restored"]:
        return f"told as {findings}"
    if [kept.read_bytes() for kept in (home / "quarantine").iterdir()] != [damaged]:
        return "the damaged bytes are not kept"
    for other, preparation in shelved.preparations.items():
        if other != owner and library.get(other, TODAY).dossier.preparation != preparation:
            return "another preparation is not as it was"
    return None


def _wrong_preparation(shelved: Shelved, library: TinyLibrary, owner: str) -> str | None:
    found = library.get(owner, TODAY).dossier
    if found.preparation.id != owner:
        return "opened as another preparation"
    if found.preparation.title != shelved.titles[owner][1]:
        return f"not the newest good version but {found.preparation.title}"
    return None if found.organisation_id == shelved.organisation_of[owner] else "in another organisation"


def _wrong_organisation(shelved: Shelved, library: TinyLibrary, owner: str) -> str | None:
    found = dict(library.organisations()).get(owner)
    whole = shelved.organisations[owner]
    if found is None or found.name != whole.name:
        return "opened as another organisation"
    return None if found.goals == whole.goals[:-1] else "not the newest good version"


def _version_trial(shelved: Shelved, home: Path, path: str, damaged: bytes) -> str | None:
    """Damage a version in history: it is never given back as that of a preparation, and the others still are."""
    (home / path).write_bytes(damaged)
    library = opened(home)
    owner = Path(path).parent.name
    if owner not in shelved.preparations:
        return None if dict(library.organisations())[owner] == shelved.organisations[owner] else "current goals differ"
    listed = library.history(owner)
    if Path(path).stem in {version.name for version in listed}:
        return "a damaged version is offered"
    if {version.title for version in listed} > set(shelved.titles[owner]):
        return "a version of another preparation is offered"
    try:
        library.restore(Version(owner, Path(path).stem, listed[0].saved_at, "", False))
        return "a damaged version was restored"
    except (Damaged, NotFound):
        pass
    return None if library.get(owner, TODAY).dossier.preparation == shelved.preparations[owner] else "changed"


def _index_trial(shelved: Shelved, home: Path, path: str, damaged: bytes) -> str | None:
    (home / path).write_bytes(damaged)
    titles = {row.id: row.title for row in opened(home).summaries()}
    return None if titles == {name: all_of[0] for name, all_of in shelved.titles.items()} else "the list differs"


def _trials(shelved: Shelved, home: Path, count: int, seed: int) -> Iterator[tuple[str, str | None]]:
    """Damage one file at a time; how, and what went wrong."""
    draw = random.Random(seed)
    kinds = {"current": ["preparations", "organisations"], "version": ["history"], "index": ["index.json"]}
    checks = {"current": _trial, "version": _version_trial, "index": _index_trial}
    for number in range(count):
        kind = draw.choices(tuple(kinds), (80, 15, 5))[0]
        path = (
            "index.json" if kind == "index" else draw.choice([f for name in kinds[kind] for f in shelved.files(name)])
        )
        how, damaged = _damaged(shelved, path, number, draw)
        try:
            wrong = checks[kind](shelved, home, path, damaged)
        except LibraryError as error:
            wrong = f"{type(error).__name__}: {error}"
        _put_right(shelved, home)
        yield f"{kind} {how}", wrong


def _put_right(shelved: Shelved, home: Path) -> None:
    """The folder as it was: only what differs is written."""
    now = snapshot(home)
    for path in sorted(now.keys() - shelved.tree.keys(), reverse=True):
        (home / path).rmdir() if now[path] is None else (home / path).unlink()
    lay_out({path: data for path, data in shelved.tree.items() if now.get(path, b"") != data}, home)


def _assert_all_noticed(home: Path, count: int) -> None:
    shelved = _shelved(home)
    damaged: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for how, wrong in _trials(shelved, home, count, 20261121):
        damaged[how] += 1
        if wrong is not None:
            faults[f"{how}: {wrong}"] += 1
    print(f"{count} corruptions: {dict(sorted(damaged.items()))}")
    assert not faults
    shutil.rmtree(home)


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


def test_random_damage_is_always_noticed(tmp_path: Path) -> None:
    _assert_all_noticed(tmp_path / "library", 150)


@pytest.mark.long
def test_fifteen_hundred_corruptions_are_noticed(tmp_path: Path) -> None:
    _assert_all_noticed(tmp_path / "library", 1500)
