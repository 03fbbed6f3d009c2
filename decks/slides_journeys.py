"""One sheet a customer: the persona, and the stages with their five rows (B13 to B18)."""

from __future__ import annotations

from decks.deck import Block, Column, Columns, Fact, Facts, Heading, Paragraph, Section, Table, Text
from decks.draft import Draft, claim
from decks.phrases import Phrases, shortened
from decks.slides_appendix import cited_source
from prep.shareable import Answer, Journey, Rollout, Shareable, Stage

ROWS = ("psychology", "owner", "action", "tools", "partners")
STAGES_A_SLIDE = 6
PERSONA_NAME = {"ja": 14, "en": 50}


def journeys(shareable: Shareable, plan: Rollout, say: Phrases) -> tuple[Draft, ...]:
    """A sheet for each customer with stages, more than six stages on further sheets; none: one slide that says so."""
    written = [journey for journey in plan.journeys if journey.stages]
    if not written:
        blocks: tuple[Block, ...] = (Paragraph(Text(say("no_journey"), tone="warning")),)
        return (Draft("7", Section.BODY, (say("title.r7.none"),), blocks, notes=say("talk.r7")),)
    return tuple(
        draft for number, journey in enumerate(written, start=1) for draft in _sheets(shareable, journey, number, say)
    )


def _sheets(shareable: Shareable, journey: Journey, number: int, say: Phrases) -> tuple[Draft, ...]:
    parts = [journey.stages[at : at + STAGES_A_SLIDE] for at in range(0, len(journey.stages), STAGES_A_SLIDE)]
    titles = _titles(journey, number, say)
    cited = tuple(cited_source(tag, shareable, say) for tag in journey.tags) if journey.image else ()
    drafts = []
    for part, stages in enumerate(parts, start=1):
        mark = say("part", part=part, parts=len(parts)) if len(parts) > 1 else ""
        drafts.append(
            Draft(
                id=f"7.{number}" if len(parts) == 1 else f"7.{number}.{part}",
                section=Section.BODY,
                titles=tuple(title + mark for title in titles),
                blocks=(*_persona(journey, part, say), _grid(journey, stages, say)),
                sources=cited if part == 1 else (),
                notes=say("talk.r7"),
                anchors=journey.tags if part == 1 else (),
            )
        )
    return tuple(drafts)


def _titles(journey: Journey, number: int, say: Phrases) -> tuple[str, ...]:
    names = (journey.name, shortened(journey.name, PERSONA_NAME[say.language]))
    count = len(journey.stages)
    return (
        *(say("title.r7.named", name=name, n=count) for name in names if name),
        say("title.r7.numbered", number=number, n=count),
    )


def _persona(journey: Journey, part: int, say: Phrases) -> tuple[Block, ...]:
    """Who the customer is, in a strip: whole on the first sheet, by name on the others.

    The image rests on what customers said, or is a hypothesis (B19).
    """
    name = say("joined_dot").join(filter(None, (journey.name, journey.segment)))
    strip: list[Block] = [Heading(name)] if name else []
    image = claim(Answer(text=journey.image, tags=journey.tags), say)
    known = (("image", image), ("wants", Text(journey.wants)))
    written = {"image": journey.image, "wants": journey.wants}
    cells = tuple((Facts((Fact(say(f"label.{key}"), text),)),) for key, text in known if written[key])
    if part == 1 and cells:
        strip.append(Columns((1.0,) * len(cells), cells))
    return tuple(strip)


def _grid(journey: Journey, stages: tuple[Stage, ...], say: Phrases) -> Table:
    cells = tuple(
        (
            Text(say(f"row.{row}"), tone="strong"),
            *(_cell(getattr(stage, row), say) for stage in stages),
        )
        for row in ROWS
    )
    told = [say("alt.stage", stage=stage.name, psychology=stage.psychology, action=stage.action) for stage in stages]
    return Table(
        columns=(Column("", weight=0.8), *(Column(say.written(stage.name), weight=1.4) for stage in stages)),
        rows=cells,
        alt=say("alt.journey", name=journey.name, n=len(stages), list=say("joined").join(told)),
        row_headers=True,
    )


def _cell(text: str, say: Phrases) -> Text:
    return Text(text) if text else Text(say("not_yet_written"), tone="muted")
