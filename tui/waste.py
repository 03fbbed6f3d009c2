"""When Python looks for waste, which it does while everything else stands still."""

from __future__ import annotations

import gc

RARELY = 100_000
"""How many objects come before it looks: what a command loads, it keeps."""

OFTEN = 5_000
"""So few that nobody notices: a hundred thousand of them take as long as a key may."""


def look_rarely() -> None:
    """While the process starts, or does one thing and ends."""
    gc.set_threshold(RARELY)


def look_often() -> None:
    """While somebody types: briefly, and never through what the app has loaded and keeps.

    Nothing changes in a process that was not told to look rarely: it keeps more than an app.
    """
    if gc.get_threshold()[0] == RARELY:
        gc.freeze()
        gc.set_threshold(OFTEN)
