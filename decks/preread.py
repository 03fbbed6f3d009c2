"""The pre-read: what executives receive before the meeting, slide by slide (decks.md)."""

from __future__ import annotations

from msgspec.structs import replace

from decks import slides_appendix as appendix
from decks import slides_decision, slides_proposal, slides_reasons, slides_voices
from decks.deck import Deck, Foot, Section
from decks.draft import Draft, citations, settled
from decks.phrases import Phrases
from prep.shareable import Shareable
from prep.telling import ORDER, Part

SECTIONS = (Section.DECISION, Section.REASONS, Section.CONCERNS, Section.APPENDIX)


def preread(shareable: Shareable) -> Deck:
    """The pre-read deck in the shareable's language: at most nine body slides, then the appendix A1 to A5."""
    say = Phrases(shareable.language)
    drafts = _in_order(shareable, say)
    return Deck(
        kind="preread",
        language=shareable.language,
        title=shareable.title or say("untitled"),
        subject=say("subject.preread"),
        author=shareable.owner.name,
        organisation=shareable.organisation,
        date=shareable.today,
        foot=foot(shareable, shareable.ready, say),
        section_names={section: say(f"section.{section.value}") for section in SECTIONS},
        slides=settled(tuple(_with_why(draft, shareable, say) for draft in drafts), shareable),
    )


def _in_order(shareable: Shareable, say: Phrases) -> tuple[Draft, ...]:
    """The slides of decks.md that have something to say."""
    indexed = appendix.indexed_tags(shareable, say)
    parts: dict[Part, Draft | None] = {
        Part.WHY: slides_reasons.why_now(shareable, say),
        Part.PATH: slides_reasons.how_we_got_here(shareable, say),
        Part.NUMBERS: slides_reasons.numbers(shareable, say),
        Part.VOICES: slides_voices.voices(shareable, say, indexed),
        Part.PROPOSAL: slides_proposal.proposal(shareable, say),
        Part.CHANGES: slides_voices.changes(shareable, say),
        Part.CONCERNS: slides_proposal.concerns(shareable, say),
        Part.NEXT: slides_decision.next_days(shareable, say),
    }
    told = (slides_decision.decision(shareable, say), *(parts[part] for part in ORDER))
    rest: tuple[Draft | None, ...] = (
        slides_proposal.further_concerns(shareable, say),
        slides_voices.further_voices(shareable, say, indexed),
        appendix.last_time(shareable, say),
    )
    uses = citations(draft for draft in (*told, *rest) if draft)
    definitions, index = appendix.metrics(shareable, say, indexed, uses), appendix.evidence(shareable, say, uses)
    return tuple(draft for draft in (*told, definitions, *rest, index) if draft)


def _with_why(draft: Draft, shareable: Shareable, say: Phrases) -> Draft:
    """The notes of every slide open with its talking line and end with the why (A7); page 1 has all three whys."""
    if draft.id == "1":
        return draft
    why = say("noted", label=say("label.why_do"), text=say.written(shareable.why_do.text))
    return replace(draft, notes=f"{draft.notes}\n{why}")


def foot(shareable: Shareable, ready: bool, say: Phrases) -> Foot:
    """Version, date and confidentiality for every slide; marked as a draft while not ready (rule 5)."""
    return Foot(
        version=say("version", n=shareable.version),
        date=say.date(shareable.today),
        confidentiality=say("confidential", organisation=shareable.organisation)
        if shareable.organisation
        else say("confidential_plain"),
        draft=None if ready else say("draft"),
    )
