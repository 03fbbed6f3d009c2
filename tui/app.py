"""The app: its screens, its language and its end. Everything that happens inside a screen is that screen's."""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # before textual: an input method's commit would be torn

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key, Paste, Resize
from textual.geometry import Size

from prep.errors import NemawashiError
from prep.words import Lang, Message, render
from tui import ending
from tui.background import LOOK_AROUND_EVERY, LOOK_EVERY, Background
from tui.keys import Where, bindings
from tui.messages import Passed, SaveEnded
from tui.screens.frame import Framed
from tui.theme import register_themes
from tui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prep.library.protocol import Kept, Library
    from tui.session import Session


class NemawashiApp(App[None], inherit_bindings=False):
    """The app on one library. ``language`` is the interface's; ``session`` the open preparation, None: none is."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (104, "-wide")]  # noqa: RUF012 (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.APP)

    def __init__(
        self, library: Library, language: Lang, home: Path, open_id: str | None = None, on: dt.date | None = None
    ) -> None:
        super().__init__()
        self.library = library
        self.language: Lang = language
        self.home = home
        self.on_date = on
        self.session: Session | None = None
        self.farewell: list[Message] = []
        self.told: tuple[Message, ...] = ()
        self._open_id = open_id
        self._is_open = False
        self.turns = Turns(self, super().on_event)
        self.background = Background(self)
        register_themes(self)

    def on_mount(self) -> None:
        """Show the library, and on it the preparation asked for."""
        from tui.screens.library import LibraryScreen

        ending.listen_to_signals(self.leave)
        self.push_screen(LibraryScreen())
        if self._open_id is not None:
            refused = self.open_preparation(self._open_id)
            if refused is not None:
                self.call_after_refresh(self._notice, refused.message)
        self._is_open = True
        self._cover(self.size)
        self.call_after_refresh(self.background.begin)
        self.set_interval(LOOK_EVERY, self.background.look)
        self.set_interval(LOOK_AROUND_EVERY, self.background.look_around)

    def open_preparation(self, preparation_id: str) -> NemawashiError | None:
        """Open the walk on a preparation; the error when the library cannot give it."""
        try:
            self.show_preparation(self.library.get(preparation_id, self.on_date))
        except NemawashiError as refused:
            return refused
        return None

    def show_preparation(self, kept: Kept) -> None:
        """Open the walk on a preparation."""
        from tui.screens.walk import WalkScreen
        from tui.session import Session

        self.session = Session(self.library, kept, lambda: self.post_message(SaveEnded()))
        self.push_screen(WalkScreen(self.session))

    def close_preparation(self) -> None:
        """Forget the open preparation; its screen has saved it. What could not be read as a value is told."""
        if self.session is not None:
            self.told += ending.unwritten(self.session)
        self.session = None

    def action_help(self) -> None:
        """The keys of the screen in front, in words."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            screen = self.screen
            self.push_screen(HelpScreen(screen.places if isinstance(screen, Framed) else (Where.APP,), self.language))

    def action_palette(self) -> None:
        """Every action by name."""
        from tui.screens.palette import open_palette

        open_palette(self)

    def action_language(self) -> None:
        """The other language of the interface, everywhere at once."""
        from prep.settings import read_settings, write_settings

        self.language = "en" if self.language == "ja" else "ja"
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                screen.speak()
        try:
            write_settings(self.home, replace(read_settings(self.home), language=self.language))
        except NemawashiError as refused:
            self._notice(refused.message)

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = "nemawashi-light" if self.current_theme.dark else "nemawashi-dark"

    async def action_quit_saved(self) -> None:
        """Save and leave, without a question."""
        self.leave(0)

    def leave(self, code: int) -> None:
        """Save whatever is unsaved and end. What could not be saved is told after the screen is restored."""
        screen = next((one for one in self.screen_stack if isinstance(one, Framed) and one.keeps_text), None)
        if screen is not None:
            screen.flush()
        told, well = ending.last_save(self.session)
        self.farewell += told
        self.exit(return_code=code if well else 3)

    def on_resize(self, event: Resize) -> None:
        """The terminal has another size; the app learns of it after this."""
        if self._is_open:
            self._cover(event.size)

    def _cover(self, size: Size) -> None:
        from tui.screens.small import cover

        cover(self, self.language, size)

    def _notice(self, message: Message) -> None:
        if isinstance(self.screen, Framed):
            self.screen.notice(message)

    async def on_event(self, event: Event) -> None:
        """Keys and pastes come one at a time; all else as ever."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self.turns.take(event)
        else:
            await super().on_event(event)

    def on_passed(self, event: Passed) -> None:
        """A key was answered."""
        self.turns.passed(event.turn)

    def on_save_ended(self) -> None:
        """Told by the thread that saves."""
        if self.session is not None:
            self.session.settle()
            self.show_saving()

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

    def show_saving(self) -> None:
        """Draw anew, on every screen, how the saving stands."""
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                screen.show_saving()

    def _fatal_error(self) -> None:
        """Instead of a traceback with every local variable, which would print private notes: one line."""
        self.farewell.append(ending.after_crash(self._exception, self.session))
        self.bell()
        self._close_messages_no_wait()


def run_app(home: Path, ui: Lang, open_id: str | None, on: dt.date | None) -> int:
    """Open the app on the library in ``home`` and return the exit code. LibraryError when it cannot be opened."""
    from prep.library.tiny import open_library
    from tui.widgets.plain import one_line

    library = open_library(home)
    app = NemawashiApp(library, ui, home, open_id, on)
    try:
        app.run()
    finally:
        library.close()
    for message in app.farewell:
        sys.stderr.write(one_line(render(message, app.language)) + "\n")
    return app.return_code or 0
