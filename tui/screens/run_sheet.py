"""The run sheet of a 1:1 on the screen: all of it, with what is for one's own eyes marked as such."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from prep import edits
from prep.errors import EditError
from prep.model.people import ConversationKind
from prep.places import each
from prep.run_sheet import Line, RunSheet, Sort, planned_with, run_sheet
from prep.words import Message
from tui.keys import Where, bindings
from tui.screens.visit import Visit
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from pathlib import Path

    from prep.model.dossier import Dossier
    from tui.session import Session

OWN_EYES = "- "
"""Before what is not printed."""

SIGNS = {Sort.OWN: "> ", Sort.QUESTION: "? ", Sort.MISSING: "! "}
BLANK = "_" * 16


class RunSheetScreen(Visit):
    """Opened from the walk on a stakeholder, or on a conversation with them that is then the one recorded."""

    CSS_PATH = "run_sheet.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.RUN_SHEET, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.RUN_SHEET), Binding("escape", "back", show=False)]

    def __init__(self, session: Session, stakeholder_id: str, conversation_id: str | None = None) -> None:
        super().__init__(session)
        self.stakeholder_id = stakeholder_id
        self.conversation_id = conversation_id
        self.sheet = VerticalScroll(id="sheet")

    def work(self) -> Iterable[Widget]:
        """The sheet scrolls."""
        yield self.sheet

    async def on_mount(self) -> None:
        """The keys scroll at once."""
        await self._show()
        super().speak()
        self.show_hints([("Esc", "app.key.back")])
        self.sheet.focus()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        self.call_later(self._show)
        super().speak()
        self.show_hints([("Esc", "app.key.back")])

    def hints(self) -> Iterable[str]:
        """The record and the print."""
        return ("run_sheet.begin_talk", "run_sheet.print_sheet", "app.palette", "app.language")

    def calm(self) -> str:
        """What the signs mean."""
        return self.say("talks.sheet.how")

    def action_back(self) -> None:
        """To the walk."""
        self.dismiss(None)

    def action_begin_talk(self) -> None:
        """Go to the record of this talk: the one it was opened on, one that was planned, else a new one."""
        dossier = self.session.dossier
        planned = planned_with(dossier, self.stakeholder_id)
        known = self.conversation_id or (planned.id if planned is not None else None)
        found = [at for at, one in each("conversations", dossier.preparation.conversations) if one.id == known]
        if found:
            self._leave_for(found[0], Message("talks.sheet.goes_on"))
            return
        place = ""

        def change(dossier: Dossier) -> Dossier:
            nonlocal place
            kind = ConversationKind.ONE_ON_ONE.value
            values = {"stakeholder_id": self.stakeholder_id, "date": dossier.today, "kind": kind}
            dossier, place = edits.add(dossier, "conversations", values)
            return dossier

        sheet = run_sheet(dossier, self.stakeholder_id)
        try:
            self.session.edit(change, Message("talks.change.talk", {"name": sheet.name if sheet is not None else ""}))
        except EditError as refused:
            self.notice(refused.message)
            return
        self._leave_for(place, Message("talks.sheet.begun"))

    def action_print_sheet(self) -> None:
        """Ask for a file name and write what may lie on the table."""
        from tui.screens.run_sheet_file import RunSheetFile

        def written(path: Path | None) -> None:
            if path is not None:
                self.notice(Message("talks.sheet.written", {"path": str(path)}))

        self.app.push_screen(RunSheetFile(self.session.dossier, self.stakeholder_id, self.language), written)

    def _leave_for(self, place: str, outcome: Message) -> None:
        self.outcome, self.wanted = outcome, f"{place}.opened_with_why"
        self.dismiss(None)

    async def _show(self) -> None:
        sheet = run_sheet(self.session.dossier, self.stakeholder_id)
        if sheet is None:
            self.outcome = Message("talks.sheet.gone")
            self.dismiss(None)
            return
        self.title_line.show(self.say("talks.sheet.title", name=sheet.name or self.say("app.step.empty")), "")
        with self.app.batch_update():
            await self.sheet.remove_children()
            await self.sheet.mount(*self._widgets(sheet))

    def _widgets(self, sheet: RunSheet) -> Iterable[Widget]:
        yield Prose("\n".join(map(self._words, sheet.who)), classes="sheet-lines")
        for part in sheet.parts:
            title = self.keymap.render(part.title, self.language)
            if not any(line.printed for line in part.lines):
                title += f" ({self.say('talks.sheet.unprinted')})"
            yield Static(Content(title), classes="sheet-heading")
            yield Prose("\n".join(map(self._words, part.lines)), classes="sheet-lines")

    def _words(self, line: Line) -> str:
        words = self.keymap.render(line.words, self.language) if isinstance(line.words, Message) else line.words
        blank = f": {BLANK}" if line.sort is Sort.BLANK else ""
        return ("" if line.printed else OWN_EYES) + SIGNS.get(line.sort, "") + words + blank
