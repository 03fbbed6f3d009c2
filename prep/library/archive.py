"""The zip of a backup: what it may hold, how it is written, and how it is read without believing it.

A zip holds the files of the library under the names they have there, a text that says what it is, and a manifest with
the size and the hash of each file. Nothing else may stand in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from prep import __version__
from prep.errors import InputError, common_error
from prep.library.protocol import Progress
from prep.words import LANGUAGES, text

FORMAT = "nemawashi-backup"
VERSION = 1
"""Of the zip; the files in it carry format numbers of their own."""

README = "README.txt"
MANIFEST = "manifest.json"
SETTINGS = "settings.json"
LARGEST = 256_000_000
"""Bytes of one file beyond which it is none of ours: a case file may have a tenth of that."""

_LARGEST_MANIFEST = 500_000_000
_ID = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
_NAME = re.compile(
    rf"(?:preparations|organisations)/{_ID}\.json|history/{_ID}/[0-9]{{20}}(?:-[a-z]{{1,20}})?\.json"
    rf"|(?:quarantine|rescue)/[A-Za-z0-9][A-Za-z0-9._-]{{0,199}}|{re.escape(SETTINGS)}"
)
_ZIP = b"PK\x03\x04"
_PIECE = 1 << 20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
"""What zipfile raises for bytes that are not what they should be, encryption and unknown methods among it."""


class Entry(Struct, frozen=True, kw_only=True):
    """One file of the library as it went into the zip."""

    sha256: str
    bytes: int


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup says of itself.

    ``library`` is the mark of the library it came from ("": it had none). ``unsaved`` is the preparation whose newest
    text never reached the library's disk; None: all had. ``damaged`` files went in as they lay there, ``unread`` ones
    could not be read at all.
    """

    format: str = FORMAT
    version: int = VERSION
    made: dt.datetime
    nemawashi: str = __version__
    library: str = ""
    unsaved: str | None = None
    counts: dict[str, int] = {}
    damaged: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    files: dict[str, Entry] = {}


def may_hold(name: str) -> bool:
    """Whether a backup may hold a file of this name: nothing that leaves the library or hides in it."""
    return _NAME.fullmatch(name) is not None


class Writer:
    """A zip being written: files go in one by one, and one that changed meanwhile takes the place of itself."""

    def __init__(self, file: BinaryIO, made: dt.datetime) -> None:
        # The fastest of the deflates: a third of the bytes at 60 MB/s, less than a network drive takes.
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._made = made
        self.files: dict[str, Entry] = {}

    def put(self, name: str, data: bytes) -> None:
        """Add a file, in place of the one of that name."""
        self.drop(name)
        self._add(name, data)
        self.files[name] = Entry(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))

    def drop(self, name: str) -> None:
        """Let go of a file; its bytes stay in the zip without a name."""
        if self.files.pop(name, None) is not None:
            info = self._zip.NameToInfo.pop(name)
            self._zip.filelist.remove(info)

    def close(self, manifest: Manifest) -> None:
        """Add the text and the manifest, and end the zip with its names in order."""
        readme = "\n\n".join(text("common.backup.readme", language).strip() for language in LANGUAGES) + "\n"
        self._add(README, readme.replace("\n", "\r\n").encode("utf-8-sig"))  # Windows' editor reads no other
        self._add(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        self._zip.filelist.sort(key=lambda info: (info.filename not in (README, MANIFEST), info.filename))
        self._zip.close()

    def abandon(self) -> None:
        """Let go of the zip as it stands: else its destructor would still write into a file that is closed."""
        self._zip.fp = None

    def _add(self, name: str, data: bytes) -> None:
        info = zipfile.ZipInfo(name, self._made.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        self._zip.writestr(info, data)


class Archive:
    """A backup that was checked from the first byte to the last; made by ``open_archive``."""

    def __init__(self, path: Path, opened: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._zip = opened

    def read(self, name: str) -> bytes:
        """The bytes of a file, checked once more; InputError when the zip is not any more what it was."""
        return _read(self._zip, name, self.manifest.files[name], self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


def open_archive(path: Path, progress: Progress | None = None) -> Archive:
    """The backup in ``path`` after reading all of it. InputError says in one sentence why it is none, or damaged."""
    opened = _opened(path)
    try:
        manifest = _manifest(opened, path)
        _check_names(opened, manifest, path)
        for done, (name, entry) in enumerate(manifest.files.items(), start=1):
            _read(opened, name, entry, path)
            if progress is not None:
                progress(done, len(manifest.files))
    except BaseException:
        opened.close()
        raise
    return Archive(path, opened, manifest)


def marked_for(path: Path) -> str:
    """The mark of the library that a backup came from, without reading all of it; errors as of ``open_archive``."""
    opened = _opened(path)
    try:
        return _manifest(opened, path).library
    finally:
        opened.close()


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        if path.is_dir():
            raise InputError(common_error("file_is_folder", file=str(path)))
        with path.open("rb") as file:
            begins = file.read(len(_ZIP))
        if begins != _ZIP:
            raise InputError(common_error("backup_no_zip", file=str(path)))
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise InputError(common_error("file_missing", file=str(path))) from None
    except _UNREADABLE:
        raise _damaged(path) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(common_error("file_unreadable", file=str(path), reason=reason)) from error


def _manifest(opened: zipfile.ZipFile, path: Path) -> Manifest:
    """The manifest; InputError: no backup of ours, a newer one, or one that was cut or changed."""
    info = opened.NameToInfo.get(MANIFEST)
    if info is None:
        raise InputError(common_error("backup_other_zip", file=str(path)))
    data = b"".join(_pieces(opened, info, min(info.file_size, _LARGEST_MANIFEST), path))
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _damaged(path) from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise InputError(common_error("backup_other_zip", file=str(path)))
    version = plain.get("version")
    if isinstance(version, int) and version > VERSION:
        raise InputError(common_error("backup_newer", file=str(path), version=str(version)))
    try:
        return msgspec.convert(plain, Manifest)
    except msgspec.ValidationError:
        raise _damaged(path) from None


def _check_names(opened: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    """The zip holds exactly what its manifest says, each once, under names and in sizes that a library has."""
    names = [info.filename for info in opened.filelist if info.filename not in (README, MANIFEST)]
    for name in (*names, *manifest.files):
        if not may_hold(name):
            raise InputError(common_error("backup_bad_name", file=str(path), name=name[:80]))
    if len(set(names)) < len(names) or set(names) != manifest.files.keys():
        raise _damaged(path)
    for info in opened.filelist:
        entry = manifest.files.get(info.filename)
        if entry is not None and (info.file_size != entry.bytes or entry.bytes > LARGEST):
            raise _damaged(path)


def _read(opened: zipfile.ZipFile, name: str, entry: Entry, path: Path) -> bytes:
    info = opened.NameToInfo[name]
    data = b"".join(_pieces(opened, info, entry.bytes, path))
    if len(data) != entry.bytes or hashlib.sha256(data).hexdigest() != entry.sha256:
        raise _damaged(path)
    return data


def _pieces(opened: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, path: Path) -> Iterator[bytes]:
    """The bytes of a file, never more than ``most`` and one: what a zip promises of its sizes may be a lie."""
    try:
        with opened.open(info) as file:
            left = most + 1
            while left > 0 and (piece := file.read(min(_PIECE, left))):
                left -= len(piece)
                yield piece
    except _UNREADABLE:
        raise _damaged(path) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(common_error("file_unreadable", file=str(path), reason=reason)) from error


def _damaged(path: Path) -> InputError:
    return InputError(common_error("backup_damaged", file=str(path)))
