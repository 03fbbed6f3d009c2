"""A slide as plain text, as wide as the screen has room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decks.deck import (
    Block,
    Bullets,
    Callout,
    Chart,
    Columns,
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
from tui.widgets.plain import fit, folded_lines
from tui.widgets.sparkline import bars

NARROW_TABLE = 48


def slide_text(slide: Slide, width: int) -> str:
    """Title, blocks, sources and notes of a slide, no line wider than ``width`` cells."""
    room = max(20, width)
    lines = [*folded_lines(slide.title, room), ""]
    for block in slide.blocks:
        lines += [*_block(block, room), ""]
    for source in slide.sources:
        lines += folded_lines(source, room)
    return "\n".join(lines).rstrip()


def said(text: Text) -> str:
    """A run of text with its evidence tags: "Churn fell [m2]"."""
    return text.text + "".join(f" [{tag}]" for tag in text.tags)


def _block(block: Block, width: int) -> list[str]:
    if isinstance(block, Heading):
        return folded_lines(block.text, width)
    if isinstance(block, Paragraph):
        return folded_lines(said(block.body), width)
    if isinstance(block, Bullets):
        return [line for item in block.items for line in _hung("- ", said(item), width)]
    if isinstance(block, Facts):
        return [line for fact in block.rows for line in _hung(f"{fact.label}  ", said(fact.body), width)]
    if isinstance(block, Callout):
        body = "\n".join(said(text) for text in block.body)
        return [line for one in (block.label, body) for line in _barred(one, width)]
    if isinstance(block, Tiles):
        return [line for tile in block.tiles for line in _hung("", f"{tile.label}  {tile.value}  {tile.detail}", width)]
    if isinstance(block, Table):
        return _table(block, width)
    if isinstance(block, Chart):
        return _chart(block, width)
    if isinstance(block, QuoteCards):
        cards = [_barred(f"{card.text}\n{card.attribution} [{card.tag}]", width) for card in block.cards]
        return [*folded_lines(block.label, width), *_joined(cards)]
    if isinstance(block, Pairs):
        return _pairs(block, width)
    return _columns(block, width)


def _columns(block: Columns, width: int) -> list[str]:
    return _joined([[line for one in cell for line in _block(one, width)] for cell in block.cells])


def _pairs(block: Pairs, width: int) -> list[str]:
    lines: list[str] = []
    for pair in block.pairs:
        left = "\n".join(said(text) for text in pair.left)
        right = "\n".join(said(text) for text in pair.right)
        lines += _hung(f"{block.left_label}  ", left, width)
        lines += _hung(f"{block.right_label}  ", right + (f"  ({pair.status})" if pair.status else ""), width)
        lines.append("")
    return lines[:-1]


def _chart(block: Chart, width: int) -> list[str]:
    line = bars([point.value for point in block.points], max(8, width // 2))
    known = [point for point in block.points if point.value is not None]
    ends = f"{known[0].label} {known[0].shown}  {line}  {known[-1].label} {known[-1].shown}" if known else line
    target = folded_lines(block.target_label, width) if block.target is not None else []
    return [*folded_lines(block.title, width), *folded_lines(ends, width), *target]


def _table(block: Table, width: int) -> list[str]:
    """Aligned where the columns have room, else each row as "column: cell" lines."""
    if width < NARROW_TABLE or len(block.columns) * 10 > width:
        return _joined(
            [
                [
                    line
                    for column, cell in zip(block.columns, row, strict=False)
                    for line in _hung(f"{column.label}: " if column.label else "", said(cell), width)
                ]
                for row in block.rows
            ]
        )
    total = sum(column.weight for column in block.columns)
    room = width - 2 * (len(block.columns) - 1)
    widths = [max(6, int(room * column.weight / total)) for column in block.columns]
    head = "  ".join(
        fit(column.label, size, column.align == "right") for column, size in zip(block.columns, widths, strict=True)
    )
    lines = [head.rstrip(), "-" * min(width, len(head))]
    for row in block.rows:
        cells = [folded_lines(said(cell), size) for cell, size in zip(row, widths, strict=False)]
        for index in range(max(len(cell) for cell in cells) if cells else 0):
            parts = [
                fit(cell[index] if index < len(cell) else "", size, column.align == "right")
                for cell, size, column in zip(cells, widths, block.columns, strict=False)
            ]
            lines.append("  ".join(parts).rstrip())
    return lines


def _hung(lead: str, text: str, width: int) -> list[str]:
    """Text after a lead, its further lines set in by two."""
    first = folded_lines(lead + text, width)
    if len(first) == 1:
        return first
    return [first[0], *("  " + line for line in folded_lines("\n".join(first[1:]), width - 2))]


def _barred(text: str, width: int) -> list[str]:
    return ["| " + line for line in folded_lines(text, width - 2)]


def _joined(parts: Iterable[Sequence[str]]) -> list[str]:
    """Parts with an empty line between them."""
    lines: list[str] = []
    for part in parts:
        if lines and part:
            lines.append("")
        lines += part
    return lines
