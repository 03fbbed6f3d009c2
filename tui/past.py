"""The earlier versions of a preparation and of its organisation's goals as one story, and what changed in each.

Nothing here touches a screen; what reads files is meant to run beside it.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from prep.comparing import Difference, combined, differences
from prep.errors import Damaged, NewerFormat, NotFound
from prep.library.protocol import Version
from prep.library.thinning import time_of
from prep.words import Lang, Message, text
from tui.describing import place_words

if TYPE_CHECKING:
    from prep.library.protocol import Library
    from prep.model.dossier import Dossier

TOLD = 2
"""How many changes of a version are told in words; the rest are counted."""


@dataclass(frozen=True)
class Told:
    """A version that was read: the dossier as it was ``then`` (None: the version is damaged or gone), and what changed.

    ``before`` is the version of its kind that came before it, ``changes`` what differs from that; None: there is none.
    What a version does not hold (the goals, for one of the preparation) stands in both as it is now.
    """

    version: Version
    then: Dossier | None
    before: Dossier | None = None
    changes: tuple[Difference, ...] | None = None


class Past:
    """Reads versions, each file once. For one thread; ``now`` is the dossier they are versions of."""

    def __init__(self, library: Library, now: Dossier) -> None:
        self._library = library
        self._now = now
        self._read: dict[Version, Dossier | None] = {}
        self.versions: tuple[Version, ...] = ()

    def find(self) -> tuple[Version, ...]:
        """All versions, newest first, those of the goals among those of the preparation. LibraryError."""
        own = self._library.history(self._now.preparation.id)
        goals = self._library.goal_versions(self._now.organisation_id)
        self.versions = tuple(heapq.merge(own, goals, key=lambda version: version.saved_at, reverse=True))
        return self.versions

    def tell(self, version: Version) -> Told:
        """What ``version`` holds and what changed in it. LibraryError when the folder cannot be reached."""
        then = self._then(version)
        if then is None:
            return Told(version, None)
        before = self._newest(version.kind, self.versions.index(version) + 1)
        return Told(version, then, before, differences(before, then) if before is not None else None)

    def damaged(self) -> int:
        """How many versions cannot be trusted and are therefore not among those found. LibraryError."""
        return self._library.damaged_versions(self._now.preparation.id, self._now.organisation_id)

    def before_now(self) -> Dossier | None:
        """What stood before now, as the newest versions have it; None: there are none."""
        own, goals = (self._newest(kind, 0) for kind in ("preparation", "goals"))
        if own is None and goals is None:
            return None
        before = own if own is not None else self._now
        return with_part_of(before, goals, "goals") if goals is not None else before

    def _newest(self, kind: str, place: int) -> Dossier | None:
        """The newest readable version of a kind that was current, from ``place`` in the list on."""
        for version in self.versions[place:]:
            then = self._then(version) if version.kind == kind and not version.given_up else None
            if then is not None:
                return then
        return None

    def _then(self, version: Version) -> Dossier | None:
        if version not in self._read:
            try:
                self._read[version] = as_it_was(self._library, version, self._now)
            except (Damaged, NotFound, NewerFormat):
                self._read[version] = None
        return self._read[version]


def as_it_was(library: Library, version: Version, now: Dossier) -> Dossier:
    """``now`` with what ``version`` holds in place of its own. NotFound, Damaged, NewerFormat."""
    if version.kind == "goals":
        return structs.replace(now, organisation=library.goals_of(version))
    return structs.replace(now, preparation=structs.replace(library.preparation_of(version), id=now.preparation.id))


def with_part_of(now: Dossier, then: Dossier, kind: str) -> Dossier:
    """``now`` with the part of ``then`` that a version of ``kind`` holds: the preparation, or the organisation."""
    if kind == "goals":
        return structs.replace(now, organisation=then.organisation)
    return structs.replace(now, preparation=then.preparation)


def gone_back(now: Dossier, then: Dossier, kind: str, taking: Sequence[str] | None = None) -> Dossier:
    """``now`` with what was, at the places of ``taking`` (None: everywhere); references stay valid."""
    older = with_part_of(now, then, kind)
    wanted = [one.place for one in differences(now, older)] if taking is None else taking
    return combined(now, older, wanted)


def change_words(older: Dossier, newer: Dossier, change: Difference) -> Message:
    """One change between the two in words: "Idea › Title", "Quote “Do it” removed"."""
    where = place_words(older if change.kind == "removed" else newer, change.place)
    return where if change.kind == "changed" else Message(f"app.history.{change.kind}", {"what": where})


def changes_words(older: Dossier, newer: Dossier, changes: Sequence[Difference], most: int = TOLD) -> list[Message]:
    """The first ``most`` changes in words, the rest counted."""
    words = [change_words(older, newer, one) for one in changes]
    rest = len(words) - most
    return [*words[:most], Message("app.history.more", {"n": rest})] if rest > 1 else words


def wall_clock() -> dt.datetime:
    """Date and time here and now."""
    return dt.datetime.now().astimezone()


def deleted_at(version: Version) -> dt.datetime:
    """When a deleted preparation was deleted, as far as the name of its last version says; else when it was saved."""
    nanoseconds = time_of(version.name)
    return dt.datetime.fromtimestamp(nanoseconds / 1e9, dt.UTC) if nanoseconds else version.saved_at


def in_one_minute(moments: Iterable[dt.datetime]) -> frozenset[dt.datetime]:
    """Those that only their seconds tell apart."""
    minutes: dict[dt.datetime, set[dt.datetime]] = {}
    for moment in moments:
        minutes.setdefault(moment.replace(second=0, microsecond=0), set()).add(moment)
    return frozenset(one for together in minutes.values() if len(together) > 1 for one in together)


def when(moment: dt.datetime, now: dt.datetime, language: Lang, *, seconds: bool = False) -> str:
    """Date and time as one says them at ``now``: "today 10:32", "yesterday 18:05", "10 Dec 2026, 09:15"."""
    from prep.words import formatting

    here = moment.astimezone(now.tzinfo)
    ago = (now.date() - here.date()).days
    if ago not in (0, 1):
        return formatting.moment(here, language, seconds=seconds)
    day = "app.when.today" if ago == 0 else "app.when.yesterday"
    return text(day, language, time=formatting.time(here, seconds=seconds))
