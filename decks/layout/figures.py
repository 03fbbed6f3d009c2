"""Key figures as tiles, and native charts."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Chart, Tile, Tiles
from decks.layout.breaking import words
from decks.layout.items import Box, ChartItem, Colour, Item, Para, Run, Shape, TextBox
from decks.layout.measure import width as ems
from decks.layout.piece import Piece
from decks.layout.prose import Prose, in_body_size, label, text_height
from decks.layout.style import SAFETY, TILE_SIZES, TONES, Style

PAD = 12.0
GAP = 16.0
MOST_ACROSS = 4
LEAST = 150.0
TERSE_FIGURE = 32
TIGHT_BODY, TIGHT_FIGURE = 14, 40  # figures grow with the body: 40 points at 14 and on tight pages, 54 from 18 on
NARROWEST = 170.0
BAR = 4.0
LEAST_LEAD = 32.0  # below this the leading figure takes a row of its own
BESIDE_LEAD = 0.7  # of the size of the leading figure, at most


class TileRow(Struct, frozen=True):
    """Tiles of one height side by side, their figures in one size."""

    tiles: tuple[tuple[Para, ...], ...]
    colours: tuple[Colour, ...]
    width: float
    widths: tuple[float, ...]
    style: Style

    @property
    def height(self) -> float:
        """The tallest tile."""
        pairs = zip(self.tiles, self.widths, strict=True)
        return max(text_height(paras, wide - 2 * PAD, self.style) for paras, wide in pairs) + 2 * self._pad

    @property
    def largest(self) -> float:
        """The size of its largest figure in points."""
        return max(run.size for paras in self.tiles for para in paras for run in para.runs)

    @property
    def _pad(self) -> float:
        """The padding above and below."""
        return PAD * self.style.air

    @property
    def most(self) -> float:
        """A third more, for air around the figures."""
        return self.height * 1.3

    def place(self, box: Box) -> tuple[Item, ...]:
        """A card a tile with a bar above it, first all bars and then the texts."""
        bars: list[Item] = []
        texts: list[Item] = []
        x = box.x
        for paras, colour, wide in zip(self.tiles, self.colours, self.widths, strict=True):
            ground: Colour = "warning_light" if colour == "warning" else "surface"
            bars.append(Shape(Box(x, box.y, wide, BAR), colour, "Figure bar"))
            area = Box(x, box.y + BAR, wide, box.h - BAR)
            texts.append(TextBox(area, paras, "Figure", ground, None, (PAD, self._pad - BAR, PAD, self._pad), "middle"))
            x += wide + GAP
        return (*bars, *texts)

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """All or nothing, unless a tile is taller than a page: then its words are text."""
        if self.height <= page:
            return None, self
        paras = tuple(
            replace(para, before=12.0 if index == 0 else 2.0)
            for tile in self.tiles
            for index, para in enumerate(in_body_size(tile, self.style))
        )
        return Prose(paras, self.width, self.style).split(room, page)


def tiles(block: Tiles, width: float, style: Style) -> list[TileRow]:
    """Rows of at most four tiles; the figures of a row share the largest size at which each stays on one line."""
    if not block.tiles:
        return []
    across = max(1, min(MOST_ACROSS, len(block.tiles), int((width + GAP) // (NARROWEST + GAP))))
    across = math.ceil(len(block.tiles) / math.ceil(len(block.tiles) / across))
    rows = [block.tiles[start : start + across] for start in range(0, len(block.tiles), across)]
    found = [_tile_row(row, width, across, style) for row in rows]
    lead, others = block.tiles[0], block.tiles[1:]
    if lead.lead and len(rows) == 1 and len(others) > 1 and not style.terse and found[0].largest < LEAST_LEAD:
        first = _tile_row((lead,), width, 1, style)
        return [first, _tile_row(others, width, len(others), style, first.largest * BESIDE_LEAD)]
    return found


def _tile_row(row: tuple[Tile, ...], width: float, across: int, style: Style, most: float = math.inf) -> TileRow:
    """The figures in the largest size up to ``most`` at which all stand on one line; wide figures get wide tiles."""
    free = width - GAP * (across - 1)
    largest = TERSE_FIGURE if style.terse else TIGHT_FIGURE + (0 if style.tight else (style.body - TIGHT_BODY) * 4)
    sizes = [size for size in TILE_SIZES if size <= min(largest, most)] or [TILE_SIZES[-1]]
    equal = free / across
    for size in sizes:
        for detailed in (True, False):  # rather break a detail than make the figures smaller
            needs = [_need(tile, one, detailed, style) for tile, one in zip(row, _figure_sizes(row, size), strict=True)]
            if sum(needs) <= free and (len(row) == across or max(needs) <= equal):
                spare = (free - sum(needs)) / len(row) if len(row) == across else 0.0
                widths = [need + spare for need in needs] if len(row) == across else [equal] * len(row)
                return _row_of(row, size, tuple(widths), width, style)
    inner = (equal - 2 * PAD) * SAFETY
    size = next((s for s in sizes if s <= 32 and all(_words_fit(t.value, inner / s, style) for t in row)), sizes[-1])
    return _row_of(row, size, (equal,) * len(row), width, style)


def _figure_sizes(row: tuple[Tile, ...], size: float) -> tuple[float, ...]:
    """The size of each figure when the largest has ``size``: beside a leading figure the others step back."""
    if not any(tile.lead for tile in row):
        return (size,) * len(row)
    smaller = next((one for one in TILE_SIZES if one <= size * BESIDE_LEAD), TILE_SIZES[-1])
    return tuple(size if tile.lead else smaller for tile in row)


def _need(tile: Tile, size: float, detailed: bool, style: Style) -> float:
    """The width at which the figure stands on one line, and with ``detailed`` its label and detail too."""
    inner = _line_width(tile.value, size, style)
    if detailed:
        inner = max(inner, *(_line_width(text, style.small, style) for text in (tile.label, tile.detail)))
    return max(LEAST, inner + 2 * PAD)


def _row_of(row: tuple[Tile, ...], size: float, widths: tuple[float, ...], width: float, style: Style) -> TileRow:
    paras = tuple(_tile_paras(tile, one, size, style) for tile, one in zip(row, _figure_sizes(row, size), strict=True))
    return TileRow(paras, tuple(TONES[tile.tone] for tile in row), width, widths, style)


def _line_width(value: str, size: float, style: Style) -> float:
    return max(ems(line, style.family, True) for line in value.split("\n")) * size / SAFETY + 1


def _words_fit(value: str, room: float, style: Style) -> bool:
    return all(ems(word.rstrip(), style.family, True) <= room for word in words(value))


def _tile_paras(tile: Tile, size: float, largest: float, style: Style) -> tuple[Para, ...]:
    """Label, figure and detail; the figure's line is as high as the ``largest`` of the row, so that all stand level."""
    colour = TONES[tile.tone] if tile.tone != "normal" else "text"
    paras = list(label(tile.label, style))
    for part in tile.value.split("\n"):
        if part.strip():
            paras.append(Para((Run(part, size, colour, True),), round(largest * 1.15), 2.0 if paras else 0.0))
    for part in tile.detail.split("\n"):
        if part.strip():
            run = Run(part, style.small, "text")
            paras.append(Para((run,), style.pitch(run.size), 3.0 if paras else 0.0))
    return tuple(paras) or (Para((Run(" ", style.body),), style.pitch(style.body)),)


