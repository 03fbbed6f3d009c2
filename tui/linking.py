"""What a link field can choose from, and how a linked record is named."""

from __future__ import annotations

from dataclasses import dataclass

from prep import places
from prep.model.dossier import Dossier
from prep.words import Lang, render, text
from tui.steps.form import Records, Source
from tui.steps.walk import WALK

LISTS: dict[Source, tuple[str, ...]] = {
    Source.EVIDENCE: ("quotes", "metrics", "objections"),
    Source.GOALS: ("organisation.goals",),
    Source.STAKEHOLDERS: ("stakeholders",),
    Source.CONVERSATIONS: ("conversations",),
    Source.METRICS: ("metrics",),
}


@dataclass(frozen=True)
class Candidate:
    """A record to link to: ``kind`` is what it is ("Quote"), ``name`` its row."""

    id: str
    kind: str
    name: str


def candidates(dossier: Dossier, source: Source, language: Lang) -> tuple[Candidate, ...]:
    """All records a field of ``source`` may link to, in the order they stand."""
    found = []
    for place in LISTS[source]:
        section = section_of_list(place)
        records = places.read(dossier, place)
        if section is None or not isinstance(records, tuple):
            continue
        for record_place, record in places.each(place, records):
            name = render(section.row(dossier, record_place), language)
            found.append(Candidate(str(getattr(record, "id", "")), text(section.noun, language), name))
    return tuple(found)


def section_of_list(place: str) -> Records | None:
    """The section that shows the list at ``place``; None: no step does."""
    for step in WALK:
        for section in step.sections:
            if isinstance(section, Records) and section.place == place:
                return section
    return None
