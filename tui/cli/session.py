"""What every subcommand works with: the language, the streams, the library and today."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prep.errors import InputError
from prep.words import Lang, Message, render, text
from prep.words.message import Argument

if TYPE_CHECKING:
    from prep.library.protocol import Library
    from prep.model.dossier import Dossier

CLEAR_LINE = "\r\x1b[2K"
NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Lone surrogates that stand for no byte of a file name."""


@dataclass
class Session:
    """One run of the command. ``ui`` is what --ui said and ``on`` the --on before the subcommand; None: nothing."""

    language: Lang
    ui: str | None = None
    on: dt.date | None = None

    def text(self, key: str, **args: Argument) -> str:
        """The text of ``key`` in the interface's language."""
        return text(key, self.language, **args)

    def out(self, line: str) -> None:
        """One line of data on stdout."""
        sys.stdout.write(line + "\n")

    def out_bytes(self, data: bytes) -> None:
        """Data on stdout, byte for byte."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def say(self, message: Message) -> None:
        """A line on stderr that is no error."""
        sys.stderr.write(one_line(render(message, self.language)) + "\n")

    def complain(self, message: Message) -> None:
        """An error as one line on stderr."""
        sys.stderr.write(f"nemawashi: {one_line(render(message, self.language))}\n")

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The library, open for as long as the block runs."""
        from prep.library.tiny import open_library
        from prep.settings import library_home

        library = open_library(library_home())
        try:
            yield library
        finally:
            library.close()

    def dossier(self, target: str, on: dt.date | None) -> Dossier:
        """What ID, FILE or FILE#p0 names; the library is opened for an id only."""
        from tui.actions.opening import file_target, from_file, from_library

        today = on or self.on
        file = file_target(target)
        if file is not None:
            return from_file(file, today)
        with self.library() as library:
            return from_library(library, target, today)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A line that shows what is being done, on a terminal only; gone when the block ends."""
        progress = Progress(self.language, sys.stderr.isatty())
        try:
            yield progress
        finally:
            progress.clear()


@dataclass
class Progress:
    """The one line of progress; ``shown`` False: stderr is no terminal, nothing is written."""

    language: Lang
    shown: bool

    def __call__(self, message: Message) -> None:
        """Show a step in place of the one before."""
        if self.shown:
            sys.stderr.write(CLEAR_LINE + one_line(render(message, self.language)))
            sys.stderr.flush()

    def count(self, done: int, of: int) -> None:
        """Show how far long work has come."""
        self(Message("command.progress.reading", {"done": done, "of": of}))

    def clear(self) -> None:
        """Leave the line empty."""
        if self.shown:
            sys.stderr.write(CLEAR_LINE)
            sys.stderr.flush()


def begin(arguments: Sequence[str]) -> Session:
    """The session of a command line before it is parsed: its language is --ui, NEMAWASHI_UI, else the locale.

    A --ui that is no language is refused later, by the option itself; such a NEMAWASHI_UI counts as not set.
    """
    from prep.settings import UI_VARIABLE, interface_language

    flag = ui_argument(arguments)
    for wanted in (flag, None):
        try:
            return Session(interface_language(wanted), flag)
        except InputError:
            continue
    del os.environ[UI_VARIABLE]
    return Session(interface_language(None), flag)


def ui_argument(arguments: Sequence[str]) -> str | None:
    """What stands behind --ui; None when it is not given."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == "--ui" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--ui="):
            return argument.removeprefix("--ui=")
    return None


def one_line(sentence: str) -> str:
    """The sentence on one line, without characters that would move a terminal's cursor.

    A file name that Python could not decode in this locale, and that stands in the sentence, is UTF-8 to a reader.
    """
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in sentence).strip()
    return NO_BYTES.sub("\ufffd", kept).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
