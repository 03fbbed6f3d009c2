"""Search as a reader means it: whatever the width, the case or the kana."""

from __future__ import annotations

import unicodedata

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def folded(text: str) -> str:
    """A text as search compares it: one width, one case, one kana."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA_TO_HIRAGANA)


def matches(query: str, *texts: str) -> bool:
    """Whether every word of ``query`` stands in one of the texts, all folded."""
    hay = " ".join(folded(one) for one in texts)
    return all(word in hay for word in folded(query).split())
