"""What lies on disk now, as an etag: of a preparation with the goals it belongs to."""

from __future__ import annotations

from pathlib import Path

from prep.errors import Damaged, common_error
from prep.library.index import Stamp, stamp_of
from prep.library.migrations import read_tables
from prep.library.organisations import Organisations
from prep.library.protocol import Etag
from prep.library.seal import UnsoundError, fingerprint
from prep.library.shelf import Shelf
from prep.library.tables import Stored, StoredOrganisation
from prep.model.organisation import Organisation

_Stamps = tuple[Stamp | None, Stamp | None]


def etag(preparation: str, organisation: str) -> Etag:
    """The etag of two fingerprints; ``Etag.partition(".")`` gives them back."""
    return Etag(f"{preparation}.{organisation}")


class Etags:
    """Reads etags from the files; as long as neither file changes, the last answer holds."""

    def __init__(self, shelf: Shelf[Stored], goals: Shelf[StoredOrganisation], organisations: Organisations) -> None:
        self._shelf = shelf
        self._goals = goals
        self._organisations = organisations
        self._last: tuple[str, str, _Stamps, Etag] | None = None

    def of(self, preparation_id: str) -> Etag | None:
        """The etag of what lies on disk; None: there is no such file. Damaged, NewerFormat, Unusable."""
        last = self._last
        if last is not None and last[0] == preparation_id:
            now = self._stamps(preparation_id, last[1])
            if now[0] is not None and now == last[2]:
                return last[3]
        data = self._shelf.raw(preparation_id)
        if data is None:
            return None
        organisation_id = _organisation_in(data, f"{self._shelf.folder.name}/{preparation_id}.json")
        stamps = self._stamps(preparation_id, organisation_id)
        organisation = self._organisations.get(organisation_id) or Organisation()
        found = etag(fingerprint(data), self._organisations.base(organisation_id, organisation))
        if stamps == self._stamps(preparation_id, organisation_id) and self._shelf.raw(preparation_id) == data:
            self._last = (preparation_id, organisation_id, stamps, found)
        return found

    def _stamps(self, preparation_id: str, organisation_id: str) -> _Stamps:
        return _stamp(self._shelf.path(preparation_id)), _stamp(self._goals.path(organisation_id))


def _stamp(path: Path | None) -> Stamp | None:
    try:
        return None if path is None else stamp_of(path.stat())
    except OSError:
        return None


def _organisation_in(data: bytes, file: str) -> str:
    """The organisation that a preparation's bytes name; Damaged when they cannot be trusted."""
    try:
        named = read_tables(data, file)["meta"]["1"]["organisation_id"]
    except (UnsoundError, KeyError):
        raise Damaged(common_error("damaged_in_place", file=file)) from None
    return str(named)
