"""Edits a deck as a person would, with python-pptx, and reads what stands in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pptx
from deck_builders import a_deck
from lxml import etree

from decks.deck import Column, Deck, Fact, Facts, Section, Slide, Table, Text
from decks.layout.pages import paginate
from decks.pptx.write import write_deck

Edit = Callable[["pptx.presentation.Presentation"], object]
TITLE = "A title that says all"


def written(deck: Deck) -> bytes:
    """A plain export."""
    return write_deck(paginate(deck))


def opened(data: bytes) -> pptx.presentation.Presentation:
    """The deck as python-pptx reads it."""
    return pptx.Presentation(io.BytesIO(data))


def edited(data: bytes, *edits: Edit) -> bytes:
    """The deck after ``edits``, saved as python-pptx saves."""
    deck = opened(data)
    for edit in edits:
        edit(deck)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def a_slide(*facts: str, slide_id: str = "1", title: str = TITLE, notes: str = "") -> Slide:
    """A slide of labelled lines."""
    rows = tuple(Fact(f"Label {n}", Text(said)) for n, said in enumerate(facts, 1))
    return Slide(slide_id, Section.DECISION, title, (Facts(rows),), notes=notes)


def of_facts(*facts: str) -> Deck:
    """A deck of one slide of labelled lines."""
    return a_deck("en", slides=(a_slide(*facts),))


def of_rows(*rows: tuple[str, ...], columns: tuple[str, ...] = ("Name", "Value", "Source")) -> Deck:
    """A deck of one slide with a table."""
    cells = tuple(tuple(Text(cell) for cell in row) for row in rows)
    table = Table(tuple(Column(name) for name in columns), cells, "What the table says")
    return a_deck("en", slides=(Slide("1", Section.DECISION, TITLE, (table,)),))


def texts(data: bytes) -> list[str]:
    """The text of every box."""
    return [shape.text_frame.text for slide in opened(data).slides for shape in slide.shapes if shape.has_text_frame]


def titles(data: bytes) -> list[str]:
    """The titles of the slides, in order."""
    return [slide.shapes.title.text if slide.shapes.title is not None else "" for slide in opened(data).slides]


def shape_saying(deck: pptx.presentation.Presentation, text: str) -> Any:  # noqa: ANN401 - python-pptx has no types
    """The text box that says ``text``."""
    every = (shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    return next(shape for shape in every if shape.text_frame.text == text)


def say(old: str, new: str) -> Edit:
    """Write ``new`` where ``old`` stands."""

    def edit(deck: pptx.presentation.Presentation) -> None:
        shape_saying(deck, old).text_frame.paragraphs[0].runs[0].text = new

    return edit


def table_of(deck: pptx.presentation.Presentation) -> Any:  # noqa: ANN401
    """The first table."""
    return next(shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)


def cells(data: bytes) -> list[tuple[str, ...]]:
    """The first table's rows below its header."""
    return [tuple(cell.text for cell in row.cells) for row in list(table_of(opened(data)).rows)[1:]]


def put(row: int, column: int, text: str) -> Edit:
    """Write into a cell of the first table; row 0 is its header."""

    def edit(deck: pptx.presentation.Presentation) -> None:
        table_of(deck).cell(row, column).text_frame.paragraphs[0].runs[0].text = text

    return edit


def add_row(after: int, *texts: str) -> Edit:
    """Add a row below row ``after`` as PowerPoint does: a copy of it with other words."""

    def edit(deck: pptx.presentation.Presentation) -> None:
        table = table_of(deck)
        old: etree._Element = table.rows[after]._tr
        old.addnext(deepcopy(old))
        for column, text in enumerate(texts):
            table.cell(after + 1, column).text_frame.paragraphs[0].runs[0].text = text

    return edit


def delete_row(row: int) -> Edit:
    """Delete a row of the first table."""

    def edit(deck: pptx.presentation.Presentation) -> None:
        old: etree._Element = table_of(deck).rows[row]._tr
        parent = old.getparent()
        assert parent is not None
        parent.remove(old)

    return edit
