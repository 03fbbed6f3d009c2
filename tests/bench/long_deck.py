"""A deck of hundreds of slides that no preparation should have: the sample's slides again and again, reworded."""

from __future__ import annotations

import string
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Deck

S = TypeVar("S")

WORDS = ("text", "label", "detail", "attribution")
"""The fields whose words differ from copy to copy: a text that returns would be measured only once."""


def long_deck(deck: Deck, copies: int, turn: int = 0) -> Deck:
    """The slides of ``deck`` as often as ``copies`` says, with titles and words of their own, as long as they were.

    Another ``turn`` gives other words.
    """
    slides = [
        replace(
            _reworded(slide, number + turn),
            id=f"{slide.id}.{number}",
            title=f"{slide.title} {number + turn + 1}",
            anchors=() if number else slide.anchors,
        )
        for number in range(copies)
        for slide in deck.slides
    ]
    return replace(deck, slides=tuple(slides))


def _reworded(value: S, number: int) -> S:
    """``value`` with the letters of its words moved on by ``number`` places of the alphabet."""
    letters = string.ascii_lowercase
    turned = number % len(letters)
    return _moved(value, str.maketrans(letters, letters[turned:] + letters[:turned]))


def _moved(value: S, table: dict[int, int]) -> S:
    if isinstance(value, tuple):
        return tuple(_moved(one, table) for one in value)  # type: ignore[return-value]
    if not isinstance(value, Struct):
        return value
    changes: dict[str, object] = {}
    for name in value.__struct_fields__:
        held = getattr(value, name)
        if isinstance(held, str):
            if name in WORDS:
                changes[name] = held.translate(table)
        else:
            changes[name] = _moved(held, table)
    return replace(value, **changes) if changes else value
