"""What is wrong with a deck as a sentence, the field where it can be mended, and when it stops a deck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prep.errors import Refused
from prep.words import Message
from tui.actions.checking import Kind

if TYPE_CHECKING:
    from decks.deck import Deck
    from decks.lint import Finding
    from decks.pptx.look import Look
    from prep.model.dossier import Dossier

HOMES = {
    "1": "asks",
    "2": "why.why_goals.text",
    "3": "context",
    "4": "metrics",
    "5": "quotes",
    "6": "initiative.options",
    "7": "initiative.changes",
    "8": "objections",
    "9": "asks",
    "A1": "metrics",
    "A2": "objections",
    "A3": "quotes",
    "A4": "carried_lessons",
    "A5": "why.why_do.evidence",
}
"""Where the content of each slide of a pre-read is written."""
FIELDS = {
    "D31": "source",
    "D32.source": "source",
    "D32.date": "as_of",
    "D33": "unit",
    "D34": "baseline.date",
    "D42": "evidence",
    "D72": "cost",
    "D73": "owner",
    "D74": "due",
    "D81.role": "attribution",
    "D81.team": "attribution",
    "D82": "text",
}
"""The field that mends a finding, by the end of its sentence's key; a record's own place for the others."""


def refuse_faults(deck: Deck, title: str, look: Look | None = None) -> None:
    """Refused when the deck has a fault that none should go out with, on the pages of ``look`` (None: our design)."""
    from decks.lint import lint, musts

    found = musts(lint(deck, None, look.canvas(deck.language), look.colours) if look else lint(deck))
    if found:
        raise Refused(
            Message("command.error.deck_faults", {"title": title, "n": len(found), "first": sentence(found[0])})
        )


def sentence(finding: Finding) -> Message:
    """The slides by number, what to do there, and how many more are alike."""
    from decks.lint import slide_numbers

    shown = slide_numbers(finding.slides)
    why = Message("rules.others", {"why": finding.why, "n": finding.alike}) if finding.alike else finding.why
    return Message("rules.lint.on", {"slides": shown, "n": len(finding.slides), "why": why})


def place_of(finding: Finding, dossier: Dossier, kind: Kind = "preread") -> str:
    """The place of the field that mends ``finding``: of the record it names, else where its slide is written."""
    record = _record(finding, dossier)
    if record:
        field = FIELDS.get(finding.why.key.removeprefix("rules.lint."), "")
        return f"{record}.{field}" if field else record
    if kind == "rollout":
        return "rollout"
    ids = (id_ for id_ in finding.slide_ids if id_ in HOMES)
    return HOMES[next(ids, "1")]


def _record(finding: Finding, dossier: Dossier) -> str:
    """The place of the record a finding is about; "" when it names none, or none is known by its words."""
    from prep.places import each

    about, preparation = finding.about, dossier.preparation
    if about is None:
        return ""
    match about.kind:
        case "why":
            return f"why.{about.words}.evidence"
        case "metric":
            return _first(about.words, ((place, one.name) for place, one in each("metrics", preparation.metrics)))
        case "quote":
            return _first(about.words, ((place, one.id) for place, one in each("quotes", preparation.quotes)))
        case "concern":
            listed = each("objections", preparation.objections)
            return _first(about.words, ((place, one.concern) for place, one in listed))
        case "option":
            options = each("initiative.options", preparation.initiative.options)
            return _first(about.words, ((place, one.name) for place, one in options), starts=True)
        case "step":
            return _first(about.words, _steps(dossier))


def _steps(dossier: Dossier) -> Sequence[tuple[str, str]]:
    """Every step that a deck lists, with its place."""
    from prep.places import each

    preparation = dossier.preparation
    found = []
    for place, objection in each("objections", preparation.objections):
        if objection.next_step is not None:
            found.append((f"{place}.next_step", objection.next_step.what))
    if preparation.outcome is not None:
        found += [(place, one.what) for place, one in each("outcome.conditions", preparation.outcome.conditions)]
    if preparation.rollout is not None:
        found += [(place, one.title) for place, one in each("rollout.tactics", preparation.rollout.tactics)]
    return found


def _first(words: str, records: Iterable[tuple[str, str]], starts: bool = False) -> str:
    """The place of the record of those words; with ``starts`` the deck may have added something to them."""
    wanted = "".join(words.split())
    for place, said in records:
        own = "".join(said.split())
        if own and (own == wanted or (starts and wanted.startswith(own))):
            return place
    return ""
