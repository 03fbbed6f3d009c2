"""The rollout's work: all tactics, what changes today, procedures, priorities and measures (slides 4, 5, 8 to 10)."""

from __future__ import annotations

import datetime as dt

from decks import choosing, figures
from decks.deck import Column, Paragraph, Section, Table, Text
from decks.draft import Draft
from decks.phrases import Phrases
from decks.slides_reasons import metric_table
from prep.folding import fold
from prep.shareable import Rollout, Shareable, Tactic
from prep.words.formatting import day

ACTIVITY_DECISIONS = ("keep", "change", "stop")


def staff_priority(tactic: Tactic, plan: Rollout) -> int | None:
    """The priority the staff set; None when nobody set it, or the head did (X08: the staff rank, not the head)."""
    if tactic.priority is None or not tactic.priority_set_by:
        return None
    setter, head = fold(tactic.priority_set_by), fold(plan.directive.from_)
    return None if setter in head or (head and head in setter) else tactic.priority


def _ranked(plan: Rollout) -> tuple[Tactic, ...]:
    """Those the staff ranked first, by rank; the others after them as listed."""

    def rank(tactic: Tactic) -> tuple[bool, int]:
        priority = staff_priority(tactic, plan)
        return priority is None, priority or 0

    return tuple(sorted(plan.tactics, key=rank))


def tactics(shareable: Shareable, plan: Rollout, say: Phrases) -> Draft:
    """Slide 4: every tactic, none hidden; the priority column as staff set it, else blank for them (B10, B12)."""
    if not plan.tactics:
        blocks = (Paragraph(Text(say("no_tactic"), tone="warning")),)
        return Draft("4", Section.BODY, (say("title.r4.none"),), blocks, notes=say("talk.r4"))
    measures = {metric.id: metric.name for metric in shareable.metrics}
    rows = []
    for tactic in _ranked(plan):
        priority = staff_priority(tactic, plan)
        rows.append(
            (
                Text(say("rank", n=priority) if priority is not None else ""),
                Text(say.written(tactic.title), tone="strong"),
                Text(tactic.owner or say("owner_missing"), tone="normal" if tactic.owner else "warning"),
                Text(tactic.cooperating or "–"),
                Text(tactic.tools or "–"),
                Text(say.date(tactic.starts), tone="normal" if tactic.starts else "warning"),
                Text(measures.get(tactic.measure_id or "", "") or "–"),
            )
        )
    keys = ("priority", "tactic", "owner", "cooperating", "tools", "starts", "measure")
    weights = (0.6, 2.4, 1.1, 1.5, 2.0, 1.2, 1.3)
    listed = [say("alt.step", what=row[1].text, owner=row[2].text, due=row[5].text) for row in rows]
    table = Table(
        columns=tuple(
            Column(say(f"column.{key}"), "center" if key == "priority" else "left", weight)
            for key, weight in zip(keys, weights, strict=True)
        ),
        rows=tuple(rows),
        alt=say("alt.tactics", n=len(rows), list=say("joined").join(listed)),
    )
    return Draft("4", Section.BODY, _tactic_titles(plan, say), (table,), notes=say("talk.r4"))


def _tactic_titles(plan: Rollout, say: Phrases) -> tuple[str, ...]:
    count = len(plan.tactics)
    starts = min((tactic.starts for tactic in plan.tactics if tactic.starts), default=None)
    plain = say("title.r4.plain", n=count)
    if starts is None:
        return (plain,)
    shown = (say.date(starts), day(starts, say.language))
    return (*(say("title.r4.starts", n=count, starts=one) for one in shown), plain)


def activities(plan: Rollout, say: Phrases) -> Draft | None:
    """Slide 5: what changes in today's work: keep, change, stop (B19, B22); None: no inventory."""
    listed = [activity for activity in plan.activities if activity.activity]
    if not listed:
        return None
    listed.sort(key=lambda activity: ACTIVITY_DECISIONS.index(activity.decision))
    counts = {name: sum(one.decision == name for one in listed) for name in ACTIVITY_DECISIONS}
    rows = tuple(
        (
            Text(say.term(f"activity_decision.{one.decision}"), tone="strong"),
            Text(one.activity),
            Text(one.owner or say("owner_missing")),
        )
        for one in listed
    )
    told = [say("alt.activity", decision=row[0].text, activity=row[1].text) for row in rows]
    table = Table(
        columns=(
            Column(say("column.decision"), weight=0.8),
            Column(say("column.activity"), weight=3.0),
            Column(say("column.owner"), weight=1.6),
        ),
        rows=rows,
        alt=say("alt.activities", n=len(rows), list=say("joined").join(told)),
        row_headers=True,
    )
    parts = [say(f"count.{name}", n=count) for name, count in counts.items() if count]
    titles = (say("title.r5.counts", n=len(rows), list=say.together(parts)), say("title.r5.plain", n=len(rows)))
    return Draft("5", Section.BODY, titles, (table,), notes=say("talk.r5"))


