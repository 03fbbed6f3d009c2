"""The deck's rules on the pages of a company's template: its places, fonts and colours, not those of our own design."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_builders import Language, a_deck
from msgspec.structs import replace
from template_builder import COLOURS, FULL, ALayout, ATemplate

from decks.deck import Paragraph, Section, Slide, Text
from decks.layout.pages import paginate
from decks.lint import lint
from decks.pptx.look import Look, look
from prep.words import LANGUAGES
from tui.actions.mending import refuse_faults

DARK = ALayout(FULL, background="0B1220")
TEMPLATES = {
    "an ordinary one": ATemplate(),
    "portrait": ATemplate().on(612, 792),
    "4:3": ATemplate().on(720, 540),
    "a dark ground": ATemplate(((DARK,),)),
    "pale colours": ATemplate(colours={**COLOURS, "accent1": "BFE3F2", "dk2": "DDDDDD"}),
    "no foot": ATemplate(((ALayout(FULL[:2]),),)),
}
FRAME = {"D12", "D23", "D51", "D52", "D62", "D63", "D103"}
"""What a page, not its content, may break."""


def found_on(template: Look, language: Language) -> set[str]:
    deck = a_deck(language)
    return {one.id for one in lint(deck, None, template.canvas(language), template.colours)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_no_rule_about_pages_takes_a_sound_template_for_broken(template: ATemplate, language: Language) -> None:
    assert not found_on(look(template.data(), "firm.potx"), language) & FRAME


def test_colours_that_cannot_be_read_on_a_template_are_found() -> None:
    found = look(ATemplate(((DARK,),)).data(), "firm.potx")
    deck, canvas, colours = a_deck("en"), found.canvas("en"), found.colours
    assert set(colours) == {
        *("text", "muted", "accent", "warning", "rule", "surface", "accent_light", "warning_light", "white")
    }
    assert "D103" in {one.id for one in lint(deck, None, canvas, {**colours, "text": colours["surface"]})}


def test_a_draft_mark_that_a_template_page_lost_is_found() -> None:
    found = look(ATemplate().data(), "firm.potx")
    deck, canvas = a_deck("en"), found.canvas("en")
    final = a_deck("en", slides=deck.slides)
    pages = paginate(final, canvas)
    marked = replace(deck, foot=replace(deck.foot, draft=None))
    assert "D52" in {one.id for one in lint(marked, pages, canvas, found.colours)}
    assert "D52" not in {one.id for one in lint(deck, pages, canvas, found.colours)}


def test_a_text_is_measured_in_the_font_of_the_template() -> None:
    """A wide font takes more lines: measured in our own, its boxes would seem too high or too low."""
    wide = look(ATemplate(latin="Verdana").data(), "firm.potx")
    slide = Slide("2", Section.REASONS, "It keeps 6 of 10", (Paragraph(Text("Wide words matter. " * 20)),))
    deck = a_deck("en", slides=(slide,))
    assert "D63" not in {one.id for one in lint(deck, None, wide.canvas("en"), wide.colours)}


def test_strict_looks_at_the_pages_of_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[object, ...]] = []

    def noted(*given: object) -> tuple[()]:
        seen.append(given)
        return ()

    found = look(ATemplate().on(720, 540).data(), "firm.potx")
    monkeypatch.setattr("decks.lint.lint", noted)
    refuse_faults(a_deck("en"), "A title", found)
    assert seen[0][2:] == (found.canvas("en"), found.colours)
