"""The first and the last page of the body: the decision asked for, and what follows it (slides 1 and 9)."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from decks import choosing, figures
from decks.deck import Block, Callout, Column, Columns, Fact, Facts, Section, Table, Text, Tile, Tiles, Tone
from decks.draft import Draft, claim, fact, person
from decks.phrases import Phrases, clause, first_sentence, shortened
from prep.shareable import Answer, Ask, Concern, Metric, Shareable, Step
from prep.words.formatting import day, short_money

WHYS = ("why_do", "why_goals", "why_care")
WHYS_TOGETHER = {"ja": 120, "en": 420}
LINE = {"ja": 46, "en": 180}
NEXT_DAYS = 90
BRIEF_TAGS = 2
BRIEF_LINE = {"ja": 40, "en": 100}
BRIEF_BOX = {"ja": 40, "en": 110}
BRIEF_CONCERN = {"ja": 30, "en": 80}
BRIEF_FURTHER = 1
BRIEF, BRIEFEST = 1.0, 0.7
"""How much of the brief lengths a form of page 1 takes; the shortest leaves out what else is asked."""
SHORT_NAME = {"ja": 12, "en": 40}


def whys(shareable: Shareable) -> dict[str, Answer]:
    """The three answers by their name."""
    return {"why_do": shareable.why_do, "why_goals": shareable.why_goals, "why_care": shareable.why_care}


def brief_whys(shareable: Shareable) -> dict[str, str]:
    """The answers as page 1 has room for them: whole, or their first sentences when they are long together."""
    answers = whys(shareable)
    if sum(len(answer.text) for answer in answers.values()) <= WHYS_TOGETHER[shareable.language]:
        return {name: answer.text for name, answer in answers.items()}
    limit = LINE[shareable.language]
    return {name: clause(first_sentence(answer.text), limit) for name, answer in answers.items()}


def shortest_whys(shareable: Shareable, say: Phrases) -> dict[str, str]:
    """The answers in the fewest words that page 1 may print of them."""
    return {name: _within(line.strip(), BRIEF_LINE, say, BRIEFEST) for name, line in brief_whys(shareable).items()}


def decision(shareable: Shareable, say: Phrases) -> Draft:
    """Slide 1: stands alone; what is asked, why, the one number, the biggest risk, what happens if not."""
    lead = choosing.lead_metric(shareable)
    return Draft(
        id="1",
        section=Section.DECISION,
        titles=_ask_titles(shareable, lead, say),
        blocks=_page_one(shareable, lead, say),
        sources=(figures.source_line(lead, say),) if lead else (),
        notes=_notes_of_decision(shareable, say),
        brief=_page_one(shareable, lead, say, BRIEF),
        briefest=_page_one(shareable, lead, say, BRIEFEST),
    )


def _page_one(shareable: Shareable, lead: Metric | None, say: Phrases, brief: float = 0.0) -> tuple[Block, ...]:
    """The page's blocks; ``brief``: each text in that share of a line, whole on slides 2, 8 and 9; 0: as it is."""
    answers, lines = whys(shareable), brief_whys(shareable)
    if brief:
        lines = {name: _within(line, BRIEF_LINE, say, brief) for name, line in lines.items()}
    reasons = tuple(Fact(say(f"label.{name}"), brief_claim(answers[name], lines[name], say)) for name in WHYS)
    return (
        Tiles(_tiles(shareable, lead, say)),
        Facts((*_asked(shareable, say, brief), *_until(shareable, say), *reasons)),
        Columns((1.35, 1.0), ((_risk(shareable, say, brief),), (_if_no(shareable, say, brief),))),
    )


def _within(text: str, limits: dict[str, int], say: Phrases, brief: float) -> str:
    """``text``, when ``brief`` in that share of the characters that ``limits`` allow in the deck's language."""
    if not brief:
        return text
    limit = int(limits[say.language] * brief)
    return shortened(text, limit) or text[: limit - 1].rstrip() + "…"


