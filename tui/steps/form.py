"""The vocabulary in which the steps of the walk are declared: Step, Section, Field.

A field names a *place* (prep.places) relative to its section; the screens draw it, read it and edit it from this alone.
Texts are message keys: ``label``, ``hint`` (what good looks like, one line) and the section's title and empty state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from prep.model.dossier import Dossier
from prep.words import Message


class Kind(Enum):
    """How a field is edited."""

    LINE = "line"  # one line of text
    TEXT = "text"  # several lines
    LINES = "lines"  # a list of short texts, one a line
    NUMBER = "number"  # int or float, or empty for None
    WHOLE = "whole"  # int
    DATE = "date"  # YYYY-MM-DD, or empty for None
    MOMENT = "moment"  # date, time and offset, or empty for None
    SCALE = "scale"  # 1 to 5
    CHOICE = "choice"  # one value of an enum (``choices``), None allowed when ``optional``
    TOGGLE = "toggle"  # yes or no
    LINK = "link"  # the id of one record of ``source``, or None when ``optional``
    LINKS = "links"  # ids of records of ``source``
    SERIES = "series"  # dated values, one "date value" a line; takes a paste of two spreadsheet columns


class Seen(Enum):
    """Who will see a field: the screen says so beside it (format.md, the wall)."""

    DECK = "deck"  # printed in the deck
    CONSENTED = "consented"  # leaves only in the form consent was given for
    NEVER = "never"  # never leaves this computer


class Source(Enum):
    """What a LINK or LINKS field chooses from."""

    EVIDENCE = "evidence"  # quotes, metrics, objections
    GOALS = "goals"
    STAKEHOLDERS = "stakeholders"
    CONVERSATIONS = "conversations"
    METRICS = "metrics"


@dataclass(frozen=True)
class Field:
    """One field of a section; ``name`` is its place below the section's place ("baseline.value", "next_step.what")."""

    name: str
    kind: Kind
    label: str
    seen: Seen
    hint: str = ""
    choices: type[Enum] | None = None
    source: Source | None = None
    optional: bool = False
    group: str = ""  # message key of a small heading drawn before this field; "" continues the group above
    opens: tuple[str, ...] = ()  # actions of the walk ("walk.history") that the field in front offers


@dataclass(frozen=True)
class Fields:
    """A section with one form; ``place`` is the struct its fields lie in, "" for the preparation itself."""

    id: str
    title: str
    place: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Records:
    """A section with a list of records and a form for the one chosen.

    ``row`` is the one-line text of a record at a place, in the list. ``new`` gives the values a new record starts
    with, or a Message that says why none can be added yet (a conversation needs a stakeholder). ``empty`` is the text
    shown while there is none; ``noun`` the key of the record's name (common.term.*). ``opens`` are actions of the walk
    ("walk.history") that the list offers, on the record in front.
    """

    id: str
    title: str
    place: str
    fields: tuple[Field, ...]
    row: Callable[[Dossier, str], Message]
    noun: str
    empty: str
    new: Callable[[Dossier], Mapping[str, object] | Message] = field(default=lambda dossier: {})
    opens: tuple[str, ...] = ()


Section = Fields | Records


@dataclass(frozen=True)
class Step:
    """One step of the walk; ``title`` and ``purpose`` (one sentence: why this step) are message keys."""

    id: str
    title: str
    purpose: str
    sections: tuple[Section, ...]

    def section_of(self, place: str) -> Section | None:
        """The section whose fields hold ``place``, the longest match first; None when the place lies elsewhere."""
        found: Section | None = None
        for section in self.sections:
            inside = place == section.place or place.startswith((section.place + ".", section.place + "["))
            if section.place == "":
                inside = any(
                    place == item.name or place.startswith((item.name + ".", item.name + "["))
                    for item in section.fields
                )
            if inside and (found is None or len(section.place) > len(found.place)):
                found = section
        return found
