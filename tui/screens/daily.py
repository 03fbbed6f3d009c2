"""Where the backup of each day goes, or that none is made."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from prep.daily import Daily, choose_folder, standing
from prep.errors import NemawashiError
from prep.words import Lang, Message, render, text
from tui.errands import beside, run_errand, run_quietly
from tui.screens.dialogs import ESCAPE, WAITING, dropped_path
from tui.widgets.bars import UseLine
from tui.widgets.line_edit import LineEdit
from tui.widgets.prose import Prose


class DailyFolder(ModalScreen["Message | None"]):
    """Asks for the folder of the daily backup; gives what was set, as a sentence. Left empty: none is made."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESCAPE

    def __init__(self, home: Path, language: Lang) -> None:
        super().__init__()
        self.home = home
        self.language = language
        self.folder = LineEdit(select_on_focus=False)
        self.last = Static("", markup=False)
        self.private = Prose(text("app.daily.private", language), classes="dialog-label")
        self.error = Prose(classes="dialog-error")

    def compose(self) -> ComposeResult:
        """What it does, the folder, when it was last written, who could read it there."""
        with Vertical(classes="dialog"):
            yield Static(Content(text("app.daily.heading", self.language)), classes="dialog-heading")
            yield Prose(text("app.daily.what", self.language))
            yield Static(Content(text("app.daily.folder", self.language)), classes="dialog-label")
            yield self.folder
            yield self.last
            yield self.private
            yield self.error
            yield UseLine(text("app.daily.use", self.language), classes="dialog-use")

    def on_mount(self) -> None:
        """The folder that is set; the drive is asked beside the screen, it may take its time."""
        from prep.settings import read_settings

        self.error.display = self.last.display = False
        self.folder.value = read_settings(self.home).daily
        self.folder.focus()
        run_quietly(self, self._look)

    async def _look(self) -> None:
        found = await beside(lambda: standing(self.home))
        self.last.display = found.folder is not None
        self.last.update(Content(render(_told(found), self.language)))

    @on(Input.Submitted)
    def _entered(self) -> None:
        run_errand(self, self._choose)

    async def _choose(self) -> None:
        typed = self.folder.value.strip()
        folder = dropped_path(typed).absolute() if typed else None
        try:
            await beside(lambda: choose_folder(self.home, folder), lambda: self._complain(WAITING))
        except NemawashiError as refused:
            self._complain(refused.message)
            return
        if folder is None:
            self.dismiss(Message("app.daily.off"))
        else:
            self.dismiss(Message("app.daily.on", {"folder": str(folder)}))

    def action_close(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

    def _complain(self, message: Message) -> None:
        self.error.show("! " + render(message, self.language))
        self.error.display = True
        self.private.display = self.last.display = False  # they were read, and a small screen has no room for all


def _told(found: Daily) -> Message:
    if found.last is None:
        return Message("app.daily.never")
    return Message("app.daily.last", {"when": found.last.astimezone()})
