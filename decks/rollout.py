"""The rollout deck: the strategy on its way to the staff, after a yes (decks.md, "Rollout"; B1 to B25)."""

from __future__ import annotations

from decks import slides_journeys, slides_strategy, slides_tactics
from decks.deck import Deck, Section
from decks.draft import Draft, settled
from decks.phrases import Phrases
from decks.preread import foot
from prep.shareable import Rollout, Shareable
from prep.words import Message

SECTIONS = (Section.BODY, Section.APPENDIX)
OVERRIDE_MARK = "R"


def missing_directive(shareable: Shareable) -> tuple[Message, ...]:
    """What the head's request lacks: strategy, from, to, by. Without them there is no rollout deck."""
    asked = shareable.rollout.directive if shareable.rollout else None
    parts = (
        ("strategy", asked is not None and asked.strategy),
        ("from", asked is not None and asked.from_),
        ("to", asked is not None and asked.to),
        ("by", asked is not None and asked.by),
    )
    return tuple(Message(f"deck.missing.{name}") for name, there in parts if not there)


def rollout(shareable: Shareable) -> Deck:
    """The rollout deck in the shareable's language; ValueError while ``missing_directive`` names anything."""
    missing = missing_directive(shareable)
    plan = shareable.rollout
    if missing or plan is None:
        raise ValueError("the directive lacks " + ", ".join(part.key for part in missing))
    say = Phrases(shareable.language)
    return Deck(
        kind="rollout",
        language=shareable.language,
        title=plan.directive.strategy,
        subject=say("subject.rollout"),
        author=shareable.owner.name,
        organisation=shareable.organisation,
        date=shareable.today,
        foot=foot(shareable, shareable.rollout_ready, say),
        section_names={section: say(f"section.{section.value}") for section in SECTIONS},
        slides=settled(_drafts(shareable, plan, say), shareable, OVERRIDE_MARK),
    )


def _drafts(shareable: Shareable, plan: Rollout, say: Phrases) -> tuple[Draft, ...]:
    drafts: tuple[Draft | None, ...] = (
        slides_strategy.directive(plan, say),
        slides_strategy.decided(shareable, say),
        slides_strategy.strategy(shareable, plan, say),
        slides_tactics.tactics(shareable, plan, say),
        slides_tactics.activities(plan, say),
        slides_strategy.sharing(plan, say),
        *slides_journeys.journeys(shareable, plan, say),
        slides_tactics.procedures(plan, say),
        slides_tactics.priorities(plan, say),
        slides_tactics.measures(shareable, plan, say),
        slides_strategy.wins(shareable, say),
    )
    return tuple(draft for draft in drafts if draft is not None)
