"""The organisations of a library: files of their own, shared by preparations and edited from several windows."""

from __future__ import annotations

import uuid

from prep.errors import Conflict, Damaged, LibraryError, NewerFormat, Unusable, common_error
from prep.folding import fold
from prep.library.files import read_bytes, remove
from prep.library.home import PREPARATIONS, unusable
from prep.library.index import stamps
from prep.library.merging import three_way, together
from prep.library.protocol import Fate
from prep.library.seal import UnsoundError, fingerprint
from prep.library.shelf import Shelf
from prep.library.tables import StoredOrganisation, decode_organisation, encode_organisation, numbered_in
from prep.model.numbered import NONE, Numbers, most, of_goals
from prep.model.organisation import Organisation


class Organisations:
    """Reads and saves organisations on a shelf; whoever saves holds the lock."""

    def __init__(self, shelf: Shelf[StoredOrganisation]) -> None:
        self._shelf = shelf
        self._encoded: tuple[str, Organisation, Numbers, bytes] | None = None

    def base(self, organisation_id: str, organisation: Organisation) -> str:
        """The fingerprint of an organisation as one window knows it: part of that window's etag."""
        return fingerprint(self._bytes(organisation_id, organisation))

    def numbers(self, organisation_id: str) -> Numbers:
        """The highest number ever given to one of its goals; empty when none is known."""
        return numbered_in(self._shelf.raw(organisation_id), organisation_id)

    def _bytes(self, organisation_id: str, organisation: Organisation, numbered: Numbers = NONE) -> bytes:
        """Its bytes on disk; those of the last one are kept, since every save asks for the same several times."""
        last = self._encoded
        numbered = most(numbered, of_goals(organisation))
        if last is not None and last[0] == organisation_id and last[1] is organisation and last[2] == numbered:
            return last[3]
        stored = StoredOrganisation(id=organisation_id, organisation=organisation, numbered=numbered)
        data = encode_organisation(stored)
        self._encoded = (organisation_id, organisation, numbered, data)
        return data

    def get(self, organisation_id: str, *, held: bool = False) -> Organisation | None:
        """The organisation of an id; None: there is none, or it was damaged beyond repair, set aside and told.

        One that is there but cannot be read, NewerFormat for instance, is an error: nobody may save over it.
        """
        try:
            found = self._shelf.read(organisation_id, held=held)
        except Damaged:
            return None
        return None if found is None else found.item.organisation

    def all(self, *, held: bool = False, every: bool = False) -> list[tuple[str, Organisation]]:
        """All organisations that can be read with their ids, by name; ``held``: the caller has the lock.

        ``every``: one that only a later nemawashi opens may be left out, but an error of the disk is an error.
        """
        found = []
        for organisation_id in self.ids():
            try:
                organisation = self.get(organisation_id, held=held)
            except LibraryError as error:  # opening one of its preparations says what is wrong
                if every and not isinstance(error, NewerFormat):
                    raise
                continue
            if organisation is not None:
                found.append((organisation_id, organisation))
        return sorted(found, key=lambda pair: (fold(pair[1].name), pair[0]))

    def ids(self) -> list[str]:
        """The ids of all files."""
        try:
            return sorted(stamps(self._shelf.folder))
        except OSError as error:
            raise unusable(self._shelf.folder.parent, error) from error

    def named(self, name: str) -> tuple[str, Organisation] | None:
        """The organisation of that name, however it is spaced, cased or widened. The caller has the lock.

        One whose file vanished is put back from its history first.
        """
        known = next((pair for pair in self.all(held=True, every=True) if fold(pair[1].name) == fold(name)), None)
        return known or self._vanished(name)

    def _vanished(self, name: str) -> tuple[str, Organisation] | None:
        history, shelf = self._shelf.history, self._shelf
        there = {*self.ids(), *stamps(shelf.folder.parent / PREPARATIONS)}
        for owner in history.owners():
            if owner in there or not history.lost(owner):
                continue
            newest = shelf.newest_good(owner)  # of a preparation, none can be read as an organisation
            if newest is not None and fold(newest.item.organisation.name) == fold(name):
                found = shelf.put_back(owner)
                return None if found is None else (owner, found.item.organisation)
        return None

    def save_new(self, organisation: Organisation) -> str:
        """Keep a new organisation; its id. A copy goes into the history: all its preparations depend on it."""
        organisation_id = str(uuid.uuid4())
        self.save(organisation_id, organisation)
        self._shelf.history.keep_base(organisation_id, self._bytes(organisation_id, organisation))
        return organisation_id

    def save(self, organisation_id: str, organisation: Organisation, numbered: Numbers = NONE) -> None:
        """Keep an organisation as it is given; one that lies there equal is not written again.

        ``numbered`` tells of numbers given to goals that are gone; the file forgets none that it knows of.
        """
        path = self._shelf.path(organisation_id)
        if path is None:
            raise Unusable(common_error("not_found", id=organisation_id))
        before = self._shelf.raw(organisation_id)
        data = self._bytes(organisation_id, organisation, most(numbered, numbered_in(before, organisation_id)))
        if data != before:
            self._shelf.write(path, data, instead_of=before)

    def keep(self, organisation_id: str, organisation: Organisation) -> None:
        """Put goals that were given up into the history, unless they lie on disk or are a version already."""
        data = self._bytes(organisation_id, organisation)
        if self._shelf.path(organisation_id) is None or _held(self._shelf.raw(organisation_id)) == organisation:
            return
        if self._version(organisation_id, fingerprint(data)) is None:
            self._shelf.history.keep_given_up(organisation_id, data)
            self._shelf.history.prune(organisation_id)

    def take_back(self, organisation_id: str, before: Organisation | None) -> None:
        """Undo a save whose preparations did not reach the disk; None: it was new. A disk that is full keeps goals."""
        path = self._shelf.path(organisation_id)
        try:
            if before is not None:
                self.save(organisation_id, before)
            elif path is not None:
                remove(path)
                self._shelf.history.erase(organisation_id)
        except LibraryError:  # goals that nobody refers to do no harm
            return

    def settle(
        self, organisation_id: str, ours: Organisation, base: str | None, numbered: Numbers = NONE
    ) -> Organisation | None:
        """What to save of ``ours``, which grew out of the one with fingerprint ``base``; None: nothing.

        Goals changed in another window since stay as that window left them. Conflict when both changed the same. Where
        it is not known what ours grew out of, goals only come together: none is replaced, none goes.
        """
        mine = self._bytes(organisation_id, ours)
        raw = self._shelf.raw(organisation_id)
        if self._bytes(organisation_id, ours, numbered) == raw:
            return None
        theirs = self.get(organisation_id, held=True)
        if theirs is None or base == self.base(organisation_id, theirs) or self._came_back(organisation_id, raw, base):
            return ours
        if base == fingerprint(mine):
            known = self.numbers(organisation_id)
            return None if most(known, numbered) == known else theirs
        merged = self._merged(organisation_id, ours, theirs, base)
        if merged is None:
            raise Conflict(common_error("conflict_organisation", name=ours.name))
        # This window goes on from what it has in hand: its next save must be compared with that.
        self._shelf.history.keep_base(organisation_id, mine)
        return merged

    def _came_back(self, organisation_id: str, raw: bytes | None, base: str | None) -> bool:
        """Whether the goals with fingerprint ``base`` were lost, and replaced by nobody.

        What stands in their place then, ``raw``, is damage, nothing, or an earlier version that was put back.
        """
        path = self._shelf.path(organisation_id)
        if not base or path is None:
            return False
        lost = raw is None or self._shelf.damage(raw, path) is not None
        if not lost and not self._shelf.history.holds(organisation_id, fingerprint(raw or b"")):
            return False
        return self._version(organisation_id, base) is None

    def fate_of(self, organisation_id: str, base: str) -> Fate:
        """What became of the goals with fingerprint ``base``."""
        theirs = self.get(organisation_id)
        if theirs is None or base == self.base(organisation_id, theirs):
            return "known"
        if self._version(organisation_id, base) is not None:
            return "known"
        return "put back" if self._came_back(organisation_id, self._shelf.raw(organisation_id), base) else "lost"

    def _merged(
        self, organisation_id: str, ours: Organisation, theirs: Organisation, base: str | None
    ) -> Organisation | None:
        was = self._version(organisation_id, base) if base else None
        return together(ours, theirs) if was is None else three_way(was, ours, theirs)

    def _version(self, organisation_id: str, base: str) -> Organisation | None:
        """The version that has this fingerprint, in whatever format it was written; None: there is none."""
        for path in self._shelf.history.trustworthy(organisation_id):
            try:
                held = _held(read_bytes(path))
            except OSError:
                continue
            if held is not None and base == self.base(organisation_id, held):
                return held
        return None


def _held(data: bytes | None) -> Organisation | None:
    """The organisation in the bytes of a file of any format; None: there is none that can be read."""
    try:
        return decode_organisation(data or b"", "").organisation
    except (UnsoundError, NewerFormat):
        return None
