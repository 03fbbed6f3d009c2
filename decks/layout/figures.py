"""Key figures as tiles, and native charts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from decks.deck import Chart, Tile, Tiles
from decks.layout.breaking import lines, words
from decks.layout.items import Box, ChartItem, Colour, Item, Para, Run, Shape, TextBox
from decks.layout.measure import width as ems
from decks.layout.piece import Piece
from decks.layout.prose import Prose, label, text_height
from decks.layout.style import SAFETY, TILE_SIZES, TONES, Style

PAD = 12.0
GAP = 16.0
MOST_ACROSS = 4
NARROWEST = 170.0
BAR = 4.0


@dataclass(frozen=True)
class TileRow:
    """Tiles of one height side by side, their figures in one size."""

    tiles: tuple[tuple[Para, ...], ...]
    colours: tuple[Colour, ...]
    width: float
    across: int
    style: Style

    @property
    def _tile_width(self) -> float:
        return (self.width - GAP * (self.across - 1)) / self.across

    @property
    def height(self) -> float:
        """The tallest tile."""
        inner = self._tile_width - 2 * PAD
        return max(text_height(paras, inner, self.style) for paras in self.tiles) + 2 * PAD

    @property
    def most(self) -> float:
        """A third more, for air around the figures."""
        return self.height * 1.3

    def place(self, box: Box) -> tuple[Item, ...]:
        """A card a tile with a bar above it, first all bars and then the texts."""
        items: list[Item] = []
        for index, (paras, colour) in enumerate(zip(self.tiles, self.colours, strict=True)):
            x = box.x + index * (self._tile_width + GAP)
            ground: Colour = "warning_light" if colour == "warning" else "surface"
            items.append(Shape(Box(x, box.y, self._tile_width, BAR), colour, "Figure bar"))
            area = Box(x, box.y + BAR, self._tile_width, box.h - BAR)
            items.append(TextBox(area, paras, "Figure", ground, None, (PAD, PAD - BAR, PAD, PAD), "middle"))
        return tuple(items)

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """All or nothing, unless a tile is taller than a page: then its words are text."""
        if self.height <= page:
            return None, self
        paras = tuple(
            replace(para, before=12.0 if index == 0 else 2.0)
            for tile in self.tiles
            for index, para in enumerate(_plain(tile, self.style))
        )
        return Prose(paras, self.width, self.style).split(room, page)


def _plain(paras: tuple[Para, ...], style: Style) -> list[Para]:
    """Tile text in body size."""
    plain = []
    for para in paras:
        size = min(style.body, para.runs[0].size)
        runs = tuple(replace(run, size=size) for run in para.runs)
        plain.append(replace(para, runs=runs, pitch=style.pitch(size)))
    return plain


def tiles(block: Tiles, width: float, style: Style) -> list[TileRow]:
    """Rows of at most four tiles; the figures of a row share the largest size at which each stays on one line."""
    if not block.tiles:
        return []
    across = max(1, min(MOST_ACROSS, len(block.tiles), int((width + GAP) // (NARROWEST + GAP))))
    across = math.ceil(len(block.tiles) / math.ceil(len(block.tiles) / across))
    rows = [block.tiles[start : start + across] for start in range(0, len(block.tiles), across)]
    inner = (width - GAP * (across - 1)) / across - 2 * PAD
    return [_tile_row(row, inner, width, across, style) for row in rows]


def _tile_row(row: tuple[Tile, ...], inner: float, width: float, across: int, style: Style) -> TileRow:
    size = next((size for size in TILE_SIZES if all(_on_one_line(t.value, inner, size, style) for t in row)), None)
    size = size or next(
        (s for s in TILE_SIZES if all(_words_fit(t.value, inner, s, style) for t in row)), TILE_SIZES[-1]
    )
    paras = tuple(_tile_paras(tile, size, style) for tile in row)
    return TileRow(paras, tuple(TONES[tile.tone] for tile in row), width, across, style)


def _on_one_line(value: str, inner: float, size: float, style: Style) -> bool:
    return len(lines(value, inner * SAFETY / size, style.family, True)) == 1


def _words_fit(value: str, inner: float, size: float, style: Style) -> bool:
    room = inner * SAFETY / size
    return size <= 32 and all(ems(word.rstrip(), style.family, True) <= room for word in words(value))


def _tile_paras(tile: Tile, size: float, style: Style) -> tuple[Para, ...]:
    colour = TONES[tile.tone] if tile.tone != "normal" else "text"
    paras = list(label(tile.label, style))
    for part in tile.value.split("\n"):
        if part.strip():
            paras.append(Para((Run(part, size, colour, True),), round(size * 1.15), 2.0 if paras else 0.0))
    for part in tile.detail.split("\n"):
        if part.strip():
            run = Run(part, max(14.0 if style.language == "en" else 16.0, style.small), "text")
            paras.append(Para((run,), style.pitch(run.size), 3.0 if paras else 0.0))
    return tuple(paras) or (Para((Run(" ", style.body),), style.pitch(style.body)),)


@dataclass(frozen=True)
class Graph:
    """A chart below its own heading; it takes what room the page has."""

    chart: Chart
    heading: tuple[Para, ...]
    width: float
    style: Style

    LEAST = 140.0
    MOST = 400.0

    @property
    def _top(self) -> float:
        return text_height(self.heading, self.width, self.style) + 4 if self.heading else 0.0

    @property
    def height(self) -> float:
        """Heading and a chart that can still be read."""
        return self._top + self.LEAST

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
