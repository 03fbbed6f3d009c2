"""Emoji in a text: whole sequences, so that each is drawn in the font that knows it and none over its neighbours."""

from __future__ import annotations

import re

_FACE = "(?:[\U0001f000-\U0001f1e5\U0001f200-\U0001faff]|[\u2190-\u2bff\u3030\u303d\u3297\u3299]\ufe0f)"
_MARKS = "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_ONE = f"{_FACE}{_MARKS}(?:\u200d(?:{_FACE}|[\u2190-\u2bff]){_MARKS})*"
EMOJI = re.compile(f"((?:{_ONE}|[\U0001f1e6-\U0001f1ff]{{1,2}}|[0-9#*]\ufe0f?\u20e3)+)")
"""Sequences: a face with its skin or tag marks and what is joined to it, flags of two letters, keys."""

_HINT = re.compile("[\ufe0f\u20e3\U0001f000-\U0001faff]")  # quick to look for, and every sequence has one


def in_parts(text: str) -> list[str]:
    """``text`` parted such that every second part, from the second on, is emoji."""
    return EMOJI.split(text) if _HINT.search(text) else [text]
