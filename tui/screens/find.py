"""Find anything: one line to type in, and below it every text of every preparation that has the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static

from prep.words import Message, render
from tui.found import Goal, Lines, begin_lines, found_lines
from tui.keys import Where
from tui.messages import SoughtSoFar
from tui.screens.frame import Framed
from tui.seeking import Group, Seeker, Sought
from tui.widgets.line_edit import LineEdit
from tui.widgets.prose import Prose
from tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from prep.library.protocol import Summary
    from prep.model.dossier import Dossier

COLUMNS = (Column(), Column(24, from_width=54))
WIDE_COLUMNS = (Column(), Column(42))
WIDE = 110


class FindScreen(Framed):
    """Over any full screen; ``goal`` is what was chosen, None: nothing. ``here`` is the open dossier, None: none is."""

    CSS_PATH = "find_screen.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.APP,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("up", "by(-1)", show=False),
        Binding("down", "by(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(self, here: Dossier | None) -> None:
        super().__init__()
        self.here = here
        self.goal: Goal | None = None
        self.search = LineEdit(select_on_focus=False, id="find-words")
        self.rows = Rows(COLUMNS, id="found")
        self.empty = Static("", id="find-empty")
        self.shown = Prose(id="find-shown")
        self._number = 0
        self._sought = Sought(0)
        self._groups: list[Group] = []
        self._latest: Sequence[Summary] = ()
        self._lines = Lines()
        self._has_moved = False

    def work(self) -> Iterable[Widget]:
        """Words, what was found, and the whole of the one in front."""
        yield self.search
        yield self.rows
        yield self.empty
        with VerticalScroll(id="find-around", can_focus=False):
            yield self.shown

    def on_mount(self) -> None:
        """Begin with what was searched for and opened last."""
        today = self.host.on_date or dt.date.today()
        self.seeker = Seeker(self.host.library, self.here, today, lambda sought: self.post_message(SoughtSoFar(sought)))
        self._number = self.seeker.seek("")
        self.speak()
        self.search.focus()
        self.watch(self.search, "value", self._searched, init=False)  # at once: letter and rows are one picture

    def on_resize(self) -> None:
        """What a text is called has more room on a wide screen."""
        self.rows.columns = WIDE_COLUMNS if self.app.size.width >= WIDE else COLUMNS

    def on_unmount(self) -> None:
        """Nobody waits for the rest."""
        self.seeker.leave()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        self.search.placeholder = self.say("find.search.placeholder")
        self.title_line.show("nemawashi", self.say("find.search.title"))
        self._show()
        super().speak()

    def hints(self) -> Iterable[str]:
        """What is there beside searching."""
        return ("app.palette", "app.language")

    def calm(self) -> str:
        """How far the search has come and what it has found."""
        sought = self._sought
        if not self.search.value.strip():
            return self.say("find.search.about")
        count = sum(len(group.found) + group.more for group in self._groups)
        if sought.over and not count and not sought.unread:
            return ""
        key = "full" if sought.full else "done" if sought.over else "reading"
        where = Message("find.search.preparations", {"n": len(self._groups)})
        said = self.say(
            f"find.search.{key}", where=render(where, self.language), n=count, done=sought.done, of=sought.of
        )
        return f"{said} {self.say('find.search.unread', n=sought.unread)}" if sought.unread else said

    def action_back(self) -> None:
        """Empty the words first, then back to where one was."""
        if self.search.value:
            self.search.value = ""
        else:
            self.dismiss(None)

    def action_search(self) -> None:
        """It is open already: back into the words."""
        self.search.focus()

    def action_by(self, step: int) -> None:
        """Move in the list while the cursor stays in the words."""
        self._has_moved = True
        self.rows.action_by(step)

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self._has_moved = True
        self.rows.action_page(step)

    def on_key(self, event: Key) -> None:
        """Whoever moves or types is answered before the reading goes on."""
        self.seeker.hush()

    @on(Input.Submitted)
    @on(Rows.Chosen)
    def _choose(self) -> None:
        row = self.rows.current
        line = self._lines.line(row.id) if row is not None else None
        leads = line.leads if line is not None else None
        if isinstance(leads, str):
            self.search.value = leads
            self.search.cursor_position = len(leads)
            self.search.focus()
        elif leads is not None:
            self.host.lately.searched(self.search.value)
            self.goal = leads
            self.dismiss(None)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        if not isinstance(event, Rows.Chosen):
            self._show_whole()

    @on(SoughtSoFar)
    def _so_far(self, event: SoughtSoFar) -> None:
        sought = event.sought
        if sought.number != self._number:
            return
        self._sought = sought
        self._groups += sought.groups
        self._latest = sought.latest or self._latest
        if sought.refused is not None:
            self.notice(sought.refused)
        if sought.groups or sought.over:
            self._show()
        self.show_saving()

    def _searched(self) -> None:
        self._number = self.seeker.seek(self.search.value)
        self._sought, self._groups, self._has_moved = Sought(self._number), [], False
        self.notice(None)
        self._show()

    def _show(self) -> None:
        if self.search.value.strip():
            self._lines = found_lines(self._groups, self.language)
        else:
            lately = self.host.lately
            self._lines = begin_lines(lately.words, lately.opened, self._latest, self.language)
        rows = self._lines.rows()
        self.rows.set_rows(rows, None if self._has_moved or self.rows.has_focus else self._lines.first())
        self.rows.display = bool(rows)
        self.empty.display = not rows
        if not rows:
            self.empty.update(Content(self._nothing()))
        self.show_hints([("Enter", "app.key.open"), ("Esc", "app.key.back")])
        self._show_whole()

    def _nothing(self) -> str:
        if not self.search.value.strip():
            return self.say("find.search.begin")
        return self.say("find.search.nothing" if self._sought.over else "find.search.searching")

    def _show_whole(self) -> None:
        row = self.rows.current
        line = self._lines.line(row.id) if row is not None else None
        words = line.whole() if line is not None else ""
        self.shown.show(words)
        self.query_one("#find-around").display = bool(words)
