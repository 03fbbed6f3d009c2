"""A disk that fails at the n-th operation, for every n: the old version is whole, and the next try works."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from doings import DOINGS, Seen, look
from file_layer import CHANGING, Operation, Recorder, Stand, watching

from prep.errors import LibraryError, NemawashiError, SaveFailed
from prep.library.files import TEMPORARY
from prep.words import LANGUAGES, render

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands in for POSIX calls")

WAYS = (errno.EIO, errno.ENOSPC, errno.EACCES)
ALL_WAYS = (*WAYS, errno.EROFS, errno.EINTR, errno.EDQUOT)

SENTENCES = {
    errno.ENOSPC: "common.error.disk_full",
    errno.EDQUOT: "common.error.disk_full",
    errno.EACCES: "common.error.read_only",
    errno.EROFS: "common.error.read_only",
}
"""What a failed save says; of every other failure, the system's own reason."""


FALLS_BACK = ("repair", "repair_by_check")
"""When a version cannot be read, an older one that can be is what comes back."""

SAVES = ("first_save", "save", "save_with_goals", "restore", "add")
"""The doings that write new bytes."""


class Failing(Stand):
    """Fails at one operation, and at all that change files from there on when it ``stays``."""

    def __init__(self, number: int, way: int, stays: bool = False) -> None:
        self._number = number
        self.way = way
        self.stays = stays
        self.count = 0
        self.failed: list[Operation] = []

    def before(self, operation: Operation) -> None:
        self.count += 1
        due = self.count == self._number
        lasting = self.stays and self.count > self._number and operation.kind in CHANGING
        if due or lasting:
            self.failed.append(operation)
            raise OSError(self.way, os.strerror(self.way), operation.path)


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))  # where text is put aside that the library refuses


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(folder.parent / "state", ignore_errors=True)
    folder.mkdir()
    return folder / "library"


@dataclass(frozen=True)
class Trial:
    """One doing during which the disk fails; ``before`` and ``after`` are what one sees when it does not."""

    name: str
    home: Path
    failing: Failing
    before: Seen
    after: Seen

    def run(self) -> str | None:
        """What is wrong, None: nothing, "end": it was done before the disk failed."""
        act = DOINGS[self.name](self.home)
        error: Exception | None = None
        with watching(self.home.parent, self.failing):
            try:
                act()
            except (OSError, NemawashiError) as caught:
                error = caught
        if not self.failing.failed:
            return "end"
        try:
            wrong = self._wrong_if_done() if error is None else self._wrong_if_refused(error, act)
        except (OSError, NemawashiError, AssertionError) as caught:
            wrong = f"the library does not open: {type(caught).__name__}: {caught}"
        failed = self.failing.failed[0]
        return wrong and f"{os.strerror(self.failing.way)} at {failed.kind} {Path(failed.path).parent}: {wrong}"

    def _wrong_if_done(self) -> str | None:
        seen = look(self.home)
        if self.name in FALLS_BACK and self.failing.failed[0].kind == "read":
            return None if seen.preparations.keys() == self.after.preparations.keys() else "not repaired"
        whole = _same(seen, self.after) and len(seen.said()) >= len(self.after.said())
        return self._left() if whole else "said to be done, and is not"

    def _wrong_if_refused(self, error: Exception, act: Callable[[], object]) -> str | None:
        if not isinstance(error, LibraryError):
            return f"raises {type(error).__name__}"
        seen = _looked(self.home)
        name = type(error).__name__
        if _titles(seen) != _titles(self.before) and not (self.failing.stays and _titles(seen) == _titles(self.after)):
            return f"{name}, and changed all the same"
        if _goals(seen) not in (_goals(self.before), _goals(self.after)):  # goals are saved before what refers to them
            return f"{name}, and goals are neither old nor new"
        if not seen.said() >= self.before.said():
            return f"{name}, and a version is lost: {sorted(self.before.said() - seen.said())}"
        wrong = self._left() or _wrong_sentence(error, self.failing)
        if wrong is not None:
            return f"{name}, and {wrong}"
        try:
            act()
        except LibraryError as again:
            return f"{name}, and then: {again}"
        return None if _same(look(self.home), self.after) else f"{name}, and the second try did something else"

    def _left(self) -> str | None:
        """Temporary files that stay, although the disk would have let them go."""
        kinds = {failed.kind for failed in self.failing.failed}
        left = [] if self.failing.stays or kinds & {"unlink", "rmdir"} else [*self.home.rglob(".tmp-*")]
        return f"left {left[0].name}" if left else None


def _looked(home: Path) -> Seen:
    """What another window would find; the folder itself stays as it is, for the next try."""
    copy = home.with_name("copy")
    shutil.copytree(home, copy) if home.exists() else copy.mkdir()
    seen = look(home)
    shutil.rmtree(home)
    copy.rename(home)
    return seen


def _titles(seen: Seen) -> list[tuple[str, int]]:
    """What is current, without ids: an import gives new ones whenever it is tried."""
    return sorted((one.title, len(one.why.goal_ids)) for one in seen.preparations.values())


