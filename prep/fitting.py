"""Making a value fit a field: text cleaned, types checked as strictly as an import checks them."""

from __future__ import annotations

import datetime as dt
import math
from enum import Enum
from typing import cast, get_args, get_origin

import msgspec

from prep.errors import EditError
from prep.intake.cleaning import clean
from prep.shapes import struct_of
from prep.words import Message


def fitted(value: object, kind: object, place: str) -> object:
    """``value`` as ``kind`` holds it: enums by value or member, dates by value or ISO text, lists from any sequence.

    Characters that XML or UTF-8 cannot carry are removed and line ends become LF (format.md). EditError names what
    the field expects when the value is of another kind.
    """
    try:
        plain = _cleaned(msgspec.to_builtins(value, builtin_types=(dt.date, dt.datetime)))
        return cast("object", msgspec.convert(plain, kind))
    except (msgspec.ValidationError, ValueError, TypeError) as error:
        message = Message("rules.edit.does_not_fit", {"place": place, "expected": _expected(kind)})
        raise EditError(message) from error


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case float() if not math.isfinite(value):
            raise ValueError("neither NaN nor infinity is a value")
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case dict():
            return {_cleaned(key): _cleaned(item) for key, item in value.items()}
        case dt.datetime():
            return _writable(value)
    return value


def _writable(moment: dt.datetime) -> dt.datetime:
    """``moment`` as the case format can write it: whole seconds, an offset of whole minutes."""
    offset = moment.utcoffset()
    if offset is None or offset % dt.timedelta(minutes=1):
        raise ValueError("a moment needs an offset of whole minutes")
    return moment.replace(microsecond=0, tzinfo=dt.timezone(offset))


def _expected(kind: object) -> Message:
    """What a field of this type takes, in words."""
    text = str(kind)
    names = (
        ("Meta(ge=1, le=5)", "scale"),
        ("datetime.datetime", "moment"),
        ("datetime.date", "date"),
        ("float", "number"),
        ("bool", "yes_no"),
        ("int", "whole_number"),
    )
    if struct_of(kind) is not None or get_origin(kind) in (tuple, dict):
        return Message("rules.edit.expects.record")
    if any(isinstance(one, type) and issubclass(one, Enum) for one in (kind, *get_args(kind))):
        return Message("rules.edit.expects.choice")
    for part, name in names:
        if part in text:
            return Message(f"rules.edit.expects.{name}")
    return Message("rules.edit.expects.text")
