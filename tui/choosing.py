"""A conflict in words: what differs, place by place, as the two windows have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prep.apart import apart
from prep.places import exists
from prep.words import Lang, Message, render, text
from tui.describing import place_words, value_words

if TYPE_CHECKING:
    from prep.comparing import Difference
    from prep.model.dossier import Dossier


@dataclass(frozen=True)
class Choice:
    """One place where a side must be taken: what it is called, who changed it, and both values in words.

    ``both_there``: neither side is empty or gone.
    """

    place: str
    group: str
    name: str
    by: str
    ours: str
    theirs: str
    both_there: bool = True


def choices(
    found: Sequence[Difference], ours: Dossier, theirs: Dossier, base: Dossier | None, language: Lang
) -> tuple[Choice, ...]:
    """The differences between ``ours`` and ``theirs`` in words, one after another as they were found."""
    ours = apart(ours, theirs, base)
    return tuple(_choice(one, ours, theirs, language) for one in found)


def saved_at(moment: dt.datetime, now: dt.datetime, language: Lang) -> str:
    """When something was saved, as a clock and a calendar here would show it: the time alone when it was today."""
    from prep.words.formatting import date

    here = moment.astimezone(now.tzinfo)
    clock = f"{here:%H:%M}"
    if here.date() == now.date():
        return clock
    return text("app.conflict.date_time", language, date=date(here.date(), language), time=clock)


def _choice(one: Difference, ours: Dossier, theirs: Dossier, language: Lang) -> Choice:
    group, name = _titles(one, theirs if exists(theirs, one.place) else ours, language)
    return Choice(
        place=one.place,
        group=group,
        name=name,
        by=text(f"app.conflict.by.{one.by}", language) if one.by is not None else "",
        both_there=not any(side is None or side in ("", ()) for side in (one.ours, one.theirs)),
        ours=_value(one, one.ours, ours, language, removed=one.kind == "added" and one.by in ("ours", "both")),
        theirs=_value(
            one, one.theirs, theirs, language, removed=one.kind == "removed" and one.by in ("theirs", "both")
        ),
    )


def _titles(one: Difference, dossier: Dossier, language: Lang) -> tuple[str, str]:
    """What it belongs to, and what it is called there."""
    words = place_words(dossier, one.place)
    outer, inner = words.args.get("outer"), words.args.get("inner")
    if isinstance(outer, Message) and isinstance(inner, Message):
        return render(outer, language), render(inner, language)
    if one.kind == "order":
        return render(words, language), text("app.conflict.order", language)
    list_place, bracket, _ = one.place.rpartition("[")
    if bracket and one.place.endswith("]"):
        return render(place_words(dossier, list_place), language), render(words, language)
    return "", render(words, language)


def _value(one: Difference, value: object, dossier: Dossier, language: Lang, *, removed: bool) -> str:
    if value is None and one.kind in ("added", "removed"):
        return text("app.conflict.deleted" if removed else "app.conflict.absent", language)
    return value_words(dossier, value, language)
