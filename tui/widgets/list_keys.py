"""The keys that move through any list of ours; the list has the actions ``by``, ``page`` and ``end``."""

from __future__ import annotations

from textual.binding import Binding, BindingType

LIST_KEYS: tuple[BindingType, ...] = (
    Binding("up", "by(-1)", show=False),
    Binding("down", "by(1)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("pagedown", "page(1)", show=False),
    Binding("home", "end(-1)", show=False),
    Binding("end", "end(1)", show=False),
)
