"""Evidence and people: claims with their tags or marked as hypotheses, quotes as agreed (decks.md rules 4 and 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.deck import Facts, Pairs, Text, flat, texts
from decks.lint_rule import About, Hit, Rule, Shown

WHYS = ("why_do", "why_goals", "why_care")
CUT = re.compile(r"(?<=\w)\s*(?:\.{3,}|…)\s+(?=[a-z])|[(（]\s*(?:\.{3}|…|略|snip)\s*[)）]|<snip>|～\s*中?略\s*～")
"""A cut in a quote that is not marked as one; "…" at an end, and "……" in Japanese, is how people speak."""


def untagged(shown: Shown) -> Iterator[Hit]:
    """Every why and every answer to a concern carries its evidence, or says that it is a hypothesis."""
    say = shown.say
    names = {say(f"label.{name}"): name for name in WHYS}
    for slide, facts in shown.each(Facts):
        for row in facts.rows:
            if row.label in names and _needs_mark(row.body, shown):
                yield Hit(shown.where(slide, row.body.text), {"claim": row.label}, About("why", names[row.label]))
    for slide, concerns in shown.each(Pairs):
        for pair in concerns.pairs:
            concern = pair.left[0].text if pair.left else ""
            bare = next((text for text in pair.right if _is_answer(text) and _needs_mark(text, shown)), None)
            if bare:
                claim = shown.say("answer_to", concern=concern)
                yield Hit(shown.where(slide, bare.text), {"claim": claim}, About("concern", concern))


def _is_answer(text: Text) -> bool:
    """Whether a text beside a concern answers it: neither words that acknowledge it nor that it is still open."""
    return text.tone not in ("muted", "warning")


def _needs_mark(body: Text, shown: Shown) -> bool:
    marks = (shown.say("hypothesis_alone"), shown.say("not_yet_written"))
    return bool(body.text.strip()) and not body.tags and not any(mark in body.text for mark in marks)


def unproven_answer(shown: Shown) -> Iterator[Hit]:
    """An answer to a concern rests on evidence, or says by a next step how it will."""
    say = shown.say
    promised = tuple(say(key, what="\0", owner="", due="").split("\0")[0] for key in ("next_step", "step_done"))
    for slide, concerns in shown.each(Pairs):
        for pair in concerns.pairs:
            bare = [text for text in pair.right if _is_answer(text) and not text.tags]
            if bare and not any(text.text.startswith(promised) for text in pair.left):
                concern = pair.left[0].text if pair.left else ""
                yield Hit(shown.where(slide, bare[0].text), {"concern": concern}, About("concern", concern))


def dead_tag(shown: Shown) -> Iterator[Hit]:
    """A tag leads somewhere: some slide defines it."""
    anchors = {tag for page in shown.pages.pages for tag in page.anchors}
    for slide in shown.deck.slides:
        said = (text for block in flat(slide.blocks) for text in texts(block))
        for tag in dict.fromkeys(tag for text in said for tag in text.tags if tag not in anchors):
            yield Hit(shown.where(slide, f"[{tag}]"), {"tag": tag})


def one_person(shown: Shown) -> Iterator[Hit]:
    """A role or a team that only one person on the list has tells who spoke, though they did not want to be named."""
    for form in ("role", "team"):
        found = [(card, shown.where(slide, card.text)) for slide, card in shown.cards() if card.points_to == form]
        if found:
            pages = tuple(sorted({number for _, numbers in found for number in numbers}))
            who = shown.say("joined").join(dict.fromkeys(card.who for card, _ in found))
            yield Hit(pages, {"who": who, "n": len(found)}, About("quote", found[0][0].tag), form)


def unmarked_cut(shown: Shown) -> Iterator[Hit]:
    """What was left out of a quote is marked […] or 〔中略〕."""
    for slide, card in shown.cards():
        if CUT.search(card.text):
            yield Hit(shown.where(slide, card.text), {"tag": card.tag}, About("quote", card.tag))


RULES = (
    Rule("D41", "must", untagged),
    Rule("D42", "warning", unproven_answer),
    Rule("D43", "warning", dead_tag),
    Rule("D81", "warning", one_person),
    Rule("D82", "warning", unmarked_cut),
)
