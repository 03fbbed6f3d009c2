"""Numbers for what one can jump to: digits, because they come through any input method, full-width or not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

ONE_DIGIT = 9
MOST = 90
"""How many things can be told apart by two digits of which the first is no 0."""


def labels(count: int) -> tuple[str, ...]:
    """As many labels as there are things, at most ``MOST``: 1 to 9, or 10 to 99 where nine are not enough."""
    if count <= ONE_DIGIT:
        return tuple(str(number) for number in range(1, count + 1))
    return tuple(str(number) for number in range(10, 10 + min(count, MOST)))


def digits(typed: str | None) -> str:
    """The digits in what was typed, of any width; an input method may commit several at once."""
    folded = unicodedata.normalize("NFKC", typed or "")
    return "".join(sign for sign in folded if sign in "0123456789")


def may_begin(typed: str, known: Sequence[str]) -> bool:
    """Whether a label begins with what was typed so far."""
    return any(label.startswith(typed) for label in known)
