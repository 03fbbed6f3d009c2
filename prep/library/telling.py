"""What had to be done to files, noted in whatever thread it was done, until somebody tells the user."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from prep.library.protocol import Finding


class Notes:
    """Notes each finding once, and what lasts (a file that cannot be read, or be set aside) once for all.

    Else a list that is drawn anew would find it anew, and the user could never put the message away.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._noted: list[Finding] = []
        self._lasting: set[Finding] = set()

    def add(self, finding: Finding) -> None:
        """Note it."""
        with self._guard:
            if finding not in self._noted and finding not in self._lasting:
                self._noted.append(finding)
            if finding.kind == "unreadable" or (finding.kind == "damaged" and not finding.detail):
                self._lasting.add(finding)

    def take(self) -> tuple[Finding, ...]:
        """What was noted since the last call."""
        with self._guard:
            taken, self._noted = tuple(self._noted), []
        return taken

    @contextmanager
    def apart(self) -> Iterator[list[Finding]]:
        """A list that holds, at the end, what was found within, known before or not; ``take`` gives what was before."""
        found: list[Finding] = []
        with self._guard:
            earlier, self._noted = self._noted, []
            self._lasting.clear()
        try:
            yield found
        finally:
            with self._guard:
                found += self._noted
                self._noted = earlier
