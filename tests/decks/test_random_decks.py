"""Whatever is prepared, however much and however odd, its deck is a sound file in which nothing leaves its box."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from deck_builders import a_deck
from dossier_strategies import dossiers
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from page_checks import assert_all_fits
from properties import examples
from structure.check import check_deck
from template_builder import FULL, ALayout, ATemplate
from wild_cases import longer_dossier, wild_dossier

from decks.deck import Columns, Deck, Heading, Paragraph, Section, Slide, Text
from decks.layout.breaking import lines
from decks.layout.canvas import OURS
from decks.layout.joined import cut_before
from decks.layout.measure import SEAM, seam, width
from decks.layout.pages import paginate
from decks.pptx.look import look
from decks.pptx.write import write_deck
from decks.preread import preread
from decks.rollout import missing_directive, rollout
from prep.model.dossier import Dossier
from prep.readiness.assessment import assess
from prep.share import share
from prep.words import LANGUAGES, Lang

SENTENCE = "Reaching flagged accounts within two working days doubled the save rate in the pilot. "
FEW, MANY = range(30), range(1000, 1500)
SEEDS = [*FEW, *(pytest.param(seed, marks=pytest.mark.long) for seed in MANY)]
TEMPLATES: dict[str, ATemplate | None] = {
    "our own design": None,
    "an ordinary template": ATemplate(),
    "a portrait page": ATemplate().on(612, 792),
    "an old screen": ATemplate().on(720, 540),
    "a dark ground": ATemplate(((ALayout(FULL, background="0B1220"),),)),
}


@cache
def data_of(template: str) -> bytes:
    found = TEMPLATES[template]
    return found.data() if found else b""


def a_file(deck: Deck, template: str = "our own design") -> bytes:
    """The deck's file, after a look at whether everything on its pages fits."""
    found = look(data_of(template), "firm.potx") if TEMPLATES[template] else None
    canvas = found.canvas(deck.language) if found else OURS
    pages = paginate(deck, canvas)
    assert_all_fits(pages, canvas)
    return write_deck(pages, found)


def decks_of(dossier: Dossier, language: Lang | None) -> list[Deck]:
    """The pre-read and, where there is a directive, the rollout."""
    shareable = share(dossier, assess(dossier), language)
    return [preread(shareable), *(() if missing_directive(shareable) else (rollout(shareable),))]


def told(data: bytes) -> list[str]:
    return [str(finding) for finding in check_deck(data)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_preparation_gone_wild_makes_a_sound_deck(seed: int) -> None:
    chance = Random(seed)
    language, template = chance.choice((*LANGUAGES, None)), chance.choice(list(TEMPLATES))
    deck = chance.choice(decks_of(wild_dossier(seed), language))
    assert told(a_file(deck, template)) == []


@examples(30)
@given(dossiers(), st.sampled_from(LANGUAGES), st.sampled_from(list(TEMPLATES)))
def test_whatever_can_be_imported_makes_a_sound_deck(dossier: Dossier, language: Lang, template: str) -> None:
    for deck in decks_of(dossier, language):
        assert told(a_file(deck, template)) == []


@pytest.mark.parametrize("times", [1, 3, 10])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_with_its_text_many_times_over_makes_sound_decks(language: Lang, times: int) -> None:
    for deck in decks_of(longer_dossier(language, times), None):
        for template in ("our own design", "a portrait page"):
            assert told(a_file(deck, template)) == []


@pytest.mark.parametrize("heading", range(2, 15))
def test_a_long_heading_waits_for_nothing_that_no_page_holds_with_it(heading: int) -> None:
    columns = Columns((1.0, 1.0), ((Paragraph(Text(SENTENCE * 7)),), (Paragraph(Text("Short.")),)))
    slide = Slide("1", Section.BODY, "Title", (Heading(SENTENCE * heading), columns, Paragraph(Text(SENTENCE * 40))))
    pages = paginate(a_deck("en", slides=(slide,))).pages
    assert "".join("".join(page.text.split()) for page in pages).count("Short.") == 1


def test_mixed_text_breaks_where_libreoffice_breaks_it() -> None:
    """Seen in LibreOffice 7.4: it sets a space of its own where scripts meet, beside a space too."""
    text = "者へ届け、年額契約の更新率を92.4％から95.0％へ引き上げます。Reaching flagged accounts. お客さまの声"
    found = lines(text, 31.2, "Arial")
    assert found[0].endswith("引き上げま")
    assert sum(seam(a, b) for a, b in (("。", "R"), (".", "お"))) == 2 * SEAM
    assert width("pilot. お客", "Arial") == pytest.approx(width("pilot. ", "Arial") + 2.0 + SEAM)


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\ufe0f"


@pytest.mark.parametrize("sign", [FAMILY, "e\u0301\u0302", "\U0001f44d\U0001f3fd"])
def test_nothing_is_cut_inside_a_sign(sign: str) -> None:
    text = sign * 40
    assert cut_before(text, len(sign) * 2 + 1) == sign * 2
    assert all(len(line.replace(" ", "")) % len(sign) == 0 for line in lines(text, 13.3, "Arial"))
    whole = a_deck("en")
    foot = replace(whole.foot, version=text, confidentiality=text, draft=text)
    for page in paginate(replace(whole, foot=foot, slides=whole.slides[:1])).pages:
        shown = [box.paras[0].text for box in (page.foot.line, page.foot.draft) if box]
        assert all(part.split("…")[0].endswith(sign) for part in shown)
