"""Step 3, voices: what people said, in their own words, with the consent that lets it leave (A34)."""

from __future__ import annotations

from functools import partial

from prep.model.dossier import Dossier
from prep.model.evidence import Attribution, Consent, Quote, QuoteKind
from prep.words import Message
from tui.steps.declare import declared, name_of, record, shown, value_of
from tui.steps.form import Kind, Records, Seen, Source, Step

_quotes = partial(declared, "voices.quotes")


def quote_row(dossier: Dossier, place: str) -> Message:
    """The words, who said them, what they express, and whether they may be shown (R06)."""
    quote = record(dossier, place, Quote)
    listed = quote.stakeholder_id is not None
    who = name_of(dossier, quote.stakeholder_id) if listed else shown(quote.speaker, 24)
    return Message(
        "app.step.voices.quotes.row",
        {
            "text": shown(quote.text, 28),
            "who": who,
            "kind": value_of(quote.kind, "quote_kind"),
            "consent": value_of(quote.consent, "consent"),
        },
    )


QUOTES = Records(
    id="quotes",
    title="app.step.voices.quotes.section",
    place="quotes",
    fields=(
        _quotes("text", Kind.TEXT, Seen.CONSENTED),
        _quotes("stakeholder_id", Kind.LINK, Seen.CONSENTED, source=Source.STAKEHOLDERS, optional=True, group=True),
        _quotes("speaker", Kind.LINE, Seen.CONSENTED, optional=True),
        # The conversation itself never leaves, whatever the consent is.
        _quotes("conversation_id", Kind.LINK, Seen.NEVER, source=Source.CONVERSATIONS, optional=True),
        _quotes("source", Kind.LINE, Seen.CONSENTED),
        _quotes("date", Kind.DATE, Seen.CONSENTED),
        _quotes("kind", Kind.CHOICE, Seen.CONSENTED, choices=QuoteKind, group=True),
        _quotes("consent", Kind.CHOICE, Seen.CONSENTED, choices=Consent),
        _quotes("attribution", Kind.CHOICE, Seen.CONSENTED, choices=Attribution),
    ),
    row=quote_row,
    noun="common.term.quote",
    empty="app.step.voices.quotes.empty",
)

STEP = Step(
    id="voices",
    title="app.step.voices.title",
    purpose="app.step.voices.purpose",
    sections=(QUOTES,),
)
