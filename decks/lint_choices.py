"""Choices: options with doing nothing and a cost each, steps with owner and date, bars that start at 0 (rule 7)."""

from __future__ import annotations

from collections.abc import Iterator

from decks.deck import Slide, Table
from decks.layout.items import ChartItem
from decks.lint_rule import FIGURE, About, Hit, Rule, Shown, column
from decks.pptx import plot

STEPS = (("step", "due"), ("condition", "due"), ("tactic", "starts"))


def no_doing_nothing(shown: Shown) -> Iterator[Hit]:
    """Doing nothing is one of the options, and it is assessed."""
    say = shown.say
    names = {*say("do_nothing_names").split("|"), say("do_nothing").casefold()}
    for slide, table, name, _ in _option_tables(shown):
        kept = [row for row in table.rows if _is_nothing(row[name].text, names)]
        if not kept:
            yield Hit(shown.where(slide), form="missing")
        elif any(cell.text == say("not_assessed") for row in kept for cell in row):
            yield Hit(shown.where(slide, kept[0][name].text), form="not_assessed")


def _is_nothing(name: str, names: set[str]) -> bool:
    said = name.strip().casefold()
    return any(said.startswith(one) for one in names)


def no_cost(shown: Shown) -> Iterator[Hit]:
    """Every option has a cost."""
    for slide, table, name, cost in _option_tables(shown):
        for row in table.rows:
            assessed = all(cell.text != shown.say("not_assessed") for cell in row)
            if not FIGURE.search(row[cost].text) and assessed:
                option = row[name].text
                yield Hit(shown.where(slide, option), {"option": option}, About("option", option))


def _option_tables(shown: Shown) -> Iterator[tuple[Slide, Table, int, int]]:
    for slide, table in shown.each(Table):
        name, cost = (column(table, shown.say(f"column.{one}")) for one in ("option", "cost"))
        if name is not None and cost is not None:
            yield slide, table, name, cost


def no_owner(shown: Shown) -> Iterator[Hit]:
    """Every next step has an owner."""
    for slide, what, owner, _ in _steps(shown):
        if not owner.strip() or owner in (shown.say("owner_missing"), "–"):
            yield Hit(shown.where(slide, what), {"what": what}, About("step", what))


def no_date(shown: Shown) -> Iterator[Hit]:
    """Every next step has a date."""
    for slide, what, _, due in _steps(shown):
        if not FIGURE.search(due):
            yield Hit(shown.where(slide, what), {"what": what}, About("step", what))


def _steps(shown: Shown) -> Iterator[tuple[Slide, str, str, str]]:
    """What, owner and date of every step, condition and tactic."""
    say = shown.say
    for slide, table in shown.each(Table):
        for what, due in STEPS:
            places = [column(table, say(f"column.{one}")) for one in (what, "owner", due)]
            if all(place is not None for place in places):
                name, owner, date = (place or 0 for place in places)
                for row in table.rows:
                    yield slide, row[name].text, row[owner].text, row[date].text


def broken_axis(shown: Shown) -> Iterator[Hit]:
    """The axis of bars starts at 0; a line may show a part of its scale."""
    for number, page in shown.numbered():
        for item in page.items:
            if isinstance(item, ChartItem) and item.chart.kind == "bar":
                low, high = plot.scale(item.chart)
                if not low <= 0 <= high:
                    yield Hit((number,), {"title": item.chart.title})


RULES = (
    Rule("D71", "must", no_doing_nothing),
    Rule("D72", "must", no_cost),
    Rule("D73", "must", no_owner),
    Rule("D74", "must", no_date),
    Rule("D75", "must", broken_axis),
)
