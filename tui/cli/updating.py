"""What the command says of a deck that was changed by hand and is written again: on stderr, a line a change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from prep.naming import shortened
from prep.words import Message
from prep.words.message import Argument
from tui.actions.decks import DeckWritten
from tui.actions.updating import kind_of

if TYPE_CHECKING:
    from decks.pptx.update.updating import Conflict, Kept
    from tui.cli.session import Session

KEPT, DIFFERENT = 60, 240
"""Characters of a text that a line shows: of what was kept, and of two texts to choose from."""


def tell_update(session: Session, written: DeckWritten) -> None:
    """What was kept, what is to be decided, where to look, and whether another program has the file open."""
    updated = written.updated
    if updated is not None and updated.kept:
        session.say(Message("command.deck.kept", {"n": len(updated.kept)}))
        for one in updated.kept:
            session.say(_kept(one))
    if updated is not None:
        tell_conflicts(session, updated.conflicts)
    if updated is not None and updated.look_at:
        from decks.lint import slide_numbers

        slides = updated.look_at
        session.say(Message("command.deck.look_at", {"slides": slide_numbers(slides), "n": len(slides)}))
    if written.lock:
        session.say(Message("command.deck.open_elsewhere", {"out": written.path.name, "lock": written.lock}))


def tell_conflicts(session: Session, conflicts: Iterable[Conflict]) -> None:
    """Each conflict with the name to decide it by, and both sides."""
    every = tuple(conflicts)
    if not every:
        return
    session.say(Message("command.deck.conflicts", {"n": len(every)}))
    for one in every:
        args: dict[str, Argument] = {"ref": one.ref, "hand": _side(one.hand), "preparation": _side(one.preparation)}
        session.say(Message("command.deck.conflict", {**_place(one), **args, "what": kind_of(one)}))
    session.say(Message("command.deck.decide"))


def _kept(one: Kept) -> Message:
    text = shortened(one.text, KEPT)
    if not one.slide:
        return Message("command.deck.kept_whole", {**_place(one), "text": text})
    if not text:
        return Message("command.deck.kept_bare", _place(one))
    return Message("command.deck.kept_one", {**_place(one), "text": text})


def _place(one: Kept | Conflict) -> dict[str, Argument]:
    title = shortened(one.title)
    return {"slide": str(one.slide), "title": title, "what": Message(f"common.edited.{one.what}")}


def _side(text: str) -> Argument:
    return shortened(text, DIFFERENT) or Message("common.edited.nothing")
