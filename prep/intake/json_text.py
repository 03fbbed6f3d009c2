"""Reads standard JSON out of bytes: no duplicate keys, no NaN or infinity, every text cleaned (format.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeAlias, Union

from prep.errors import InputError, common_error
from prep.intake.cleaning import clean_text
from prep.words import Message

Json: TypeAlias = Union[bool, int, float, str, "list[Json]", "dict[str, Json]", None]

DEEPEST = 64
"""How deep a document may nest; the case format needs nine levels."""

_LONGEST_INTEGER = 400
"""Digits beyond which a number overflows every float; also keeps Python's own limit out of the way."""


class _NotFinite:
    """Stands for a number that cannot be kept until its place in the document is known."""


class _Repeated(dict[str, object]):
    """An object in which ``key`` stands twice."""

    key = ""


@dataclass(frozen=True)
class Cleaned:
    """A document whose texts are clean, and how many characters that took."""

    data: Json
    removed: int


def read_json(data: bytes, name: str) -> Cleaned:
    """The document in ``data``; ``name`` is the file as the user knows it. InputError says line, column or path."""
    return _Cleaner(name).document(_loads(_decode(data, name), name))


def refuse(name: str, path: str, expected: Message) -> InputError:
    """The error for a value at ``path`` (such as "$.preparations[0].title (p1)") of the file ``name``."""
    return InputError(common_error("case_value", file=name, path=path, expected=expected))


def _decode(data: bytes, name: str) -> str:
    if not data.strip():
        raise InputError(common_error("file_empty", file=name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = str(data.count(b"\n", 0, error.start) + 1)
        raise InputError(common_error("not_utf8", file=name, line=line)) from None
    if not text.strip():
        raise InputError(common_error("file_empty", file=name))
    if text.startswith("\x00") or text[1:2] == "\x00":  # UTF-16 or UTF-32 without a byte order mark
        raise InputError(common_error("not_utf8", file=name, line="1"))
    return text


def _loads(text: str, name: str) -> object:
    try:
        loaded: object = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=lambda _: _NotFinite(),
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        cut_off = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        end = json.JSONDecodeError("", text, len(text.rstrip())) if cut_off else error
        key = "truncated" if cut_off else "not_json"
        raise InputError(common_error(key, file=name, line=str(end.lineno), column=str(end.colno))) from None
    except RecursionError:
        raise InputError(common_error("too_deep", file=name)) from None
    return loaded


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    repeated = _Repeated(found)
    repeated.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return repeated


def _float(literal: str) -> object:
    value = float(literal)
    return value if value - value == 0 else _NotFinite()


def _int(literal: str) -> object:
    return int(literal) if len(literal) <= _LONGEST_INTEGER and abs(int(literal)) < 1 << 1023 else _NotFinite()


class _Cleaner:
    """One pass over a document: cleans texts and keys, counts, and refuses what the hooks marked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.removed = 0

    def document(self, loaded: object) -> Cleaned:
        data = self._value(loaded, "$", 0)
        return Cleaned(data, self.removed)

    def _text(self, text: str) -> str:
        kept, removed = clean_text(text)
        self.removed += removed
        return kept

    def _value(self, value: object, path: str, depth: int) -> Json:
        if isinstance(value, str):
            return self._text(value)
        if value is None or isinstance(value, bool | int | float):
            return value
        if depth > DEEPEST:
            raise InputError(common_error("too_deep", file=self.name))
        if isinstance(value, list):
            return [self._value(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(value)]
        if isinstance(value, dict):
            return self._fields(value, path, depth)
        raise refuse(self.name, path, Message("common.expected.finite"))

    def _fields(self, fields: dict[str, object], path: str, depth: int) -> dict[str, Json]:
        if isinstance(fields, _Repeated):
            raise self._twice(fields.key, path)
        kept: dict[str, Json] = {}
        for raw, value in fields.items():
            key = self._text(raw)
            if key in kept:
                raise self._twice(key, path)
            kept[key] = self._value(value, f"{path}.{key}", depth + 1)
        return kept

    def _twice(self, key: str, path: str) -> InputError:
        return refuse(self.name, path, Message("common.expected.duplicate_key", {"field": clean_text(key)[0]}))
