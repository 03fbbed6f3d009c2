"""The first page stands alone: one page in both languages, its one number the largest thing on it (decks.md)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

import prep.words
from decks.layout.items import Page, TextBox
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
