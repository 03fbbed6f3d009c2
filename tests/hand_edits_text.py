"""Hand edits of words: what they say, how they look, rows and cells of tables, notes."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from hand_edits import HandEdit, paragraph_with, replaced, run_of_its_own, say, shapes_with, slide_at, text_of, there
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.util import Emu
from pptx_reading import A

TEXT, CELL, LOOK = frozenset({"text"}), frozenset({"cell", "text"}), frozenset({"look"})
NOTED = frozenset({"notes"})


def _typed(place: str, old: str, new: str) -> Callable[[Deck], None]:
    """Type over words of the paragraph in which ``place`` stands."""
    return lambda deck: replaced(there(paragraph_with(deck, place)), old, new)


def _says(*words: str) -> Callable[[Deck], bool]:
    return lambda deck: all(paragraph_with(deck, one) is not None for one in words)


def _add_paragraph(deck: Deck) -> None:
    last = there(paragraph_with(deck, "The third point."))
    added = deepcopy(last)
    say(added, "A fourth point by hand.")
    last.addnext(added)


def _delete_paragraph(deck: Deck) -> None:
    paragraph = there(paragraph_with(deck, "The third point."))
    there(paragraph.getparent()).remove(paragraph)


def _restyle(word: str, **attributes: str) -> Callable[[Deck], None]:
    def make(deck: Deck) -> None:
        run = run_of_its_own(there(paragraph_with(deck, word)), word)
        for name, value in attributes.items():
            there(run.find(f"{A}rPr")).set(name, value)

    return make


def _styled(word: str, name: str, value: str) -> Callable[[Deck], bool]:
    def seen(deck: Deck) -> bool:
        paragraph = paragraph_with(deck, word)
        runs = [] if paragraph is None else [r for r in paragraph.iter(f"{A}r") if word in (r.findtext(f"{A}t") or "")]
        return any(there(run.find(f"{A}rPr")).get(name) == value for run in runs)

    return seen


def _colour(deck: Deck) -> None:
    run = run_of_its_own(there(paragraph_with(deck, "undone")), "undone")
    properties = there(run.find(f"{A}rPr"))
    fill = there(properties.find(f"{A}solidFill"))
    for child in list(fill):
        fill.remove(child)
    etree.SubElement(fill, f"{A}srgbClr", val="AA00BB")


def _coloured(deck: Deck) -> bool:
    paragraph = paragraph_with(deck, "undone")
    return paragraph is not None and any(one.get("val") == "AA00BB" for one in paragraph.iter(f"{A}srgbClr"))


def _link(deck: Deck) -> None:
    for shape in slide_at(deck, 4).shapes:
        if isinstance(shape, Shape):
            for run in (run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs):
                if "undone" in run.text:
                    run.hyperlink.address = "https://example.org/undo"


def _linked(deck: Deck) -> bool:
    found = paragraph_with(deck, "undone")
    ids = [] if found is None else [link.get(qn("r:id")) for link in found.iter(f"{A}hlinkClick")]
    targets = [slide.part.rels[one].target_ref for slide in deck.slides for one in ids if one in slide.part.rels]
    return "https://example.org/undo" in targets


def _table(deck: Deck, text: str) -> etree._Element:
    return next(
        there(shape.find(f".//{A}tbl")) for shape in shapes_with(deck, text) if "graphicFrame" in str(shape.tag)
    )


def _rows(deck: Deck, text: str) -> list[str]:
    return [text_of(row) for row in _table(deck, text).iter(f"{A}tr")]


def _add_row(deck: Deck) -> None:
    rows = list(_table(deck, "Reviews").iter(f"{A}tr"))
    row = deepcopy(rows[-1])
    for cell, words in zip(row.iter(f"{A}tc"), ("4", "Repairs", "Fewer come back"), strict=True):
        say(cell, words)
    rows[-1].addnext(row)


def _delete_row(deck: Deck) -> None:
    table = _table(deck, "Renewals")
    table.remove(next(row for row in table.iter(f"{A}tr") if "Referrals" in text_of(row)))


def _widen_column(deck: Deck) -> None:
    first, second = list(_table(deck, "Renewals").iter(f"{A}gridCol"))[1:3]
    for column, by in ((first, Emu(635_000)), (second, Emu(-635_000))):
        column.set("w", str(int(str(column.get("w"))) + by))


def _widened(deck: Deck) -> bool:
    widths = [int(str(column.get("w"))) for column in _table(deck, "Renewals").iter(f"{A}gridCol")]
    return widths[1] / sum(widths) > 0.43


def _fill_cell(deck: Deck) -> None:
    frame = next(shape for shape in slide_at(deck, 2).shapes if isinstance(shape, GraphicFrame) and shape.has_table)
    cell = frame.table.cell(3, 1)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(0xFF, 0xEE, 0x00)


def _change_notes(deck: Deck) -> None:
    frame = slide_at(deck, 1).notes_slide.notes_text_frame
    assert frame is not None
    frame.text = "Say it by hand."


def _add_notes(deck: Deck) -> None:
    frame = slide_at(deck, 4).notes_slide.notes_text_frame
    assert frame is not None
    frame.text = "Notes where none were."


def _noted(words: str) -> Callable[[Deck], bool]:
    return lambda deck: any(
        slide.has_notes_slide
        and slide.notes_slide.notes_text_frame is not None
        # the frame is the one that the notes themselves stand in
        and words in slide.notes_slide.notes_text_frame.text
        for slide in deck.slides
    )


TEXT_EDITS = (
    HandEdit(
        "a word in a title", _typed("Approve the", "Friday", "Christmas"), _says("by Christmas"), 1, TEXT, "decision"
    ),
    HandEdit("a word in a bullet", _typed("second point", "stands", "sits"), _says("point sits in"), 1, TEXT, "bullet"),
    HandEdit(
        "a word in a callout", _typed("risk is", "nobody", "no one"), _says("that no one answers"), 1, TEXT, "risk"
    ),
    HandEdit("a word in a text box", _typed("costs", "least", "little"), _says("costs little over"), 4, TEXT, "reason"),
    HandEdit("a word in a cell", _typed("Renewals rise", "two", "2"), _says("rise by 2 points"), 2, CELL, "cell"),
    HandEdit("a word in an answer", _typed("Legal", "reads", "checks"), _says("Legal checks the"), 5, CELL, "answer"),
    HandEdit("a paragraph added", _add_paragraph, _says("A fourth point by hand."), 1, TEXT),
    HandEdit("a paragraph deleted", _delete_paragraph, lambda deck: not _says("The third point.")(deck), 1, TEXT),
    HandEdit("a bold word", _restyle("undone", b="1"), _styled("undone", "b", "1"), 4, LOOK),
    HandEdit("a larger word", _restyle("undone", sz="2400"), _styled("undone", "sz", "2400"), 4, LOOK),
    HandEdit("a coloured word", _colour, _coloured, 4, LOOK),
    HandEdit("a link", _link, _linked, 4, LOOK | TEXT),
    HandEdit(
        "a row added",
        _add_row,
        lambda deck: any("Fewer come back" in row for row in _rows(deck, "Renewals")),
        2,
        frozenset({"row", "added"}),
    ),
    HandEdit(
        "a row deleted",
        _delete_row,
        lambda deck: not any("Referrals" in row for row in _rows(deck, "Renewals")),
        2,
        frozenset({"row", "removed"}),
    ),
    HandEdit("a column made wider", _widen_column, _widened, 2, frozenset({"table", "look", "place"})),
    HandEdit(
        "a cell filled",
        _fill_cell,
        lambda deck: any(one.get("val") == "FFEE00" for one in _table(deck, "Renewals").iter(f"{A}srgbClr")),
        2,
        frozenset({"table", "look", "cell"}),
    ),
    HandEdit("other notes", _change_notes, _noted("Say it by hand."), 1, NOTED, "decision_notes"),
    HandEdit("notes where none were", _add_notes, _noted("Notes where none were."), 4, NOTED),
)
