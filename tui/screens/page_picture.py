"""A drawn page as a widget: every line is made when it comes into sight, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.preview.cells import Line, Look

INKS = {
    "title": "text",
    "line": "muted",
    "date": "muted",
    "number": "muted",
    "line_mark": "warning",
    "surface": "text",
    "accent_light": "accent",
    "warning_light": "warning",
}
"""The roles of ink that look as another does."""
GROUNDS = {"surface": "card", "accent_light": "card", "warning_light": "warned", "accent": "filled"}
"""The grounds of a page by their role; every other is the page itself."""


class PagePicture(Widget):
    """Lines of looks, as high as they are many."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"picture--{ink}" for ink in ("text", "muted", "accent", "warning", "rule", "white")),
        *(f"picture--{ground}" for ground in ("card", "warned", "filled")),
    }

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()
        self._styles: dict[Look, Style] = {}

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        before = len(self.lines)
        self.lines = tuple(lines)
        self.refresh(layout=len(self.lines) != before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line at least."""
        return max(1, len(self.lines))

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        self._styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """The line at a height."""
        width = self.size.width
        if y >= len(self.lines):
            return Strip.blank(width, self._style(Look()))
        segments = [Segment(span.text, self._style(span.look)) for span in self.lines[y]]
        return Strip(segments).adjust_cell_length(width, self._style(Look()))

    def _style(self, look: Look) -> Style:
        found = self._styles.get(look)
        if found is None:
            ink = self.get_component_rich_style(f"picture--{INKS.get(look.ink, look.ink)}")
            found = ink + Style(bold=look.bold or ink.bold, underline=look.under)
            ground = GROUNDS.get(look.ground or "")
            if ground is not None:
                found += Style(bgcolor=self.get_component_rich_style(f"picture--{ground}").bgcolor)
            self._styles[look] = found
        return found
