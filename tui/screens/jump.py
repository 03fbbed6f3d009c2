"""F2: a number on every field, list, tab and step in sight; typing it goes there. Nothing beneath moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from prep.words import Lang, Message, text
from tui.jumping import MOST, digits, labels, may_begin
from tui.keys import QUIT
from tui.screens.frame import Framed
from tui.widgets.bars import Track


@dataclass(frozen=True)
class Target:
    """Something to jump to: where its number stands, and what going there is."""

    at: Offset
    go: Callable[[], object]


class JumpScreen(ModalScreen["int | None"]):
    """Gives the place of the target chosen, None: none was."""

    CSS_PATH = "jump.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "close", show=False),
        Binding("backspace", "again", show=False),
        QUIT,
    ]

    def __init__(self, targets: tuple[Target, ...], language: Lang) -> None:
        super().__init__()
        self.targets = targets
        self.language = language
        self.labels = labels(len(targets))
        self.typed = ""
        self.marks = [Static(Content(label), classes="jump-label") for label in self.labels]

    def compose(self) -> ComposeResult:
        """The numbers, each where its target begins."""
        for mark, target in zip(self.marks, self.targets, strict=False):
            mark.styles.offset = (target.at.x, target.at.y)
            yield mark
        yield Static(Content(text("find.jump.use", self.language)), id="jump-use")

    def on_key(self, event: events.Key) -> None:
        """Digits choose; whatever else is typed changes nothing."""
        self._take(digits(event.character))

    def on_paste(self, event: events.Paste) -> None:
        """What an input method hands over at once."""
        self._take(digits(event.text))

    def on_click(self) -> None:
        """A click leaves."""
        self.dismiss(None)

    def on_resize(self) -> None:
        """What lies beneath has moved."""
        if self.is_attached and self.size != self.app.size:
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave without going anywhere."""
        self.dismiss(None)

    def action_again(self) -> None:
        """Take the first digit back."""
        self.typed = ""
        self._show()

    def _take(self, typed: str) -> None:
        for digit in typed:
            if not may_begin(self.typed + digit, self.labels):
                continue
            self.typed += digit
            if self.typed in self.labels:
                self.dismiss(self.labels.index(self.typed))
                return
        self._show()

    def _show(self) -> None:
        for mark, label in zip(self.marks, self.labels, strict=True):
            mark.display = label.startswith(self.typed)


def jump(screen: Screen[object], language: Lang) -> None:
    """Show the numbers over ``screen`` and go where the user wants to."""
    targets = tuple(_targets(screen))[:MOST]

    def chosen(index: int | None) -> None:
        if index is not None:
            targets[index].go()

    if len(targets) > 1:
        screen.app.push_screen(JumpScreen(targets, language), chosen)
    elif isinstance(screen, Framed):
        screen.notice(Message("find.jump.nowhere"))


def _targets(screen: Screen[object]) -> Iterable[Target]:
    """What can be jumped to, in the order it is read: line by line."""
    found = []
    for widget in screen.walk_children(Widget):
        if not widget.display or not widget.is_on_screen:
            continue
        seen = _in_sight(screen, widget)
        if not seen:
            continue
        if isinstance(widget, Track):
            found += [Target(at, _turn(widget, index)) for index, at in widget.spots() if seen.contains_point(at)]
        elif widget.focusable and widget.can_focus:
            found.append(Target(seen.offset, widget.focus))
    return sorted(found, key=lambda target: (target.at.y, target.at.x))


def _in_sight(screen: Screen[object], widget: Widget) -> Region:
    """The part of the widget that is on the screen."""
    placed = screen.find_widget(widget)
    return placed.region.intersection(placed.clip)


def _turn(track: Track, index: int) -> Callable[[], object]:
    return lambda: track.post_message(Track.Wanted(track, index))
