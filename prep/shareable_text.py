"""Texts that only look filled: a text without a printable character leaves as "", so that a deck need not ask."""

from __future__ import annotations

from typing import TypeVar

from msgspec import Struct, structs

from prep.folding import has_text

Shared = TypeVar("Shared", bound=Struct)


def without_blanks(value: Shared) -> Shared:
    """The same value with every text that has nothing to show made empty, at any depth."""
    changed = {}
    for field in value.__struct_fields__:
        old = getattr(value, field)
        new = _cleared(old)
        if new is not old:
            changed[field] = new
    return structs.replace(value, **changed) if changed else value


def _cleared(value: object) -> object:
    if isinstance(value, str):
        return value if has_text(value) else ""
    if isinstance(value, Struct):
        return without_blanks(value)
    if isinstance(value, tuple):
        return tuple(map(_cleared, value))
    if isinstance(value, dict):
        return {key: _cleared(held) for key, held in value.items()}
    return value
