"""Two windows changed one preparation: both versions field by field, and for each the side that is to stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from prep.comparing import preselected
from prep.words import Message, render
from tui.choosing import choices, saved_at
from tui.keys import Where, bindings
from tui.screens.two_sides import Decided, TwoSides

if TYPE_CHECKING:
    from tui.choosing import Choice
    from tui.session import Session
    from tui.widgets.versions import Side


class ConflictScreen(TwoSides):
    """What differs between this window's version and the other's."""

    places: ClassVar[tuple[Where, ...]] = (Where.CONFLICT, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CONFLICT)
    leave = "app.conflict.later"

    def __init__(self, session: Session, decided: Decided) -> None:
        super().__init__(decided)
        self.session = session
        self.theirs = session.theirs
        self.found = session.differences()

    def on_mount(self) -> None:
        """What only they changed is theirs already, everything else ours; what both changed is asked first."""
        self.fill(preselected(self.found))
        self.versions.move_to(next((one.place for one in self.found if one.by == "both"), None))
        self.versions.focus()

    def calm(self) -> str:
        """What becomes of the side that is not taken."""
        return self.say("app.conflict.calm")

    def hints(self) -> Iterable[str]:
        """Saving first."""
        return ("conflict.resolve", "conflict.all_ours", "conflict.all_theirs")

    def action_resolve(self) -> None:
        """Take the sides chosen; when the other window was quicker once more, nothing."""
        if self.session.conflict and self.session.theirs is self.theirs:
            super().action_resolve()
        else:
            self.dismiss(None)

    def differing(self) -> Sequence[Choice]:
        """Every difference, with who made it."""
        ours, base = self.session.dossier, self.session.workspace.base
        theirs = self.theirs.kept.dossier if self.theirs is not None and self.theirs.kept is not None else ours
        return choices(self.found, ours, theirs, base, self.language)

    def sides(self) -> Mapping[Side, str]:
        """This window's and the other's."""
        return {"ours": self.say("app.conflict.ours"), "theirs": self.say("app.conflict.theirs")}

    def told_above(self) -> str:
        """When the other window saved."""
        moment = self.theirs.saved_at if self.theirs is not None else None
        if moment is None:
            return self.say("app.conflict.when_unknown")
        now = dt.datetime.now().astimezone()
        return self.say("app.conflict.when", time=saved_at(moment, now, self.language))

    def heading(self, taken: int) -> tuple[str, str]:
        """The preparation, and how many differ."""
        title = self.session.dossier.preparation.title or self.say("app.untitled")
        count = Message("app.conflict.count", {"n": len(self.versions.choices), "taken": taken})
        return self.say("app.conflict.title", title=title), render(count, self.language)