def _until(shareable: Shareable, say: Phrases) -> tuple[Fact, ...]:
    """By when the decision is wanted and whether it can be reversed; nothing where a tile says so."""
    if not shareable.asks or shareable.asks[0].amount is None:
        return ()
    ask = shareable.asks[0]
    reversible = say("reversible" if ask.reversible else "not_reversible")
    until = say("by_and_whether", date=say.date(ask.by), reversible=reversible)
    return (fact(say("label.by"), until, "normal" if ask.by else "muted"),)


def brief_claim(answer: Answer, brief: str, say: Phrases) -> Text:
    """A why in a line, with the first of its evidence; slide 2 and the index have all of it."""
    shown = claim(answer, say, brief)
    tags = 1 if len(shown.text) > BRIEF_LINE[say.language] else BRIEF_TAGS  # none on a line of its own
    return replace(shown, tags=shown.tags[:tags])


def _tiles(shareable: Shareable, lead: Metric | None, say: Phrases) -> tuple[Tile, ...]:
    """Three figures: the one number, the amount (without one: by when), the people consulted."""
    tiles = [lead_tile(lead, say)]
    ask = shareable.asks[0] if shareable.asks else None
    cost = shareable.idea.cost
    if ask is not None and ask.amount is not None:
        period = cost.period if ask.amount == cost.amount else ""
        tiles.append(Tile(say("label.amount"), short_money(ask.amount, ask.currency, say.language), period))
    elif ask is not None:
        reversible = say("reversible" if ask.reversible else "not_reversible")
        tiles.append(Tile(say("label.by"), say.date(ask.by), reversible, "accent" if ask.by else "muted"))
    if shareable.people_consulted:
        teams = say("tile.teams", n=shareable.teams_consulted)
        people = say("count.people", n=shareable.people_consulted)
        tiles.append(Tile(say("label.consulted"), people, teams))
    return tuple(tiles)


def lead_tile(lead: Metric | None, say: Phrases) -> Tile:
    """The one number, large: baseline → target, by when; without one, that it is not yet measured."""
    if lead is None:
        return Tile(say("label.one_number"), say("not_yet_measured"), say("one_number_missing"), "muted", lead=True)
    by = say("by_date", date=say.month(lead.target.date) or say("not_yet_set"))
    detail = by if figures.improves(lead) else say("tile.by", difference=figures.judged(lead, say), by=by)
    return Tile(lead.name or say("label.one_number"), figures.journey(lead, say), detail, lead=True)


def _asked(shareable: Shareable, say: Phrases, brief: float = 0.0) -> tuple[Fact, ...]:
    """What is asked, of whom, and what else; ``brief``: in a line each, and only the first of what else."""
    if not shareable.asks:
        return (fact(say("label.asked"), say("not_yet_written"), "muted"),)
    first, *further = shareable.asks
    what = _within(say.written(first.what), BRIEF_LINE, say, brief)
    rows = [fact(_label(first, "asked_for", say), what, "strong")]
    rows.append(fact(say("label.from"), _within(_from(first, say), BRIEF_LINE, say, brief)))
    shown = further[: BRIEF_FURTHER if brief == BRIEF else 0] if brief else further
    for ask in shown:
        line = _within(_further(ask, first, say), BRIEF_LINE, say, brief)
        rows.append(fact(_label(ask, "also_asked", say), line))
    if left := len(further) - len(shown):
        rows.append(fact(say("label.more_asked"), say("more_asked", n=left)))
    return tuple(rows)


def _label(ask: Ask, key: str, say: Phrases) -> str:
    label = say(f"label.{key}", type=say.term(f"ask_type.{ask.type}"))
    return label[:1].upper() + label[1:]


def _from(ask: Ask, say: Phrases) -> str:
    return say("joined").join(person(who, say) for who in ask.asked) or say("not_yet_set")


def _further(ask: Ask, first: Ask, say: Phrases) -> str:
    """What else is asked, with the amount, date and people where they are others than the first ask's."""
    parts = [say.written(ask.what)]
    if ask.amount is not None:
        parts.append(say.money(ask.amount, ask.currency))
    if ask.by is not None and ask.by != first.by:
        parts.append(say("by_date", date=say.date(ask.by)))
    if ask.asked and set(ask.asked) - set(first.asked):
        parts.append(_from(ask, say))
    return say("joined").join(parts)


