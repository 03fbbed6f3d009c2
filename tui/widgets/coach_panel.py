"""The coach's panel: a few notes on the field in front, page by page where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.message import Message as Event
from textual.widget import Widget

from tui.widgets.plain import fit, folded_lines

Look = Literal["heading", "subject", "label", "plain", "must", "warning", "word", "advice"]
HANG = 9
"""Cells of the short labels at the left, where the panel lies below."""


@dataclass(frozen=True)
class Note:
    """What the coach says under one ``label`` (``short`` where there is little room): paragraphs, each in its look."""

    label: str
    short: str
    paragraphs: tuple[tuple[Look, str], ...]


Line = tuple[tuple[Look, str], ...]


class CoachPanel(Widget):
    """The notes, upright beside the field or flat below it; it never takes the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "coach--heading",
        "coach--subject",
        "coach--label",
        "coach--plain",
        "coach--must",
        "coach--warning",
        "coach--word",
        "coach--advice",
    }

    class Clicked(Event):
        """A click, which does what the key does."""

    def __init__(self) -> None:
        super().__init__(id="coach")
        self.heading = self.subject = ""
        self.notes: tuple[Note, ...] = ()
        self.upright = True
        self.most = 8
        self._page = 0
        self._tallest = 0
        self._foot: Callable[[int, int], str] = lambda page, pages: ""

    def show(self, heading: str, subject: str, notes: Sequence[Note], foot: Callable[[int, int], str]) -> None:
        """Show ``notes`` on ``subject``; ``foot`` says what the key does on a page of so many."""
        if subject != self.subject:
            self._page = 0
        before = (self.heading, self.subject, self.notes)
        self.heading, self.subject, self.notes, self._foot = heading, subject, tuple(notes), foot
        if before != (heading, subject, self.notes):
            self.refresh(layout=not self.upright)

    def lie(self, upright: bool, most: int) -> None:
        """Stand beside the field, or lie below it in at most ``most`` lines."""
        if (upright, most) != (self.upright, self.most):
            self.upright, self.most = upright, most
            self._page = 0
            self.refresh(layout=True)

    def read_on(self) -> bool:
        """The next page; False, and back to the first: there is none."""
        more = self._page + 1 < len(self._pages(self.content_size.width))
        self._page = self._page + 1 if more else 0
        self.refresh(layout=not self.upright)
        return more

    def forget_height(self) -> None:
        """Put away: it need not be as high when it is opened again."""
        self._page = self._tallest = 0

    def on_click(self) -> None:
        """As the key."""
        self.post_message(self.Clicked())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the highest page so far, so that the form above does not jump from field to field."""
        pages = self._pages(width)
        self._tallest = min(self.most, max(self._tallest, 1 + max(map(len, pages))))
        return self._tallest

    def render(self) -> Text:
        """The heading and one page."""
        width = self.content_size.width
        pages = self._pages(width)
        self._page = min(self._page, len(pages) - 1)
        text = Text(no_wrap=True, end="")
        for number, line in enumerate((*self._head(width, len(pages)), *pages[self._page])):
            if number:
                text.append("\n")
            for look, words in line:
                text.append(words, self._style(look))
        return text

    def _head(self, width: int, pages: int) -> list[Line]:
        foot = self._foot(self._page + 1, pages)
        room = max(4, width - cell_len(foot) - 1)
        if self.upright:
            top: Line = (("heading", fit(self.heading, room)), ("plain", " "), ("label", foot))
            return [top, (("subject", fit(self.subject, width)),), ()]
        whole = f"{self.heading}  "
        subject = fit(self.subject, max(4, room - cell_len(whole)))
        return [(("heading", whole), ("subject", subject), ("plain", " "), ("label", foot))]

    def _pages(self, width: int) -> list[list[Line]]:
        """The notes, a note on one page where it can be; at least one page."""
        height = max(3, self.content_size.height - 3) if self.upright and self.content_size.height else self.most - 1
        if self.upright and not self.content_size.height:
            height = 10**6
        pages: list[list[Line]] = [[]]
        for note in self.notes:
            block = self._upright(note, width) if self.upright else self._flat(note, width)
            gap = [()] if self.upright and pages[-1] else []
            if pages[-1] and len(pages[-1]) + len(gap) + len(block) > height:
                pages.append([])
                gap = []
            pages[-1] += [*gap, *block]
            while len(pages[-1]) > height:
                pages[-1:] = [pages[-1][:height], pages[-1][height:]]
        return pages

    def _upright(self, note: Note, width: int) -> list[Line]:
        lines: list[Line] = [(("label", line),) for line in folded_lines(note.label, max(8, width))]
        for look, words in note.paragraphs:
            lines += [((look, line),) for line in folded_lines(words, max(8, width))]
        return lines

    def _flat(self, note: Note, width: int) -> list[Line]:
        lines: list[Line] = []
        for look, words in note.paragraphs:
            for line in folded_lines(words, max(8, width - HANG)):
                lines.append((("label", fit("" if lines else note.short, HANG)), (look, line)))
        return lines

    def _style(self, look: Look) -> Style:
        return self.get_component_rich_style(f"coach--{look}", partial=True)
