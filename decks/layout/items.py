"""What stands on a page, as plain values: boxes in points from the top left corner, colours as roles of the theme."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from msgspec import Struct

from decks.deck import Align, Chart, Section

Colour = Literal[
    "text",
    "muted",
    "accent",
    "warning",
    "rule",
    "surface",
    "accent_light",
    "warning_light",
    "white",
    "title",
    "line",
    "line_mark",
    "date",
    "number",
]
"""Roles; the last five are those of the title and the foot on a template's page."""
Anchor = Literal["top", "middle", "bottom"]


class Box(Struct, frozen=True, gc=False):
    """A rectangle in points; ``y`` grows downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h


class Run(Struct, frozen=True, gc=False):
    """Words of one look. ``link`` is an evidence tag whose slide a click leads to."""

    text: str
    size: float
    colour: Colour = "text"
    bold: bool = False
    link: str | None = None


class Para(Struct, frozen=True, gc=False):
    """One paragraph: ``pitch`` is the exact distance between lines, ``before`` the space above, both in points.

    ``breaks``: the positions in the text at which a line break is drawn (titles).
    """

    runs: tuple[Run, ...]
    pitch: float
    before: float = 0.0
    align: Align = "left"
    bullet: bool = False
    keep: bool = False
    breaks: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words without their look."""
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])

    @property
    def bold(self) -> bool:
        """Whether any of its words are."""
        return self.runs[0].bold if len(self.runs) == 1 else any(run.bold for run in self.runs)


class TextBox(Struct, frozen=True, gc=False):
    """Text in a box, with a fill and an outline or without; ``insets`` are left, top, right, bottom in points."""

    box: Box
    paras: tuple[Para, ...]
    name: str
    fill: Colour | None = None
    outline: Colour | None = None
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    anchor: Anchor = "top"

    @property
    def text(self) -> str:
        """Its paragraphs as lines."""
        return "\n".join(para.text for para in self.paras)


class Shape(Struct, frozen=True, gc=False):
    """A filled rectangle that carries no words: a rule, a bar, the ground of a card."""

    box: Box
    fill: Colour
    name: str
    outline: Colour | None = None

    @property
    def text(self) -> str:
        """Nothing: it is decoration."""
        return ""


class Cell(Struct, frozen=True, gc=False):
    """A table cell; ``rule`` is the colour of the line below it, ``right`` room in points beside its right margin."""

    paras: tuple[Para, ...]
    fill: Colour | None = None
    rule: Colour | None = "rule"
    anchor: Anchor = "top"
    right: float = 0.0

    @property
    def text(self) -> str:
        """Its paragraphs as lines."""
        return "\n".join(para.text for para in self.paras)


class Row(Struct, frozen=True, gc=False):
    """A table row of a height in points that holds its text."""

    height: float
    cells: tuple[Cell, ...]


class TableItem(Struct, frozen=True, gc=False):
    """A native table; the first row is its header. ``margins`` are those of each cell: left/right and top/bottom."""

    box: Box
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    alt: str
    row_headers: bool
    name: str
    margins: tuple[float, float] = (6.0, 5.0)

    @property
    def text(self) -> str:
        """A line a row, cells parted by tabs."""
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in self.rows)


class ChartItem(Struct, frozen=True, gc=False):
    """A native chart; ``size`` is that of its labels in points."""

    box: Box
    chart: Chart
    size: float
    name: str

    @property
    def text(self) -> str:
        """What the chart says in words: its alt text."""
        return self.chart.alt


Item: TypeAlias = TextBox | Shape | TableItem | ChartItem


class PageFoot(Struct, frozen=True, gc=False):
    """The foot of a page: its boxes are placed, the ``number`` is filled in by the reader's program.

    ``ways`` are the links that lead on from this page.
    """

    sources: TextBox | None
    line: TextBox
    draft: TextBox | None
    number: Box
    size: float
    date: TextBox | None = None
    ways: TextBox | None = None


class Page(Struct, frozen=True, gc=False):
    """One page: ``slide_id`` and ``part`` say which slide of the deck it shows; ``items`` are in reading order."""

    slide_id: str
    part: int
    parts: int
    section: Section
    title: str
    heading: TextBox
    items: tuple[Item, ...]
    foot: PageFoot
    notes: str
    anchors: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title, body and sources as lines, in reading order."""
        words = [self.title, *(item.text for item in self.items)]
        if self.foot.sources:
            words.append(self.foot.sources.text)
        return "\n".join(line for line in words if line)


class Pages(Struct, frozen=True, gc=False):
    """A laid-out deck: its pages, and what the file needs besides."""

    language: Literal["ja", "en"]
    title: str
    subject: str
    author: str
    organisation: str
    date: dt.date
    section_names: dict[Section, str]
    pages: tuple[Page, ...]
    width: float = 960.0
    height: float = 540.0
    kind: Literal["preread", "rollout"] = "preread"