def _risk(shareable: Shareable, say: Phrases, brief: float) -> Callout:
    risk = choosing.biggest_risk(shareable)
    if risk is None:
        return Callout(say("label.biggest_risk"), (Text(say("no_concern"), tone="muted"),), "warning")
    answer = our_answer(risk, say, _within(first_sentence(risk.response), BRIEF_BOX, say, brief))
    if brief:
        answer = replace(answer, tags=answer.tags[:BRIEF_TAGS])
    concern = _within(risk.concern, BRIEF_CONCERN, say, brief)
    return Callout(say("label.biggest_risk_is", concern=concern), (answer,), "warning")


def our_answer(concern: Concern, say: Phrases, brief: str | None = None) -> Text:
    """The answer to a concern with its evidence, else as a hypothesis, or that there is none yet.

    ``brief`` is a shorter form of it to show instead.
    """
    if not concern.response:
        return Text(say("no_answer_yet"), tone="warning")
    return claim(Answer(text=concern.response, tags=concern.tags), say, brief)


def _if_no(shareable: Shareable, say: Phrases, brief: float) -> Callout:
    if_no = shareable.asks[0].if_no if shareable.asks else ""
    tone: Tone = "normal" if if_no else "muted"
    return Callout(say("label.if_no"), (Text(_within(say.written(if_no), BRIEF_BOX, say, brief), tone=tone),), tone)


def _ask_titles(shareable: Shareable, lead: Metric | None, say: Phrases) -> tuple[str, ...]:
    if not shareable.asks:
        return (say("title.1.none"),)
    ask = shareable.asks[0]
    if ask.amount is not None:
        what = say(f"asking.{ask.type}.amount", amount=short_money(ask.amount, ask.currency, say.language))
    else:
        what = say(f"asking.{ask.type}.plain")
    request = say(f"asking.{ask.type}.request")
    titles = []
    if ask.by is not None:
        for shown in (say.date(ask.by), day(ask.by, say.language)):
            titles += [
                say("title.1.to_target", object=what, request=request, by=shown, metric=name, target=target)
                for name, target in _named_targets(lead, say)
            ]
        titles += [
            say("title.1.by", object=what, request=request, by=shown)
            for shown in (say.date(ask.by), day(ask.by, say.language))
        ]
    nothing_named = say(f"asking.{ask.type}.plain")
    return (*titles, *(say("title.1.plain", object=one, request=request) for one in (what, nothing_named)))


def _named_targets(lead: Metric | None, say: Phrases) -> tuple[tuple[str, str], ...]:
    """The lead metric's name, whole and shortened, with its target; nothing when it is no improvement."""
    if lead is None or lead.target.value is None or not figures.improves(lead):
        return ()
    target = figures.value(lead, lead.target.value, say)
    names = (lead.name, shortened(lead.name, SHORT_NAME[say.language]))
    return tuple((name, target) for name in dict.fromkeys(names) if name)


def _notes_of_decision(shareable: Shareable, say: Phrases) -> str:
    lines = [say("talk.1")]
    lines += [
        say("noted", label=say(f"label.{name}"), text=say.written(one.text)) for name, one in whys(shareable).items()
    ]
    return "\n".join(lines)


def next_days(shareable: Shareable, say: Phrases) -> Draft:
    """Slide 9: the ask again, the conditions we propose, who does what in the next 90 days, the first check."""
    plan = choosing.plan(shareable)
    check = first_check(shareable)
    before, soon, later = _split(plan.steps, _starts(shareable))
    phases = (("condition", plan.conditions), ("before", before), ("next_90_days", soon), ("later", later))
    rows = list(_asked(shareable, say))
    if shareable.asks:
        rows.append(fact(say("label.by"), say.date(shareable.asks[0].by)))
        if (
            len(if_no := shareable.asks[0].if_no) > BRIEF_BOX[say.language] * BRIEFEST
        ):  # page 1 may have shown its beginning
            rows.append(fact(say("label.if_no"), if_no))
    rows.append(_check_fact(check, say))
    blocks: list[Block] = [Facts(tuple(rows))]
    if any(steps for _, steps in phases):
        blocks.append(_phase_table(phases, say))
    return Draft(
        id="9",
        section=Section.CONCERNS,
        titles=_plan_titles(len(plan.conditions) + len(soon) + len(later), check, shareable, say),
        blocks=tuple(blocks),
        notes=say("talk.9"),
    )


