"""The text of the field in front handed to another program: to the user's editor and back, or to the clipboard."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from textual.app import SuspendNotSupported

from prep.words import Message
from tui.clipboard import copy
from tui.outside_editor import edit_outside, editor_command
from tui.widgets.editors import TextEdit
from tui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from tui.host import Host
    from tui.screens.step import StepPane


def edit_field(pane: StepPane) -> Message:
    """Let the long text in front be edited outside; what comes of it, as a sentence. One step of the history."""
    view = pane.view_in_front()
    if view is None or not isinstance(view.editor, TextEdit):
        return Message("keys.editor.long_texts_only")
    command = editor_command(os.environ)
    if isinstance(command, Message):
        return command
    pane.flush()
    pane.session.save_soon()
    before, host = view.editor.text, cast("Host", pane.app)
    try:
        with pane.app.suspend():
            back = edit_outside(before, host.home, command)
    except SuspendNotSupported:
        return Message("keys.editor.no_suspend")
    pane.app.refresh(layout=True)
    if isinstance(back, Message):
        return back
    if back == before:
        return Message("keys.editor.same")
    pane.take_text(view, back)
    return Message("keys.editor.taken")


async def copy_field(pane: StepPane) -> Message:
    """Put the whole text of the field in front on the clipboard."""
    view = pane.view_in_front()
    editor = view.editor if view is not None else None
    if not isinstance(editor, TextEdit | LineEdit):
        return Message("keys.clipboard.fields_only")
    text = editor.text if isinstance(editor, TextEdit) else editor.value
    return await copy(pane.app, text) if text else Message("keys.clipboard.empty")