def _goals(seen: Seen) -> list[tuple[str, int]]:
    return sorted((one.name, len(one.goals)) for one in seen.organisations.values())


def _same(seen: Seen, wanted: Seen) -> bool:
    return (_titles(seen), _goals(seen)) == (_titles(wanted), _goals(wanted))


def _wrong_sentence(error: LibraryError, failing: Failing) -> str | None:
    for language in LANGUAGES:
        if error.message.key in render(error.message, language):
            return f"no sentence for {error.message.key}"
    wanted = SENTENCES.get(failing.way, "common.error.save_failed")
    if failing.failed[0].kind in CHANGING and isinstance(error, SaveFailed) and error.message.key != wanted:
        return f"says {error.message.key}"
    return None


def _before_and_after(name: str, folder: Path) -> tuple[Seen, Seen]:
    home = _fresh(folder)
    act = DOINGS[name](home)
    shutil.copytree(folder, folder.with_name("copy"))
    before = look(folder.with_name("copy") / "library")
    act()
    return before, look(home)


def _failures(name: str, folder: Path, ways: tuple[int, ...], stays: bool = False) -> Iterator[str]:
    """What went wrong at any of the operations; each fails in one of the ways in turn, or in each of them."""
    before, after = _before_and_after(name, folder / "disk")
    number = tried = 0
    while True:
        number += 1
        for way in ways if len(ways) > len(WAYS) else (ways[number % len(ways)],):
            fault = Trial(name, _fresh(folder / "disk"), Failing(number, way, stays), before, after).run()
            if fault == "end":
                assert number > 5
                print(f"{name}: {number - 1} operations failed, {tried} times in all")
                return
            tried += 1
            if fault is not None:
                yield f"operation {number}: {fault}"


@pytest.mark.parametrize("name", DOINGS)
def test_a_file_operation_that_fails_harms_nothing(name: str, tmp_path: Path) -> None:
    faults = "\n".join(_failures(name, tmp_path, WAYS))
    assert not faults, faults


@pytest.mark.parametrize("name", [name for name in SAVES if name != "add"])
def test_a_disk_that_stays_broken_harms_nothing_and_what_is_left_is_swept(name: str, tmp_path: Path) -> None:
    """What was in place before it broke cannot be taken back then; the next try must not take it for another's."""
    faults = "\n".join(_failures(name, tmp_path, WAYS, stays=True))
    assert not faults, faults


class _Short(Stand):
    """Takes a few bytes of each write."""

    def __init__(self) -> None:
        self.writes = 0

    def most(self, operation: Operation) -> int:
        self.writes += 1
        return 1 + len(operation.data) // 3


@pytest.mark.parametrize("name", SAVES)
def test_a_disk_that_takes_a_write_in_pieces_gets_all_of_it(name: str, tmp_path: Path) -> None:
    _, after = _before_and_after(name, tmp_path / "disk")
    home = _fresh(tmp_path / "disk")
    act = DOINGS[name](home)
    short = _Short()
    with watching(home.parent, short):
        act()
    assert short.writes > 5
    assert _same(look(home), after)


def test_a_signal_in_the_middle_of_a_save_does_not_hurt_it(tmp_path: Path) -> None:
    home = _fresh(tmp_path / "disk")
    act = DOINGS["save"](home)
    met = 0

    def meet(*_: object) -> None:
        nonlocal met
        met += 1

    before = signal.signal(signal.SIGALRM, meet)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        with watching(home.parent, _Slow()):
            act()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert met > 5
    assert look(home).preparations["p1"].title == "new"


class _Slow(_Short):
    def before(self, operation: Operation) -> None:
        time.sleep(0.002)


class _Forgetful(Recorder):
    """Fails the first fsync of a file and says yes to every later one, as disks do: the bytes are lost all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.distrusted: set[str] = set()
        self.trusted: list[Operation] = []

    def before(self, operation: Operation) -> None:
        of_a_file = operation.path.endswith(".json") or TEMPORARY in operation.path
        if operation.kind == "fsync" and of_a_file and not self.distrusted:
            self.distrusted.add(operation.path)
            raise OSError(errno.EIO, os.strerror(errno.EIO), operation.path)
        if operation.path in self.distrusted and operation.kind in ("fsync", "rename", "link"):
            self.trusted.append(operation)


@pytest.mark.parametrize("name", SAVES)
def test_a_file_whose_fsync_failed_is_never_trusted_again(name: str, tmp_path: Path) -> None:
    home = _fresh(tmp_path / "disk")
    act = DOINGS[name](home)
    disk = _Forgetful()
    with watching(home.parent, disk):
        with pytest.raises(SaveFailed):
            act()
        act()
    assert disk.distrusted
    assert disk.trusted == []


@pytest.mark.long
@pytest.mark.parametrize("name", DOINGS)
def test_every_way_to_fail_at_every_operation_harms_nothing(name: str, tmp_path: Path) -> None:
    faults = "\n".join(_failures(name, tmp_path, ALL_WAYS))
    assert not faults, faults
