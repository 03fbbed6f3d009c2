"""The cursor of a text, put where something was found in it."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input, TextArea


def put_cursor(editor: Widget | None, at: int) -> None:
    """Put the cursor before the character ``at`` (from 0) of what ``editor`` holds; nothing else is any text."""
    if editor is not None:
        editor.call_later(_put, editor, at)  # its first text, and the cursor behind it, may be on their way


def _put(editor: Widget, at: int) -> None:
    if isinstance(editor, Input):
        editor.cursor_position = min(at, len(editor.value))
    elif isinstance(editor, TextArea):
        before = editor.text[:at].split("\n")
        editor.move_cursor((len(before) - 1, len(before[-1])))
