"""Two windows changed one preparation: both versions field by field, and for each the side that is to stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from prep.comparing import preselected
from prep.words import Message, render
from tui.choosing import choices, saved_at
from tui.keys import Where, bindings
from tui.screens.frame import Framed
from tui.widgets.bars import StatusLine
from tui.widgets.versions import Side, Versions

if TYPE_CHECKING:
    from tui.session import Session

Decided = Callable[[frozenset[str]], object]
"""Called with the places at which theirs is taken."""


class ConflictScreen(Framed):
    """Every difference with both versions; Ctrl+S takes the sides chosen, Esc leaves everything as it was."""

    CSS_PATH = "conflict.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.CONFLICT, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.CONFLICT), Binding("escape", "back", show=False)]

    def __init__(self, session: Session, decided: Decided) -> None:
        super().__init__()
        self.session = session
        self.theirs = session.theirs
        self.found = session.differences()
        self.versions = Versions({"ours": "", "theirs": ""}, id="versions")
        self.when = StatusLine(id="when")
        self._decided = decided

    def work(self) -> Iterable[Widget]:
        """Who saved when, then the choices."""
        yield self.when
        yield self.versions

    def on_mount(self) -> None:
        """What only they changed is theirs already, everything else ours; what both changed is asked first."""
        self._fill(preselected(self.found))
        self.versions.move_to(next((one.place for one in self.found if one.by == "both"), None))
        self.versions.focus()

    def speak(self) -> None:
        """All words anew; the sides chosen stay."""
        self._fill(self.versions.taking)

    def calm(self) -> str:
        """What becomes of the side that is not taken."""
        return self.say("app.conflict.calm")

    def hints(self) -> Iterable[str]:
        """Saving first."""
        return ("conflict.resolve", "conflict.all_ours", "conflict.all_theirs")

    def action_all(self, side: Side) -> None:
        """One side everywhere."""
        self.versions.take_all(side)

    def action_resolve(self) -> None:
        """Take the sides chosen; when the other window was quicker once more, nothing."""
        taking = frozenset(self.versions.taking)
        still = self.session.conflict and self.session.theirs is self.theirs
        self.dismiss(None)
        if still:
            self._decided(taking)

    def action_back(self) -> None:
        """Decide later."""
        self.dismiss(None)

    @on(Versions.Taken)
    def _taken(self) -> None:
        self._show_count()

    def _fill(self, taking: Iterable[str]) -> None:
        ours, base = self.session.dossier, self.session.workspace.base
        theirs = self.theirs.kept.dossier if self.theirs is not None and self.theirs.kept is not None else ours
        names: dict[Side, str] = {"ours": self.say("app.conflict.ours"), "theirs": self.say("app.conflict.theirs")}
        self.versions.show(choices(self.found, ours, theirs, base, self.language), set(taking), names)
        moment = self.theirs.saved_at if self.theirs is not None else None
        now = dt.datetime.now().astimezone()
        when = "" if moment is None else self.say("app.conflict.when", time=saved_at(moment, now, self.language))
        self.when.show(when or self.say("app.conflict.when_unknown"))
        self._show_count()
        self.show_saving()
        self.show_hints((("←→", "app.conflict.choose"), ("Esc", "app.conflict.later")))

    def _show_count(self) -> None:
        title = self.session.dossier.preparation.title or self.say("app.untitled")
        taken, every = len(self.versions.taking), len(self.versions.choices)
        count = Message("app.conflict.count", {"n": every, "taken": taken})
        self.title_line.show(self.say("app.conflict.title", title=title), render(count, self.language))
