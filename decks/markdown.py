"""A deck as Markdown, for wikis: the same words in the same order, user text escaped."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import (
    Block,
    Bullets,
    Callout,
    Chart,
    Columns,
    Deck,
    Facts,
    Heading,
    Pairs,
    Paragraph,
    QuoteCards,
    Slide,
    Table,
    Text,
    Tiles,
    tags_of,
)
from decks.phrases import Phrases

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#$&])")
LINE_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)](?:\s|$)))")


class _Pen(Struct, frozen=True):
    """What the blocks of a deck are written with: its words, and the numbers of the slides that cite each tag."""

    say: Phrases
    cited: dict[str, tuple[int, ...]]


def markdown(deck: Deck) -> str:
    """The whole deck: slides as sections, tables as tables, speaker notes as block quotes, the foot once a slide."""
    pen = _Pen(Phrases(deck.language), _citing(deck))
    numbers = {slide.id: number for number, slide in reversed(list(enumerate(deck.slides, start=1)))}
    parts = [f"# {escaped(deck.title)}", _foot(deck)]
    section = None
    for number, slide in enumerate(deck.slides, start=1):
        if slide.section is not section:
            section = slide.section
            parts.append(f"## {escaped(deck.section_names[section])}")
        more = [f"{escaped(one.label)} → {numbers[one.to]}" for one in slide.more if one.to in numbers]
        parts.append(_slide(slide, f"{number} / {len(deck.slides)}", more, deck, pen))
    return "\n\n".join(part for part in parts if part) + "\n"


def _citing(deck: Deck) -> dict[str, tuple[int, ...]]:
    """The numbers of the slides that print each tag."""
    found: dict[str, dict[int, None]] = {}
    for number, slide in enumerate(deck.slides, start=1):
        for tag in tags_of(slide.blocks):
            found.setdefault(tag, {})[number] = None
    return {tag: tuple(numbers) for tag, numbers in found.items()}


def escaped(text: str) -> str:
    """User text on one line in which nothing is read as Markdown or HTML."""
    line = " ".join(text.split("\n")).strip()
    marked = SPECIAL.sub(r"\\\1", line)
    return LINE_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else found[0] + "\\", marked
    )


def _slide(slide: Slide, page: str, more: list[str], deck: Deck, pen: _Pen) -> str:
    parts = [f"### {escaped(slide.title)}"]
    parts += [_block(block, pen) for block in slide.blocks]
    parts += more
    parts += [f"*{escaped(source)}*" for source in slide.sources]
    if notes := [line for line in slide.notes.split("\n") if line.strip()]:
        head = f"> **{escaped(pen.say('speaker_notes'))}**"
        parts.append("\n>\n".join([head, *(f"> {escaped(line)}" for line in notes)]))
    parts.append(f"{page} · {_foot(deck)}")
    return "\n\n".join(part for part in parts if part)


def _foot(deck: Deck) -> str:
    foot = deck.foot
    marks = (foot.draft, foot.version, foot.date, foot.confidentiality)
    return " · ".join(escaped(mark) for mark in marks if mark)


def _text(text: Text, pen: _Pen) -> str:
    tags = "".join(f" \\[{escaped(tag)}\\]" for tag in text.tags)
    shown = escaped(text.text)
    if text.cited:
        shown += ", ".join(map(str, pen.cited.get(text.cited, ()))) or "–"
    return (f"**{shown}**" if text.tone == "strong" and shown else shown) + tags


def _cell(text: Text, pen: _Pen) -> str:
    """A table cell: on one line of the file, its own lines parted by breaks."""
    *first, last = [line for line in text.text.split("\n") if line.strip()] or [""]
    lines = (*(Text(line, (), text.tone) for line in first), replace(text, text=last))
    return "<br>".join(_text(line, pen) for line in lines)


def _block(block: Block, pen: _Pen) -> str:
    match block:
        case Heading(text=text):
            return f"#### {escaped(text)}"
        case Paragraph(body=body):
            *first, last = [line for line in body.text.split("\n") if line.strip()] or [""]
            lines = (*(Text(line, (), body.tone) for line in first), replace(body, text=last))
            return "\n\n".join(_text(line, pen) for line in lines)
        case Bullets(items=items):
            return "\n".join(f"- {_text(item, pen)}" for item in items)
        case Facts(rows=rows):
            return "\n".join(f"- {_label(row.label, pen)} {_text(row.body, pen)}" for row in rows)
        case Callout(label=label, body=body):
            return "\n".join([f"- **{escaped(label)}**", *(f"  - {_text(text, pen)}" for text in body)])
        case Tiles(tiles=tiles):
            return "\n".join(
                f"- {_label(one.label, pen)} **{escaped(one.value)}** {escaped(one.detail)}".rstrip() for one in tiles
            )
        case Columns(cells=cells):
            return "\n\n".join(_block(inner, pen) for cell in cells for inner in cell)
        case _:
            return _grid(block, pen)


def _label(label: str, pen: _Pen) -> str:
    return escaped(pen.say("noted", label=label, text="").strip())


def _grid(block: Table | Chart | QuoteCards | Pairs, pen: _Pen) -> str:
    match block:
        case Table(columns=columns, rows=rows):
            body = [[_cell(cell, pen) for cell in row] for row in rows]
            return _table([escaped(one.label) for one in columns], body)
        case Chart(title=title, points=points, target_label=target):
            values = [[escaped(point.label), escaped(point.shown)] for point in points]
            aimed = [[escaped(target), ""]] if block.target is not None else []
            return _table([escaped(pen.say("column.month")), escaped(title)], [*values, *aimed])
        case QuoteCards(label=label, cards=cards):
            said = ((escaped(pen.say("quoted", text=one.text)), escaped(one.tag), one) for one in cards)
            lines = [f"- {words} \\[{tag}\\]  \n  {escaped(one.attribution)}" for words, tag, one in said]
            return "\n".join([f"**{escaped(label)}**", "", *lines])
        case Pairs(left_label=left, right_label=right, pairs=pairs):
            rows_of = [
                ["<br>".join(_cell(text, pen) for text in side) for side in (pair.left, pair.right)]
                + [escaped(pair.status)]
                for pair in pairs
            ]
            return _table([escaped(left), escaped(right), escaped(pen.say("column.status"))], rows_of)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
