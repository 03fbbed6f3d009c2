"""A deck was changed by hand where the preparation changed too: both texts, and the side that goes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from prep.words import Message, render
from tui.actions.updating import kind_of
from tui.choosing import Choice
from tui.keys import Where, bindings
from tui.screens.two_sides import Decided, TwoSides

if TYPE_CHECKING:
    from decks.pptx.update.updating import Conflict
    from tui.widgets.versions import Side


class DeckConflictScreen(TwoSides):
    """Every conflict with both texts, the hand's side taken first; Ctrl+S writes, Esc writes nothing."""

    places: ClassVar[tuple[Where, ...]] = (Where.EDITED, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.EDITED)
    leave = "app.deck_conflict.cancel"

    def __init__(self, name: str, conflicts: tuple[Conflict, ...], decided: Decided) -> None:
        super().__init__(decided)
        self.file = name
        self.conflicts = conflicts

    def on_mount(self) -> None:
        """What was written by hand goes first."""
        self.fill(())
        self.versions.focus()

    def calm(self) -> str:
        """What is not lost."""
        return self.say("app.deck_conflict.calm")

    def hints(self) -> Iterable[str]:
        """Writing first."""
        return ("edited.write_chosen", "edited.all_hand", "edited.all_preparation")

    def differing(self) -> Sequence[Choice]:
        """Every conflict under its slide."""
        return [self._choice(one) for one in self.conflicts]

    def sides(self) -> Mapping[Side, str]:
        """The hand's and the preparation's."""
        return {"ours": self.say("app.deck_conflict.hand"), "theirs": self.say("app.deck_conflict.preparation")}

    def told_above(self) -> str:
        """What to do here."""
        return self.say("app.deck_conflict.use")

    def heading(self, taken: int) -> tuple[str, str]:
        """The file, and how many there are."""
        count = Message("app.deck_conflict.count", {"n": len(self.conflicts), "taken": taken})
        return self.say("app.deck_conflict.title", file=self.file), render(count, self.language)

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
