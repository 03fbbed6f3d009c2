"""The lines around a screen's work: title, steps, sections, status and keys. Each draws itself from plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message as Event
from textual.widget import Widget

from tui.keys import key_of
from tui.widgets.plain import fit, folded_lines, one_line
from tui.widgets.prose import Prose

STATUS_LINES = 3
NAMED = re.compile(r"(?:(?:Ctrl|Shift)\+)?(?:F\d+|PgUp|PgDn|Esc|Enter|Tab|↑↓|←→|(?<=[+])[A-Z])(?![A-Za-z])")
"""A key as texts name it."""


class TitleLine(Widget):
    """What is open at the left, how it stands at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.left = ""
        self.right = ""

    def show(self, left: str, right: str) -> None:
        """Show both."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render(self) -> Text:
        """The right side is never cut."""
        right = one_line(self.right)
        room = max(4, self.content_size.width - cell_len(right) - 1)
        return Text(f"{fit(self.left, room)} {right}", no_wrap=True, end="")


class Stop(Struct, frozen=True):
    """A step of the rail or a tab of a section bar, with what is missing there: must-rules and warnings."""

    title: str
    must: int = 0
    warnings: int = 0
    numbered: bool = True

    @property
    def sign(self) -> str:
        """ "!2 ~1": two must-rules and one warning; nothing when all is well."""
        parts = [f"!{self.must}" if self.must else "", f"~{self.warnings}" if self.warnings else ""]
        return " ".join(part for part in parts if part)


class Track(Widget):
    """Titles of which one is current: down the side where there is room, else along one line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"track--current", "track--other", "track--must", "track--warning"}

    class Wanted(Event):
        """A click on a title."""

        def __init__(self, track: Track, index: int) -> None:
            super().__init__()
            self.track = track
            self.index = index

        @property
        def control(self) -> Track:
            """The track it happened in."""
            return self.track

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.stops: tuple[Stop, ...] = ()
        self.current = 0
        self.foot = ""

    def show(self, stops: Sequence[Stop], current: int, foot: str = "") -> None:
        """Show the stops; ``foot`` explains the signs where there is room."""
        if (tuple(stops), current, foot) != (self.stops, self.current, self.foot):
            self.stops, self.current, self.foot = tuple(stops), current, foot
            self.refresh()

    @property
    def upright(self) -> bool:
        """Whether the stops stand under one another."""
        return self.content_size.height > 1

    def render(self) -> Text:
        """All stops."""
        return self._down() if self.upright else self._along()

    def on_click(self, event: events.Click) -> None:
        """A click on a title asks for it."""
        index = event.y // 2 if self.upright else self._under(event.x)
        if index is not None and 0 <= index < len(self.stops):
            self.post_message(self.Wanted(self, index))

    def spots(self) -> list[tuple[int, Offset]]:
        """Where on the screen each stop that is in sight begins."""
        corner = self.content_region.offset
        if self.upright:
            return [(index, corner + Offset(0, 2 * index)) for index in range(len(self.stops))]
        first, last = self._window()
        found, left = [], 2 if first else 0
        for index in range(first, last):
            found.append((index, corner + Offset(left, 0)))
            left += self._cells_of(index)
        return found

    def _down(self) -> Text:
        width = self.content_size.width
        text = Text(no_wrap=True, end="")
        for index, stop in enumerate(self.stops):
            title = f"{'▸' if index == self.current else ' '} {index + 1} {one_line(stop.title)}"
            room = width - cell_len(stop.sign) - 1
            text.append(fit(title, room), self._style("current" if index == self.current else "other"))
            text.append(" ")
            self._append_sign(text, stop)
            text.append("\n\n")
        for line in folded_lines(self.foot, width) if self.foot else ():
            text.append(line + "\n", self._style("other"))
        return text

    def _along(self) -> Text:
        text = Text(no_wrap=True, end="")
        first, last = self._window()
        if first:
            text.append("< ", self._style("other"))
        for index in range(first, last):
            stop = self.stops[index]
            current = index == self.current
            label = self._label(index)
            text.append(f"[{label}]" if current else f" {label} ", self._style("current" if current else "other"))
            if stop.sign:
                self._append_sign(text, stop)
                text.append(" ")
        if last < len(self.stops):
            text.append(">", self._style("other"))
        return text

    def _append_sign(self, text: Text, stop: Stop) -> None:
        if stop.must:
            text.append(f"!{stop.must}", self._style("must"))
        if stop.warnings:
            text.append((" " if stop.must else "") + f"~{stop.warnings}", self._style("warning"))

    def _label(self, index: int) -> str:
        stop = self.stops[index]
        return f"{index + 1} {one_line(stop.title)}" if stop.numbered else one_line(stop.title)

    def _cells_of(self, index: int) -> int:
        sign = self.stops[index].sign
        return cell_len(self._label(index)) + 2 + (cell_len(sign) + 1 if sign else 0)

    def _window(self) -> tuple[int, int]:
        """The first stop and the one after the last that fit on the line, the current one among them."""
        width = self.content_size.width
        if sum(self._cells_of(index) for index in range(len(self.stops))) <= width:
            return 0, len(self.stops)
        first = last = min(self.current, max(0, len(self.stops) - 1))
        used = 4
        while last < len(self.stops) and used + self._cells_of(last) <= width:
            used += self._cells_of(last)
            last += 1
        while first > 0 and used + self._cells_of(first - 1) <= width:
            first -= 1
            used += self._cells_of(first)
        return first, max(last, first + 1)

    def _under(self, x: int) -> int | None:
        first, last = self._window()
        left = 2 if first else 0
        for index in range(first, last):
            left += self._cells_of(index)
            if x < left:
                return index
        return None

    def _style(self, name: str) -> str:
        return self.get_component_rich_style(f"track--{name}", partial=True)  # type: ignore[return-value]


