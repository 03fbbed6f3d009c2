"""Why now, how we got here and what the numbers say (slides 2, 3 and 4)."""

from __future__ import annotations

from decks import choosing, figures
from decks.deck import (
    Block,
    Callout,
    Column,
    Columns,
    Fact,
    Facts,
    More,
    Section,
    Table,
    Text,
    Tone,
)
from decks.draft import Draft, claim, fact
from decks.metric_chart import CHART_POINTS, metric_chart
from decks.phrases import Phrases, shortened
from decks.slides_decision import SHORT_NAME, WHYS, brief_claim, shortest_whys, whys
from prep.shareable import Goal, Metric, Shareable
from prep.words.formatting import month


def why_now(shareable: Shareable, say: Phrases) -> Draft:
    """Slide 2: this year's goals in rank, which ones the proposal serves, and by how much."""
    goals = choosing.current_goals(shareable)
    linked = tuple(goal for goal in goals if goal.linked)
    blocks: list[Block] = []
    if goals:
        blocks.append(_goal_table(goals, shareable, say))
    if not linked:
        blocks.append(Callout(say("label.goal_missing"), (Text(say("goal_missing")),), "warning"))
    facts = _whys_in_full(shareable, say) + _whom_it_serves(shareable, say)
    if facts:
        blocks.append(Facts(facts))
    served = tuple(metric for goal in linked for metric in _contributions(goal, shareable))
    return Draft(
        id="2",
        section=Section.REASONS,
        titles=_goal_titles(goals, linked, say),
        blocks=tuple(blocks),
        sources=figures.source_lines(served, say),
        notes="\n".join((say("talk.2"), say.written(shareable.why_goals.text))),
    )


def _contributions(goal: Goal, shareable: Shareable) -> tuple[Metric, ...]:
    return tuple(
        metric
        for metric in shareable.metrics
        if metric.goal_id == goal.id and metric.level == "business" and figures.improves(metric)
    )[:2]


def _contribution(metric: Metric, say: Phrases) -> str:
    """What the metric adds to a goal; a hypothesis while it has no source or no date."""
    way, difference = figures.journey(metric, say), figures.difference(metric, say)
    shown = say("contribution", metric=metric.name, way=way, difference=difference)
    return shown if metric.usable else say("hypothesis", text=shown)


def _goal_table(goals: tuple[Goal, ...], shareable: Shareable, say: Phrases) -> Table:
    rows = []
    for goal in goals:
        ours = "\n".join(_contribution(one, say) for one in _contributions(goal, shareable))
        shown = Text(ours or say("not_yet_measured"), tone="normal" if ours else "muted")
        rows.append(
            (
                Text(say("rank", n=goal.priority)),
                Text(say.written(goal.title), tone="strong" if goal.linked else "normal"),
                shown if goal.linked else Text("–", tone="muted"),
                Text(say.month(goal.ends) or say("not_yet_set")),
            )
        )
    return Table(
        columns=(
            Column(say("column.rank"), weight=0.5),
            Column(say("column.goal"), weight=2.4),
            Column(say("column.contribution"), weight=2.6),
            Column(say("column.until"), weight=1.0),
        ),
        rows=tuple(rows),
        alt=say("alt.goals", n=len(goals), list=say("joined").join(goal.title for goal in goals)),
        marked=frozenset(index for index, goal in enumerate(goals) if goal.linked),
    )


def _whys_in_full(shareable: Shareable, say: Phrases) -> tuple[Fact, ...]:
    """The answers that page 1 had to shorten, or had no room for all evidence of, whole."""
    brief, answers = shortest_whys(shareable, say), whys(shareable)
    whole = {name: claim(answers[name], say) for name in WHYS}
    cut = [name for name in WHYS if brief_claim(answers[name], brief[name], say) != whole[name]]
    return tuple(Fact(say(f"label.{name}"), whole[name]) for name in cut)


