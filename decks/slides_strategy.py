"""The rollout's frame: the request, the decision, the strategy on one page, how it is shared, the wins so far."""

from __future__ import annotations

from decks import choosing, figures
from decks.deck import (
    Block,
    Bullets,
    Callout,
    Column,
    Columns,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Section,
    Table,
    Text,
    Tiles,
)
from decks.draft import Draft, claim, fact, person
from decks.phrases import Phrases, shortened
from decks.slides_appendix import cited_source
from decks.slides_decision import SHORT_NAME, WHYS, brief_whys, lead_tile, step_table, whys
from prep.shareable import Rollout, Shareable
from prep.words.formatting import day, moment

STRATEGY_NAME = {"ja": 16, "en": 60}
THANKS = 5


def directive(plan: Rollout, say: Phrases) -> Draft:
    """Slide 1: the request in the head's own words, from whom, to whom and by when (B2)."""
    asked = plan.directive
    names = (asked.strategy, shortened(asked.strategy, STRATEGY_NAME[say.language]))
    when = say.date(asked.by)
    words = asked.words or say("directive_words", strategy=asked.strategy, by=when)
    rows = [fact(say("label.strategy"), asked.strategy, "strong"), fact(say("label.directive_from"), asked.from_)]
    rows += [fact(say("label.directive_to"), asked.to), fact(say("label.by"), when)]
    if asked.given_on:
        rows.append(fact(say("label.given_on"), say.date(asked.given_on)))
    return Draft(
        id="1",
        section=Section.BODY,
        titles=(
            *(say("title.r1.named", strategy=name, by=when) for name in names if name),
            say("title.r1.plain", by=when),
        ),
        blocks=(Callout(say("label.request"), (Text(words, tone="strong"),)), Facts(tuple(rows))),
        notes=say("talk.r1"),
    )


def decided(shareable: Shareable, say: Phrases) -> Draft | None:
    """Slide 2: what was decided, under which conditions, with thanks by contribution; None: nothing to say."""
    outcome, thanks = shareable.decided, _thanks(shareable, say)
    blocks: list[Block] = []
    titles = [say("title.r2.thanks")]
    if outcome is not None:
        rows = [fact(say("label.decision"), say.term(f"decision.{outcome.decision}"), "strong")]
        rows.append(fact(say("label.decided_on"), say.date(outcome.date)))
        if outcome.decided_by:
            rows.append(
                fact(say("label.decided_by"), say("joined").join(person(who, say) for who in outcome.decided_by))
            )
        blocks.append(Facts(tuple(rows)))
        if outcome.conditions:
            blocks += [Heading(say("label.agreed_conditions")), step_table(outcome.conditions, "condition", say)]
        titles.insert(0, _decided_title(shareable, say))
    if thanks:
        blocks += [Heading(say("label.thanks")), Bullets(thanks)]
    if not blocks:
        return None
    return Draft("2", Section.BODY, tuple(titles), tuple(blocks), notes=say("talk.r2"))


def _decided_title(shareable: Shareable, say: Phrases) -> str:
    outcome = shareable.decided
    if outcome is None:
        return say("title.r2.thanks")
    decision = say.term(f"decision.{outcome.decision}")
    if outcome.date is None:
        return say("title.r2.undated", decision=decision, n=len(outcome.conditions))
    key = "title.r2.conditions" if outcome.conditions else "title.r2.plain"
    return say(key, date=say.date(outcome.date), decision=decision, n=len(outcome.conditions))


def _thanks(shareable: Shareable, say: Phrases) -> tuple[Text, ...]:
    """Each contribution once, by team: what a conversation changed, then what people offered."""
    lines = [
        say("thanked", who=change.team, what=change.to)
        for change in shareable.idea.changes
        if change.team and change.to
    ]
    lines += [
        say("thanked", who=say.together(win.people), what=win.what)
        for win in shareable.wins
        if win.kind == "support" and win.people and win.what
    ]
    return tuple(Text(line) for line in dict.fromkeys(lines))[:THANKS]


