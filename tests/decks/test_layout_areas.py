"""Whatever area a template leaves for content, text stays in its boxes and on the page, at any length."""

from __future__ import annotations

import pytest
from deck_builders import Language, a_deck
from hypothesis import given
from hypothesis import strategies as st
from page_checks import assert_all_fits
from properties import examples

from decks.deck import Callout, Column, Fact, Facts, Paragraph, QuoteCard, QuoteCards, Section, Slide, Table, Text, Tile
from decks.deck import Tiles as Figures
from decks.layout.canvas import Canvas, Place
from decks.layout.items import Box, TableItem
from decks.layout.pages import paginate

FAMILIES = ("Calibri", "Courier New", "Montserrat or Wide", "BIZ UDP or Wide", "Lato or Wide, bold")


def an_area(width: float, height: float, family: str) -> Canvas:
    """A template's page with so much room for content, its foot below."""
    return Canvas(
        page=Box(0, 0, width + 80, height + 150),
        title=Box(40, 20, width, 72),
        body=Box(40, 100, width, height),
        line=Place(Box(40, height + 110, width - 100, 26), 11),
        number=Place(Box(width - 40, height + 110, 80, 26), 12, "right"),
        sources_size=12.0,
        fixed=True,
        family=family,
        title_family=family,
    )


SHAPES = {"4:3": (640, 380), "portrait": (500, 640), "low": (860, 260), "narrow": (430, 330)}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("times", [1, 3, 10])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_kind_of_slide_fits_every_shape_of_page(language: Language, times: int, shape: str) -> None:
    canvas = an_area(*SHAPES[shape], "Montserrat or Wide")
    pages = paginate(a_deck(language, times), canvas)
    assert_all_fits(pages, canvas)
    assert len({page.title for page in pages.pages}) == len(pages.pages)


words = st.lists(
    st.sampled_from(
        (
            "解約率を下げる",
            "https://example.com/a/very/long/address?with=many&parts=of_it",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "x" * 300,
            "👍👨‍👩‍👧",
            "１２３ＡＢＣ",
            "ｶﾀｶﾅ",
            "SaaSのARR",
            " and ",
            "、。",
            "\n",
        )
    ),
    min_size=1,
    max_size=12,
).map("".join)


@examples(15)
@given(
    st.sampled_from(["ja", "en"]),
    st.floats(300, 1200),
    st.floats(220, 900),
    st.sampled_from(FAMILIES),
    words,
    st.sampled_from([1, 3, 10]),
)
def test_any_text_in_any_area_and_font_stays_in_its_box(
    language: Language, width: float, height: float, family: str, text: str, times: int
) -> None:
    said = Text(text * times, ("m1", "q2"))
    table = Table((Column("A"), Column("B", "right"), Column("C")), ((said, Text("1"), said), (said, said, said)), text)
    blocks = (
        Figures((Tile(text[:30], "6.2% → 5.4%", text[:40], lead=True), Tile("A", "8"), Tile("B", "9"))),
        Facts((Fact(text[:20], said), Fact("B", said))),
        Callout("Note", (said,)),
        table,
        QuoteCards("Said", (QuoteCard(said.text, text[:60], "q1"),) * 2),
        Paragraph(said),
    )
    canvas = an_area(width, height, f"{family}, Japanese" if language == "ja" else family)
    slide = Slide("1", Section.BODY, text[:60], blocks, (text[:80],))
    pages = paginate(a_deck(language, slides=(slide,)), canvas)
    assert_all_fits(pages, canvas)
    tables = [item for page in pages.pages for item in page.items if isinstance(item, TableItem)]
    assert all([cell.text for cell in item.rows[0].cells] == ["A", "B", "C"] for item in tables)
