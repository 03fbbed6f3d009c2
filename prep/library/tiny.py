"""The library in TinyDB files: one a preparation, one an organisation, an index that is only a cache (storage.md)."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import structs

from prep.errors import Conflict, Damaged, LibraryError, NotFound, Unusable, common_error
from prep.folding import fold
from prep.library.checkup import Checkup
from prep.library.etags import Etags, etag
from prep.library.files import left_over, remove
from prep.library.following import carried_from, followed
from prep.library.glancing import glance
from prep.library.history import History
from prep.library.home import (
    HISTORY,
    INDEX,
    ORGANISATIONS,
    PREPARATIONS,
    QUARANTINE,
    in_words,
    make_home,
    reach,
    reachable,
    saving,
)
from prep.library.incoming import incoming
from prep.library.listing import Listing
from prep.library.locks import Lock, was_here
from prep.library.merging import GoalsMet, meet
from prep.library.organisations import Organisations
from prep.library.protocol import (
    Added,
    Etag,
    Fate,
    Finding,
    Glimpse,
    Health,
    Kept,
    Library,
    Progress,
    Summary,
    Version,
    Worth,
)
from prep.library.replacing import Replacing
from prep.library.rescue import forget
from prep.library.seal import fingerprint
from prep.library.shelf import Shelf
from prep.library.tables import (
    Meta,
    Stored,
    decode_organisation,
    decode_preparation,
    encode_preparation,
    numbered_in,
)
from prep.library.telling import Notes
from prep.library.verdicts import Assess, assessed
from prep.library.versions import Versions
from prep.model.dossier import Dossier
from prep.model.numbered import goals_given_up, keeping, lessons_given_up, most
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation


def open_library(home: Path) -> Library:
    """The library in the folder ``home``, made when there is none. Unusable when the folder cannot be used.

    Where a library lay before and none is now, an empty one would look like a loss, and take what belongs into the
    other: Unusable, until its drive is back or somebody makes the folder "preparations" there.
    """
    if not os.path.lexists(home / PREPARATIONS) and was_here(home):
        raise Unusable(common_error("library_missing", folder=str(home)))
    return TinyLibrary(home)


class TinyLibrary:
    """See ``Library``; safe to use from several threads, and beside other processes that use the same folder."""

    def __init__(self, home: Path, assess: Assess = assessed) -> None:
        with in_words(home):
            make_home(home)
        self._home = home
        self._lock = Lock(home)
        self._assess = assess
        self._guard = threading.RLock()  # before the lock of the library, never after it
        self._notes = Notes()
        history = History(home / HISTORY, home / QUARANTINE)
        self._history = history
        self._shelf = Shelf(home / PREPARATIONS, decode_preparation, history, self._lock, self._notes.add)
        goals = Shelf(home / ORGANISATIONS, decode_organisation, history, self._lock, self._notes.add)
        self._replacing = Replacing(self._shelf, history)
        self._versions = Versions(history, self._shelf, goals)
        self._organisations = Organisations(goals)
        self._listing = Listing(self._shelf, goals, self._organisations, home / INDEX, self._notes.add)
        self._etags = Etags(self._shelf, goals, self._organisations)
        self._checkup = Checkup(home, self._shelf, goals, self._listing)
        if any(left_over(folder) for folder in (home, home / PREPARATIONS, home / ORGANISATIONS)):
            self._sweep()

    def summaries(self, progress: Progress | None = None) -> Sequence[Summary]:
        """See ``Library``."""
        with self._guard:
            return self._listing.summaries(progress)

    def organisations(self) -> Sequence[tuple[str, Organisation]]:
        """See ``Library``."""
        return self._organisations.all()

    def get(self, preparation_id: str, today: dt.date | None = None) -> Kept:
        """See ``Library``."""
        found = self._shelf.read(preparation_id)
        if found is None:
            raise NotFound(common_error("not_found", id=preparation_id))
        meta = found.item.meta
        chain = followed(self._shelf, found.item)
        others = carried_from(self._shelf, chain)
        organisation = self._organisations.get(meta.organisation_id) or Organisation()
        numbers = self._organisations.numbers(meta.organisation_id)
        read = Dossier(
            organisation_id=meta.organisation_id,
            organisation=organisation,
            preparation=found.item.preparation,
            earlier=tuple(stored.preparation for stored in chain[1:]),
            others=tuple(stored.preparation for stored in others),
            evaluate_on=meta.evaluate_on,
            today=today or meta.evaluate_on or dt.date.today(),
            case_ids={
                stored.preparation.id: stored.meta.case_id
                for stored in (*chain, *others)
                if stored.meta.case_id is not None
            },
        )
        base = self._organisations.base(meta.organisation_id, organisation)
        return Kept(keeping(read, meta.numbered, numbers), etag(fingerprint(found.data), base))

    def glance(self, preparation_id: str, worth: Worth) -> Glimpse | None:
        """See ``Library``."""
        return glance(self._shelf, preparation_id, worth)

    def put(self, dossier: Dossier, expected: Etag | None) -> Etag:
        """See ``Library``. A dossier without organisation begins one, unless one of that name is equal."""
        with saving(self._home), self._lock.held():
            path = self._path(dossier.preparation.id)
            before, damage = self._replacing.over(path, expected, dossier.preparation.title)
            if not dossier.organisation_id:
                dossier = structs.replace(dossier, organisation_id=self._place_of(dossier, path))
            base = expected.partition(".")[2] if expected is not None else None
            organisation = self._organisations.settle(
                dossier.organisation_id, dossier.organisation, base, goals_given_up(dossier)
            )
            # Before the preparation: it must never refer to goals that did not reach the disk.
            if organisation is not None:
                self._organisations.save(dossier.organisation_id, organisation, goals_given_up(dossier))
            data = self._encoded(dossier, before if damage is None else None)
            self._shelf.write(path, data, instead_of=before, damage=damage)
        return etag(fingerprint(data), self._organisations.base(dossier.organisation_id, dossier.organisation))

    def _encoded(self, dossier: Dossier, before: bytes | None = None) -> bytes:
        ready, score = self._assess(dossier)
        meta = Meta(
            organisation_id=dossier.organisation_id,
            case_id=dossier.case_ids.get(dossier.preparation.id),
            evaluate_on=dossier.evaluate_on,
            updated=dt.datetime.now(dt.UTC),
            ready=ready,
            score=score,
            numbered=most(lessons_given_up(dossier), numbered_in(before, dossier.preparation.id)),
        )
        return encode_preparation(Stored(meta=meta, preparation=dossier.preparation))

    def _place_of(self, dossier: Dossier, path: Path) -> str:
        if path.exists():
            found = self._shelf.read(path.stem, held=True)
            if found is not None:
                return found.item.meta.organisation_id
        known = self._organisations.named(dossier.organisation.name)
        if known is not None and known[1] == dossier.organisation:
            return known[0]
        return self._organisations.save_new(dossier.organisation)

    def add(
        self, organisation: Organisation, preparations: Sequence[Preparation], evaluate_on: dt.date | None
    ) -> Added:
        """See ``Library``. Nothing is left behind when the disk does not take all of it."""
        with self._lock.held():
            # Cases that name nobody need not be of one house: neither shows, nor exports, the goals of the other.
            known = self._organisations.named(organisation.name) if fold(organisation.name) else None
            if known is None:  # kept as it came, ids that stand twice included
                met = GoalsMet(goals=organisation.goals, renamed={}, added=len(organisation.goals), known=0)
                home, organisation_id = organisation, self._organisations.save_new(organisation)
            else:
                met = meet(known[1].goals, organisation.goals, self._organisations.numbers(known[0]))
                home, organisation_id = Organisation(name=known[1].name, goals=met.goals), known[0]
                self._organisations.save(organisation_id, home)
            dossiers = incoming(organisation_id, home, preparations, evaluate_on, met.renamed)
            try:
                self._write_all(dossiers)
            except LibraryError:
                self._organisations.take_back(organisation_id, known[1] if known is not None else None)
                raise
        return Added(
            preparation_ids=tuple(dossier.preparation.id for dossier in dossiers),
            organisation_id=organisation_id,
            merged=known[1].name if known is not None else None,
            goals_added=met.added,
            goals_known=met.known,
        )

    def _write_all(self, dossiers: Sequence[Dossier]) -> None:
        written: dict[Path, bytes] = {}
        try:
            for dossier in sorted(dossiers, key=lambda one: len(one.earlier)):  # none may follow what is not there yet
                path = self._path(dossier.preparation.id)
                data = self._encoded(dossier)
                self._shelf.write(path, data, instead_of=None)
                written[path] = data
        except LibraryError:
            for path in written:
                remove(path)
            raise
        with suppress(LibraryError):  # it is saved; the copy is what damage is mended with before the first change
            for path, data in written.items():
                self._history.keep_base(path.stem, data)

    def delete(self, preparation_id: str, expected: Etag) -> Version:
        """See ``Library``."""
        with self._lock.held():
            path = self._path(preparation_id)
            found = self._shelf.read(preparation_id, held=True)
            if found is None:
                raise NotFound(common_error("not_found", id=preparation_id))
            if fingerprint(found.data) != expected.partition(".")[0]:
                raise Conflict(common_error("conflict", title=found.item.preparation.title))
            return self._versions.buried(self._history.bury(path))

    def restore(self, version: Version) -> Etag:
        """See ``Library``."""
        with self._lock.held():
            if version.kind == "goals":
                organisation = self._versions.goals(version).organisation
                self._organisations.get(version.id, held=True)  # what it replaces must be no damage, nor a newer one
                self._organisations.save(version.id, organisation)
                return etag("", self._organisations.base(version.id, organisation))
            stored = self._versions.stored(version)
            # Before it is written: once it is, nothing may fail any more.
            organisation_id = stored.meta.organisation_id
            organisation = self._organisations.get(organisation_id, held=True) or Organisation()
            with suppress(Damaged):  # set aside and told: what it replaces must be no damage
                self._shelf.read(version.id, held=True)
            before = self._shelf.raw(version.id)
            numbered = most(stored.meta.numbered, numbered_in(before, version.id))
            meta = structs.replace(stored.meta, updated=dt.datetime.now(dt.UTC), numbered=numbered)
            fresh = encode_preparation(structs.replace(stored, meta=meta))
            self._shelf.write(self._path(version.id), fresh, instead_of=before)
        return etag(fingerprint(fresh), self._organisations.base(organisation_id, organisation))

    def history(self, preparation_id: str | None = None) -> Sequence[Version]:
        """See ``Library``."""
        reach(self._home)
        if preparation_id is None:
            return self._versions.trash(self._listing.known_ids())
        with in_words(self._home):
            exists = self._path(preparation_id).exists()
        return self._versions.of_preparation(preparation_id, exists=exists)

    def goal_versions(self, organisation_id: str) -> Sequence[Version]:
        """See ``Library``."""
        reach(self._home)
        return self._versions.of_goals(organisation_id)

    def damaged_versions(self, preparation_id: str, organisation_id: str) -> int:
        """See ``Library``."""
        return self._versions.damaged(preparation_id, organisation_id)

    def preparation_of(self, version: Version) -> Preparation:
        """See ``Library``."""
        return self._versions.stored(version).preparation

    def goals_of(self, version: Version) -> Organisation:
        """See ``Library``."""
        return self._versions.goals(version).organisation

    def etag_of(self, preparation_id: str) -> Etag | None:
        """See ``Library``."""
        return self._etags.of(preparation_id)

    def fate_of(self, preparation_id: str, held: Etag) -> Fate:
        """See ``Library``."""
        known, _, base = held.partition(".")
        found = self._shelf.read(preparation_id)
        if found is None:
            return "known"
        with in_words(self._home):
            if fingerprint(found.data) == known or self._replacing.was_replaced(preparation_id, known):
                return self._organisations.fate_of(found.item.meta.organisation_id, base)
            return "put back" if self._replacing.came_back(preparation_id, known, found.data) else "lost"

    def keep(self, dossier: Dossier) -> Version:
        """See ``Library``."""
        with saving(self._home), self._lock.held():
            kept = self._history.keep_given_up(dossier.preparation.id, self._encoded(dossier))
            self._history.prune(dossier.preparation.id)
            if dossier.organisation_id:
                self._organisations.keep(dossier.organisation_id, dossier.organisation)
        return self._versions.kept(kept)

    def erase(self, preparation_id: str) -> None:
        """See ``Library``."""
        with self._guard, self._lock.held():
            path = self._path(preparation_id)
            versions = self._versions.of_preparation(preparation_id, exists=False)
            title = versions[0].title if versions else preparation_id
            if self._shelf.raw(preparation_id) is not None or self._history.lost(preparation_id):
                raise Conflict(common_error("erase_not_deleted", title=title))
            if not self._history.names(path.stem):
                raise NotFound(common_error("not_found", id=preparation_id))
            self._history.erase(preparation_id)
            with suppress(OSError, LibraryError):  # it is erased: nothing that comes after may say otherwise
                forget(self._home, preparation_id)
                self._listing.refresh(None, held=True)  # its title stands in the cache, too
                self._listing.save()

    def changes(self) -> Sequence[str]:
        """See ``Library``. An organisation that changed counts for each of its preparations."""
        with self._guard:
            return self._listing.changes()

    def check(self, progress: Progress | None = None) -> Health:
        """See ``Library``."""
        with self._guard, self._lock.held(), self._notes.apart() as found:
            reach(self._home)
            checked, versions = self._checkup.run(progress, self._notes.add)
        return Health(checked, tuple(found), versions)

    def findings(self) -> Sequence[Finding]:
        """See ``Library``."""
        return self._notes.take()

    def close(self) -> None:
        """See ``Library``."""
        with self._guard:
            if reachable(self._home):
                self._listing.save()

    def _sweep(self) -> None:
        """Temporary files lie there although we opened just now: a writer at work, or one that was killed."""
        try:
            with self._lock.held(patience=0):
                self._checkup.sweep(self._notes.add)
        except LibraryError:  # read-only, or somebody holds the lock: they do no harm
            return

    def _path(self, preparation_id: str) -> Path:
        path = self._shelf.path(preparation_id)
        if path is None:
            raise NotFound(common_error("not_found", id=preparation_id))
        return path
