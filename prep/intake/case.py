"""The case file: how data comes in and goes out (format.md). Reading is strict about types, lenient about content."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import msgspec
from msgspec import Struct

from prep.errors import InputError, common_error
from prep.intake.case_ids import with_case_ids
from prep.intake.json_text import Cleaned, Json, read_json, refuse
from prep.intake.shape import first_difference
from prep.model.dossier import Dossier, named_elsewhere
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from prep.words import Message

FORMAT = "nemawashi-case"
VERSION = 1
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read; 10,000 preparations would fit, a disk image would not."""


class Case(Struct, frozen=True, kw_only=True):
    """A case file as values; ``removed`` counts the characters that cleaning took out, ``name`` is the file's."""

    organisation: Organisation
    preparations: tuple[Preparation, ...]
    evaluate_on: dt.date | None = None
    removed: int = 0
    name: str = ""


class _Document(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The outermost object, in the key order of the schema."""

    format: str
    version: int
    evaluate_on: dt.date | None
    organisation: Organisation
    preparations: tuple[Preparation, ...]


def read_case(path: Path) -> Case:
    """The case in a file; InputError, naming the file and the JSON path, for anything that is not one."""
    try:
        if path.is_dir():
            raise InputError(common_error("file_is_folder", file=str(path)))
        size = path.stat().st_size
        if size > LARGEST:
            megabytes = str(-(-size // 1_000_000))
            limit = str(LARGEST // 1_000_000)
            raise InputError(common_error("file_too_large", file=str(path), megabytes=megabytes, limit=limit))
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(common_error("file_missing", file=str(path))) from None
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(common_error("file_unreadable", file=str(path), reason=reason)) from None
    return parse_case(data, str(path))


def parse_case(data: bytes, name: str) -> Case:
    """The case in ``data``; ``name`` stands for it in messages. InputError as in ``read_case``."""
    cleaned = read_json(data, name)
    _check_version(cleaned.data, name)
    difference = first_difference(cleaned.data, _Document)
    if difference is not None:
        raise refuse(name, *difference)
    document = _convert(cleaned, name)
    return Case(
        organisation=document.organisation,
        preparations=document.preparations,
        evaluate_on=document.evaluate_on,
        removed=cleaned.removed,
        name=name,
    )


def _check_version(data: Json, name: str) -> None:
    """Format and version first: a newer file must be called newer, not wrong."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(common_error("not_a_case", file=name))
    version = data.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise InputError(common_error("newer_case", file=name, version=str(version), known=str(VERSION)))
    if version != VERSION or not isinstance(version, int) or isinstance(version, bool):
        raise refuse(name, "$.version", Message("common.expected.exactly", {"value": str(VERSION)}))


def _convert(cleaned: Cleaned, name: str) -> _Document:
    try:
        return msgspec.convert(cleaned.data, _Document, strict=True)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `")
        raise refuse(name, path.rstrip("`") or "$", Message("common.expected.as_said", {"what": what})) from None


def dossier_of(case: Case, preparation_id: str | None, today_override: dt.date | None, real_today: dt.date) -> Dossier:
    """The dossier of one preparation of the file (None: its first) with those it follows, nearest first.

    Today is ``today_override`` (--on), else the ``evaluate_on`` of the file, else ``real_today``. InputError when the
    file holds no such preparation.
    """
    if not case.preparations:
        raise InputError(common_error("no_preparations", file=case.name))
    chosen = _by_id(case.preparations, preparation_id) if preparation_id is not None else case.preparations[0]
    if chosen is None:
        known = tuple(preparation.id for preparation in case.preparations)
        raise InputError(common_error("no_preparation", file=case.name, id=preparation_id or "", known=known))
    earlier = _followed(chosen, case.preparations)
    others = (_by_id(case.preparations, one) for one in named_elsewhere((chosen, *earlier)))
    return Dossier(
        organisation=case.organisation,
        preparation=chosen,
        earlier=earlier,
        others=tuple(one for one in others if one is not None),
        evaluate_on=case.evaluate_on,
        today=today_override or case.evaluate_on or real_today,
    )


def _by_id(preparations: tuple[Preparation, ...], preparation_id: str) -> Preparation | None:
    return next((preparation for preparation in preparations if preparation.id == preparation_id), None)


def _followed(chosen: Preparation, preparations: tuple[Preparation, ...]) -> tuple[Preparation, ...]:
    """The chain of ``follows``; it ends where one is unknown or was already met."""
    chain: list[Preparation] = [chosen]
    while (follows := chain[-1].follows) is not None:
        found = _by_id(preparations, follows)
        if found is None or any(found is met for met in chain):
            break
        chain.append(found)
    return tuple(chain[1:])


def write_case(dossier: Dossier) -> bytes:
    """The canonical case file of the preparation and those it follows, with the ids of the case they came from."""
    dossier = with_case_ids(dossier)
    return encode_case(
        Case(
            organisation=dossier.organisation,
            preparations=(dossier.preparation, *dossier.earlier),
            evaluate_on=dossier.evaluate_on,
        )
    )


def encode_case(case: Case) -> bytes:
    """The canonical bytes of a whole case: schema key order, indent 2, UTF-8, LF; equal cases give equal bytes."""
    document = _Document(
        format=FORMAT,
        version=VERSION,
        evaluate_on=case.evaluate_on,
        organisation=case.organisation,
        preparations=case.preparations,
    )
    plain = msgspec.to_builtins(document, builtin_types=(dt.datetime,))
    text = json.dumps(plain, indent=2, ensure_ascii=False, allow_nan=False, default=_moment)
    return text.encode("utf-8") + b"\n"


def _moment(value: object) -> str:
    """A date-time with its offset as ±hh:mm: UTC is +00:00, never Z."""
    if not isinstance(value, dt.datetime):
        raise TypeError(f"no JSON for {type(value).__name__}")
    return value.isoformat(timespec="seconds")