def _whom_it_serves(shareable: Shareable, say: Phrases) -> tuple[Fact, ...]:
    idea = shareable.idea
    facts = []
    if idea.beneficiaries:
        facts.append(fact(say("label.beneficiaries"), say("joined").join(idea.beneficiaries)))
    if len(idea.teams_served) == 1:
        facts.append(fact(say("label.single_team"), idea.teams_served[0], "strong"))
        if idea.impact:
            facts.append(fact(say("label.impact"), idea.impact))
    return tuple(facts)


def _goal_titles(goals: tuple[Goal, ...], linked: tuple[Goal, ...], say: Phrases) -> tuple[str, ...]:
    if not linked:
        return (say("title.2.none"),)
    all_, served = say("count.goals", n=len(goals)), len(linked)
    if linked[0].id == goals[0].id:
        if len(goals) == 1:
            return (say("title.2.only"),)
        key = "title.2.first" if served == 1 else "title.2.first_of"
        return (say(key, all=all_, n=served), say("title.2.serves", n=served))
    return (say("title.2.some", all=all_, n=served), say("title.2.serves", n=served))


def how_we_got_here(shareable: Shareable, say: Phrases) -> Draft | None:
    """Slide 3: three neutral sentences; the missed opportunity leads to the improvement. None: nothing to tell."""
    here, past, missed = shareable.where_we_are, shareable.how_we_got_here, shareable.missed_opportunity
    if not (here or past or missed):
        return None
    facts = tuple(fact(say(key), text) for key, text in (("label.here", here), ("label.past", past)) if text)
    blocks: list[Block] = [Facts(facts)] if facts else []
    if missed:
        improvement = Text(say.written(shareable.idea.summary))
        blocks.append(
            Columns(
                (1.0, 1.0),
                (
                    (Callout(say("label.missed"), (Text(missed),), "normal"),),
                    (Callout(say("label.improvement"), (improvement,), "accent"),),
                ),
            )
        )
    return Draft(
        id="3",
        section=Section.REASONS,
        titles=_past_titles(shareable, say),
        blocks=tuple(blocks),
        sources=(*_lead_source(shareable, say), *_stated(shareable, say)),
        notes=say("talk.3"),
        more=(More(say("more.lessons"), "A4"),) if shareable.carried_lessons else (),
    )


def _lead_source(shareable: Shareable, say: Phrases) -> tuple[str, ...]:
    lead = choosing.lead_metric(shareable)
    return (figures.source_line(lead, say),) if lead else ()


def _stated(shareable: Shareable, say: Phrases) -> tuple[str, ...]:
    """Whose account the sentences are: they carry no evidence of their own."""
    name = shareable.owner.name
    return (say("account_source", name=name, date=say.date(shareable.today)),) if name else ()


def _past_titles(shareable: Shareable, say: Phrases) -> tuple[str, ...]:
    lead = choosing.lead_metric(shareable)
    titles = []
    known = [point for point in lead.series if point.value is not None and point.date] if lead else []
    if lead and len(known) >= CHART_POINTS and known[0].value != known[-1].value and known[0].date:
        for name in (lead.name, shortened(lead.name, SHORT_NAME[say.language])):
            if name:
                first, last = (figures.value(lead, point.value, say) for point in (known[0], known[-1]))
                titles.append(
                    say(
                        "title.3.series",
                        metric=name,
                        since=month(known[0].date, say.language),
                        until=say.month(known[-1].date),
                        first=first,
                        last=last,
                    )
                )
    return (*titles, say("title.3.missed" if shareable.missed_opportunity else "title.3.plain"))


def numbers(shareable: Shareable, say: Phrases) -> Draft:
    """Slide 4: the table of at most six metrics, and a native chart of the lead metric from three points on."""
    lead, shown = choosing.lead_metric(shareable), choosing.table_metrics(shareable)
    blocks: list[Block] = []
    chart = metric_chart(lead, say) if lead else None
    if chart is not None and lead is not None:
        table = (metric_table(shown, say, lead, with_sources=False),) if shown else ()
        blocks.append(Columns((1.0, 1.5), ((chart,), table)) if table else chart)
    elif shown:
        blocks.append(metric_table(shown, say, lead))
    else:
        blocks.append(Callout(say("column.metric"), (Text(say("no_metric")),), "warning"))
    told = shown if lead is None or lead in shown else (lead, *shown)
    return Draft(
        id="4",
        section=Section.REASONS,
        titles=_number_titles(lead, len(shown), say),
        blocks=tuple(blocks),
        sources=figures.source_lines(told, say),
        notes=say("talk.4"),
        more=(More(say("more.definitions"), "A1"),) if any(metric.name for metric in shareable.metrics) else (),
    )


