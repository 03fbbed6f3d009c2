"""Two versions of several texts, side by side where there is room, with the side that is taken marked by a sign."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message as Event
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.choosing import Choice
from tui.widgets.list_keys import LIST_KEYS
from tui.widgets.marking import Line, folded, marks, pieces
from tui.widgets.plain import fit, folded_lines

BESIDE = 96
"""The width from which the versions stand side by side."""

INDENT = 4
TAKEN, LEFT = "[x]", "[ ]"
RULE = " │ "

Side = Literal["ours", "theirs"]


@dataclass(frozen=True)
class _Drawn:
    """One line: of a heading, of a name (``first``: its first), of the titles of sides, or of one or both texts."""

    kind: Literal["group", "name", "sides", "texts", "blank"]
    index: int = 0
    text: str = ""
    sides: tuple[Side, ...] = ()
    lines: tuple[Line | None, ...] = ()
    first: bool = False


class Versions(ScrollView, can_focus=True):
    """The list of choices; ``taking`` holds the places at which theirs is taken."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "versions--group",
        "versions--name",
        "versions--cursor",
        "versions--taken",
        "versions--left",
        "versions--changed",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *LIST_KEYS,
        Binding("left", "take('ours')", show=False),
        Binding("right", "take('theirs')", show=False),
        Binding("enter,space", "turn", show=False),
    ]

    class Taken(Event):
        """Another side is taken somewhere."""

        def __init__(self, versions: Versions) -> None:
            super().__init__()
            self.versions = versions

        @property
        def control(self) -> Versions:
            """The list it happened in."""
            return self.versions

    def __init__(self, names: dict[Side, str], id: str | None = None) -> None:
        super().__init__(id=id)
        self.names = names
        self.choices: tuple[Choice, ...] = ()
        self.taking: set[str] = set()
        self.cursor = 0
        self._drawn: list[_Drawn] = []
        self._tops: list[int] = []
        self._marked: dict[int, tuple[bytes, bytes]] = {}

    def show(self, choices: Sequence[Choice], taking: Collection[str], names: dict[Side, str]) -> None:
        """Show these choices, with theirs taken at ``taking``; ``names`` are the titles of the sides."""
        self.choices, self.taking, self.names = tuple(choices), set(taking), names
        self._marked.clear()
        self.cursor = min(self.cursor, max(0, len(self.choices) - 1))
        self._lay_out()

    def move_to(self, place: str | None) -> None:
        """Put the cursor on the choice of that place, if it is there."""
        self._to(next((index for index, one in enumerate(self.choices) if one.place == place), self.cursor))

    def take_all(self, side: Side) -> None:
        """One side everywhere."""
        self.taking = {one.place for one in self.choices} if side == "theirs" else set()
        self._changed()

    def on_resize(self) -> None:
        """Everything is folded anew."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        at = y + self.scroll_offset.y
        if at >= len(self._drawn):
            return Strip.blank(width, self.rich_style)
        drawn = self._drawn[at]
        match drawn.kind:
            case "group":
                segments = [Segment(fit(drawn.text, width), self._style("group"))]
            case "name":
                segments = self._name_line(drawn, width)
            case "sides":
                segments = self._sides(drawn, width)
            case "texts":
                segments = self._texts(drawn, width)
            case _:
                segments = [Segment(" " * width, self.rich_style)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def action_by(self, step: int) -> None:
        """The next choice; one taller than the screen is scrolled through first."""
        top, bottom = self._span(self.cursor)
        first, height = self.scroll_offset.y, max(1, self.size.height)
        if step > 0 and bottom > first + height:
            self.scroll_to(y=min(first + height - 1, bottom - height), animate=False)
        elif step < 0 and top < first:
            self.scroll_to(y=max(first - height + 1, top), animate=False)
        else:
            self._to(self.cursor + step)

    def action_page(self, step: int) -> None:
        """A screen further, and the choice that then stands first there."""
        height = max(1, self.size.height - 1)
        self.scroll_to(y=max(0, min(self.scroll_offset.y + step * height, self.max_scroll_y)), animate=False)
        self.cursor = max(0, bisect_right(self._tops, self.scroll_offset.y + (0 if step < 0 else height // 2)) - 1)
        self.refresh()

    def action_end(self, step: int) -> None:
        """The first or the last choice."""
        self._to(0 if step < 0 else len(self.choices) - 1)

    def action_take(self, side: Side) -> None:
        """Take one side here."""
        if self.choices:
            place = self.choices[self.cursor].place
            (self.taking.add if side == "theirs" else self.taking.discard)(place)
            self._changed()

    def action_turn(self) -> None:
        """Take the other side here."""
        if self.choices:
            self.action_take("ours" if self.choices[self.cursor].place in self.taking else "theirs")

    def on_click(self, event: events.Click) -> None:
        """A click on a version takes it."""
        at = event.y + self.scroll_offset.y
        if at < len(self._drawn) and self._drawn[at].sides:
            drawn = self._drawn[at]
            half = INDENT + self._column(self.scrollable_content_region.width)
            self.cursor = drawn.index
            self.action_take(drawn.sides[1 if len(drawn.sides) > 1 and event.x > half else 0])

    def on_focus(self) -> None:
        """The cursor looks different in the focused list."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks different in the focused list."""
        self.refresh()

    def _changed(self) -> None:
        self.refresh()
        self.post_message(self.Taken(self))

    def _to(self, index: int) -> None:
        self.cursor = max(0, min(index, len(self.choices) - 1))
        top, bottom = self._span(self.cursor)
        first, height = self.scroll_offset.y, max(1, self.size.height)
        if top < first or bottom - top >= height:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > first + height:
            self.scroll_to(y=bottom - height, animate=False, force=True)
        self.refresh()

    def _span(self, index: int) -> tuple[int, int]:
        """The first line of a choice, its heading included, and the one after its last."""
        if not self._tops:
            return 0, 0
        following = self._tops[index + 1] if index + 1 < len(self._tops) else len(self._drawn)
        return self._tops[index], following

    def _column(self, width: int) -> int:
        return (width - INDENT - len(RULE)) // 2 if width >= BESIDE else width - INDENT

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= INDENT + 4:
            return
        drawn: list[_Drawn] = []
        self._tops = []
        group = ""
        for index, choice in enumerate(self.choices):
            self._tops.append(len(drawn))
            if choice.group != group:
                group = choice.group
                drawn += [_Drawn("group", index, line) for line in folded_lines(group, width)] if group else []
            drawn += self._one(index, choice, width)
            drawn.append(_Drawn("blank", index))
        self._drawn = drawn
        self.virtual_size = Size(width, len(drawn))
        self._to(self.cursor)

    def _one(self, index: int, choice: Choice, width: int) -> list[_Drawn]:
        room = self._column(width)
        lines = folded(choice.ours, room), folded(choice.theirs, room)
        name = f"{choice.name} {choice.by}".rstrip()
        told = folded_lines(name, width - 2)
        drawn = [_Drawn("name", index, line, first=at == 0) for at, line in enumerate(told)]
        sides: tuple[Side, Side] = ("ours", "theirs")
        if width >= BESIDE:
            drawn.append(_Drawn("sides", index, sides=sides))
            for at in range(max(map(len, lines))):
                row = tuple(side[at] if at < len(side) else None for side in lines)
                drawn.append(_Drawn("texts", index, sides=sides, lines=row))
            return drawn
        for side, held in zip(sides, lines, strict=True):
            drawn.append(_Drawn("sides", index, sides=(side,)))
            drawn += [_Drawn("texts", index, sides=(side,), lines=(line,)) for line in held]
        return drawn

    def _is_taken(self, drawn: _Drawn, side: Side) -> bool:
        return (self.choices[drawn.index].place in self.taking) == (side == "theirs")

    def _name_line(self, drawn: _Drawn, width: int) -> list[Segment]:
        at_cursor = drawn.index == self.cursor
        mark = "▸ " if at_cursor and drawn.first else "  "
        return [Segment(mark + fit(drawn.text, width - 2), self._style("cursor" if at_cursor else "name"))]

    def _sides(self, drawn: _Drawn, width: int) -> list[Segment]:
        room = self._column(width)
        segments = [Segment(" " * (INDENT - 2), self.rich_style)]
        for number, side in enumerate(drawn.sides):
            taken = self._is_taken(drawn, side)
            if number:
                segments.append(Segment(RULE, self._style("left")))
            words = fit(f"{TAKEN if taken else LEFT} {self.names[side]}", room + (0 if number else 2))
            segments.append(Segment(words, self._style("taken" if taken else "left")))
        return segments

    def _texts(self, drawn: _Drawn, width: int) -> list[Segment]:
        room = self._column(width)
        segments = [Segment(" " * INDENT, self.rich_style)]
        for number, (side, line) in enumerate(zip(drawn.sides, drawn.lines, strict=True)):
            style = self._style("taken" if self._is_taken(drawn, side) else "left")
            if number:
                segments.append(Segment(RULE, self._style("left")))
            used = 0
            for words, changed in pieces(line, self._marks_of(drawn.index, side)) if line is not None else ():
                segments.append(Segment(words, style + self._style("changed") if changed else style))
                used += cell_len(words)
            segments.append(Segment(" " * max(0, room - used), style))
        return segments

    def _marks_of(self, index: int, side: Side) -> bytes:
        """Compared when it is first seen: two hundred long texts would take long."""
        if index not in self._marked:
            choice = self.choices[index]
            self._marked[index] = marks(choice.ours, choice.theirs) if choice.both_there else (b"", b"")
        return self._marked[index][0 if side == "ours" else 1]

    def _style(self, name: str) -> Style:
        quiet = name == "cursor" and not self.has_focus
        return self.get_component_rich_style("versions--name" if quiet else f"versions--{name}")
