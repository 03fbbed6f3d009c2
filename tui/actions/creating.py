"""Beginning a new preparation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from prep.errors import InputError
from prep.words import Lang, Message

if TYPE_CHECKING:
    from prep.library.protocol import Library


def new_preparation(library: Library, title: str, language: Lang, organisation: str | None = None) -> str:
    """Keep an empty preparation and return its id. InputError: no title.

    ``organisation`` is joined by name, or founded; None: the one worked on last.
    """
    from prep.folding import has_text
    from prep.intake.cleaning import clean
    from prep.model.organisation import Organisation
    from prep.model.preparation import Language, Preparation

    name = " ".join(clean(title).split())
    if not has_text(name):
        raise InputError(Message("command.error.title_empty"))
    preparation = Preparation(id="p1", title=name, language=Language(language), created=dt.date.today())
    joined = _latest(library) if organisation is None else " ".join(clean(organisation).split())
    return library.add(Organisation(name=joined), [preparation], None).preparation_ids[0]


def _latest(library: Library) -> str:
    """The name of the organisation of the preparation saved last; "" when there is none yet."""
    latest = next(iter(library.summaries()), None)
    return latest.organisation if latest is not None else ""
