"""Writing files for others: whole or not at all, never over something by accident, under names every system takes."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from prep.errors import InputError, NemawashiError, SaveFailed
from tui.actions.files import check_out, named_after, plain_name, write_out


def failing(number: int) -> object:
    def fail(*_: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, SaveFailed), (errno.EROFS, InputError), (errno.EACCES, InputError), (errno.EIO, InputError)],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(
    number: int, expected: type[NemawashiError], step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.pptx"
    out.write_bytes(b"old")
    monkeypatch.setattr(os, step, failing(number))
    with pytest.raises(expected):
        write_out(out, b"new", force=True)
    monkeypatch.undo()
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.pptx"]


def test_a_private_file_is_its_owners_alone_and_others_follow_the_umask(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_out(tmp_path / "private.json", b"x", force=False, private=True)
        write_out(tmp_path / "public.pptx", b"x", force=False)
    finally:
        os.umask(mask)
    assert (tmp_path / "private.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "public.pptx").stat().st_mode & 0o777 == 0o644


def test_a_dangling_link_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "link.pptx").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError):
        check_out(tmp_path / "link.pptx", force=False)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("「はじめの3箱」伴走プログラム", "「はじめの3箱」伴走プログラム.pptx"),
        ("A/B: what? <now>", "A-B-what-now.pptx"),
        ("  ..hidden..  ", "hidden.pptx"),
        ("con", "nemawashi-con.pptx"),
        ("", "nemawashi.pptx"),
        ("\u3000\u200b\x07", "nemawashi.pptx"),
        ("a\nb\tc", "a-b-c.pptx"),
        ("../../etc/passwd", "etc-passwd.pptx"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert plain_name(title, ".pptx") == name


def test_a_long_title_is_cut_between_characters() -> None:
    name = plain_name("根" * 500, ".pptx")
    assert len(name.encode()) < 200
    assert set(name.removesuffix(".pptx")) == {"根"}


def test_a_name_that_is_taken_is_numbered(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    (tmp_path / "a-2.md").touch()
    assert named_after("a", ".md", tmp_path).name == "a-3.md"
