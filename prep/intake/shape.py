"""Holds a document against the types of the model and says where it first differs, and what was expected.

msgspec finds the same differences, but says so in English only, stops at none of our conventions of dates, and lets
fields with defaults be absent; a case file must name every field (case.schema.json).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from msgspec import NODEFAULT, inspect

from prep.intake.json_text import Json
from prep.words import Message

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")

Difference = tuple[str, Message]
"""A JSON path with the id of the nearest record ("$.preparations[0].title (p1)"), and what was expected there."""


def first_difference(value: Json, kind: type) -> Difference | None:
    """Where ``value`` is not what a case file must hold for the struct ``kind``; None: it fits."""
    return next(_struct(value, _type_of(kind), "$", ""), None)


@cache
def _type_of(kind: type) -> inspect.Type:
    return inspect.type_info(kind)


def _at(path: str, record: str, key: str, **args: str) -> Difference:
    return (f"{path} ({record})" if record else path), Message(f"common.expected.{key}", dict(args))


def _differences(value: Json, kind: inspect.Type, path: str, record: str) -> Iterator[Difference]:
    if isinstance(kind, inspect.UnionType):
        yield from _union(value, kind, path, record)
    elif isinstance(kind, inspect.Metadata):
        yield from _differences(value, kind.type, path, record)
    elif isinstance(kind, inspect.StructType):
        yield from _struct(value, kind, path, record)
    elif isinstance(kind, inspect.VarTupleType):
        if not isinstance(value, list):
            yield _at(path, record, "array")
            return
        for index, item in enumerate(value):
            yield from _differences(item, kind.item_type, f"{path}[{index}]", record)
    elif isinstance(kind, inspect.DictType):
        if not isinstance(value, dict):
            yield _at(path, record, "object")
            return
        for key, item in value.items():
            yield from _differences(item, kind.value_type, f"{path}.{key}", record)
    else:
        yield from _scalar(value, kind, path, record)


def _struct(value: Json, kind: inspect.Type, path: str, record: str) -> Iterator[Difference]:
    assert isinstance(kind, inspect.StructType)
    if not isinstance(value, dict):
        yield _at(path, record, "object")
        return
    own_id = value.get("id")
    record = own_id if isinstance(own_id, str) and own_id else record
    known = {field.encode_name: field for field in kind.fields}
    for key in value:
        if key not in known:
            yield _at(f"{path}.{key}", record, "unknown_field", field=key)
    for key, field in known.items():
        if key in value:
            yield from _differences(value[key], field.type, f"{path}.{key}", record)
        elif not _may_be_absent(field):
            yield _at(path, record, "missing_field", field=key)


def _may_be_absent(field: inspect.Field) -> bool:
    """Whether its default is UNSET, which is how the model marks what the schema does not require."""
    return not field.required and field.default is NODEFAULT and field.default_factory is NODEFAULT


def _union(value: Json, kind: inspect.UnionType, path: str, record: str) -> Iterator[Difference]:
    nullable = any(isinstance(part, inspect.NoneType) for part in kind.types)
    if value is None and nullable:
        return
    real = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
    if {type(part) for part in real} == {inspect.IntType, inspect.FloatType}:
        found = iter([] if _is_number(value) else [_at(path, record, "number")])
    else:
        found = _differences(value, real[0], path, record)
    for where, expected in found:
        here = where.partition(" (")[0] == path and expected.key not in _ABOUT_FIELDS
        yield where, Message("common.expected.or_null", {"expected": expected}) if nullable and here else expected


_ABOUT_FIELDS = ("common.expected.missing_field", "common.expected.unknown_field")


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _scalar(value: Json, kind: inspect.Type, path: str, record: str) -> Iterator[Difference]:
    if isinstance(kind, inspect.IntType):
        yield from _integer(value, kind, path, record)
    elif isinstance(kind, inspect.EnumType):
        values = [str(member.value) for member in kind.cls]
        if value not in values:
            yield _choice(values, path, record)
    elif isinstance(kind, inspect.LiteralType):
        if value not in kind.values:
            yield _choice([str(known) for known in kind.values], path, record)
    elif isinstance(kind, inspect.DateType):
        if not (isinstance(value, str) and _DATE.fullmatch(value) and _exists(value, dt.date)):
            yield _at(path, record, "date")
    elif isinstance(kind, inspect.DateTimeType):
        if not (isinstance(value, str) and _MOMENT.fullmatch(value) and _exists(value, dt.datetime)):
            yield _at(path, record, "moment")
    elif isinstance(kind, inspect.BoolType):
        if not isinstance(value, bool):
            yield _at(path, record, "boolean")
    elif isinstance(kind, inspect.StrType):
        if not isinstance(value, str):
            yield _at(path, record, "string")
    else:
        raise TypeError(f"the case format has no {kind}")


def _choice(values: list[str], path: str, record: str) -> Difference:
    where, _ = _at(path, record, "one_of")
    return where, Message("common.expected.one_of", {"values": tuple(values)})


def _integer(value: Json, kind: inspect.IntType, path: str, record: str) -> Iterator[Difference]:
    low, high = kind.ge, kind.le
    fits = isinstance(value, int) and not isinstance(value, bool)
    if fits and isinstance(value, int) and (low is None or value >= low) and (high is None or value <= high):
        return
    if low is not None and high is not None:
        yield _at(path, record, "between", low=str(low), high=str(high))
    else:
        yield _at(path, record, "integer")


def _exists(text: str, kind: type[dt.date]) -> bool:
    """Whether the date is in the calendar, and its time of day on the clock (not 24:00)."""
    try:
        return kind.fromisoformat(text).isoformat() == text.replace("-00:00", "+00:00")
    except ValueError:
        return False