def procedures(plan: Rollout, say: Phrases) -> Draft | None:
    """Where each procedure lies and when it is briefed, before the start (B23, B24); None: no procedure at all."""
    if not any(tactic.procedure_where or tactic.briefed_on for tactic in plan.tactics):
        return None
    ready = sum(bool(tactic.procedure_where and tactic.briefed_on) for tactic in plan.tactics)
    rows = tuple(
        (
            Text(say.written(tactic.title), tone="strong"),
            Text(say.written(tactic.procedure_where), tone="normal" if tactic.procedure_where else "warning"),
            Text(say.date(tactic.briefed_on), tone="normal" if tactic.briefed_on else "warning"),
            Text(say.date(tactic.starts)),
        )
        for tactic in plan.tactics
    )
    listed = [say("alt.procedure", tactic=row[0].text, where=row[1].text, briefed=row[2].text) for row in rows]
    table = Table(
        columns=(
            Column(say("column.tactic"), weight=2.2),
            Column(say("column.where"), weight=2.4),
            Column(say("column.briefed_on"), weight=1.2),
            Column(say("column.starts"), weight=1.2),
        ),
        rows=rows,
        alt=say("alt.procedures", n=len(rows), list=say("joined").join(listed)),
        row_headers=True,
    )
    key = "title.r8.all" if ready == len(rows) else "title.r8.some"
    return Draft("8", Section.BODY, (say(key, n=ready, all=len(rows)),), (table,), notes=say("talk.r8"))


def priorities(plan: Rollout, say: Phrases) -> Draft | None:
    """A worksheet on which the staff rank the tactics themselves (B12); None: all are ranked, or there is none."""
    open_ = [tactic for tactic in plan.tactics if staff_priority(tactic, plan) is None]
    if not open_:
        return None
    rows = tuple(
        (
            Text(say.written(tactic.title), tone="strong"),
            Text(tactic.owner or say("owner_missing")),
            Text(say("rank", n=rank) if (rank := staff_priority(tactic, plan)) is not None else ""),
            Text((tactic.priority_set_by or "") if rank is not None else ""),
            Text(""),
        )
        for tactic in _ranked(plan)
    )
    widths = {"tactic": 2.6, "owner": 1.2, "our_priority": 0.9, "set_by": 1.4, "reason": 2.2}
    table = Table(
        columns=tuple(Column(say(f"column.{key}"), weight=weight) for key, weight in widths.items()),
        rows=rows,
        alt=say("alt.priorities", n=len(open_), list=say.together([tactic.title for tactic in open_])),
        row_headers=True,
    )
    return Draft(
        "9",
        Section.BODY,
        (say("title.r9", n=len(open_)),),
        (Paragraph(Text(say("rank_yourselves"))), table),
        notes=say("talk.r9"),
    )


def measures(shareable: Shareable, plan: Rollout, say: Phrases) -> Draft | None:
    """What shows that it works, and when it is first reviewed; None: no tactic is linked to a metric."""
    used = {tactic.measure_id for tactic in plan.tactics}
    listed = tuple(metric for metric in shareable.metrics if metric.id in used)
    if not listed:
        return None
    review = first_review(shareable)
    count = len(listed)
    titles: tuple[str, ...] = (say("title.r10.plain", n=count),)
    if review is not None:
        shown = (say.date(review), day(review, say.language))
        titles = (*(say("title.r10.review", n=count, date=one) for one in shown), *titles)
    return Draft(
        "10",
        Section.BODY,
        titles,
        (metric_table(listed, say),),
        sources=figures.source_lines(listed, say),
        notes=say("talk.r10"),
        anchors=tuple(metric.id for metric in listed if metric.usable),
    )


def first_review(shareable: Shareable) -> dt.date | None:
    """The first date after today on which a condition is due; None: none is."""
    conditions = choosing.plan(shareable).conditions
    return min((one.due for one in conditions if one.due and one.due > shareable.today), default=None)
