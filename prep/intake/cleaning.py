"""Takes out of text what no file of ours can carry: characters outside XML 1.0 and UTF-8 (format.md)."""

from __future__ import annotations

import re

UNCARRIABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""C0 controls other than tab, newline and carriage return; lone surrogates; the two noncharacters XML refuses."""


def clean_text(text: str) -> tuple[str, int]:
    """The text without uncarriable characters, and how many were removed; CR and CRLF become LF, uncounted."""
    kept, removed = UNCARRIABLE.subn("", text)
    if "\r" in kept:
        kept = kept.replace("\r\n", "\n").replace("\r", "\n")
    return kept, removed


def clean(text: str) -> str:
    """``clean_text`` for those who need no count."""
    return clean_text(text)[0]
