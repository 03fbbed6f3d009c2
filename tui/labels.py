"""What each field, part and list of the model is called: the label its step declares, else a text of its own."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from prep.model.dossier import Dossier
from prep.model.evidence import NextStep
from prep.model.meeting import CarriedLesson, Hesitation
from prep.model.people import Conversation
from prep.model.rollout import Stage
from prep.naming import called
from prep.places import ORGANISATION
from prep.words import Message
from tui.steps.declare import shown
from tui.steps.form import Records, Section
from tui.steps.walk import WALK

NAME_COLUMNS = 40
"""How much of a record's own words stands in its name, in half-width columns."""

WITHIN = {
    "why.why_do": "app.step.why.answers.why_do.text",
    "why.why_goals": "app.step.why.answers.why_goals.text",
    "why.why_care": "app.step.why.answers.why_care.text",
    "conversations[].follow_up": "app.place.conversations_follow_up",
    "objections[].next_step": "app.place.objections_next_step",
}
"""Parts whose fields say too little by themselves ("Evidence", "Due"), with the words that stand before them."""

_NOT_ONE_PLACE = frozenset({"", "deck"})
"""Sections whose title names only some of what lies below their place."""

_BRACKETS = re.compile(r"\[.*?\](?=\.|\Z)", re.DOTALL)
_ID = re.compile(r"(?:\A|\.)id\Z")


def label_of(pattern: str) -> str:
    """The message key of what is at ``pattern`` ("objections[].drill.due"), without the words of what it lies in."""
    if _ID.search(pattern):
        return "app.place.id"
    section = homes().get(pattern)
    if section is not None:
        return next(field.label for field in section.fields if pattern_in(section, field.name) == pattern)
    return titles().get(pattern) or f"app.place.{flat(pattern)}"


def part_label(pattern: str) -> str | None:
    """The message key that stands before the labels of a part's fields; None where they speak for themselves."""
    plain = pattern not in WITHIN and any(one.startswith(f"{pattern}.") for one in homes())
    return None if plain else WITHIN.get(pattern) or label_of(pattern)


def inside(pattern: str) -> str | None:
    """The message key that stands before the label of the field at ``pattern``; None: it says enough by itself."""
    part = next((words for one, words in WITHIN.items() if pattern.startswith(f"{one}.")), None)
    return None if part == label_of(pattern) else part


def record_words(dossier: Dossier, record: Struct, pattern: str, key: str) -> Message:
    """What a record of the list ``pattern`` ("objections") is called; ``key`` is its id, or its number from 1."""
    return Message(f"app.record.{flat(pattern)}", {"name": _name(dossier, record, key)})


def numbered(key: str) -> Message:
    """What stands for the name of a record in which nobody wrote a name yet."""
    return Message("app.described.numbered", {"id": key})


def flat(pattern: str) -> str:
    """A pattern as one word of a message key: "rollout.tactics[].title" → "rollout_tactics_title"."""
    return pattern.replace("[]", "").replace(".", "_")


def pattern_of(place: str) -> str:
    """A place with every bracket empty."""
    return _BRACKETS.sub("[]", place)


def pattern_in(section: Section, name: str) -> str:
    """The pattern of the field ``name`` of ``section``."""
    if isinstance(section, Records):
        return f"{section.place}[].{name}"
    return f"{section.place}.{name}" if section.place else name


@cache
def homes() -> dict[str, Section]:
    """The section that shows a field, by the field's pattern."""
    return {pattern_in(section, field.name): section for section in _sections() for field in section.fields}


@cache
def titles() -> dict[str, str]:
    """The titles of the sections that name the whole of their place."""
    found = {section.place: section.title for section in _sections() if section.place not in _NOT_ONE_PLACE}
    return {ORGANISATION: found[ORGANISATION], **found}


def _name(dossier: Dossier, record: Struct, key: str) -> Message:
    if isinstance(record, CarriedLesson) and dossier.lesson(record) is None:
        return numbered(record.lesson_id)
    own = record.what if isinstance(record, NextStep) else record.name if isinstance(record, Stage) else None
    said = called(record, dossier) if own is None else own
    words = shown(said, NAME_COLUMNS) if isinstance(said, str) else said
    if not isinstance(words, str):  # nothing to be seen was written
        return numbered(key)
    when = record.date if isinstance(record, Conversation) else record.at if isinstance(record, Hesitation) else None
    if when is not None:
        return Message("app.described.dated", {"name": words, "date": when})
    return Message("app.described.named", {"name": words})


def _sections() -> tuple[Section, ...]:
    return tuple(section for step in WALK for section in step.sections)
