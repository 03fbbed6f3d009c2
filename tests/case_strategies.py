"""Hypothesis strategies for whole case files, made from the schema and not from the model they test."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "case.schema.json").read_text("utf-8"))

_ODD = st.sampled_from(
    ["", "売上\u3000向上", "a\tb\nc", "e\u0301", "👩\u200d👧", "𠮷野家", "\u202eabc", '"\\', "\x7f\x85", "\U0001fffe"]
)
_CARRIABLE = st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
_DIRTY = st.sampled_from(["\x00", "a\x0bb", "\r\n", "x\ry", "\ud800", "\udfff!", "\ufffe", "\uffff", "\x1b[0m"])


def texts(*, dirty: bool) -> st.SearchStrategy[str]:
    """Short texts of every kind; ``dirty`` ones hold characters that no file of ours can carry."""
    clean = st.one_of(_ODD, st.text(_CARRIABLE, max_size=8))
    return st.one_of(clean, _DIRTY) if dirty else clean


@st.composite
def cases(draw: st.DrawFn, *, dirty: bool = False) -> dict[str, Any]:
    """Documents that the schema allows; object keys stand in the schema's order."""
    found: dict[str, Any] = draw(_whole(dirty))
    return found


@functools.cache
def _whole(dirty: bool) -> st.SearchStrategy[dict[str, Any]]:
    return _of(SCHEMA, dirty)


def _of(schema: dict[str, Any], dirty: bool) -> st.SearchStrategy[Any]:
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of(*(_of(part, dirty) for part in schema["anyOf"]))
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(_of_kind(kind, schema, dirty) for kind in kinds))


def _of_kind(kind: str, schema: dict[str, Any], dirty: bool) -> st.SearchStrategy[Any]:
    if kind == "object":
        return _objects(schema, dirty)
    if kind == "array":
        return st.lists(_of(schema["items"], dirty), max_size=2)
    if kind == "string":
        return _strings(schema.get("pattern"), dirty)
    plain: dict[str, st.SearchStrategy[Any]] = {
        "null": st.none(),
        "boolean": st.booleans(),
        "integer": st.integers(schema.get("minimum", -9), schema.get("maximum", 10**6)),
        "number": st.one_of(
            st.integers(-(10**22), 10**22),
            st.floats(allow_nan=False, allow_infinity=False).map(lambda value: value or 0.0),
        ),
    }
    return plain[kind]


def _strings(pattern: str | None, dirty: bool) -> st.SearchStrategy[str]:
    if pattern is None:
        return texts(dirty=dirty)
    if "T" not in pattern:
        return st.dates().map(lambda day: day.isoformat())
    zones = st.sampled_from(["+09:00", "+00:00", "-03:30", "+05:45"])
    moments = st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat())
    return st.builds(str.__add__, moments, zones)


def _objects(schema: dict[str, Any], dirty: bool) -> st.SearchStrategy[dict[str, Any]]:
    properties: dict[str, Any] = schema.get("properties", {})
    if not properties:
        return st.dictionaries(texts(dirty=False), _of(schema["additionalProperties"], dirty), max_size=2)
    required = set(schema.get("required", ()))
    fields = {name: _of(part, dirty) for name, part in properties.items() if name in required}
    optional = {name: _of(part, dirty) for name, part in properties.items() if name not in required}

    def in_order(found: dict[str, Any]) -> dict[str, Any]:
        return {name: found[name] for name in properties if name in found}

    return st.fixed_dictionaries(fields, optional=optional).map(in_order)
