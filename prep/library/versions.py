"""Earlier versions as the user sees them: what they hold, which were deleted, and what a version gives back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prep.errors import Damaged, NewerFormat, NotFound, common_error
from prep.library.files import read_bytes
from prep.library.history import History
from prep.library.home import reach
from prep.library.protocol import Version
from prep.library.seal import UnsoundError
from prep.library.shelf import Item, Shelf
from prep.library.tables import Stored, StoredOrganisation
from prep.library.thinning import DELETED, GIVEN_UP, kind_of, time_of


class Versions:
    """Reads the history of both shelves; changes nothing."""

    def __init__(self, history: History, shelf: Shelf[Stored], goals: Shelf[StoredOrganisation]) -> None:
        self._history = history
        self._shelf = shelf
        self._goals = goals

    def of_preparation(self, preparation_id: str, *, exists: bool) -> list[Version]:
        """The readable versions of a preparation, newest first; ``exists``: it is not a deleted one."""
        paths = self._history.saved(preparation_id)
        last = None if exists else _last(paths)
        described = (self._described(preparation_id, path, deleted=path == last) for path in paths)
        return [version for version in described if version is not None]

    def of_goals(self, organisation_id: str) -> list[Version]:
        """The readable versions of an organisation, newest first."""
        found = []
        for path in self._history.saved(organisation_id):
            try:
                stored = self._goals.decode(read_bytes(path) or b"", organisation_id, path.name)
            except (OSError, UnsoundError, NewerFormat):
                continue
            found.append(
                Version(
                    id=organisation_id,
                    name=path.stem,
                    saved_at=_written(path),
                    title=stored.organisation.name,
                    deleted=False,
                    kind="goals",
                    given_up=kind_of(path.name) == GIVEN_UP,
                )
            )
        return found

    def damaged(self, preparation_id: str, organisation_id: str) -> int:
        """How many versions of the two cannot be trusted; those of a newer format are sound."""
        own = sum(_is_unsound(self._shelf, preparation_id, path) for path in self._history.saved(preparation_id))
        goals = (_is_unsound(self._goals, organisation_id, path) for path in self._history.saved(organisation_id))
        return own + (sum(goals) if organisation_id else 0)

    def trash(self, existing: frozenset[str]) -> list[Version]:
        """The last version of every deleted preparation, newest first; ``existing`` ids are not deleted."""
        found = []
        for owner in self._history.owners():
            if owner in existing or self._history.lost(owner):
                continue
            last = _last(self._history.saved(owner))
            version = None if last is None else self._described(owner, last, deleted=True)
            if version is not None:
                found.append(version)
        return sorted(found, key=lambda version: version.name, reverse=True)

    def buried(self, path: Path) -> Version:
        """The version a file became when it was deleted, even one that cannot be read."""
        version = self._described(path.parent.name, path, deleted=True)
        now = dt.datetime.now(dt.UTC)
        return version or Version(id=path.parent.name, name=path.stem, saved_at=now, title="", deleted=True)

    def kept(self, path: Path) -> Version:
        """The version of a preparation that was just put into the history."""
        version = self._described(path.parent.name, path, deleted=False)
        if version is None:
            raise Damaged(common_error("damaged_in_place", file=f"{path.parent.name}/{path.name}"))
        return version

    def stored(self, version: Version) -> Stored:
        """What a version of a preparation holds; NotFound, Damaged, NewerFormat."""
        if version.kind != "preparation":
            raise _not_found(version)
        data = self._bytes(version)
        try:
            return self._shelf.decode(data, version.id, version.name)
        except UnsoundError:
            raise _damaged(version) from None

    def goals(self, version: Version) -> StoredOrganisation:
        """What a version of an organisation holds; NotFound, Damaged, NewerFormat."""
        if version.kind != "goals":
            raise _not_found(version)
        data = self._bytes(version)
        try:
            return self._goals.decode(data, version.id, version.name)
        except UnsoundError:
            raise _damaged(version) from None

    def _bytes(self, version: Version) -> bytes:
        data = self._history.bytes_of(version.id, version.name)
        if data is None:
            reach(self._history.folder.parent)
            raise _not_found(version)
        return data

    def _described(self, owner: str, path: Path, *, deleted: bool) -> Version | None:
        try:
            stored = self._shelf.decode(read_bytes(path) or b"", owner, path.name)
        except (OSError, UnsoundError, NewerFormat):
            return None
        return Version(
            id=owner,
            name=path.stem,
            saved_at=stored.meta.updated,
            title=stored.preparation.title,
            deleted=deleted,
            given_up=kind_of(path.name) == GIVEN_UP,
            organisation_id=stored.meta.organisation_id,
        )


def _is_unsound(shelf: Shelf[Item], owner: str, path: Path) -> bool:
    try:
        shelf.decode(read_bytes(path) or b"", owner, path.name)
    except UnsoundError:
        return True
    except NewerFormat:
        return False
    return False


def _last(paths: list[Path]) -> Path | None:
    """The version that a deleted preparation comes back as: as it was deleted, else what was last given up."""
    return next((path for path in paths if kind_of(path.name) == DELETED), next(iter(paths), None))


def _written(path: Path) -> dt.datetime:
    """When a version of goals was saved: its bytes do not say, but it was before it was set aside."""
    try:
        moment = min(path.stat().st_mtime, time_of(path.name) / 1e9)
    except OSError:
        moment = time_of(path.name) / 1e9
    return dt.datetime.fromtimestamp(moment, dt.UTC)


def _not_found(version: Version) -> NotFound:
    return NotFound(common_error("version_not_found", id=version.id, name=version.name))


def _damaged(version: Version) -> Damaged:
    return Damaged(common_error("damaged_in_place", file=f"{version.id}/{version.name}.json"))
