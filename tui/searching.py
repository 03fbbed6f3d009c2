"""Search as a reader means it: whatever the width, the case or the kana."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from prep.folding import for_search as folded

__all__ = ["Finder", "folded", "matches"]


def matches(query: str, *texts: str) -> bool:
    """Whether every word of ``query`` stands in one of the texts, all folded."""
    hay = " ".join(folded(one) for one in texts)
    return all(word in hay for word in folded(query).split())


class Finder:
    """Many texts, folded once, searched at every key.

    ``before`` is the finder of the texts as they were: what it has folded already is not folded again.
    """

    def __init__(self, texts: Sequence[str] = (), before: Finder | None = None) -> None:
        self._texts = texts
        self._before = before
        self._folding = threading.Lock()
        self._folded: dict[str, str] | None = None
        self._hay: list[str] = []
        self._words: tuple[str, ...] = ()
        self._found: Sequence[int] = range(len(texts))

    def fold(self) -> dict[str, str]:
        """Fold the texts, unless that is done; in any thread, so that it is done before the first key."""
        with self._folding:
            if self._folded is None:
                known = self._before.fold() if self._before is not None else {}
                self._folded = {one: known[one] if one in known else folded(one) for one in self._texts}
                self._hay = [self._folded[one] for one in self._texts]
                self._before = None
            return self._folded

    def find(self, query: str) -> Sequence[int]:
        """The places of the texts that have every word of ``query``, in order."""
        words = tuple(folded(query).split())
        if words != self._words:
            self.fold()
            narrower = all(any(before in word for word in words) for before in self._words)
            found = self._found if narrower else range(len(self._hay))
            for word in words:
                found = [place for place in found if word in self._hay[place]]
            self._words, self._found = words, found
        return self._found
