"""Edited decks and other people's programs: LibreOffice saves them, Microsoft's validator reads what comes of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from edited_deck import changed, exported, new_text
from hand_edits import HandEdit, changed_by, holds, opened, text_of
from hand_edits_saving import resaved_by_libreoffice, resaved_by_powerpoint
from hand_edits_shapes import SHAPE_EDITS
from hand_edits_slides import SLIDE_EDITS
from hand_edits_text import TEXT_EDITS
from outside import office_validator

from decks.pptx.update.updating import Choice, Standing, standing, update_deck

EDITS = {edit.name: edit for edit in (*TEXT_EDITS, *SHAPE_EDITS, *SLIDE_EDITS)}
VALIDATED = (
    *("a word in a cell", "a row added", "a picture added", "a comment of today's kind", "a slide duplicated"),
    *("other data in a chart", "shapes grouped", "an animation", "a slide of one's own", "notes where none were"),
)


def words(data: bytes) -> str:
    return "\n".join(text_of(slide.shapes._spTree) for slide in opened(data).slides)


@pytest.mark.parametrize("edit", [EDITS[name] for name in VALIDATED], ids=VALIDATED)
def test_microsofts_validator_finds_nothing_in_what_was_merged(edit: HandEdit, tmp_path: Path) -> None:
    validator = office_validator()
    before = resaved_by_powerpoint(changed_by(edit, exported()))
    updated = update_deck(exported(changed("goals", "choice", "answer", "rate")), before, {})
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(updated.data)
    done = subprocess.run([validator, str(deck)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout).get("errors", []) == []


def test_what_was_edited_in_libreoffice_stays_and_what_is_new_comes_in(tmp_path: Path) -> None:
    before = exported()
    for name in ("a word in a text box", "a text box added", "other notes"):
        before = changed_by(EDITS[name], before)
    before = resaved_by_libreoffice(before, tmp_path)
    fresh = exported(changed("decision", "reason", "answer"))
    assert standing(before, fresh) is Standing.EDITED
    updated = update_deck(fresh, before, {})
    assert "A box of my own" in words(updated.data)
    assert "costs little over" in words(updated.data)
    assert new_text("decision") in words(updated.data)
    assert new_text("answer") in words(updated.data)
    assert holds(EDITS["other notes"], updated.data)
    assert new_text("reason") in "".join(one.preparation for one in updated.conflicts)
    taken = update_deck(fresh, before, {one.ref: Choice.PREPARATION for one in updated.conflicts})
    assert new_text("reason") in words(taken.data)


def test_a_deck_that_libreoffice_saved_without_an_edit_takes_in_all_that_is_new(tmp_path: Path) -> None:
    before = resaved_by_libreoffice(exported(), tmp_path)
    places = ("decision", "bullet", "cell", "reason", "answer")
    updated = update_deck(exported(changed(*places)), before, {})
    assert [place for place in places if new_text(place) not in words(updated.data)] == []
    assert updated.conflicts == ()
    assert {one.what for one in updated.kept} <= {"slide"}, (
        "LibreOffice gives every slide a way to come that is its own"
    )
