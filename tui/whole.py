"""A preparation, or an organisation's goals, as one text from the first field to the last; nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from prep import places
from prep.shapes import shapes
from prep.words import Lang, render, text
from tui.labels import homes, label_of, pattern_in, pattern_of, record_words
from tui.steps.form import Records, Section
from tui.steps.walk import WALK
from tui.valued import entered, field_lines, labelled, value_words

if TYPE_CHECKING:
    from prep.model.dossier import Dossier


RECORD = "▪"
"""How the name of a record begins."""


def whole_text(dossier: Dossier, language: Lang, kind: Literal["preparation", "goals"] | None = None) -> str:
    """Everything entered, section by section under headings, then what no step shows yet.

    ``kind`` as of a version: only the preparation, or only the organisation with its goals; None: both.
    """
    parts = []
    for step in WALK:
        for section in step.sections:
            of = "goals" if section.place.startswith(places.ORGANISATION) else "preparation"
            lines = list(_section(dossier, section, language)) if kind in (None, of) else []
            if lines:
                heading = f"{text(step.title, language)} › {text(section.title, language)}"
                parts.append(_headed(heading, lines, language))
    rest = [] if kind == "goals" else list(_rest(dossier, dossier.preparation, "", language))
    if rest:
        parts.append(_headed(text("app.history.rest", language), rest, language))
    return "\n\n".join(parts)


def _headed(heading: str, lines: list[str], language: Lang) -> str:
    return "\n".join([text("app.history.whole_part", language, name=heading), "", *lines])


def _section(dossier: Dossier, section: Section, language: Lang) -> Iterator[str]:
    if not isinstance(section, Records):
        for field in section.fields:
            place = pattern_in(section, field.name)
            value = places.read(dossier, place)
            if entered(value):
                said = value_words(dossier, value, language, place).splitlines()
                yield from labelled(text(field.label, language), said, language)
        return
    records = places.read(dossier, section.place)
    for number, record in enumerate(records if isinstance(records, tuple) else ()):
        if number:
            yield ""
        key = str(getattr(record, "id", number + 1))
        yield f"{RECORD} {render(record_words(dossier, record, section.place, key), language)}"
        yield from field_lines(dossier, record, language, f"{section.place}[]")


def _rest(dossier: Dossier, struct: Struct, prefix: str, language: Lang) -> Iterator[str]:
    """What no section shows: the fields written by the program, the meeting's outcome in full, wins, rollout."""
    for shape in shapes(type(struct)).values():
        place = f"{prefix}{shape.key}"
        value = getattr(struct, shape.attribute)
        if place == "id" or not entered(value) or place in homes() or pattern_of(f"{place}[0]") in _shown_lists():
            continue
        if isinstance(value, Struct) and any(home.startswith(f"{place}.") for home in homes()):
            yield from _rest(dossier, value, f"{place}.", language)
        else:
            said = value_words(dossier, value, language, place).splitlines()
            yield from labelled(text(label_of(place), language), said, language)


def _shown_lists() -> frozenset[str]:
    return frozenset(f"{section.place}[]" for step in WALK for section in step.sections if isinstance(section, Records))