def metric_table(
    metrics: tuple[Metric, ...], say: Phrases, lead: Metric | None = None, with_sources: bool = True
) -> Table:
    """Name, baseline and target with their dates, difference with direction, one metric a row, the ``lead`` marked.

    ``with_sources`` adds source and as-of; without it they stand at the foot of the slide.
    """
    rows = tuple(_metric_row(metric, say, with_sources) for metric in metrics)
    keys: tuple[str, ...] = ("metric", "baseline", "target", "difference", "source")
    weights = (2.4, 1.2, 1.2, 1.7, 2.6) if with_sources else (2.2, 1.1, 1.1, 1.6)
    aligned = ("baseline", "target", "difference")
    flat = [tuple(cell.text.replace("\n", " ") for cell in row) for row in rows]
    summary = [say("alt.metric", name=row[0], baseline=row[1], target=row[2]) for row in flat]
    return Table(
        columns=tuple(
            Column(say(f"column.{key}"), align="right" if key in aligned else "left", weight=weight)
            for key, weight in zip(keys, weights, strict=False)
        ),
        rows=rows,
        alt=say("alt.metrics", n=len(rows), list=say("joined").join(summary)),
        row_headers=True,
        marked=frozenset(index for index, metric in enumerate(metrics) if metric == lead),
    )


def _metric_row(metric: Metric, say: Phrases, with_sources: bool) -> tuple[Text, ...]:
    """Two lines a cell: the value above its date, the difference above the direction that is better."""
    target = figures.value(metric, metric.target.value, say) if metric.target.value is not None else say("not_yet_set")
    baseline = figures.value(metric, metric.baseline.value, say)
    better = say.term(f"direction.{metric.direction}")
    tone: Tone = "normal" if figures.improves(metric) else "muted"
    row = (
        Text(metric.name, tags=(metric.id,) if metric.usable else ()),
        Text(_dated(baseline, say.month(metric.baseline.date))),
        Text(_dated(target, say.month(metric.target.date))),
        Text(_dated(figures.difference(metric, say), _judgement(metric, better, say)), tone=tone),
    )
    if not with_sources:
        return row
    source = say("sourced", source=metric.source, date=say.month(metric.as_of)) if metric.usable else ""
    return (*row, Text(source or say("source_missing"), tone="normal" if source else "warning"))


def _judgement(metric: Metric, better: str, say: Phrases) -> str:
    """Which direction is better, and what the target is when it is no improvement."""
    if figures.change(metric) is None or figures.improves(metric):
        return better
    return say("direction.hold" if figures.guards(metric) else "direction.worse", better=better)


def _dated(value: str, below: str) -> str:
    return f"{value}\n{below}" if below else value


def _number_titles(lead: Metric | None, count: int, say: Phrases) -> tuple[str, ...]:
    if lead is None or lead.baseline.value is None or lead.target.value is None:
        return (say("title.4.metrics", n=count), say("title.4.none")) if count else (say("title.4.none"),)
    if not figures.improves(lead):
        key = "title.4.hold"
    else:
        key = "title.4.rise" if lead.target.value > lead.baseline.value else "title.4.fall"
    baseline, target = (figures.value(lead, one.value, say) for one in (lead.baseline, lead.target))
    when = say.month(lead.target.date)
    titles = []
    for name in (lead.name, shortened(lead.name, SHORT_NAME[say.language])):
        if name and when:
            titles.append(say(key, metric=name, baseline=baseline, target=target, by=when))
        if name:
            titles.append(say(f"{key}_undated", metric=name, baseline=baseline, target=target))
    return (*titles, say("title.4.metrics", n=max(count, 1)))
