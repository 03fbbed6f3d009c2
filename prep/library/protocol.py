"""What a library of dossiers promises, whatever it is kept in (storage.md, the promises to the user)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal, NewType, Protocol

from msgspec import Struct

from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation

Etag = NewType("Etag", str)
"""A fingerprint of what lies on disk for one dossier: equal etags, equal bytes."""

Fate = Literal["known", "put back", "lost"]
"""What became of a version: it is current, or in the history, or was deleted; it was damaged or lost, and an earlier
one came back in its place, over which ``put`` takes what grew from it; it lies nowhere any more."""

GIVEN_UP = Etag("given up")
"""The etag of no version: what is set aside with it becomes a version in the history, and never the current one."""

Progress = Callable[[int, int], None]
"""Called with (done, of how many) during long work."""


class Summary(Struct, frozen=True):
    """One row of the list of preparations; ``ready`` and ``score`` as assessed when it was last saved.

    ``newer`` True: only a later nemawashi opens it; it is listed by its title and left untouched.
    """

    id: str
    title: str
    language: str
    stage: str
    organisation: str
    updated: dt.datetime
    ready: bool
    score: int
    newer: bool = False
    organisation_id: str = ""


Worth = Callable[[bytes], bool]
"""Whether a file with these bytes is worth reading."""


class Glimpse(Struct, frozen=True):
    """What a preparation's file holds by itself, and whose it is ("": not known)."""

    preparation: Preparation
    organisation_id: str


class Kept(Struct, frozen=True):
    """A dossier as it lies in the library, with the etag to save it under."""

    dossier: Dossier
    etag: Etag


class Version(Struct, frozen=True):
    """An earlier version that can be restored; ``deleted`` marks the last one of a deleted preparation.

    ``kind`` "goals": a version of an organisation; ``id`` is the organisation's, ``title`` its name. ``given_up``: it
    never was the current version, since the other side of a conflict was taken. ``organisation_id`` is whom a
    preparation belongs to ("": not known).
    """

    id: str
    name: str
    saved_at: dt.datetime
    title: str
    deleted: bool
    kind: Literal["preparation", "goals"] = "preparation"
    given_up: bool = False
    organisation_id: str = ""


Damage = Literal["empty", "torn", "checksum", "content", "swapped"]
"""How damage shows: no bytes, the end missing, other bytes than were written, not readable, of another id."""


class Finding(Struct, frozen=True):
    """Something that was found in the files, as a message key with arguments ("command.finding.*").

    ``file`` is a path from the library's folder. ``detail`` needs no translation: where the damaged bytes are kept (""
    when they still lie in ``file``), the name of the version restored, the format number of a newer file, the system's
    reason. ``damage`` says how damage shows ("common.damage.*"). "version": a damaged version in the history;
    "copy": a copy that some other program made of a file, which is a version in the history now (``detail``);
    "stranger": a file that is none of nemawashi's; "waiting": unsaved text that could not be taken up yet.
    """

    kind: Literal[
        "damaged", "restored", "newer", "swept", "unreadable", "index", "version", "stranger", "waiting", "copy"
    ]
    file: str
    detail: str = ""
    damage: Damage | None = None


class Health(Struct, frozen=True):
    """The report of ``check``: how many files and how many earlier versions were read, and what was found and done."""

    checked: int
    findings: tuple[Finding, ...] = ()
    versions: int = 0


class Library(Protocol):
    """Where dossiers are kept. Every method may raise a ``LibraryError`` of ``prep.errors``."""

    def summaries(self, progress: Progress | None = None) -> Sequence[Summary]:
        """All preparations, last saved first."""

    def organisations(self) -> Sequence[tuple[str, Organisation]]:
        """All organisations with their ids, by name."""

    def get(self, preparation_id: str, today: dt.date | None = None) -> Kept:
        """The dossier of a preparation; ``today`` overrides what the rules use. NotFound when there is none."""

    def glance(self, preparation_id: str, worth: Worth) -> Glimpse | None:
        """What a preparation's file holds, if it is ``worth`` it by its bytes; None: it is not, or there is none.

        For searches among thousands: nothing is repaired. Damaged, NewerFormat.
        """

    def put(self, dossier: Dossier, expected: Etag | None) -> Etag:
        """Save; "saved" means on disk. ``expected`` None: it must be new. Conflict when the disk holds another etag.

        Goals that another window changed meanwhile are merged where the two do not touch the same goal, else Conflict.
        """

    def add(
        self, organisation: Organisation, preparations: Sequence[Preparation], evaluate_on: dt.date | None
    ) -> Added:
        """Take in a case: uuids given, ``follows`` remapped, goals merged with an organisation of the same name."""

    def etag_of(self, preparation_id: str) -> Etag | None:
        """What lies on disk now: the etag ``get`` would give, for the price of two small files. None: no such file.

        Damaged when the file is damaged: it is not repaired here, since whoever has it open holds a newer text.
        """

    def fate_of(self, preparation_id: str, held: Etag) -> Fate:
        """What became of the version, or of the goals, with the etag ``held``, which somebody has open."""

    def delete(self, preparation_id: str, expected: Etag) -> Version:
        """Remove; the version returned brings it back. Conflict as in ``put``."""

    def restore(self, version: Version) -> Etag:
        """Make an earlier or deleted version the current one; what it replaces goes into history.

        For a version of goals the etag is that of no preparation.
        """

    def history(self, preparation_id: str | None = None) -> Sequence[Version]:
        """The versions kept of one preparation, newest first; None: the deleted preparations."""

    def goal_versions(self, organisation_id: str) -> Sequence[Version]:
        """The versions kept of an organisation with its goals, newest first."""

    def damaged_versions(self, preparation_id: str, organisation_id: str) -> int:
        """How many versions of the two are left out of their lists because their bytes cannot be trusted."""

    def preparation_of(self, version: Version) -> Preparation:
        """What a version of a preparation holds; NotFound when it is gone, Damaged when it cannot be trusted."""

    def goals_of(self, version: Version) -> Organisation:
        """What a version of an organisation holds; errors as of ``preparation_of``."""

    def keep(self, dossier: Dossier) -> Version:
        """Put into the history what was given up, without making it the current version; its goals, too."""

    def erase(self, preparation_id: str) -> None:
        """Remove a deleted preparation for good, with all its versions and quarantined copies.

        Conflict when it is not, or no longer, deleted; NotFound when there is nothing of it.
        """

    def changes(self) -> Sequence[str]:
        """Ids of preparations that changed on disk since the last call or since opening, by any window."""

    def check(self, progress: Progress | None = None) -> Health:
        """Read every file, quarantine damaged ones, restore the newest good version, rebuild the index."""

    def findings(self) -> Sequence[Finding]:
        """What had to be done to files since the last call, for the user to be told; ``check`` has its own."""

    def close(self) -> None:
        """Let go of everything; the library must not be used afterwards."""


class Added(Struct, frozen=True):
    """What ``add`` did: new ids in file order; ``merged`` is the organisation joined (None: a new one), with counts."""

    preparation_ids: tuple[str, ...]
    organisation_id: str
    merged: str | None = None
    goals_added: int = 0
    goals_known: int = 0
