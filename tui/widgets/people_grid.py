"""The map of influence and interest drawn with characters: five by five cells with the people in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message as Event
from textual.widget import Widget

from prep.people_map import LONGEST, SCALE, Cell, PeopleMap
from tui.widgets.plain import fit

MARK = "▸"
LABEL = 2
"""Columns before the cells, for the influence."""

RULED_FROM = 18
"""Lines from which the rows of the map are ruled off."""


@dataclass(frozen=True)
class _Hit:
    """Who is drawn where."""

    place: str
    line: int
    start: int
    end: int


class PeopleGrid(Widget, can_focus=True):
    """Everyone's short name and stance signs in their cell; the one in front is marked by a sign and by colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--axis", "grid--even", "grid--odd", "grid--front", "grid--quiet"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1, 0)", show=False),
        Binding("right", "go(1, 0)", show=False),
        Binding("up", "go(0, 1)", show=False),
        Binding("down", "go(0, -1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    class Moved(Event):
        """Another person is in front."""

        def __init__(self, grid: PeopleGrid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> PeopleGrid:
            """The map it happened in."""
            return self.grid

    class Chosen(Moved):
        """Enter, space or a double click on a person."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.map = PeopleMap({}, {})
        self.signs: Mapping[str, str] = {}
        self.front: str | None = None
        self.legend: tuple[str, ...] = ()
        self._hits: list[_Hit] = []
        self._widest = LONGEST

    def show(self, map: PeopleMap, signs: Mapping[str, str], front: str | None, legend: tuple[str, ...]) -> None:
        """Show a map; ``signs`` stand after each short name, ``legend`` above the map as far as it fits."""
        self.map, self.signs, self.front, self.legend = map, signs, front, legend
        shown = [place for places in map.cells.values() for place in places]
        self._widest = max((cell_len(self._token(place)) for place in shown), default=LONGEST)
        self.refresh()

    def move_to(self, place: str | None) -> None:
        """Put somebody in front."""
        if place != self.front:
            self.front = place
            self.refresh()

    @property
    def in_line(self) -> int:
        """How many people stand side by side in a cell."""
        return max(1, (self._columns() + 1) // (self._widest + 1))

    def action_go(self, across: int, up: int) -> None:
        """To the person next in a direction."""
        if self.front is not None:
            self._to(self.map.neighbour(self.front, across, up, self.in_line))

    def action_choose(self) -> None:
        """Choose the person in front."""
        if self.front is not None:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """A click puts a person in front, a double click chooses them."""
        at = event.get_content_offset(self)
        hit = next((one for one in self._hits if at and one.line == at.y and one.start <= at.x < one.end), None)
        if hit is not None:
            self._to(hit.place)
            if event.chain >= 2:
                self.action_choose()

    def on_focus(self) -> None:
        """The mark looks different in the focused map."""
        self.refresh()

    def on_blur(self) -> None:
        """The mark looks different in the focused map."""
        self.refresh()

    def render(self) -> Text:
        """Legend, cells from the most influence down, and the interest below them."""
        self._hits = []
        height, columns = self.content_size.height, self._columns()
        ruled = height >= RULED_FROM
        deep = max(1, (height - 2 - (6 if ruled else 0)) // len(SCALE))
        rule = " " * LABEL + "+" + ("-" * columns + "+") * len(SCALE)
        text = Text(no_wrap=True, end="")
        text.append(self._legend_line() + "\n", self._style("axis"))
        line = 1
        for influence in reversed(SCALE):
            if ruled:
                text.append(rule + "\n", self._style("axis"))
                line += 1
            for within in range(deep):
                text.append(f"{influence} |" if within == 0 else " " * LABEL + "|", self._style("axis"))
                for interest in SCALE:
                    self._draw(text, (influence, interest), within, deep, line)
                    text.append("|", self._style("axis"))
                text.append("\n")
                line += 1
        if ruled:
            text.append(rule + "\n", self._style("axis"))
        text.append(" " * LABEL + " " + " ".join(f"{interest:^{columns}}" for interest in SCALE), self._style("axis"))
        return text

    def _columns(self) -> int:
        return max(4, (self.content_size.width - LABEL - 1 - len(SCALE)) // len(SCALE))

    def _legend_line(self) -> str:
        told, left = [], self.content_size.width
        for part in self.legend:
            left -= cell_len(part) + 2
            if left < -2:
                break
            told.append(part)
        return "  ".join(told)

    def _draw(self, text: Text, cell: Cell, within: int, deep: int, line: int) -> None:
        """One line of one cell: as many people as fit, the one in front always among them."""
        columns, in_line = self._columns(), self.in_line
        ground = self._style("even" if sum(cell) % 2 == 0 else "odd")
        places = self.map.cells.get(cell, ())
        first, hidden = self._window(places, deep, in_line)
        start = first + within * in_line
        rest = f"+{hidden}" if hidden and within == deep - 1 else ""
        room = columns - len(rest)
        each = (columns + 1) // in_line
        used = 0
        for slot, place in enumerate(places[start : start + in_line]):
            width = min(each if slot < in_line - 1 else room - used, room - used)
            token = fit(self._token(place), width)
            left = LABEL + 1 + (cell[1] - 1) * (columns + 1) + used
            self._hits.append(_Hit(place, line, left, left + width))
            text.append(token, self._mark_style() if place == self.front else ground)
            used += width
        text.append(" " * (room - used) + rest, ground)

    def _window(self, places: tuple[str, ...], deep: int, in_line: int) -> tuple[int, int]:
        """The first person drawn of a cell, and how many are not."""
        room = deep * in_line
        if len(places) <= room:
            return 0, 0
        at = places.index(self.front) if self.front in places else 0
        first = max(0, (at // in_line - deep + 1) * in_line)
        return first, len(places) - len(places[first : first + room])

    def _token(self, place: str) -> str:
        mark, short = MARK if place == self.front else " ", self.map.short.get(place, "")
        gap = " " if short[-1:].isdigit() else ""  # else a number would run into the sign of a neutral stance
        return f"{mark}{short}{gap}{self.signs.get(place, '')}"

    def _to(self, place: str) -> None:
        if place != self.front:
            self.front = place
            self.refresh()
            self.post_message(self.Moved(self))

    def _mark_style(self) -> Style:
        return self._style("front" if self.has_focus else "quiet")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"grid--{name}")
