"""What every full screen has: a title line, its work, a status line and the keys that matter now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from prep.words import Lang, Message
from tui.keymap import Keymap
from tui.keys import BY_ID, Action, Where
from tui.widgets.bars import KeyLine, StatusLine, TitleLine

if TYPE_CHECKING:
    from prep.words.message import Argument
    from tui.host import Host

NOTICE_SECONDS = 12.0


class Framed(Screen[None]):
    """A full screen. ``places`` says which actions apply; ``keeps_text`` that something typed may not be saved yet."""

    places: ClassVar[tuple[Where, ...]] = (Where.APP,)
    keeps_text: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.title_line = TitleLine()
        self.status_line = StatusLine()
        self.key_line = KeyLine()
        self._notice: Message | None = None
        self._notices = 0

    @property
    def host(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    @property
    def language(self) -> Lang:
        """The interface's language now."""
        return self.host.language

    def compose(self) -> ComposeResult:
        """The frame around the screen's own work, from the first picture on in the shape for the terminal's width."""
        fitting = [name for least, name in self.app.HORIZONTAL_BREAKPOINTS or () if self.app.size.width >= least]
        self.add_class(*fitting[-1:])
        yield self.title_line
        yield from self.work()
        yield self.status_line
        yield self.key_line

    def work(self) -> Iterable[Widget]:
        """The screen's own widgets."""
        return ()

    def say(self, key: str, /, **args: Argument) -> str:
        """The text of ``key`` in the interface's language; the keys it names are the user's."""
        return self.keymap.render(Message(key, {**args}), self.language)

    @property
    def keymap(self) -> Keymap:
        """The keys that hold."""
        return self.host.keymap

    def notice(self, message: Message | None) -> None:
        """Tell something in the status line until something else happens, or for a while."""
        self._notice = message
        self._notices += 1
        number = self._notices
        if message is not None:
            self.set_timer(NOTICE_SECONDS, lambda: self._forget(number))
        self.show_saving()

    def standing(self) -> Iterable[str]:
        """What must stay in the status line whatever else is told."""
        return ()

    def reminders(self) -> Iterable[str]:
        """What stays in the status line as long as there is room for it."""
        return ()

    def calm(self) -> str:
        """What the status line says when nothing else is to be said."""
        return ""

    def show_saving(self) -> None:
        """Draw the status line anew."""
        notice = self._with_keys(self._notice)
        told = [self._with_keys(one) for one in self.host.told]
        backup = self._with_keys(self.host.background.daily.failed)
        # Room is scarce: trouble first, then what has just happened, then what waits until it is put away.
        lines = [*self.standing(), notice, *told, backup, *self.reminders()]
        self.status_line.show(*(lines if any(lines) else [self.calm()]))

    def action_daily(self) -> None:
        """Choose the folder of the daily backup."""
        from tui.screens.daily import DailyFolder

        def chosen(told: Message | None) -> None:
            if told is not None:
                self.host.background.daily.again()
                self.notice(told)

        self.app.push_screen(DailyFolder(self.host.home, self.language), chosen)

    def hints(self) -> Iterable[str]:
        """The ids ("walk.add") of the actions for the key line, most important first.

        Help always leads, and the way out always stands at the end.
        """
        return ()

    def why_not(self, action: Action) -> Message | None:
        """Why an action of this screen cannot be done as it stands; None: it can."""
        return None

    def show_hints(self, extra: Iterable[tuple[str, str]] = ()) -> None:
        """Draw the key line anew; ``extra`` are (key, message key) pairs that are no actions (Enter, Esc)."""
        pairs = [(self.keymap.shown("app.help"), self.say("app.key.help"))]
        pairs += [(key, self.say(words)) for key, words in extra]
        last = [*self.hints(), "app.quit"]
        pairs += [(self.keymap.shown(one), self.say(BY_ID[one].label)) for one in last if self.keymap.keys(one)]
        self.key_line.show(pairs)

    def speak(self) -> None:
        """Draw everything anew in the language that now holds."""
        self.show_saving()
        self.show_hints()

    def flush(self) -> None:
        """Take what was typed a moment ago."""

    def _with_keys(self, message: Message | None) -> str:
        return self.keymap.render(message, self.language) if message is not None else ""

    def _forget(self, number: int) -> None:
        if number == self._notices:
            self.notice(None)
