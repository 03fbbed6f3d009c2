"""The table of figures can be printed: what it says of speed is for a machine at rest, not for a test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "bench" / "library.py"


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_the_library_is_measured_beside_tinydb_and_sqlite() -> None:
    small = ["--preparations", "100", "--saves", "5", "--runs", "1", "--keys", "8"]
    done = subprocess.run([sys.executable, str(SCRIPT), *small], capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    assert not done.stderr
    for wanted in (
        "save p99 / write and fsync p99",
        "sqlite3",
        "TinyDB's default",
        "open, warm",
        "rebuild",
        "100 rows",
    ):
        assert wanted in done.stdout, done.stdout
    for line in ("scroll", "filter"):
        assert any(one.startswith(line) and " ms" in one for one in done.stdout.splitlines()), done.stdout
    assert ("MISSED" in done.stdout) == (done.returncode == 1)
