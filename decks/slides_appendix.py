"""The appendix: metric definitions, what last time taught, and the evidence index (slides A1, A4 and A5)."""

from __future__ import annotations

from collections.abc import Mapping

from decks import choosing, figures
from decks.deck import Column, Fact, Facts, Section, Table, Text
from decks.draft import Draft, fact
from decks.phrases import Phrases
from decks.slides_decision import whys
from decks.slides_voices import attribution
from prep.shareable import CarriedLesson, Metric, Quote, Shareable

DEFINED = 1
"""The definition itself prints the tag, too: in the table of metrics, below a quote."""


def metrics(shareable: Shareable, say: Phrases, indexed: frozenset[str], uses: Mapping[str, int]) -> Draft | None:
    """Slide A1: every metric with definition, direction, owner, as-of and note; None: no metric.

    ``indexed`` are the tags that the evidence index already defines, ``uses`` counts what cites each tag.
    """
    listed = tuple(metric for metric in shareable.metrics if metric.name)
    if not listed:
        return None
    known = sum(bool(metric.definition and metric.owner and metric.usable) for metric in listed)
    return Draft(
        id="A1",
        section=Section.APPENDIX,
        titles=(
            say("title.A1.all", n=len(listed))
            if known == len(listed)
            else say("title.A1.some", n=known, all=len(listed)),
        ),
        blocks=(_definitions(listed, uses, say),),
        sources=figures.source_lines(tuple(one for one in listed if one.usable), say),
        notes=say("talk.A1"),
        anchors=tuple(metric.id for metric in listed if metric.usable and metric.id not in indexed),
    )


def _definitions(listed: tuple[Metric, ...], uses: Mapping[str, int], say: Phrases) -> Table:
    rows = tuple(
        (
            Text(metric.name, tags=(metric.id,) if metric.usable else ()),
            Text(_defined(metric, say), tone="normal" if metric.definition else "warning"),
            Text(figures.value(metric, metric.baseline.value, say)),
            Text(say("level_direction", level=say.term(f"level.{metric.level}"), direction=_better(metric, say))),
            Text(metric.owner or say("owner_missing")),
            Text(say.date(metric.as_of) if metric.as_of else say("date_missing")),
            cited_on(metric.id, uses) if metric.usable else Text("–"),
        )
        for metric in listed
    )
    keys = ("metric", "definition", "baseline", "level_direction", "owner", "as_of", "pages")
    weights = (1.8, 3.7, 1.1, 1.3, 1.4, 1.3, 0.7)
    return Table(
        columns=tuple(
            Column(say(f"column.{key}"), "right" if key == "baseline" else "left", weight)
            for key, weight in zip(keys, weights, strict=True)
        ),
        rows=rows,
        alt=say("alt.definitions", n=len(rows), list=say.together([metric.name for metric in listed])),
        row_headers=True,
    )


def cited_on(tag: str, uses: Mapping[str, int]) -> Text:
    """The pages that cite a piece of evidence, each a link to it."""
    return Text("", cited=tag, pages=uses.get(tag, 0) + DEFINED)


def _better(metric: Metric, say: Phrases) -> str:
    return say.term(f"direction.{metric.direction}")


def _defined(metric: Metric, say: Phrases) -> str:
    definition = metric.definition or say("definition_missing")
    return say("definition_note", definition=definition, note=metric.note) if metric.note else definition


def last_time(shareable: Shareable, say: Phrases) -> Draft | None:
    """Slide A4: how the earlier attempt was decided, what it taught and what changed; None: nothing carried.

    A lesson that is not answered yet says so.
    """
    carried = shareable.carried_lessons
    if not carried:
        return None
    applied = sum(bool(lesson.how_applied) for lesson in carried)
    return Draft(
        id="A4",
        section=Section.APPENDIX,
        titles=_lesson_titles(applied, len(carried), say),
        blocks=(Facts(_attempts(carried, say)), _lesson_table(carried, say)),
        notes=say("talk.A4"),
    )


def _lesson_titles(applied: int, count: int, say: Phrases) -> tuple[str, ...]:
    if applied == count:
        return (say("title.A4.all", n=count),)
    return (say("title.A4.some", n=count, applied=applied),) if applied else (say("title.A4.none", n=count),)


