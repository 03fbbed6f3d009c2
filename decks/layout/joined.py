"""Which characters make one sign with those before: accents, joined emoji, skins; no text is cut inside a sign."""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"
SKINS = range(0x1F3FB, 0x1F400)
TAGS = range(0xE0020, 0xE0080)


def joined(before: str, after: str) -> bool:
    """Whether ``after`` belongs to the sign that ``before`` ends, as far as can be seen from the two."""
    if after.isascii():
        return False
    if JOINER in (before, after) or ord(after) in SKINS or ord(after) in TAGS:
        return True
    return unicodedata.category(after) in ("Mn", "Me", "Mc")


def cut_before(text: str, place: int) -> str:
    """``text`` up to ``place`` at most, and up to where a sign ends."""
    while 0 < place < len(text) and joined(text[place - 1], text[place]):
        place -= 1
    return text[:place]