def strategy(shareable: Shareable, plan: Rollout, say: Phrases) -> Draft:
    """Slide 3: the strategy on one page: why, which goal, which numbers (B3)."""
    lead = choosing.lead_metric(shareable)
    overview = Paragraph(Text(say.written(plan.strategy_overview), tone="strong"))
    answers, brief = whys(shareable), brief_whys(shareable)
    reasons = tuple(
        Fact(say(f"label.{name}"), claim(answers[name], say, brief[name])) for name in WHYS if answers[name].text
    )
    goals = say("joined").join(goal.title for goal in choosing.current_goals(shareable) if goal.linked)
    served = (fact(say("label.goal"), goals),) if goals else ()
    opening: Block = Columns((1.6, 1.0), ((overview,), (Tiles((lead_tile(lead, say),)),))) if lead else overview
    blocks: tuple[Block, ...] = (opening, Facts((*served, *reasons)))
    titles = []
    if lead is not None and lead.target.value is not None and figures.improves(lead):
        target = figures.value(lead, lead.target.value, say)
        for name in (lead.name, shortened(lead.name, SHORT_NAME[say.language])):
            if name and lead.target.date is not None:
                titles.append(say("title.r3.by", metric=name, target=target, by=say.month(lead.target.date)))
            if name:
                titles.append(say("title.r3.target", metric=name, target=target))
    cited = _cited_here(shareable, plan)
    sources = [figures.source_line(lead, say)] if lead and lead.id not in cited else []
    sources += [cited_source(tag, shareable, say) for tag in cited]
    return Draft(
        id="3",
        section=Section.BODY,
        titles=(*titles, say("title.r3.plain")),
        blocks=blocks,
        sources=tuple(sources),
        anchors=cited,
        notes="\n".join((say("talk.r3"), *(_told(name, answers[name].text, say) for name in WHYS))),
    )


def _cited_here(shareable: Shareable, plan: Rollout) -> tuple[str, ...]:
    """The evidence of the whys that no later slide defines: a rollout has no index of it."""
    measured = {tactic.measure_id for tactic in plan.tactics}
    tags = dict.fromkeys(tag for answer in whys(shareable).values() if answer.text for tag in answer.tags)
    return tuple(tag for tag in tags if tag not in measured)


def _told(name: str, text: str, say: Phrases) -> str:
    """A why whole, for the presenter: the page has it in a line."""
    return say("noted", label=say(f"label.{name}"), text=say.written(text))


def sharing(plan: Rollout, say: Phrases) -> Draft:
    """Slide 6: how the strategy is shared, how far, with whom and when (B5 to B9)."""
    when = plan.meeting_starts_at
    place = say("in_place", place=plan.meeting_place) if plan.meeting_place else ""
    rows = (
        fact(say("label.share_how"), say.written(plan.share_how)),
        fact(say("label.share_scope"), say.written(plan.share_scope)),
        fact(say("label.share_with"), say.together(plan.share_with) or say("not_yet_written")),
        fact(say("label.share_when"), moment(when, say.language) + place if when else say("not_yet_set"), "strong"),
    )
    count = len(plan.share_with)
    titles: tuple[str, ...] = (say("title.r6.plain"),)
    if when is not None and count:
        titles = (
            say("title.r6.dated", date=say.date(when.date()), n=count),
            say("title.r6.dated", date=day(when.date(), say.language), n=count),
            *titles,
        )
    return Draft("6", Section.BODY, titles, (Facts(rows),), notes=say("talk.r6"))


def wins(shareable: Shareable, say: Phrases) -> Draft | None:
    """The last slide: the wins so far (A48, A50); None: none yet."""
    told = sorted((win for win in shareable.wins if win.what), key=lambda win: (win.date is None, str(win.date)))
    if not told:
        return None
    rows = tuple(
        (
            Text(say.date(win.date) if win.date else ""),
            Text(say.term(f"win_kind.{win.kind}")),
            Text(win.what),
            Text(say.together(win.people) or "–"),
        )
        for win in told
    )
    listed = [say("alt.win", date=row[0].text, what=row[2].text) for row in rows]
    return Draft(
        id="11",
        section=Section.BODY,
        titles=(say("title.r11", n=len(told)),),
        blocks=(
            Table(
                columns=(
                    Column(say("column.date"), weight=1.1),
                    Column(say("column.kind"), weight=0.8),
                    Column(say("column.win"), weight=3.0),
                    Column(say("column.thanks_to"), weight=2.0),
                ),
                rows=rows,
                alt=say("alt.wins", n=len(told), list=say("joined").join(listed)),
            ),
        ),
        notes=say("talk.r11"),
    )
