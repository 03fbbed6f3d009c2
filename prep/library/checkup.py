"""The full check of a library: every file read, damage repaired, what vanished put back, left-overs swept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prep.errors import Damaged, LibraryError, NewerFormat
from prep.library.files import left_over
from prep.library.listing import Listing
from prep.library.protocol import Finding, Progress
from prep.library.shelf import Shelf
from prep.library.tables import Stored, StoredOrganisation

Told = Callable[[Finding], None]


class Checkup:
    """Runs over one library; whoever runs it holds the lock."""

    def __init__(self, home: Path, shelf: Shelf[Stored], goals: Shelf[StoredOrganisation], listing: Listing) -> None:
        self._home = home
        self._shelf = shelf
        self._goals = goals
        self._listing = listing

    def run(self, progress: Progress | None, told: Told) -> int:
        """Check everything; the number of files read. What was found is told one by one."""
        self.sweep(told)
        files = [(kind, path) for kind in (self._shelf, self._goals) for path in sorted(kind.folder.glob("*.json"))]
        for done, (kind, path) in enumerate(files, start=1):
            _check_file(kind, path, told)
            if progress is not None:
                progress(done, len(files))
        self._put_back_vanished()
        if not self._listing.forget():
            told(Finding("index", "index.json"))
        self._listing.refresh(None, held=True)
        self._listing.save()
        return len(files)

    def sweep(self, told: Told) -> None:
        """Remove temporary files that no writer is writing any more."""
        for folder in (self._home, self._shelf.folder, self._goals.folder):
            for path in left_over(folder):
                try:
                    path.unlink(missing_ok=True)
                except OSError:
                    continue
                told(Finding("swept", str(path.relative_to(self._home).as_posix())))

    def _put_back_vanished(self) -> None:
        """A file that has versions and that nobody deleted was lost: its newest good version takes its place."""
        existing = self._listing.known_ids()
        organisations = frozenset(path.stem for path in self._goals.folder.glob("*.json"))
        history = self._shelf.history
        for item_id in history.owners():
            if item_id in existing | organisations or not history.lost(item_id):
                continue
            # An id of either kind: the version itself says which, only one of the two can read it.
            if self._shelf.put_back(item_id) is None:
                self._goals.put_back(item_id)


def _check_file(kind: Shelf[Stored] | Shelf[StoredOrganisation], path: Path, told: Told) -> None:
    try:
        kind.read(path.stem, held=True)
    except NewerFormat as newer:
        told(Finding("newer", kind.name(path), str(newer.message.args["version"])))
    except Damaged:  # the shelf told it
        return
    except LibraryError as error:
        told(Finding("unreadable", kind.name(path), str(error.message.args.get("reason", ""))))
