"""One input and one text of Textual's own: what the machine alone does to a key, beside what our search does."""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # as in the app
os.environ.setdefault("TEXTUAL_FPS", "120")

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class BareInput(App[None]):
    """The text says what stands in the input."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield Static("painted")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(Static).update(f"painted {event.value}")


if __name__ == "__main__":
    BareInput().run()
