"""A deck as plain values: what each slide says, not yet where it stands. Texts are final, in the deck's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Literal, TypeAlias

from msgspec import Struct

Number = int | float
Tone = Literal["normal", "strong", "muted", "accent", "warning"]
Align = Literal["left", "right", "center"]


class Section(Enum):
    """The sections of a pre-read, in order (decks.md); a rollout uses BODY and APPENDIX."""

    DECISION = "decision"
    REASONS = "reasons"
    CONCERNS = "concerns"
    BODY = "body"
    APPENDIX = "appendix"


class Text(Struct, frozen=True, gc=False):
    """A run of text; ``tags`` are evidence ids printed after it as [m2] and linked to the evidence index.

    ``cited``: an evidence id; the numbers of the pages that print its tag stand after the text, each a link, at most
    ``pages`` of them.
    """

    text: str
    tags: tuple[str, ...] = ()
    tone: Tone = "normal"
    cited: str = ""
    pages: int = 0


class Heading(Struct, frozen=True, gc=False):
    """A small heading inside a slide."""

    text: str


class Paragraph(Struct, frozen=True, gc=False):
    """Full sentences; newlines in the text begin new paragraphs."""

    body: Text


class Bullets(Struct, frozen=True, gc=False):
    """At most five points (decks.md rule 2)."""

    items: tuple[Text, ...]


class Fact(Struct, frozen=True, gc=False):
    """A label with what it says: "By when" → "10 Dec 2026"."""

    label: str
    body: Text


class Facts(Struct, frozen=True, gc=False):
    """Labelled lines under one another."""

    rows: tuple[Fact, ...]


class Callout(Struct, frozen=True, gc=False):
    """A framed statement that must not be missed: the biggest risk, what happens if not."""

    label: str
    body: tuple[Text, ...]
    tone: Tone = "accent"


class Tile(Struct, frozen=True, gc=False):
    """A key figure: ``value`` large, its label above, one line of detail below; ``lead`` is the largest of its row."""

    label: str
    value: str
    detail: str = ""
    tone: Tone = "accent"
    lead: bool = False


class Tiles(Struct, frozen=True, gc=False):
    """Key figures side by side."""

    tiles: tuple[Tile, ...]


class Column(Struct, frozen=True, gc=False):
    """A table column; ``weight`` is its share of the width."""

    label: str
    align: Align = "left"
    weight: float = 1.0


class Table(Struct, frozen=True, gc=False):
    """Rows of cells as wide as ``columns``; continues on further slides with its header repeated, no row split.

    ``row_headers``: the first cell of each row is a header. ``marked`` holds the indices of rows to stand out.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    alt: str
    row_headers: bool = False
    marked: frozenset[int] = frozenset()


class ChartPoint(Struct, frozen=True, gc=False):
    """A labelled point; None is a gap. ``shown`` is the value as the deck prints it.

    ``short`` is the label on an axis that names the ``year`` below the first point of each; "" there: ``label`` whole.
    """

    label: str
    value: Number | None
    shown: str
    short: str = ""
    year: str = ""


class Chart(Struct, frozen=True, gc=False):
    """A native chart of one metric; ``target`` draws a dashed line named ``target_label``. Bars start at 0."""

    kind: Literal["line", "bar"]
    title: str
    series_name: str
    points: tuple[ChartPoint, ...]
    target: Number | None
    target_label: str
    unit: str
    alt: str
    number_format: str = "General"


class QuoteCard(Struct, frozen=True, gc=False):
    """Words said, with the attribution the speaker agreed to beneath; ``tag`` is the quote's id.

    ``who`` is how the attribution begins: after it a line breaks first. ``points_to`` is never printed: what of the
    attribution fits one person only, for the deck's lint to warn of.
    """

    text: str
    attribution: str
    tag: str
    tone: Tone = "normal"
    who: str = ""
    points_to: Literal["", "role", "team"] = ""


class QuoteCards(Struct, frozen=True, gc=False):
    """Quotes under one heading ("Customers", "Colleagues")."""

    label: str
    cards: tuple[QuoteCard, ...]


class Pair(Struct, frozen=True, gc=False):
    """One concern with its answer; the first text of a side is its main line, ``status`` e.g. "open"."""

    left: tuple[Text, ...]
    right: tuple[Text, ...]
    status: str = ""
    tone: Tone = "normal"


class Pairs(Struct, frozen=True, gc=False):
    """Two columns: what worries → our answer."""

    left_label: str
    right_label: str
    pairs: tuple[Pair, ...]
    alt: str


class Columns(Struct, frozen=True, gc=False):
    """Blocks side by side; ``weights`` are the columns' shares of the width, one a cell."""

    weights: tuple[float, ...]
    cells: tuple[tuple[Block, ...], ...]


Block: TypeAlias = (
    Heading | Paragraph | Bullets | Facts | Callout | Tiles | Table | Chart | QuoteCards | Pairs | Columns
)


class More(Struct, frozen=True, gc=False):
    """Where a slide's rest stands: ``label`` names it, ``to`` is the id of its slide; the page number is added."""

    label: str
    to: str


class Slide(Struct, frozen=True, gc=False):
    """One slide: ``id`` is its number in decks.md ("1" … "9", "A1" … "A5"), the key of title overrides.

    ``sources`` stand at the foot, ``notes`` are the presenter's and leave with the file. ``anchors`` are evidence
    tags whose definition stands here: links to [m2] lead to the slide that anchors "m2". ``brief`` stands in for
    ``blocks`` where those would not fit one page, ``briefest`` where that would not; what they leave out is whole on
    another slide.
    """

    id: str
    section: Section
    title: str
    blocks: tuple[Block, ...]
    sources: tuple[str, ...] = ()
    notes: str = ""
    anchors: tuple[str, ...] = ()
    brief: tuple[Block, ...] = ()
    briefest: tuple[Block, ...] = ()
    more: tuple[More, ...] = ()


class Foot(Struct, frozen=True, gc=False):
    """What stands at the foot of every slide besides page and source; ``draft`` None: the deck is final."""

    version: str
    date: str
    confidentiality: str
    draft: str | None = None


class Deck(Struct, frozen=True, gc=False):
    """A whole deck: its slides in order, the names of its sections, and the document properties."""

    kind: Literal["preread", "rollout"]
    language: Literal["ja", "en"]
    title: str
    subject: str
    author: str
    organisation: str
    date: dt.date
    foot: Foot
    section_names: dict[Section, str]
    slides: tuple[Slide, ...] = ()


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with those inside columns, in reading order."""
    for block in blocks:
        if isinstance(block, Columns):
            for cell in block.cells:
                yield from flat(cell)
        else:
            yield block


def texts(block: Block) -> Iterator[Text]:
    """The texts of a block that carry tags: everything but labels, figures and quotes."""
    match block:
        case Paragraph(body=body):
            yield body
        case Bullets(items=items):
            yield from items
        case Facts(rows=rows):
            yield from (row.body for row in rows)
        case Callout(body=body_):
            yield from body_
        case Table(rows=cells):
            yield from (cell for row in cells for cell in row)
        case Pairs(pairs=pairs):
            yield from (text for pair in pairs for text in (*pair.left, *pair.right))
        case Columns(cells=inner):
            yield from (text for cell in inner for one in cell for text in texts(one))


def tags_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Every tag that blocks print, below quotes too, as often as it stands there."""
    for block in flat(blocks):
        yield from (tag for text in texts(block) for tag in text.tags)
        if isinstance(block, QuoteCards):
            yield from (card.tag for card in block.cards)
