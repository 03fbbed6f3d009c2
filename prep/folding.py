"""The exact readings of text and days: what has text, which names are equal, how far ahead a day is."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by category that nobody can see: Hangul fillers and the empty Braille cell."""

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_KATAKANA = re.compile("[\u30a1-\u30f6]+")


def has_text(words: str | None) -> bool:
    """At least one printable, non-space character; zero-width characters and U+3000 do not count."""
    return words is not None and any(_visible(character) for character in words)


def fold(name: str) -> str:
    """A name or team as it is compared: NFKC, case-folded, all white space removed."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(folded.split())


def to_hiragana(text: str) -> str:
    """The text with its katakana as hiragana, letter by letter; the long vowel mark stays."""
    return _KATAKANA.sub(lambda found: found[0].translate(_KATAKANA_TO_HIRAGANA), text)


def for_search(text: str) -> str:
    """A text as search compares it: one width, one case, one kana."""
    return to_hiragana(unicodedata.normalize("NFKC", text).casefold())


def folded(names: list[str] | tuple[str, ...]) -> frozenset[str]:
    """The distinct names, folded; blank ones do not count."""
    return frozenset(fold(name) for name in names if has_text(name))


def working_days(after: dt.date, until: dt.date) -> int:
    """Days from Monday to Friday after ``after``, up to and including ``until``; holidays are not known."""
    return max(0, _weekdays_until(until) - _weekdays_until(after))


def _visible(character: str) -> bool:
    if character.isspace() or not character.isprintable() or character in _BLANK:
        return False
    return unicodedata.category(character) not in ("Mn", "Me")  # a mark without its letter has no width of its own


def _weekdays_until(day: dt.date) -> int:
    """Weekdays from 0001-01-01, a Monday, to ``day``: no loop, since dates may be thousands of years apart."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
