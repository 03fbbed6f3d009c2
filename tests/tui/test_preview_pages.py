"""The drawn pages of a deck: every word is there, where the slide has it, at any width, and quickly."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from app_driver import STRESS, sample
from rich.cells import cell_len
from rollout_examples import CELLS, DIRECTIVE, TACTIC, a_journey, a_rollout

from decks.deck import Chart, ChartPoint
from decks.layout.items import Box, ChartItem, Page, Pages, TableItem, TextBox
from decks.layout.pages import paginate
from prep.intake.case import dossier_of, parse_case
from prep.model.dossier import Dossier
from prep.readiness.assessment import assess
from prep.words import LANGUAGES, Lang
from tui.actions.decks import build_deck
from tui.preview.book import Book
from tui.preview.cells import Look, Picture, Sheet
from tui.preview.charts import draw_chart
from tui.preview.page import NARROWEST, draw_page

WIDTHS = (NARROWEST, 58, 78, 96, 118, 140)


def _dossier(path: Path) -> Dossier:
    case = parse_case(path.read_bytes(), path.name)
    today = case.evaluate_on
    assert today is not None
    return dossier_of(case, None, today, today)


@lru_cache(maxsize=4)
def pages_of(path: Path, language: Lang) -> Pages:
    dossier = _dossier(path)
    return paginate(build_deck(dossier, assess(dossier), "preread", language))


def letters(text: str) -> str:
    """A text without spaces, lines and marks of drawing."""
    kinds = ("Z", "C")
    return "".join(one for one in text if unicodedata.category(one)[0] not in kinds and one not in "╌▐▪")


def words_of(page: Page) -> list[str]:
    """Every paragraph that a page prints, besides charts."""
    foot = (page.foot.sources, page.foot.line, page.foot.draft, page.foot.ways)
    boxes = [one for one in (page.heading, *page.items, *foot) if isinstance(one, TextBox)]
    cells = [cell for item in page.items if isinstance(item, TableItem) for row in item.rows for cell in row.cells]
    paras = [para for box in boxes for para in box.paras] + [para for cell in cells for para in cell.paras]
    return [para.text for para in paras]


def all_words_are_there(page: Page, picture: Picture) -> None:
    """Each sign as often in the picture as on the page; lines may break anywhere, and columns mix."""
    there = letters(picture.text)
    wanted = letters("".join(words_of(page)))
    missing = {sign for sign in set(wanted) if there.count(sign) < wanted.count(sign)}
    assert not missing, (page.title, missing)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_of_a_page_is_in_its_picture_and_every_line_is_as_wide(language: Lang, width: int) -> None:
    pages = pages_of(sample(language), language)
    for index, page in enumerate(pages.pages):
        for height in (None, 18):
            picture = draw_page(pages, index, width, height)
            all_words_are_there(page, picture)
            assert {sum(cell_len(span.text) for span in line) for line in picture.lines} == {width}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_page_stand_in_the_order_and_the_columns_of_the_slide(language: Lang) -> None:
    pages = pages_of(sample(language), language)
    for index, page in enumerate(pages.pages):
        lines = draw_page(pages, index, 140).text.splitlines()
        places = {}
        for item in page.items:
            if isinstance(item, TextBox) and item.name in ("Label", "Fact", "Figure", "Callout"):
                start = item.paras[0].text[:8]
                rows = [at for at, line in enumerate(lines) if start in line]
                if len(rows) == 1 and len(start) == 8:
                    places[item.name, item.box.x, item.box.y] = (rows[0], lines[rows[0]].index(start))
        for (one, at), (other, then) in pairwise(sorted(places.items(), key=lambda place: place[0][2])):
            if other[2] > one[2] + 20:
                assert then[0] >= at[0], (page.title, one, other)
            elif other[1] > one[1] + 60 and then[0] == at[0]:
                assert then[1] > at[1], (page.title, one, other)


def test_the_stress_case_is_drawn_whole() -> None:
    pages = pages_of(STRESS, "ja")
    assert len(pages.pages) > 150
    for index in range(0, len(pages.pages), 7):
        all_words_are_there(pages.pages[index], draw_page(pages, index, 78, 20))


def test_a_page_without_much_text_keeps_the_shape_of_the_slide() -> None:
    pages = pages_of(sample("en"), "en")
    heights = [len(draw_page(pages, index, 118).lines) for index in range(len(pages.pages))]
    assert min(heights) >= 30
    assert max(heights) <= 42


def test_the_journeys_of_a_rollout_are_drawn_as_grids() -> None:
    stages = [{"name": f"Stage {number}", **CELLS} for number in range(4)]
    dossier = a_rollout(directive=DIRECTIVE, tactics=[TACTIC], journeys=[a_journey("j1", *stages)]).build()
    pages = paginate(build_deck(dossier, assess(dossier), "rollout", "en"))
    for index, page in enumerate(pages.pages):
        all_words_are_there(page, draw_page(pages, index, 96))


def test_a_narrow_window_is_told_in_words_and_words_say_all_of_the_slide() -> None:
    dossier = _dossier(sample("en"))
    deck = build_deck(dossier, assess(dossier), "preread", "en")
    book = Book(deck, paginate(deck))
    for index in range(len(book)):
        drawn = "".join(span.text for line in book.lines(index, NARROWEST - 1, 20, "en") for span in line)
        told = "".join(span.text for line in book.lines(index, NARROWEST - 1, 20, "en", words=True) for span in line)
        assert drawn == told
        assert letters(book.slide(index).title) in letters(told)
        assert letters(book.page(index).notes) in letters(told), "speaker notes stand below"


def test_continuations_are_pages_of_their_own() -> None:
    dossier = _dossier(sample("en"))
    deck = build_deck(dossier, assess(dossier), "preread", "en")
    book = Book(deck, paginate(deck))
    second = book.index_of("A1", 2)
    assert second is not None
    assert "(2/2)" in book.picture(second, 96).text
    assert book.index_of("A1") == second - 1
    assert book.index_of("nothing") is None


def charted(kind: str, values: tuple[float | None, ...], target: float | None) -> str:
    points = tuple(
        ChartPoint(f"M{number}", value, "gap" if value is None else f"{value:g}", f"M{number}", "2026")
        for number, value in enumerate(values)
    )
    chart = Chart("bar" if kind == "bar" else "line", "T", "S", points, target, "Target", "%", "alt")
    sheet = Sheet(60, 16)
    draw_chart(sheet, ChartItem(Box(0, 0, 400, 240), chart, 12.0, "Chart"), (0, 0, 60, 16), "en")
    return sheet.picture().text


def test_a_line_has_its_ends_its_target_its_axis_and_a_gap() -> None:
    text = charted("line", (3.0, 5.0, None, 2.0, 4.0), 6.0)
    for word in ("3", "4", "Target", "M0", "M4", "2026"):
        assert word in text
    assert text.count("▪") == 4
    dotted = [line for line in text.splitlines() if any("\u2800" < sign <= "\u28ff" for sign in line)]
    columns = {at for line in dotted for at, sign in enumerate(line) if "\u2800" < sign <= "\u28ff"}
    axis = next(line for line in text.splitlines() if "M2" in line)
    assert axis.index("M2") not in columns, "no line runs over the month that was not measured"
    assert any("╌" in line for line in text.splitlines())


def test_bars_are_as_high_as_their_values() -> None:
    text = charted("bar", (2.0, 8.0, None), None)
    heights = [0, 0]
    axis = next(line for line in text.splitlines() if "M0" in line)
    for place, label in enumerate(("M0", "M1")):
        at = axis.index(label)
        heights[place] = sum(1 for line in text.splitlines() if line[at : at + 1] in tuple("▁▂▃▄▅▆▇█"))
    assert heights[1] >= 3 * heights[0] > 0


@pytest.mark.parametrize("values", [(), (None,), (0.0,), (5.0, 5.0), (-3.0, 4.0), (1e12, 1.0)])
@pytest.mark.parametrize("kind", ["line", "bar"])
def test_any_series_is_drawn(kind: str, values: tuple[float | None, ...]) -> None:
    assert isinstance(charted(kind, values, 1.0 if values else None), str)


def test_half_a_wide_character_is_never_left() -> None:
    sheet = Sheet(6, 1)
    sheet.put(0, 0, "あいう", Look())
    sheet.put(1, 0, "x", Look())
    sheet.put(5, 0, "漢", Look())
    line = sheet.picture().lines[0]
    assert "".join(span.text for span in line) == " xいう"


def test_drawing_does_not_load_the_writer_of_files() -> None:
    code = "import sys, tui.preview.book; print([one for one in sys.modules if one.split('.')[0] in ('pptx', 'lxml')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
