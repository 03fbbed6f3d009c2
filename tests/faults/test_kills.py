"""Writers that are killed, and writers that compete: what was saved is on disk, and nobody's work is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from doings import opened

from builders import a_preparation
from prep.model.organisation import Organisation

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def _kill(home: Path, kills: int) -> None:
    command = [sys.executable, str(HERE / "killed_writers.py"), str(home), str(kills), "20261121"]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment())
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    print(result)
    assert result["wrong"] == {}
    assert sum(result["midway"].values()) > kills / 3  # they were killed at work, not between


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in (*sys.path, str(HERE.parent)) if path)}


def test_a_killed_writer_loses_nothing_it_was_told_is_saved(tmp_path: Path) -> None:
    _kill(tmp_path, 30)


@pytest.mark.long
def test_a_thousand_killed_writers_lose_nothing(tmp_path: Path) -> None:
    _kill(tmp_path, 1000)


def _compete(home: Path, preparation_ids: Sequence[str], way: str, count: int) -> list[str]:
    """One writer a name, at the same time; the names of what they added."""
    names = "abcd"[: len(preparation_ids)]
    running = [
        subprocess.Popen(
            [sys.executable, str(HERE / "competing_writer.py"), str(home), preparation_id, way, name, str(count)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=_environment(),
        )
        for name, preparation_id in zip(names, preparation_ids, strict=True)
    ]
    for process in running:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    return sorted(f"{name}{number}" for name in names for number in range(count))


def _compete_for_one_preparation(home: Path, writers: int, count: int) -> None:
    library = opened(home)
    (preparation_id,) = library.add(Organisation(name="Kestrel"), [a_preparation()], None).preparation_ids
    added = _compete(home, [preparation_id] * writers, "people", count)
    people = [person.id for person in library.get(preparation_id).dossier.preparation.stakeholders]
    assert sorted(people) == added
    assert library.check().findings == ()


def test_two_competing_writers_lose_nothing(tmp_path: Path) -> None:
    _compete_for_one_preparation(tmp_path, 2, 40)


@pytest.mark.long
def test_four_competing_writers_lose_none_of_two_hundred_updates_each(tmp_path: Path) -> None:
    _compete_for_one_preparation(tmp_path, 4, 200)


def _compete_for_goals(home: Path, count: int) -> None:
    library = opened(home)
    ids = library.add(Organisation(name="Kestrel"), [a_preparation(), a_preparation("p2")], None).preparation_ids
    added = _compete(home, ids, "goals", count)
    for preparation_id in ids:
        dossier = library.get(preparation_id).dossier
        assert sorted(goal.id for goal in dossier.organisation.goals) == added
        assert len(dossier.preparation.why.goal_ids) == count
    assert library.check().findings == ()


def test_two_windows_on_the_goals_of_one_organisation_lose_none(tmp_path: Path) -> None:
    _compete_for_goals(tmp_path, 20)


@pytest.mark.long
def test_two_windows_that_add_two_hundred_goals_each_lose_none(tmp_path: Path) -> None:
    _compete_for_goals(tmp_path, 200)
