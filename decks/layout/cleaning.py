"""Takes out of a deck's texts what no file may hold: control characters, lone surrogates, non-characters.

Marks that turn the direction of what follows go as well: left open they turn the sources and tags behind them, some
programs draw them as boxes, and text that reads otherwise than it is stored deceives. Letters keep their own direction.
"""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Deck

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
SUSPECT = re.compile(r"\\[^n\"\\/]|[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
"""Finds in a deck written as JSON what may have to go: an escape other than a line's end, or a mark JSON leaves be."""
_T = TypeVar("_T")


def clean_text(text: str) -> str:
    """``text`` without what XML forbids and marks of direction; tabs become spaces, other line ends newlines."""
    text = text.replace("\r\n", "\n").replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    return FORBIDDEN.sub("", text)


def clean_deck(deck: Deck) -> Deck:
    """The deck with every text cleaned; the same object when nothing had to be."""
    try:
        told = msgspec.json.encode(deck).decode()
    except UnicodeEncodeError:  # a lone surrogate
        return _clean(deck)
    return _clean(deck) if SUSPECT.search(told) else deck


def _clean(value: _T) -> _T:
    if isinstance(value, str):
        return value if value.isprintable() else clean_text(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        found = tuple(_clean(item) for item in value)
        return value if all(a is b for a, b in zip(found, value, strict=True)) else found  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}  # type: ignore[return-value]
    if isinstance(value, Struct):
        changed = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            if (new := _clean(old)) is not old:
                changed[name] = new
        return replace(value, **changed) if changed else value
    return value
