"""One line of text to edit. A module of its own: the first screen needs it, and none of the heavier editors."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.widgets import Input


def unprinted(event: events.Key) -> str | None:
    """What Textual would drop of what was typed: the wide space of a Japanese keyboard, joiners inside an emoji."""
    typed = event.character
    if typed is not None and not typed.isprintable() and unicodedata.category(typed[0]) in ("Zs", "Cf"):
        return typed
    return None


class TakesText:
    """What a printable key only adds to: it moves the cursor nowhere else."""


class LineEdit(Input, TakesText):
    """One line of text. A paste of several lines is joined instead of losing all but the first."""

    async def _on_key(self, event: events.Key) -> None:
        typed = unprinted(event)
        if typed is not None:
            self.replace(typed, *sorted(self.selection))
            event.stop()
            event.prevent_default()  # else the inherited handlers follow

    def _on_paste(self, event: events.Paste) -> None:
        line = " ".join(part.strip() for part in event.text.splitlines() if part.strip())
        self.replace(line, *sorted(self.selection))
        event.stop()
        event.prevent_default()
