"""A slide before its title is settled, and what every slide function is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from decks.deck import Block, Fact, More, Section, Slide, Text, Tone, tags_of
from decks.phrases import Phrases, fits_title
from prep.shareable import Answer, Person, Shareable


class Draft(Struct, frozen=True):
    """A slide with its possible ``titles``, best first; the last one always fits and is no other slide's."""

    id: str
    section: Section
    titles: tuple[str, ...]
    blocks: tuple[Block, ...]
    sources: tuple[str, ...] = ()
    notes: str = ""
    anchors: tuple[str, ...] = ()
    brief: tuple[Block, ...] = ()
    briefest: tuple[Block, ...] = ()
    more: tuple[More, ...] = ()


def settled(drafts: tuple[Draft, ...], shareable: Shareable, mark: str = "") -> tuple[Slide, ...]:
    """The slides with their titles: the owner's override, else the first that fits and is not taken yet.

    Overrides are kept by slide id with ``mark`` before it ("R1" for the first slide of a rollout).
    """
    overrides = {
        id_.removeprefix(mark): " ".join(title.split())
        for id_, title in shareable.title_overrides.items()
        if id_.startswith(mark)
    }
    taken = {overrides[draft.id].casefold() for draft in drafts if overrides.get(draft.id)}
    slides = []
    for draft in drafts:
        title = overrides.get(draft.id) or _free_title(draft, taken, shareable)
        taken.add(title.casefold())
        slides.append(
            Slide(
                id=draft.id,
                section=draft.section,
                title=title,
                blocks=draft.blocks,
                sources=draft.sources,
                notes=draft.notes,
                anchors=draft.anchors,
                brief=draft.brief,
                briefest=draft.briefest,
                more=draft.more,
            )
        )
    return tuple(slides)


def _free_title(draft: Draft, taken: set[str], shareable: Shareable) -> str:
    for title in draft.titles:
        if fits_title(title, shareable.language) and title.casefold() not in taken:
            return title
    return f"{draft.titles[-1]} ({draft.id})" if draft.titles[-1].casefold() in taken else draft.titles[-1]


def citations(drafts: Iterable[Draft]) -> dict[str, int]:
    """How many texts and quotes cite each tag."""
    return Counter(tag for draft in drafts for tag in tags_of(draft.blocks))


def claim(answer: Answer, say: Phrases, brief: str | None = None) -> Text:
    """A claim with its evidence tags; without usable evidence it says that it is a hypothesis (rule 4).

    ``brief`` is a shorter form of the answer's text to show instead.
    """
    if not answer.text:
        return Text(say("not_yet_written"), tone="muted")
    if answer.tags:
        return Text(brief or answer.text, tags=answer.tags)
    return Text(say("hypothesis", text=brief or answer.text))


def fact(label: str, value: str, tone: Tone = "normal", tags: tuple[str, ...] = ()) -> Fact:
    """A labelled line of plain text."""
    return Fact(label, Text(value, tags=tags, tone=tone))


def person(who: Person, say: Phrases) -> str:
    """Name and role; the role, else the team, of someone who is not named."""
    if who.name:
        return say("named", name=who.name, role=who.role) if who.role else who.name
    return in_role(who.role, who.team, say)


def in_role(role: str, team: str, say: Phrases) -> str:
    """A role with its team, the team left out where the role already says it."""
    if role and team and team.casefold() not in role.casefold():
        return say("in_role", role=role, team=team)
    return role or team or say("someone")
