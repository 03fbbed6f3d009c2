"""Quotes out of the notes of a conversation: the words as they were said, and what is a quote already (A34)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from prep.folding import fold
from prep.model.dossier import Dossier
from prep.model.evidence import Consent, Quote, QuoteKind
from prep.model.people import Conversation, PressureTest
from prep.sentences import Span
from prep.words import text

SPOKEN = Path(__file__).parent / "words" / "spoken.toml"


@dataclass(frozen=True)
class Quoted:
    """A stretch of the notes that is a quote already, with the quote's id."""

    span: Span
    quote_id: str


def quote_values(dossier: Dossier, conversation: Conversation, words: str) -> Mapping[str, object]:
    """What a quote of ``words`` from this conversation starts with, for ``edits.add``; nobody has been asked yet.

    Where it was said is written in the preparation's language: it may be printed in the deck.
    """
    people = {one.id for one in dossier.preparation.stakeholders}
    where = f"common.conversation_kind.{conversation.kind.value}"
    return {
        "stakeholder_id": conversation.stakeholder_id if conversation.stakeholder_id in people else None,
        "conversation_id": conversation.id,
        "source": text(where, dossier.preparation.language.value),
        "date": conversation.date,
        "text": words,
        "kind": proposed_kind(words, conversation.pressure_test).value,
        "consent": Consent.NOT_ASKED.value,
    }


def proposed_kind(words: str, pressure_test: PressureTest | None = None) -> QuoteKind:
    """What the words may express, to begin with: an idea, a concern, else what the conversation showed.

    Never ``customer_voice``: whoever is on the list of stakeholders speaks for the company (A19).
    """
    said = fold(words)
    for kind in (QuoteKind.IDEA, QuoteKind.CONCERN):
        if any(one in said for one in _spoken()[kind.value]):
            return kind
    fell_short = pressure_test in (PressureTest.ADJUST, PressureTest.FAILS)
    return QuoteKind.CONCERN if fell_short else QuoteKind.SUPPORT


def quotes_of(dossier: Dossier, conversation: Conversation) -> tuple[Quote, ...]:
    """The quotes of this conversation, in the order of the preparation's list."""
    return tuple(one for one in dossier.preparation.quotes if one.conversation_id == conversation.id)


def quoted_in(dossier: Dossier, conversation: Conversation) -> tuple[Quoted, ...]:
    """Where the notes hold what is a quote already, from the beginning on; white space does not count.

    Quotes of this conversation, and those of the same person that name no conversation.
    """
    squeezed, places = _squeezed(conversation.notes)
    found = []
    for quote in _candidates(dossier, conversation):
        words = "".join(quote.text.split())
        at = squeezed.find(words) if words else -1
        if at >= 0:
            found.append(Quoted(Span(places[at], places[at + len(words) - 1] + 1), quote.id))
    return tuple(sorted(found, key=lambda one: one.span))


def known_quote(dossier: Dossier, conversation: Conversation, words: str, span: Span) -> Quote | None:
    """The quote that has these words, or in which ``span`` of the notes lies, already; None: there is none."""
    said = fold(words)
    around = {one.quote_id for one in quoted_in(dossier, conversation) if span.within(one.span)}
    return next(
        (one for one in _candidates(dossier, conversation) if one.id in around or (said and fold(one.text) == said)),
        None,
    )


def _candidates(dossier: Dossier, conversation: Conversation) -> tuple[Quote, ...]:
    return tuple(
        one
        for one in dossier.preparation.quotes
        if one.conversation_id == conversation.id
        or (one.conversation_id is None and one.stakeholder_id == conversation.stakeholder_id)
    )


@lru_cache(maxsize=2)
def _squeezed(notes: str) -> tuple[str, tuple[int, ...]]:
    """The notes without white space, and where each character that is left stood."""
    places = tuple(place for place, character in enumerate(notes) if not character.isspace())
    return "".join(notes.split()), places


@cache
def _spoken() -> Mapping[str, tuple[str, ...]]:
    """The folded words of both languages by kind: people mix them."""
    lists = tomllib.loads(SPOKEN.read_text("utf-8"))
    kinds = (QuoteKind.IDEA.value, QuoteKind.CONCERN.value)
    return {kind: tuple(fold(word) for one in lists.values() for word in one[kind]) for kind in kinds}
