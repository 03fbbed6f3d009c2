"""Writers that are killed, and writers that compete: what was saved is on disk, and nobody's work is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from builders import a_preparation
from prep.library.tiny import open_library
from prep.model.organisation import Organisation

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def _kill(home: Path, kills: int) -> dict[str, int]:
    command = [sys.executable, str(HERE / "killed_writers.py"), str(home), str(kills), "20261121"]
    result: dict[str, int] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def _assert_nothing_lost(result: dict[str, int], kills: int) -> None:
    assert (result["lost"], result["damaged"], result["left_over"]) == (0, 0, 0)
    assert result["saves"] > kills / 3  # they were killed while saving, not before


def test_a_killed_writer_loses_nothing_it_was_told_is_saved(tmp_path: Path) -> None:
    _assert_nothing_lost(_kill(tmp_path, 30), 30)


@pytest.mark.long
def test_a_thousand_killed_writers_lose_nothing(tmp_path: Path) -> None:
    _assert_nothing_lost(_kill(tmp_path, 1000), 1000)


def test_two_competing_writers_lose_nothing(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    (preparation_id,) = library.add(Organisation(name="Kestrel"), [a_preparation()], None).preparation_ids
    writer = [sys.executable, str(HERE / "competing_writer.py"), str(tmp_path), preparation_id]
    running = [
        subprocess.Popen([*writer, name, "40"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for name in "ab"
    ]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    people = [person.id for person in library.get(preparation_id).dossier.preparation.stakeholders]
    assert sorted(people) == sorted(f"{name}{number}" for name in "ab" for number in range(40))
    assert library.check().findings == ()
