"""The library with one safeguard taken out at a time: a suite that still passes then proves nothing.

``python tests/faults/mutants.py`` prints which test noticed each mutant; ``--whole`` lets every test of the library
look, not only those that are meant to notice. A mutant lives in a copy; nothing here is changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

WHOLE = ("tests/faults", "tests/prep")
"""Every test of what the library promises."""

_POWER = "tests/faults/test_crash_states.py::test_every_state_a_power_loss_may_leave_opens_whole"
_LOST = "tests/faults/test_crash_states.py::test_no_operation_loses_what_was_there"
_FAILING = "tests/faults/test_failing_files.py::test_a_file_operation_that_fails_harms_nothing"
_DAMAGE = "tests/faults/test_corruptions.py::test_random_damage_is_always_noticed"
_PEOPLE = "tests/faults/test_kills.py::test_two_competing_writers_lose_nothing"
_GOALS = "tests/faults/test_kills.py::test_two_windows_on_the_goals_of_one_organisation_lose_none"
_CONFLICT = "tests/prep/test_library_saving.py::test_a_stale_save_is_a_conflict_and_changes_nothing"
_WAITING = "tests/prep/test_library_files.py::test_whoever_waits_too_long_for_another_process_is_told"
_MERGED = "tests/prep/test_library_organisations.py::test_goals_changed_in_two_windows_come_together"


@dataclass(frozen=True)
class Mutant:
    """One change of the text of one file, and the quick tests that must notice it."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def mutated(self, source: str) -> str:
        """The source with the change; an error when the text is not there exactly once."""
        found = source.count(self.old)
        assert found == 1, f"{self.name}: the text to change is {found} times in {self.file}"
        return source.replace(self.old, self.new)


MUTANTS = (
    Mutant(
        "fsync removed",
        "prep/library/files.py",
        "            sync(handle)\n",
        "            pass\n",
        (f"{_POWER}[save]",),
    ),
    Mutant(
        "fsync of folders removed",
        "prep/library/files.py",
        '    if os.name == "nt":\n        return\n    handle',
        "    return\n    handle",
        (f"{_POWER}[save]",),
    ),
    Mutant(
        "os.replace replaced by writing in place",
        "prep/library/files.py",
        "        _write_new(temporary, data, durable)\n        _replace(temporary, path)\n",
        "        _write_in_place(path, data)\n",
        (f"{_POWER}[save]",),
    ),
    Mutant(
        "the lock removed",
        "prep/library/locks.py",
        "            lock.acquire()\n",
        "            pass\n",
        (_WAITING, _PEOPLE),
    ),
    Mutant(
        "the etag check removed",
        "prep/library/replacing.py",
        "        if fingerprint(data) == known or self._shelf.is_ours(path.stem, known, data):\n",
        "        if True:\n",
        (_CONFLICT, _PEOPLE),
    ),
    Mutant(
        "the goals of another window overwritten",
        "prep/library/merging.py",
        "        goal = other if mine == before else mine\n",
        "        goal = mine\n",
        (_GOALS, _MERGED),
    ),
    Mutant(
        "the checksum not compared",
        "prep/library/seal.py",
        "    if hashlib.sha256(data[: found.start()]).hexdigest().encode() != found[1]:\n",
        "    if False:\n",
        (_DAMAGE,),
    ),
    Mutant(
        "the id in a file not compared with its name",
        "prep/library/shelf.py",
        "        if item.id != item_id:\n",
        "        if False:\n",
        (_DAMAGE,),
    ),
    Mutant(
        "an empty file taken for none",
        "prep/library/files.py",
        "        return path.read_bytes()\n",
        "        return path.read_bytes() or None\n",
        (_DAMAGE,),
    ),
    Mutant(
        "what a save replaces not kept",
        "prep/library/shelf.py",
        "            kept = self.history.keep(path, found=",
        "            kept = None and self.history.keep(path, found=",
        (f"{_LOST}[save]",),
    ),
    Mutant(
        "a version not synced before the file is replaced",
        "prep/library/files.py",
        "        sync_folder(target.parent)\n    except OSError:\n        remove(target)\n",
        "        pass\n    except OSError:\n        remove(target)\n",
        (f"{_POWER}[save]",),
    ),
    Mutant(
        "a repair takes the damaged file away first",
        "prep/library/shelf.py",
        "leave=good is not None)",
        "leave=False)",
        (f"{_POWER}[repair]",),
    ),
    Mutant(
        "a save that failed is not taken back",
        "prep/library/shelf.py",
        "            self._take_back(path, data, kept)\n",
        "",
        (f"{_FAILING}[save]",),
    ),
    Mutant(
        "a failed write leaves its temporary file",
        "prep/library/files.py",
        "        remove(temporary)\n        raise save_failed(path.parent, error) from error\n",
        "        raise save_failed(path.parent, error) from error\n",
        (f"{_FAILING}[save]",),
    ),
)

_IN_PLACE = """

def _write_in_place(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(handle, data)
    sync(handle)
    os.ftruncate(handle, len(data))
    sync(handle)
    os.close(handle)
"""
"""The way TinyDB's own storage writes, for the mutant that needs it."""


@dataclass(frozen=True)
class Result:
    """How the tests went: which failed (none: the mutant lives, or nothing was changed), and the seconds they took."""

    failed: tuple[str, ...]
    seconds: float
    output: str


def run(mutant: Mutant | None, tests: Sequence[str], folder: Path) -> Result:
    """Run tests on a copy in ``folder`` that has the one change; None: on an unchanged copy."""
    for part in ("prep", "decks", "tui", "tests", "docs"):
        shutil.copytree(
            ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "__snapshots__", "images")
        )
    for file in ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(ROOT / file, folder)
    if mutant is not None:
        path = folder / mutant.file
        source = mutant.mutated(path.read_text(encoding="utf-8"))
        path.write_text(source + (_IN_PLACE if "_write_in_place" in mutant.new else ""), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-x", "--tb=line", "-rf", "-p", "no:cacheprovider", "-p", "no:xdist"]
    began = time.monotonic()
    done = subprocess.run(
        [*command, "--ignore=tests/faults/test_mutants.py", *tests],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    failed = tuple(re.findall(r"^FAILED (\S+)", done.stdout, re.MULTILINE))
    assert done.returncode == (1 if failed else 0), done.stdout + done.stderr
    return Result(failed, time.monotonic() - began, done.stdout)


def main(whole: bool) -> int:
    living = 0
    print(f"{'mutant':52} {'seconds':>7}  noticed by")
    for mutant in (None, *MUTANTS):
        tests = WHOLE if whole else mutant.tests if mutant is not None else quick_tests()
        with tempfile.TemporaryDirectory() as folder:
            result = run(mutant, tests, Path(folder))
        noticed = ", ".join(name.rpartition("::")[2] for name in result.failed)
        name = mutant.name if mutant is not None else "(nothing changed)"
        print(f"{name:52} {result.seconds:7.1f}  {noticed or 'nothing'}", flush=True)
        living += bool(noticed) == (mutant is None)
    return 1 if living else 0


def quick_tests() -> tuple[str, ...]:
    """The tests that are meant to notice a mutant, each once."""
    return tuple(dict.fromkeys(test for mutant in MUTANTS for test in mutant.tests))


if __name__ == "__main__":
    sys.exit(main("--whole" in sys.argv[1:]))
