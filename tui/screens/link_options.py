"""The records a field may link to, as a list shows them: tag, words, kind, and whether they count as evidence."""

from __future__ import annotations

from msgspec import Struct

from prep import places
from prep.model.dossier import Dossier
from prep.model.evidence import Metric, Objection, Quote
from prep.readiness.facts import is_usable_metric, is_usable_quote
from prep.words import Lang, Message, render, text
from tui.linking import LISTS, section_of_list
from tui.screens.picker import Option
from tui.steps.form import Records, Source

TEXTS = {
    "quotes": "text",
    "metrics": "name",
    "objections": "concern",
    "organisation.goals": "title",
    "stakeholders": "name",
}
"""Where a new record of a list keeps what was typed; records of other lists are not made by a text alone."""


def link_options(dossier: Dossier, source: Source, language: Lang) -> tuple[Option, ...]:
    """All records a field of ``source`` may link to, in the order they stand."""
    found = []
    for place in LISTS[source]:
        section, records = section_of_list(place), places.read(dossier, place)
        if section is not None and isinstance(records, tuple):
            found += [_option(dossier, section, one, record, language) for one, record in places.each(place, records)]
    return tuple(found)


def kinds_to_make(source: Source) -> tuple[tuple[str, str], ...]:
    """The lists of ``source`` in which a record can be made from a text, each with the key of what it is called."""
    lists = [(place, section_of_list(place)) for place in LISTS[source] if place in TEXTS]
    return tuple((place, section.noun) for place, section in lists if section is not None)


def _option(dossier: Dossier, section: Records, place: str, record: Struct, language: Lang) -> Option:
    id, kind = str(getattr(record, "id", "")), text(section.noun, language)
    row = render(section.row(dossier, place), language)
    if isinstance(record, Quote):
        consent = text(f"common.consent.{record.consent.value}", language)
        counts = is_usable_quote(record)
        note = f"{kind}: {consent}"
        name, said = record.text, [record.text, row]
        why = "find.evidence.shown" if counts else "find.evidence.hidden"
    elif isinstance(record, Metric):
        counts = is_usable_metric(record)
        note, name, said = kind, record.name, [row, record.definition, record.source]
        why = "find.evidence.metric" if counts else "find.evidence.no_source"
    elif isinstance(record, Objection):
        counts, note, name, said, why = False, kind, record.concern, [record.concern, row], "find.evidence.objection"
    else:
        return Option(id, row, kind)
    sign = "+" if counts else "-"
    whole = "\n".join(" ".join(one.split()) for one in said if one.strip())
    shown = " ".join(name.split()) or render(Message("app.step.empty"), language)
    return Option(id, f"[{id}] {shown}", f"{note} {sign}", also=(row,), whole=f"{sign} {text(why, language)}\n{whole}")
