"""A disk that refuses: the save fails with a sentence, nothing is harmed, and the next save works."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits and permissions")


def _refused(way: str, disk: Path, *before: str) -> dict[str, object]:
    """What happened to a library below ``disk`` whose disk refused; ``before``: the command that runs ours."""
    disk.mkdir()
    command = [*before, sys.executable, str(HERE / "refusing_disk.py"), way, str(disk)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    return result


def _assert_unharmed(result: dict[str, object], advice: str) -> None:
    said = str(result["said"])
    assert said.startswith("SaveFailed")
    assert advice in said
    assert (result["unchanged"], result["readable"], result["saved"]) == (True, True, "new")


def test_a_save_that_finds_no_room_harms_nothing_and_says_so(tmp_path: Path) -> None:
    _assert_unharmed(_refused("full", tmp_path / "disk"), "check free space")


def test_a_save_to_a_full_disk_harms_nothing_and_says_so(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no disk can be mounted apart from others here")
    apart = ["unshare", "--mount", "--map-root-user"]
    if subprocess.run([*apart, "mount", "-t", "tmpfs", "none", str(tmp_path)], capture_output=True).returncode:
        pytest.skip("no disk may be mounted here")
    _assert_unharmed(_refused("small", tmp_path / "disk", *apart), "disk is full")


def test_a_save_to_a_read_only_folder_harms_nothing_and_says_so() -> None:
    # Not pytest's folder: its parents are closed to the user that root becomes.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        _assert_unharmed(_refused("read-only", Path(folder) / "disk"), "read-only")