def _attempts(carried: tuple[CarriedLesson, ...], say: Phrases) -> tuple[Fact, ...]:
    """Each earlier attempt once, with its decision and date."""
    attempts = {lesson.earlier_title: lesson for lesson in carried}
    return tuple(
        fact(
            say.written(title),
            say(
                "decided",
                decision=say.term(f"decision.{lesson.decision}") if lesson.decision else say("not_yet_set"),
                date=say.date(lesson.decided_on),
            ),
        )
        for title, lesson in attempts.items()
    )


def _lesson_table(carried: tuple[CarriedLesson, ...], say: Phrases) -> Table:
    rows = tuple(
        (
            Text(say.written(lesson.lesson)),
            Text(lesson.how_applied or say("not_yet_answered"), tone="normal" if lesson.how_applied else "warning"),
        )
        for lesson in carried
    )
    listed = [say("alt.lesson", lesson=row[0].text, applied=row[1].text) for row in rows]
    return Table(
        columns=(Column(say("column.lesson"), weight=1.0), Column(say("column.applied"), weight=1.2)),
        rows=rows,
        alt=say("alt.lessons", n=len(rows), list=say("joined").join(listed)),
    )


def claims(shareable: Shareable, say: Phrases) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each claim of the deck with its tags: the whys that have a text, then the answers to concerns."""
    reasons = [(say(f"label.{name}"), answer.tags) for name, answer in whys(shareable).items() if answer.text]
    ranked = choosing.ranked_concerns(shareable)
    answers = [(say("answer_to", concern=one.concern), one.tags) for one in ranked if one.response]
    return (*reasons, *answers)


def indexed_tags(shareable: Shareable, say: Phrases) -> frozenset[str]:
    """The tags that the evidence index defines."""
    return frozenset(tag for _, tags in claims(shareable, say) for tag in tags)


def evidence(shareable: Shareable, say: Phrases, uses: Mapping[str, int]) -> Draft | None:
    """Slide A5: claim → tag → source → pages, one piece of evidence a row with all claims that rest on it.

    None: no claim has evidence. ``uses`` counts what cites each tag.
    """
    rests: dict[str, list[str]] = {}
    unproven = []
    for label, tags in claims(shareable, say):
        for tag in tags:
            rests.setdefault(tag, []).append(label)
        if not tags:
            unproven.append((Text(label), Text("–"), Text(say("hypothesis_alone"), tone="warning"), Text("–")))
    if not rests:
        return None
    sources = {tag: source_of(tag, shareable, say) for tag in rests}
    listed = [say("alt.evidence", tag=tag, source=source) for tag, source in sources.items()]
    rows = [
        (Text("\n".join(labels)), Text(say("tag", id=tag)), Text(sources[tag]), cited_on(tag, uses))
        for tag, labels in rests.items()
    ]
    columns = (("claim", 2.9), ("tag", 0.6), ("source", 4.0), ("pages", 0.9))
    return Draft(
        id="A5",
        section=Section.APPENDIX,
        titles=(say("title.A5", n=len(rests)),),
        blocks=(
            Table(
                columns=tuple(
                    Column(say(f"column.{key}"), "center" if key == "tag" else "left", weight)
                    for key, weight in columns
                ),
                rows=(*rows, *unproven),
                alt=say("alt.index", n=len(rests), list=say("joined").join(listed)),
            ),
        ),
        notes=say("talk.A5"),
        anchors=tuple(rests),
    )


def source_of(tag: str, shareable: Shareable, say: Phrases) -> str:
    """Where the evidence of a tag comes from: a metric's source line, or who said a quote."""
    quote = next((quote for quote in shareable.quotes if quote.id == tag), None)
    if quote is not None:
        return _quote_source(quote, say)
    return figures.source_line(next(metric for metric in shareable.metrics if metric.id == tag), say)


def cited_source(tag: str, shareable: Shareable, say: Phrases) -> str:
    """The source of a tag with the tag before it, for the foot of a slide that has no index to lead to."""
    return f"{say('tag', id=tag)} {source_of(tag, shareable, say)}"


def _quote_source(quote: Quote, say: Phrases) -> str:
    """Who said it in the consented form; where it was said only when the speaker agreed to be named."""
    who = attribution(quote, say)
    return say("quote_source", who=who, source=quote.source) if quote.source else say("quote_said", who=who)
