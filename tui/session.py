"""One open preparation: its workspace, its place in the library, and how the saving stands."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from prep.errors import Conflict, LibraryError, NotFound
from prep.words import Message
from prep.workspace import Workspace

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from prep.library.protocol import Kept, Library
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment

Saving = Literal["saved", "unsaved", "failed", "conflict"]
RETRY_SECONDS = 5.0
AHEAD = 0.9
"""Seconds before a save is due at which it begins: so that it is on disk, and not merely begun, when it is due."""

BRIEFLY = 0.3
"""Seconds that a save the user asked for may hold the app up; what takes longer goes on by itself."""


@dataclass(frozen=True)
class Attempt:
    """How one save ended: ``refused`` is what the library said, None when all of ``workspace`` was taken."""

    workspace: Workspace
    refused: LibraryError | None


class Session:
    """Guards the one open dossier: every edit and every save of the screens goes through it.

    Saves run in a thread of their own, one at a time, since another window may keep the library busy for seconds;
    ``ended`` is called in that thread after each, for ``settle`` to be called in ours. ``unwritten`` keeps, by place,
    what was typed but cannot be a value ("2026-13-45"), until it is mended.
    """

    def __init__(self, library: Library, kept: Kept, ended: Callable[[], object] = lambda: None) -> None:
        self.library = library
        self.workspace = Workspace(kept.dossier, kept.etag)
        self.unwritten: dict[str, str] = {}
        self.error: Message | None = None
        self.conflict = False
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
    def saving(self) -> Saving:
        """How the saving stands; what the status line says."""
        if self.conflict:
            return "conflict"
        if self.error is not None:
            return "failed"
        return "unsaved" if self.workspace.unsaved else "saved"

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
        if self.conflict or self.busy or not self.workspace.save_due(time.monotonic() + AHEAD):
            return False
        if self.error is not None and time.monotonic() - self._failed_at < RETRY_SECONDS:
            return False
        self.save_soon()
        return True

    def save_soon(self) -> None:
        """Begin a save unless one is on its way or nothing is unsaved; ``ended`` tells of its end."""
        if self.workspace.unsaved and not self.busy and not self.conflict:
            self._begin()

    def save(self, patience: float | None = None) -> bool:
        """Save now and wait for the end, at most ``patience`` seconds (None: as long as it takes).

        False when it is not all on disk: ``error`` then says why, or the save is still ``busy``. The text stays.
        """
        from concurrent.futures import wait

        until = None if patience is None else time.monotonic() + patience
        while self.workspace.unsaved:
            running = self._running or self._begin()
            wait([running], None if until is None else max(0.0, until - time.monotonic()))
            if not running.done():
                return False
            self.settle()
            if self.error is not None:
                return False
        return True

    def rescue(self) -> bool:
        """Save in the last moment of an app that crashed, whatever it was that failed; whether all is on disk."""
        from concurrent.futures import wait

        if self._running is not None:
            wait([self._running])
        if not self.workspace.unsaved:
            return True
        last = self._begin()
        return last.exception() is None and last.result().refused is None

    def settle(self) -> None:
        """Take note of how the save ended that was on its way; what is not a ``LibraryError`` is raised here."""
        if self._running is None or not self._running.done():
            return
        ended, self._running = self._running, None
        attempt = ended.result()
        if attempt.workspace is not self.workspace:
            return
        self.conflict = isinstance(attempt.refused, Conflict)
        self.error = attempt.refused.message if attempt.refused is not None else None
        self._failed_at = time.monotonic()

    def take_theirs(self) -> None:
        """Open what the other window saved; ours is dropped. LibraryError when it cannot be read."""
        kept = self.library.get(self.dossier.preparation.id)
        self.workspace = Workspace(kept.dossier, kept.etag)
        self.conflict, self.error = False, None

    def keep_ours(self, patience: float | None = None) -> bool:
        """Save ours over what the other window saved, which goes into the history of the library; as ``save``."""
        try:
            self.workspace.overwrite(self.library.get(self.dossier.preparation.id).etag)
        except NotFound:
            self.workspace.overwrite(None)
        except LibraryError as refused:
            self.error = refused.message
            return False
        self.conflict, self.error = False, None
        return self.save(patience)

    def _begin(self) -> Future[Attempt]:
        from concurrent.futures import ThreadPoolExecutor  # not needed before something is written

        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "saving")
        self._running = self._thread.submit(_attempt, self.workspace, self.library)
        self._running.add_done_callback(lambda _: self._ended())
        return self._running


def _attempt(workspace: Workspace, library: Library) -> Attempt:
    """In the thread: nothing of the session is touched here."""
    try:
        workspace.save_into(library)
    except LibraryError as refused:
        return Attempt(workspace, refused)
    return Attempt(workspace, None)
