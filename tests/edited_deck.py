"""A small deck whose texts are known one by one, for tests that edit its file by hand and change what it says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from decks.deck import (
    Bullets,
    Callout,
    Chart,
    ChartPoint,
    Column,
    Deck,
    Foot,
    Pair,
    Pairs,
    Paragraph,
    Section,
    Slide,
    Table,
    Text,
)
from decks.layout.pages import paginate
from decks.pptx.look import Look
from decks.pptx.write import write_deck

SECTIONS = {
    Section.DECISION: "Decision",
    Section.REASONS: "Reasons",
    Section.CONCERNS: "Concerns",
    Section.BODY: "Body",
    Section.APPENDIX: "Appendix",
}
POINTS = (88.1, 90.2, 91.0, 91.8, 92.4)


@dataclass(frozen=True)
class Says:
    """What the deck says at each place that tests change."""

    decision: str = "Approve the desk by Friday"
    bullet: str = "The second point stands in the middle."
    risk: str = "The biggest risk is that nobody answers in time."
    decision_notes: str = "Say why this matters now."
    goals: str = "It serves the first goal of this year"
    cell: str = "Renewals rise by two points"
    goal_rows: tuple[str, ...] = ("Renewals", "Referrals", "Reviews")
    goals_notes: str = "Name the first goal."
    rate: str = "The renewal rate has risen to 92.4%"
    last_point: float = 92.4
    months_before: int = 0
    comment: str = "The rate follows the number of calls."
    choice: str = "The desk pays back first"
    reason: str = "Of the options the desk costs least over two years."
    concerns: str = "Two of three concerns are answered"
    answer: str = "Legal reads the contract this week."
    plan: bool = True


def a_deck(says: Says) -> Deck:
    """Seven slides, one a kind of block; a tag on the first leads to the last."""
    slides = [_decision(says), _goals(says), _rate(says), _choice(says), _concerns(says)]
    if says.plan:
        slides.append(Slide("9", Section.CONCERNS, "The next ninety days are planned", (_text("Begin in March."),)))
    slides.append(_evidence())
    foot = Foot("Version 2", "24 Nov 2026", "Internal", None)
    date = dt.date(2026, 11, 24)
    return Deck(
        "preread", "en", "Listening Desk", "Renewals", "I. Farr", "Kestrel", date, foot, SECTIONS, tuple(slides)
    )


def exported(says: Says = Says(), look: Look | None = None) -> bytes:
    """The file of that deck, in our own design or in a template."""
    deck = a_deck(says)
    return write_deck(paginate(deck, look.canvas(deck.language)) if look else paginate(deck), look)


CHANGES: dict[str, dict[str, object]] = {
    "decision": {"decision": "Approve the new desk by Monday"},
    "bullet": {"bullet": "The second point was written anew."},
    "risk": {"risk": "The biggest risk is that calls get lost."},
    "decision_notes": {"decision_notes": "Say what happens if we wait."},
    "goals": {"goals": "It serves both of our first goals"},
    "cell": {"cell": "Renewals rise by three points"},
    "goal_rows": {"goal_rows": ("Renewals", "Referrals", "Reviews", "Refunds")},
    "goals_notes": {"goals_notes": "Name both first goals."},
    "rate": {"rate": "The renewal rate has risen to 93.1%"},
    "last_point": {"last_point": 93.1},
    "choice": {"choice": "The desk pays back within a year"},
    "reason": {"reason": "Of the options the desk costs least in every year."},
    "concerns": {"concerns": "All of our three concerns are answered"},
    "answer": {"answer": "Legal has agreed to the contract."},
    "plan": {"plan": False},
}
"""For each place another text, of as many lines as the first."""


def changed(*places: str) -> Says:
    """What the deck says after the preparation was changed at these places."""
    says = Says()
    for place in places:
        says = replace(says, **CHANGES[place])  # type: ignore[arg-type]  # the fields' own types stand above
    return says


def new_text(place: str) -> str:
    """What stands in the file when the change at that place has come through."""
    value = next(iter(CHANGES[place].values()))
    return value[-1] if isinstance(value, tuple) else str(value)


def _text(text: str) -> Paragraph:
    return Paragraph(Text(text))


def _decision(says: Says) -> Slide:
    points = Bullets((Text("The first point.", ("m1",)), Text(says.bullet), Text("The third point.")))
    risk = Callout("Biggest risk", (Text(says.risk),), "warning")
    source = ("Source: CRM, 30 Sep 2026",)
    return Slide("1", Section.DECISION, says.decision, (points, risk), source, says.decision_notes)


def _goals(says: Says) -> Slide:
    columns = (Column("#", "right", 0.3), Column("Goal", weight=2), Column("What we add", weight=3))
    cells = (says.cell, "Customers recommend us", "More of them are kind", "Fewer are asked for")
    rows = tuple((Text(str(n + 1)), Text(name), Text(cells[n])) for n, name in enumerate(says.goal_rows))
    return Slide("2", Section.REASONS, says.goals, (Table(columns, rows, "Goals"),), notes=says.goals_notes)


def _rate(says: Says) -> Slide:
    values = (*(POINTS[n % 4] for n in range(says.months_before)), *POINTS[:-1], says.last_point)
    points = tuple(ChartPoint(f"M{n}", value, f"{value}%") for n, value in enumerate(values, 1))
    alt = "The rate rose to " + points[-1].shown
    chart = Chart("line", "Renewal rate (%)", "Renewal rate", points, 95.0, "Target 95.0%", "%", alt, "0.0")
    return Slide("4", Section.REASONS, says.rate, (chart, _text(says.comment)))


def _choice(says: Says) -> Slide:
    return Slide("6", Section.REASONS, says.choice, (_text(says.reason), _text("It can be undone within a month.")))


def _concerns(says: Says) -> Slide:
    pairs = (
        Pair((Text("It costs time."),), (Text("One hour a week."),), "answered"),
        Pair((Text("It is not legal."),), (Text(says.answer),), "open", "warning"),
    )
    return Slide("8", Section.CONCERNS, says.concerns, (Pairs("What worries", "Our answer", pairs, "Concerns"),))


def _evidence() -> Slide:
    columns = (Column("Claim", weight=3), Column("", weight=0.5), Column("Source", weight=2))
    rows = ((Text("Calls are answered"), Text("m1"), Text("CRM, 30 Sep 2026")),)
    return Slide(
        "A5", Section.APPENDIX, "Every claim with its source", (Table(columns, rows, "Index"),), anchors=("m1",)
    )
