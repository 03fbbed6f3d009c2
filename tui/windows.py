"""What another window made of the open preparation, as it is found in the library. Runs beside the app, in threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from prep.errors import LibraryError, NotFound

if TYPE_CHECKING:
    from prep.comparing import Difference
    from prep.library.protocol import Etag, Kept, Library
    from prep.model.dossier import Dossier
    from prep.workspace import Workspace


@dataclass(frozen=True)
class Theirs:
    """What lies in the library instead of the version with the etag ``over``; ``kept`` None: it was deleted.

    ``saved_at`` is when the preparation was saved there, None when nobody can tell. ``older``: nobody's work, but an
    earlier version that was put back since the one with the etag ``over`` was damaged.
    """

    over: Etag | None
    kept: Kept | None
    saved_at: dt.datetime | None = None
    older: bool = False

    @property
    def deleted(self) -> bool:
        """Whether it was deleted there."""
        return self.kept is None


def look_at(library: Library, preparation_id: str, held: Etag, known: Theirs | None) -> Theirs | None:
    """What lies there now, when that is neither the version ``held`` nor ``known``; None also when nobody can tell."""
    try:
        now = library.etag_of(preparation_id)
        if now == held and known is None:
            return None
        if now is None:
            return Theirs(held, None) if known is None or not known.deleted else None
        older = library.put_back_instead(preparation_id, held)
        return Theirs(held, library.get(preparation_id), older=older)
    except LibraryError:  # the save says what is wrong, or the next look finds it well
        return None


def read_theirs(library: Library, workspace: Workspace) -> Theirs:
    """After a conflict: what lies there. LibraryError when it cannot be read."""
    preparation_id = workspace.dossier.preparation.id
    try:
        kept = library.get(preparation_id)
    except NotFound:
        return Theirs(workspace.etag, None)
    rows = library.summaries()
    return Theirs(workspace.etag, kept, next((one.updated for one in rows if one.id == preparation_id), None))


def as_here(theirs: Dossier, ours: Dossier, on: dt.date | None) -> Dossier:
    """``theirs`` with the today of this window: the date asked for, or the one this window goes by."""
    same = on is not None or theirs.evaluate_on == ours.evaluate_on
    return structs.replace(theirs, today=ours.today) if same else theirs


def gives_up_ours(found: Sequence[Difference], taking: Collection[str]) -> bool:
    """Whether something that was written here would be nowhere any more."""
    return any(one.place in taking and one.by != "theirs" for one in found)


def place_now(place: str, renamed: Mapping[str, str]) -> str:
    """Where what stood at ``place`` stands after records were given other ids."""
    for old, new in renamed.items():
        if place == old or place.startswith(f"{old}."):
            return new + place.removeprefix(old)
    return place
