"""The coach's panel: a few notes on the field in front, page by page where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from tui.widgets.plain import fit, folded_lines

Look = Literal["heading", "subject", "label", "plain", "must", "warning", "word", "advice"]
HANG = 9
"""Cells of the short labels at the left, where the panel lies below."""

HEAD = 3
"""Lines of the heading, where the panel stands upright."""


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

    async def on_click(self) -> None:
        """A click does what the key does."""
        await self.run_action("screen.coach")

    def on_resize(self) -> None:
        """Below, it takes its height from the form: the field in front stays in sight."""
        if not self.upright:
            self.call_after_refresh(self._show_cursor)

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

    def _show_cursor(self) -> None:
        focused = self.screen.focused
        if focused is not None:
            focused.scroll_visible(animate=False)

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
        height = self.content_size.height - HEAD if self.upright else self.most - 1
        return laid_out(self.notes, width, height, self.upright)

    def _style(self, look: Look) -> Style:
        return self.get_component_rich_style(f"coach--{look}", partial=True)


def laid_out(notes: Sequence[Note], width: int, height: int, upright: bool) -> list[list[Line]]:
    """The lines of ``notes`` on pages of ``width`` and ``height`` cells, each note on one page where it can be.

    ``upright``: a label stands above its note, else at the left of it. At least one page.
    """
    height = max(3, height)
    pages: list[list[Line]] = [[]]
    for note in notes:
        block = _upright(note, max(8, width)) if upright else _flat(note, max(8, width - HANG))
        gap: list[Line] = [()] if upright and pages[-1] else []
        if pages[-1] and len(pages[-1]) + len(gap) + len(block) > height:
            pages.append([])
            gap = []
        pages[-1] += [*gap, *block]
        while len(pages[-1]) > height:
            pages[-1:] = [pages[-1][:height], pages[-1][height:]]
    return pages


def _upright(note: Note, width: int) -> list[Line]:
    lines: list[Line] = [(("label", line),) for line in folded_lines(note.label, width)]
    for look, words in note.paragraphs:
        lines += [((look, line),) for line in folded_lines(words, width)]
    return lines


def _flat(note: Note, width: int) -> list[Line]:
    lines: list[Line] = []
    for look, words in note.paragraphs:
        for line in folded_lines(words, width):
            lines.append((("label", fit("" if lines else note.short, HANG)), (look, line)))
    return lines
