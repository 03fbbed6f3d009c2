"""The app: its screens, its language and its end. Everything that happens inside a screen is that screen's."""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # before textual: an input method's commit would be torn
os.environ.setdefault("TEXTUAL_FPS", "120")  # a letter in the search needs two pictures: itself, then what it finds

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key, Paste, Resize

from prep.errors import NemawashiError
from prep.words import Lang, Message
from tui import ending
from tui.background import LOOK_AROUND_EVERY, LOOK_EVERY, Background
from tui.keys import Where, bindings
from tui.lately import Lately
from tui.leaving import Leaving
from tui.looks import Looks, no_colours
from tui.messages import Passed, SaveEnded
from tui.mishaps import Mishaps
from tui.own_keys import OwnKeys
from tui.screens import reasons
from tui.screens.frame import Framed
from tui.screens.small import cover
from tui.sheet import Sheet
from tui.terminal import steady
from tui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.dom import DOMNode
    from textual.driver import Driver

    from prep.library.protocol import Kept, Library
    from tui.found import Goal
    from tui.keymap import Keymap
    from tui.session import Session
    from tui.signals import Outside


class NemawashiApp(App[None], inherit_bindings=False):
    """The app on one library. ``language`` is the interface's; ``session`` the open preparation, None: none is."""

    CSS_PATH = ["app.tcss", "screens/library.tcss"]  # noqa: RUF012 (declared so by Textual); the first screen's as well
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (104, "-wide")]  # noqa: RUF012 (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.APP)

    def __init__(
        self, library: Library, language: Lang, home: Path, open_id: str | None = None, on: dt.date | None = None
    ) -> None:
        super().__init__(ansi_color=no_colours())
        self.library = library
        self.language: Lang = language
        self.home = home
        self.on_date = on
        self.session: Session | None = None
        self.farewell: list[Message] = []
        self.told: tuple[Message, ...] = ()
        self.outside: Outside | None = None
        self.mishaps = Mishaps(self, self)
        self._open_id = open_id
        self._is_open = False
        self.lately = Lately()
        self._own_keys = OwnKeys(home)
        self.turns = Turns(self, self._give)
        self.background = Background(self)
        self.leaving = Leaving(self, self)
        self.looks = Looks(self, home)
        self.stylesheet = Sheet(variables=self.get_css_variables())  # with the theme that is chosen by now

    def on_load(self) -> None:
        """From here on whoever ends the app from outside ends it in good order."""
        if self.outside is not None:
            self.outside.attach(self.leaving.from_outside, self.mishaps.beside)

    def on_mount(self) -> None:
        """Show the library, and on it the preparation asked for."""
        from tui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen())
        if self._open_id is not None:
            try:
                self.show_preparation(self.library.get(self._open_id, self.on_date))
            except NemawashiError as refused:
                self.call_after_refresh(self._notice, refused.message)
        self.tell(self.looks.told)
        self._is_open = True
        cover(self, self.language, self.size)
        self.tell(self._own_keys.faults)
        self.call_after_refresh(self.background.begin)
        if self.outside is not None:
            self.set_interval(LOOK_EVERY, self.outside.look)
        self.set_interval(LOOK_EVERY, self.background.look)
        self.set_interval(LOOK_AROUND_EVERY, self.background.look_around)

    def show_preparation(self, kept: Kept, goal: Goal | None = None) -> None:
        """Open the walk on a preparation, with the cursor on ``goal``, else at its beginning."""
        from tui.screens.walk import WalkScreen
        from tui.session import Session

        self.session = Session(self.library, kept, lambda: self.post_message(SaveEnded()), self.on_date)
        self.lately.visited(kept.dossier.preparation.id)
        self.push_screen(WalkScreen(self.session, goal))

    def close_preparation(self) -> None:
        """Forget the open preparation; its screen has saved it. What could not be read as a value is told."""
        self.told += ending.unwritten(self.session)
        self.session = None

    def leave_preparation(self, close: Callable[[], object], conflict: Callable[[], object]) -> None:
        """Save and ``close``; ``conflict`` instead when another window saved it, a question when saving fails."""
        self.leaving.close(close, conflict)

    def saving_fails(self) -> None:
        """The user wants it saved now, and it cannot be: ask what to do."""
        self.leaving.offer()

    def report(self, error: BaseException, key: str) -> Message:
        """Write down what the app goes on from; the message ``key`` about it. May be called in any thread."""
        return self.mishaps.report(error, key)

    def action_help(self) -> None:
        """The keys of the screen in front, in words."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            screen = self.screen
            self.push_screen(HelpScreen(screen, self.language))

    def action_palette(self) -> None:
        """Every action by name."""
        from tui.screens.palette import open_palette

        open_palette(self)

    def action_search(self) -> None:
        """Words in all preparations."""
        from tui.screens.going import search

        search(self.screen)

    def action_read_keys(self) -> None:
        """Read the user's own keys anew."""
        own, before = self._own_keys, self._own_keys.faults
        found = own.read()
        self.told = tuple(one for one in self.told if one not in before)
        self.tell(own.faults)
        for screen in self.framed():
            screen.speak()
        if not own.faults:
            self._notice(Message("keys.read" if found else "keys.no_file", {"path": str(own.path)}))

    @property
    def keymap(self) -> Keymap:
        """The keys that hold, the user's own among them."""
        return self._own_keys.keymap

    def action_jump(self) -> None:
        """A number on everything in sight that one can go to."""
        from tui.screens.jump import jump

        jump(self.screen, self.language)

    def action_language(self) -> None:
        """The other language of the interface, everywhere at once."""
        from prep.settings import read_settings, write_settings

        self.language = "en" if self.language == "ja" else "ja"
        for screen in self.framed():
            screen.speak()
        try:
            write_settings(self.home, replace(read_settings(self.home), language=self.language))
        except NemawashiError as refused:
            self._notice(refused.message)

    def action_theme(self) -> None:
        """The next theme: ours, then the user's own."""
        self._notice(self.looks.next())

    async def action_quit_saved(self) -> None:
        """Save and leave, without a question unless saving fails."""
        self.leaving.wish(lambda last: self.leave(0, last), lambda: self.leave(0))

    def leave(self, code: int, last: ending.LastSave | None = None, patience: float | None = None) -> None:
        """Save what is unsaved, or set it aside (None: not done yet), and end; what is to be told is told after."""
        if last is None:
            self.flush()
            last = ending.last_save(self.session, self.home, patience)
        self.farewell += (*last.told, *ending.unwritten(self.session))
        self.exit(return_code=code or (0 if last.place == "disk" else 3))

    def flush(self) -> None:
        """Take what was typed a moment ago."""
        for screen in self.framed():
            if screen.keeps_text:
                screen.flush()

    def on_resize(self, event: Resize) -> None:
        """The terminal has another size; the app learns of it after this."""
        if self._is_open:
            cover(self, self.language, event.size)

    def _notice(self, message: Message) -> None:
        if isinstance(self.screen, Framed):
            self.screen.notice(message)

    async def on_event(self, event: Event) -> None:
        """Keys and pastes come one at a time; all else as ever."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self.leaving.take_back()
            await self.turns.take(event)
        else:
            await super().on_event(event)

    async def _give(self, event: Event) -> None:
        self._own_keys.fit(self, self.screen)
        await super().on_event(event)

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """As ever, noted for the case that something breaks; what cannot be done now says why."""
        run = action if isinstance(action, str) else action[1]
        self.mishaps.trail.note(run)
        if default_namespace is self.screen and reasons.refused(self.screen, run):
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def on_passed(self, event: Passed) -> None:
        """A key was answered."""
        self.turns.passed(event.turn)

    def on_save_ended(self) -> None:
        """Told by the thread that saves."""
        if self.session is None:
            return
        failed = self.session.error is not None
        self.session.settle()
        if failed and self.session.saving in ("saved", "unsaved"):
            self._notice(Message("app.saving.again"))
        self.show_saving()
        self.leaving.go_on()

    def forget_told(self) -> None:
        """Put away what was told of the library's files."""
        if self.told:
            self.told = ()
            self.show_saving()

    def tell(self, messages: Sequence[Message]) -> None:
        """Say it steadily in the status line, until the user puts it away."""
        self.told += tuple(one for one in messages if one not in self.told)
        self.show_saving()

    def run_later(self, found: Callable[[], object]) -> None:
        """Call it here, in the app's thread; may be called in any."""
        if self.is_running:
            self.call_later(found)

    def framed(self) -> list[Framed]:
        """The full screens, whatever lies over them."""
        return [screen for screen in self.screen_stack if isinstance(screen, Framed)]

    def show_saving(self) -> None:
        """Draw anew, on every screen, how the saving stands."""
        for screen in self.framed():
            screen.show_saving()

    def panic(self, *renderables: object) -> None:
        """Instead of what Textual would print, a style sheet that is wrong included."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Instead of a traceback with every local variable, which would print private notes: one line."""
        self.mishaps.crash(self._exception)
        self._close_messages_no_wait()

    def _no_keys(self, error: Exception) -> None:
        if self.outside is None or not self.outside.look():
            self.call_later(self._handle_exception, error)

    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Driver:
        return steady(super()._build_driver(headless, inline, mouse, size), self._no_keys)
