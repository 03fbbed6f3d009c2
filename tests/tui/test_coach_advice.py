"""The coach's advice: there is some for every field in both languages, it fits its room, and none is said twice."""

from __future__ import annotations

import pytest

from prep.coaching import SOURCES, coaching
from prep.words import LANGUAGES, Lang, keys, render, text
from tui.steps.form import Records
from tui.steps.walk import WALK
from tui.widgets.coach_panel import HANG, HEAD, Note, laid_out

SMALL = (60, 20)
PARTS = ("good", "why", "ask")


def patterns() -> list[str]:
    """Every list and every field of the walk, as a place with empty brackets."""
    found = []
    for section in (section for step in WALK for section in step.sections):
        within = f"{section.place}[]" if isinstance(section, Records) else section.place
        found += [within] if isinstance(section, Records) else []
        found += [f"{within}.{field.name}" if within else field.name for field in section.fields]
    return found


def steady(place: str, language: Lang) -> list[Note]:
    advice = coaching(place)
    assert advice is not None, place
    said = (render(one, language) for one in (advice.good, advice.why, advice.ask))
    return [
        Note(text(f"coach.label.{part}", language), text(f"coach.label.{part}.short", language), (("plain", words),))
        for part, words in zip(PARTS, said, strict=True)
    ]


def test_every_field_and_every_list_has_advice_and_nothing_else_has() -> None:
    assert sorted(SOURCES) == sorted(patterns())
    wanted = {f"coach.{place.replace('[]', '')}.{part}" for place in SOURCES for part in PARTS}
    about = ("coach.label.", "coach.tone.", "coach.balance")
    rest = {"coach.heading", "coach.close", "coach.more"}
    for language in LANGUAGES:
        assert {one for one in keys("coach", language) if not one.startswith(about)} - rest == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_advice_for_a_field_fits_on_one_page_wherever_it_stands(language: Lang) -> None:
    beside, below = 36 - 4, SMALL[0] - 2
    for place in SOURCES:
        notes = steady(place, language)
        assert len(laid_out(notes, beside, 24 - 5 - HEAD, upright=True)) == 1, place
        assert len(laid_out(notes, below, SMALL[1] // 2 - 3, upright=False)) == 1, place
        for note in notes:
            assert all(len(words) <= 80 for _, words in note.paragraphs), place


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_advice_repeats_another_or_the_hint_under_the_field(language: Lang) -> None:
    said = [render(one, language) for place in SOURCES if (c := coaching(place)) for one in (c.good, c.why, c.ask)]
    assert sorted({one for one in said if said.count(one) > 1}) == []
    hints = {text(field.hint, language) for step in WALK for section in step.sections for field in section.fields}
    assert hints.isdisjoint(said)


def test_what_has_no_room_goes_on_to_the_next_page_and_nothing_is_lost() -> None:
    notes = [Note(f"L{number}", "l", (("plain", "word " * 30),)) for number in range(4)]
    for upright in (True, False):
        pages = laid_out(notes, 30, 7, upright)
        assert len(pages) > 1
        assert all(len(page) <= 7 for page in pages)
        words = " ".join(part for page in pages for line in page for _, part in line)
        assert words.count("word") == 4 * 30
    assert laid_out([], 30, 7, upright=True) == [[]]
    assert all(len("".join(part for _, part in line)) <= 30 for page in laid_out(notes, 30, 7, False) for line in page)
    assert HANG < 30
