"""A preparation and an organisation as TinyDB tables in one sealed file each, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct, structs
from tinydb import TinyDB

from prep.library.migrations import FORMAT, read_tables
from prep.library.seal import UnsoundError
from prep.library.storage import SessionStorage
from prep.model.numbered import Numbers, most, of_goals, of_lessons
from prep.model.organisation import Goal, Organisation
from prep.model.preparation import Preparation

LISTS = (
    "stakeholders",
    "conversations",
    "quotes",
    "metrics",
    "objections",
    "asks",
    "hesitations",
    "carried_lessons",
    "wins",
)
"""The fields of a preparation that are tables of their own; the others are one document of "preparation"."""


class Meta(Struct, frozen=True, kw_only=True):
    """What the library knows of a preparation besides its content.

    ``case_id`` is the id it came with (None: begun here); ``evaluate_on`` the "today" that came with it; ``updated``
    when it was last saved; ``ready`` and ``score`` as assessed then; ``numbered`` the highest number ever given to a
    lesson, where it is not that of the lessons there are.
    """

    organisation_id: str
    case_id: str | None = None
    evaluate_on: dt.date | None = None
    updated: dt.datetime
    ready: bool = False
    score: int = 0
    numbered: Numbers = {}
    format: int = FORMAT


class Stored(Struct, frozen=True, kw_only=True):
    """One file of the library."""

    meta: Meta
    preparation: Preparation

    @property
    def id(self) -> str:
        """The preparation's id."""
        return self.preparation.id


class StoredOrganisation(Struct, frozen=True, kw_only=True):
    """One file of an organisation; nothing in it depends on when it was written, so equal values give equal bytes.

    ``numbered`` is the highest number ever given to a goal, where it is not that of the goals there are.
    """

    id: str
    organisation: Organisation
    numbered: Numbers = {}


class _Meta(Struct):
    format: int = 0
    numbered: dict[str, int] = {}


class _Head(Struct):
    meta: dict[str, _Meta]


for _kind in (Meta, Preparation, Goal, _Head):
    # What msgspec knows of a type it learns at first use, and two threads that do so at once crash Python: here, where
    # the lock of the import lets only one in.
    msgspec.json.Decoder(_kind)


def _sealed(content: Mapping[str, Iterable[Mapping[str, object]]]) -> bytes:
    session = SessionStorage()
    database = TinyDB(storage=lambda: session)
    for name, documents in content.items():
        database.table(name).insert_multiple(documents)
    return session.sealed()


def _documents(data: bytes, file: str) -> dict[str, list[dict[str, object]]]:
    database = TinyDB(data, lambda opened: read_tables(opened, file), storage=SessionStorage)
    return {name: [dict(document) for document in database.table(name)] for name in database.tables()}


def encode_preparation(stored: Stored) -> bytes:
    """The bytes of a preparation's file."""
    fields = msgspec.to_builtins(stored.preparation)
    numbered = most(stored.meta.numbered, of_lessons(stored.preparation))
    meta = structs.replace(stored.meta, numbered=numbered, format=FORMAT)
    lists = {name: fields.pop(name) for name in LISTS}
    return _sealed({"meta": [msgspec.to_builtins(meta)], "preparation": [fields], **lists})


def decode_preparation(data: bytes, file: str) -> Stored:
    """The preparation in a file's bytes. UnsoundError: damaged; NewerFormat: written by a later nemawashi."""
    documents = _documents(data, file)
    try:
        (meta,) = documents["meta"]
        (fields,) = documents["preparation"]
        whole = {**fields, **{name: documents[name] for name in LISTS}}
        return Stored(meta=msgspec.convert(meta, Meta), preparation=msgspec.convert(whole, Preparation))
    except (KeyError, ValueError, msgspec.ValidationError):
        raise UnsoundError("content") from None


def encode_organisation(stored: StoredOrganisation) -> bytes:
    """The bytes of an organisation's file."""
    goals = [dict(msgspec.to_builtins(goal)) for goal in stored.organisation.goals]
    numbered = most(stored.numbered, of_goals(stored.organisation))
    return _sealed(
        {
            "meta": [{"format": FORMAT, "id": stored.id, "numbered": numbered}],
            "organisation": [{"name": stored.organisation.name}],
            "goals": goals,
        }
    )


def decode_organisation(data: bytes, file: str) -> StoredOrganisation:
    """The organisation in a file's bytes; errors as of ``decode_preparation``."""
    documents = _documents(data, file)
    try:
        (meta,) = documents["meta"]
        (named,) = documents["organisation"]
        goals = tuple(msgspec.convert(documents["goals"], list[Goal]))
        organisation = Organisation(name=msgspec.convert(named["name"], str), goals=goals)
        numbered = msgspec.convert(meta["numbered"], dict[str, int])
        return StoredOrganisation(id=msgspec.convert(meta["id"], str), organisation=organisation, numbered=numbered)
    except (KeyError, ValueError, msgspec.ValidationError):
        raise UnsoundError("content") from None


def numbered_in(data: bytes | None, file: str) -> Numbers:
    """The highest numbers ever given as a file's bytes tell them, for less than reading all of it; empty: none told.

    The seal is not looked at: whoever compared the bytes knows that they are sound. NewerFormat as of
    ``decode_preparation``.
    """
    try:
        meta = msgspec.json.decode(data or b"", type=_Head).meta["1"]
        if meta.format == FORMAT:
            return meta.numbered
        return msgspec.convert(read_tables(data or b"", file)["meta"]["1"]["numbered"], dict[str, int])
    except (KeyError, ValueError, UnsoundError):  # msgspec's errors are ValueErrors
        return {}
