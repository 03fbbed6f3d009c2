"""Where a text that is too long for its place is cut."""

from __future__ import annotations

import unicodedata


def whole_words(line: str, length: int) -> str:
    """The first ``length`` characters of ``line``, without a last word that would be cut.

    A word that takes a third of it stays, cut; so does what is written without spaces, as Japanese is.
    """
    kept, rest = line[:length], line[length : length + 1]
    if not rest or rest.isspace() or not kept or unicodedata.east_asian_width(kept[-1]) in "WF":
        return kept
    end = kept.rfind(" ")
    return kept[:end] if end * 3 > length * 2 else kept
