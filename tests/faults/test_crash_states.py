"""The power goes at any moment of any operation: every state of the disk opens with the old version or the new one."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from crash_states import Disk, Tree, lay_out, snapshot
from doings import DOINGS, Seen, look
from file_layer import Operation, Recorder, watching

from prep.errors import NemawashiError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a folder is not synced on Windows")

REPAIRS = ("repair", "repair_by_check", "save_over_damage")
LETS_GO = ("save_and_let_an_old_version_go", "erase")
PIECE = 1024
HARMLESS = ("swept", "index")
"""Findings that a power loss may leave: a temporary file, and the cache, which is not synced."""


@dataclass(frozen=True)
class Recorded:
    """One operation of the library: the folder before it, what it did to files, and what one saw before and after."""

    before: Tree
    operations: list[Operation]
    after: Tree
    old: Seen
    new: Seen


class _Piecemeal(Recorder):
    """A disk that takes writes in pieces, so that the power may go in the middle of one."""

    def most(self, operation: Operation) -> int:
        return PIECE


def _record(name: str, folder: Path, recorder: Recorder | None = None) -> Recorded:
    root = folder / "disk"
    root.mkdir(parents=True)
    act = DOINGS[name](root / "library")
    before = snapshot(root)
    old = _seen(before, folder / "before")
    recorder = recorder or Recorder()
    with watching(root, recorder):
        act()
    after = snapshot(root)
    return Recorded(before, recorder.operations, after, old, _seen(after, folder / "after"))


def _seen(tree: Tree, folder: Path) -> Seen:
    folder.mkdir()
    lay_out(tree, folder)
    return look(folder / "library")


def _is_cache(path: str) -> bool:
    return path == "library/index.json"


def _is_no_window_s(path: str) -> bool:
    """What no window opens: a file that is being written, and the cache."""
    return Path(path).name.startswith(".tmp-") or _is_cache(path)


def _states(recorded: Recorded, whole: Callable[[str], bool]) -> Iterator[tuple[Tree, bool]]:
    """Every state that the power may leave, each once, and whether the operation was acknowledged before.

    Files that are ``whole`` are not torn, to keep the states few.
    """
    disk = Disk(recorded.before)
    met: set[tuple[int, bool]] = set()
    for count in range(len(recorded.operations) + 1):
        if count:
            disk.apply(recorded.operations[count - 1])
        acknowledged = count == len(recorded.operations)
        for tree in disk.states(whole):
            key = (hash(frozenset(tree.items())), acknowledged)
            if key not in met:
                met.add(key)
                yield tree, acknowledged


def _kept_by_both(recorded: Recorded) -> frozenset[bytes]:
    """The bytes of library files that lie there before and after: they must never be away in between."""

    def files(tree: Tree) -> frozenset[bytes]:
        return frozenset(data for path, data in tree.items() if data is not None and path != "library/index.json")

    return files(recorded.before) & files(recorded.after)


def _fault(recorded: Recorded, tree: Tree, acknowledged: bool, folder: Path, repairing: bool) -> str | None:
    """What is wrong with a state; None: it is the old version or the new one, whole."""
    if _kept_by_both(recorded) - {data for data in tree.values() if data is not None}:
        return "bytes are lost that the operation does not touch"
    try:
        seen = _seen(tree, folder)
    except (OSError, NemawashiError, AssertionError) as error:
        return f"does not open: {type(error).__name__}: {error}"
    old, new = recorded.old, recorded.new
    if acknowledged and seen.content() != new.content():
        return "acknowledged, and not there"
    if acknowledged and not seen.said() >= new.said():
        return "acknowledged, and a version is lost"
    if not seen.said() >= old.said() & new.said():
        return "a version is lost"
    for item_id, preparation in seen.preparations.items():
        if preparation not in (old.preparations.get(item_id), new.preparations.get(item_id)):
            return "neither the old version nor the new one"
    for item_id in old.preparations.keys() & new.preparations.keys():
        if item_id not in seen.preparations:
            return "a preparation is gone"
    for organisation_id, organisation in seen.organisations.items():
        if organisation not in (old.organisations.get(organisation_id), new.organisations.get(organisation_id)):
            return "goals are neither the old nor the new ones"
    if not repairing and any(finding.kind not in HARMLESS for finding in seen.findings):
        return f"damage: {seen.findings}"
    return None


def _enumerate(name: str, recorded: Recorded, folder: Path, whole: Callable[[str], bool]) -> None:
    """Open every state; print how many there are, and fail with what was wrong with how many of them."""
    faults: Counter[str] = Counter()
    states = 0
    for tree, acknowledged in _states(recorded, whole):
        states += 1
        fault = _fault(recorded, tree, acknowledged, folder / "state", repairing=name in REPAIRS)
        shutil.rmtree(folder / "state", ignore_errors=True)
        if fault is not None:
            faults[fault] += 1
    print(f"{name}: {len(recorded.operations)} operations, {states} states")
    assert not faults


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """States are laid out to be looked at and not to be kept: nothing need reach the medium."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.usefixtures("quick_disk")
@pytest.mark.parametrize("name", DOINGS)
def test_every_state_a_power_loss_may_leave_opens_whole(name: str, tmp_path: Path) -> None:
    _enumerate(name, _record(name, tmp_path), tmp_path, _is_no_window_s)


@pytest.mark.long
@pytest.mark.usefixtures("quick_disk")
@pytest.mark.parametrize("name", DOINGS)
def test_every_state_with_torn_writes_in_pieces_opens_whole(name: str, tmp_path: Path) -> None:
    _enumerate(name, _record(name, tmp_path, _Piecemeal()), tmp_path, _is_cache)


@pytest.mark.parametrize("name", [name for name in DOINGS if name not in LETS_GO])
def test_no_operation_loses_what_was_there(name: str, tmp_path: Path) -> None:
    recorded = _record(name, tmp_path)
    assert recorded.new.said() >= recorded.old.said()


@pytest.mark.parametrize("name", DOINGS)
def test_the_recorder_misses_nothing_that_changes_the_folder(name: str, tmp_path: Path) -> None:
    recorded = _record(name, tmp_path)
    disk = Disk(recorded.before)
    for operation in recorded.operations:
        disk.apply(operation)
    assert disk.now() == recorded.after
