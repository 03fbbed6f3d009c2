"""When two files of one id say the same, and what becomes of one that is put over the other."""

from __future__ import annotations

import datetime as dt

from msgspec import structs

from prep.library.tables import Stored, StoredOrganisation, encode_organisation, encode_preparation
from prep.model.numbered import most


def same_text(one: Stored, other: Stored) -> bool:
    """Whether two files say the same, whenever and in whatever format they were written."""
    return _timeless(one) == _timeless(other)


def _timeless(stored: Stored) -> Stored:
    meta = structs.replace(stored.meta, updated=dt.datetime.min, ready=False, score=0, numbered={}, format=0)
    return structs.replace(stored, meta=meta)


def same_goals(one: StoredOrganisation, other: StoredOrganisation) -> bool:
    """As ``same_text``, for organisations."""
    return one.organisation == other.organisation


def text_over(one: Stored, other: Stored) -> bytes:
    """The file of ``one`` in the place of ``other``: no number that was given to a lesson is forgotten."""
    numbered = most(one.meta.numbered, other.meta.numbered)
    return encode_preparation(structs.replace(one, meta=structs.replace(one.meta, numbered=numbered)))


def goals_over(one: StoredOrganisation, other: StoredOrganisation) -> bytes:
    """As ``text_over``, for organisations and the numbers of goals."""
    return encode_organisation(structs.replace(one, numbered=most(one.numbered, other.numbered)))
