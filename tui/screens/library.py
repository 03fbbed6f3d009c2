"""The list of preparations: find, open, begin, import, delete and bring back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, wait
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from prep.errors import NemawashiError, NotFound
from prep.words import Message
from tui.errands import BRIEFLY, beside, run_errand, run_quietly
from tui.keys import Action, Where, bindings
from tui.listed import LeftError, Listed, Reading
from tui.messages import ReadSoFar
from tui.screens.frame import Framed
from tui.widgets.line_edit import LineEdit
from tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from prep.library.protocol import Summary, Version
    from tui.actions.importing import Imported
    from tui.found import Goal
    from tui.screens.trash import TrashScreen

COLUMNS = (Column(), Column(22, from_width=100), Column(10), Column(12), Column(18, from_width=72))
LOOK_EVERY = 2.0
AT_ONCE = 0.1
"""Seconds that the first picture may wait for the list."""


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
        self.listed = Listed()
        self._words = ""
        self._far: ReadSoFar | None = None
        self._begun = False
        self._is_read = False
        self._looking = False
        self._one_reading = asyncio.Lock()
        self._undoable: list[Version | str | tuple[str, ...]] = []

    def work(self) -> Iterable[Widget]:
        """Search, list, and what to do while there is none."""
        yield self.search
        yield self.rows
        yield self.empty

    @property
    def summaries(self) -> Sequence[Summary]:
        """All preparations as they were last read."""
        return self.listed.summaries

    @cached_property
    def reading(self) -> Reading:
        """What reads the list, beside the screen."""
        return Reading(self.host.library, lambda done, of: self.post_message(ReadSoFar(done, of)))

    def on_mount(self) -> None:
        """Read the library, and look again now and then: another window may change it."""
        self.speak()
        self.set_interval(LOOK_EVERY, self._look)
        self.watch(self.search, "value", lambda: self._show(), init=False)  # at once: letter and rows are one picture

    def on_screen_resume(self) -> None:
        """At the start, and back from a preparation: what was changed there is shown."""
        if self._begun:
            self.reload()
            return
        self._begun = True
        reading = self.reading.begin(self.listed)
        if self.app.screen is self:  # most libraries are read in time for the first picture
            wait([reading], AT_ONCE)
        if reading.done():
            self._take(reading)
        else:
            run_errand(self, lambda: self._read(begun=reading), BRIEFLY)

    def on_unmount(self) -> None:
        """The app ends, and waits for no reading."""
        self.reading.leave()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        self.search.placeholder = self.say("app.library.search")
        self._show()
        super().speak()

    def reload(self, at: str | None = None) -> None:
        """Read the list anew; keys wait for it, but not longer than anybody would notice."""
        run_errand(self, lambda: self._read(at), BRIEFLY)

    async def _read(self, at: str | None = None, begun: Future[Listed] | None = None) -> None:
        """Read the list and show it, with the cursor on the preparation ``at``, else where it is."""
        async with self._one_reading:
            reading = begun or self.reading.begin(self.listed)
            await asyncio.wait([asyncio.wrap_future(reading)])
        self._take(reading, at)

    def _take(self, reading: Future[Listed], at: str | None = None) -> None:
        try:
            self.listed = reading.result()
        except NemawashiError as refused:
            self.notice(refused.message)
        except LeftError:
            return
        self._far = None
        first, self._is_read = not self._is_read, True
        self._show(at)
        if first and not self.search.value:
            (self.rows if self.summaries else self.search).focus()

    @on(ReadSoFar)
    def _read_so_far(self, far: ReadSoFar) -> None:
        if self._one_reading.locked():  # the last word may come after the end
            self._far = far
            self._show_empty()
            self.show_saving()

    def hints(self) -> Iterable[str]:
        """Opening leads; deleting only where there is something. The way out comes before what is in sight anyway."""
        yield "library.new"
        yield "library.import"
        if not self.summaries:
            yield "library.tour"
        else:
            yield "library.delete"
        if self._undoable:
            yield from ("library.undelete", "library.trash")
        if self.summaries:
            yield "library.find"
        yield from ("app.palette", "app.language")
        if not self._undoable:
            yield "library.trash"
        yield "app.theme"

    def calm(self) -> str:
        """How many there are, or how far the reading has come."""
        if self._far is not None:
            return self.say("app.library.reading", done=self._far.done, of=self._far.of)
        if not self._is_read:
            return self.say("app.library.opening")
        return self.say("app.library.count", n=len(self.summaries)) if self.summaries else ""

    def why_not(self, action: Action) -> Message | None:
        """What needs a preparation says so while there is none."""
        if action.id == "undelete" and not self._undoable:
            return Message("app.undo.nothing")
        if (action.id == "find" and not self.summaries) or (action.id == "delete" and self.rows.current is None):
            return Message("keys.reason.no_preparation")
        return None

    def action_find(self) -> None:
        """Into the search."""
        self.search.focus()

    def action_back(self) -> None:
        """Out of the search: first empty it, then the list. What was told of the files is put away."""
        self.host.forget_told()
        if self.search.value and (self.search.has_focus or not self.rows.rows):
            self.search.value = ""
        elif self.summaries:
            self.rows.focus()

    def action_new(self) -> None:
        """Ask for title and language, then open the new preparation."""
        from tui.screens.dialogs import NewPreparation

        def opened(preparation_id: str | None) -> None:
            if preparation_id is not None:
                self._open(preparation_id)

        latest = self.summaries[0].organisation if self.summaries else ""
        self.app.push_screen(NewPreparation(self.host.library, self.language, latest), opened)

    def action_import(self) -> None:
        """Ask for a case file."""
        from tui.screens.dialogs import ImportFile

        self.app.push_screen(ImportFile(self.host.library, self.language), self._imported)

    def action_tour(self) -> None:
        """Open the guided sample, where it was left or from its beginning."""
        run_errand(self, self._tour)

    async def _tour(self) -> None:
        from tui.actions.touring import tour_preparation

        host = self.host
        try:
            wanted = await beside(lambda: tour_preparation(host.library, host.home, host.language), self._waiting)
        except NemawashiError as refused:
            self.notice(refused.message)
            return
        await self._show_preparation(wanted)

    def action_delete(self) -> None:
        """Delete the preparation under the cursor; the key that brings it back is told."""
        row = self.rows.current
        if row is not None:
            self.throw_away(row.id)

    def throw_away(self, preparation_id: str) -> None:
        """Delete a preparation; the key that brings it back is told."""
        run_errand(self, lambda: self._delete(preparation_id))

    async def _delete(self, preparation_id: str) -> None:
        library = self.host.library
        try:
            version = await beside(
                lambda: library.delete(preparation_id, library.get(preparation_id).etag), self._waiting
            )
        except NemawashiError as refused:
            await self._read()
            self.notice(refused.message)
            return
        self._undoable.append(version)
        await self._read()
        self.notice(Message("app.library.deleted", {"title": version.title or self.say("app.untitled")}))

    def action_undelete(self) -> None:
        """Bring back what was deleted last, or delete again what was imported or brought back from the trash."""
        if not self._undoable:
            self.notice(Message("app.undo.nothing"))
            return
        last = self._undoable.pop()
        if isinstance(last, tuple):
            run_errand(self, lambda: self._delete_all(last))
        else:
            run_errand(self, lambda: self._delete(last) if isinstance(last, str) else self._undelete(last))

    async def _delete_all(self, ids: Sequence[str]) -> None:
        """Take an import back; each of its preparations waits in the trash."""
        for preparation_id in ids:
            await self._delete(preparation_id)

    async def _undelete(self, version: Version) -> None:
        try:
            await beside(lambda: self.host.library.restore(version), self._waiting)
        except NemawashiError as refused:
            if not isinstance(refused, NotFound):  # else another window has erased it for good
                self._undoable.append(version)
            self.notice(refused.message)
            return
        await self._read(at=version.id)
        self.notice(Message("app.library.restored", {"title": version.title or self.say("app.untitled")}))

    def action_trash(self) -> None:
        """What was deleted; on return the cursor is on what was brought back."""
        from tui.screens.trash import TrashScreen

        trash = TrashScreen()
        self.app.push_screen(trash, lambda _: run_errand(self, lambda: self._back_from(trash)))

    async def _back_from(self, trash: TrashScreen) -> None:
        gone, back = trash.erased, trash.restored
        gone |= {back.id} if back is not None else set()
        self._undoable = [one for one in self._undoable if isinstance(one, str | tuple) or one.id not in gone]
        if back is None:
            self._show()
            return
        self._undoable.append(back.id)
        self.search.value = ""
        await self._read(at=back.id)
        self.rows.focus()
        self.notice(Message("app.library.brought_back", {"title": back.title or self.say("app.untitled")}))

    def _waiting(self) -> None:
        self.notice(Message("app.library.waiting"))

    def show_hints(self, extra: Iterable[tuple[str, str]] = ()) -> None:
        """Enter opens, where there is something to open."""
        super().show_hints([*extra, *([("Enter", "app.key.open")] if self.rows.rows else [])])

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

    def open_at(self, goal: Goal) -> None:
        """Open the preparation of ``goal`` with the cursor there."""
        run_errand(self, lambda: self._show_preparation(goal.preparation_id, goal))

    def _open(self, preparation_id: str) -> None:
        run_errand(self, lambda: self._show_preparation(preparation_id))

    async def _show_preparation(self, preparation_id: str, goal: Goal | None = None) -> None:
        host = self.host
        try:
            kept = await beside(lambda: host.library.get(preparation_id, host.on_date), self._waiting)
        except NemawashiError as refused:
            await self._read()
            self.notice(refused.message)
            return
        self.notice(None)
        self._undoable = [one for one in self._undoable if one != preparation_id and not _holds(one, preparation_id)]
        host.show_preparation(kept, goal)

    def _imported(self, imported: Imported | None) -> None:
        from tui.actions.importing import notices

        if imported is not None:
            run_errand(self, lambda: self._show_imported(imported.preparation_ids, list(notices(imported))))

    async def _show_imported(self, ids: Sequence[str], said: Sequence[Message]) -> None:
        if ids:
            self._undoable.append(tuple(ids))
            self.search.value = ""
            await self._read(at=ids[0])
            self.rows.focus()
        self.notice(said[0] if said else Message("app.library.imported", {"n": len(ids)}))

    async def _look(self) -> None:
        if self.app.screen is self and not self._looking:
            self._looking = True
            run_quietly(self, self._look_around)

    async def _look_around(self) -> None:
        """See what other windows did; keys need not wait, since the cursor stays where it is."""
        try:
            if await beside(self.host.library.changes):
                await self._read()
        except NemawashiError as refused:
            self.notice(refused.message)
        finally:
            self._looking = False

    def _show(self, at: str | None = None) -> None:
        found = self.listed.rows(self.search.value, self.language)
        self.rows.set_rows(found, at)
        self.rows.display = bool(found)
        self._show_empty()
        self.search.display = bool(self.summaries)
        self.title_line.show("nemawashi", self.say("app.library.title"))
        self.show_hints()
        self.show_saving()

    def _show_empty(self) -> None:
        """What stands where no list is."""
        self.empty.display = not self.rows.rows
        if self.summaries:
            words = self.say("app.library.nothing_found")
        elif self._is_read and self._undoable:
            words = self.say("app.library.all_deleted")
        else:
            words = self.say("app.library.empty") if self._is_read else self.calm()
        if words != self._words:  # it costs a layout
            self._words = words
            self.empty.update(Content(words))


def _holds(undoable: object, preparation_id: str) -> bool:
    """Whether it is an import that brought the preparation: once one was opened, its own undo serves."""
    return isinstance(undoable, tuple) and preparation_id in undoable
