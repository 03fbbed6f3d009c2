"""Why an action of the walk cannot be done where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.words import Message
from tui import gaps
from tui.screens.step import StepPane
from tui.steps.form import Records
from tui.steps.walk import WALK
from tui.widgets.editors import LinkBox, TextEdit
from tui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from tui.keys import Action
    from tui.screens.pane import Pane
    from tui.session import Session

LAST = len(WALK) + 1
"""The step of the deck."""

OF_RECORDS = ("add", "remove", "move_up", "move_down")


def why_not(session: Session, pane: Pane | None, step: int, action: Action) -> Message | None:
    """Why ``action`` cannot be done with ``pane`` of the step number ``step`` in front; None: it can."""
    if action.id in ("undo", "redo"):
        return _travel(session, action.id)
    if action.id in ("previous_step", "next_step", "next_gap"):
        return _way(session, pane, step, action.id)
    if action.id == "clear_today":
        return None if session.dossier.evaluate_on is not None else Message("keys.reason.real_today")
    if action.id == "coach":
        return None if step < len(WALK) else Message("app.coach.not_here")
    if action.id == "save":
        return Message("keys.reason.saved_by_itself") if step == LAST and not session.conflict else None
    if action.id in ("editor", "copy_field"):
        return _text(pane, action.id)
    if action.id in (*OF_RECORDS, "next_section", "choose"):
        return _in_step(pane, step, action.id)
    return None


def _text(pane: Pane | None, id: str) -> Message | None:
    view = pane.view_in_front() if isinstance(pane, StepPane) else None
    editor = view.editor if view is not None else None
    if id == "editor":
        return None if isinstance(editor, TextEdit) else Message("keys.editor.long_texts_only")
    return None if isinstance(editor, TextEdit | LineEdit) else Message("keys.clipboard.fields_only")


def _travel(session: Session, id: str) -> Message | None:
    if id == "undo":
        return None if session.workspace.can_undo else Message("app.undo.nothing")
    return None if session.workspace.can_redo else Message("app.redo.nothing")


def _way(session: Session, pane: Pane | None, step: int, id: str) -> Message | None:
    if id == "previous_step":
        return None if step > 0 else Message("keys.reason.first_step")
    if id == "next_step":
        return None if step < LAST else Message("keys.reason.last_step")
    here = pane.place() if pane is not None else None
    return None if gaps.next_gap(session.assessment, step, here) is not None else Message("app.gap.none")


def _in_step(pane: Pane | None, step: int, id: str) -> Message | None:
    if not isinstance(pane, StepPane):
        return Message("keys.reason.message_here" if id == "choose" and step == LAST else "keys.reason.fields_only")
    if id == "next_section":
        return None if len(pane.step.sections) > 1 else Message("keys.reason.one_section")
    if id == "choose":
        return None if pane.offers() or isinstance(pane.screen.focused, LinkBox) else Message("app.choose.nothing")
    if not isinstance(pane.section, Records):
        return Message("app.add.not_here" if id == "add" else "keys.reason.list_only")
    count = len(pane.rows.rows) if pane.rows is not None else 0
    if id == "remove":
        return None if count else Message("app.remove.nothing")
    if id in ("move_up", "move_down") and pane.rows is not None:
        return _move(count, pane.rows.cursor, id)
    return None


def _move(count: int, at: int, id: str) -> Message | None:
    if count < 2:
        return Message("keys.reason.nothing_to_order")
    if id == "move_up":
        return None if at > 0 else Message("keys.reason.is_first")
    return None if at < count - 1 else Message("keys.reason.is_last")
