from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from deck_builders import Language, Words, a_deck, numbers, voices
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from page_checks import assert_all_fits
from properties import examples

from decks.deck import (
    Bullets,
    Callout,
    Column,
    Facts,
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
from decks.layout.items import TableItem, TextBox
from decks.layout.pages import paginate

LANGUAGES: tuple[Language, ...] = ("ja", "en")
HARD = "".join(chr(code) for code in (0x1F468, 0x200D, 0x1F469, 0x05D0, 0x0627, 0x0301, 0xE0067, 0xFF76, 0x20))


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts_of(value: object) -> Iterator[str]:
    """Every text of blocks but what never stands on a page: alt texts and chart data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in (
                "alt",
                "align",
                "tone",
                "tags",
                "tag",
                "points",
                "kind",
                "series_name",
                "target_label",
                "unit",
                "number_format",
            ):
                yield from texts_of(getattr(value, name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [1, 3, 10])
def test_nothing_leaves_its_box_or_the_page(language: Language, times: int) -> None:
    assert_all_fits(paginate(a_deck(language, times)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [1, 3, 10])
def test_no_text_is_lost_however_long_it_is(language: Language, times: int) -> None:
    deck = a_deck(language, times)
    pages = paginate(deck)
    for slide in deck.slides:
        shown = squeezed("".join(page.text for page in pages.pages if page.slide_id == slide.id))
        for text in texts_of((slide.blocks, slide.sources)):
            if len(text) < 40:
                assert squeezed(text) in shown
        spread = sum(len(squeezed(text)) for text in texts_of(slide.blocks))
        assert len(shown) >= spread * 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_over_several_pages_is_the_same_paragraph(language: Language) -> None:
    body = Words(language, 90).sentence(0)
    slide = Slide("1", Section.BODY, "T", (Paragraph(Text(body)),))
    pages = paginate(a_deck(language, slides=(slide,))).pages
    assert len(pages) > 2
    assert squeezed("".join(item.text for page in pages for item in page.items)) == squeezed(body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [1, 10])
def test_titles_are_unique_and_say_which_part_they_head(language: Language, times: int) -> None:
    pages = paginate(a_deck(language, times)).pages
    titles = [page.title for page in pages]
    assert len(set(titles)) == len(titles)
    assert all(f"({page.part}/{page.parts})" in page.title for page in pages if page.parts > 1)


def test_two_slides_of_one_title_get_different_titles() -> None:
    slide = Slide("1", Section.BODY, "The same", (Paragraph(Text("Words.")),))
    pages = paginate(a_deck(slides=(slide, replace(slide, id="2")))).pages
    assert pages[0].title != pages[1].title


def test_a_table_that_continues_repeats_its_header_and_splits_no_row() -> None:
    rows = tuple((Text(f"Row {number} " + "of many words " * 12), Text(str(number))) for number in range(40))
    table = Table((Column("What", weight=4), Column("No", "right")), rows, "Forty rows")
    pages = paginate(a_deck(slides=(Slide("A5", Section.APPENDIX, "Rows", (table,)),))).pages
    tables = [item for page in pages for item in page.items if isinstance(item, TableItem)]
    assert len(tables) == len(pages) > 1
    assert {item.rows[0].cells[0].text for item in tables} == {"What"}
    found = [row.cells[1].text for item in tables for row in item.rows[1:]]
    assert found == [str(number) for number in range(40)]


@pytest.mark.parametrize(
    "who", ["Head of Data", " Head of Data", "Head of\nData", " Head of\nData and of all that is counted here"]
)
def test_an_attribution_is_said_once_in_lines_that_were_planned(who: str) -> None:
    card = QuoteCard("We see it.", f"{who} · 6 Oct 2026 · concern", "q1", who=who)
    pages = paginate(a_deck("en", slides=(Slide("5", Section.REASONS, "T", (QuoteCards("Said", (card,) * 3),)),))).pages
    drawn = [item for page in pages for item in page.items if isinstance(item, TextBox) and item.name == "Quote"]
    assert len(drawn) == 3
    for box in drawn:
        assert all("\n" not in run.text for para in box.paras for run in para.runs)
        assert " ".join(box.text.split()).count("Data") == 1
        assert box.text.count("6 Oct 2026") == 1


def test_a_row_taller_than_a_page_becomes_text() -> None:
    giant = "Everything that was ever said about it. " * 200
    table = Table((Column("What"), Column("No")), ((Text("before"), Text("1")), (Text(giant), Text("2"))), "Two rows")
    pages = paginate(a_deck(slides=(Slide("A5", Section.APPENDIX, "Rows", (table,)),)))
    assert_all_fits(pages)
    assert squeezed(giant) in squeezed("".join(item.text for page in pages.pages for item in page.items))


@pytest.mark.parametrize("language", LANGUAGES)
def test_body_type_keeps_to_the_smallest_size_allowed(language: Language) -> None:
    least = 16 if language == "ja" else 14
    for page in paginate(a_deck(language, 10)).pages:
        for item in page.items:
            if isinstance(item, TextBox) and item.name == "Text":
                body = [r for p in item.paras for r in p.runs if not (p.keep or r.link or r.colour == "muted")]
                assert all(run.size >= least for run in body)
            if isinstance(item, TableItem):
                assert all(r.size >= 12 for w in item.rows for c in w.cells for p in c.paras for r in p.runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_too_long_for_the_page_is_whole_in_the_body(language: Language) -> None:
    title = Words(language, 12).sentence(0)
    pages = paginate(a_deck(language, slides=(Slide("1", Section.BODY, title, (Paragraph(Text("x")),)),)))
    assert_all_fits(pages)
    assert squeezed(title) in squeezed("".join(item.text for page in pages.pages for item in page.items))


def test_a_japanese_title_never_ends_in_a_line_of_three_characters() -> None:
    for title in (
        "更新率は92.4％まで上がり、目標の95.0％まであと2.6ポイントです",
        "三つの案のうち、傾聴デスクが最も早く費用を回収しますので、ご判断をお願いします",
    ):
        page = paginate(a_deck("ja", slides=(Slide("1", Section.BODY, title, ()),))).pages[0]
        para = page.heading.paras[0]
        assert "".join(run.text for run in para.runs) == title
        assert not para.breaks or len(title) - para.breaks[-1] > 3


def test_sources_foot_and_draft_mark_of_any_length_stay_in_the_foot() -> None:
    deck = a_deck("en")
    foot = replace(deck.foot, confidentiality="For the board only, " * 60, draft="Not yet final " * 30)
    sources = tuple(f"Source {number}: the customer database of the whole company, as of today" for number in range(40))
    slide = Slide("1", Section.BODY, "T", (Paragraph(Text("x")),), sources)
    pages = paginate(replace(deck, foot=foot, slides=(slide,)))
    assert_all_fits(pages)
    shown = squeezed("\n".join(page.text for page in pages.pages))
    assert all(squeezed(source) in shown for source in sources)
    assert squeezed(foot.confidentiality) in shown


def test_an_empty_slide_is_a_page_with_its_title() -> None:
    pages = paginate(a_deck(slides=(Slide("1", Section.BODY, "Only a title", (Bullets(()), Facts(()), Tiles(()))),)))
    assert [page.title for page in pages.pages] == ["Only a title"]


def test_the_size_of_type_falls_before_a_slide_is_split() -> None:
    few, many = (Slide("1", Section.BODY, "T", (Bullets((Text("Some words. " * n),) * 5),)) for n in (5, 22))
    big, small = (paginate(a_deck(slides=(slide,))).pages for slide in (few, many))
    assert len(big) == len(small) == 1
    sizes = [page[0].items[1].paras[0].runs[0].size for page in (big, small) if isinstance(page[0].items[1], TextBox)]
    assert sizes[0] > sizes[1]


texts = st.text(st.sampled_from("あ亜ア、。「」（ aB,.1%£\n\t\x00\x1b" + HARD + "\ud800"), max_size=400)


@examples(40)
@given(st.sampled_from(LANGUAGES), texts, st.integers(1, 6), st.integers(1, 30))
def test_whatever_the_words_are_they_fit(language: Language, words: str, count: int, times: int) -> None:
    body = Text(words * times, ("m1",))
    columns = tuple(Column(words[:20]) for _ in range(count))
    table = Table(columns, (tuple(body for _ in range(count)),) * 2, words)
    blocks = (
        Paragraph(body),
        Callout(words, (body,)),
        Tiles(tuple(Tile(words, words[:30], words) for _ in range(count))),
        table,
    )
    deck = a_deck(language, slides=(Slide("1", Section.BODY, words, blocks, (words,)),))
    assert_all_fits(paginate(replace(deck, date=dt.date(2026, 1, 1))))


def test_items_are_read_from_top_to_bottom() -> None:
    w = Words("en", 1)
    for page in paginate(a_deck("en", slides=(numbers(w), voices(w)))).pages:
        for index, earlier in enumerate(page.items):
            assert all(later.box.bottom > earlier.box.y for later in page.items[index + 1 :])


def test_a_body_of_more_than_nine_pages_goes_on_in_the_appendix() -> None:
    long = tuple(
        Slide(str(n), Section.REASONS, f"Slide {n}", (Paragraph(Text(f"Words of {n}. " * 300)),)) for n in range(1, 9)
    )
    last = Slide("A1", Section.APPENDIX, "Appendix", (Paragraph(Text("x")),))
    pages = paginate(a_deck(slides=(*long, last)))
    assert_all_fits(pages)
    sections = [page.section is Section.APPENDIX for page in pages.pages]
    assert sections == sorted(sections)
    assert sections.count(False) <= 9
    assert pages.pages[0].parts == 1 or pages.pages[1].slide_id == "1"
    for page in pages.pages:
        pointers = [item for item in page.items if isinstance(item, TextBox) and item.name == "Pointer"]
        if page.parts > 1 and page.part == 1 and not sections[pages.pages.index(page)]:
            number = next(
                n for n, other in enumerate(pages.pages, 1) if other.slide_id == page.slide_id and other.part == 2
            )
            moved = sections[number - 1]
            assert moved == bool(pointers)
            assert not moved or str(number) in pointers[0].text
