"""The proposal with its alternatives, and the concerns with our answers (slides 6, 8 and A2)."""

from __future__ import annotations

from decks import choosing
from decks.deck import Block, Column, Columns, Facts, More, Pair, Pairs, Paragraph, Section, Table, Text
from decks.draft import Draft, fact
from decks.phrases import Phrases
from decks.slides_decision import our_answer
from prep.shareable import Concern, Option, Shareable
from prep.words.formatting import short_money

MIN_OPTIONS = 2


def proposal(shareable: Shareable, say: Phrases) -> Draft:
    """Slide 6: scope in and out, cost, and the options with doing nothing among them; each has a cost (rule 7)."""
    idea = shareable.idea
    blocks: list[Block] = []
    if idea.summary:
        blocks.append(Paragraph(Text(idea.summary, tone="strong")))
    scope = Facts((fact(say("label.scope"), say.written(idea.scope)),))
    left_out = Facts((fact(say("label.out_of_scope"), say.written(idea.out_of_scope)),))
    blocks.append(Columns((1.0, 1.0), ((scope,), (left_out,))))
    cost = cost_line(shareable, say)
    blocks.append(Facts((fact(say("label.cost"), cost),)))
    if len(idea.options) >= MIN_OPTIONS:
        blocks.append(_option_table(shareable, say))
    return Draft(
        id="6",
        section=Section.REASONS,
        titles=_proposal_titles(shareable, say),
        blocks=tuple(blocks),
        sources=_cost_source(shareable, say),
        notes=say("talk.6"),
    )


def _cost_source(shareable: Shareable, say: Phrases) -> tuple[str, ...]:
    name = shareable.owner.name
    return (say("cost_source", name=name, date=say.date(shareable.today)),) if name else ()


def cost_line(shareable: Shareable, say: Phrases) -> str:
    """Amount, period and what it is made of; "not yet known" when there is no amount."""
    cost = shareable.idea.cost
    parts = [say.money(cost.amount, cost.currency)]
    if cost.period:
        parts.append(say("per_period", period=cost.period))
    if cost.note:
        parts.append(say("of_which", note=cost.note))
    return "".join(parts)


def is_doing_nothing(option: Option, say: Phrases) -> bool:
    """Marked as doing nothing, or named so in so many words."""
    names = say("do_nothing_names").split("|")
    return option.do_nothing or option.name.strip().casefold().rstrip("。.") in names


def _option_table(shareable: Shareable, say: Phrases) -> Table:
    options, currency = shareable.idea.options, shareable.idea.cost.currency
    rows: list[tuple[Text, ...]] = [
        (
            Text(_option_name(option, say), tone="strong" if option.recommended else "normal"),
            Text(option.benefit or say("not_yet_written"), tone="normal" if option.benefit else "muted"),
            Text(say.money(option.cost, currency), tone="normal" if option.cost is not None else "muted"),
            Text(option.verdict or say("not_yet_written"), tone="normal" if option.verdict else "muted"),
        )
        for option in options
    ]
    if not any(is_doing_nothing(option, say) for option in options):
        missing = (say("do_nothing"), "–", say("not_yet_known"), say("not_assessed"))
        rows.append((Text(missing[0]), *(Text(one, tone="muted") for one in missing[1:])))
    listed = [say("alt.option", name=row[0].text, cost=row[2].text) for row in rows]
    return Table(
        columns=(
            Column(say("column.option"), weight=2.0),
            Column(say("column.benefit"), weight=2.2),
            Column(say("column.cost"), align="right", weight=1.1),
            Column(say("column.verdict"), weight=3.0),
        ),
        rows=tuple(rows),
        alt=say("alt.options", n=len(rows), list=say("joined").join(listed)),
        row_headers=True,
        marked=frozenset(index for index, option in enumerate(options) if option.recommended),
    )


def _option_name(option: Option, say: Phrases) -> str:
    name = say.written(option.name)
    return say("recommended", name=name) if option.recommended else name