def _starts(shareable: Shareable) -> dt.date:
    """The day the 90 days begin: when the decision is wanted, else today."""
    by = shareable.asks[0].by if shareable.asks else None
    return by or shareable.today


def _split(steps: tuple[Step, ...], start: dt.date) -> tuple[tuple[Step, ...], ...]:
    """Steps due up to the decision, in the 90 days after it, and later or without a date."""
    end = start + dt.timedelta(days=NEXT_DAYS)
    before = tuple(step for step in steps if step.due is not None and step.due <= start)
    soon = tuple(step for step in steps if step.due is not None and start < step.due <= end)
    return before, soon, tuple(step for step in steps if step not in before and step not in soon)


def first_check(shareable: Shareable) -> Step | None:
    """The condition or step that is due first after the decision; None: none is agreed."""
    plan = choosing.plan(shareable)
    start = _starts(shareable)
    open_ = [step for step in (*plan.conditions, *plan.steps) if step.due and not step.done and step.due > start]
    return min(open_, key=lambda step: step.due or dt.date.max, default=None)


def _check_fact(check: Step | None, say: Phrases) -> Fact:
    if check is None:
        return fact(say("label.first_check"), say("not_yet_set"), "warning")
    key = "check_of" if check.owner else "check_of_nobody"
    shown = say(key, date=say.date(check.due), what=check.what, owner=check.owner)
    return fact(say("label.first_check"), shown, "strong")


def _phase_table(phases: tuple[tuple[str, tuple[Step, ...]], ...], say: Phrases) -> Table:
    """Conditions and steps in one table, each row with the phase it belongs to, its owner and its date."""
    marked = [(phase, step) for phase, steps in phases for step in steps]
    plain = step_table(tuple(step for _, step in marked), "step", say)
    rows = tuple(
        (Text(say(f"phase.{phase}"), tone="strong"), *cells)
        for (phase, _), cells in zip(marked, plain.rows, strict=True)
    )
    return replace(plain, columns=(Column(say("column.phase"), weight=1.1), *plain.columns), rows=rows)


def step_table(steps: tuple[Step, ...], kind: str, say: Phrases) -> Table:
    """Steps with owner and date, one a row (rule 7)."""
    rows = tuple(
        (
            Text(step.what),
            Text(step.owner or say("owner_missing"), tone="normal" if step.owner else "warning"),
            Text(say.date(step.due), tone="normal" if step.due else "warning"),
        )
        for step in steps
    )
    shown = [say("alt.step", what=step.what, owner=step.owner, due=say.date(step.due)) for step in steps]
    columns = (Column(say(f"column.{kind}"), weight=3.0), Column(say("column.owner")), Column(say("column.due")))
    return Table(columns, rows, alt=say(f"alt.{kind}s", n=len(steps), list=say("joined").join(shown)))


def _plan_titles(count: int, first: Step | None, shareable: Shareable, say: Phrases) -> tuple[str, ...]:
    by = shareable.asks[0].by if shareable.asks else None
    check = first.due if first else None
    steps = say("count.steps", n=count)
    titles = []
    if check is not None and count:
        if by is not None:
            titles.append(say("title.9.by_check", by=say.date(by), steps=steps, check=say.date(check)))
        titles.append(say("title.9.check", steps=steps, check=say.date(check)))
        titles.append(say("title.9.check", steps=steps, check=day(check, say.language)))
    if count:
        titles.append(say("title.9.steps", steps=steps))
    return (*titles, say("title.9.none"))
