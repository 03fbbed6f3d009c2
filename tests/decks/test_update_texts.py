from __future__ import annotations

import io
from collections.abc import Callable

import pptx
import pytest
from deck_builders import Language, Words, a_deck, every_slide
from msgspec.structs import replace

from decks.deck import Deck, Fact, Facts, Section, Slide, Text
from decks.layout.pages import paginate
from decks.pptx.update.updating import Choice, Standing, standing, update_deck
from decks.pptx.write import write_deck

Edit = Callable[["pptx.presentation.Presentation"], None]


def written(deck: Deck) -> bytes:
    return write_deck(paginate(deck))


def edited(data: bytes, edit: Edit) -> bytes:
    deck = pptx.Presentation(io.BytesIO(data))
    edit(deck)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def of_facts(*facts: str, more: tuple[Slide, ...] = ()) -> Deck:
    rows = tuple(Fact(f"Label {n}", Text(said)) for n, said in enumerate(facts, 1))
    return a_deck("en", slides=(Slide("1", Section.DECISION, "A title that says all", (Facts(rows),)), *more))


def texts(data: bytes) -> list[str]:
    slides = pptx.Presentation(io.BytesIO(data)).slides
    return [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]


def say(old: str, new: str) -> Edit:
    def edit(deck: pptx.presentation.Presentation) -> None:
        for slide in deck.slides:
            for shape in slide.shapes:
                if shape.has_text_frame and shape.text_frame.text == old:
                    shape.text_frame.paragraphs[0].runs[0].text = new

    return edit


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_deck_that_nobody_touched_becomes_the_new_export_byte_for_byte(language: Language) -> None:
    before, fresh = written(a_deck(language)), written(a_deck(language, 2))
    assert standing(before, fresh) is Standing.UNTOUCHED
    assert update_deck(fresh, before, {}).data == fresh


def test_a_text_changed_by_hand_stays_and_another_of_the_preparation_comes_in() -> None:
    before = edited(written(of_facts("one", "two")), say("one", "one by hand"))
    fresh = written(of_facts("one", "two, anew"))
    assert standing(before, fresh) is Standing.EDITED
    found = update_deck(fresh, before, {})
    assert {"one by hand", "two, anew"} <= set(texts(found.data))
    assert [(kept.what, kept.text) for kept in found.kept] == [("text", "one by hand")]
    assert not found.conflicts
    assert found.look_at == (1,)


def test_both_changed_the_same_text_is_a_conflict_until_a_side_is_chosen() -> None:
    before = edited(written(of_facts("one", "two")), say("one", "one by hand"))
    fresh = written(of_facts("one, anew", "two"))
    found = update_deck(fresh, before, {})
    (conflict,) = found.conflicts
    assert (conflict.what, conflict.hand, conflict.preparation) == ("text", "one by hand", "one, anew")
    assert "one by hand" in texts(found.data)
    again = update_deck(fresh, found.data, {})
    assert again.conflicts == found.conflicts
    taken = update_deck(fresh, found.data, {conflict.ref: Choice.PREPARATION})
    assert "one, anew" in texts(taken.data)
    assert not update_deck(fresh, taken.data, {}).conflicts
    kept = update_deck(fresh, found.data, {conflict.ref: Choice.HAND})
    assert not update_deck(fresh, kept.data, {}).conflicts
    assert "one by hand" in texts(kept.data)


def test_a_slide_added_and_a_shape_moved_by_hand_stay() -> None:
    def edit(deck: pptx.presentation.Presentation) -> None:
        deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "By hand"
        deck.slides[0].shapes[2].left += 360_000

    before = written(of_facts("one", "two"))
    place = pptx.Presentation(io.BytesIO(before)).slides[0].shapes[2].left + 360_000
    found = update_deck(written(of_facts("one", "two, anew")), edited(before, edit), {})
    deck = pptx.Presentation(io.BytesIO(found.data))
    assert [slide.shapes.title.text for slide in deck.slides] == ["A title that says all", "By hand"]
    assert deck.slides[0].shapes[2].left == place
    assert {kept.what for kept in found.kept} == {"added", "place"}


def test_updating_twice_is_updating_once() -> None:
    slides = every_slide(Words("en", 1))
    before = edited(written(a_deck("en", slides=slides)), say("DRAFT", "Nearly there"))
    fresh = written(a_deck("en", slides=(replace(slides[0], title="Another title altogether"), *slides[2:])))
    once = update_deck(fresh, before, {}).data
    assert update_deck(fresh, once, {}).data == once
