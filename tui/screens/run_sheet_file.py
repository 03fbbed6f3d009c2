"""Asks where the run sheet shall be written, until it lies there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from prep.errors import NemawashiError
from prep.words import Lang, Message, render, text
from tui.errands import beside, run_errand
from tui.screens.deck import home_of_files
from tui.screens.dialogs import ESCAPE, dropped_path
from tui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from prep.model.dossier import Dossier


class RunSheetFile(ModalScreen["Path | None"]):
    """Gives the path written, None when left; a file that is there is never written over."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESCAPE

    def __init__(self, dossier: Dossier, stakeholder_id: str, language: Lang) -> None:
        super().__init__()
        self.dossier = dossier
        self.stakeholder_id = stakeholder_id
        self.language = language
        self.path = LineEdit(select_on_focus=False)
        self.told = Static("", classes="dialog-error", markup=False)

    def compose(self) -> ComposeResult:
        """One field."""
        with Vertical(classes="dialog"):
            yield Static(Content(text("talks.sheet.file_heading", self.language)), classes="dialog-heading")
            yield Static(Content(text("talks.sheet.left_out", self.language)))
            yield Static(Content(text("talks.sheet.file_path", self.language)), classes="dialog-label")
            yield self.path
            yield self.told
            yield Static(Content(text("talks.sheet.file_use", self.language)), classes="dialog-use")

    def on_mount(self) -> None:
        """With a name proposed."""
        self.told.display = False
        self._propose(home_of_files())
        self.path.focus()

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self.path.value.strip():
            run_errand(self, self._write)

    async def _write(self) -> None:
        from tui.actions.run_sheets import ENDING, write_run_sheet

        out = dropped_path(self.path.value)
        named = out if out.suffix else out.with_name(out.name + ENDING)
        if os.path.lexists(named) and not os.path.isdir(named):  # noqa: PTH112 (Path.is_dir fails on names too long)
            self._tell(Message("talks.sheet.exists"))
            self._propose(named.parent)
            return
        try:
            path = await beside(
                lambda: write_run_sheet(self.dossier, self.stakeholder_id, named, self.language), lambda: None
            )
        except NemawashiError as refused:
            self._tell(refused.message)
        else:
            self.dismiss(path)

    def _propose(self, folder: Path) -> None:
        from tui.actions.run_sheets import proposed_file

        people = self.dossier.preparation.stakeholders
        name = next((one.name for one in people if one.id == self.stakeholder_id), "")
        self.path.value = str(proposed_file(name, self.language, folder))
        self.path.cursor_position = len(self.path.value)

    def _tell(self, message: Message) -> None:
        self.told.update(Content("! " + render(message, self.language)))
        self.told.display = True

    def action_close(self) -> None:
        """Leave without a file."""
        self.dismiss(None)
