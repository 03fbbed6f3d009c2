"""docs/storage.md says what is so: every proof it names is a test, every format and table is described."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from golden_files import folder_of

from prep.library.migrations import FORMAT
from prep.library.tables import LISTS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "storage.md").read_text("utf-8")


def test_every_proof_that_is_named_is_a_test_of_ours() -> None:
    ours = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", PAGE.partition("## What is promised")[2]))
    assert len(named) > 12
    assert [name for name in sorted(named) if f"def {name}(" not in ours] == []


def test_every_format_and_every_table_is_described() -> None:
    assert re.findall(r"^\| ([0-9]+) \| [^|]+ \|$", PAGE, re.MULTILINE) == [str(one + 1) for one in range(FORMAT)]
    assert [name for name in LISTS if f'"{name}"' not in PAGE] == []


def test_the_line_that_prints_a_checksum_prints_the_one_in_the_file() -> None:
    found = re.search(r"^ +python3 -c '(.+)' FILE$", PAGE, re.MULTILINE)
    assert found is not None
    for path in (folder_of(FORMAT) / "library" / "preparations").iterdir():
        printed = subprocess.run(
            [sys.executable, "-c", found[1], str(path)], capture_output=True, text=True, check=True
        )
        assert f'"checksum": "sha256:{printed.stdout.strip()}"' in path.read_text("utf-8")
        assert len(printed.stdout.strip()) == hashlib.sha256().digest_size * 2
