"""What the app does by itself while it is open, each task in a function of its own, and when.

The library may be busy for seconds (another window holds its lock), so whatever asks it runs in a thread beside the
app and gives back what the app then does with it in its own thread; None: nothing is to be done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from prep.words import Lang, Message
from tui.daily import DailyBackup
from tui.waste import look_often

if TYPE_CHECKING:
    from prep.library.protocol import Finding, Library
    from tui.session import Session

LOOK_EVERY = 0.4
LOOK_AROUND_EVERY = 1.0
"""Seconds between looks at what other windows did to the open preparation."""

Found = Callable[[], object]
"""What a task beside the app has found to do, to be called in the app's thread."""


class Tended(Protocol):
    """The app as its background sees it."""

    library: Library
    home: Path
    language: Lang
    session: Session | None

    def tell(self, messages: Sequence[Message]) -> None:
        """Say it steadily in the status line, until the user puts it away."""

    def show_saving(self) -> None:
        """Draw anew how the saving stands."""

    def run_later(self, found: Found) -> None:
        """Call it in the app's thread; may be called in any."""


class Background:
    """Starts each task when its time comes; one of a name runs at a time, and one that broke is not tried again."""

    def __init__(self, app: Tended) -> None:
        self._app = app
        self._at_work: set[str] = set()
        self.daily = DailyBackup(app.home)

    def begin(self) -> None:
        """What is done once, when the app opens."""
        look_often()
        library, home = self._app.library, self._app.home
        self._beside("crashed", lambda: crashed_before(self._app))
        self._beside("swept", lambda: swept(home))
        self._beside("rescued", lambda: take_up_rescued(self._app, library, home))

    def look(self) -> None:
        """Every ``LOOK_EVERY`` seconds."""
        if save_due(self._app.session):
            self._app.show_saving()
        if "findings" not in self._at_work:  # else what is taken now would be told by nobody
            found = self._app.library.findings()
            if found:
                self._beside("findings", lambda: findings(self._app, found))

    def look_around(self) -> None:
        """Every ``LOOK_AROUND_EVERY`` seconds."""
        if self.daily.due():
            self._beside("backup", lambda: daily_backup(self._app, self.daily))
        session = self._app.session
        if session is not None:
            self._beside("windows", lambda: look_for_other_windows(self._app, session))

    def _beside(self, name: str, work: Callable[[], Found | None]) -> None:
        if name in self._at_work:
            return
        self._at_work.add(name)
        # A daemon: leaving waits for no task, and what is written is written at one stroke.
        threading.Thread(target=self._run, args=(name, work), name=name, daemon=True).start()

    def _run(self, name: str, work: Callable[[], Found | None]) -> None:
        found = work()
        self._at_work.discard(name)
        if found is not None:
            self._app.run_later(found)


def save_due(session: Session | None) -> bool:
    """Begin a save of the open preparation when it is time; whether one was begun. Never waits."""
    return session is not None and session.save_if_due()


def look_for_other_windows(app: Tended, session: Session) -> Found | None:
    """Beside the app: whether another window saved the open preparation, and what is then to be done about it."""
    theirs = session.look()
    return None if theirs is None else lambda: session.met(theirs)


def swept(home: Path) -> None:
    """Remove texts that were being edited outside when an app did not end well."""
    if (home / "editing").is_dir():
        from tui.outside_editor import sweep

        sweep(home)


def crashed_before(app: Tended) -> Found | None:
    """Beside the app: whether an earlier run crashed below Python, which is told; then watch this one."""
    from tui.hard_crash import take_up_hard_crash, watch_for_hard_crashes
    from tui.report import Reporter, Trail

    reporter = Reporter(app.home, app.language, Trail())
    report = take_up_hard_crash(reporter)
    watch_for_hard_crashes(reporter)
    return None if report is None else lambda: app.tell([Message("app.told.crashed", {"path": str(report)})])


def take_up_rescued(app: Tended, library: Library, home: Path) -> Found | None:
    """Beside the app: take up what an earlier run could not save; each is told, and what still has to wait."""
    from prep.library.rescue import take_up, waiting

    told = [Message(f"app.told.rescued.{one.where}", {"title": one.title}) for one in take_up(library, home)]
    told += [Message("app.told.rescue_waits", {"title": one.title}) for one in waiting(home) if one.title]
    return (lambda: app.tell(told)) if told else None


def daily_backup(app: Tended, daily: DailyBackup) -> Found | None:
    """Beside the app: the backup of the day, when the user chose a folder for it; what went wrong is told."""
    return app.show_saving if daily.run() else None


def findings(app: Tended, found: Sequence[Finding]) -> Found | None:
    """Beside the app: what had to be done to files, told by the titles that the user knows."""
    from tui.actions.health import notices_of, titles_of

    notices = notices_of(found, titles_of(app.library))
    return (lambda: app.tell(notices)) if notices else None