class StatusLine(Widget):
    """What must stay in sight (a failed save, a set date), else the last notice, else how the saving stands."""

    def __init__(self, id: str | None = None, most: int = STATUS_LINES) -> None:
        super().__init__(id=id)
        self.most = most
        self.lines: tuple[str, ...] = ()
        self._asked_for: tuple[str, ...] = ()

    def show(self, *lines: str) -> None:
        """Show the lines that say anything."""
        said = tuple(line for line in lines if line)
        if said != self.lines:
            self.lines = said
            self.refresh(layout=True)

    def render(self) -> Text:
        """The lines, folded, as many as there may be."""
        folded = self._folded(self.content_size.width)
        if len(folded) > self.content_size.height and self._asked_for != self.lines:
            # Textual keeps the height of what was shown first when more is shown before the first layout is done.
            self._asked_for = self.lines
            self.call_later(lambda: self.refresh(layout=True))
        return Text("\n".join(folded), no_wrap=True, end="")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line at least, so that nothing jumps when a notice goes."""
        return max(1, len(self._folded(width)))

    def _folded(self, width: int) -> list[str]:
        return [line for text in self.lines for line in folded_lines(text, max(8, width))][: self.most]


class KeyLine(Widget):
    """The keys that matter now, the most important first; what does not fit is left out, never cut.

    The way out stands at the end and is the last to be left out.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keyline--key"}

    def __init__(self) -> None:
        super().__init__()
        self.hints: tuple[tuple[str, str], ...] = ()

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show (key, word) pairs; the last one is the way out."""
        if tuple(hints) != self.hints:
            self.hints = tuple(hints)
            self.refresh()

    def render(self) -> Text:
        """As many as fit."""
        text = Text(no_wrap=True, end="")
        style = self.get_component_rich_style("keyline--key", partial=True)
        for start, key, word in self._placed():
            text.append(" " * (start - text.cell_len))
            text.append(key, style)
            text.append(f" {word}")
        return text

    def on_click(self, event: events.Click) -> None:
        """A click does what the key does."""
        x = event.x - self.gutter.left
        for start, key, word in self._placed():
            if start <= x < start + _cells(key, word):
                self.app.simulate_key(pressed(key, x - start))

    def _placed(self) -> Iterator[tuple[int, str, str]]:
        """What fits: the column where each begins, its key and its word."""
        *others, out = self.hints or (("", ""),)
        at, room = 0, self.content_size.width - _cells(*out)
        for key, word in others:
            size = _cells(key, word) + 2
            if at + size > room:
                break
            yield at, key, word
            at += size
        if at <= room:
            yield at, *out


def _cells(key: str, word: str) -> int:
    return cell_len(key) + cell_len(word) + 1


def pressed(name: str, cell: int) -> str:
    """The Textual key that a click on a printed key means; of two arrows ("←→") the one under the click."""
    return key_of(name[min(cell, 1)] if name in ("←→", "↑↓") else name)


class UseLine(Prose):
    """How a dialog is used: a click on what stands behind a key ("Esc leaves") presses it."""

    def on_click(self, event: events.Click) -> None:
        """The last key named before the place of the click."""
        lines = self.lines
        if not 0 <= event.y < len(lines):
            return
        before = "\n".join([*lines[: event.y], set_cell_size(lines[event.y], event.x)])
        behind = lines[event.y][len(set_cell_size(lines[event.y], event.x)) :]
        whole = before + re.split(r"[^A-Za-z0-9+←→↑↓]", behind)[0]
        found = list(NAMED.finditer(whole))
        if found:
            last = found[-1]
            self.app.simulate_key(pressed(last[0], len(before) - last.start()))
