"""What the recorder of file operations says is what the system was asked, and its model of a disk fits a real one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from crash_states import Disk, contents_after
from file_layer import Operation

HERE = Path(__file__).parent
CALLS = "openat,open,creat,write,pwrite64,writev,pwritev,sendfile,copy_file_range,ftruncate,truncate,fsync,fdatasync"
NAMES = "rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,unlink,unlinkat"
MARKS = "access,faccessat,faccessat2"
UNKNOWN = ("pwrite64", "writev", "pwritev", "sendfile", "copy_file_range", "truncate", "symlink", "symlinkat")
"""Calls that the recorder does not know: the library must not make them, or the recorder must learn them."""


_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_HANDLE = re.compile(r"^(\d+|AT_FDCWD)<([^>]*)>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def _asked(trace: Path, root: Path) -> list[list[object]]:
    """The changing calls below the folder that worked, between the two marks."""
    found: list[list[object]] = []
    between = False
    for line in trace.read_text(errors="replace").splitlines():
        call = _CALL.match(line)
        if call is None:
            continue
        name, rest, result = call[1], call[2], int(call[3])
        if "access" in name:
            between = "begins" in rest if not between else "ends" not in rest
            continue
        operation = _operation(name, rest, result, root) if between and result >= 0 else None
        if operation is not None:
            found.append(operation)
    return found


def _operation(name: str, rest: str, result: int, root: Path) -> list[object] | None:
    def below(path: str) -> str | None:
        if path == str(root):
            return "."
        return path[len(str(root)) + 1 :] if path.startswith(f"{root}/") else None

    handle = _HANDLE.match(rest)
    quoted = [
        path if path.startswith("/") or handle is None else f"{handle[2]}/{path}" for path in _QUOTED.findall(rest)
    ]
    if name in ("openat", "open", "creat"):
        kinds = [kind for kind, flag in (("create", "O_CREAT"), ("truncate", "O_TRUNC")) if flag in rest]
        path = below(quoted[0])
        return [kinds[0], path, "", 0] if kinds and path else None
    if name in ("fsync", "fdatasync", "write", "ftruncate"):
        path = below(handle[2]) if handle is not None else None
        kind = {"write": "write", "ftruncate": "truncate"}.get(name, "fsync")
        return [kind, path, "", result if kind == "write" else 0] if path else None
    if name in UNKNOWN:
        paths = [handle[2]] if handle is not None else quoted
        assert not any(below(path) for path in paths), f"{name} in the library's folder"
        return None
    for start, kind in (("rename", "rename"), ("link", "link"), ("mkdir", "mkdir"), ("rmdir", "rmdir")):
        if name.startswith(start):
            paths = [below(path) for path in quoted]
            return [kind, paths[0], paths[1] if len(paths) > 1 else "", 0] if paths[0] else None
    if name.startswith("unlink"):
        path = below(quoted[0])
        return ["rmdir" if "AT_REMOVEDIR" in rest else "unlink", path, "", 0] if path else None
    return None


@pytest.mark.parametrize("name", ["first_save", "save_with_goals", "delete", "erase", "add", "repair_by_check"])
def test_the_recorder_sees_every_call_that_the_system_sees(name: str, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    root, trace = tmp_path / "disk", tmp_path / "trace"
    if strace is None or subprocess.run([strace, "-o", str(trace), "true"], capture_output=True).returncode:
        pytest.skip("there is no strace here, or it may not trace")
    command = [strace, "-f", "-y", "-s", "4096", "-e", f"trace={CALLS},{NAMES},{MARKS}", "-o", str(trace)]
    done = subprocess.run(
        [*command, sys.executable, str(HERE / "recorded_doing.py"), name, str(root)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in (*sys.path, str(HERE.parent)) if path)},
    )
    assert done.returncode == 0, done.stderr
    recorded = json.loads(done.stdout)
    assert len(recorded) > 3
    assert recorded == _asked(trace, root)


def test_what_is_synced_stays_and_what_is_not_may_go() -> None:
    disk = Disk({"a": None, "a/old": b"old"})
    for operation in (
        Operation("create", "a/new"),
        Operation("write", "a/new", data=b"new"),
        Operation("rename", "a/new", "a/old"),
    ):
        disk.apply(operation)
    found = {tuple(sorted((path, data) for path, data in tree.items() if data is not None)) for tree in _states(disk)}
    assert (("a/old", b"old"),) in found  # nothing of it
    assert (("a/old", b"new"),) in found  # all of it
    assert (("a/old", b""),) in found  # the name before the bytes
    assert (("a/old", b"\0\0\0"),) in found
    disk.apply(Operation("fsync", "a/old"))
    disk.apply(Operation("fsync", "a"))
    assert _states(disk) == [{"a": None, "a/old": b"new"}]


def test_a_folder_that_was_not_synced_may_go_with_all_that_is_in_it() -> None:
    disk = Disk({})
    for operation in (Operation("mkdir", "a"), Operation("create", "a/new"), Operation("fsync", "a")):
        disk.apply(operation)
    assert {} in _states(disk)
    disk.apply(Operation("fsync", "."))
    assert _states(disk) == [{"a": None, "a/new": b""}]


def test_a_rename_shows_the_new_name_no_later_than_it_takes_the_old_one_away() -> None:
    disk = Disk({"a": None, "b": None, "a/file": b"bytes"})
    disk.apply(Operation("rename", "a/file", "b/file"))
    assert len(_states(disk)) == 3
    assert all("a/file" in tree or "b/file" in tree for tree in _states(disk))


def test_bytes_that_were_not_synced_may_be_torn_in_every_way() -> None:
    old, new = b"o" * 2000, b"n" * 1500
    found = contents_after(old, [new])
    assert {old, new, b"", new[:750]} <= set(found)
    assert any(data.startswith(b"o") and data.endswith(b"n") for data in found)
    assert any(data.startswith(b"n") and data.endswith(b"o") for data in found)


def _states(disk: Disk) -> list[dict[str, bytes | None]]:
    return list(disk.states(lambda _: False))
