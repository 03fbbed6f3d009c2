"""A value of the model as one reads it: dates and numbers as the language writes them, choices and links by name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache

from msgspec import UNSET, Struct

from prep import places
from prep.model.dossier import Dossier
from prep.model.evidence import Point, Reading
from prep.model.meeting import CarriedLesson
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from prep.model.references import REFERENCES
from prep.naming import called
from prep.shapes import shapes
from prep.words import Lang, Message, render, text
from prep.words.message import Argument
from tui.labels import label_of, part_label, pattern_of, record_words

_ID = re.compile(r"[a-z]{1,2}[0-9]{1,9}")
_PREPARATIONS = frozenset({"follows", "carried_lessons[].from_preparation"})
_ONE_LINE = 60
"""Characters up to which the items of a list stand on one line."""


def value_words(dossier: Dossier, value: object, language: Lang, place: str = "") -> str:
    """``value`` in words, on several lines where it has several; "(empty)" when nothing was entered.

    ``place`` is where it stands: from it ids are known for what they are and read as names of ``dossier``. Without it
    a text that looks like the id of a record ("q3") is taken for one.
    """
    return "\n".join(_lines(dossier, value, language, pattern_of(place)))


def field_lines(dossier: Dossier, record: Struct, language: Lang, pattern: str, before: str = "") -> Iterator[str]:
    """Every field of ``record`` in which something was entered as "label: value", parts taken apart.

    ``pattern`` is the record's ("objections[]"; "" for a preparation). Further lines of a value are set in; ``before``
    are words that stand before every label.
    """
    for shape in shapes(type(record)).values():
        value = getattr(record, shape.attribute)
        own = f"{pattern}.{shape.key}" if pattern else shape.key
        if shape.key == "id" or not entered(value):
            continue
        if isinstance(value, Struct) and not isinstance(value, Reading):
            part = part_label(own)
            within = f"{before}{text(part, language)} › " if part is not None else before
            yield from field_lines(dossier, value, language, own, within)
            continue
        if isinstance(record, CarriedLesson) and shape.key == "lesson_id":
            lesson = dossier.lesson(record)
            value = lesson.text if lesson is not None else value
        label = text(label_of(own), language)
        called_so = before.removesuffix(f"{label} › ") + label  # "Why do it", and not "Why do it › Why do it"
        yield from labelled(called_so, _lines(dossier, value, language, own), language)


def entered(value: object) -> bool:
    """Whether anything was entered in ``value``; choices and numbers always say something, an unticked box does not."""
    if isinstance(value, Struct):
        return any(entered(getattr(value, name)) for name in value.__struct_fields__)
    return not (value is None or value is UNSET or value is False or value == "" or value == () or value == {})


def labelled(label: str, lines: Sequence[str], language: Lang) -> Iterator[str]:
    """A value with its label: on one line where it has one, else below it and set in."""
    if len(lines) == 1:
        yield text("app.described.field", language, label=label, value=lines[0])
        return
    yield text("app.described.field", language, label=label, value="").rstrip()
    yield from (f"  {line}" for line in lines)


def _lines(dossier: Dossier, value: object, language: Lang, pattern: str) -> list[str]:
    match value:
        case str() if value.strip():
            return (_name_of(dossier, value, language, pattern) or value).splitlines()
        case Point() | Reading():
            return [_reading(value, language)]
        case Struct() if entered(value):
            return list(field_lines(dossier, value, language, pattern or _home_of(type(value))))
        case tuple() if value:
            return _listed(dossier, value, language, pattern)
        case Mapping() if value:
            return [line for key, one in value.items() for line in labelled(str(key), str(one).splitlines(), language)]
    return [_plain(value, language)]


def _plain(value: object, language: Lang) -> str:
    from prep.words import formatting

    match value:
        case bool():
            return text("app.yes" if value else "app.no", language)
        case int() | float():
            return formatting.number(value, language)
        case dt.datetime():
            return formatting.moment(value, language)
        case dt.date():
            return formatting.date(value, language)
        case Enum():
            return text(f"common.{_group(value)}.{value.value}", language)
    return text("app.step.empty", language)


def _reading(reading: Point | Reading, language: Lang) -> str:
    """A value with its date: "18.5 (1 Oct 2026)"."""
    if reading.date is None:
        return _plain(reading.value, language)
    value = _plain(reading.value, language)
    return render(Message("app.described.reading", {"value": value, "date": reading.date}), language)


def _listed(dossier: Dossier, items: tuple[object, ...], language: Lang, pattern: str) -> list[str]:
    """Texts, dates and links beside each other while they are short, records one under the other."""
    pattern = pattern or next((_home_of(type(one)) for one in items if isinstance(one, Struct)), "").removesuffix("[]")
    if not any(isinstance(one, Struct) and not isinstance(one, Point) for one in items):
        parts = [" ".join(_lines(dossier, one, language, pattern)) for one in items]
        if sum(map(len, parts)) <= _ONE_LINE and not any(isinstance(one, Point) for one in items):
            return [text("common.list_separator", language).join(parts)]
        return parts
    lines: list[str] = []
    for index, one in enumerate(items):
        if not isinstance(one, Struct):
            continue
        key = str(getattr(one, "id", index + 1))
        lines.append(render(record_words(dossier, one, pattern, key), language))
        lines += (f"  {line}" for line in field_lines(dossier, one, language, f"{pattern}[]"))
    return lines


def _name_of(dossier: Dossier, id: str, language: Lang, pattern: str) -> str | None:
    """The name of what a link leads to; None: the text is no link."""
    if pattern in _PREPARATIONS:
        known = dossier.known_preparation(id)
        return known.title if known is not None and known.title else id
    lists = tuple(dict.fromkeys(target for one in REFERENCES if one.field == pattern for target in one.targets))
    if f"{pattern}[]" in _homes().values():  # the order of records, told by their ids
        lists = (pattern,)
    elif not pattern and _ID.fullmatch(id):
        lists = tuple(dict.fromkeys(target for one in REFERENCES for target in one.targets))
    for place in lists:
        for record in _records(dossier, place):
            if getattr(record, "id", None) == id:
                words = called(record, dossier) if len(lists) == 1 else record_words(dossier, record, place, id)
                return words if isinstance(words, str) else render(_message(words), language)
    return text("app.link.unknown", language, id=id) if pattern and lists else None


def _message(words: Argument) -> Message:
    return words if isinstance(words, Message) else Message("app.untitled")


def _records(dossier: Dossier, place: str) -> tuple[Struct, ...]:
    found = places.read(dossier, place)
    return tuple(one for one in found if isinstance(one, Struct)) if isinstance(found, tuple) else ()


def _group(member: Enum) -> str:
    """The catalogue's group of an enum: DecisionRole → decision_role."""
    return re.sub(r"(?<!\A)([A-Z])", r"_\1", type(member).__name__).lower()


@cache
def _homes() -> dict[type[Struct], str]:
    """Where structs of each kind stand: the first pattern of it."""
    found: dict[type[Struct], str] = {}

    def look(struct: type[Struct], pattern: str) -> None:
        for shape in shapes(struct).values():
            own = f"{pattern}.{shape.key}" if pattern else shape.key
            inner = shape.item_struct or shape.struct
            if inner is not None:
                below = f"{own}[]" if shape.is_list else own
                found.setdefault(inner, below)
                look(inner, below)

    look(Preparation, "")
    look(Organisation, places.ORGANISATION)
    return found


def _home_of(struct: type[Struct]) -> str:
    return _homes().get(struct, "")
