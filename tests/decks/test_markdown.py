"""A deck as Markdown: what a user wrote is never read as Markdown or HTML, and no line of a table is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from deck_builders import Language, a_deck
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from decks.deck import (
    Block,
    Bullets,
    Callout,
    Chart,
    ChartPoint,
    Column,
    Fact,
    Facts,
    Heading,
    More,
    Pair,
    Pairs,
    Paragraph,
    QuoteCard,
    QuoteCards,
    Section,
    Slide,
    Table,
    Text,
    Tile,
    Tiles,
)
from decks.markdown import escaped, markdown

MARKS = ("a|b", "`code`", "*bold*", "_low_", "# head", "<html>", "&amp;", "[link](x)", "![image](x)", "~~gone~~", "\\")
STARTS = ("- item", "+ item", "1. item", "12) item", "> said", "=====", "---", "# head", ": note")


def written(*blocks: Block) -> str:
    slide = Slide("1", Section.BODY, "Title", blocks)
    return markdown(a_deck("en", slides=(slide,)))


def every_block(text: str) -> tuple[Block, ...]:
    """One of each kind of block, with ``text`` wherever a user's words may stand."""
    said = Text(text, tags=("m1",))
    return (
        Heading(text),
        Paragraph(said),
        Bullets((said,)),
        Facts((Fact(text, said),)),
        Callout(text, (said,)),
        Tiles((Tile(text, text, text),)),
        Table((Column(text), Column("b")), ((said, Text(text)),), alt=text),
        QuoteCards(text, (QuoteCard(text, text, "q1"),)),
        Pairs(text, "b", (Pair((said, said), (said,), text),), alt=text),
    )


def cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line)


def tables(document: str) -> Iterator[list[str]]:
    """Runs of lines that begin with a pipe."""
    rows: list[str] = []
    for line in [*document.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(line)
        elif rows:
            yield rows
            rows = []


@pytest.mark.parametrize("text", MARKS)
def test_every_sign_of_markdown_and_html_is_escaped(text: str) -> None:
    shown = escaped(text)
    assert re.sub(r"\\(.)", r"\1", shown) == text
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`*_#<&\[~]", shown)


@pytest.mark.parametrize("text", STARTS)
def test_no_text_begins_a_list_a_quote_a_heading_or_a_rule(text: str) -> None:
    first = written(Paragraph(Text(text))).split("### Title\n\n")[1].split("\n")[0]
    assert not re.match(r"\s*([-+*>#=:]|\d+[.)])", first)
    assert re.sub(r"\\(.)", r"\1", first) == text


@pytest.mark.parametrize("text", ["one\ntwo", "a | b", "a\n\n| b |\n", "`\n`", "<br>"])
def test_a_table_keeps_its_rows_and_columns_whatever_its_cells_hold(text: str) -> None:
    found = list(tables(written(*every_block(text))))
    assert len(found) == 2
    for rows in found:
        assert len(rows) == 3
        assert len({len(cells(row)) for row in rows}) == 1


def test_the_lines_of_a_cell_are_parted_by_breaks() -> None:
    document = written(Table((Column("a"),), ((Text("one\ntwo", tags=("m1",)),),), alt=""))
    assert "| one<br>two \\[m1\\] |" in document


def test_paragraphs_keep_their_lines_apart() -> None:
    assert "one\n\ntwo" in written(Paragraph(Text("one\ntwo")))


@examples(40)
@given(st.text(alphabet="ab1. -+*#>|`<&[]_~\\\n", min_size=1, max_size=30))
def test_no_text_changes_the_shape_of_the_document(text: str) -> None:
    def shape(document: str) -> list[str]:
        bare = re.sub(r"\\.", "", document)
        return [re.sub(r"[^|#>*<`]", "", line) for line in bare.split("\n") if re.match(r"[#|>]", line)]

    plain = re.sub(r"[^\n]*\S[^\n]*", "a", text.strip() or "a")
    assert shape(written(*every_block(text.strip() or "a"))) == shape(written(*every_block(plain)))


def test_an_index_names_the_slides_that_cite_each_tag() -> None:
    cards = QuoteCards("Colleagues", (QuoteCard("It helps.", "CFO", "m1"),))
    index = Table((Column("Tag"), Column("Slides")), ((Text("[m1]"), Text("", cited="m1")),), alt="")
    blocks: tuple[Block, ...] = (Paragraph(Text("It works.", ("m1",))), cards, Paragraph(Text("Nothing here.")), index)
    slides = tuple(Slide(str(n), Section.BODY, f"Title {n}", (block,)) for n, block in enumerate(blocks, 1))
    document = markdown(a_deck("en", slides=slides))
    assert "| \\[m1\\] | 1, 2 |" in document


def test_a_slide_names_the_number_of_the_slide_its_rest_is_on() -> None:
    first = Slide(
        "8", Section.CONCERNS, "One", (Heading("a"),), more=(More("2 further concerns", "A2"), More("x", "A9"))
    )
    document = markdown(a_deck("en", slides=(first, Slide("A2", Section.APPENDIX, "Two", (Heading("b"),)))))
    assert "\n\n2 further concerns → 2\n\n" in document
    assert "x →" not in document


@pytest.mark.parametrize(("language", "shown"), [("en", "“It helps us.”"), ("ja", "「It helps us.」")])
def test_words_that_were_said_stand_in_quotation_marks(language: Language, shown: str) -> None:
    cards = QuoteCards("Colleagues", (QuoteCard("It helps us.", "CFO", "q1"),))
    document = markdown(a_deck(language, slides=(Slide("5", Section.BODY, "T", (cards,)),)))
    assert f"- {shown} \\[q1\\]" in document


def test_each_line_of_the_notes_is_a_paragraph_of_its_own() -> None:
    document = markdown(a_deck("en", slides=(Slide("1", Section.BODY, "T", (Heading("a"),), notes="One\n\nTwo"),)))
    assert "> **Speaker notes**\n>\n> One\n>\n> Two" in document


def test_every_column_of_a_chart_or_of_concerns_has_its_heading() -> None:
    pairs = Pairs("What worries", "Our answer", (Pair((Text("a"),), (Text("b"),), "open"),), alt="")
    points = (ChartPoint("Jan", 1, "1%"), ChartPoint("Feb", None, "not yet measured"))
    chart = Chart("line", "Rate (%)", "Rate", points, 5, "Target 5%", "%", "")
    rows = list(tables(written(pairs, chart)))
    assert [cells(found[0])[1:-1] for found in rows] == [
        [" What worries ", " Our answer ", " Status "],
        [" When ", " Rate (%) "],
    ]
    assert rows[1][-1] == "| Target 5% |  |"
