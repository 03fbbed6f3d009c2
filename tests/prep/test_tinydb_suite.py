"""TinyDB's own test suite runs on our storages: TinyDB's sdist is fetched, its tests are run as they stand.

It checks what a storage does, not what a crash does to it (tests/faults does that). docs/storage.md has the report.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path

from outside import tinydb_sdist

_NO_HANDLE = "looks at the open handle of JSONStorage: ours keeps none, Windows lets nobody replace an open file"
_NO_EMPTY_FILE = "opening creates an empty file: ours touches nothing before it saves, and no bytes are damage"
_LATER = "opening fails where the folder is missing: ours says so when it saves"
_ONE_LAYOUT = "asks the JSON encoder for a layout of its own: ours is sealed and has one layout"
_NO_MODES = "opens with an access mode: ours has none"
_NAME = "expects the name of TinyDB's class in a repr"

CANNOT_APPLY = {
    "test_middlewares.test_caching_json_write": _NO_HANDLE,
    "test_storages.test_create_dirs": _NO_EMPTY_FILE,
    "test_storages.test_encoding": "writes in an encoding of the caller's choice: ours is always UTF-8",
    "test_storages.test_json_invalid_directory": _LATER,
    "test_storages.test_json_invalid_mode_warning": _NO_MODES,
    "test_storages.test_json_kwargs": _ONE_LAYOUT,
    "test_storages.test_json_read": _NO_MODES,
    "test_tables.test_table_repr[json]": _NAME,
    "test_tables.test_table_repr[memory]": _NAME,
}
"""Tests that must fail on our storages, each with its reason."""

NOT_OURS = {"test_storages.test_yaml": "skips without PyYAML; it tests a storage that it brings itself"}

TESTS = Path(__file__).parent.parent


def test_tinydbs_own_tests_pass_on_our_storages_except_those_that_cannot_apply(tmp_path: Path) -> None:
    with tarfile.open(tinydb_sdist(tmp_path)) as archive:
        suite = [member for member in archive.getmembers() if "/tests/" in member.name]
        archive.extractall(tmp_path, suite, filter="data")
    (folder,) = tmp_path.glob("tinydb-*/tests")
    found = _outcomes(folder)
    assert len(found) >= 200
    expected = {name: "failed" if name in CANNOT_APPLY else "passed" for name in found if name not in NOT_OURS}
    assert {name: how for name, how in found.items() if name not in NOT_OURS} == expected
    assert found.keys() >= CANNOT_APPLY.keys() | NOT_OURS.keys()


def test_every_test_that_cannot_apply_is_told_in_the_documentation() -> None:
    page = (TESTS.parent / "docs" / "storage.md").read_text("utf-8")
    named = {name.partition(".")[2].partition("[")[0] for name in (*CANNOT_APPLY, *NOT_OURS)}
    assert [name for name in sorted(named) if f"`{name}`" not in page] == []


def _outcomes(folder: Path) -> dict[str, str]:
    """How each test ended: "passed", "failed" or "skipped", by module and name."""
    report = folder.parent / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tinydb_substitute", "-p", "no:cacheprovider"]
    environ = {**os.environ, "PYTHONPATH": str(TESTS), "PYTEST_ADDOPTS": ""}
    environ.pop("PYTEST_XDIST_WORKER", None)
    ran = subprocess.run(
        [*command, f"--junitxml={report}", folder.name],
        cwd=folder.parent,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert report.exists(), ran.stdout + ran.stderr
    found = {}
    for case in ET.parse(report).iter("testcase"):
        how = next((child.tag for child in case if child.tag in ("failure", "error", "skipped")), "passed")
        name = f"{case.attrib['classname'].rpartition('.')[2]}.{case.attrib['name']}"
        found[name] = {"failure": "failed", "error": "failed"}.get(how, how)
    return found
