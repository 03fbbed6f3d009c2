"""How the steps write their declarations: a field's texts follow from its name, a record's row from its place."""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import TypeVar

from prep.model.dossier import Dossier
from prep.model.people import Stakeholder
from prep.places import no_place, read
from prep.shortening import whole_words
from prep.words import Message
from tui.steps.form import Field, Kind, Seen, Source

Record = TypeVar("Record")

ROW_COLUMNS = 36
"""How much of a long text a row shows, in half-width columns: what remains beside the rail at 80 columns."""


def declared(
    section: str,
    name: str,
    kind: Kind,
    seen: Seen = Seen.DECK,
    *,
    choices: type[Enum] | None = None,
    source: Source | None = None,
    optional: bool = False,
    group: bool = False,
    opens: tuple[str, ...] = (),
) -> Field:
    """A field of ``section`` ("why.idea"); its texts are app.step.<section>.<name>, with .hint and .group."""
    key = f"app.step.{section}.{name}"
    return Field(
        name=name,
        kind=kind,
        label=key,
        seen=seen,
        hint=f"{key}.hint",
        choices=choices,
        source=source,
        optional=optional,
        group=f"{key}.group" if group else "",
        opens=opens,
    )


def record(dossier: Dossier, place: str, kind: type[Record]) -> Record:
    """The record at ``place``; EditError when there is none, or it is no ``kind``."""
    found = read(dossier, place)
    if not isinstance(found, kind):
        raise no_place(place)
    return found


def shown(text: str | None, columns: int = ROW_COLUMNS) -> str | Message:
    """The first words of a text on one line, at most ``columns`` wide; "(empty)" in its place when nothing shows."""
    line = " ".join((text or "").split())
    if not any(unicodedata.category(character)[0] not in "CZ" for character in line):
        return Message("app.step.empty")
    width = 0
    for index, character in enumerate(line):
        if not unicodedata.combining(character):
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width > columns:
            return whole_words(line, index).rstrip() + "…"
    return line


def value_of(choice: Enum, group: str) -> Message:
    """The word for one value of an enum: common.<group>.<value>."""
    return Message(f"common.{group}.{choice.value}")


def stakeholder(dossier: Dossier, stakeholder_id: str | None) -> Stakeholder | None:
    """The stakeholder of an id; None when there is none of that id (a dangling reference)."""
    return next((one for one in dossier.preparation.stakeholders if one.id == stakeholder_id), None)


def name_of(dossier: Dossier, stakeholder_id: str | None) -> str | Message:
    """A stakeholder's name for a row; "(not on the list)" for an unknown id, "(empty)" for a nameless one."""
    found = stakeholder(dossier, stakeholder_id)
    if found is None:
        return Message("app.step.unknown")
    return shown(found.name, 24)
