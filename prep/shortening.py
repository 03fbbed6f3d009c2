"""Where a text that is too long for its place is cut."""

from __future__ import annotations

import unicodedata


def whole_words(line: str, length: int) -> str:
    """The first ``length`` characters of ``line``, without a last word that would be cut.

    A word that takes a third of it stays, cut; so does what is written without spaces, as Japanese is.
    """
    kept, rest = line[:length], line[length : length + 1]
    if not rest or not _is_in_a_word(rest):
        return kept
    end = len(kept)
    while end and _is_in_a_word(kept[end - 1]):
        end -= 1
    return kept[:end] if end * 3 > length * 2 else kept


def _is_in_a_word(character: str) -> bool:
    return not character.isspace() and unicodedata.east_asian_width(character) not in "WF"
