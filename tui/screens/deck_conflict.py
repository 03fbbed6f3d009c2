"""A deck was changed by hand where the preparation changed too: both texts, and the side that goes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from prep.words import Message, render
from tui.actions.updating import kind_of
from tui.choosing import Choice
from tui.keys import Where, bindings
from tui.screens.frame import Framed
from tui.widgets.bars import StatusLine
from tui.widgets.versions import Side, Versions

if TYPE_CHECKING:
    from decks.pptx.update.updating import Conflict

Decided = Callable[[frozenset[str]], object]
"""Called with the refs of the conflicts in which the preparation's side is taken."""


class DeckConflictScreen(Framed):
    """Every conflict with both texts, the hand's side taken first; Ctrl+S writes, Esc writes nothing."""

    CSS_PATH = "conflict.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.EDITED, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.EDITED), Binding("escape", "back", show=False)]

    def __init__(self, name: str, conflicts: tuple[Conflict, ...], decided: Decided) -> None:
        super().__init__()
        self.file = name
        self.conflicts = conflicts
        self.versions = Versions({"ours": "", "theirs": ""}, id="versions")
        self.use = StatusLine(id="when")
        self._decided = decided

    def work(self) -> Iterable[Widget]:
        """What to do, then the choices."""
        yield self.use
        yield self.versions

    def on_mount(self) -> None:
        """What was written by hand goes first."""
        self._fill(())
        self.versions.focus()

    def speak(self) -> None:
        """All words anew; the sides chosen stay."""
        self._fill(self.versions.taking)

    def calm(self) -> str:
        """What is not lost."""
        return self.say("app.deck_conflict.calm")

    def hints(self) -> Iterable[str]:
        """Writing first."""
        return ("edited.write_chosen", "edited.all_hand", "edited.all_preparation")

    def action_all(self, side: Side) -> None:
        """One side everywhere."""
        self.versions.take_all(side)

    def action_resolve(self) -> None:
        """Write with the sides chosen."""
        taking = frozenset(self.versions.taking)
        self.dismiss(None)
        self._decided(taking)

    def action_back(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    @on(Versions.Taken)
    def _taken(self) -> None:
        self._show_count()

    def _fill(self, taking: Iterable[str]) -> None:
        names: dict[Side, str] = {
            "ours": self.say("app.deck_conflict.hand"),
            "theirs": self.say("app.deck_conflict.preparation"),
        }
        self.versions.show([self._choice(one) for one in self.conflicts], set(taking), names)
        self.use.show(self.say("app.deck_conflict.use"))
        self._show_count()
        self.show_saving()
        self.show_hints((("←→", "app.conflict.choose"), ("Esc", "app.deck_conflict.cancel")))

    def _choice(self, one: Conflict) -> Choice:
        nothing = self.say("common.edited.nothing")
        return Choice(
            place=one.ref,
            group=self.say("app.deck_conflict.slide", slide=str(one.slide), title=one.title),
            name=render(kind_of(one), self.language),
            by="",
            ours=one.hand or nothing,
            theirs=one.preparation or nothing,
            both_there=bool(one.hand and one.preparation),
        )

    def _show_count(self) -> None:
        taken, every = len(self.versions.taking), len(self.conflicts)
        count = Message("app.deck_conflict.count", {"n": every, "taken": taken})
        self.title_line.show(self.say("app.deck_conflict.title", file=self.file), render(count, self.language))
