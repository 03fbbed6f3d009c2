"""The first page stands alone: one page in both languages, its one number the largest thing on it (decks.md)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

import prep.words
from decks.layout.canvas import Canvas, Place
from decks.layout.items import Box, Page, TextBox
from decks.layout.pages import paginate
from decks.preread import preread
from prep.intake.case import dossier_of, read_case
from prep.readiness.assessment import assess
from prep.share import share
from prep.shareable import Shareable
from prep.words import LANGUAGES, Lang

SAMPLES = Path(prep.words.__file__).parent / "samples"
LEAST_BODY = {"ja": 16, "en": 14}
LONGER = {
    "ja": "、費用の上限と継続を判断する時期、関係部署の役割も、あわせてお決めいただきたいと考えています",
    "en": ", together with the ceiling of its cost, the day on which we stop or go on, and what each team does",
}


def shared(language: Lang) -> Shareable:
    dossier = dossier_of(read_case(SAMPLES / f"case-{language}.json"), None, None, dt.date(2026, 11, 20))
    return share(dossier, assess(dossier))


def first_pages(shareable: Shareable) -> list[Page]:
    return [page for page in paginate(preread(shareable)).pages if page.slide_id == "1"]


def sizes(page: Page, name: str) -> list[float]:
    return [
        run.size
        for box in page.items
        if isinstance(box, TextBox) and box.name == name
        for para in box.paras
        for run in para.runs
    ]


def longer(shareable: Shareable) -> Shareable:
    more = LONGER[shareable.language]
    ask = shareable.asks[0]
    asks = (replace(ask, what=ask.what + more, if_no=ask.if_no + more), *shareable.asks[1:])
    concerns = tuple(
        replace(one, concern=one.concern + more, response=(one.response or "No") + more) for one in shareable.concerns
    )
    return replace(shareable, asks=asks, concerns=concerns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_one_number_is_the_largest_thing_on_the_only_first_page(language: Lang) -> None:
    (page,) = first_pages(shared(language))
    figures = sizes(page, "Figure")
    assert max(figures) >= 40
    assert figures.count(max(figures)) == 1
    assert min(sizes(page, "Fact")) >= 12
    assert max(sizes(page, "Fact")) >= LEAST_BODY[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_longer_texts_are_shortened_on_the_first_page_and_whole_on_a_later_one(language: Lang) -> None:
    shareable = longer(shared(language))
    (page,) = first_pages(shareable)
    assert "…" in page.text
    assert max(sizes(page, "Figure")) >= 40
    later = "\n".join(one.text for one in paginate(preread(shareable)).pages if one.slide_id != "1")
    assert shareable.asks[0].what in later
    assert shareable.asks[0].if_no in later
    assert all(concern.concern in later for concern in shareable.concerns)


def a_company_page(width: float, height: float, family: str) -> Canvas:
    """A template's page whose area for content is ``width`` by ``height`` points."""
    return Canvas(
        title=Box(40, 20, width, 70),
        body=Box(40, 100, width, height),
        line=Place(Box(40, 105 + height, width - 90, 20), 11),
        number=Place(Box(width - 40, 105 + height, 80, 20), 12, "right"),
        sources_size=12.0,
        fixed=True,
        family=f"{family} or Wide",
        own_family=family,
        title_family=f"{family} or Wide",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["as it is", "longer"])
@pytest.mark.parametrize(("width", "height"), [(706, 392), (620, 400), (760, 372), (814, 346), (560, 680)])
@pytest.mark.parametrize("family", ["Arial", "Open Sans"])
def test_the_first_page_is_one_page_on_a_narrow_template_too(
    language: Lang, text: str, width: float, height: float, family: str
) -> None:
    shareable = longer(shared(language)) if text == "longer" else shared(language)
    japanese = ", Japanese" if language == "ja" else ""
    canvas = a_company_page(width, height, family)
    canvas = replace(canvas, family=canvas.family + japanese, own_family=canvas.own_family + japanese)
    (page,) = [page for page in paginate(preread(shareable), canvas).pages if page.slide_id == "1"]
    assert all(item.box.bottom <= canvas.body.bottom for item in page.items)
    assert max(sizes(page, "Figure")) >= 24
    assert sizes(page, "Figure").count(max(sizes(page, "Figure"))) == 1
    assert min(run.size for one in page.items if isinstance(one, TextBox) for p in one.paras for run in p.runs) >= 12
    assert max(sizes(page, "Fact") or sizes(page, "Text")) >= LEAST_BODY[language]
