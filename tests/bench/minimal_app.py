"""The smallest Textual app there is: what the first paint of ours is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("painted")


if __name__ == "__main__":
    Minimal().run()
