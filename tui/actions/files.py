"""Writing a file for others: whole or not at all, and never over something by accident."""

from __future__ import annotations

import errno
import os
import tempfile
import unicodedata
from itertools import takewhile
from pathlib import Path

from prep.errors import Conflict, InputError, NemawashiError, SaveFailed
from prep.words import Message

FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
NAME_BYTES = 120
RESERVED = {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10))}


def check_out(out: Path, force: bool) -> None:
    """InputError when ``out`` is a folder, lies in none, or exists without ``force``; asked before the work begins."""
    if os.path.isdir(out):  # noqa: PTH112 (Path.is_dir fails on names too long)
        raise InputError(Message("command.error.out_is_folder", {"out": str(out)}))
    if not os.path.isdir(out.parent):  # noqa: PTH112
        raise InputError(Message("command.error.out_no_folder", {"folder": str(out.parent)}))
    if os.path.lexists(out) and not force:
        raise InputError(Message("command.error.out_exists", {"out": str(out)}))
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise InputError(Message("command.error.out_not_writable", {"folder": str(out.parent)}))


def write_out(out: Path, data: bytes, force: bool, private: bool = False, before: bytes | None = None) -> None:
    """Write through a temporary file in the same folder; ``private``: readable by its owner only.

    ``before`` is what ``out`` held when it was read; None: it does not matter. InputError when the folder does not let
    us, SaveFailed when the disk is full, Conflict when ``out`` holds something else now; ``out`` is as it was.
    """
    check_out(out, force)
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=".nemawashi-", suffix=".part")
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            temporary.chmod(0o666 & ~_umask())
        if before is not None:
            _refuse_changed(out, before)
        temporary.replace(out)
    except (OSError, NemawashiError) as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if isinstance(error, NemawashiError):
            raise
        raise _explained(error, out) from error


def _refuse_changed(out: Path, before: bytes) -> None:
    """Conflict when somebody saved the file after it was read."""
    try:
        now = out.read_bytes()
    except FileNotFoundError:
        now = None
    if now != before:
        raise Conflict(Message("command.error.out_changed", {"out": str(out)}))


def _explained(error: OSError, out: Path) -> InputError | SaveFailed:
    if error.errno in FULL:
        return SaveFailed(Message("command.error.out_disk_full", {"folder": str(out.parent)}))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return InputError(Message("command.error.out_not_writable", {"folder": str(out.parent)}))
    return InputError(Message("command.error.out_failed", {"out": str(out), "reason": reason_of(error)}))


def reason_of(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return error.strerror or type(error).__name__


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def named_after(title: str, ending: str, folder: Path) -> Path:
    """A file in ``folder`` named after ``title`` on any system, numbered when the name is taken: "Title-2.pptx"."""
    names = _names(title, ending)
    return next((folder / name for name in names if not os.path.lexists(folder / name)), folder / names[0])


def last_named_after(title: str, ending: str, folder: Path) -> Path:
    """The file named after ``title`` that was saved last, whatever its number; a free name where there is none."""
    found = [folder / name for name in takewhile(lambda name: os.path.lexists(folder / name), _names(title, ending))]
    return max(found, key=_saved, default=folder / plain_name(title, ending))


def _names(title: str, ending: str) -> list[str]:
    stem = _stem(title)
    return [stem + ending, *(f"{stem}-{n}{ending}" for n in range(2, 1000))]


def _saved(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # a link that leads nowhere
        return 0


def plain_name(title: str, ending: str) -> str:
    """The file name that ``title`` gives on any system."""
    return _stem(title) + ending


def _stem(title: str) -> str:
    """The title without what Windows, macOS or a shell stumbles over, at most NAME_BYTES long in UTF-8."""
    kept = "".join(
        " " if character in '<>:"/\\|?*#%' or unicodedata.category(character)[0] in "CZ" else character
        for character in unicodedata.normalize("NFC", title)
    )
    joined = "-".join(kept.split()).encode()[:NAME_BYTES].decode(errors="ignore").strip(".- ")
    return f"nemawashi-{joined}".rstrip("-") if not joined or joined.lower() in RESERVED else joined
