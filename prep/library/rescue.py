"""Unsaved text of an app whose last save failed: put aside where there is room, taken up at the next start."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs

from prep.errors import Conflict, Damaged, LibraryError, NewerFormat, SaveFailed
from prep.library.files import is_own, make_folder, read_bytes, remove, write_atomically
from prep.library.home import RESCUE, make_part
from prep.library.protocol import GIVEN_UP, Damage, Etag, Library
from prep.library.seal import Tables, UnsoundError, seal, unseal
from prep.library.tables import (
    Meta,
    Stored,
    StoredOrganisation,
    decode_organisation,
    decode_preparation,
    encode_organisation,
    encode_preparation,
)
from prep.model.dossier import Dossier
from prep.model.numbered import goals_given_up, keeping, lessons_given_up


class Rescued(Struct, frozen=True):
    """A text that was taken up: it is the ``current`` version now, or one in the ``history``."""

    title: str
    where: Literal["current", "history"]


class Waiting(Struct, frozen=True):
    """A text that was put aside and not taken up yet; ``damage`` says why it cannot be ("" title then)."""

    path: Path
    title: str = ""
    damage: Damage | None = None


class _Head(Struct, frozen=True, kw_only=True):
    """What the library must know to take a text up; ``expected`` as in ``Library.put``."""

    home: str
    expected: str | None


class _Aside(Struct, frozen=True):
    head: _Head
    stored: Stored
    goals: StoredOrganisation


def save_aside(home: Path, dossier: Dossier, expected: Etag | None) -> Path | None:
    """Put unsaved text aside, on disk: the file written, None when no folder takes it. Never raises for the disk.

    ``expected`` is the etag the text grew from. The first of these folders takes it: the library's own, the user's
    state folder, the folder for temporary files.
    """
    head = _Head(home=_place(home), expected=expected)
    data = _encoded(head, dossier)
    for folder in _folders(home):
        try:
            if folder.parent == home:
                make_part(folder, home)
            else:
                _make_own(folder)
            path = folder / f"{dossier.preparation.id}-{time.time_ns():020d}.json"
            write_atomically(path, data)
        except (OSError, SaveFailed):
            continue
        return path
    return None


def take_up(library: Library, home: Path) -> tuple[Rescued, ...]:
    """Bring the texts put aside back into the library: what was taken up, newest first.

    The text becomes the current version when the disk still holds what it grew from, else a version in the history.
    What the library refuses waits for the next time; so does what belongs to a library that only seems to be here.
    """
    taken = []
    for path in _files(home):
        try:
            aside = _read(path, home)
            where = None if aside is None else _placed(library, aside, travelled=path.parent.parent == home)
        except (UnsoundError, LibraryError):
            continue
        if aside is None or where is None:
            continue
        remove(path)
        if where != "known":
            taken.append(Rescued(aside.stored.preparation.title, where))
    return tuple(taken)


def waiting(home: Path) -> tuple[Waiting, ...]:
    """The texts of this library that wait to be taken up, the damaged ones in its own folder included."""
    found = []
    for path in _files(home):
        try:
            aside = _read(path, home)
        except UnsoundError as unsound:
            if path.parent.parent == home:
                found.append(Waiting(path, damage=unsound.args[0]))
            continue
        except NewerFormat:
            found.append(Waiting(path))
            continue
        if aside is not None:
            found.append(Waiting(path, aside.stored.preparation.title))
    return tuple(found)


def forget(home: Path, preparation_id: str) -> None:
    """Remove what was put aside of a preparation that is erased for good."""
    for path in _files(home):
        if path.stem[:-21] == preparation_id:
            remove(path)


def _placed(library: Library, aside: _Aside, *, travelled: bool) -> Literal["current", "history", "known"] | None:
    """Where the text went; "known": the library holds the very same. None: it must wait.

    ``travelled``: it lay in the library's own folder, so this is the library it belongs to.
    """
    preparation_id = aside.stored.preparation.id
    expected = None if aside.head.expected is None else Etag(aside.head.expected)
    try:
        found = library.etag_of(preparation_id)
        dossier = _dossier(aside, None if found is None else library.get(preparation_id).dossier)
        if found is not None and _same(library.get(preparation_id).dossier, dossier):
            return "known"
    except Damaged:  # put knows what to do: ours is newer than any version
        found, dossier = expected, _dossier(aside, None)
    if found is None and expected is not None and not travelled and not library.history(preparation_id):
        return None
    try:
        if expected == GIVEN_UP:
            library.keep(dossier)
            return "history"
        library.put(dossier, expected)
    except Conflict:
        library.keep(dossier)
        return "history"
    return "current"


def _place(home: Path) -> str:
    """The library's folder as JSON can hold it: a folder's name may have bytes that are no text."""
    return os.path.realpath(home).encode("utf-8", "backslashreplace").decode()


def _same(held: Dossier, ours: Dossier) -> bool:
    return held.preparation == ours.preparation and held.organisation == ours.organisation


def _dossier(aside: _Aside, held: Dossier | None) -> Dossier:
    """The text with what surrounds it; ``held`` is the dossier in the library, None: there is none."""
    meta, preparation, organisation = aside.stored.meta, aside.stored.preparation, aside.goals.organisation
    numbered = (meta.numbered, aside.goals.numbered)
    if held is not None:
        ours = structs.replace(held, preparation=preparation, organisation=organisation, evaluate_on=meta.evaluate_on)
        return keeping(ours, *numbered)
    begun = Dossier(
        organisation_id=meta.organisation_id,
        organisation=organisation,
        preparation=preparation,
        evaluate_on=meta.evaluate_on,
        today=meta.evaluate_on or dt.date.today(),
        case_ids={} if meta.case_id is None else {preparation.id: meta.case_id},
    )
    return keeping(begun, *numbered)


def _encoded(head: _Head, dossier: Dossier) -> bytes:
    meta = Meta(
        organisation_id=dossier.organisation_id,
        case_id=dossier.case_ids.get(dossier.preparation.id),
        evaluate_on=dossier.evaluate_on,
        updated=dt.datetime.now(dt.UTC),
        numbered=lessons_given_up(dossier),
    )
    organisation = StoredOrganisation(
        id=dossier.organisation_id, organisation=dossier.organisation, numbered=goals_given_up(dossier)
    )
    # Both as the files they would be, so that a later nemawashi migrates them like any other.
    return seal(
        {
            "rescue": {"1": msgspec.to_builtins(head)},
            "preparation": {"1": dict(unseal(encode_preparation(Stored(meta=meta, preparation=dossier.preparation))))},
            "organisation": {"1": dict(unseal(encode_organisation(organisation)))},
        }
    )


def _read(path: Path, home: Path) -> _Aside | None:
    """What was put aside; None: it is another library's, or cannot be read. UnsoundError, NewerFormat."""
    try:
        data = read_bytes(path)
    except OSError:
        return None
    if data is None:
        return None
    tables = unseal(data)
    try:
        head = msgspec.convert(tables["rescue"]["1"], _Head)
        held, goals = (msgspec.convert(tables[kind]["1"], Tables) for kind in ("preparation", "organisation"))
    except (KeyError, msgspec.ValidationError):
        raise UnsoundError("content") from None
    if head.home != _place(home) and path.parent.parent != home:
        return None
    stored = decode_preparation(seal(held), path.name)
    return _Aside(head, stored, decode_organisation(seal(goals), path.name))


def _files(home: Path) -> list[Path]:
    """The files in all folders, newest first; in folders that others may write to, nothing is believed."""
    found: list[Path] = []
    for folder in _folders(home):
        with suppress(OSError):  # what cannot be looked into now waits
            if folder.parent == home or is_own(folder, folder.parent):
                found += folder.glob("*-????????????????????.json")
    return sorted(found, key=lambda path: path.stem[-20:], reverse=True)


def _folders(home: Path) -> Iterator[Path]:
    from platformdirs import user_state_path

    yield home / RESCUE
    yield user_state_path("nemawashi", appauthor=False) / RESCUE
    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    yield Path(tempfile.gettempdir()) / f"nemawashi-{owner}" / RESCUE


def _make_own(folder: Path) -> None:
    make_folder(folder)
    if not is_own(folder, folder.parent):
        raise PermissionError(f"{folder} belongs to somebody else")
