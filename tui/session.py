"""One open preparation: its workspace, its place in the library, and how the saving stands."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from prep.errors import Conflict, LibraryError, NotFound
from prep.words import Message
from prep.workspace import Workspace

if TYPE_CHECKING:
    from prep.library.protocol import Kept, Library
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment

Saving = Literal["saved", "unsaved", "failed", "conflict"]
RETRY_SECONDS = 5.0


class Session:
    """Guards the one open dossier: every edit and every save of the screens goes through it.

    ``unwritten`` keeps, by place, what was typed but cannot be a value ("2026-13-45"), until it is mended.
    """

    def __init__(self, library: Library, kept: Kept) -> None:
        self.library = library
        self.workspace = Workspace(kept.dossier, kept.etag)
        self.unwritten: dict[str, str] = {}
        self.error: Message | None = None
        self.conflict = False
        self._failed_at = 0.0
        self._assessed: tuple[Dossier, Assessment] | None = None

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
    def assessment(self) -> Assessment:
        """The verdict on the dossier as it stands, computed once a change."""
        from prep.readiness.assessment import assess

        if self._assessed is None or self._assessed[0] is not self.dossier:
            self._assessed = (self.dossier, assess(self.dossier))
        return self._assessed[1]

    def edit(self, change: Callable[[Dossier], Dossier], label: Message, merge: str | None = None) -> None:
        """Apply an edit; EditError leaves everything as it was."""
        self.workspace.apply(change, label, merge)

    def tick(self) -> bool:
        """Save when it is due; whether anything was tried."""
        if self.conflict or not self.workspace.save_due(time.monotonic()):
            return False
        if self.error is not None and time.monotonic() - self._failed_at < RETRY_SECONDS:
            return False
        self.save()
        return True

    def save(self) -> bool:
        """Save now; False when the library refused, and ``error`` then says why. The text stays either way."""
        if not self.workspace.unsaved:
            return True
        try:
            self.workspace.save_into(self.library)
        except Conflict as refused:
            self.conflict, self.error = True, refused.message
        except LibraryError as refused:
            self.error, self._failed_at = refused.message, time.monotonic()
        else:
            self.conflict, self.error = False, None
        return self.error is None

    def take_theirs(self) -> None:
        """Open what the other window saved; ours is dropped. LibraryError when it cannot be read."""
        kept = self.library.get(self.dossier.preparation.id)
        self.workspace = Workspace(kept.dossier, kept.etag)
        self.conflict, self.error = False, None

    def keep_ours(self) -> bool:
        """Save ours over what the other window saved, which goes into the history of the library."""
        try:
            self.workspace.overwrite(self.library.get(self.dossier.preparation.id).etag)
        except NotFound:
            self.workspace.overwrite(None)
        except LibraryError as refused:
            self.error = refused.message
            return False
        self.conflict = False
        return self.save()
