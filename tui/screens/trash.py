"""Trash: deleted preparations, what they hold, the way back, and the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from prep.errors import LibraryError
from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.words import Message
from tui.errands import beside, run_errand, run_quietly
from tui.keys import Action, Where, bindings
from tui.past import deleted_at, wall_clock, when
from tui.screens.frame import Framed
from tui.whole import whole_text
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from prep.library.protocol import Library, Version


class TrashScreen(Framed):
    """Opened from the library. ``restored`` is what was brought back (None: nothing), ``erased`` what is gone."""

    CSS_PATH = "trash.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.TRASH, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.TRASH),
        Binding("escape", "back", show=False),
        Binding("f4", "back", show=False, id="library.trash"),
        Binding("tab,shift+tab", "other_side", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows(wrap=True, id="deleted")
        self.content_text = Prose(id="content-text")
        self.empty = Static("", id="bin-empty")
        self.versions: tuple[Version, ...] = ()
        self.restored: Version | None = None
        self.erased: set[str] = set()
        self._organisations: dict[str, Organisation] = {}
        self._read: dict[str, Dossier | None] = {}
        self._is_read = False

    def work(self) -> Iterable[Widget]:
        """The list, and what the one under the cursor holds."""
        with Container(id="bin"):
            yield self.rows
            with VerticalScroll(id="content"):
                yield self.content_text
        yield self.empty

    def on_mount(self) -> None:
        """Read what was deleted beside the screen."""
        self.speak()
        self.rows.focus()
        run_errand(self, self._find)

    def speak(self) -> None:
        """Everything in the language that now holds."""
        self.title_line.show("nemawashi", self.say("app.trash.title"))
        self._show()
        super().speak()

    def why_not(self, action: Action) -> Message | None:
        """An empty trash has nothing to bring back or to erase."""
        is_own = action.where is Where.TRASH
        return Message("keys.reason.trash_empty") if is_own and self._chosen is None else None

    def hints(self) -> Iterable[str]:
        """Bringing back leads."""
        if self.versions:
            yield from ("trash.bring_back", "trash.erase")
        yield from ("app.palette", "app.language")

    def calm(self) -> str:
        """How many there are."""
        if not self._is_read:
            return self.say("app.history.being_read")
        return self.say("app.trash.count", n=len(self.versions)) if self.versions else ""

    def action_back(self) -> None:
        """To the library."""
        self.dismiss(None)

    def action_other_side(self) -> None:
        """From the list to the content, to scroll there, and back."""
        (self.query_one("#content") if self.rows.has_focus else self.rows).focus()

    def action_bring_back(self) -> None:
        """Bring the preparation under the cursor back and show it in the library."""
        version = self._chosen
        if version is not None:
            run_errand(self, lambda: self._bring_back(version))

    async def _bring_back(self, version: Version) -> None:
        try:
            await beside(lambda: self.host.library.restore(version), self._waiting)
        except LibraryError as refused:
            await self._find()
            self.notice(refused.message)
            return
        self.restored = version
        self.dismiss(None)

    def action_erase(self) -> None:
        """Ask, and erase the preparation under the cursor for good."""
        from tui.screens.dialogs import Ask

        version = self._chosen
        if version is None:
            return

        def answered(answer: str | None) -> None:
            if answer == "erase":
                run_errand(self, lambda: self._erase(version))

        question = self.say("app.trash.question", title=self._title(version))
        answers = [(one, self.say(f"app.trash.{one}")) for one in ("keep", "erase")]
        self.app.push_screen(Ask(question, answers), answered)

    async def _erase(self, version: Version) -> None:
        try:
            await beside(lambda: self.host.library.erase(version.id), self._waiting)
        except LibraryError as refused:
            await self._find()
            self.notice(refused.message)
            return
        self.erased.add(version.id)
        await self._find()
        self.notice(Message("app.trash.erased", {"title": self._title(version)}))

    @on(Rows.Chosen, "#deleted")
    def _row_chosen(self) -> None:
        self.action_bring_back()

    @on(Rows.Moved, "#deleted")
    def _moved(self, event: Rows.Moved) -> None:
        if not isinstance(event, Rows.Chosen):
            self._show_content()

    async def _find(self) -> None:
        library = self.host.library
        try:
            self.versions, self._organisations = await beside(lambda: _deleted(library), self._waiting)
        except LibraryError as refused:
            self.notice(refused.message)
        self._is_read = True
        self._show()

    @property
    def _chosen(self) -> Version | None:
        row = self.rows.current
        return next((one for one in self.versions if row is not None and one.id == row.id), None)

    def _show(self) -> None:
        self.query_one("#bin").display = bool(self.versions)
        self.empty.display = not self.versions
        self.empty.update(Content(self.say("app.trash.empty") if self._is_read else ""))
        self.rows.set_rows([self._row(one) for one in self.versions])
        self._show_content()
        self.show_hints([("Esc", "app.key.back")])
        self.show_saving()

    def _show_content(self) -> None:
        version = self._chosen
        if version is None:
            self.content_text.show("")
        elif version.id in self._read:
            then = self._read[version.id]
            said = whole_text(then, self.language, "preparation") if then is not None else self.say("app.history.gone")
            self.content_text.show(said or self.say("app.history.nothing_entered"))
            self.query_one("#content").scroll_home(animate=False)
        else:
            self.content_text.show(self.say("app.history.being_read"))
            run_quietly(self, partial(self._read_content, version))

    async def _read_content(self, version: Version) -> None:
        organisation = self._organisations.get(version.organisation_id, Organisation())
        library = self.host.library
        try:
            preparation = await beside(lambda: library.preparation_of(version))
            then = Dossier(organisation=organisation, preparation=preparation, today=dt.date.today())
            self._read[version.id] = then
        except LibraryError:
            self._read[version.id] = None
        if self.is_attached and self._chosen == version:
            self._show_content()

    def _row(self, version: Version) -> Row:
        organisation = self._organisations.get(version.organisation_id)
        said = when(deleted_at(version), wall_clock(), self.language)
        lines = [self._title(version), "  " + self.say("app.trash.deleted", when=said)]
        if organisation is not None and organisation.name:
            lines.insert(1, "  " + organisation.name)
        return Row(version.id, ("\n".join(lines),))

    def _title(self, version: Version) -> str:
        return version.title or self.say("app.untitled")

    def _waiting(self) -> None:
        self.notice(Message("app.library.waiting"))


def _deleted(library: Library) -> tuple[tuple[Version, ...], dict[str, Organisation]]:
    return tuple(library.history(None)), dict(library.organisations())
