"""History: the earlier versions of a preparation and its goals, what changed in each, and the way back to them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from prep.comparing import Difference, differences
from prep.errors import LibraryError
from prep.words import Message, render
from tui.excerpt import both_sides
from tui.keys import Action, Where, bindings
from tui.messages import PastRefused, VersionsFound, VersionsTold
from tui.past import (
    Past,
    Told,
    change_words,
    changes_words,
    gone_back,
    in_one_minute,
    wall_clock,
    when,
    with_part_of,
)
from tui.screens.visit import Visit
from tui.widgets.rows import Row, Rows, Tone

if TYPE_CHECKING:
    from prep.library.protocol import Version
    from prep.model.dossier import Dossier
    from tui.session import Session

NOW = "now"
TOLD_EVERY = 0.1
"""Seconds between two lots of versions that were read."""


class HistoryScreen(Visit):
    """Opened from the walk; ``outcome`` is what the walk tells when it is left (None: nothing happened)."""

    CSS_PATH = "history.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.HISTORY, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.HISTORY),
        Binding("escape", "back", show=False),
        Binding("f4", "back", show=False, id="walk.history"),
        Binding("ctrl+z", "undo", show=False),
        Binding("tab,shift+tab", "other_list", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.rows = Rows(wrap=True, id="versions")
        self.heading = Static("", id="then-heading")
        self.changes = Rows(wrap=True, id="then-changes")
        self.empty = Static("", id="past-empty")
        self.versions: tuple[Version, ...] = ()
        self._told: dict[str, Told] = {}
        self._close: frozenset[dt.datetime] = frozenset()
        self._read_at = session.workspace.etag
        self._before_now: Dossier | None = None
        self._near = 0
        self._damaged = 0
        self._reading = True
        self._stop_listening = session.workspace.subscribe(lambda _: self._show())

    def work(self) -> Iterable[Widget]:
        """Versions, and what going back to one would change."""
        with Container(id="past"):
            yield self.rows
            with Container(id="then"):
                yield self.heading
                yield self.changes
        yield self.empty

    def on_mount(self) -> None:
        """Read the versions beside the screen."""
        self.speak()
        self.rows.focus()
        self._begin()

    def show_saving(self) -> None:
        """A save ended, perhaps, and what it replaced is a version now."""
        if self.is_mounted and self.session.workspace.etag != self._read_at:
            self._begin()
        super().show_saving()

    def on_unmount(self) -> None:
        """The workspace lives on."""
        self._stop_listening()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        preparation = self.session.dossier.preparation
        title = self.say("app.history.title", title=preparation.title or self.say("app.untitled"))
        self.title_line.show(title, "")
        self._show()
        super().speak()

    def hints(self) -> Iterable[str]:
        """Going back leads."""
        if self._chosen is not None:
            yield "history.restore_one" if self.changes.has_focus else "history.restore_version"
            yield "history.read_version"
        yield from ("history.changes", "history.undo", "app.palette", "app.language")

    def standing(self) -> Iterable[str]:
        """A save that failed is told here, too."""
        if self.session.error is not None:
            yield "! " + self.say("app.status.failed", reason=render(self.session.error, self.language))

    def calm(self) -> str:
        """How many there are, and what had to be left out."""
        if not self.versions and not self._damaged:
            return self.say("app.history.being_read") if self._reading else ""
        gone = sum(one.then is None for one in self._told.values())  # thinned out by a save meanwhile
        left_out = " · " + self.say("app.history.damaged", n=self._damaged) if self._damaged else ""
        return self.say("app.history.count", n=len(self.versions) - gone) + left_out

    def why_not(self, action: Action) -> Message | None:
        """What needs an earlier version says so while there is none; undo and redo when there is nothing to travel."""
        workspace = self.session.workspace
        if action.id == "undo":
            return None if workspace.can_undo else Message("app.undo.nothing")
        if action.id == "redo":
            return None if workspace.can_redo else Message("app.redo.nothing")
        if action.id in ("restore_version", "restore_one") and self.empty.display:
            return Message("keys.reason.no_version")
        return None

    def action_back(self) -> None:
        """To the walk."""
        self.dismiss(None)

    def action_changes(self) -> None:
        """To the steps of this session, one by one."""
        self.then = "changes"
        self.dismiss(None)

    def action_other_list(self) -> None:
        """From the versions to the differences and back; where there is no version there is no list."""
        if self.empty.display:
            return
        (self.rows if self.changes.has_focus else self.changes).focus()

    def action_restore_version(self) -> None:
        """Make the preparation, or the goals, what they were: one change that undo takes back."""
        told = self._chosen
        if self.empty.display:
            return
        if told is None or told.then is None:
            self.notice(Message("app.history.choose_version" if told is None else "app.history.gone"))
            return
        found = self._differences(told)
        if not found:
            self.notice(Message("app.history.same"))
            return
        said = self._when(told.version)
        self._go_back(told, None, Message("app.change.restored", {"when": said}), found)
        self.outcome = Message("app.history.restored", {"when": said})
        self.dismiss(None)

    def action_restore_one(self) -> None:
        """Bring back only the difference under the cursor of the other list."""
        told, row = self._chosen, self.changes.current
        if self.empty.display:
            return
        found = [one for one in self._differences(told) if row is not None and one.place == row.id] if told else []
        if told is None or told.then is None or not found:
            self.notice(Message("app.history.choose_one"))
            return
        what = change_words(self.session.dossier, self._older(told), found[0])
        self._go_back(told, [found[0].place], Message("app.change.restored_one", {"what": what}), found)
        self.outcome = None
        self.notice(Message("app.history.restored_one", {"what": what, "when": self._when(told.version)}))

    def action_read_version(self) -> None:
        """The chosen version from the first field to the last."""
        from tui.screens.reading import ReadScreen
        from tui.whole import whole_text

        told = self._chosen
        then = told.then if told is not None else self.session.dossier
        if then is None:
            self.notice(Message("app.history.gone"))
            return
        said = self._when(told.version) if told is not None else self.say("app.history.now")
        body = whole_text(then, self.language, told.version.kind if told is not None else None)
        heading = self.say("app.history.whole", when=said)
        self.app.push_screen(ReadScreen(heading, body or self.say("app.history.nothing_entered"), self.language))

    def action_undo(self) -> None:
        """Take back the last change of the preparation."""
        label = self.session.workspace.undo()
        self.notice(Message("app.undo.done", {"what": label}) if label else Message("app.undo.nothing"))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        label = self.session.workspace.redo()
        self.notice(Message("app.redo.done", {"what": label}) if label else Message("app.redo.nothing"))

    @on(Rows.Chosen, "#versions")
    def _version_chosen(self) -> None:
        self.action_restore_version()

    @on(Rows.Chosen, "#then-changes")
    def _change_chosen(self) -> None:
        self.action_restore_one()

    @on(Rows.Moved, "#versions")
    def _moved(self) -> None:
        row = self.rows.current
        places = [place for place, one in enumerate(self.versions) if row is not None and _id(one) == row.id]
        self._near = places[0] if places else 0
        self._show_then()

    def on_descendant_focus(self) -> None:
        """Another list: other keys matter."""
        self.show_hints_now()

    def show_hints_now(self) -> None:
        """Tab leads to the other list, where there is something in it."""
        self.show_hints([("Tab", "app.key.other_list")] if self.versions else [("Esc", "app.key.back")])

    @on(VersionsFound)
    def _found(self, event: VersionsFound) -> None:
        first = not self.versions
        self.versions = event.versions
        self._close = in_one_minute(version.saved_at for version in event.versions)
        self._before_now = event.before
        self._show(at=_id(event.versions[0]) if first and event.versions else None)

    @on(VersionsTold)
    def _read_some(self, event: VersionsTold) -> None:
        self._told.update({_id(told.version): told for told in event.told})
        self._reading = not event.done
        self._damaged = max(self._damaged, event.damaged)
        self._show()

    @on(PastRefused)
    def _refused(self, event: PastRefused) -> None:
        self._reading = False
        self.notice(event.text)

    def _begin(self) -> None:
        self._read_at, self._reading = self.session.workspace.etag, True
        self.run_worker(self._read, thread=True, exclusive=True)

    def _read(self) -> None:
        """In a thread: find the versions, then read them, those near the cursor first."""
        worker = get_current_worker()
        past = Past(self.host.library, self.session.dossier)
        try:
            left = list(past.find())
            self.post_message(VersionsFound(tuple(left), past.before_now()))
            lot: list[Told] = []
            told_at = time.monotonic()
            while left and not worker.is_cancelled:
                near = past.versions[min(self._near, len(past.versions) - 1)]
                next_one = min(left, key=lambda one: abs(past.versions.index(one) - past.versions.index(near)))
                left.remove(next_one)
                lot.append(past.tell(next_one))
                if time.monotonic() - told_at > TOLD_EVERY:
                    self.post_message(VersionsTold(tuple(lot)))
                    lot, told_at = [], time.monotonic()
            if not worker.is_cancelled:
                self.post_message(VersionsTold(tuple(lot), done=True, damaged=past.damaged()))
        except LibraryError as refused:
            self.post_message(PastRefused(refused.message))

    @property
    def _chosen(self) -> Told | None:
        """The version under the cursor; None when it is now, or not read yet."""
        row = self.rows.current
        return self._told.get(row.id) if row is not None else None

    def _older(self, told: Told) -> Dossier:
        """The dossier as going back to a version would make it."""
        now = self.session.dossier
        return with_part_of(now, told.then, told.version.kind) if told.then is not None else now

    def _differences(self, told: Told) -> tuple[Difference, ...]:
        return differences(self.session.dossier, self._older(told))

    def _go_back(self, told: Told, taking: list[str] | None, label: Message, found: Iterable[Difference]) -> None:
        then, kind = told.then, told.version.kind
        if then is None:
            return
        back = [one.place for one in found] if taking is None else taking
        for held in list(self.session.unwritten):
            if any(held == place or held.startswith((f"{place}.", f"{place}[")) for place in back):
                del self.session.unwritten[held]
        self.session.edit(lambda dossier: gone_back(dossier, then, kind, taking), label)

    def _show(self, at: str | None = None) -> None:
        if not self.is_mounted:
            return
        self.query_one("#past").display = bool(self.versions) or self._reading
        self.empty.display = not self.versions and not self._reading
        self.empty.update(Content(self.say("app.history.empty")))
        self.rows.set_rows([self._row_of_now(), *self._rows()] if self.versions else [], at)
        self._show_then()
        self.show_saving()

    def _rows(self) -> Iterable[Row]:
        for version in self.versions:
            told = self._told.get(_id(version))
            if told is None:
                yield self._row(_id(version), self._when(version), [self.say("app.history.reading")], "muted")
            elif told.then is None or told.changes == ():
                continue  # damaged, or nothing in it that a person sees: one row with the version before it
            elif told.before is None or told.changes is None:
                yield self._row(_id(version), self._when(version), [self.say("app.history.oldest")])
            else:
                words = changes_words(told.before, told.then, told.changes)
                yield self._row(_id(version), self._when(version), [render(one, self.language) for one in words])

    def _row_of_now(self) -> Row:
        now, before = self.session.dossier, self._before_now
        found = differences(before, now) if before is not None else ()
        words = [render(one, self.language) for one in changes_words(before or now, now, found)]
        return self._row(NOW, self.say("app.history.now"), words or [self.say("app.history.unchanged")], "strong")

    def _row(self, id: str, at: str, lines: Iterable[str], tone: Tone = "normal") -> Row:
        return Row(id, ("\n".join([at, *(f"  {line}" for line in lines)]),), tone)

    def _show_then(self) -> None:
        told, row = self._chosen, self.rows.current
        found = self._differences(told) if told is not None else ()
        now, older = self.session.dossier, self._older(told) if told is not None else self.session.dossier
        if row is None or (told is None and row.id != NOW):
            heading = self.say("app.history.being_read") if self._reading else ""
        elif told is None:
            heading = self.say("app.history.of_now")
        else:
            heading = self.say("app.history.of_version", n=len(found)) if found else self.say("app.history.same")
        self.heading.update(Content(heading))
        self.changes.set_rows([Row(one.place, (both_sides(now, older, one, self.language),)) for one in found])
        self.show_hints_now()

    def _when(self, version: Version) -> str:
        said = when(version.saved_at, wall_clock(), self.language, seconds=version.saved_at in self._close)
        if version.given_up:
            return self.say("app.history.given_up", when=said)
        return self.say("app.history.goals", when=said) if version.kind == "goals" else said


def _id(version: Version) -> str:
    return f"{version.kind}.{version.name}"
