"""How a deck speaks: texts of one language, titles that fit, free text made shorter without cutting a thought."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache

import budoux
from msgspec import Struct

from prep.words import Lang, text
from prep.words.formatting import date, money, month
from prep.words.message import Argument

TITLE_WORDS = 15
TITLE_LETTERS_EN = 110
TITLE_LETTERS_JA = 35


class Phrases(Struct, frozen=True):
    """The deck's texts in one language."""

    language: Lang

    def __call__(self, key: str, **args: Argument) -> str:
        """The text "deck.``key``"."""
        return text(f"deck.{key}", self.language, **args)

    def term(self, key: str) -> str:
        """The text "common.``key``": a term or the name of an enum value."""
        return text(f"common.{key}", self.language)

    def date(self, value: dt.date | None) -> str:
        """A date, or "not yet set"."""
        return date(value, self.language) if value else self("not_yet_set")

    def month(self, value: dt.date | None) -> str:
        """A month, or nothing where it is unknown."""
        return month(value, self.language) if value else ""

    def money(self, value: int | float | None, currency: str | None) -> str:
        """An amount, or "not yet known"."""
        return money(value, currency, self.language) if value is not None else self("not_yet_known")

    def written(self, value: str) -> str:
        """The user's text, or "not yet written"."""
        return value or self("not_yet_written")

    def together(self, parts: list[str] | tuple[str, ...]) -> str:
        """A list as the language writes it."""
        return text("common.list_separator", self.language).join(parts)


def fits_title(title: str, language: Lang) -> bool:
    """At most 15 words in English, 35 characters in Japanese (decks.md rule 1)."""
    if language == "ja":
        return len(title) <= TITLE_LETTERS_JA
    return len(title.split()) <= TITLE_WORDS and len(title) <= TITLE_LETTERS_EN


def first_sentence(value: str) -> str:
    """The first sentence with "…" after it, or the whole text when it is one sentence."""
    whole = value.strip()
    for end in re.finditer(r"[。！？](?=.)|[.!?](?=\s+\S)|\n", whole):
        first = whole[: end.end()].strip()
        if len(first) >= (8 if first[-1] in "。！？" else 20):
            return first + " …" if first.isascii() else first + "…"
    return whole


def clause(value: str, limit: int) -> str:
    """The first clauses of a sentence that fit into ``limit`` characters, marked "…"; whole when none ends there."""
    if len(value) <= limit:
        return value
    ends = [end.end() for end in re.finditer(r"、|[,;:]\s", value) if end.end() <= limit]
    if not ends or ends[-1] < limit // 2:
        return value
    kept = value[: ends[-1]].rstrip(" ,;:、")
    return kept + (" …" if kept.isascii() else "…")


def shortened(value: str, limit: int) -> str:
    """``value`` in at most ``limit`` characters, ended at a phrase boundary and marked "…" when anything is left out.

    "" when not even its first phrase fits.
    """
    whole = " ".join(value.split())
    if len(whole) <= limit:
        return whole
    phrases = whole.split(" ") if whole.isascii() else _parsed(whole)
    glue = " " if whole.isascii() else ""
    kept = ""
    for phrase in phrases:
        longer = f"{kept}{glue}{phrase}" if kept else phrase
        if len(longer) + 1 > limit:
            break
        kept = longer
    return kept.rstrip(" ,;:、。") + "…" if kept else ""


@lru_cache(maxsize=512)
def _parsed(text: str) -> tuple[str, ...]:
    return tuple(_japanese().parse(text))


@cache
def _japanese() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
