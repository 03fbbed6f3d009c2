"""From the blocks of a slide to measured pieces."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

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
    Table,
    Tiles,
)
from decks.layout.columns import SideBySide
from decks.layout.facts import facts
from decks.layout.figures import graph, tiles
from decks.layout.items import Para
from decks.layout.piece import Piece
from decks.layout.prose import Prose, block_paras, callout
from decks.layout.quotes import quote_rows
from decks.layout.stack import Stack
from decks.layout.style import BLOCK_GAP, GUTTER, Style
from decks.layout.tables import pairs, table

WIDE = 600.0  # from here on labels stand beside their text instead of above


def compose(blocks: Sequence[Block], width: float, style: Style) -> Stack:
    """The stack of ``blocks`` in ``width`` points; neighbouring text blocks share one text box."""
    pieces: list[Piece] = []
    paras: list[Para] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Bullets) or (isinstance(block, Facts) and width < WIDE):
            paras += block_paras(block, style)
            continue
        _flush(paras, pieces, width, style)
        pieces += _pieces(block, width, style)
    _flush(paras, pieces, width, style)
    return Stack(tuple(pieces), round(BLOCK_GAP * style.air))


def _flush(paras: list[Para], pieces: list[Piece], width: float, style: Style) -> None:
    if paras:
        pieces.append(Prose((replace(paras[0], before=0.0), *paras[1:]), width, style))
        paras.clear()


def _pieces(block: Block, width: float, style: Style) -> Sequence[Piece]:
    found: Piece | None
    match block:
        case Facts():
            found = facts(block, width, style)
        case Callout():
            found = callout(block, width, style)
        case Tiles():
            return tiles(block, width, style)
        case Table():
            found = table(block, width, style)
        case Chart():
            found = graph(block, width, style) if any(point.value is not None for point in block.points) else None
        case QuoteCards():
            return quote_rows(block, width, style)
        case Pairs():
            found = pairs(block, width, style)
        case Columns():
            found = _columns(block, width, style)
        case _:
            found = None
    return (found,) if found else ()


def _columns(block: Columns, width: float, style: Style) -> Piece | None:
    if not block.cells:
        return None
    if width < WIDE and any(isinstance(one, Table | Chart) for cell in block.cells for one in cell):
        under = compose([one for cell in block.cells for one in cell], width, style)  # a portrait page: no room beside
        return under if under.pieces else None
    weights = [max(0.05, weight) for weight in block.weights] or [1.0]
    weights = (weights + [1.0] * len(block.cells))[: len(block.cells)]
    free = width - GUTTER * (len(block.cells) - 1)
    widths = tuple(free * weight / sum(weights) for weight in weights)
    stacks = [compose(cell, wide, style) for cell, wide in zip(block.cells, widths, strict=True)]
    if not any(stack.pieces for stack in stacks):
        return None
    return SideBySide(tuple(stack if stack.pieces else None for stack in stacks), widths, GUTTER)
