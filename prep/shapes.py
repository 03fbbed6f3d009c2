"""What each field of the model may hold, read once from its type; places and edits stand on it."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Union, cast, get_args, get_origin

import msgspec
from msgspec import UNSET, Struct, UnsetType


@dataclass(frozen=True)
class Shape:
    """One field: ``key`` is its name in the case format, ``attribute`` the one in Python, ``kind`` the declared type.

    ``struct`` is the struct the field holds itself, ``item`` the type of its items when it is a list and
    ``item_struct`` their struct, ``mapping`` marks a text-to-text mapping. ``optional`` fields may be absent:
    ``absent`` (None or UNSET) stands for that. ``required`` fields have no default.
    """

    key: str
    attribute: str
    kind: object
    struct: type[Struct] | None
    item: object
    item_struct: type[Struct] | None
    mapping: bool
    optional: bool
    absent: object
    required: bool
    default: object

    @property
    def is_list(self) -> bool:
        """Whether the field holds a list."""
        return self.item is not None

    def empty(self) -> object:
        """What the field holds when nothing was entered; for an absent struct, the struct with its defaults."""
        if self.struct is not None:
            return self.struct()
        return {} if self.mapping else self.default


@cache
def shapes(struct: type[Struct]) -> dict[str, Shape]:
    """The fields of ``struct`` by their names in the case format."""
    return {field.encode_name: _shape(field) for field in msgspec.structs.fields(struct)}


@cache
def by_attribute(struct: type[Struct]) -> dict[str, Shape]:
    """The fields of ``struct`` by their names in Python."""
    return {shape.attribute: shape for shape in shapes(struct).values()}


@cache
def has_id(struct: type[Struct]) -> bool:
    """Whether records of ``struct`` carry an id of their own."""
    return "id" in shapes(struct)


def struct_of(kind: object) -> type[Struct] | None:
    """The struct named by a declared type, through ``Annotated``, ``| None`` and ``| UnsetType``."""
    found = [one for one in _alternatives(kind) if isinstance(one, type) and issubclass(one, Struct)]
    return found[0] if found else None


def _shape(field: msgspec.structs.FieldInfo) -> Shape:
    alternatives = _alternatives(field.type)
    item = next((get_args(one)[0] for one in alternatives if get_origin(one) is tuple), None)
    absent = UNSET if UnsetType in alternatives else None
    default = field.default
    if field.default_factory is not msgspec.NODEFAULT:
        default = field.default_factory()
    required = default is msgspec.NODEFAULT
    return Shape(
        key=field.encode_name,
        attribute=field.name,
        kind=field.type,
        struct=struct_of(field.type),
        item=item,
        item_struct=struct_of(item) if item is not None else None,
        mapping=any(get_origin(one) is dict for one in alternatives),
        optional=UnsetType in alternatives or type(None) in alternatives,
        absent=absent,
        required=required,
        default=None if required or default is UNSET else default,
    )


def _alternatives(kind: object) -> tuple[object, ...]:
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(one for part in cast("tuple[object, ...]", get_args(kind)) for one in _alternatives(part))
    return (kind,)
