"""Two versions of the same things, one under the other, and for each the side that is to stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.screens.frame import Framed
from tui.widgets.bars import StatusLine
from tui.widgets.versions import Side, Versions

if TYPE_CHECKING:
    from tui.choosing import Choice

Decided = Callable[[frozenset[str]], object]
"""Called with the places (or refs) at which theirs is taken."""


class TwoSides(Framed):
    """Every difference with both sides; Ctrl+S takes the sides chosen, Esc leaves everything as it was.

    ``leave`` is the message key of what Esc does. Who derives from it says what differs, and how it is called.
    """

    CSS_PATH = "two_sides.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    leave: ClassVar[str]

    def __init__(self, decided: Decided) -> None:
        super().__init__()
        self.versions = Versions({"ours": "", "theirs": ""}, id="versions")
        self.above = StatusLine(id="above")
        self.decided = decided

    def differing(self) -> Sequence[Choice]:
        """What there is to choose."""
        raise NotImplementedError

    def sides(self) -> Mapping[Side, str]:
        """What the sides are called."""
        raise NotImplementedError

    def told_above(self) -> str:
        """The line above the choices."""
        raise NotImplementedError

    def heading(self, taken: int) -> tuple[str, str]:
        """The title line when theirs is taken so many times: left and right."""
        raise NotImplementedError

    def work(self) -> Iterable[Widget]:
        """The line above, then the choices."""
        yield self.above
        yield self.versions

    def speak(self) -> None:
        """All words anew; the sides chosen stay."""
        self.fill(self.versions.taking)

    def fill(self, taking: Iterable[str]) -> None:
        """Draw everything, with theirs taken at these places."""
        self.versions.show(list(self.differing()), set(taking), dict(self.sides()))
        self.above.show(self.told_above())
        self._show_count()
        self.show_saving()
        self.show_hints((("←→", "app.conflict.choose"), ("Esc", self.leave)))

    def action_all(self, side: Side) -> None:
        """One side everywhere."""
        self.versions.take_all(side)

    def action_resolve(self) -> None:
        """Take the sides chosen."""
        taking = frozenset(self.versions.taking)
        self.dismiss(None)
        self.decided(taking)

    def action_back(self) -> None:
        """Decide nothing."""
        self.dismiss(None)

    @on(Versions.Taken)
    def _show_count(self) -> None:
        self.title_line.show(*self.heading(len(self.versions.taking)))