class Graph(Struct, frozen=True):
    """A chart below its own heading; it takes what room the page has."""

    chart: Chart
    heading: tuple[Para, ...]
    width: float
    style: Style

    LEAST = 165.0
    TIGHT = 118.0
    MOST = 400.0

    @property
    def _top(self) -> float:
        return text_height(self.heading, self.width, self.style) + 4 if self.heading else 0.0

    @property
    def height(self) -> float:
        """Heading and a chart that can still be read."""
        return self._top + (self.TIGHT if self.style.tight else self.LEAST)

    @property
    def most(self) -> float:
        """Charts like room."""
        return self._top + self.MOST

    def place(self, box: Box) -> tuple[Item, ...]:
        """The heading's text box and the chart."""
        chart = ChartItem(
            Box(box.x, box.y + self._top, self.width, box.h - self._top),
            self.chart,
            max(12.0, self.style.small),
            "Chart",
        )
        if not self.heading:
            return (chart,)
        return TextBox(Box(box.x, box.y, self.width, self._top), self.heading, "Chart heading"), chart

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """Whole, always; a heading too long for a page comes before the chart as text."""
        if self.height <= page or not self.heading:
            return None, self
        head, tail = Prose(self.heading, self.width, self.style).split(room, page)
        rest = replace(self, heading=tail.paras if isinstance(tail, Prose) else ())
        return head, rest


def graph(block: Chart, width: float, style: Style) -> Graph:
    """A chart with its title and unit as a heading."""
    run = Run(" ".join(block.title.split("\n")), style.small, "accent", True)
    heading = (Para((run,), style.pitch(run.size)),) if block.title.strip() else ()
    return Graph(block, heading, width, style)
