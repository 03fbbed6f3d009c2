"""The presenter's notes of a slide on three sides."""

from __future__ import annotations

from msgspec import Struct

from decks.pptx.update.adding import Additions
from decks.pptx.update.editing import paragraphs_of, set_paragraphs
from decks.pptx.update.parcel import OFFICE
from decks.pptx.update.shaping import Page
from decks.pptx.update.slides import notes_body, notes_mark, notes_text


class Noted(Struct, frozen=True):
    """The mark of the notes to remember, whether a person's stand there, and whether new ones came in."""

    mark: str
    edited: bool
    updated: bool


def merge_notes(additions: Additions, page: Page) -> Noted:
    """Merge the notes of a slide in place."""
    hand, new = additions.hand, additions.new
    part, source = page.hand.part, page.new_part
    now, fresh = notes_text(hand, part), notes_text(new, source)
    changed = (notes_mark(now) != page.base.notes, page.new.notes != page.base.notes)
    outcome = page.desk.settle("notes", "notes", changed, (now, fresh), now == fresh)
    if outcome.takes:
        _take(additions, part, source)
    return Noted(page.new.notes if outcome.advanced else page.base.notes, outcome.kept, outcome.takes)


def _take(additions: Additions, part: str, source: str) -> None:
    hand, new = additions.hand, additions.new
    mine, theirs = notes_body(hand, part), notes_body(new, source)
    held, written = hand.related(part, "notesSlide"), new.related(source, "notesSlide")
    if theirs is None or written is None:
        for one in list(hand.relations(part)):
            if one.kind == "notesSlide":
                hand.unrelate(part, one.id)
    elif mine is not None and held is not None:
        set_paragraphs(mine, paragraphs_of(theirs))
        hand.changed(held)
    elif held is None:
        hand.relate(part, f"{OFFICE}notesSlide", additions.notes(written, part))
