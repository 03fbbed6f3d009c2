"""One open preparation: its workspace, its place in the library, and how the saving stands."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from prep.errors import Conflict, LibraryError, common_error
from prep.words import Message
from prep.workspace import Workspace
from tui.windows import Theirs, as_here, gives_up_ours, look_at, place_now, read_theirs

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from prep.comparing import Difference
    from prep.library.protocol import Etag, Kept, Library
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment

Saving = Literal["saved", "unsaved", "failed", "conflict"]
RETRY_SECONDS = 5.0
AHEAD = 0.9
"""Seconds before a save is due at which it begins: so that it is on disk, and not merely begun, when it is due."""

BRIEFLY = 0.3
"""Seconds that a save the user asked for may hold the app up; what takes longer goes on by itself."""

CONFLICTS = 3
"""Conflicts in a row that are settled without asking: another window may save while we do."""


class Attempt(Struct, frozen=True):
    """How one save ended: ``refused`` is what the library said, None when all of ``workspace`` was taken.

    ``theirs`` is what lies there in a conflict (None: there is none); ``kept`` counts the versions given up that are
    in the history now.
    """

    workspace: Workspace
    refused: LibraryError | None = None
    theirs: Theirs | None = None
    kept: int = 0


class Session:
    """Guards the one open dossier: every edit and every save of the screens goes through it.

    Saves run in a thread of their own, one at a time, since another window may keep the library busy for seconds;
    ``ended`` is called in that thread after each, for ``settle`` to be called in ours. ``unwritten`` keeps, by place,
    what was typed but cannot be a value ("2026-13-45"), until it is mended. ``theirs`` is, in a conflict, what
    another window made of it. ``met`` is called with what ``look`` found, when its time comes; a screen that holds
    text not yet taken puts itself in its place. ``on`` is the date the user wants for today (None: none).
    """

    def __init__(
        self, library: Library, kept: Kept, ended: Callable[[], object] = lambda: None, on: dt.date | None = None
    ) -> None:
        self.library = library
        self.workspace = Workspace(kept.dossier, kept.etag)
        self.unwritten: dict[str, str] = {}
        self.error: Message | None = None
        self.conflict = False
        self.theirs: Theirs | None = None
        self.met: Callable[[Theirs], object] = self.meet
        self._on = on
        self._given_up: tuple[Dossier, ...] = ()
        self._failed_at = 0.0
        self._assessed: tuple[Dossier, Assessment] | None = None
        self._ended = ended
        self._thread: ThreadPoolExecutor | None = None
        self._running: Future[Attempt] | None = None

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands."""
        return self.workspace.dossier

    @property
    def unsaved(self) -> bool:
        """Whether anything is not on disk yet, what was given up and belongs into the history included."""
        return self.workspace.unsaved or bool(self._given_up)

    @property
    def saving(self) -> Saving:
        """How the saving stands; what the status line says."""
        if self.conflict:
            return "conflict"
        if self.error is not None:
            return "failed"
        return "unsaved" if self.unsaved else "saved"

    @property
    def busy(self) -> bool:
        """Whether a save is on its way."""
        return self._running is not None

    @property
    def assessment(self) -> Assessment:
        """The verdict on the dossier as it stands, computed once a change."""
        from prep.readiness.assessment import assess

        if self._assessed is None or self._assessed[0] is not self.dossier:
            self._assessed = (self.dossier, assess(self.dossier))
        return self._assessed[1]

    def edit(self, change: Callable[[Dossier], Dossier], label: Message, merge: str | None = None) -> None:
        """Apply an edit; EditError leaves everything as it was."""
        self.workspace.apply(change, label, merge)

    def save_if_due(self) -> bool:
        """Begin a save when it is time, also again after one that failed; whether one was begun."""
        due = self.workspace.save_due(time.monotonic() + AHEAD) or bool(self._given_up)
        if self.conflict or self.busy or not due:
            return False
        if self.error is not None and time.monotonic() - self._failed_at < RETRY_SECONDS:
            return False
        self.save_soon()
        return True

    def save_soon(self) -> None:
        """Begin a save unless one is on its way or nothing is unsaved; ``ended`` tells of its end."""
        if self.unsaved and not self.busy and not self.conflict:
            self._begin()

    def save(self, patience: float | None = None) -> bool:
        """Save now and wait for the end, at most ``patience`` seconds (None: as long as it takes).

        False when it is not all on disk: ``error`` then says why, or the save is still ``busy``. The text stays.
        """
        from concurrent.futures import wait

        until = None if patience is None else time.monotonic() + patience
        while self.unsaved:
            running = self._running or self._begin()
            wait([running], None if until is None else max(0.0, until - time.monotonic()))
            if not running.done():
                return False
            self.settle()
            if self.error is not None:
                return False
        return True

    def not_on_disk(self) -> tuple[tuple[Dossier, Etag | None], ...]:
        """What an app that ends must set aside, each with the etag it grew from: what was given up first, then ours."""
        from prep.library.protocol import GIVEN_UP

        given_up = tuple((one, GIVEN_UP) for one in self._given_up)
        workspace = self.workspace
        return (*given_up, (workspace.dossier, workspace.etag)) if workspace.unsaved else given_up

    def settle(self) -> None:
        """Take note of how the save ended that was on its way; what is not a ``LibraryError`` is raised here."""
        if self._running is None or not self._running.done():
            return
        ended, self._running = self._running, None
        attempt = ended.result()
        self._given_up = self._given_up[attempt.kept :]
        self.theirs = attempt.theirs
        self.conflict = attempt.theirs is not None
        self.error = attempt.refused.message if attempt.refused is not None else None
        self._failed_at = time.monotonic()
        if self.theirs is not None and not self.theirs.deleted and not self.differences():
            self.resolve(())  # both did the same

    def look(self) -> Theirs | None:
        """Beside the app, in any thread: what another window made of this preparation; None: nothing new.

        Nothing is looked for while ours has changes of its own: their save finds out. ``met`` takes what is found.
        """
        workspace = self.workspace
        if self.busy or self.unsaved or workspace.etag is None:
            return None
        known = self.theirs if self.conflict else None
        return look_at(self.library, self.dossier.preparation.id, workspace.etag, known)

    def meet(self, theirs: Theirs) -> bool:
        """Take over what ``look`` found as a step that can be undone; whether the dossier is another now.

        Not when ours has changed or was saved since: the next look, or the save, finds what lies there then. What was
        deleted elsewhere is a conflict, for the user to decide.
        """
        if self.busy or self.unsaved or theirs.over != self.workspace.etag:
            return False
        if theirs.kept is None:
            self.conflict, self.theirs = True, theirs
            self.error = common_error("conflict_deleted", title=self.dossier.preparation.title)
            return False
        self.conflict, self.theirs, self.error = False, None, None
        if theirs.fate == "put back":  # ours is the newest text there is
            self.workspace.save_again()
            self.save_soon()
            return False
        if theirs.fate == "lost":  # and another window went on from an older one
            self._given_up = (*self._given_up, self.dossier)
        dossier = as_here(theirs.kept.dossier, self.dossier, self._on)
        adopted = self.workspace.adopt(dossier, theirs.kept.etag, Message("app.change.elsewhere"))
        self.save_soon()  # what is given up; not before ours is theirs
        return adopted

    def differences(self) -> tuple[Difference, ...]:
        """In a conflict, what differs between ours and theirs and who changed it; none when theirs was deleted."""
        from prep.comparing import differences

        theirs = self._their_dossier()
        return differences(self.dossier, theirs, self.workspace.base) if theirs is not None else ()

    def resolve(self, taking: Collection[str]) -> Mapping[str, str]:
        """End the conflict: theirs at these places, ours elsewhere, and begin to save it over theirs.

        What is given up of ours is put into the history first; theirs gets there when it is saved over. What was
        deleted elsewhere is saved as new. Returns the new places of records of ours that were given other ids.
        """
        from prep.apart import apart, renumbered
        from prep.comparing import combined

        if self.theirs is None:
            return {}
        ours, theirs, base = self.dossier, self._their_dossier(), self.workspace.base
        label, renamed = Message("app.change.resolved"), {}
        if theirs is None or self.theirs.kept is None:
            self.workspace.resolve(ours, None, None, label)
        else:
            if gives_up_ours(self.differences(), taking) or self.theirs.fate == "lost":
                self._given_up = (*self._given_up, ours)
            renamed = dict(renumbered(ours, apart(ours, theirs, base)))
            self.unwritten = {place_now(place, renamed): raw for place, raw in self.unwritten.items()}
            self.workspace.resolve(combined(ours, theirs, taking, base), theirs, self.theirs.kept.etag, label)
        self.conflict, self.theirs, self.error = False, None, None
        self.save_soon()
        return renamed

    def let_go(self) -> None:
        """Leave deleted what another window deleted; what is unsaved of ours goes into the history."""
        if self.workspace.unsaved:
            self._given_up = (*self._given_up, self.dossier)
        self.workspace.let_go()
        self.conflict, self.theirs, self.error = False, None, None
        self.save_soon()

    def settle_conflict(self, patience: float | None = None) -> bool:
        """End the conflict without asking, for an app that must end: what only they changed is theirs, the rest ours.

        Whether all is on disk then; ``patience`` as in ``save``. What was deleted elsewhere is saved as new when
        something of ours is unsaved, else it stays deleted.
        """
        from prep.comparing import preselected

        until = None if patience is None else time.monotonic() + patience
        for _ in range(CONFLICTS):
            if self.conflict and not self.workspace.unsaved:
                return True
            if self.theirs is not None:
                self.resolve(preselected(self.differences()))
            if self.save(None if until is None else max(0.0, until - time.monotonic())):
                return True
            if not self.conflict:
                return False
        return False

    def _their_dossier(self) -> Dossier | None:
        kept = self.theirs.kept if self.theirs is not None else None
        return as_here(kept.dossier, self.dossier, self._on) if kept is not None else None

    def _begin(self) -> Future[Attempt]:
        from concurrent.futures import ThreadPoolExecutor  # not needed before something is written

        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "saving")
        self._running = self._thread.submit(_attempt, self.workspace, self.library, self._given_up)
        self._running.add_done_callback(lambda _: self._ended())
        return self._running


def _attempt(workspace: Workspace, library: Library, given_up: tuple[Dossier, ...]) -> Attempt:
    """In the thread: nothing of the session is touched here."""
    kept = 0
    try:
        for one in given_up:
            library.keep(one)
            kept += 1
        if workspace.unsaved:
            workspace.save_into(library)
    except Conflict as refused:
        try:
            return Attempt(workspace, refused, read_theirs(library, workspace), kept)
        except LibraryError as unreadable:  # nothing to choose from: tried again as any save that failed
            return Attempt(workspace, unreadable, None, kept)
    except LibraryError as refused:
        return Attempt(workspace, refused, None, kept)
    return Attempt(workspace, None, None, kept)
