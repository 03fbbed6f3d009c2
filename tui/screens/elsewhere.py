"""While saving fails: everything, unsaved text included, into another folder."""

from __future__ import annotations

import threading
import time
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
from tui.messages import CopyEnded, CopyStep
from tui.screens.dialogs import ESCAPE, dropped_path
from tui.widgets.line_edit import LineEdit
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from prep.model.dossier import Dossier

STEP_EVERY = 0.2


class CopyElsewhere(ModalScreen["Path | None"]):
    """Asks for a folder and copies the library and the open preparation there; gives where the zip lies."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESCAPE

    def __init__(self, home: Path, dossier: Dossier, language: Lang) -> None:
        super().__init__()
        self.home = home
        self.dossier = dossier
        self.language = language
        self.folder = LineEdit(select_on_focus=False)
        self.before = Vertical(
            Prose(text("app.copy.what", language)),
            Prose(text("app.copy.private", language), classes="dialog-label"),
            classes="dialog-part",
        )
        self.told = Prose(classes="dialog-told")
        self.use = Static("", classes="dialog-use", markup=False)
        self._copying = False
        self._stopped = threading.Event()
        self._copied: Path | None = None

    def compose(self) -> ComposeResult:
        """What it does, the folder, who could read it there."""
        with Vertical(classes="dialog"):
            yield Static(Content(text("app.copy.heading", self.language)), classes="dialog-heading")
            yield self.before
            yield Static(Content(text("app.copy.folder", self.language)), classes="dialog-label")
            yield self.folder
            yield self.told
            yield self.use

    def on_mount(self) -> None:
        """A folder that takes files is proposed."""
        from tui.actions.backup import proposed_folder

        self.folder.value = str(proposed_folder(self.home))
        self._tell(None)
        self.use.update(Content(text("app.copy.use", self.language)))
        self.folder.focus()

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self._copied is not None:
            self.action_close()
        elif not self._copying and self.folder.value.strip():
            self._copying = True
            self.before.display = False  # it was read, and what is told now needs the room
            self._tell(Message("app.copy.copying"))
            folder = dropped_path(self.folder.value)
            # A daemon: a drive that does not answer any more must not keep the app from ending.
            threading.Thread(target=self._copy, args=(folder,), name="copying", daemon=True).start()

    def action_close(self) -> None:
        """Leave; a copy that is under way is stopped and leaves nothing behind."""
        self._stopped.set()
        self.dismiss(self._copied)

    def _copy(self, folder: Path) -> None:
        """In the thread: it only posts messages."""
        from tui.actions.backup import copy_everything

        last = time.monotonic()

        def progress(done: int, of: int) -> None:
            nonlocal last
            if self._stopped.is_set():
                raise _StoppedError
            if time.monotonic() - last > STEP_EVERY:
                last = time.monotonic()
                self.post_message(CopyStep(done, of))

        try:
            copied = copy_everything(self.home, folder.absolute(), self.dossier, progress)
        except NemawashiError as refused:
            self.post_message(CopyEnded(refused.message, None))
        except _StoppedError:
            return
        else:
            self.post_message(CopyEnded(_where(copied.backup.path, copied.case), copied.backup.path))

    @on(CopyStep)
    def _step(self, event: CopyStep) -> None:
        self._tell(Message("app.copy.step", {"done": event.done, "of": event.of}))

    @on(CopyEnded)
    def _ended(self, event: CopyEnded) -> None:
        self._copying, self._copied = False, event.path
        self._tell(event.text, failed=event.path is None)
        if event.path is not None:
            self.use.update(Content(text("app.copy.close", self.language)))

    def _tell(self, message: Message | None, failed: bool = False) -> None:
        said = render(message, self.language) if message is not None else ""
        self.told.show(("! " if failed else "") + said)
        self.told.set_class(failed, "-failed")
        self.told.display = bool(said)


class _StoppedError(Exception):
    """The dialog was left while it copied."""


def _where(backup: Path, case: Path | None) -> Message:
    if case is None:
        return Message("app.copy.done_zip", {"path": str(backup)})
    return Message("app.copy.done", {"path": str(backup)})
