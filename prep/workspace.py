"""One open dossier: its history (undo and redo of anything), when a save is due, and who wants to know. No UI."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable

from msgspec import Struct

from prep.library.protocol import Etag, Library
from prep.model.dossier import Dossier
from prep.model.numbered import given, keeping, most
from prep.words import Message

Listener = Callable[[Dossier], None]

SAVE_WITHIN = 2.0
"""Seconds after the first unsaved change by which a save is due."""

ADOPTION = "adoption"
"""The merge key of what another window did."""


class Step(Struct, frozen=True):
    """One undoable change: the dossier ``before`` and ``after`` it, what it was, what may join it, and when it was."""

    before: Dossier
    after: Dossier
    label: Message
    merge: str | None
    at: dt.datetime


class Steps(Struct, frozen=True):
    """What was done since the dossier was opened, the oldest first; the first ``done`` stand, the rest was undone."""

    all: tuple[Step, ...]
    done: int


def _wall_clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Workspace:
    """One dossier being worked on, from opening to closing.

    ``etag`` is what the library last gave for it (None: it was never saved), and ``base`` the dossier it stands for.
    Dossiers are values, so every step of the history is simply the value before and after; they share all that did
    not change.
    """

    def __init__(
        self,
        dossier: Dossier,
        etag: Etag | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], dt.datetime] = _wall_clock,
    ) -> None:
        self._dossier = dossier
        self._saved: Dossier | None = dossier if etag is not None else None
        self._base: Dossier | None = self._saved
        self._etag = etag
        self._clock = clock
        self._wall_clock = wall_clock
        self._unsaved_since: float | None = None if etag is not None else clock()
        self._numbers = given(dossier)  # undo gives back the dossier as it was, but never a number that was given
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._mergeable = False
        self._listeners: list[Listener] = []
        self._saving = threading.Lock()

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is now."""
        return self._dossier

    @property
    def etag(self) -> Etag | None:
        """What the library gave for the version last saved or loaded; None when there is none."""
        return self._etag

    @property
    def base(self) -> Dossier | None:
        """The dossier as the library last gave or took it, from which ours grew; None: it was never saved."""
        return self._base

    @property
    def unsaved(self) -> bool:
        """Whether the dossier differs from the one last saved."""
        return self._dossier is not self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again."""
        return bool(self._undone)

    @property
    def steps(self) -> Steps:
        """What can be undone and done again, as values; all of them share what did not change."""
        return Steps((*self._done, *reversed(self._undone)), len(self._done))

    def apply(self, edit: Callable[[Dossier], Dossier], label: Message, merge: str | None = None) -> None:
        """Change the dossier by ``edit`` as one step of the history, called ``label`` in undo.

        A change with the same ``merge`` key as the one just before joins its step, so that typing is one undo. An
        edit that returns an equal dossier leaves no step; an ``EditError`` passes through and changes nothing.
        """
        before = self._dossier
        start = keeping(before, self._numbers)
        after = edit(start)
        if after is start or after == before or (start is not before and after == start):
            return
        last = self._done[-1] if self._done else None
        joined = last if self._mergeable and merge is not None and last is not None and last.merge == merge else None
        self._mergeable = True
        if joined is not None and after == joined.before:  # typed and deleted again: no step, and nothing to save
            self._done.pop()
            self._mergeable = False
            after = joined.before
        elif joined is not None:
            self._done[-1] = Step(joined.before, after, joined.label, merge, self._wall_clock())
        else:
            self._done.append(Step(before, after, label, merge, self._wall_clock()))
        self._undone.clear()
        self._show(after)

    def undo(self) -> Message | None:
        """Take back the last step; its label, or None when there was none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._mergeable = False
        self._show(step.before)
        return step.label

    def redo(self) -> Message | None:
        """Do again what was last undone; its label, or None when there was nothing."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._mergeable = False
        self._show(step.after)
        return step.label

    def go_to(self, done: int) -> int:
        """Undo or redo until the first ``done`` steps stand; by how many steps that went, negative: back.

        Every step taken back can be done again, and whoever listens hears of it once.
        """
        wanted = max(0, min(done, len(self._done) + len(self._undone)))
        moved = wanted - len(self._done)
        for _ in range(-moved):
            self._undone.append(self._done.pop())
        for _ in range(moved):
            self._done.append(self._undone.pop())
        if moved:
            self._mergeable = False
            self._show(self._done[-1].after if moved > 0 else self._undone[-1].before)
        return moved

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with the dossier after every change; the function returned ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def save_due(self, now: float) -> bool:
        """Whether it is time to save: ``SAVE_WITHIN`` seconds (of the clock) since the first unsaved change."""
        if not self.unsaved:
            return False
        return self._unsaved_since is None or now - self._unsaved_since >= SAVE_WITHIN

    def save_into(self, library: Library) -> None:
        """Put the dossier into ``library`` over the version it was loaded from.

        May run in a thread while editing goes on: what changed meanwhile stays unsaved. A ``LibraryError`` passes
        through with everything kept; the next save is due ``SAVE_WITHIN`` seconds after the failed one.
        """
        with self._saving:  # two saves at once would both expect the same etag, and one would conflict with the other
            dossier = self._dossier
            self._unsaved_since = self._clock()  # from here on a change belongs to the next save
            self._etag = library.put(dossier, self._etag)
            self._saved = self._base = dossier
            if self._dossier is dossier:
                self._unsaved_since = None

    def adopt(self, dossier: Dossier, etag: Etag, label: Message) -> bool:
        """Take over what another window saved, as one step of the history; whether there was anything to take.

        It is on disk already, so nothing is unsaved by it. Consecutive adoptions are one step. Only for a workspace
        without unsaved changes: they would be lost from the next save.
        """
        if dossier == self._dossier:
            dossier = self._dossier
        self._saved = self._base = dossier
        self._etag = etag
        self._unsaved_since = None
        before = self._dossier
        self.apply(lambda _: dossier, label, ADOPTION)
        if self._dossier is not dossier:  # what came back is what stood before the adoption that this one joined
            self._saved = self._dossier
            self._unsaved_since = None
        return self._dossier is not before

    def resolve(self, dossier: Dossier, theirs: Dossier | None, etag: Etag | None, label: Message) -> None:
        """After a conflict: go on with ``dossier`` as one step of the history, to be saved over ``theirs``.

        ``etag`` is that of ``theirs``; None for both: it was deleted, and the next save keeps it as new.
        """
        self._base = theirs if theirs is not None else self._base
        self._saved = None
        self._etag = etag
        self.apply(lambda _: dossier, label)
        if theirs is not None and self._dossier == theirs:
            self._saved = self._dossier
        self._mark()

    def save_again(self) -> None:
        """Take what is there for unsaved: what was saved of it is damaged."""
        self._saved = None
        self._mark()

    def let_go(self) -> None:
        """Take what is there for saved: it lies elsewhere, or nowhere by the user's choice."""
        self._saved = self._dossier
        self._mark()

    def _show(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._numbers = most(self._numbers, given(dossier))
        self._mark()
        for listener in tuple(self._listeners):
            listener(dossier)

    def _mark(self) -> None:
        """Note since when something is unsaved."""
        if not self.unsaved:
            self._unsaved_since = None
        elif self._unsaved_since is None:
            self._unsaved_since = self._clock()
