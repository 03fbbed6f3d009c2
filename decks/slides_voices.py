"""What people told us and what changed after it (slides 5, 7 and A3)."""

from __future__ import annotations

from decks import choosing
from decks.deck import Block, Column, More, QuoteCard, QuoteCards, Section, Table, Text, Tile, Tiles, Tone
from decks.draft import Draft, in_role
from decks.phrases import Phrases
from prep.shareable import Change, Quote, Shareable

KINDS = ("support", "concern", "idea", "customer_voice")


def voices(shareable: Shareable, say: Phrases, indexed: frozenset[str]) -> Draft | None:
    """Slide 5: three to five quotes, customers apart from colleagues; None: no usable quote.

    ``indexed`` are the tags that the evidence index already defines.
    """
    quotes, further = choosing.shown_quotes(shareable), choosing.further_quotes(shareable)
    if not quotes:
        return None
    return Draft(
        id="5",
        section=Section.REASONS,
        titles=(*_voice_titles(shareable.quotes, say), say("title.5.plain", n=len(shareable.quotes))),
        blocks=_cards(quotes, say),
        notes=say("talk.5"),
        more=(More(say("more.voices", n=len(further)), "A3"),) if further else (),
        anchors=tuple(quote.id for quote in quotes if quote.id not in indexed),
    )


def further_voices(shareable: Shareable, say: Phrases, indexed: frozenset[str]) -> Draft | None:
    """Slide A3: the quotes that slide 5 has no room for; None: none left."""
    quotes = choosing.further_quotes(shareable)
    if not quotes:
        return None
    return Draft(
        id="A3",
        section=Section.APPENDIX,
        titles=(say("title.A3", n=len(quotes)),),
        blocks=_cards(quotes, say),
        notes=say("talk.A3"),
        anchors=tuple(quote.id for quote in quotes if quote.id not in indexed),
    )


def _voice_titles(quotes: tuple[Quote, ...], say: Phrases) -> tuple[str, ...]:
    counts = [(kind, sum(quote.kind == kind for quote in quotes)) for kind in KINDS]
    parts = [say(f"count.{kind}", n=count) for kind, count in counts if count]
    if len(parts) < 2:
        return ()
    listed = say.together(parts[:-1])
    return (
        say("title.5.counts", list=listed, last=parts[-1]),
        say("title.5.short_counts", list=listed, last=parts[-1]),
    )


def _cards(quotes: tuple[Quote, ...], say: Phrases) -> tuple[Block, ...]:
    customers = tuple(quote for quote in quotes if quote.kind == "customer_voice")
    colleagues = tuple(quote for quote in quotes if quote.kind != "customer_voice")
    return tuple(
        QuoteCards(say(label), tuple(_card(quote, say) for quote in group))
        for label, group in (("label.customers", customers), ("label.colleagues", colleagues))
        if group
    )


def _card(quote: Quote, say: Phrases) -> QuoteCard:
    tone: Tone = "warning" if quote.kind == "concern" else "normal"
    said = quote.text.strip()
    return QuoteCard(said, attribution(quote, say), quote.id, tone, _who(quote, say), quote.points_to)


def attribution(quote: Quote, say: Phrases) -> str:
    """Who said it, in the form they agreed to, and when: named quotes by date, all others by month."""
    when = say.date(quote.date) if quote.date else say.month(quote.month)
    kind = say.term(f"quote_kind.{quote.kind}") if quote.kind in ("concern", "idea") else ""
    return say("joined_dot").join(part for part in (_who(quote, say), when, kind) if part)


def _who(quote: Quote, say: Phrases) -> str:
    """The speaker in the form agreed to."""
    generic = say("a_customer" if quote.kind == "customer_voice" else "a_colleague")
    if quote.attribution == "named" and quote.name:
        role = in_role(quote.role, quote.team, say) if quote.role or quote.team else ""
        return say("named", name=quote.name, role=role) if role else quote.name
    if quote.attribution in ("role", "team") and (quote.role or quote.team):
        return in_role(quote.role, quote.team, say)
    return generic


def changes(shareable: Shareable, say: Phrases) -> Draft | None:
    """Slide 7: what changed after whose team's conversation; None: nothing changed."""
    made = tuple(change for change in shareable.idea.changes if change.from_ or change.to)
    if not made:
        return None
    teams = {"".join(change.team.split()).casefold() for change in made if change.team}
    blocks: list[Block] = []
    if shareable.people_consulted:
        blocks.append(
            Tiles(
                (
                    Tile(say("label.people"), say("count.people", n=shareable.people_consulted), say("one_on_ones")),
                    Tile(say("label.teams"), say("count.teams", n=shareable.teams_consulted), say("of_their_teams")),
                    Tile(say("label.changes"), say("count.changes", n=len(made)), say("after_talks")),
                )
            )
        )
    blocks.append(_change_table(made, say))
    titles = (say("title.7.teams", teams=say("count.teams", n=len(teams)), n=len(made)),) if teams else ()
    return Draft(
        id="7",
        section=Section.REASONS,
        titles=(*titles, say("title.7.plain", n=len(made))),
        blocks=tuple(blocks),
        notes=say("talk.7"),
    )


def _change_table(made: tuple[Change, ...], say: Phrases) -> Table:
    rows = tuple(
        (
            Text(change.team or say("several_talks"), tone="strong"),
            Text(say.month(change.date)),
            Text(change.from_ or "–"),
            Text(say("changed", kind=say.term(f"change_kind.{change.kind}"), to=say.written(change.to))),
        )
        for change in made
    )
    listed = say("joined").join(
        say("alt.change", team=row[0].text, before=row[2].text, after=row[3].text) for row in rows
    )
    return Table(
        columns=(
            Column(say("column.team"), weight=1.4),
            Column(say("column.month"), weight=1.3),
            Column(say("column.before"), weight=2.4),
            Column(say("column.after"), weight=3.0),
        ),
        rows=rows,
        alt=say("alt.changes", n=len(made), list=listed),
        row_headers=True,
    )
