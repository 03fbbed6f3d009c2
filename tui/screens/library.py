"""The list of preparations: find, open, begin, import, delete and bring back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from prep.errors import NemawashiError
from prep.words import Message, text
from tui.keys import Where, bindings
from tui.screens.frame import Framed
from tui.searching import matches
from tui.widgets.line_edit import LineEdit
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from pathlib import Path

    from prep.library.protocol import Summary, Version

COLUMNS = (Column(), Column(22, from_width=100), Column(10), Column(12), Column(16, from_width=70))
LOOK_EVERY = 2.0


class LibraryScreen(Framed):
    """The first screen."""

    CSS_PATH = "library.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.LIBRARY, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.LIBRARY),
        Binding("slash", "find", show=False),
        Binding("escape", "back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows(COLUMNS, id="preparations")
        self.search = LineEdit(select_on_focus=False, id="search")
        self.empty = Static("", id="empty")
        self.summaries: Sequence[Summary] = ()
        self._deleted: list[Version] = []

    def work(self) -> Iterable[Widget]:
        """Search, list, and what to do while there is none."""
        yield self.search
        yield self.rows
        yield self.empty

    def on_mount(self) -> None:
        """Read the library, and look again now and then: another window may change it."""
        self.speak()
        self.reload()
        self.set_interval(LOOK_EVERY, self._look)
        (self.rows if self.summaries else self.search).focus()

    def on_screen_resume(self) -> None:
        """Back from a preparation: what was changed there is shown."""
        if self.is_mounted and self._is_ready:
            self.reload()

    _is_ready = False

    def speak(self) -> None:
        """Everything in the language that now holds."""
        self._is_ready = True
        self.search.placeholder = self.say("app.library.search")
        self._show()
        super().speak()

    def reload(self, at: str | None = None) -> None:
        """Read the list anew."""
        try:
            self.summaries = self.host.library.summaries()
        except NemawashiError as refused:
            self.notice(refused.message)
        self._show(at)

    def hints(self) -> Iterable[str]:
        """Opening leads; deleting only where there is something."""
        yield "library.new"
        yield "library.import"
        if self.summaries:
            yield from ("library.delete", "library.find")
        if self._deleted:
            yield "library.undelete"
        yield from ("app.palette", "app.language", "app.quit", "app.theme")

    def calm(self) -> str:
        """How many there are."""
        return self.say("app.library.count", n=len(self.summaries)) if self.summaries else ""

    def action_find(self) -> None:
        """Into the search."""
        self.search.focus()

    def action_back(self) -> None:
        """Out of the search: first empty it, then the list. What was told of the files is put away."""
        self.host.forget_told()
        if self.search.has_focus and self.search.value:
            self.search.value = ""
        elif self.summaries:
            self.rows.focus()

    def action_new(self) -> None:
        """Ask for title and language, then open the new preparation."""
        from tui.screens.dialogs import NewPreparation

        def opened(preparation_id: str | None) -> None:
            if preparation_id is not None:
                self._open(preparation_id)

        self.app.push_screen(NewPreparation(self.host.library, self.language), opened)

    def action_import(self) -> None:
        """Ask for a case file."""
        from tui.screens.dialogs import ImportFile

        self.app.push_screen(ImportFile(self.language, self._import), self._imported)

    def action_delete(self) -> None:
        """Delete the preparation under the cursor; the key that brings it back is told."""
        row = self.rows.current
        if row is None:
            return
        library = self.host.library
        try:
            version = library.delete(row.id, library.get(row.id).etag)
        except NemawashiError as refused:
            self.notice(refused.message)
            return
        self._deleted.append(version)
        self.reload()
        self.notice(Message("app.library.deleted", {"title": version.title or self.say("app.untitled")}))
        self.show_hints_now()

    def action_undelete(self) -> None:
        """Bring back what was deleted last."""
        if not self._deleted:
            self.notice(Message("app.undo.nothing"))
            return
        version = self._deleted.pop()
        try:
            self.host.library.restore(version)
        except NemawashiError as refused:
            self.notice(refused.message)
            return
        self.reload(at=version.id)
        self.notice(Message("app.library.restored", {"title": version.title or self.say("app.untitled")}))
        self.show_hints_now()

    def show_hints_now(self) -> None:
        """Enter opens, where there is something to open."""
        self.show_hints([("Enter", "app.key.open")] if self.rows.rows else [])

    @on(Input.Changed, "#search")
    def _searched(self) -> None:
        self._show()

    @on(Input.Submitted, "#search")
    def _search_done(self) -> None:
        if self.rows.rows:
            self.rows.focus()

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        row = self.rows.current
        if row is not None:
            self._open(row.id)

    def on_key(self, event: object) -> None:
        """Arrow down leads from the search into the list."""
        if getattr(event, "key", "") == "down" and self.search.has_focus and self.rows.rows:
            self.rows.focus()

    def _open(self, preparation_id: str) -> None:
        refused = self.host.open_preparation(preparation_id)
        if refused is not None:
            self.reload()
            self.notice(refused.message)

    def _import(self, path: Path) -> tuple[str, ...]:
        from tui.actions.importing import import_files, notices

        (imported,) = import_files(self.host.library, [path])
        said = list(notices(imported))
        self._after_import = said[0] if said else Message("app.library.imported", {"n": len(imported.preparation_ids)})
        return imported.preparation_ids

    _after_import: Message | None = None

    def _imported(self, ids: tuple[str, ...] | None) -> None:
        if ids:
            self.reload(at=ids[0])
            self.rows.focus()
            self.notice(self._after_import)

    def _look(self) -> None:
        if self.app.screen is not self:
            return
        try:
            changed = self.host.library.changes()
        except NemawashiError as refused:
            self.notice(refused.message)
            return
        if changed:
            self.reload()

    def _show(self, at: str | None = None) -> None:
        query = self.search.value
        found = [one for one in self.summaries if matches(query, one.title, one.organisation)]
        self.rows.set_rows([self._row(one) for one in found], at)
        self.rows.display = bool(found)
        self.empty.display = not found
        key = "app.library.nothing_found" if self.summaries else "app.library.empty"
        self.empty.update(Content(text(key, self.language)))
        self.search.display = bool(self.summaries)
        self.title_line.show("nemawashi", self.say("app.library.title"))
        self.show_hints_now()
        self.show_saving()

    def _row(self, one: Summary) -> Row:
        ready = self.say("app.library.ready" if one.ready else "app.library.not_ready", score=one.score)
        updated = one.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        if one.newer:
            return Row(one.id, (one.title, one.organisation, "", self.say("app.library.newer"), updated), "muted")
        stage = self.say(f"common.stage.{one.stage}")
        return Row(one.id, (one.title or self.say("app.untitled"), one.organisation, stage, ready, updated))
