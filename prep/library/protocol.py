"""What a library of dossiers promises, whatever it is kept in (storage.md, the promises to the user)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NewType, Protocol

from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation

Etag = NewType("Etag", str)
"""A fingerprint of what lies on disk for one dossier: equal etags, equal bytes."""

Progress = Callable[[int, int], None]
"""Called with (done, of how many) during long work."""


@dataclass(frozen=True)
class Summary:
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


@dataclass(frozen=True)
class Kept:
    """A dossier as it lies in the library, with the etag to save it under."""

    dossier: Dossier
    etag: Etag


@dataclass(frozen=True)
class Version:
    """An earlier version that can be restored; ``deleted`` marks the last one of a deleted preparation."""

    id: str
    name: str
    saved_at: dt.datetime
    title: str
    deleted: bool


@dataclass(frozen=True)
class Finding:
    """Something that was found in the files, as a message key with arguments ("command.finding.*").

    ``file`` is a path from the library's folder. ``detail`` needs no translation: where the damaged bytes are kept and
    how the damage shows, the name of the version restored, the format number of a newer file, the system's reason.
    """

    kind: Literal["damaged", "restored", "newer", "swept", "unreadable", "index"]
    file: str
    detail: str = ""


@dataclass(frozen=True)
class Health:
    """The report of ``check``: how many files were read, and what was found and done."""

    checked: int
    findings: tuple[Finding, ...] = field(default=())


class Library(Protocol):
    """Where dossiers are kept. Every method may raise a ``LibraryError`` of ``prep.errors``."""

    def summaries(self, progress: Progress | None = None) -> Sequence[Summary]:
        """All preparations, last saved first."""

    def organisations(self) -> Sequence[tuple[str, Organisation]]:
        """All organisations with their ids, by name."""

    def get(self, preparation_id: str, today: dt.date | None = None) -> Kept:
        """The dossier of a preparation; ``today`` overrides what the rules use. NotFound when there is none."""

    def put(self, dossier: Dossier, expected: Etag | None) -> Etag:
        """Save; "saved" means on disk. ``expected`` None: it must be new. Conflict when the disk holds another etag.

        Goals that another window changed meanwhile are merged where the two do not touch the same goal, else Conflict.
        """

    def add(
        self, organisation: Organisation, preparations: Sequence[Preparation], evaluate_on: dt.date | None
    ) -> Added:
        """Take in a case: uuids given, ``follows`` remapped, goals merged with an organisation of the same name."""

    def delete(self, preparation_id: str, expected: Etag) -> Version:
        """Remove; the version returned brings it back. Conflict as in ``put``."""

    def restore(self, version: Version) -> Etag:
        """Make an earlier or deleted version the current one; what it replaces goes into history."""

    def history(self, preparation_id: str | None = None) -> Sequence[Version]:
        """The versions kept of one preparation, newest first; None: the deleted preparations."""

    def changes(self) -> Sequence[str]:
        """Ids of preparations that changed on disk since the last call or since opening, by any window."""

    def check(self, progress: Progress | None = None) -> Health:
        """Read every file, quarantine damaged ones, restore the newest good version, rebuild the index."""

    def findings(self) -> Sequence[Finding]:
        """What had to be done to files since the last call, for the user to be told; ``check`` has its own."""

    def close(self) -> None:
        """Let go of everything; the library must not be used afterwards."""


@dataclass(frozen=True)
class Added:
    """What ``add`` did: new ids in file order; ``merged`` is the organisation joined (None: a new one), with counts."""

    preparation_ids: tuple[str, ...]
    organisation_id: str
    merged: str | None = None
    goals_added: int = 0
    goals_known: int = 0
