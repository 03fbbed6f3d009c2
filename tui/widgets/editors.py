"""What a value is edited with besides a line: a text, a choice, links. They know nothing of places."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.geometry import Offset, Region, Size
from textual.message import Message as Event
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from tui.messages import UndoWanted
from tui.widgets.line_edit import TakesText, unprinted
from tui.widgets.plain import fit, one_line


class TextEdit(TextArea, TakesText, inherit_bindings=False):
    """Several lines of text. When its own typing is all undone, ctrl+z goes on with the preparation's changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in TextArea.BINDINGS if isinstance(one, Binding) and one.key not in ("f6", "f7")),
        Binding("ctrl+shift+a", "select_all", show=False),  # F6 and F7 belong to the walk
    ]

    async def _on_key(self, event: events.Key) -> None:
        typed = unprinted(event)
        if typed is not None:
            self.replace(typed, *self.selection, maintain_selection_offset=False)
            event.stop()
            event.prevent_default()  # else the inherited handlers follow

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing once it is removed: its styles are gone, and the screen may be painted before it is laid out anew."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """The form around scrolls with the cursor, too: the field may reach below what is shown of it."""
        self.call_after_refresh(self._show_cursor)
        return super().scroll_cursor_visible(center, animate)

    def on_resize(self) -> None:
        """It has grown with its text."""
        self._show_cursor()

    def _show_cursor(self) -> None:
        around = next((one for one in self.ancestors if isinstance(one, ScrollableContainer)), None)
        if around is not None and self.has_focus:
            line = self.cursor_screen_offset.y - around.content_region.y + around.scroll_offset.y
            around.scroll_to_region(Region(0, line, 1, 2), animate=False, force=True)

    def action_undo(self) -> None:
        """Undo typing, else ask for the last change of the preparation to be undone."""
        if self.history.undo_stack:
            super().action_undo()
        else:
            self.post_message(UndoWanted())


class Choice(Widget, can_focus=True):
    """One of a few words, all of them in sight; arrows move, the chosen one stands in brackets."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--chosen", "choice--other"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "by(-1)", show=False),
        Binding("right", "by(1)", show=False),
        Binding("space", "next", show=False),
        Binding("enter", "app.focus_next", show=False),  # as in a line of text: enter goes on
        Binding("home", "to(0)", show=False),
        Binding("end", "to(-1)", show=False),
        Binding("delete,backspace", "clear", show=False),
    ]

    class Changed(Event):
        """The user chose; ``index`` None: nothing is chosen."""

        def __init__(self, choice: Choice, index: int | None) -> None:
            super().__init__()
            self.choice = choice
            self.index = index

    def __init__(self, options: tuple[str, ...], optional: bool = False) -> None:
        super().__init__()
        self.options = options
        self.optional = optional
        self.index: int | None = None

    def choose(self, index: int | None) -> None:
        """Show ``index`` as chosen, without a message."""
        self.index = index if index is None or 0 <= index < len(self.options) else None
        self.refresh()

    def render(self) -> Text:
        """The words on one line, or on as many as the width asks for."""
        text = Text(no_wrap=True, end="")
        chosen = self.get_component_rich_style("choice--chosen", partial=True)
        other = self.get_component_rich_style("choice--other", partial=True)
        for number, line in enumerate(self._lines(self.content_size.width or 80)):
            if number:
                text.append("\n")
            for index in line:
                picked = index == self.index
                word = f"[{self.options[index]}]" if picked else f" {self.options[index]} "
                text.append(word, chosen if picked else other)
                text.append(" ")
        return text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return max(1, len(self._lines(width)))

    def action_by(self, step: int) -> None:
        """Choose a neighbour; nothing happens at either end."""
        self._pick(max(0, min(len(self.options) - 1, (self.index if self.index is not None else -step) + step)))

    def action_next(self) -> None:
        """Choose the next, the first after the last."""
        self._pick(0 if self.index is None else (self.index + 1) % len(self.options))

    def action_to(self, index: int) -> None:
        """Choose the first or the last."""
        self._pick(index % len(self.options))

    def action_clear(self) -> None:
        """Choose nothing, where that is allowed."""
        if self.optional:
            self._pick(None)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses by number: 1 to 5 of a scale."""
        if event.character and event.character in "123456789" and int(event.character) <= len(self.options):
            self._pick(int(event.character) - 1)
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """A click chooses the word under the pointer."""
        lines = self._lines(self.content_size.width or 80)
        if 0 <= event.y < len(lines):
            x = 0
            for index in lines[event.y]:
                x += cell_len(self.options[index]) + 3
                if event.x < x:
                    self._pick(index)
                    return

    def _pick(self, index: int | None) -> None:
        if index != self.index:
            self.choose(index)
            self.post_message(self.Changed(self, index))

    def _lines(self, width: int) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        used = 0
        for index, option in enumerate(self.options):
            size = cell_len(option) + 3
            if lines[-1] and used + size > width:
                lines.append([])
                used = 0
            lines[-1].append(index)
            used += size
        return lines


class LinkBox(Widget, can_focus=True):
    """Names of linked records, one a line; enter opens the list to choose from."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"linkbox--empty", "linkbox--unknown"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", show=False),
        Binding("delete,backspace", "clear", show=False),
    ]

    class Opened(Event):
        """The user wants to choose."""

    class Cleared(Event):
        """The user wants no link."""

    def __init__(self, empty: str) -> None:
        super().__init__()
        self.empty = empty
        self.names: tuple[tuple[str, bool], ...] = ()

    def show(self, names: tuple[tuple[str, bool], ...]) -> None:
        """Show the names, each with whether the record is known."""
        self.names = names
        self.refresh(layout=True)

    def render(self) -> Text:
        """The names, or how to choose."""
        width = self.content_size.width or 80
        text = Text(no_wrap=True, end="")
        if not self.names:
            text.append(fit(self.empty, width), self.get_component_rich_style("linkbox--empty", partial=True))
        for number, (name, known) in enumerate(self.names):
            style = "" if known else self.get_component_rich_style("linkbox--unknown", partial=True)
            text.append(("\n" if number else "") + fit("- " + one_line(name), width), style)
        return text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a name."""
        return max(1, len(self.names))

    def action_open(self) -> None:
        """Ask for the list."""
        self.post_message(self.Opened())

    def action_clear(self) -> None:
        """Ask for no link at all."""
        if self.names:
            self.post_message(self.Cleared())
