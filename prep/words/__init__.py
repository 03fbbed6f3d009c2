"""Texts in both languages, and numbers, dates and amounts as each language writes them.

Everything below the screens speaks in ``Message`` values; ``render`` turns one into a sentence of a given language.
"""

from prep.words.catalogue import LANGUAGES, Lang, has_text, keys
from prep.words.message import Message, render, text

__all__ = ["LANGUAGES", "Lang", "Message", "has_text", "keys", "render", "text"]
