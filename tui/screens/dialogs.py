"""Small dialogs: a new preparation, a file to import, one choice among a few. Escape always leaves them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast
from urllib.parse import unquote, urlparse

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from prep.errors import NemawashiError
from prep.words import LANGUAGES, Lang, Message, render, text
from tui.errands import beside, run_errand
from tui.keys import QUIT
from tui.widgets.bars import UseLine
from tui.widgets.editors import Choice
from tui.widgets.line_edit import LineEdit
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from prep.library.protocol import Library
    from tui.actions.importing import Imported  # noqa: F401 (named in a string below)
    from tui.host import Host

WAITING = Message("app.library.waiting")
"""Said while another window keeps the library from us."""

ESCAPE: list[BindingType] = [Binding("escape", "close", show=False), QUIT]


class NewPreparation(ModalScreen["str | None"]):
    """Asks for title, language and (``organisation`` is proposed) organisation; gives the id of what it made."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*ESCAPE, Binding("ctrl+s", "make", show=False)]

    def __init__(self, library: Library, language: Lang, organisation: str) -> None:
        super().__init__()
        self.library = library
        self.language = language
        self.titled = LineEdit()
        self.spoken = Choice(tuple(text(f"common.language.{one}", language) for one in LANGUAGES))
        self.organisation = LineEdit(organisation, select_on_focus=False)
        self.error = Static("", classes="dialog-error", markup=False)

    def compose(self) -> ComposeResult:
        """Three fields."""
        with Vertical(classes="dialog"):
            yield Static(Content(text("app.new.heading", self.language)), classes="dialog-heading")
            for key, editor in (("title", self.titled), ("language", self.spoken), ("organisation", self.organisation)):
                yield Static(Content(text(f"app.new.{key}", self.language)), classes="dialog-label")
                yield editor
            yield self.error
            yield UseLine(text("app.new.use", self.language), classes="dialog-use")

    def on_mount(self) -> None:
        """Straight into the title."""
        self.spoken.choose(LANGUAGES.index(self.language))
        self.error.display = False
        self.titled.focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.input is self.titled and not self.titled.value.strip():
            self._complain(Message("command.error.title_empty"))
        elif event.input is self.titled:
            self.spoken.focus()
        else:
            self.action_make()

    def action_make(self) -> None:
        """Make it, or say what is missing."""
        run_errand(self, self._make)

    async def _make(self) -> None:
        from tui.actions.creating import new_preparation

        title, language, joined = self.titled.value, LANGUAGES[self.spoken.index or 0], self.organisation.value
        try:
            made = await beside(
                lambda: new_preparation(self.library, title, language, joined), lambda: self._tell(WAITING)
            )
        except NemawashiError as refused:
            self._complain(refused.message)
            self.titled.focus()
            return
        self.dismiss(made)

    def action_close(self) -> None:
        """Leave without one."""
        self.dismiss(None)

    def _complain(self, message: Message) -> None:
        self._tell(message, "! ")

    def _tell(self, message: Message, sign: str = "") -> None:
        self.error.update(Content(sign + render(message, self.language)))
        self.error.display = True


class ImportFile(ModalScreen["Imported | None"]):
    """Asks for the path of a case file until it can be imported; gives what the file brought."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESCAPE

    def __init__(self, library: Library, language: Lang) -> None:
        super().__init__()
        self.library = library
        self.language = language
        self.path = LineEdit()
        self.error = Static("", classes="dialog-error", markup=False)

    def compose(self) -> ComposeResult:
        """One field."""
        with Vertical(classes="dialog"):
            yield Static(Content(text("app.import.heading", self.language)), classes="dialog-heading")
            yield Static(Content(text("app.import.path", self.language)), classes="dialog-label")
            yield self.path
            yield self.error
            yield UseLine(text("app.import.use", self.language), classes="dialog-use")

    def on_mount(self) -> None:
        """Straight into the field."""
        self.error.display = False
        self.path.focus()

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self.path.value.strip():
            run_errand(self, self._take)

    async def _take(self) -> None:
        from tui.actions.importing import import_files

        path = dropped_path(self.path.value)
        try:
            (imported,) = await beside(lambda: import_files(self.library, [path]), lambda: self._tell(WAITING))
        except NemawashiError as refused:
            self._tell(refused.message, "! ")
        else:
            self.dismiss(imported)

    def _tell(self, message: Message, sign: str = "") -> None:
        self.error.update(Content(sign + render(message, self.language)))
        self.error.display = True

    def action_close(self) -> None:
        """Leave without importing."""
        self.dismiss(None)


class Ask(ModalScreen["str | None"]):
    """One question with a few answers in a list; gives the id of the answer, None when left."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESCAPE

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = question
        self.answers = tuple(answers)
        self.rows = Rows(wrap=True)

    def compose(self) -> ComposeResult:
        """Question and answers."""
        with Vertical(classes="dialog"):
            yield Prose(self.question, classes="dialog-heading")
            yield self.rows
            yield UseLine(text("app.picker.use", cast("Host", self.app).language), classes="dialog-use")

    def on_mount(self) -> None:
        """The first answer is the harmless one."""
        self.rows.set_rows([Row(id, (words,)) for id, words in self.answers])
        self.rows.focus()

    @on(Rows.Chosen)
    def _answered(self) -> None:
        row = self.rows.current
        self.dismiss(row.id if row is not None else None)

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def dropped_path(typed: str) -> Path:
    """The path that was typed, pasted or dropped: quotes, escaped spaces, file:// and ~ are understood."""
    plain = typed.strip()
    if plain.startswith("file://"):
        with suppress(ValueError):  # no address at all: taken as it stands, and not found
            plain = unquote(urlparse(plain).path)
    elif plain[:1] in "'\"" or "\\ " in plain:
        try:
            parts = shlex.split(plain)
        except ValueError:
            parts = []
        plain = parts[0] if len(parts) == 1 else plain.strip("'\"")
    try:
        return Path(plain).expanduser()
    except RuntimeError:  # ~ of somebody who has no home here
        return Path(plain)
