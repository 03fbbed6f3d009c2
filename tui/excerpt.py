"""A difference between now and then as a few lines: what it is called, and both texts, cut to where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.words import Lang, render, text
from tui.past import change_words
from tui.valued import value_words

if TYPE_CHECKING:
    from prep.comparing import Difference
    from prep.model.dossier import Dossier

LONGEST = 140
"""Characters of a text that are shown; of a longer one the part that differs."""
LEAD = 24
"""Characters of what both have in common that stay before the part that differs."""


def both_sides(now: Dossier, then: Dossier, change: Difference, language: Lang) -> str:
    """What the change from ``now`` to ``then`` is called, what stands there now, and what stood there then."""
    here = _said(now, change.ours, language, change.place)
    there = _said(then, change.theirs, language, change.place)
    here, there = excerpts(here, there)
    lines = [render(change_words(now, then, change), language)]
    if change.kind == "added":
        lines.append("  " + text("app.history.not_now", language))
    else:
        lines.append("  " + text("app.history.was_now", language, value=here))
    if change.kind == "removed":
        lines.append("  " + text("app.history.not_then", language))
    else:
        lines.append("  " + text("app.history.was_then", language, value=there))
    return "\n".join(lines)


def before_and_after(before: Dossier, after: Dossier, change: Difference, language: Lang) -> str:
    """What a change is called, and what stood there before and after it."""
    was = _said(before, change.ours, language, change.place)
    became = _said(after, change.theirs, language, change.place)
    was, became = excerpts(was, became)
    lines = [render(change_words(before, after, change), language)]
    if change.kind != "added":
        lines.append("  " + text("app.changes.was", language, value=was))
    if change.kind != "removed":
        lines.append("  " + text("app.changes.became", language, value=became))
    return "\n".join(lines)


def excerpts(here: str, there: str) -> tuple[str, str]:
    """Both texts, at most ``LONGEST`` characters of each, from shortly before the place where they part."""
    if max(len(here), len(there)) <= LONGEST:
        return here, there
    pairs = enumerate(zip(here, there, strict=False))
    alike = next((place for place, (one, two) in pairs if one != two), min(len(here), len(there)))
    start = max(0, alike - LEAD)
    return _cut(here, start), _cut(there, start)


def _cut(line: str, start: int) -> str:
    part = line[start : start + LONGEST]
    return ("…" if start else "") + part + ("…" if start + LONGEST < len(line) else "")


def _said(dossier: Dossier, value: object, language: Lang, place: str) -> str:
    lines = value_words(dossier, value, language, place).splitlines()
    return " / ".join(" ".join(line.split()) for line in lines if line.strip())
