"""A deck as Markdown, for wikis: the same words in the same order, user text escaped."""

from __future__ import annotations

import re

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
)

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#$&])")
LINE_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)](?:\s|$)))")


def markdown(deck: Deck) -> str:
    """The whole deck: slides as sections, tables as tables, speaker notes as block quotes, the foot once a slide."""
    parts = [f"# {escaped(deck.title)}", _foot(deck)]
    section = None
    for number, slide in enumerate(deck.slides, start=1):
        if slide.section is not section:
            section = slide.section
            parts.append(f"## {escaped(deck.section_names[section])}")
        parts.append(_slide(slide, f"{number} / {len(deck.slides)}", deck))
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """User text on one line in which nothing is read as Markdown or HTML."""
    line = " ".join(text.split("\n")).strip()
    marked = SPECIAL.sub(r"\\\1", line)
    return LINE_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else found[0] + "\\", marked
    )


def _slide(slide: Slide, page: str, deck: Deck) -> str:
    parts = [f"### {escaped(slide.title)}"]
    parts += [_block(block) for block in slide.blocks]
    parts += [f"*{escaped(source)}*" for source in slide.sources]
    if slide.notes:
        parts.append("\n".join(f"> {escaped(line)}" for line in slide.notes.split("\n")))
    parts.append(f"{page} · {_foot(deck)}")
    return "\n\n".join(part for part in parts if part)


def _foot(deck: Deck) -> str:
    foot = deck.foot
    marks = (foot.draft, foot.version, foot.date, foot.confidentiality)
    return " · ".join(escaped(mark) for mark in marks if mark)


def _text(text: Text) -> str:
    tags = "".join(f" \\[{escaped(tag)}\\]" for tag in text.tags)
    shown = escaped(text.text)
    return (f"**{shown}**" if text.tone == "strong" and shown else shown) + tags


def _cell(text: Text) -> str:
    """A table cell: on one line of the file, its own lines parted by breaks."""
    lines = [line for line in text.text.split("\n") if line.strip()] or [""]
    last = len(lines) - 1
    return "<br>".join(
        _text(Text(line, text.tags if index == last else (), text.tone)) for index, line in enumerate(lines)
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"#### {escaped(text)}"
        case Paragraph(body=body):
            return "\n\n".join(
                _text(Text(line, body.tags, body.tone)) for line in body.text.split("\n") if line.strip()
            )
        case Bullets(items=items):
            return "\n".join(f"- {_text(item)}" for item in items)
        case Facts(rows=rows):
            return "\n".join(f"- {escaped(row.label)}: {_text(row.body)}" for row in rows)
        case Callout(label=label, body=body):
            return "\n".join([f"- **{escaped(label)}**", *(f"  - {_text(text)}" for text in body)])
        case Tiles(tiles=tiles):
            return "\n".join(
                f"- {escaped(one.label)}: **{escaped(one.value)}** {escaped(one.detail)}".rstrip() for one in tiles
            )
        case Columns(cells=cells):
            return "\n\n".join(_block(inner) for cell in cells for inner in cell)
        case _:
            return _grid(block)


def _grid(block: Table | Chart | QuoteCards | Pairs) -> str:
    match block:
        case Table(columns=columns, rows=rows):
            return _table([escaped(one.label) for one in columns], [[_cell(cell) for cell in row] for row in rows])
        case Chart(title=title, points=points, target_label=target):
            values = [[escaped(point.label), escaped(point.shown)] for point in points]
            return f"{escaped(title)} ({escaped(target)})\n\n" + _table(["", ""], values)
        case QuoteCards(label=label, cards=cards):
            said = [f"- {escaped(one.text)} \\[{escaped(one.tag)}\\]  \n  {escaped(one.attribution)}" for one in cards]
            return "\n".join([f"**{escaped(label)}**", "", *said])
        case Pairs(left_label=left, right_label=right, pairs=pairs):
            lines = [
                ["<br>".join(map(_cell, pair.left)), "<br>".join(map(_cell, pair.right)), escaped(pair.status)]
                for pair in pairs
            ]
            return _table([escaped(left), escaped(right), ""], lines)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
