"""A disk that refuses: the save fails with a sentence, nothing is harmed, and the next save works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits and permissions")


@pytest.mark.parametrize(
    ("way", "error", "advice"),
    [("full", "SaveFailed", "check free space"), ("read-only", "SaveFailed", "read-only")],
)
def test_a_save_that_fails_harms_nothing_and_says_so(way: str, error: str, advice: str) -> None:
    command = [sys.executable, str(HERE / "refusing_disk.py"), way]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["said"].startswith(error)
    assert advice in result["said"]
    assert (result["unchanged"], result["readable"], result["saved"]) == (True, True, "new")
