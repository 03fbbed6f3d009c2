"""The messages that widgets, workers and screens send each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message as Event

from prep.words import Message
from prep.words.message import Argument

if TYPE_CHECKING:
    from decks.deck import Deck
    from decks.layout.items import Pages
    from decks.lint import Finding
    from decks.pptx.update.updating import Updated
    from prep.library.protocol import Version
    from prep.model.dossier import Dossier
    from tui.past import Told
    from tui.seeking import Sought


@dataclass(repr=False, eq=False)
class UndoWanted(Event):
    """A text field has no typing of its own left to undo."""


@dataclass(repr=False, eq=False)
class Noticed(Event):
    """Something to tell in the status line."""

    text: Message


@dataclass(repr=False, eq=False)
class CursorMoved(Event):
    """Another field or list is in front: other keys may matter."""


@dataclass(repr=False, eq=False)
class ExportStep(Event):
    """The export has come this far."""

    text: Message


@dataclass(repr=False, eq=False)
class Exported(Event):
    """The deck lies at ``path``; ``draft``: it is marked as not ready.

    ``updated`` says what of the file that lay there was kept; None: nothing. ``lock`` "": no program has it open.
    """

    path: Path
    draft: bool
    updated: Updated | None = None
    lock: str = ""

    @property
    def text(self) -> Message:
        """Where it lies, what was kept in it and where to look."""
        saved = Message("app.deck.written_draft" if self.draft else "app.deck.written", {"path": str(self.path)})
        if self.lock:
            saved = Message("app.deck.written_open", {"saved": saved})
        if self.updated is None:
            return saved
        kept, slides, look_at = len(self.updated.kept), self.updated.updated, self.updated.look_at
        told: dict[str, Argument] = {
            "saved": saved,
            "kept": Message("app.deck.count_kept", {"n": kept}),
            "updated": Message("app.deck.count_updated", {"n": slides}),
        }
        if not look_at:
            return Message("app.deck.written_kept", told)
        from decks.lint import slide_numbers

        look = Message("app.deck.look_at", {"slides": slide_numbers(look_at), "n": len(look_at)})
        return Message("app.deck.written_look", {**told, "look": look})


@dataclass(repr=False, eq=False)
class ExportFailed(Event):
    """The deck could not be written."""

    text: Message


@dataclass(repr=False, eq=False)
class FaultsFound(Event):
    """The deck of ``dossier`` was looked through: what a reader would complain of."""

    dossier: Dossier
    faults: tuple[Finding, ...]


@dataclass(repr=False, eq=False)
class PagesLaidOut(Event):
    """The pages of ``deck`` were measured: they can be drawn."""

    deck: Deck
    pages: Pages


@dataclass(repr=False, eq=False)
class PlaceWanted(Event):
    """Go to the field at ``place``; None: what was chosen lies outside the walk."""

    place: str | None


@dataclass(repr=False, eq=False)
class SaveEnded(Event):
    """A save that ran in its thread has ended, well or not."""


@dataclass(repr=False, eq=False)
class ReadSoFar(Event):
    """``done`` of so many preparations were read for the list."""

    done: int
    of: int


@dataclass(repr=False, eq=False)
class VersionsFound(Event):
    """The list of earlier versions was read; ``before`` is the dossier as the newest of them have it (None: none)."""

    versions: tuple[Version, ...]
    before: Dossier | None


@dataclass(repr=False, eq=False)
class VersionsTold(Event):
    """Some versions were read; ``done``: all of them are, and ``damaged`` ones were left out of the list."""

    told: tuple[Told, ...]
    done: bool = False
    damaged: int = 0


@dataclass(repr=False, eq=False)
class PastRefused(Event):
    """The library did not give the earlier versions, or what was deleted."""

    text: Message


@dataclass(repr=False, eq=False)
class Passed(Event):
    """Sent after a key on the same way: whoever gets it knows that the key was answered before. ``turn`` counts."""

    turn: int


@dataclass(repr=False, eq=False)
class CopyStep(Event):
    """The copy of everything has come this far, counted in files."""

    done: int
    of: int


@dataclass(repr=False, eq=False)
class CopyEnded(Event):
    """The copy of everything lies at ``path``, or (None) could not be made; ``text`` says where, or why not."""

    text: Message
    path: Path | None


@dataclass(repr=False, eq=False)
class SoughtSoFar(Event):
    """A search has come this far."""

    sought: Sought
