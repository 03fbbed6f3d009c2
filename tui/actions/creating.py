"""Beginning a new preparation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from prep.errors import InputError
from prep.words import Lang, Message

if TYPE_CHECKING:
    from prep.library.protocol import Library
    from prep.model.organisation import Organisation


def new_preparation(library: Library, title: str, language: Lang) -> str:
    """Keep an empty preparation and return its id; it joins the organisation worked on last. InputError: no title."""
    from prep.intake.cleaning import clean
    from prep.model.preparation import Language, Preparation

    name = " ".join(clean(title).split())
    if not name:
        raise InputError(Message("command.error.title_empty"))
    preparation = Preparation(id="p1", title=name, language=Language(language), created=dt.date.today())
    return library.add(_organisation(library), [preparation], None).preparation_ids[0]


def _organisation(library: Library) -> Organisation:
    """The organisation of the preparation saved last, without its goals, so that it is joined and not changed."""
    from prep.model.organisation import Organisation

    latest = next(iter(library.summaries()), None)
    return Organisation(name=latest.organisation if latest is not None else "")