def _proposal_titles(shareable: Shareable, say: Phrases) -> tuple[str, ...]:
    idea = shareable.idea
    chosen = next((option for option in idea.options if option.recommended), None)
    amount = chosen.cost if chosen is not None and chosen.cost is not None else idea.cost.amount
    count = len(idea.options)
    if amount is None:
        if count >= MIN_OPTIONS:
            return (say("title.6.unknown", n=count),)
        return (say("title.6.no_cost" if idea.scope else "title.6.nothing"),)
    cost = short_money(amount, idea.cost.currency, say.language)
    titles = []
    if chosen is not None and count >= MIN_OPTIONS:
        if any(is_doing_nothing(option, say) for option in idea.options):
            titles.append(say("title.6.nothing_too", n=count, cost=cost))
        titles.append(say("title.6.chosen", n=count, cost=cost))
    if count >= MIN_OPTIONS and chosen is None:
        titles.append(say("title.6.open", n=count, cost=cost))
    return (*titles, say("title.6.cost", cost=cost), say("title.6.stated"))


def concerns(shareable: Shareable, say: Phrases) -> Draft | None:
    """Slide 8: the five concerns that weigh most with our answers; open ones say so. None: there is none."""
    shown, left = choosing.shown_concerns(shareable), choosing.further_concerns(shareable)
    if not shown:
        return None
    return Draft(
        id="8",
        section=Section.CONCERNS,
        titles=_concern_titles(choosing.ranked_concerns(shareable), say),
        blocks=(_pairs(shown, say),),
        notes=say("talk.8"),
        more=(More(say("more.concerns", n=len(left)), "A2"),) if left else (),
    )


def further_concerns(shareable: Shareable, say: Phrases) -> Draft | None:
    """Slide A2: the concerns that slide 8 has no room for; None: none left."""
    left = choosing.further_concerns(shareable)
    if not left:
        return None
    return Draft(
        id="A2",
        section=Section.APPENDIX,
        titles=(say("title.A2", n=len(left)),),
        blocks=(_pairs(left, say),),
        notes=say("talk.A2"),
    )


def _concern_titles(ranked: tuple[Concern, ...], say: Phrases) -> tuple[str, ...]:
    open_ = sum(concern.status == "open" for concern in ranked)
    answered = len(ranked) - open_
    if not open_:
        return (say("title.8.all", n=len(ranked)),)
    if not answered:
        return (say("title.8.none", n=len(ranked)),)
    return (say("title.8.some", all=say("count.concerns", n=len(ranked)), answered=answered, n=open_),)


def _pairs(ranked: tuple[Concern, ...], say: Phrases) -> Pairs:
    pairs = tuple(_pair(concern, say) for concern in ranked)
    listed = [say("alt.concern", concern=one.concern, answer=one.response or say("no_answer_yet")) for one in ranked]
    return Pairs(
        left_label=say("column.concern"),
        right_label=say("column.answer"),
        pairs=pairs,
        alt=say("alt.concerns", n=len(ranked), list=say("joined").join(listed)),
    )


def _pair(concern: Concern, say: Phrases) -> Pair:
    weight = say(
        "weight", severity=say.term(f"severity.{concern.severity}"), kind=say.term(f"category.{concern.category}")
    )
    right = [Text(concern.acknowledge, tone="muted")] if concern.acknowledge else []
    right.append(our_answer(concern, say))
    left = [Text(concern.concern, tone="strong"), Text(weight, tone="muted")]
    if concern.next_step is not None:
        step = concern.next_step
        key = "step_done" if step.done else "next_step"
        owner = step.owner or say("owner_missing")
        left.insert(1, Text(say(key, what=step.what, owner=owner, due=say.date(step.due))))
    return Pair(
        left=tuple(left),
        right=tuple(right),
        status=say.term(f"objection_status.{concern.status}"),
        tone="warning" if concern.status == "open" else "normal",
    )
