"""A long text to be read, broken into lines as its language wants it: no line begins with a closing mark."""

from __future__ import annotations

from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from tui.widgets.plain import LONGEST, folded_lines


class Prose(Widget):
    """The text as high as it is long; whoever holds it scrolls."""

    def __init__(self, text: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = text
        self._folded: tuple[str, int, list[str]] = ("", 0, [])

    def show(self, text: str) -> None:
        """Another text."""
        if text != self.text:
            self.text = text
            self.refresh(layout=True)

    def render(self) -> Text:
        """The lines."""
        return Text("\n".join(self._lines(self.content_size.width)), no_wrap=True, end="")

    @property
    def lines(self) -> list[str]:
        """The lines as they stand on the screen."""
        return self._lines(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as there are."""
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[str]:
        text, at, lines = self._folded
        if (text, at) != (self.text, width):
            lines = [line for part in _parts(self.text) for line in folded_lines(part, max(8, width))]
            self._folded = (self.text, width, lines)
        return lines


def _parts(text: str) -> list[str]:
    """The paragraphs, none longer than what is folded whole."""
    return [
        paragraph[start : start + LONGEST]
        for paragraph in text.split("\n")
        for start in range(0, max(1, len(paragraph)), LONGEST)
    ]
