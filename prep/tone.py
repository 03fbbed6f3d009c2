"""Tone of an owner's own words: which of them may land badly, why, and what to try instead. Advice, never a refusal.

Only what the owner writes in their own name is looked at: no quote, no note of a conversation, no concern as somebody
else would say it, and nothing that stands in quotation marks (A34, A38, A46, B20).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from prep.folding import has_text, to_hiragana
from prep.words import Message

if TYPE_CHECKING:
    from prep.model.preparation import Preparation

WORDS = Path(__file__).parent / "words" / "tone.toml"

OWN_WORDS = frozenset(
    {
        "title",
        *(f"initiative.{name}" for name in ("summary", "scope", "out_of_scope", "impact", "beneficiaries")),
        *(f"why.{name}.text" for name in ("why_do", "why_goals", "why_care")),
        *(f"context.{name}" for name in ("where_we_are", "how_we_got_here", "missed_opportunity")),
        "carried_lessons[].how_applied",
        "stakeholders[].impact",
        "conversations[].follow_up.what",
        *(f"initiative.changes[].{name}" for name in ("from", "to")),
        *(f"metrics[].{name}" for name in ("name", "definition", "note")),
        *(f"objections[].{name}" for name in ("acknowledge", "explore", "response", "next_step.what")),
        *(f"asks[].{name}" for name in ("what", "if_no")),
        "initiative.cost.note",
        *(f"initiative.options[].{name}" for name in ("name", "benefit", "verdict")),
    }
)
"""The patterns of the fields in which an owner speaks; every other text is somebody else's or a mere name."""

BALANCED = frozenset(one for one in OWN_WORDS if one.startswith(("why.", "context.")))
"""The patterns of the texts that are weighed together: more about the opportunity than about the problem (A45)."""


class Sound(Enum):
    """What a word sounds like."""

    BLAME = "blame"
    ABSOLUTES = "absolutes"
    NEGATIVE = "negative"
    BELITTLING = "belittling"
    DEFENSIVE = "defensive"


HEAVY = (Sound.BLAME, Sound.NEGATIVE, Sound.ABSOLUTES)
"""What counts as dwelling on the problem."""

_MARKS = (("「", "」"), ("『", "』"), ("“", "”"), ("„", "“"), ("‘", "’"), ("«", "»"), ('"', '"'))
_QUOTED = re.compile(
    f"(?=[{''.join(opens for opens, _ in _MARKS)}])"  # where none of them stands, none is tried
    f"(?:{'|'.join(f'{opens}[^{closes}{chr(10)}]*(?:{closes}|$)' for opens, closes in _MARKS)})",
    re.MULTILINE,
)
_SENTENCE_ENDS = re.compile(r"[。！？\n]+|[.!?]+(?=\s|$)")


@dataclass(frozen=True)
class Advice:
    """The ``words`` of one text that sound alike, each once and as they stand there, width apart."""

    sound: Sound
    words: tuple[str, ...]

    @property
    def why(self) -> Message:
        """Why they may land badly."""
        words = tuple(Message("coach.tone.word", {"word": one}) for one in self.words)
        return Message(f"coach.tone.{self.sound.value}", {"words": words})

    @property
    def instead(self) -> Message:
        """What to try instead."""
        return Message(f"coach.tone.{self.sound.value}.instead")


@dataclass(frozen=True)
class Balance:
    """How many sentences of the whys and of how we got here there are, and how many dwell on the problem (A45)."""

    total: int
    heavy: int

    @property
    def tips(self) -> bool:
        """Whether more than a third do."""
        return 3 * self.heavy > self.total

    @property
    def why(self) -> Message:
        """What was counted."""
        return Message("coach.balance", {"total": self.total, "heavy": self.heavy})

    @property
    def instead(self) -> Message:
        """What to try instead."""
        return Message("coach.balance.instead")


def advice(text: str) -> tuple[Advice, ...]:
    """What may land badly in an owner's own ``text``, one advice a sound; nothing in quotation marks is looked at."""
    plain = _unquoted(text)
    folded = _folded(plain)
    found = ((sound, _found(plain, folded, sound)) for sound in Sound)
    return tuple(Advice(sound, words) for sound, words in found if words)


def balance(preparation: Preparation) -> Balance:
    """Weigh the sentences of the three whys and of how we got here."""
    why, context = preparation.why, preparation.context
    texts = (
        *(answer.text for answer in (why.why_do, why.why_goals, why.why_care)),
        *(context.where_we_are, context.how_we_got_here, context.missed_opportunity),
    )
    sentences = [one for text in texts for one in _SENTENCE_ENDS.split(_unquoted(text or "")) if has_text(one)]
    return Balance(len(sentences), sum(_is_heavy(one) for one in sentences))


def _unquoted(text: str) -> str:
    """The text in one width, with gaps where it quotes; a quotation that is not closed yet lasts to the line's end."""
    plain = unicodedata.normalize("NFKC", text)
    return _QUOTED.sub(lambda quoted: "…" * len(quoted[0]), plain).replace("’", "'")


def _folded(plain: str) -> str:
    """One case and one kana; no letter moves, since what is found is shown as it stands in the text."""
    lower = plain.lower()
    return to_hiragana(lower if len(lower) == len(plain) else plain)


def _is_heavy(sentence: str) -> bool:
    folded = _folded(sentence)
    return any(_found(sentence, folded, sound) for sound in HEAVY)


def _found(plain: str, folded: str, sound: Sound) -> tuple[str, ...]:
    """The words of ``plain`` with that sound, in order, each once."""
    listed = _listed()[sound]
    harmful = listed.harmful.among(folded)
    if harmful is None:
        return ()
    fine = listed.fine.among(folded)
    if fine is not None:
        folded = fine.sub(lambda phrase: "…" * len(phrase[0]), folded)
    hits = {" ".join(hit[0].split()): hit.span() for hit in reversed([*harmful.finditer(folded)])}
    return tuple(" ".join(plain[start:end].split()) for start, end in sorted(hits.values()))


@dataclass(frozen=True)
class _Words:
    """Words to look for, folded: ``ja`` anywhere, ``en`` as whole words; a hyphen makes another word (always-on)."""

    ja: tuple[str, ...]
    en: tuple[str, ...]

    def among(self, folded: str) -> re.Pattern[str] | None:
        """A pattern for those of the words that may stand in ``folded``, the longest first; None: none does.

        Asking for each word first is a hundred times faster than to search a long text for all of them.
        """
        parts = [re.escape(one) for one in sorted(self.ja, key=len, reverse=True) if one in folded]
        en = [one.split() for one in sorted(self.en, key=len, reverse=True)]
        whole = "|".join(r"\s+".join(map(re.escape, words)) for words in en if words[0] in folded)
        if whole:
            parts.append(rf"(?<![a-z0-9_-])(?:{whole})(?![a-z0-9_-])")
        return re.compile("|".join(parts)) if parts else None


@dataclass(frozen=True)
class _Listed:
    """What sounds so, and the phrases in which it does not."""

    harmful: _Words
    fine: _Words


@cache
def _listed() -> Mapping[Sound, _Listed]:
    read = tomllib.loads(WORDS.read_text("utf-8"))
    return {sound: _Listed(_words(read[sound.value]), _words(read[sound.value]["fine"])) for sound in Sound}


def _words(read: Mapping[str, list[str]]) -> _Words:
    ja = tuple(to_hiragana(unicodedata.normalize("NFKC", one)) for one in read["ja"])
    return _Words(ja, tuple(read["en"]))
