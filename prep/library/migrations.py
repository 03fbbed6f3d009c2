"""The format number of library files, and the way from every older one to ours; a newer one is left untouched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from prep.errors import NewerFormat, common_error
from prep.library.seal import Tables, UnsoundError, format_of_stranger, unseal

FORMAT = 2
"""The number written now. A change of what the tables hold adds one and a migration from the number before."""


def _numbers_given(tables: Tables) -> Tables:
    """1 to 2: the highest number ever given to a goal or a lesson is kept; until then it is that of those there are."""
    outcome = tables.get("preparation", {}).get("1", {}).get("outcome")
    lessons = outcome.get("lessons") if isinstance(outcome, dict) else None
    numbered = {**_highest("g", list(tables.get("goals", {}).values())), **_highest("l", lessons)}
    return {**tables, "meta": {"1": {**tables["meta"]["1"], "format": 2, "numbered": numbered}}}


def _highest(letter: str, records: object) -> dict[str, int]:
    held = [record.get("id") for record in records if isinstance(record, dict)] if isinstance(records, list) else []
    numbers = [int(one[1:]) for one in held if isinstance(one, str) and re.fullmatch(letter + "[0-9]{1,18}", one)]
    return {letter: max(numbers)} if numbers else {}


MIGRATIONS: Mapping[int, Callable[[Tables], Tables]] = {1: _numbers_given}
"""From a format number to the tables of the next one; every format we shipped stays here (promise 7)."""


def read_tables(data: bytes, file: str) -> Tables:
    """The tables of a file in today's format. NewerFormat names ``file``; UnsoundError when the bytes are damaged."""
    try:
        tables = unseal(data)
    except UnsoundError:
        strange = format_of_stranger(data)
        if strange is not None and strange > FORMAT:
            raise newer(file, strange) from None
        raise
    number: object = tables.get("meta", {}).get("1", {}).get("format")
    if not isinstance(number, int) or number < 1:
        raise UnsoundError("content")
    if number > FORMAT:
        raise newer(file, number)
    for step in range(number, FORMAT):
        tables = MIGRATIONS[step](tables)
    return tables


def newer(file: str, number: int) -> NewerFormat:
    """The error for a file of a later nemawashi."""
    return NewerFormat(common_error("newer_format", file=file, version=str(number)))
