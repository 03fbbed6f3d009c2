"""The search through all preparations: it reads file after file in a thread of its own and tells what it finds.

Ten thousand files take seconds, so nothing waits for them: the open preparation comes first, then the last saved. What
was read is not kept. A file's bytes are folded as a whole first; only one that may hold the words is read as a value,
and one that did not hold the words so far is passed over while the words only grow.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prep.errors import Damaged, LibraryError, NewerFormat
from prep.finding import Hit, Piece, Sieve, find, pieces_of, words_of
from prep.marking import Excerpt, excerpt
from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from prep.words import Message
from tui.describing import place_words

if TYPE_CHECKING:
    import datetime as dt

    from prep.library.protocol import Library, Summary

TOLD_EVERY = 0.1
"""Seconds between two words on what was found."""

MOST = 2000
"""Texts after which a search ends: nobody reads more, and another word narrows it."""

MOST_OF_ONE = 40
"""Texts of one preparation that are listed; the rest are counted."""

LATEST = 200
"""Preparations, last saved first, that are told while nothing is searched for."""

QUIET = 0.06
"""Seconds after a key in which the thread rests, so that the key is answered at once."""

LISTED_ANEW = 30.0
"""Seconds after which another search asks the library again which preparations there are."""


@dataclass(frozen=True)
class Found:
    """One text with the words: its place, what that is called, and the part of it around them."""

    place: str
    where: Message
    excerpt: Excerpt


@dataclass(frozen=True)
class Group:
    """What was found in one preparation; ``more`` texts are only counted. ``whole``: one text has every word."""

    preparation_id: str
    title: str
    organisation: str
    found: tuple[Found, ...]
    more: int = 0
    whole: bool = True
    is_open: bool = False


@dataclass(frozen=True)
class Sought:
    """How far a search has come: ``groups`` are those found since it was last told.

    ``number`` says which search it is. ``unread`` counts files that are damaged. ``full``: it ended because ``MOST``
    were found; ``refused``: because the library could not be read. ``latest`` are the preparations last saved.
    """

    number: int
    groups: tuple[Group, ...] = ()
    done: int = 0
    of: int = 0
    over: bool = False
    full: bool = False
    unread: int = 0
    refused: Message | None = None
    latest: tuple[Summary, ...] = ()


class Seeker:
    """One search at a time; ``tell`` is called in its thread. ``here`` is the open dossier as it stands, None: none."""

    def __init__(
        self, library: Library, here: Dossier | None, today: dt.date, tell: Callable[[Sought], object]
    ) -> None:
        self._library = library
        self._here = here
        self._today = today
        self._tell = tell
        self._wanted: tuple[int, tuple[str, ...]] | None = None
        self._number = 0
        self._left = False
        self._news = threading.Condition()
        self._quiet_until = 0.0
        self._summaries: Sequence[Summary] = ()
        self._goals: dict[str, tuple[Organisation, tuple[Piece, ...]]] = {}
        self._listed_at: float | None = None
        self._own: tuple[Piece, ...] = ()
        self._without: set[str] = set()
        self._without_words: tuple[str, ...] = ()
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def seek(self, query: str) -> int:
        """Search for ``query`` from now on; the number of this search. No words: the preparations are only listed."""
        with self._news:
            self._number += 1
            self._wanted = self._number, words_of(query)
            self.hush()
            self._news.notify()
            if self._thread.ident is None:
                self._thread.start()
            return self._number

    def hush(self) -> None:
        """Somebody types: rest for a moment."""
        self._quiet_until = time.monotonic() + QUIET

    def leave(self) -> None:
        """End; what is under way ends at its next file."""
        with self._news:
            self._left = True
            self._number += 1
            self._news.notify()

    def _run(self) -> None:
        while True:
            with self._news:
                while self._wanted is None and not self._left:
                    self._news.wait()
                if self._left:
                    return
                assert self._wanted is not None
                (number, words), self._wanted = self._wanted, None
            try:
                self._search(number, words)
            except LibraryError as refused:
                self._tell(Sought(number, over=True, refused=refused.message))

    def _search(self, number: int, words: tuple[str, ...]) -> None:
        if self._here is not None and words:
            own = self._in_here(self._here, words)
            self._tell(Sought(number, (own,) if own is not None else ()))
        self._list()
        if not words:
            self._tell(Sought(number, over=True, of=len(self._summaries), latest=tuple(self._summaries[:LATEST])))
            return
        self._forget_unless_narrower(words)
        told_at, batch, count, unread, sieve = time.monotonic(), list[Group](), 0, 0, Sieve(words)
        goals = self._found_goals(words)
        for done, summary in enumerate(self._summaries, start=1):
            if not self._goes_on(number):
                return
            try:
                group = self._in_one(summary, words, sieve, goals)
            except (Damaged, NewerFormat):
                group, unread = None, unread + 1
            if group is not None:
                batch.append(group)
                count += len(group.found)
            if count >= MOST or time.monotonic() - told_at >= TOLD_EVERY:
                self._tell(Sought(number, tuple(batch), done, len(self._summaries), unread=unread))
                told_at, batch = time.monotonic(), []
            if count >= MOST:
                break
        full = count >= MOST
        self._tell(
            Sought(number, tuple(batch), done if self._summaries else 0, len(self._summaries), True, full, unread)
        )

    def _goes_on(self, number: int) -> bool:
        while number == self._number and (rest := self._quiet_until - time.monotonic()) > 0:
            time.sleep(min(rest, 0.01))
        return number == self._number

    def _list(self) -> None:
        if self._listed_at is None or time.monotonic() - self._listed_at > LISTED_ANEW:
            self._summaries = self._library.summaries()
            organisations = self._library.organisations()
            self._goals = {name: (held, pieces_of(held)) for name, held in organisations}
            self._without.clear()
            self._listed_at = time.monotonic()

    def _forget_unless_narrower(self, words: tuple[str, ...]) -> None:
        before, self._without_words = self._without_words, words
        if not (before and all(any(one in word for word in words) for one in before)):
            self._without.clear()

    def _found_goals(self, words: tuple[str, ...]) -> dict[str, tuple[Hit, ...]]:
        """By organisation; each is shown once, in the preparation of it that comes first."""
        here = self._here.organisation_id if self._here is not None else ""
        found = {name: find(pieces, words) for name, (_, pieces) in self._goals.items() if name != here}
        return {name: hits for name, hits in found.items() if hits}

    def _in_here(self, here: Dossier, words: tuple[str, ...]) -> Group | None:
        self._own = self._own or (*pieces_of(here.preparation), *pieces_of(here.organisation))
        hits = find(self._own, words)
        return _group(here, hits, words, here.organisation.name, is_open=True) if hits else None

    def _in_one(
        self, summary: Summary, words: tuple[str, ...], sieve: Sieve, goals: dict[str, tuple[Hit, ...]]
    ) -> Group | None:
        if summary.newer or (self._here is not None and summary.id == self._here.preparation.id):
            return None
        of_goals = goals.pop(summary.organisation_id, ())
        if summary.id in self._without and not of_goals:
            return None
        glimpse = None if summary.id in self._without else self._library.glance(summary.id, sieve.may_hold)
        hits = find(pieces_of(glimpse.preparation), words) if glimpse is not None else ()
        if not hits:
            self._without.add(summary.id)
        if not (hits or of_goals):
            return None
        organisation = self._goals[summary.organisation_id][0] if summary.organisation_id in self._goals else None
        held = glimpse.preparation if glimpse is not None else Preparation(id=summary.id, title=summary.title)
        dossier = Dossier(organisation=organisation or Organisation(), preparation=held, today=self._today)
        return _group(dossier, (*hits, *of_goals), words, summary.organisation)


def _group(dossier: Dossier, hits: Sequence[Hit], words: Sequence[str], house: str, is_open: bool = False) -> Group:
    shown = sorted(hits, key=lambda hit: not hit.whole)[:MOST_OF_ONE]
    found = tuple(Found(hit.place, place_words(dossier, hit.place), excerpt(hit.text, words)) for hit in shown)
    preparation = dossier.preparation
    return Group(
        preparation.id, preparation.title, house, found, len(hits) - len(shown), any(hit.whole for hit in hits), is_open
    )
