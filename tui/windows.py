"""What another window made of the open preparation, as it is found in the library. Runs beside the app, in threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from prep.errors import LibraryError, NotFound

if TYPE_CHECKING:
    from prep.comparing import Difference
    from prep.library.protocol import Etag, Fate, Kept, Library
    from prep.model.dossier import Dossier
    from prep.workspace import Workspace


class Theirs(Struct, frozen=True):
    """What lies in the library instead of the version with the etag ``over``; ``kept`` None: it was deleted.

    ``saved_at`` is when the preparation was saved there, None when nobody can tell. ``fate`` is that of the version
    with the etag ``over``.
    """

    over: Etag | None
    kept: Kept | None
    saved_at: dt.datetime | None = None
    fate: Fate = "known"

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
        return Theirs(held, library.get(preparation_id), fate=library.fate_of(preparation_id, held))
    except LibraryError:  # the save says what is wrong, or the next look finds it well
        return None


def read_theirs(library: Library, workspace: Workspace) -> Theirs:
    """After a conflict: what lies there. LibraryError when it cannot be read."""
    preparation_id = workspace.dossier.preparation.id
    try:
        kept = library.get(preparation_id)
    except NotFound:
        return Theirs(workspace.etag, None)
    saved_at = next((one.updated for one in library.summaries() if one.id == preparation_id), None)
    fate: Fate = "known" if workspace.etag is None else library.fate_of(preparation_id, workspace.etag)
    return Theirs(workspace.etag, kept, saved_at, fate)


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
