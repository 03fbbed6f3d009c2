"""What a sentence calls a record: the name a person gave it, shortened, or its kind and id when it has none."""

from __future__ import annotations

from collections.abc import Iterable

from prep.model.dossier import Dossier
from prep.model.evidence import Metric, Objection, Quote
from prep.model.idea import Change, Option
from prep.model.meeting import Ask, CarriedLesson, Hesitation, Lesson, Outcome, Win
from prep.model.organisation import Goal
from prep.model.people import Conversation, Stakeholder
from prep.model.rollout import InternalActivity, Journey, Rollout, Tactic
from prep.shortening import whole_words
from prep.words import Message
from prep.words.message import Argument

LONGEST = 32
"""Characters of a user's text that a sentence quotes before it is cut with an ellipsis."""
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Direction controls are left out: cut off from their end, they would turn the rest of the sentence around."""

MOST = 3
"""Records that one sentence names; the rest are counted."""


def called(record: object, dossier: Dossier) -> Argument:
    """What a sentence calls ``record``: its own words, else "quote q3"; a conversation is called by its person."""
    words = shortened(_words(record, dossier))
    if words:
        return words
    kind = next((term for types, term in _TERMS if isinstance(record, types)), "preparation")
    id = record.lesson_id if isinstance(record, CarriedLesson) else getattr(record, "id", "")
    term, one = Message(f"common.term.{kind}"), shortened(id)
    return Message("rules.named.unnamed", {"term": term, "id": one}) if one else term


def listed(names: Iterable[Argument]) -> Argument:
    """Several names as one: all of them up to ``MOST``, else the first few and how many more."""
    every = tuple(names)
    if len(every) <= MOST:
        return every
    return Message("rules.named.more", {"names": every[:MOST], "n": len(every) - MOST})


def joined(parts: Iterable[Argument]) -> Argument:
    """Several parts of one sentence as "a, b and c"."""
    every = tuple(parts)
    if len(every) < 2:
        return every
    return Message("rules.named.and", {"first": every[:-1], "last": every[-1]})


def shortened(words: str, longest: int = LONGEST) -> str:
    """``words`` on one line, cut to ``longest`` characters between words; "" when nothing of it can be seen."""
    line = " ".join(words.translate(_DIRECTIONS).split())
    if not any(character.isprintable() and not character.isspace() for character in line):
        return ""
    return line if len(line) <= longest else whole_words(line, longest - 1).rstrip("\u200d ") + "…"


def _words(record: object, dossier: Dossier) -> str:
    match record:
        case Stakeholder() | Metric() | Option():
            return record.name
        case Quote() | Lesson():
            return record.text
        case Objection():
            return record.concern
        case Ask() | Win():
            return record.what
        case Goal() | Tactic():
            return record.title
        case Journey():
            return record.persona.name
        case Change():
            return record.to
        case InternalActivity():
            return record.activity
        case Conversation() | Hesitation():
            return _person(record.stakeholder_id, dossier)
        case CarriedLesson():
            return _lesson(record, dossier)
    return ""


def _person(stakeholder_id: str, dossier: Dossier) -> str:
    return next((one.name for one in dossier.preparation.stakeholders if one.id == stakeholder_id), "")


def _lesson(carried: CarriedLesson, dossier: Dossier) -> str:
    lesson = dossier.lesson(carried)
    return lesson.text if lesson is not None else ""


_TERMS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Stakeholder, "stakeholder"),
    (Conversation, "conversation"),
    (Quote, "quote"),
    (Metric, "metric"),
    (Objection, "objection"),
    (Ask, "ask"),
    (Hesitation, "hesitation"),
    ((Lesson, CarriedLesson), "lesson"),
    (Win, "win"),
    (Goal, "goal"),
    (Tactic, "tactic"),
    (Journey, "journey"),
    (Rollout, "rollout"),
    (Outcome, "outcome"),
)
