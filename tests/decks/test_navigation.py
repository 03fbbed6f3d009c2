"""Ways through a deck: from a claim to its evidence and back, from page 1 to the sections, from a slide to its rest."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pptx
import pytest
from deck_builders import Language, Words, a_deck, every_slide, evidence
from msgspec.structs import replace
from pptx_reading import A, R
from template_builder import ATemplate

from decks.deck import Column, Deck, More, Paragraph, Section, Slide, Table, Text
from decks.layout.items import Page, Pages, Run, TableItem, TextBox
from decks.layout.pages import paginate
from decks.layout.prose import text_height
from decks.layout.style import STYLES
from decks.pptx.look import look
from decks.pptx.write import write_deck
from prep.words import LANGUAGES
from tui.actions.checking import check
from tui.actions.decks import build_deck
from tui.actions.opening import file_target, from_file

SAMPLES = Path(__file__).parents[2] / "prep" / "words" / "samples"


def sample(language: Language) -> Deck:
    target = file_target(str(SAMPLES / f"case-{language}.json"))
    assert target is not None
    dossier = from_file(target, None)
    return build_deck(dossier, check(dossier), "preread", language)


def runs_of(page: Page) -> list[Run]:
    boxes = [item.paras for item in page.items if isinstance(item, TextBox)]
    boxes += [
        cell.paras for item in page.items if isinstance(item, TableItem) for row in item.rows for cell in row.cells
    ]
    return [run for paras in boxes for para in paras for run in para.runs]


def printing(pages: Pages, tag: str) -> list[int]:
    """The numbers of the pages that print a tag as one."""
    return [
        number
        for number, page in enumerate(pages.pages, 1)
        if any(run.link == tag and run.text == f" [{tag}]" for run in runs_of(page))
    ]


def index_rows(pages: Pages) -> list[tuple[int, list[Run], list[Run]]]:
    """Each row of the evidence index: its page, the runs of its tag and of its page numbers."""
    return [
        (number, [run for para in row.cells[1].paras for run in para.runs], _of(row.cells[3].paras))
        for number, page in enumerate(pages.pages, 1)
        if page.slide_id == "A5"
        for item in page.items
        if isinstance(item, TableItem)
        for row in item.rows[1:]
    ]


def _of(paras: tuple[object, ...]) -> list[Run]:
    return [run for para in paras for run in para.runs]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_of_the_index_leads_back_to_every_page_that_cites_it(language: Language) -> None:
    pages = paginate(sample(language))
    rows = index_rows(pages)
    assert rows
    for number, tag_runs, numbers in rows:
        tag = "".join(run.text for run in tag_runs).strip("[]")
        if tag == "–":
            continue
        expected = [one for one in printing(pages, tag) if one != number]
        links = [run for run in numbers if run.link]
        assert [int(run.text) for run in links] == expected
        assert [run.link for run in links] == [f"page {one}" for one in expected]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tag_leads_to_the_page_of_the_index_on_which_its_row_stands(language: Language) -> None:
    pages = paginate(sample(language))
    for number, tag_runs, _ in index_rows(pages):
        tag = "".join(run.text for run in tag_runs).strip("[]")
        if tag != "–":
            assert [at for at, page in enumerate(pages.pages, 1) if tag in page.anchors] == [number]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_on_a_slide_cites_all_evidence_that_the_index_names_for_it(language: Language) -> None:
    pages = paginate(sample(language))
    body = [page for page in pages.pages if page.slide_id in ("1", "2", "8", "A2")]
    cited = {run.link for page in body for run in runs_of(page) if run.link}
    for _, tag_runs, _ in index_rows(pages):
        tag = "".join(run.text for run in tag_runs).strip("[]")
        assert tag == "–" or tag in cited


def test_more_pages_than_there_is_room_for_end_in_an_ellipsis() -> None:
    citing = [
        Slide(str(n), Section.REASONS, f"It works in {n}", (Paragraph(Text("Yes.", ("m1",))),)) for n in range(1, 9)
    ]
    table = Table((Column("Tag"), Column("Pages")), ((Text("[m1]"), Text("", cited="m1", pages=2)),), "An index of 1")
    index = Slide("A5", Section.APPENDIX, "One source carries 8 claims", (table,), anchors=("m1",))
    pages = paginate(a_deck("en", slides=(*citing, index)))
    assert "1, 2…" in pages.pages[-1].text


def test_evidence_that_no_page_cites_has_a_dash() -> None:
    table = Table((Column("Tag"), Column("Pages")), ((Text("[m9]"), Text("", cited="m9", pages=1)),), "An index of 1")
    pages = paginate(a_deck("en", slides=(Slide("A5", Section.APPENDIX, "It has 1", (table,), anchors=("m9",)),)))
    assert "[m9]\t–" in pages.pages[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_lists_the_sections_with_the_pages_they_are_on(language: Language) -> None:
    pages = paginate(a_deck(language, times=3))
    ways = pages.pages[0].foot.ways
    assert ways is not None
    said = [run for run in ways.paras[0].runs if run.link]
    for run in said:
        name, _, span = run.text.rpartition(" ")
        first, _, last = span.partition("–")
        section = next(one for one, shown in pages.section_names.items() if shown == name)
        own = [number for number, page in enumerate(pages.pages, 1) if page.section is section]
        assert (int(first), int(last or first)) == (own[0], own[-1])
        assert run.link in pages.pages[own[0] - 1].anchors
    assert len(said) == len({page.section for page in pages.pages})
    assert max(page.parts for page in pages.pages) > 1, "continuations are to be counted"


def test_page_one_keeps_its_foot_when_the_sections_have_no_room_there() -> None:
    deck = a_deck("en")
    long = replace(deck, foot=replace(deck.foot, confidentiality="Confidential to the board of the company " * 3))
    plain, crowded = paginate(deck).pages[0], paginate(long).pages[0]
    assert plain.foot.ways is not None
    assert crowded.foot.ways is None
    assert "Confidential to the board" in crowded.foot.line.text


def test_the_ways_at_the_foot_meet_nothing_else_there() -> None:
    for language in LANGUAGES:
        for page in paginate(sample(language)).pages:
            if page.foot.ways is not None:
                boxes = [page.foot.line.box, page.foot.ways.box, *([page.foot.draft.box] if page.foot.draft else [])]
                assert all(one.right <= other.x for one, other in pairwise(boxes))
                assert boxes[-1].right <= page.foot.number.right


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_whose_rest_is_in_the_appendix_leads_there(language: Language) -> None:
    pages = paginate(sample(language))
    for slide_id, rest in (("4", "A1"), ("5", "A3"), ("8", "A2")):
        page = next(page for page in pages.pages if page.slide_id == slide_id)
        number = next(at for at, other in enumerate(pages.pages, 1) if other.slide_id == rest)
        assert page.foot.ways is not None
        assert page.foot.ways.text.endswith(f"→ {number}")
        assert page.foot.ways.paras[0].runs[0].link == f"page {number}"


def test_a_rest_that_is_not_in_the_deck_is_not_led_to() -> None:
    alone = Slide("8", Section.CONCERNS, "It has 2", (Paragraph(Text("Yes.")),), more=(More("2 more", "A2"),))
    assert paginate(a_deck("en", slides=(every_slide(Words("en", 1))[0], alone))).pages[1].foot.ways is None


def test_on_a_template_the_ways_stand_at_the_end_of_the_body() -> None:
    found = look(ATemplate().data(), "firm.potx")
    pages = paginate(sample("en"), found.canvas("en"))
    page = next(page for page in pages.pages if page.slide_id == "5")
    last = page.items[-1]
    assert isinstance(last, TextBox)
    assert last.text.startswith("5 further voices → ")
    assert last.box.y >= max(item.box.bottom for item in page.items[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_file_leads_to_the_slide_that_it_names(language: Language) -> None:
    deck = pptx.Presentation(io.BytesIO(write_deck(paginate(sample(language)))))
    numbers = {slide.part.partname: at for at, slide in enumerate(deck.slides, 1)}
    seen = 0
    for slide in deck.slides:
        for run in slide.element.iter(f"{A}r"):
            link = run.find(f"{A}rPr/{A}hlinkClick")
            shown = (run.findtext(f"{A}t") or "").split("→")[-1].split("–")[0].split(" ")[-1]
            if link is not None and shown.isdecimal():
                target = slide.part.rels[link.get(f"{R}id")].target_part.partname
                assert numbers[target] == int(shown)
                seen += 1
    assert seen > 20


def test_a_tag_without_an_index_entry_is_no_link() -> None:
    stray = Slide("2", Section.REASONS, "It keeps 6 of 10", (Paragraph(Text("Yes.", ("m77",))),))
    deck = pptx.Presentation(io.BytesIO(write_deck(paginate(a_deck("en", slides=(stray, evidence(Words("en", 1))))))))
    runs = [run for run in deck.slides[0].element.iter(f"{A}r") if run.findtext(f"{A}t") in ("[m77]", " [m77]")]
    assert runs
    assert all(run.find(f"{A}rPr/{A}hlinkClick") is None for run in runs)


def test_on_a_template_a_slide_is_set_smaller_rather_than_without_its_way_on() -> None:
    canvas = look(ATemplate().data(), "firm.potx").canvas("en")
    rest = Slide("A2", Section.APPENDIX, "It has 2 more", (Paragraph(Text("Yes.")),))

    def first(lines: int, more: tuple[More, ...]) -> Page:
        words = tuple(Paragraph(Text(f"Line {n} of many")) for n in range(lines))
        slide = Slide("8", Section.CONCERNS, "It has many", words, more=more)
        opening = Slide("1", Section.DECISION, "It opens with 1", (Paragraph(Text("Yes.")),))
        return paginate(a_deck("en", slides=(opening, slide, rest)), canvas).pages[1]

    def size(page: Page) -> float:
        return max(run.size for run in runs_of(page) if run.text.startswith("Line"))

    found = [(first(n, ()), first(n, (More("2 more", "A2"),))) for n in range(4, 24)]
    whole = [(plain, leading) for plain, leading in found if plain.parts == 1]
    assert all(leading.parts == 1 for _, leading in whole)
    assert all(size(leading) <= size(plain) for plain, leading in whole)
    assert any(size(leading) < size(plain) and "2 more → 3" in leading.text for plain, leading in whole)


@pytest.mark.parametrize(
    "name", ["Kestrel", "á\U000a4947\U000ac03d±nm+U", "👩\u200d👧 家族", "W" * 40, "𠮷野家 x 葛\U000e0104飾"]
)
def test_the_line_of_the_foot_stays_on_one_line_beside_the_ways(name: str) -> None:
    deck = a_deck("en")
    page = paginate(replace(deck, foot=replace(deck.foot, confidentiality=name))).pages[0]
    boxes = [page.foot.line, *([page.foot.ways] if page.foot.ways else [])]
    style = STYLES["en"][0]
    assert all(text_height(box.paras, box.box.w, style) <= box.box.h + 1 for box in boxes)
    assert name in page.foot.line.text
