"""Numbers: each with unit, period and source, differences of shares in points (decks.md rules 3 and 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.deck import Callout, Chart, Facts, Paragraph, Slide, Table, Text, Tiles, flat, texts
from decks.lint_rule import FIGURE, TAG, About, Hit, Rule, Shown, column

SHARE = re.compile(r"[0-9０-９]\s*[%％]")
BARE = re.compile(r"[+＋−±-]?[0-9][0-9,.]*(?:m|bn|tn|[万億兆])?")
ZERO = re.compile(r"[^0-9]*0(?:[.,]0+)?(?![0-9.,])")
SHARE_OF_SHARE = re.compile(
    r"[0-9][%％][^0-9%％\n]{1,12}[0-9][0-9.,]*[%％]\s*[（(][^）)%％]{0,8}[+＋−-]\s*[0-9][0-9.,]*[%％]"
)
"""A change of a share told as a percentage: "41% → 58% (+41%)"."""
EMPTY = ("", "–", "-", "—", "None", "nan", "null", "N/A")


def no_source(shown: Shown) -> Iterator[Hit]:
    """A slide with measured numbers names their source at its foot."""
    figures = {slide.id for slide in shown.deck.slides if _measured(slide, shown)}
    for number, page in shown.numbered():
        if page.slide_id in figures and page.foot.sources is None:
            yield Hit((number,))


def _measured(slide: Slide, shown: Shown) -> bool:
    """Whether a slide shows what was measured: a chart, a key figure, a table of metrics or costs, a share in a text.

    Quotes have their speaker for a source, amounts asked for need none.
    """
    labels = {shown.say(f"column.{name}") for name in ("baseline", "target", "contribution", "cost")}
    for block in flat(slide.blocks):
        if isinstance(block, Chart):
            return True
        if isinstance(block, Tiles) and any(tile.lead and FIGURE.search(tile.value) for tile in block.tiles):
            return True
        if isinstance(block, Table):
            places = [index for index, one in enumerate(block.columns) if one.label in labels]
            if any(FIGURE.search(row[index].text) for row in block.rows for index in places):
                return True
        if isinstance(block, Paragraph | Facts | Callout) and any(_untagged_share(text) for text in texts(block)):
            return True
    return False


def _untagged_share(text: Text) -> bool:
    """A share in a sentence; one with tags leads to its source by them."""
    return bool(SHARE.search(text.text)) and not text.tags


def incomplete_source(shown: Shown) -> Iterator[Hit]:
    """A source line has the name of its source and the date it is as of."""
    for slide in shown.deck.slides:
        for source in slide.sources:
            for part in ("source", "date"):
                if shown.say(f"{part}_missing") in source:
                    name = re.split("[:：]", TAG.sub("", source))[0].strip()
                    yield Hit(shown.where(slide, source), {"name": name}, About("metric", name), part)


def no_unit(shown: Shown) -> Iterator[Hit]:
    """Every measured value has its unit."""
    for slide, name, values in _metric_rows(shown):
        bare = next((value for value in values[:2] if BARE.fullmatch(_first(value))), None)
        if bare is not None:
            yield Hit(shown.where(slide, name), {"name": name, "value": _first(bare)}, About("metric", name))
    for slide, chart in shown.each(Chart):
        if not chart.unit.strip() and any(point.value is not None for point in chart.points):
            name = chart.series_name
            yield Hit(shown.where(slide), {"name": name, "value": chart.title}, About("metric", name))


def no_period(shown: Shown) -> Iterator[Hit]:
    """Every measured value says of when it is."""
    for slide, name, values in _metric_rows(shown):
        if any(FIGURE.search(value) and "\n" not in value for value in values[:2]):
            yield Hit(shown.where(slide, name), {"name": name}, About("metric", name))
    for slide, figures in shown.each(Tiles):
        for tile in figures.tiles:
            if tile.lead and FIGURE.search(tile.value) and not FIGURE.search(tile.detail):
                yield Hit(shown.where(slide), {"name": tile.label}, About("metric", tile.label))


def share_of_share(shown: Shown) -> Iterator[Hit]:
    """A change of a percentage is told in points, never in per cent of it."""
    for slide, name, values in _metric_rows(shown):
        if len(values) > 2 and SHARE.search(values[0]) and SHARE.search(values[2]):
            yield Hit(shown.where(slide, name), {"name": name}, About("metric", name))
    for slide, block in shown.blocks():
        for text in texts(block):
            if found := SHARE_OF_SHARE.search(text.text):
                yield Hit(shown.where(slide, found[0]), {"name": found[0]})


def change_from_zero(shown: Shown) -> Iterator[Hit]:
    """From a baseline of 0 there is no relative change."""
    for slide, name, values in _metric_rows(shown):
        if len(values) < 3 or SHARE.search(values[0]):
            continue
        if ZERO.match(_first(values[0])) and SHARE.search(values[2]):
            yield Hit(shown.where(slide, name), {"name": name}, About("metric", name))


def empty_value(shown: Shown) -> Iterator[Hit]:
    """What is missing says so: an empty cell reads as a forgotten one."""
    for slide, name, values in _metric_rows(shown):
        if any(_first(value).strip() in EMPTY for value in values[:2]):
            yield Hit(shown.where(slide, name), {"name": name}, About("metric", name))


def _metric_rows(shown: Shown) -> Iterator[tuple[Slide, str, tuple[str, ...]]]:
    """Each row of a table of metrics: the name, then baseline, target and difference as they are printed."""
    say = shown.say
    for slide, table in shown.each(Table):
        places = [column(table, say(f"column.{name}")) for name in ("metric", "baseline", "target", "difference")]
        name, *values = places
        known = [place for place in values if place is not None]
        if name is not None and len(known) >= 2:
            for row in table.rows:
                yield slide, row[name].text, tuple(row[place].text for place in known)


def _first(value: str) -> str:
    return value.split("\n")[0]


RULES = (
    Rule("D31", "must", no_source),
    Rule("D32", "warning", incomplete_source),
    Rule("D33", "warning", no_unit),
    Rule("D34", "warning", no_period),
    Rule("D91", "must", share_of_share),
    Rule("D92", "must", change_from_zero),
    Rule("D93", "must", empty_value),
)
