"""What a reader would complain of in a finished deck: the rules for every slide, looked for on its pages (decks.md).

What our own writer grants by its making is looked for, too: templates, overridden titles and hand-made decks need not
keep it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from decks import lint_access, lint_choices, lint_evidence, lint_frame, lint_numbers, lint_reading, lint_titles
from decks.deck import Deck
from decks.layout.canvas import OURS, Canvas
from decks.layout.items import Colour, Pages
from decks.layout.pages import paginate
from decks.lint_access import house_colours
from decks.lint_rule import About, Hit, Level, Rule, Shown
from decks.phrases import shortened
from prep.words import Message
from prep.words.message import Argument

MOST_ALIKE = 2
"""More findings of one rule than these are told together."""

NAMED = 100
"""As many characters of a record's text as its finding names it by."""

RULES: tuple[Rule, ...] = (
    *lint_titles.RULES,
    *lint_reading.RULES,
    *lint_numbers.RULES,
    *lint_evidence.RULES,
    *lint_frame.RULES,
    *lint_choices.RULES,
    *lint_access.RULES,
)


class Finding(Struct, frozen=True):
    """One rule that does not hold: ``slides`` are page numbers after pagination, ``why`` says what to do.

    ``slide_ids`` are the same slides by their number in decks.md; ``about`` is the record it speaks of, None: none.
    ``alike`` counts further findings that it stands for (``gathered``).
    """

    id: str
    level: Level
    slides: tuple[int, ...]
    slide_ids: tuple[str, ...]
    why: Message
    about: About | None = None
    alike: int = 0


def lint(
    deck: Deck,
    pages: Pages | None = None,
    canvas: Canvas = OURS,
    colours: Mapping[Colour, str] | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with ``deck``, musts first, each once for all slides it is on.

    ``pages`` None: laid out here on ``canvas``. ``colours`` are those of a template (``Look.colours``) as RRGGBB by
    role, None: our own theme's.
    """
    shown = Shown(deck, pages if pages is not None else paginate(deck, canvas), canvas, colours or house_colours())
    found = [finding for rule in RULES for finding in _findings(rule, shown)]
    return tuple(sorted(found, key=lambda one: (one.level != "must", one.slides[:1])))


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings for a person to read: of many that say the same of several records, the first for all of them."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.id, one.why.key), []).append(one)
    found: list[Finding] = []
    for same in groups.values():
        found += [_for_all(same)] if len(same) > MOST_ALIKE else same
    return tuple(found)


def _for_all(same: list[Finding]) -> Finding:
    slides = tuple(sorted({number for one in same for number in one.slides}))
    ids = tuple(dict.fromkeys(id_ for one in same for id_ in one.slide_ids))
    return structs.replace(same[0], slides=slides, slide_ids=ids, alike=len(same) - 1)


def slide_numbers(slides: tuple[int, ...]) -> tuple[str, ...]:
    """The numbers as a reader writes them: "2", "5–9"."""
    runs: list[list[int]] = []
    for number in slides:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(
        shown for run in runs for shown in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(one) for one in run])
    )


def musts(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that no deck should go out with."""
    return tuple(one for one in findings if one.level == "must")


def _findings(rule: Rule, shown: Shown) -> list[Finding]:
    """The rule's hits, those of one sentence and one record taken together; the one that has most of it speaks."""
    groups: dict[tuple[object, ...], list[Hit]] = {}
    for hit in rule.check(shown):
        groups.setdefault((hit.form, hit.about, hit.args.get("title")), []).append(hit)
    return [_finding(rule, hits, shown) for hits in groups.values()]


def _finding(rule: Rule, hits: list[Hit], shown: Shown) -> Finding:
    worst = max(hits, key=_much)
    slides = tuple(sorted({number for hit in hits for number in hit.pages}))
    ids = tuple(dict.fromkeys(shown.pages.pages[number - 1].slide_id for number in slides))
    key = f"rules.lint.{rule.id}.{worst.form}" if worst.form else f"rules.lint.{rule.id}"
    args = {name: _brief(value) for name, value in worst.args.items()}
    return Finding(rule.id, rule.level, slides, ids, Message(key, args), worst.about)


def _brief(value: Argument) -> Argument:
    """A text of the user's as a sentence about it can name it."""
    if not isinstance(value, str) or len(value) <= NAMED:
        return value
    line = " ".join(value.split())
    return shortened(line, NAMED) or line[: NAMED - 1] + "…"


def _much(hit: Hit) -> int:
    count = hit.args.get("n", 0)
    return count if isinstance(count, int) else 0
